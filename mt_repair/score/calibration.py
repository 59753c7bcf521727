"""Whether confidences mean what they say: the expected calibration error.

Naeini et al. 2015, with ten bins of equal width (Guo et al. 2017): the difference between the
mean confidence of a bin and the share of it that was right, weighed by the bin's size.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from mt_repair.score.metrics import Array, Counts, Metric

BINS = 10


def _error(sums: Array) -> Array:
    sizes, confidences, rights = sums[:, :BINS], sums[:, BINS : 2 * BINS], sums[:, 2 * BINS :]
    totals = sizes.sum(axis=1)
    gaps = np.abs(confidences - rights).sum(axis=1)
    out = np.full(len(sums), np.nan)
    np.divide(gaps, totals, out=out, where=totals > 0)
    return out


FLAG_CALIBRATION = Metric(
    "flag_calibration_error",
    "Calibration error of flags",
    "lower",
    "share",
    f"ECE, {BINS} equal bins, right: overlaps a gold span|v:1",
    _error,
)
EDIT_CALIBRATION = Metric(
    "edit_calibration_error",
    "Calibration error of edits",
    "lower",
    "share",
    f"ECE, {BINS} equal bins, right: raises its line's chrF2++|v:1",
    _error,
)


@dataclass(frozen=True, slots=True)
class Bin:
    """Judgements of a confidence between low and high: how many, how sure, how often right."""

    low: float
    high: float
    count: int
    confidence: float
    right: float


def calibration_counts(judged: Iterable[tuple[float, bool]]) -> Counts:
    """Return the sizes of the bins, their confidences added up, and how many were right.

    `judged` are confidences from 0 to 1, each with whether it was right.
    """
    counts = [0.0] * (3 * BINS)
    for confidence, right in judged:
        number = min(int(confidence * BINS), BINS - 1)
        counts[number] += 1
        counts[BINS + number] += confidence
        counts[2 * BINS + number] += right
    return tuple(counts)


def bins(sums: Counts) -> list[Bin]:
    """Return the bins that hold any judgement, from the least confident."""
    return [
        Bin(n / BINS, (n + 1) / BINS, int(size), sums[BINS + n] / size, sums[2 * BINS + n] / size)
        for n, size in enumerate(sums[:BINS])
        if size
    ]
