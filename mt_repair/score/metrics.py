"""What a metric is: what it counts in a segment, apart from the score made of the sums."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
# What a metric counted in one segment; the counts of segments add up to those of a text.
Counts = tuple[float, ...]

Better = Literal["higher", "lower", "neither"]
Unit = Literal["points", "share", "ratio"]


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric: its name, how its score is read, and how the score is made of sums.

    `points` run from 0 to 100, a `share` from 0 to 1, a `ratio` is 1 where nothing changed.
    `scores` takes sums, a row a text, and returns a score a row, NaN where the sums allow
    none. `signature` is all that someone else needs to get the same number.
    """

    name: str
    title: str
    better: Better
    unit: Unit
    signature: str
    scores: Callable[[Array], Array]

    def score(self, sums: Counts) -> float | None:
        """Return the score of one text's sums, None where they allow none."""
        value = float(self.scores(np.array([sums], dtype=np.float64))[0])
        return None if np.isnan(value) else value


@dataclass(frozen=True, slots=True)
class Column:
    """What one metric counted in each segment of one text, in order."""

    metric: Metric
    counts: tuple[Counts, ...]

    @property
    def value(self) -> float | None:
        """The metric's score of the whole text, None where nothing was counted."""
        return self.metric.score(added(self.counts)) if self.counts else None

    def matrix(self) -> Array:
        """Return the counts as an array, a row a segment."""
        return np.array(self.counts, dtype=np.float64)


def added(counts: Sequence[Counts]) -> Counts:
    """Return the sums of what was counted in several segments, or in several shards."""
    return tuple(map(sum, zip(*counts, strict=True)))


def joined(columns: Sequence[Column]) -> Column:
    """Return the column of a text whose shards were counted apart, in the shards' order."""
    rows = itertools.chain.from_iterable(column.counts for column in columns)
    return Column(columns[0].metric, tuple(rows))


def share(sums: Array) -> Array:
    """Return the first column divided by the second, NaN where that is 0."""
    return _divided(sums[:, 0], sums[:, 1])


def f1(sums: Array) -> Array:
    """Return the F1 of (hits, given, wanted); NaN where nothing was given and nothing wanted."""
    return _divided(2 * sums[:, 0], sums[:, 1] + sums[:, 2])


def _divided(above: Array, below: Array) -> Array:
    out = np.full(len(above), np.nan)
    np.divide(above, below, out=out, where=below != 0)
    return out
