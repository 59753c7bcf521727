"""Flags against gold spans: precision, recall and F1, exact and partial.

Partial is the "partial boundary" scheme of SemEval-2013 task 9.1: a flag that is a gold span
counts 1, one that overlaps it counts 0.5, one to one.
"""

from __future__ import annotations

from collections.abc import Sequence

from mt_repair.language.assign import Option, assign
from mt_repair.score.metrics import Array, Column, Counts, Metric, f1, share
from mt_repair.types import Span

_EXACT, _PARTIAL = 1.0, 0.5


def _recall(sums: Array) -> Array:
    return share(sums[:, [0, 2]])


_METRICS = {
    _EXACT: (
        Metric("flag_precision", "Flag precision", "higher", "share", "exact spans|v:1", share),
        Metric("flag_recall", "Flag recall", "higher", "share", "exact spans|v:1", _recall),
        Metric("flag_f1", "Flag F1", "higher", "share", "exact spans|v:1", f1),
    ),
    _PARTIAL: (
        Metric(
            "flag_precision_partial",
            "Flag precision, partial",
            "higher",
            "share",
            "semeval-2013-9.1 partial|v:1",
            share,
        ),
        Metric(
            "flag_recall_partial",
            "Flag recall, partial",
            "higher",
            "share",
            "semeval-2013-9.1 partial|v:1",
            _recall,
        ),
        Metric(
            "flag_f1_partial",
            "Flag F1, partial",
            "higher",
            "share",
            "semeval-2013-9.1 partial|v:1",
            f1,
        ),
    ),
}


def flag_columns(flags: Sequence[Sequence[Span]], gold: Sequence[Sequence[Span]]) -> list[Column]:
    """Return precision, recall and F1 of each segment's flags, exact and then partial."""
    matched = [matches(given, wanted) for given, wanted in zip(flags, gold, strict=True)]
    out = []
    for least, metrics in _METRICS.items():
        counts: list[Counts] = []
        for given, wanted, worths in zip(flags, gold, matched, strict=True):
            hits = sum(worth for worth in worths if worth >= least)
            counts.append((hits, float(len(set(given))), float(len(set(wanted)))))
        out += [Column(metric, tuple(counts)) for metric in metrics]
    return out


def matches(flags: Sequence[Span], gold: Sequence[Span]) -> list[float]:
    """Return for each flag 1 where it is a gold span, 0.5 where it overlaps one, else 0.

    A gold span answers for one flag; equal flags count once. An exact match goes first.
    """
    given, wanted = list(dict.fromkeys(flags)), sorted(set(gold))
    options = [
        [
            Option(number, number + 1, 4.0 if span == flag else 1.0, number)
            for number, span in enumerate(wanted)
            if span == flag or span.overlaps(flag)
        ]
        for flag in given
    ]
    return [
        0.0 if option is None else _EXACT if option.worth > 1 else _PARTIAL
        for option in assign(options)
    ]
