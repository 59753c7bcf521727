"""Known spellings: kept as they are written, found by how they begin."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt_repair.knowledge.namer.known import Kinds, capitalised, fold, load_known, merged, packed

NAMES = {
    "Halliburton": Kinds(surname=3),
    "McAllen": Kinds(place=6),
    "Loos-en-Gohelle": Kinds(place=4),
}


def test_a_table_is_read_as_it_was_packed():
    known = load_known(packed(NAMES))
    assert {known.spelling(low): known.kinds(low) for low in known.order} == NAMES
    assert known.kinds("nowhere") == Kinds()
    assert packed(NAMES) == packed(dict(reversed(NAMES.items())))


def test_what_sounds_alike_is_near():
    known = load_known(packed(NAMES))
    assert known.near(["haliberton"], 5) == ["halliburton"]
    assert known.near(["makalen"], 5) == ["mcallen"]
    assert known.near(["lusangoele"], 5) == ["loos-en-gohelle"]
    assert known.near(["wellington", ""], 5) == []
    assert len(known.near(["haliberton", "makalen"], 1)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("phillips", "filips"), ("schmidt", "shmidt"), ("lucky", "luki"), ("o'neill", "oneil")],
)
def test_sounds_are_written_one_way(one, other):
    assert fold(one) == fold(other)


def test_a_fold_keeps_the_lines():
    assert fold("anna\nnorth hill") == "ana\nnorthil"


def test_another_table_is_refused():
    with pytest.raises(ValueError, match="not a table"):
        load_known(gzip.compress(b"a\tb\n"))


@pytest.mark.parametrize(
    ("low", "written"),
    [
        ("hai phong", "Hai Phong"),
        ("loos-en-gohelle", "Loos-en-Gohelle"),
        ("o'neill", "O'Neill"),
        ("la rochelle", "La Rochelle"),
        ("rio de janeiro", "Rio de Janeiro"),
        ("xi'an", "Xi'an"),
        ("", ""),
    ],
)
def test_capitals(low, written):
    assert capitalised(low) == written


@given(st.text("abc '-", max_size=12))
def test_capitals_change_no_letter(low):
    assert capitalised(low).lower() == low


def test_what_differs_in_capitals_is_one_spelling():
    got = merged([{"McAllen": Kinds(place=6)}, {"Mcallen": Kinds(surname=2)}])
    assert got == {"McAllen": Kinds(6, 2, 0)}
