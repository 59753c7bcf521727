"""How sure a score is, and whether a difference between two is more than chance.

Paired bootstrap resampling (Koehn 2004) and paired approximate randomisation (Riezler and
Maxwell 2005), drawn as sacrebleu draws them, here for every metric, from what it counted in
each segment. The bootstrap's p-values are sacrebleu's. Those of the randomisation count
differences as great as the one seen, too, as the method does and sacrebleu does not: else
three segments of three that got better would be significant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mt_repair.score.metrics import Array, Column

SEED = 12345  # sacrebleu's
BOOTSTRAP = 1000
RANDOMISATION = 10_000
CONFIDENCE = 0.95
ALPHA = 1 - CONFIDENCE

_SAME = 1e-9  # of a difference; sums of the same numbers may differ by their rounding
_BLOCK = 4_000_000  # numbers drawn at a time
_WHOLE = 32  # trials in a block are a multiple of this, so that blocks draw what one draw would


@dataclass(frozen=True, slots=True)
class Trials:
    """How many resamples and shufflings to draw, and from which seed."""

    seed: int = SEED
    bootstrap: int = BOOTSTRAP
    randomisation: int = RANDOMISATION


@dataclass(frozen=True, slots=True)
class Interval:
    """The middle 95 % of a score over the resamples."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """A text's score against its base's: the difference, its interval, and its p-values."""

    difference: float
    interval: Interval | None
    p_bootstrap: float | None
    p_randomisation: float | None


def intervals(columns: Sequence[Column], trials: Trials) -> list[Interval | None]:
    """Return the interval of each column's score, None where there is nothing to draw from."""
    return [_interval(values) for values in _resampled(columns, trials)]


def comparisons(
    columns: Sequence[Column], bases: Sequence[Column], trials: Trials
) -> list[Comparison | None]:
    """Return how each column's score differs from its base's; None where either has none.

    The columns of a pair have counted the same segments by the same metric.
    """
    differences = [_difference(one, base) for one, base in zip(columns, bases, strict=True)]
    resampled = [
        one - base
        for one, base in zip(_resampled(columns, trials), _resampled(bases, trials), strict=True)
    ]
    shuffled = _shuffled(columns, bases, trials)
    out: list[Comparison | None] = []
    for difference, drawn, swapped in zip(differences, resampled, shuffled, strict=True):
        if difference is None:
            out.append(None)
            continue
        sizes = np.abs(drawn)
        out.append(
            Comparison(
                difference,
                _interval(drawn),
                _p_value(sizes - np.nanmean(sizes) if _any(sizes) else sizes, difference),
                _p_value(np.abs(swapped), difference, ties=True),
            )
        )
    return out


def _difference(one: Column, base: Column) -> float | None:
    value, other = one.value, base.value
    return None if value is None or other is None else value - other


def _interval(values: Array) -> Interval | None:
    kept = np.sort(values[~np.isnan(values)])
    if not len(kept):
        return None
    tail = len(kept) // 40  # 2.5 % on either side, as sacrebleu cuts it
    return Interval(float(kept[tail]), float(kept[len(kept) - tail - 1]))


def _p_value(values: Array, difference: float, ties: bool = False) -> float | None:
    """Return how often chance makes a greater difference; 1 where there is none at all.

    With `ties`, one as great counts too.
    """
    kept = values[~np.isnan(values)]
    if not len(kept):
        return None
    if difference == 0:
        return 1.0
    bound = abs(difference) * (1 - _SAME) if ties else abs(difference)
    return (int((kept > bound).sum()) + 1) / (len(kept) + 1)


def _any(values: Array) -> bool:
    return bool((~np.isnan(values)).any())


def _resampled(columns: Sequence[Column], trials: Trials) -> list[Array]:
    """Return the scores of each column over the resamples; empty where one segment is all."""
    segments = _segments(columns)
    if segments < 2:
        return [np.empty(0) for _ in columns]
    rng = np.random.default_rng(trials.seed)
    parts: list[list[Array]] = [[] for _ in columns]
    matrices = [column.matrix() for column in columns]
    for size in _blocks(trials.bootstrap, segments):
        drawn = rng.choice(segments, size=(size, segments), replace=True)
        weights = np.zeros((size, segments))
        for row, indices in zip(weights, drawn, strict=True):
            row += np.bincount(indices, minlength=segments)
        for column, matrix, part in zip(columns, matrices, parts, strict=True):
            part.append(column.metric.scores(weights @ matrix))
    return [np.concatenate(part) for part in parts]


def _shuffled(columns: Sequence[Column], bases: Sequence[Column], trials: Trials) -> list[Array]:
    """Return the differences of the scores where segments change sides by chance."""
    segments = _segments(columns)
    if segments < 2:
        return [np.empty(0) for _ in columns]
    rng = np.random.default_rng(trials.seed)
    parts: list[list[Array]] = [[] for _ in columns]
    pairs = [
        (column.metric, column.matrix(), base.matrix())
        for column, base in zip(columns, bases, strict=True)
    ]
    for size in _blocks(trials.randomisation, segments):
        swap: NDArray[np.float64] = rng.integers(2, size=(size, segments), dtype=bool).astype(
            np.float64
        )
        for (metric, ours, theirs), part in zip(pairs, parts, strict=True):
            one = swap @ theirs + (1 - swap) @ ours
            other = swap @ ours + (1 - swap) @ theirs
            part.append(metric.scores(one) - metric.scores(other))
    return [np.concatenate(part) for part in parts]


def _segments(columns: Sequence[Column]) -> int:
    return len(columns[0].counts) if columns else 0


def _blocks(trials: int, segments: int) -> Iterator[int]:
    size = max(_BLOCK // segments // _WHOLE, 1) * _WHOLE
    for done in range(0, trials, size):
        yield min(size, trials - done)
