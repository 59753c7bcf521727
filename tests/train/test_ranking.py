"""The weights that rank candidates: fitted on names, told honestly."""

from __future__ import annotations

import json

from mt_repair.knowledge.namer.rank import chances, load_weights
from mt_repair.train.ranking import Choice, fit_weights, judged, ranker


def choice(good: float, bad: float, right: int) -> Choice:
    rows = [{"fits": good}, {"fits": bad}, {"none": 1.0}]
    return Choice(rows, [i == right for i in range(3)])


GIVEN = [
    *(choice(1.0, 0.0, 0) for _ in range(60)),
    *(choice(0.0, 1.0, 1) for _ in range(60)),
    *(choice(0.1, 0.0, 2) for _ in range(30)),
]


def test_what_fits_is_chosen_and_nothing_where_nothing_fits():
    weights = fit_weights(GIVEN)
    assert weights["fits"] > 1
    likely = chances([{"fits": 1.0}, {"fits": 0.0}, {"none": 1.0}], weights)
    assert likely[0] > 0.7
    assert abs(sum(likely) - 1) < 1e-9
    poor = chances([{"fits": 0.1}, {"fits": 0.0}, {"none": 1.0}], weights)
    assert poor[2] > 0.5
    assert fit_weights(GIVEN) == weights


def test_the_judgement_is_of_names_that_were_not_fitted_on():
    told = judged(GIVEN)
    assert told["first"] == told["three"] or told["first"] < told["three"]
    assert 0.75 <= told["three"] <= 0.8 + 1e-9  # a fifth has no right candidate
    assert told["calibration error"] < 0.1


def test_a_file_of_weights_is_read_as_it_was_written():
    weights = {"fits": 1.25, "none": -0.5}
    assert load_weights(ranker(weights).encode()) == weights
    assert json.loads(ranker(weights))["weights"] == weights
