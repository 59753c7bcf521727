"""Which entries differ: by what they say, and by their order where it decides."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mt_repair.care.differences import described, differences
from mt_repair.glossary.glossary import Glossary
from mt_repair.glossary.store import MANY_TERMS
from mt_repair.types import Example, Term

A, B, C, D = (Term(zh, en, origin=f"n.toml:{n}") for n, (zh, en) in enumerate(
    [("甲", "Jia"), ("乙", "Yi"), ("丙", "Bing"), ("丁", "Ding")]
))  # fmt: skip


def told(old: tuple[Term, ...], new: tuple[Term, ...]) -> list[tuple[str, str, list[str]]]:
    found = differences(Glossary(old), Glossary(new))
    return [(c.zh, c.reach, described(c)) for c in found]


@pytest.mark.parametrize(
    ("changed", "reach", "words"),
    [
        (replace(A, en="Chia"), "all", ['en: "Jia" -> "Chia"']),
        (replace(A, type="ORG"), "all", ['type: "" -> "ORG"']),
        (replace(A, domain="cars"), "all", ['domain: "" -> "cars"']),
        (replace(A, accept=("J",)), "names", ['accept: + "J"']),
        (replace(A, aliases=("甲子",)), "names", ['aliases: + "甲子"']),
        (replace(A, wrong=("first",)), "wrong", ['wrong: + "first"']),
        (replace(A, wrong=("x",), accept=("J",)), "names", ['accept: + "J"', 'wrong: + "x"']),
        (
            replace(A, origin="zh-en-news/a.toml:1"),
            "all",
            ["left to the shipped names"],
        ),
    ],
)
def test_what_differs_and_how_far_it_reaches(changed: Term, reach: str, words: list[str]) -> None:
    assert told((A, B), (changed, B)) == [("甲", reach, words)]


@pytest.mark.parametrize(
    "same",
    [
        replace(A, origin="other.toml:99"),
        replace(A, note="a note"),
        replace(A, examples=(Example("Kept."),)),
    ],
)
def test_what_makes_no_difference(same: Term) -> None:
    assert told((A, B), (same, B)) == []


def test_entries_new_and_gone() -> None:
    assert told((A, B), (B, C)) == [("丙", "all", ["new"]), ("甲", "all", ["gone"])]


def test_full_width_makes_no_other_name() -> None:
    assert told((replace(A, zh="Ａ甲"),), (replace(A, zh="A甲"),))[0][1] == "all"


@pytest.mark.parametrize(
    ("order", "moved"),
    [
        ((A, B, C, D), set()),
        ((B, C, D, A), {"甲"}),
        ((A, C, B, D), {"乙", "丙"}),  # either of the two
        ((D, C, B, A), {"甲", "乙", "丙", "丁"}),  # all but one
    ],
)
def test_the_fewest_entries_are_moved(order: tuple[Term, ...], moved: set[str]) -> None:
    found = {zh for zh, *_ in told((A, B, C, D), order)}
    assert found <= moved
    assert len(found) == (len(moved) - 1 if len(moved) > 1 else len(moved))


def test_a_glossary_that_grows_over_a_limit_differs_in_every_entry() -> None:
    """Beyond MANY_TERMS wrong forms are derived less deep, for all of them."""
    many = tuple(
        Term(f"名{chr(0x4E00 + n)}", f"N{n}", origin="n.toml:1") for n in range(MANY_TERMS)
    )
    assert len(told(many, (*many, A))) == MANY_TERMS + 1
    assert len(told(many[1:], many)) == 1
