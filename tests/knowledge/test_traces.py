"""Which English words a part of a name may have become."""

from __future__ import annotations

import pytest

from mt_repair.knowledge.traces import Trace, needed, parts, traces, word_keys
from mt_repair.types import Term


def masks(term: Term, word: str) -> set[int]:
    keys = set(word_keys(word))
    return {t.mask for t in traces(term) if t.key in keys}


@pytest.mark.parametrize(
    ("zh", "en", "word", "mask"),
    [
        ("竹林网", "Zhulin", "bamboo", 0b001),
        ("竹林网", "Zhulin", "network", 0b100),
        ("竹林网", "Zhulin", "Zhulin", 0b011),
        ("晨光时代", "Chenguang", "lights", 0b0010),  # inflection set aside
        ("晨光时代", "Chenguang", "era", 0b1100),
        ("星河V5", "Xinghe V5", "V5", 0b100),
        ("南湖渡口", "Nanhu Ferry", "Nanhu", 0b0000),  # as in its right name
    ],
)
def test_a_word_comes_from_its_part_of_the_name(zh, en, word, mask):
    assert mask in masks(Term(zh, en), word)


@pytest.mark.parametrize("word", ["banana", "the", "of"])
def test_a_word_that_no_part_renders_has_no_trace(word):
    assert not masks(Term("竹林网", "Zhulin"), word)


@pytest.mark.parametrize("zh", ["网", "Uber", "", "一" * 40])
def test_a_name_too_short_too_long_or_without_chinese_has_none(zh):
    assert traces(Term(zh or "x", "Name")) == []


def test_class_nouns_and_particles_are_not_needed():
    assert needed("竹林网") == 0b011
    assert needed("晨光之城") == 0b1011
    assert needed("拍拍") == 0b11


def test_a_part_that_is_a_word_by_itself_is_marked():
    assert Trace("", 0b011, 0.0, "春节") in traces(Term("春节档", "Spring Festival film season"))


def test_parts_are_characters_and_latin_words():
    assert parts("《星河V5》(汽车)") == ("星", "河", "V5")


def test_inflection_and_family_share_a_key():
    assert set(word_keys("later")) & set(word_keys("late"))
    assert set(word_keys("Blows")) & set(word_keys("blow"))
    assert set(word_keys("inquirer")) & set(word_keys("inquiring"))
    assert not set(word_keys("pat")) & set(word_keys("patent"))
