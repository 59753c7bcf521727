"""Clauses: what is cut out around a name, and that no character is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rewriting import marked

from mt_repair.repair.clauses import MOST_WORDS, Slot, clauses, words_of
from mt_repair.types import Span


def cut(text: str) -> list[list[str]]:
    plain, slots = marked(text)
    return [[w.text for w in c.words] for c in clauses(plain, slots)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "{Paipai} former employee told {Ebrun}.",
            ["Paipai", "former", "employee", "told", "Ebrun", "."],
        ),
        ("It is {Paipai}'s shop.", ["It", "is", "Paipai", "'s", "shop", "."]),
        (
            "The U.S. firm sued {JD.com} for 2,000.5 yuan.",
            "The|U.S.|firm|sued|JD.com|for|2,000.5|yuan|.".split("|"),
        ),
        (
            "sellers’ and {J&T Express}’s e-commerce",
            "sellers|’|and|J&T Express|’s|e-commerce".split("|"),
        ),
        ("It rained. {Paipai} closed. Nobody came.", ["Paipai", "closed", "."]),
        ("Nothing here.", None),
    ],
)
def test_words_of_a_clause(text, words):
    assert cut(text) == ([] if words is None else [words])


def test_a_long_sentence_is_cut_around_its_names_at_commas():
    far = "and so on and on and on, " * 8
    (clause,) = cut(f"{far}the seller {{Paipai}} said he would stay there, {far}until noon.")
    assert "Paipai" in clause
    assert len(clause) < 26


def test_names_far_apart_are_in_clauses_of_their_own():
    plain, slots = marked("{Paipai} " + "and on " * 40 + "{Ebrun} said.")
    first, last = clauses(plain, slots)
    assert (first.opens, first.closes, last.opens, last.closes) == (True, False, False, True)
    assert first.end <= last.start


def test_no_clause_reaches_over_a_line_end():
    plain, slots = marked("The head of\n{Paipai} said it\nwould close.")
    (clause,) = clauses(plain, slots)
    assert plain[clause.start : clause.end] == "Paipai said it"
    assert not clause.opens
    assert not clause.closes


def test_what_stood_there_is_remembered():
    plain, slots = marked("He saw {Xianyu:PROD|idle fish} there.")
    (clause,) = clauses(plain, slots)
    assert [(w.slot, w.was) for w in clause.words if w.slot] == [("PROD", "idle fish")]


words = st.text(
    alphabet="abcXYZ0189 .,'’\"\n\r\t-—()\u0130ß\u200d\u0301\u05d0😀", min_size=1, max_size=60
)


@given(words, st.data())
def test_clauses_are_stretches_of_the_text_in_order(text, data):
    places = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    slots = [
        Slot(Span(a, b), "ORG")
        for a, b in zip(places[::2], places[1::2], strict=False)
        if text[a:b].strip() == text[a:b] != ""
    ]
    at = 0
    for clause in clauses(text, slots):
        assert clause.start >= at
        at = clause.end
        assert len(clause.words) <= MOST_WORDS
        before = clause.start
        for word in clause.words:
            assert text[word.start : word.end] == word.text != ""
            assert text[before : word.start].strip() == "" or before == clause.start
            before = word.end
        assert "\n" not in text[clause.start : clause.end]


@given(words)
def test_no_word_is_lost(text):
    found = "".join(w.text for w in words_of(text, Span(0, len(text)), ()))
    assert [c for c in found if c.isalnum()] == [c for c in text if c.isalnum()]
