"""Japanese, Korean and Vietnamese names as newspapers write them, and what is none."""

from __future__ import annotations

import pytest

from mt_repair.knowledge.namer.eastern import (
    japanese_people,
    japanese_places,
    korean_person,
    revised,
    vietnamese_person,
)


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("李在明", "Lee Jae-myung"),
        ("文在寅", "Moon Jae-in"),
        ("尹锡悦", "Yoon Seok-yeol"),
        ("韩德洙", "Han Deok-soo"),
        ("皇甫民", "Hwangbo Min"),
    ],
)
def test_a_korean_person(zh, en):
    assert korean_person(zh)[0] == en


@pytest.mark.parametrize("zh", ["金", "金字塔形的", "约翰逊", "朴", ""])
def test_what_is_no_korean_person(zh):
    assert korean_person(zh) == []


@pytest.mark.parametrize(
    ("zh", "en"), [("阮富仲", "Nguyen Phu Trong"), ("武文赏", "Vo Van Thuong"), ("苏林", "To Lam")]
)
def test_a_vietnamese_person(zh, en):
    assert vietnamese_person(zh) == en


@pytest.mark.parametrize("zh", ["阮", "约翰", "阮富仲的人民", ""])
def test_what_is_no_vietnamese_person(zh):
    assert vietnamese_person(zh) == ""


def test_a_japanese_person_is_cut_at_the_surname():
    assert ("Kishida", "文雄", ("fumio",)) in list(japanese_people("岸田文雄"))
    assert [said for said, _, _ in japanese_people("大谷翔平")][:2] == ["Oya", "Otani"]
    assert list(japanese_people("约翰逊")) == []


@pytest.mark.parametrize(
    ("zh", "en"), [("盛冈市", "Morioka"), ("石垣", "Ishigaki"), ("能登", "Noto")]
)
def test_a_japanese_place(zh, en):
    assert en in japanese_places(zh)


def test_what_is_no_japanese_place():
    assert japanese_places("约翰内斯堡") == []


@pytest.mark.parametrize(
    ("syllable", "letters"),
    [("정", "jeong"), ("박", "bak"), ("왕", "wang"), ("a", ""), ("닭", "dak")],
)
def test_revised_romanisation(syllable, letters):
    assert revised(syllable) == letters
