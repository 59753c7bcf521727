"""Gates on how many sentences pass: against an earlier run, and against a floor.

A gate fails only on a drop that chance does not explain, at one chance in twenty. Against
an earlier run the same sentences are compared (the exact sign test of McNemar 1947: of those whose
outcome changed, as many should have been lost as gained); against a floor, the exact
binomial test.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from mt_repair.check.check import Checkup
from mt_repair.check.examples import KINDS, Kind, Tried, finding_of
from mt_repair.errors import InputError
from mt_repair.types import Finding

VERSION = 1
CHANCE = 0.05


@dataclass(frozen=True, slots=True)
class Gate:
    """What a gate compared, and whether it fails."""

    name: str  # "baseline" or "floor"
    kind: Kind
    passed: int
    tried: int
    wanted: float  # the share that passed before, or the floor
    p: float  # how likely so large a drop would be by chance
    fails: bool
    lost: int = 0
    gained: int = 0

    def record(self) -> dict[str, Any]:
        """Return the gate as a JSON object."""
        return asdict(self)

    def __str__(self) -> str:
        share = f"{self.kind}: {self.passed} of {self.tried} pass ({_share(self.passed, self.tried):.2%})"
        if self.name == "floor":
            text = f"{share}, the floor is {self.wanted:.2%}"
        else:
            text = f"{share}, {self.wanted:.2%} before; {self.lost} lost, {self.gained} gained"
        return f"{text}; p = {self.p:.3g}: {'fails' if self.fails else 'no real drop'}"


@dataclass(frozen=True, slots=True)
class Baseline:
    """Which sentences passed in an earlier run, by their id."""

    passed: Mapping[str, bool]


def baseline_text(tried: Iterable[Tried]) -> str:
    """Return the outcomes of a run as the text of a baseline file.

    One JSON object: {"version": 1, "repair": {"passed": [id], "failed": [id]}, "keep": ...}.
    """
    ids: dict[Kind, dict[str, list[str]]] = {k: {"passed": [], "failed": []} for k in KINDS}
    for it in tried:
        ids[it.kind]["passed" if it.passed else "failed"].append(it.id())
    held = {k: {name: sorted(set(found)) for name, found in ids[k].items()} for k in KINDS}
    return json.dumps({"version": VERSION, **held}, indent=0) + "\n"


def read_baseline(path: Path) -> Baseline:
    """Read a baseline file; InputError says what is wrong with one that cannot be used."""
    remedy = "write it anew with --write-baseline"
    try:
        data = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise InputError.one(str(path), None, "there is no such file", remedy) from None
    except (OSError, ValueError, RecursionError) as error:
        raise InputError.one(
            str(path), None, f"the baseline cannot be read ({error})", remedy
        ) from None
    if not isinstance(data, dict) or data.get("version") != VERSION:
        what = f"this is no baseline of version {VERSION}"
        raise InputError.one(str(path), None, what, remedy)
    passed: dict[str, bool] = {}
    for kind in KINDS:
        for name in ("passed", "failed"):
            for id in _ids(data, kind, name, path, remedy):
                passed[id] = name == "passed"
    return Baseline(passed)


def _ids(data: Mapping[str, Any], kind: str, name: str, path: Path, remedy: str) -> Sequence[str]:
    held = data.get(kind)
    ids = held.get(name) if isinstance(held, dict) else None
    if not isinstance(ids, list) or not all(isinstance(id, str) for id in ids):
        raise InputError.one(str(path), None, f"{kind}.{name} is no list of ids", remedy)
    return ids


def against_baseline(tried: Sequence[Tried], baseline: Baseline) -> list[Gate]:
    """Return a gate a kind over the sentences that the baseline has too."""
    gates = []
    for kind in KINDS:
        pairs = {it.id(): it.passed for it in tried if it.kind == kind}
        shared = {id: now for id, now in pairs.items() if id in baseline.passed}
        lost = sum(baseline.passed[id] and not now for id, now in shared.items())
        gained = sum(now and not baseline.passed[id] for id, now in shared.items())
        before = sum(baseline.passed[id] for id in shared)
        p = at_least(lost, lost + gained, 0.5)
        gates.append(
            Gate(
                "baseline",
                kind,
                sum(shared.values()),
                len(shared),
                _share(before, len(shared)),
                p,
                p < CHANCE,
                lost,
                gained,
            )
        )
    return gates


def against_floors(tried: Sequence[Tried], floors: Mapping[Kind, float]) -> list[Gate]:
    """Return a gate for each kind that has a floor."""
    gates = []
    for kind, floor in floors.items():
        passed = [it.passed for it in tried if it.kind == kind]
        p = at_least(len(passed) - sum(passed), len(passed), 1 - floor)
        gates.append(Gate("floor", kind, sum(passed), len(passed), floor, p, p < CHANCE))
    return gates


def gated(checkup: Checkup, gates: Sequence[Gate], baseline: Baseline | None) -> list[Finding]:
    """Return the findings, those on sentences that a gate judges together as warnings.

    A sentence that the baseline does not have is new, and judged by itself.
    """
    kinds = {gate.kind for gate in gates}
    floors = {gate.kind for gate in gates if gate.name == "floor"}
    soft = {
        finding_of(it)
        for it in checkup.tried
        if it.kind in kinds
        and (it.kind in floors or baseline is None or it.id() in baseline.passed)
    }
    return [replace(f, severity="warning") if f in soft else f for f in checkup.findings]


def at_least(number: int, of: int, chance: float) -> float:
    """Return how likely so many, or more, of independent events with this chance happen."""
    if number <= 0:
        return 1.0
    if chance <= 0:
        return 0.0
    if chance >= 1:
        return 1.0
    logs = (
        math.lgamma(of + 1)
        - math.lgamma(k + 1)
        - math.lgamma(of - k + 1)
        + k * math.log(chance)
        + (of - k) * math.log1p(-chance)
        for k in range(number, of + 1)
    )
    return min(math.fsum(map(math.exp, logs)), 1.0)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
