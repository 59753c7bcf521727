"""Flags against gold spans, and whether confidences mean what they say."""

from __future__ import annotations

import pytest

from mt_repair.score.calibration import BINS, FLAG_CALIBRATION, bins, calibration_counts
from mt_repair.score.flags import flag_columns, matches
from mt_repair.score.metrics import added
from mt_repair.types import Span

A, B, C, D = Span(0, 5), Span(3, 9), Span(10, 14), Span(20, 22)


@pytest.mark.parametrize(
    ("flags", "gold", "worths"),
    [
        ([A], [A], [1]),
        ([A], [B], [0.5]),
        ([A], [C], [0]),
        ([A, C], [A, C], [1, 1]),
        ([B, A], [A], [0, 1]),  # the exact one has it
        ([A, B], [Span(0, 9)], [0.5, 0]),  # a gold span answers for one flag
        ([Span(0, 9)], [A, Span(5, 9)], [0.5]),
        ([A, A], [A], [1]),
        ([], [A], []),
        ([A], [], [0]),
    ],
)
def test_a_flag_matches_one_gold_span(flags, gold, worths) -> None:
    found = matches(flags, gold)
    assert sorted(found) == sorted(worths)


def test_precision_recall_and_f1() -> None:
    columns = flag_columns([[A, C], [D]], [[A, Span(11, 14)], []])
    values = {column.metric.name: column.value for column in columns}
    assert values == pytest.approx(
        {
            "flag_precision": 1 / 3,
            "flag_recall": 1 / 2,
            "flag_f1": 2 / 5,
            "flag_precision_partial": 1.5 / 3,
            "flag_recall_partial": 1.5 / 2,
            "flag_f1_partial": 3 / 5,
        }
    )


def test_nothing_flagged_and_nothing_wrong_is_no_score() -> None:
    assert {column.value for column in flag_columns([[]], [[]])} == {None}


@pytest.mark.parametrize(
    ("judged", "error"),
    [
        ([(1.0, True), (1.0, True)], 0),
        ([(0.0, False)], 0),
        ([(1.0, False)], 1),
        ([(0.8, True)] * 4 + [(0.8, False)], 0),
        ([(0.9, True), (0.9, False)], 0.4),
        ([(0.9, True), (0.9, False), (0.1, False), (0.1, False)], (2 * 0.4 + 2 * 0.1) / 4),
    ],
)
def test_the_expected_calibration_error(judged, error) -> None:
    assert FLAG_CALIBRATION.score(calibration_counts(judged)) == pytest.approx(error)


def test_without_a_judgement_there_is_no_error() -> None:
    assert FLAG_CALIBRATION.score(calibration_counts([])) is None


def test_bins_of_shards_add_up() -> None:
    judged = [(0.05, False), (0.55, True), (0.59, False), (1.0, True)]
    parts = added([calibration_counts(judged[:2]), calibration_counts(judged[2:])])
    assert parts == pytest.approx(calibration_counts(judged))
    found = bins(parts)
    assert [(b.low, b.count, b.right) for b in found] == [(0.0, 1, 0), (0.5, 2, 0.5), (0.9, 1, 1)]
    assert found[1].confidence == pytest.approx(0.57)
    assert len(parts) == 3 * BINS
