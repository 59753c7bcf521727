"""The contextual cases: whole, told apart, and what the rules do of them is as recorded."""

from __future__ import annotations

from collections import Counter

import pytest

from mt_repair.train.cases import CASES, Contextual, by_rules, contextual, is_exact, names, settled
from mt_repair.train.trials import of_cases, outcome, scored, slots_of

HALVES = {half: contextual(half) for half in ("dev", "test")}
EVERY = [c for half in HALVES.values() for c in half]


def test_there_are_as_many_as_are_needed():
    assert len(EVERY) >= 260
    assert abs(len(HALVES["dev"]) - len(HALVES["test"])) < 10
    troubles = Counter(c.trouble for c in EVERY)
    assert len(troubles) >= 14
    assert troubles["only"] >= 40
    assert {t.type for t in names().values()} == {
        "PER",
        "ORG",
        "LOC",
        "MEDIA",
        "PROD",
        "WORK",
        "EVENT",
        "TERM",
    }
    assert not {c.mt for c in HALVES["dev"]} & {c.mt for c in HALVES["test"]}


@pytest.mark.parametrize("case", EVERY, ids=lambda c: c.mt[:40])
def test_a_case_is_sound(case: Contextual):
    assert (case.trouble == "clean") == (case.names == ()) == (case.fixed == (case.mt,))
    assert len(set(case.fixed)) == len(case.fixed)
    at = 0
    for zh, words in case.names:
        term = names()[zh]
        at = case.mt.index(words, at) + len(words)
        assert words.lower() in {w.lower() for w in term.wrong}
        assert zh in (case.zh or "")
        assert any(form.lower() in text.lower() for text in case.fixed for form in term.right)
    assert is_exact(case, by_rules(case)) == case.rules


def test_the_model_is_shown_the_names_as_slots():
    case = next(c for c in HALVES["dev"] if len(settled(c)) == 2)
    text = by_rules(case)
    assert [s.span.of(text) for s in slots_of(case)] == [names()[zh].en for zh, _ in case.names]


def test_leaving_all_alone_scores_what_the_rules_do():
    trials = of_cases(CASES / "contextual_dev.toml")
    assert len(trials) > 130
    found = scored(trials, [()] * len(trials), [(1,)] * len(trials))
    assert found == {"exact": 0.0, "harm": 0.0, "score": 0.0}


def test_a_refused_answer_counts_as_none():
    trials = of_cases(CASES / "contextual_dev.toml")
    right = next(t for t in trials if t.was_right)
    assert (
        outcome(right, ["<1>", "<del>", "<2>", "<del>"], range(1, 90))
        == right.text[right.clause.start : right.clause.end]
    )
