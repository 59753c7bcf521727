"""What speaks for a candidate."""

from __future__ import annotations

import pytest

from mt_repair.knowledge.namer.candidates import Candidate, foreign_share, pinyin
from mt_repair.knowledge.namer.known import Kinds
from mt_repair.knowledge.namer.rank import chances, features


@pytest.mark.parametrize(
    ("zh", "share"), [("约翰逊", 1 / 3), ("克里斯", 1.0), ("王晓明", 1 / 3), ("", 0.0)]
)
def test_how_foreign_the_characters_are(zh, share):
    assert foreign_share(zh) == pytest.approx(share, abs=0.34)
    assert 0 <= foreign_share(zh) <= 1


@pytest.mark.parametrize(
    ("zh", "en"), [("海宁", "Haining"), ("西安", "Xi'an"), ("吕梁", "Luliang"), ("海·宁", "")]
)
def test_pinyin_as_one_word(zh, en):
    assert pinyin(zh) == en


def test_features_are_one_row_a_candidate_and_one_for_none():
    found = [
        Candidate("Haining", -1.0, Kinds(place=6), {"free", "known", "pinyin"}),
        Candidate("Hai Ning", ways={"Chinese person"}, sure=0.7),
    ]
    rows = features("海宁", "LOC", found)
    assert len(rows) == 3
    assert rows[0]["is place LOC"] == 1.0
    assert rows[0]["pinyin LOC"] == 1.0
    assert rows[0]["unheard"] == 0.0
    assert rows[1]["unheard"] == 1.0
    assert rows[1]["Chinese person sure"] == 0.7
    assert rows[2]["none"] == 1.0
    assert chances(rows, {}) == pytest.approx([1 / 3] * 3)


def test_a_name_without_candidates_is_none_of_them():
    assert chances(features("啊啊", "", []), {"none": 2.0}) == [1.0]
