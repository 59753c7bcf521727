"""A text scored: every metric with its interval and, beside a base, what the difference is worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mt_repair.corpus.parallel import Parallel
from mt_repair.errors import InputError, Problem
from mt_repair.score.evaluate import Evaluation, Glossaries, evaluate_repair
from mt_repair.score.metrics import Column, Metric
from mt_repair.score.registry import NEEDS
from mt_repair.score.significance import (
    Comparison,
    Interval,
    Trials,
    comparisons,
    intervals,
)
from mt_repair.types import Score, Term


@dataclass(frozen=True, slots=True)
class Measured:
    """A metric's score of the text, and of its base where there is one."""

    metric: Metric
    score: Score
    base: Score | None = None
    comparison: Comparison | None = None


@dataclass(frozen=True)
class Scoring:
    """What scoring a text found: the scores, and all that was counted on the way to them."""

    segments: tuple[Parallel, ...]
    trials: Trials
    measured: tuple[Measured, ...]
    ours: Evaluation
    theirs: Evaluation | None

    def value(self, name: str) -> float | None:
        """Return the score of a metric, None where it was not counted."""
        return next((m.score.value for m in self.measured if m.metric.name == name), None)


@dataclass(frozen=True, slots=True)
class Floor:
    """What a metric must not be under; or over, where lower is better."""

    metric: Metric
    bound: float
    value: float

    @property
    def held(self) -> bool:
        """Whether the score is on the right side of the bound."""
        return (
            self.value <= self.bound if self.metric.better == "lower" else self.value >= self.bound
        )


def score(
    segments: Sequence[Parallel], terms: Sequence[Term] = (), trials: Trials | None = None
) -> Scoring:
    """Return the scores of the segments' hypotheses, and of their bases where all have one.

    `terms` are the names and terms that count; without any, only the text is measured. The
    same input gives the same scores, intervals and p-values.
    """
    trials = trials or Trials()
    ours, theirs = evaluate_repair(segments, Glossaries(terms))
    columns = [column for column in ours.columns if column.value is not None]
    ranges = dict(zip(_names(columns), intervals(columns, trials), strict=True))
    found = tuple(Measured(c.metric, _score(c, ranges[c.metric.name])) for c in columns)
    if theirs is not None:
        found = _beside_base(found, columns, theirs, trials)
    return Scoring(tuple(segments), trials, found, ours, theirs)


def held(scoring: Scoring, bounds: Mapping[str, float]) -> list[Floor]:
    """Return each bound with the score it is for.

    Raises InputError where a score was not counted, saying what it needs.
    """
    by_name = {m.metric.name: m for m in scoring.measured}
    missing = [name for name in bounds if name not in by_name]
    if missing:
        raise InputError(
            [
                Problem("--floor", None, f"{name} was not counted", f"give {NEEDS[name]}")
                for name in missing
            ]
        )
    return [Floor(by_name[n].metric, bound, by_name[n].score.value) for n, bound in bounds.items()]


def _beside_base(
    found: Sequence[Measured], columns: Sequence[Column], theirs: Evaluation, trials: Trials
) -> tuple[Measured, ...]:
    bases = {c.metric.name: c for c in theirs.columns if c.value is not None}
    shared = [column for column in columns if column.metric.name in bases]
    others = [bases[name] for name in _names(shared)]
    ranges = dict(zip(_names(others), intervals(others, trials), strict=True))
    compared = dict(zip(_names(shared), comparisons(shared, others, trials), strict=True))
    return tuple(
        m
        if m.metric.name not in compared
        else Measured(
            m.metric,
            m.score,
            _score(bases[m.metric.name], ranges[m.metric.name]),
            compared[m.metric.name],
        )
        for m in found
    )


def _names(columns: Sequence[Column]) -> list[str]:
    return [column.metric.name for column in columns]


def _score(column: Column, interval: Interval | None) -> Score:
    metric, value = column.metric, column.value
    low, high = (None, None) if interval is None else (interval.low, interval.high)
    return Score(metric.name, 0.0 if value is None else value, metric.signature, low, high)
