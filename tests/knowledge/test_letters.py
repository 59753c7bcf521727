"""The network that writes characters in letters: what it is shown, and how it is searched."""

from __future__ import annotations

import io
import json
import math

import numpy as np
import pytest

from mt_repair.knowledge.namer.letters import (
    AFTER,
    BEFORE,
    JAPANESE,
    KINDS,
    OUTSIDE,
    UNKNOWN,
    UNREAD,
    heard,
    load_letters,
    reading,
    shown,
    spelt,
)

CHARS, READINGS = "海宁雷", ["hai", "lei", "ning"]
STRETCHES = ["hai", "ning", "lei", "ray", "s", ""]


@pytest.fixture(scope="module")
def letters():
    rng = np.random.default_rng(5)
    sizes = {"chars": 6, "readings": 5, "stretches": 9, "kinds": 5, "begins": 4, "ends": 5}
    arrays = {}
    for name, rows in sizes.items():
        arrays[name] = rng.integers(-120, 120, (rows, 4), dtype=np.int8)
        arrays[f"{name}.scale"] = np.full((rows, 1), 0.01, np.float32)
    wide = 4 * (2 + 7 + 3 + 1 + 1 + 1)
    for name, shape in (("first", (16, wide)), ("second", (8, 16)), ("out", (9, 8))):
        arrays[name] = rng.integers(-120, 120, shape, dtype=np.int8)
        arrays[f"{name}.scale"] = np.full((shape[0], 1), 0.01, np.float32)
        arrays[f"{name}.bias"] = np.zeros(shape[0], np.float32)
    held = io.BytesIO()
    np.savez(held, **arrays)
    stands = {"hai": [3, 4, 7, 8], "lei": [5, 6, 8]}  # what is read ning stands for anything
    told = {"chars": CHARS, "readings": READINGS, "stretches": STRETCHES, "stands": stands}
    tokens = json.dumps(told)
    return load_letters(held.getvalue(), tokens.encode())


def test_what_is_shown_of_a_character(letters):
    first, last = shown("海啊", letters.chars, letters.readings)
    assert first.chars == (BEFORE, BEFORE, BEFORE, 3, UNKNOWN, AFTER, AFTER)
    assert last.chars == (BEFORE, BEFORE, 3, UNKNOWN, AFTER, AFTER, AFTER)
    assert first.readings == (OUTSIDE, 2, UNREAD)
    assert (first.begin, first.end) == (0, 1)


@pytest.mark.parametrize(("char", "read"), [("单", "shan"), ("海", "hai"), ("·", ""), ("A", "")])
def test_how_a_character_is_read(char, read):
    assert reading(char) == read


@pytest.mark.parametrize("kind", [*KINDS, "WORK"])
def test_spellings_are_ranked_and_their_chances_are_shares(letters, kind):
    found = spelt(letters, "海宁", kind, 100)
    assert [s for _, s in found] == sorted((s for _, s in found), reverse=True)
    assert len({t for t, _ in found}) == len(found) > 5
    # All ways of two characters fit the beam: with the empty name they sum to one.
    assert 0.8 < sum(math.exp(s) for _, s in found) <= 1.0 + 1e-4
    assert spelt(letters, "海宁", kind, 100) == found


def test_characters_stand_for_what_their_reading_stands_for(letters):
    assert {t for t, _ in spelt(letters, "海海", "LOC", 99)} == {
        "hai", "haihai", "haining", "hais", "ning", "ninghai", "ningning", "nings", "s", "shai", "sning", "ss"
    }  # fmt: skip


def test_the_kind_changes_what_is_likely(letters):
    assert spelt(letters, "海宁", JAPANESE, 9) != spelt(letters, "海宁", "PER", 9)


def test_a_given_spelling_is_heard_as_the_search_has_it(letters):
    free = dict(spelt(letters, "海宁", "LOC", 100))
    texts = [*free, "zzz", "z" * 13]
    said = heard(letters, "海宁", "LOC", texts)
    assert said[:8] == pytest.approx(list(free.values())[:8], abs=0.01)
    assert all(p > -math.inf for p in said[:-1])
    assert said[-2] < min(said[:8])
    assert said[-1] == -math.inf  # more letters than two characters take
    assert heard(letters, "海宁", "LOC", []) == []
    assert heard(letters, "", "LOC", ["hai"]) == [-math.inf]


def test_nothing_is_spelt_of_nothing(letters):
    assert spelt(letters, "", "", 5) == []
