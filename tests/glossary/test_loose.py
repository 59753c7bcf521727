"""Phrases explained by a name's characters, and phrases that are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt_repair.glossary.loose import LooseIndex, explained, index_traces
from mt_repair.knowledge.traces import traces
from mt_repair.types import Term

TERMS = (
    Term("雨打芭蕉", "Rain on the Plantain", "WORK"),
    Term("晨光时代", "Chenguang"),
    Term("早安Auto", "Morning Auto"),
    Term("星河V5", "Xinghe V5"),
    Term("南湖渡口", "Nanhu Ferry"),
    Term("春节档", "Spring Festival film season"),
    Term("拍拍", "Paipai"),
)


def index(*terms: Term) -> LooseIndex:
    found = [(i, trace) for i, term in enumerate(terms) for trace in traces(term)]
    return index_traces({i: term.zh for i, term in enumerate(terms)}, found)


ALL = index(*TERMS)


@pytest.mark.parametrize(
    ("text", "phrase", "zh"),
    [
        ("He starred in Rain Hits the Banana last year.", "Rain Hits the Banana", "雨打芭蕉"),
        ("Shares of morning light era fell.", "morning light era", "晨光时代"),
        ("Orders of the star river V5 rose.", "star river V5", "星河V5"),
        ("They met at Nanhu crossing on Monday.", "Nanhu crossing", "南湖渡口"),
        ("the\nmorning-light\nera said", "morning-light\nera", "晨光时代"),
    ],
)
def test_a_phrase_that_a_name_explains_is_found(text, phrase, zh):
    found = [(text[e.start : e.end], TERMS[e.term].zh) for e in explained(ALL, text)]
    assert (phrase, zh) in found


@pytest.mark.parametrize(
    "text",
    [
        "The morning was cold. Light fell on the era's last tram.",  # across a sentence
        "She slept all morning, light and deep.",  # a comma between
        "Trains were full during the Spring Festival.",  # a word of its own in the name
        "The star gave an interview by the river.",  # the letters and digits are missing
        "He gave the boy a pat.",  # one word is for the exact forms
        "",
    ],
)
def test_a_phrase_that_no_name_explains_is_not(text):
    assert explained(ALL, text) == []


def test_an_index_of_nothing_finds_nothing():
    assert explained(index(), "morning light era") == []


@given(
    st.lists(
        st.sampled_from("morning light era rain hit of the banana star , . V5 - \n".split(" "))
    )
)
def test_places_are_exact_and_order_of_terms_changes_nothing(words):
    text = " ".join(words)
    found = explained(ALL, text)
    assert all(0 <= e.start < e.end <= len(text) for e in found)
    assert all(0 < e.cover <= 1 and 0 < e.prior <= 1 for e in found)
    backwards = tuple(reversed(TERMS))
    other = explained(index(*backwards), text)
    assert {(e.start, e.end, TERMS[e.term].zh) for e in found} == {
        (e.start, e.end, backwards[e.term].zh) for e in other
    }
