"""What was changed outside gold, and what each edit alone does to its line."""

from __future__ import annotations

import pytest

from mt_repair.corpus.parallel import Parallel
from mt_repair.edits import diff
from mt_repair.score.changes import over_editing
from mt_repair.score.edit_quality import effects
from mt_repair.score.scoring import score
from mt_repair.score.significance import Trials
from mt_repair.types import Edit, Flag, Span, Term

BASE = "Sellers on pat said orders doubled."
RIGHT = "Sellers on Paipai said orders doubled."


@pytest.mark.parametrize(
    ("hypothesis", "reference", "outside"),
    [
        (BASE, RIGHT, 0),
        (RIGHT, RIGHT, 0),
        (RIGHT + " Ebrun", RIGHT, 5),
        (RIGHT + " (Ebrun, JD)", RIGHT, 10),
        ("Sellers on Paipai said sales doubled.", RIGHT, 11),  # orders, sales
        ("Sellers on Paipai Ebrun said orders doubled.", RIGHT, 5),
        ("Sellers on pat said that orders doubled.", RIGHT, 4),
        ("Sellers on pat  said orders\tdoubled.", RIGHT, 0),
        (RIGHT, BASE, 9),
        ("Sellers on paipai said orders doubled.", RIGHT, 0),
    ],
)
def test_over_editing_is_what_the_reference_does_not_ask_for(
    hypothesis, reference, outside
) -> None:
    assert over_editing(BASE, hypothesis, reference) == (outside, 30)


@pytest.mark.parametrize(
    ("hypothesis", "gold", "outside"),
    [
        (RIGHT, [Span(11, 14)], 0),
        (RIGHT, [], 9),
        (RIGHT, [Span(0, 7)], 9),
        ("Sellers on Paipai said sales doubled.", [Span(11, 14)], 11),
        ("Sellers at Paipai said orders doubled.", [Span(11, 14)], 4),
        (RIGHT + " Ebrun", [Span(11, 14)], 5),
        (BASE, [Span(11, 14)], 0),
    ],
)
def test_with_gold_spans_it_is_what_was_changed_outside_them(hypothesis, gold, outside) -> None:
    assert over_editing(BASE, hypothesis, "", gold) == (outside, 30)


def test_an_edit_raises_keeps_or_lowers_the_score_of_its_line() -> None:
    base = "On pat it grew.\nThe rookie ships.\n\nIt rained."
    reference = "On Paipai it grew.\nCainiao ships.\n\nIt rained."
    edits = [
        Edit(0, Span(3, 6), "pat", "Paipai"),
        Edit(0, Span(27, 32), "ships", "sails away"),
        Edit(0, Span(35, 37), "It", "It"),
    ]
    assert list(effects(base, edits, reference)) == ["raised", "lowered", "kept"]


def test_the_line_of_a_reference_with_other_lines_is_the_one_most_like_it() -> None:
    base = "Headline\nThe rookie ships from Ningbo.\nOn pat it grew."
    reference = "A headline\nBy our own reporter\nCainiao ships from Ningbo.\nOn Paipai it grew."
    edits = [
        Edit(0, Span(9, 19), "The rookie", "Cainiao"),
        Edit(0, Span(42, 45), "pat", "Paipai"),
        Edit(0, Span(42, 45), "pat", "Cainiao"),
    ]
    assert list(effects(base, edits, reference)) == ["raised", "raised", "lowered"]
    assert list(effects(base, edits[:1], "")) == ["kept"]


def test_a_repair_is_measured_by_its_own_edits_and_their_confidence() -> None:
    base = "On pat it grew, and Cainiao ships."
    edits = (
        Edit(0, Span(3, 6), "pat", "Paipai", confidence=0.9),
        Edit(0, Span(20, 27), "Cainiao", "the rookie", confidence=0.7),
    )
    flag = Flag(0, Span(3, 6), "pat", "literal", "literal", "", confidence=0.9)
    one = Parallel(
        "On Paipai it grew, and the rookie ships.",
        "On Paipai it grew, and Cainiao ships.",
        base=base,
        edits=edits,
        flags=(flag,),
        gold=(Span(3, 6), Span(28, 33)),
    )
    found = score([one], [Term("拍拍", "Paipai")], Trials(bootstrap=32, randomisation=32))
    values = {m.metric.name: m.score.value for m in found.measured}
    assert found.ours.effects == (("raised", "lowered"),)
    assert values["edit_calibration_error"] == pytest.approx((0.1 + 0.7) / 2)
    assert values["flag_calibration_error"] == pytest.approx(0.1)
    assert (values["flag_precision"], values["flag_recall"]) == (1, 0.5)
    assert values["over_editing"] == pytest.approx((7 + 9) / 28)
    assert values["length_change"] == pytest.approx(len(one.hypothesis) / len(base))


def test_without_edits_of_its_own_the_difference_to_the_base_counts() -> None:
    one = Parallel(RIGHT, RIGHT, base=BASE)
    found = score([one], (), Trials(bootstrap=32, randomisation=32))
    assert found.ours.effects == (("raised",) * len(diff(BASE, RIGHT)),)
    assert found.value("edit_calibration_error") is None
