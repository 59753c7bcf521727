"""A glossary checked: what its entries say of one another, and what its sentences show."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from mt_repair.check.checked import Placed, in_force, read_checked
from mt_repair.check.clashes import Field, clashes, field_of, repeated
from mt_repair.check.examples import KINDS, Kind, Tried, finding_of, ready, right_names, tried
from mt_repair.check.guards import guards
from mt_repair.check.kept import Kept, keep
from mt_repair.check.layers import layer_findings
from mt_repair.check.memory import Keys, open_memory
from mt_repair.check.names import shadowed, survival
from mt_repair.check.readings import asked_once, open_readings
from mt_repair.glossary.glossary import Glossary
from mt_repair.pipeline import Pipeline, for_streams, pipeline_of
from mt_repair.types import Finding, Term


@dataclass(frozen=True, slots=True)
class Checkup:
    """What a check found: the entries it went through, findings in their order, sentences tried."""

    placed: tuple[Placed, ...]
    findings: tuple[Finding, ...]
    tried: tuple[Tried, ...]

    def counts(self) -> dict[Kind, dict[str, int]]:
        """Return how many sentences of each kind passed, failed, and failed as is known."""
        counts = {kind: {"passed": 0, "failed": 0, "known": 0} for kind in KINDS}
        for it in self.tried:
            of_kind = counts[it.kind]
            of_kind["passed" if it.passed else "failed"] += 1
            of_kind["known"] += it.example.known and not it.passed
        return counts


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep Python from looking for cycles meanwhile.

    A check makes a million objects and hardly a cycle; looking through them again and
    again takes a third of the time where nothing has to be run anew.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@uncollected()
def check(paths: Sequence[Path], *, fresh: bool = False) -> Checkup:
    """Check glossary files over the shipped names; without files, the shipped names.

    `fresh` uses nothing that an earlier run remembered, nor readings that ship. Raises
    InputError with every problem of files that cannot be used.
    """
    if fresh:
        return remembering(paths, Kept(), Kept())
    memory, readings = open_memory(), open_readings()
    done = remembering(paths, memory, readings)
    keep(memory)
    keep(readings)
    return done


def remembering(paths: Sequence[Path], memory: Kept, readings: Kept) -> Checkup:
    """Check glossary files with what is kept, and note there what is new; as `check` does."""
    checked = read_checked(paths)
    glossary = checked.glossary
    forced = list(in_force(checked, glossary))
    field = field_of(glossary.terms)
    pipeline = ready(built(glossary, readings), checked.placed)
    keys = Keys(pipeline)
    done = tuple(tried(pipeline, checked.placed, memory, keys))
    found = [*layer_findings(checked), *filter(None, map(finding_of, done))]
    for placed, term in forced:
        found += stated(placed, term, field)
        found += right_names(pipeline, placed, memory, keys)
    order = {path: at for at, path in enumerate(dict.fromkeys(p.path for p in checked.placed))}
    found.sort(key=lambda f: (order[f.path], f.line or 0, f.rule))
    return Checkup(checked.placed, tuple(found), done)


def built(glossary: Glossary, readings: Kept) -> Pipeline:
    """Return the pipeline that a glossary's sentences go through, with the readings kept."""
    pipeline = for_streams(pipeline_of(glossary, public=True, apply="review"))
    ask = pipeline.decision.reader
    if ask is None:
        return pipeline
    reader = asked_once(ask, readings)
    return replace(pipeline, decision=replace(pipeline.decision, reader=reader))


def stated(placed: Placed, term: Term, field: Field) -> Iterator[Finding]:
    """Yield what an entry says wrong, as the files stand, no sentence executed."""
    yield from repeated(placed)
    yield from survival(placed)
    yield from clashes(placed, term, field)
    yield from guards(placed, term)
    yield from shadowed(placed, term)
