"""The Chinese side of a name."""

from __future__ import annotations

import pytest

from mt_repair.language.chinese import core_name, has_han, readings, surname_length
from mt_repair.language.pinyin import is_pinyin


@pytest.mark.parametrize(
    ("zh", "core"),
    [
        ("拍拍网", "拍拍网"),
        ("《人物》(杂志)", "人物"),
        ("《围城》", "围城"),
        ("“小米”", "小米"),
        ("ＱＱ音乐", "QQ音乐"),
        ("路透（照）", "路透"),
        ("(杂志)", "杂志"),
        ("「天猫」", "天猫"),
        ("360[公司]", "360"),
        ("", ""),
    ],
)
def test_core_name(zh, core):
    assert core_name(zh) == core
    assert core_name(core) == core


@pytest.mark.parametrize(
    ("word", "first"),
    [
        ("拍拍", "pai pai"),
        ("重庆", "chong qing"),
        ("吕", "lv"),
        ("乐视", "le shi"),
        ("恒大", "heng da"),
        ("宁德", "ning de"),
        ("李大霄", "li da xiao"),
        ("長城", "chang cheng"),
    ],
)
def test_the_likeliest_reading_comes_first(word, first):
    assert readings(word)[0] == tuple(first.split())


def test_a_character_may_have_several_readings():
    assert {("hang",), ("xing",)} <= set(readings("行"))
    assert {("le", "shi"), ("yue", "shi")} <= set(readings("乐视"))


@pytest.mark.parametrize("word", ["龦龦", "\U0002ffff", "😀", "\ud800", "拍😀"])
def test_what_has_no_reading_gives_none(word):
    assert readings(word) == ()


@pytest.mark.parametrize("word", ["拍拍", "重庆", "行", "乐视网", "欧阳娜娜"])
def test_a_reading_has_a_syllable_a_character_and_comes_once(word):
    found = readings(word)
    assert {len(r) for r in found} == {len(word)}
    assert len(set(found)) == len(found)
    assert all(is_pinyin(s) or s in "aeo" for r in found for s in r)


@pytest.mark.parametrize(
    ("zh", "size"),
    [
        ("马云", 1),
        ("欧阳娜娜", 2),
        ("诸葛亮", 2),
        ("司马懿", 2),
        ("雷军", 1),
        ("王", 1),
        ("的士", 0),
        ("Jack", 0),
        ("", 0),
    ],
)
def test_surname_length(zh, size):
    assert surname_length(zh) == size


@pytest.mark.parametrize("text", ["拍", "a拍b", "\U00020bb7", "長"])
def test_han(text):
    assert has_han(text)


@pytest.mark.parametrize("text", ["", "Paipai", "。，", "カタ", "한글", "\ud840", "😀"])
def test_no_han(text):
    assert not has_han(text)


@pytest.mark.parametrize("word", ["Hengda", "paipai", "Xi", "ZHANG", "lv", "chongqing"])
def test_pinyin(word):
    assert is_pinyin(word)


@pytest.mark.parametrize("word", ["state", "network", "a", "", "Evergrande", "pai2", "拍", "xyz"])
def test_no_pinyin(word):
    assert not is_pinyin(word)
