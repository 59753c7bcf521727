"""Gates: they fail on a real drop, not on chance, and a bad baseline is told."""

from __future__ import annotations

import json
from math import comb

import pytest

from mt_repair.check.check import Checkup
from mt_repair.check.checked import Placed
from mt_repair.check.examples import Tried, finding_of
from mt_repair.check.gates import (
    against_baseline,
    against_floors,
    at_least,
    baseline_text,
    gated,
    read_baseline,
)
from mt_repair.check.outcomes import Outcome
from mt_repair.errors import InputError
from mt_repair.glossary.entries import Entry
from mt_repair.types import Example, Term

TERM = Term("拍拍", "Paipai", origin="n.toml:1")


def tried(kind: str, number: int, passed: bool) -> Tried:
    before = f"pat {number}"
    example = Example(before, f"Paipai {number}" if kind == "repair" else None, number)
    if kind == "repair":
        outcome = Outcome(f"Paipai {number}" if passed else before, None, (before,))
    else:
        outcome = Outcome(before, None if passed else ("pat", "Paipai"), (before,))
    return Tried(Placed("n.toml", Entry(1, {}), TERM), example, outcome)


def run(kind: str, passes: str) -> list[Tried]:
    """Return the sentences of a run: a plus for one that passes, a minus for one that fails."""
    return [tried(kind, at, sign == "+") for at, sign in enumerate(passes)]


@pytest.mark.parametrize(
    ("number", "of", "chance"),
    [(0, 5, 0.5), (5, 5, 0.5), (3, 10, 0.5), (1, 100, 0.01), (30, 200, 0.1)],
)
def test_chances_are_those_of_the_binomial(number, of, chance):
    exact = sum(comb(of, k) * chance**k * (1 - chance) ** (of - k) for k in range(number, of + 1))
    assert at_least(number, of, chance) == pytest.approx(exact, rel=1e-9)


@pytest.mark.parametrize(
    ("number", "of", "chance", "p"), [(1, 5, 0.0, 0.0), (0, 5, 0.0, 1.0), (5, 5, 1.0, 1.0)]
)
def test_chances_at_the_ends(number, of, chance, p):
    assert at_least(number, of, chance) == p


@pytest.mark.parametrize(
    ("before", "now", "fails", "p"),
    [
        ("++++++++", "++++++++", False, 1.0),
        ("++++++++", "-+++++++", False, 0.5),
        ("++++++++", "----++++", False, 0.0625),
        ("++++++++", "-----+++", True, 0.03125),
        ("+++++---", "-----+++", False, 0.0),
        ("--------", "++++++++", False, 1.0),
    ],
)
def test_a_baseline_gate_fails_only_where_more_is_lost_than_chance_loses(
    before, now, fails, p, tmp_path
):
    path = tmp_path / "base.json"
    path.write_text(baseline_text(run("repair", before)), "utf-8")
    repair, keep = against_baseline(run("repair", now), read_baseline(path))
    assert repair.fails is fails
    lost = sum(a == "+" and b == "-" for a, b in zip(before, now, strict=True))
    gained = sum(a == "-" and b == "+" for a, b in zip(before, now, strict=True))
    assert (repair.lost, repair.gained) == (lost, gained)
    if not (lost and gained):
        assert repair.p == pytest.approx(p)
    assert (keep.tried, keep.fails) == (0, False)


@pytest.mark.parametrize(
    ("passed", "of", "floor", "fails"),
    [(95, 100, 0.95, False), (92, 100, 0.95, False), (90, 100, 0.95, True), (0, 1, 0.95, False),
     (5, 5, 1.0, False), (4, 5, 1.0, True), (0, 5, 0.0, False)],
)  # fmt: skip
def test_a_floor_gate_fails_only_beyond_chance(passed, of, floor, fails):
    (gate,) = against_floors(run("keep", "+" * passed + "-" * (of - passed)), {"keep": floor})
    assert gate.fails is fails
    assert (gate.passed, gate.tried) == (passed, of)


def test_what_a_gate_judges_is_a_warning_but_a_new_sentence_is_not(tmp_path):
    path = tmp_path / "base.json"
    path.write_text(baseline_text(run("repair", "+++")), "utf-8")
    now = (*run("repair", "-+--"), *run("keep", "-"))
    checkup = Checkup((), tuple(f for f in map(finding_of, now) if f), now)
    baseline = read_baseline(path)
    gates = against_baseline(now, baseline)
    found = gated(checkup, gates, baseline)
    assert [(f.rule, f.line, f.severity) for f in found] == [
        ("not-repaired", 1, "warning"),
        ("not-repaired", 2, "warning"),
        ("not-repaired", 3, "error"),
        ("not-kept", 1, "error"),
    ]
    assert [f.severity for f in gated(checkup, [], None)] == ["error"] * 4
    floors = against_floors(now, {"keep": 0.5})
    assert [f.severity for f in gated(checkup, floors, None)] == ["error"] * 3 + ["warning"]


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"version": 2}', '{"version": 1}', '{"version": 1, "repair": 3, "keep": 3}',
     '{"version": 1, "repair": {"passed": [1], "failed": []}, "keep": {}}', "[" * 100_000, "\udcff"],
)  # fmt: skip
def test_what_is_no_baseline_is_told(text, tmp_path):
    path = tmp_path / "base.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(InputError, match="write it anew with --write-baseline"):
        read_baseline(path)
    with pytest.raises(InputError, match="there is no such file"):
        read_baseline(tmp_path / "none.json")


def test_a_baseline_is_the_same_bytes_in_any_order():
    sentences = [*run("repair", "+-+"), *run("keep", "+-")]
    text = baseline_text(sentences)
    assert text == baseline_text(sentences[::-1])
    assert [len(ids) for ids in json.loads(text)["repair"].values()] == [2, 1]
