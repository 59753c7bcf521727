"""BLEU, chrF2++ and TER, as sacrebleu counts and scores them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from mt_repair.score.metrics import Array, Better, Column, Counts, Metric

if TYPE_CHECKING:
    from sacrebleu.metrics.base import Metric as Sacre

# TER tries shifts, which takes seconds for a segment of 250 words and minutes for a document.
TER_LONGEST = 250


@lru_cache(maxsize=1)
def _chrf() -> Sacre:
    from sacrebleu.metrics.chrf import CHRF

    return CHRF(word_order=2)


def text_columns(hypotheses: Sequence[str], references: Sequence[str]) -> list[Column]:
    """Return what BLEU, chrF2++ and TER count in each segment.

    The scores of their sums are those of `sacrebleu -m bleu chrf ter --chrf-word-order 2`.
    TER is left out where a text has more than TER_LONGEST words in a segment.
    """
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.ter import TER

    columns = [
        _column("bleu", "BLEU", "higher", BLEU(force=True), hypotheses, references),
        _column("chrf2++", "chrF2++", "higher", _chrf(), hypotheses, references),
    ]
    if ter_is_quick(hypotheses, references):
        columns.append(_column("ter", "TER", "lower", TER(), hypotheses, references))
    return columns


def ter_is_quick(*texts: Sequence[str]) -> bool:
    """Tell whether no segment is too long for TER."""
    return all(len(segment.split()) <= TER_LONGEST for text in texts for segment in text)


def sentence_score(hypothesis: str, reference: str) -> float:
    """Return the chrF2++ of one segment, 0 to 100."""
    return float(_chrf().sentence_score(hypothesis, [reference]).score)


def segment_scores(column: Column) -> list[float]:
    """Return a column's score of each segment on its own."""
    return [float(value) for value in column.metric.scores(column.matrix())]


def _column(
    name: str,
    title: str,
    better: Better,
    sacre: Sacre,
    hypotheses: Sequence[str],
    references: Sequence[str],
) -> Column:
    found = sacre._extract_corpus_statistics(hypotheses, [references])
    counts: tuple[Counts, ...] = tuple(tuple(map(float, row)) for row in found)

    def scores(sums: Array) -> Array:
        return np.array([sacre._compute_score_from_stats(list(row)).score for row in sums])

    signature = f"sacrebleu {title} {sacre.get_signature()}"
    return Column(Metric(name, title, better, "points", signature, scores), counts)
