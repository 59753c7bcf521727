"""How clauses are told and answers read: every answer says what it does, or is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rewriting import clause_of

from mt_repair.repair.aligned import aligned
from mt_repair.repair.encoding import (
    Refused,
    answer,
    decode,
    encode,
    identity,
    inflected,
    symbols,
    written,
)

SENTENCES = [
    "{Paipai} former employee told {Ebrun:MEDIA}, the site had lost half of its sellers.",
    "A {Ele.me} senior executive confirmed 2,000 of the “orders” (half).",
    "Many of the {influencer:TERM} on the list come from small towns.",
    "In {WeChat:PROD} inside, the word spread; nobody isn't there!",
]


def said(text: str, tokens: str) -> str:
    clause, plain = clause_of(text)
    return written(decode(tokens.split(), clause), clause, plain)


@pytest.mark.parametrize("text", SENTENCES)
def test_leaving_a_clause_alone_writes_it_as_it_was(text):
    clause, plain = clause_of(text)
    assert (
        written(decode(identity(clause), clause), clause, plain) == plain[clause.start : clause.end]
    )


@pytest.mark.parametrize(
    ("text", "tokens", "expected"),
    [
        ("{Paipai} former employee came", "<=a> <1> <0> <2> <3>", "A former Paipai employee came"),
        ("An {Ele.me} old employee came", "<0> <2> <1> <3> <4>", "An old Ele.me employee came"),
        ("An {Ele.me} senior seller came", "<0> <2> <1> <3> <4>", "A senior Ele.me seller came"),
        ("The {Paipai} has open shops", "<1> <2> <3> <VBN> <4>", "Paipai has opened shops"),
        ("Ten {Redmi:PROD} phone came", "<0> <1> <2> <NNS> <3>", "Ten Redmi phones came"),
        ("Many {influencer:TERM} came", "<0> <1> <NNS> <2>", "Many influencers came"),
        ("{Lei Jun:PER} dream is big", "<0> <=27-73> <1> <2> <3>", "Lei Jun's dream is big"),
        ("Founder of {Ele.me} left", "<=the> <0> <1> <2> <3>", "The founder of Ele.me left"),
        ("Beijing {Paipai} shop left", "<1> <2> <=in> <0> <3>", "Paipai shop in Beijing left"),
        ("In {WeChat:PROD} inside, all read", "<2> <1> <3> <4> <5>", "Inside WeChat, all read"),
        ("sellers {Paipai} shops are shut", "<0> <NNS> <=27-73> <2> <1> <3> <4>", "sellers' shops Paipai are shut"),
    ],
)  # fmt: skip
def test_what_an_answer_writes(text, tokens, expected):
    assert said(text, tokens) == expected


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("{Paipai} came", "<0> <1> <2>"),  # there is no third word
        ("{Paipai} came", "<0> <=not> <1>"),  # not one it may put in
        ("{Paipai} came", "<NNS> <0> <1>"),
        ("{Paipai} came", "<0> <NNS> <1>"),  # a name has no plural
        ("{Paipai} came", "<0> <1> <VBD> <VBZ>"),
        ("{Paipai} came", "<0> <1> paipai"),
        ("{Paipai} came", "<ORG> <1>"),
        ("{Paipai} came", "<0> <1> <unk>"),
        ("{Paipai} 2,000 came", "<0> <1> <NNS> <2>"),
        ("{Paipai} came", ""),
    ],
)
def test_what_is_no_answer_is_refused(text, tokens):
    with pytest.raises(Refused):
        said(text, tokens)


@pytest.mark.parametrize(
    ("word", "tag", "form"),
    [
        ("phone", "NNS", "phones"), ("Founder", "NNS", "Founders"), ("opened", "VB", "open"), ("say", "VBZ", "says"),
        ("were", "VBD", "was"), ("influencer", "NNS", None), ("2,000", "NNS", None), ("the", "NN", None),
    ],
)  # fmt: skip
def test_forms_of_words(word, tag, form):
    if form is None:
        with pytest.raises(Refused):
            inflected(word, tag)
    else:
        assert inflected(word, tag) == form


def test_a_clause_is_told_by_symbols_and_pieces():
    clause, _ = clause_of("{Bright Dairy|light milk} milk rose 8% there.")
    tokens = encode(clause, lambda word: [f"_{word}"])
    assert tokens[:3] == ["<opens>", "<0>", "<ORG>"]
    assert tokens[3:] == ["_dairy", "<1>", "<own>", "_milk", "<2>", "_rose", "<3>", "<num>", "<4>", "<=there>", "<5>", "<=2e>", "<closes>", "</s>"]  # fmt: skip


def test_symbols_are_each_there_once():
    assert len(set(symbols())) == len(symbols())
    assert all("," not in s for s in symbols())  # sentencepiece would cut there


@given(st.sampled_from(SENTENCES), st.lists(st.sampled_from(symbols()), max_size=40))
def test_any_row_of_symbols_is_written_or_refused(text, tokens):
    clause, plain = clause_of(text)
    try:
        put = decode(tokens, clause)
        out = written(put, clause, plain)
    except Refused:
        return
    assert answer(put) == tokens
    assert out.strip()


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("{Paipai} former employee told {Ebrun:MEDIA} that it closed.", "A former Paipai employee told Ebrun that it closed."),
        ("Many of the {influencer:TERM} came.", "Many of the influencers came."),
        ("{Vanke} are to sold the flats.", "Vanke is to sell the flats."),
        ("By {NetEase} invested farm raises pigs.", "A farm invested in by NetEase raises pigs."),
    ],
)  # fmt: skip
def test_a_written_repair_is_read_as_pointers(text, repaired):
    clause, plain = clause_of(text)
    put = aligned(repaired, clause)
    assert written(decode(answer(put), clause), clause, plain) == repaired


@pytest.mark.parametrize(
    "repaired",
    [
        "Former Paipai and Paipai employee told Ebrun.",  # a name twice
        "A disgruntled Paipai employee told Ebrun.",  # a word from nowhere
        "A former Paipai employee said to Ebrun.",
        "A former Paipei employee told Ebrun.",  # misspelt
    ],
)
def test_a_written_repair_with_words_from_nowhere_is_refused(repaired):
    clause, _ = clause_of("{Paipai} former employee told {Ebrun:MEDIA}.")
    with pytest.raises(Refused):
        aligned(repaired, clause)
