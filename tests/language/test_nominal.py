"""The noun of a verb."""

from __future__ import annotations

import pytest

from mt_repair.language.nominal import nominal


@pytest.mark.parametrize(
    ("verb", "noun"),
    [
        ("protect", "protection"),
        ("manage", "management"),
        ("negotiate", "negotiation"),
        ("regulate", "regulation"),
        ("expand", "expansion"),
        ("invade", "invasion"),
        ("recover", "recovery"),
        ("resist", "resistance"),
        ("reform", "reform"),
        ("control", "control"),
        ("study", "study"),
        ("analyze", "analysis"),
    ],
)
def test_the_noun(verb, noun):
    assert nominal(verb) == noun


@pytest.mark.parametrize("verb", ["", "ascertain", "beget"])
def test_no_noun(verb):
    assert nominal(verb) == ""
