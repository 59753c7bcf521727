"""Which letters a character stands for, found from whole names."""

from __future__ import annotations

from mt_repair.train.alignment import LONGEST, aligned

NAMES = [
    ("巴黎", ["paris", "pari"]),
    ("巴马", ["bama"]),
    ("马里", ["mali"]),
    ("巴里", ["bari"]),
    ("黎巴", ["riba"]),
    ("马巴", ["maba"]),
    ("里马", ["lima", "rima"]),
    ("里巴", ["liba"]),
] * 4


def test_stretches_make_up_one_of_the_forms():
    for (zh, forms), found in zip(NAMES, aligned(NAMES), strict=True):
        assert found is not None
        assert found.zh == zh
        assert len(found.stretches) == len(zh)
        assert "".join(found.stretches) in forms
        assert all(len(s) <= LONGEST for s in found.stretches)


def test_characters_get_the_letters_they_share():
    cut = {a.zh: a.stretches for a in aligned(NAMES) if a is not None}
    assert cut["马里"] == ("ma", "li")
    assert cut["巴马"] == ("ba", "ma")


def test_english_that_spells_nothing_of_it_is_left_out():
    found = aligned([*NAMES, ("马黎", ["xyzzy quux plugh thud"])])
    assert found[-1] is None
    assert None not in found[:-1]
