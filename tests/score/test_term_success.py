"""Term success as WMT25 counts it and between word boundaries; consistency."""

from __future__ import annotations

import pytest

from mt_repair.corpus.parallel import Parallel
from mt_repair.score.evaluate import Glossaries, evaluate
from mt_repair.score.terms import term_success
from mt_repair.types import Term

PAIPAI = Term("拍拍", "Paipai", accept=("Paipai.com",))
PORT = Term("港口", "port")


@pytest.mark.parametrize(
    ("source", "reference", "hypothesis", "plain", "bounded"),
    [
        ("拍拍和拍拍", "Paipai", "Paipai and Paipai", (1, 1), (1, 1)),
        ("拍拍和拍拍", "Paipai", "Paipai and pat", (0.5, 1), (0.5, 1)),
        ("拍拍", "Paipai", "Paipai, Paipai, Paipai", (1, 1), (1, 1)),
        ("拍拍", "PAIPAI", "paipai", (1, 1), (1, 1)),
        ("拍拍", "the site", "Paipai", (0, 0), (0, 0)),  # the reference has it otherwise
        ("淘宝", "Paipai", "Paipai", (0, 0), (0, 0)),
        ("港口", "the port", "a report", (1, 1), (0, 1)),
        ("港口", "the port", "two ports and the port's quay", (1, 1), (1, 1)),
        ("港口", "the port", "an import", (1, 1), (0, 1)),
        ("拍拍", "Paipai.com", "Paipai.com", (1, 1), (1, 1)),
        ("拍拍", "Paipai", "", (0, 1), (0, 1)),
    ],
)  # fmt: skip
def test_success(source, reference, hypothesis, plain, bounded) -> None:
    terms = [PAIPAI, PORT]
    assert term_success(source, reference, hypothesis, terms) == plain
    assert term_success(source, reference, hypothesis, terms, bounded=True) == bounded


def consistency(*lines: tuple[str, str]) -> tuple[float, float]:
    terms = [Term("拍拍网", "Paipai", accept=("PaiPai Net", "Paipai.com"), wrong=("pat",))]
    segments = [Parallel(hypothesis, "", source) for hypothesis, source in lines]
    column = evaluate(segments, Glossaries(terms), [s.hypothesis for s in segments]).column(
        "term_consistency"
    )
    sums = [sum(counts) for counts in zip(*column.counts, strict=True)]
    return sums[0], sums[1]


@pytest.mark.parametrize(
    ("texts", "counts"),
    [
        (("Paipai grows.", "Paipai grew.", "Paipai will grow."), (3, 3)),
        (("Paipai grows.", "PaiPai Net grew.", "Paipai will grow."), (2, 3)),
        (("PAIPAI grows.", "Paipai grew.", "paipai will grow."), (3, 3)),
        (("On pat it grows.", "On pat it grew.", "On Paipai it will grow."), (2, 3)),
        (("It grows.", "Paipai grew.", "Paipai will grow."), (2, 3)),
        (("It grows.", "It grew.", "It will grow."), (0, 3)),
        (("Paipai grows.", "PaiPai Net grew.", "Paipai.com will grow."), (1, 3)),
    ],
)
def test_consistency_is_the_share_of_the_usual_rendering(texts, counts) -> None:
    sources = ("拍拍网在增长。", "拍拍网增长了。", "拍拍网将增长。")
    assert consistency(*zip(texts, sources, strict=True)) == counts


def test_a_term_mentioned_once_cannot_be_inconsistent() -> None:
    assert consistency(("Paipai grows.", "拍拍网在增长。")) == (0, 0)
