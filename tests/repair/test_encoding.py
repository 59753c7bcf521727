"""How clauses are told and answers read: every answer says what it does, or is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rewriting import clause_of

from mt_repair.repair.aligned import aligned
from mt_repair.repair.answers import (
    Put,
    Refused,
    answer,
    by_tokens,
    by_words,
    decode,
    inflected,
)
from mt_repair.repair.encoding import INSERTED, MOST_TOKENS, encode, symbols
from mt_repair.repair.wording import written

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
    same = [Put(w.text, i) for i, w in enumerate(clause.words)]
    assert answer(same, clause) == []
    assert decode([], clause) == same
    assert written(same, clause, plain) == plain[clause.start : clause.end]


@pytest.mark.parametrize(
    ("text", "tokens", "expected"),
    [
        ("{Paipai} former employee came", "<0> <before> <2> <1> <=a>", "A former Paipai employee came"),
        ("An {Ele.me} old employee came", "<2> <before> <1>", "An old Ele.me employee came"),
        ("An {Ele.me} senior seller came", "<1> <before> <3>", "A senior Ele.me seller came"),
        ("The {Paipai} has open shops", "<0> <del> <3> <VBN>", "Paipai has opened shops"),
        ("Ten {Redmi:PROD} phone came", "<2> <NNS>", "Ten Redmi phones came"),
        ("Many {influencer:TERM} came", "<1> <NNS>", "Many influencers came"),
        ("{Lei Jun:PER} dream is big", "<1> <=27-73>", "Lei Jun's dream is big"),
        ("Founder of {Ele.me} left", "<0> <=the>", "The founder of Ele.me left"),
        ("Beijing {Paipai} shop left", "<0> <=in> <before> <3>", "Paipai shop in Beijing left"),
        ("In {WeChat:PROD} inside, all read", "<0> <del> <2> <before> <1>", "Inside WeChat, all read"),
        ("In Beijing {Paipai} yesterday opened", "<0> <thru> <1> <before> <5>", "Paipai yesterday opened in Beijing"),
        ("{Paipai} went", "<2> <=and>", "Paipai went and"),
        ("He in {Paipai} and of {Ebrun} spoke", "<1> <thru> <2> <before> <4> <3> <before> <1>", "He and in Paipai of Ebrun spoke"),
    ],
)  # fmt: skip
def test_what_an_answer_writes(text, tokens, expected):
    if expected is None:
        with pytest.raises(Refused):
            said(text, tokens)
    else:
        assert said(text, tokens) == expected


@pytest.mark.parametrize(
    "tokens",
    [
        "<3> <del>",  # there is no third word
        "<0> <=not>",  # not one it may put in
        "<NNS> <0>",
        "<0> <NNS>",  # a name has no plural
        "<1> <VBD> <VBZ>",
        "<1> <VBD> <del>",
        "<1> paipai",
        "<1> <ORG>",
        "<0> <1> <del>",
        "<1>",
        "<2> <del>",
        "<0> <before> <0>",
        "<0> <before> <7>",
        "<0> <before>",
        "<1> <thru> <0> <before> <2>",
        "<0> <thru> <1>",
        "<0> <before> <1> <1> <before> <0>",  # round in a circle
        "<0> <thru> <1> <before> <2> <1> <before> <0>",
        "<unk>",
    ],
)
def test_what_is_no_answer_is_refused(tokens):
    with pytest.raises(Refused):
        said("{Paipai} came", tokens)


def test_nothing_left_is_refused():
    with pytest.raises(Refused):
        said("{Paipai} came", "<0> <del> <1> <del>")


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
    told = encode(clause, lambda word: [f"_{word}"])
    assert told.tokens == ("<opens>", "<ORG>", "_dairy", "_milk", "<own>", "_rose", "_8%", "<=there>", "<=2e>", "<closes>", "</s>")  # fmt: skip
    assert told.starts == (1, 3, 5, 6, 7, 8, 9)


def test_a_clause_of_long_words_is_told_in_fewer_pieces():
    clause, _ = clause_of(" ".join(["{Paipai}", *["supercalifragilistic"] * 39]))
    told = encode(clause, list)
    assert len(told.tokens) <= MOST_TOKENS
    assert len(told.starts) == len(clause.words) + 1


def test_an_answer_points_at_first_tokens_and_back():
    starts = (1, 3, 4, 7)
    said = ["<0>", "<before>", "<2>", "<3>", "<=and>"]
    assert by_tokens(said, starts) == ["<1>", "<before>", "<4>", "<7>", "<=and>"]
    assert by_words(by_tokens(said, starts), starts) == said
    with pytest.raises(Refused):
        by_words(["<2>", "<del>"], starts)  # the middle of a word


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
    assert out.strip()
    assert decode(answer(put, clause), clause) == put


@given(st.sampled_from(SENTENCES), st.data())
def test_any_order_and_choice_of_words_can_be_said(text, data):
    clause, _ = clause_of(text)
    places = data.draw(st.permutations(range(len(clause.words))))
    kept = places[: data.draw(st.integers(1, len(places)))]
    put = [Put(clause.words[i].text, i) for i in kept]
    for word in data.draw(st.lists(st.sampled_from(INSERTED), max_size=4)):
        put.insert(data.draw(st.integers(0, len(put))), Put(word))
    assert decode(answer(put, clause), clause) == put


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
    assert written(decode(answer(put, clause), clause), clause, plain) == repaired


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
