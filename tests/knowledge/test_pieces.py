"""How a Chinese name comes apart."""

from __future__ import annotations

import pytest

from mt_repair.knowledge.pieces import class_noun, segmentations, stretches


@pytest.mark.parametrize(
    ("zh", "found"),
    [
        ("晚点Auto", ["晚点", "Auto"]),
        ("《星河V5》(汽车)", ["星河", "V5", "汽车"]),
        ("AT&T中国", ["AT&T", "中国"]),
        ("…！", []),
        ("", []),
    ],
)
def test_a_name_is_cut_where_the_script_changes(zh, found):
    assert stretches(zh) == found


@pytest.mark.parametrize(
    ("name", "least", "noun"),
    [
        ("拍拍网", 1, "网"),
        ("去哪儿旅游网", 1, "旅游网"),
        ("去旅游网", 2, "网"),  # the longer noun would leave too little
        ("网", 1, ""),
        ("拍拍", 1, ""),
        (("Auto", "网"), 1, "网"),
        (("Auto", "网"), 2, ""),
    ],
)
def test_the_class_noun_is_the_longest_that_leaves_a_name(name, least, noun):
    assert class_noun(name, least) == noun


@pytest.mark.parametrize(
    ("zh", "words"),
    [
        ("宁德时代", ("宁德", "时代")),
        ("QQ音乐", ("QQ", "音乐")),
        ("QQ音乐", ("QQ", "音", "乐")),
    ],
)
def test_a_name_is_cut_into_words(zh, words):
    assert words in segmentations(zh)


@pytest.mark.parametrize("zh", ["宁德时代", "汽车之家", "亿邦动力网"])
def test_every_cut_loses_nothing_and_fewer_words_come_first(zh):
    found = segmentations(zh)
    assert all("".join(words) == zh for words in found)
    assert [len(words) for words in found] == sorted(len(words) for words in found)
