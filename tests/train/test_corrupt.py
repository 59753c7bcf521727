"""The corruption model: every trouble can be made, and every lesson can be learnt."""

from __future__ import annotations

import random

import pytest
from grammar import ALL, CHAIN, EMPLOYEE, FOUNDER, INFLUENCERS, MAYOR, USERS, WIFE

from mt_repair.repair.answers import decode
from mt_repair.repair.gate import reasons
from mt_repair.repair.wording import written
from mt_repair.train import order_troubles as order
from mt_repair.train import small_troubles as small
from mt_repair.train.corrupt import TROUBLES, made_of, rates, unharmed
from mt_repair.train.draft import Draft, pair_of
from mt_repair.train.lessons import course, in_batches, lesson, slots_of
from mt_repair.train.parsed import Parsed, read, write

EVERY = sorted({t for ts in TROUBLES.values() for t in ts}, key=lambda t: t.__name__)


def clumsy(clause: Parsed, trouble, focus: int) -> set[str]:
    """Return what a trouble makes of a clause, over many draws."""
    out = set()
    for seed in range(60):
        draft = Draft(clause, focus)
        if trouble(draft, random.Random(seed)):
            pair = pair_of(draft)
            if pair:
                out.add(pair.text)
    return out


@pytest.mark.parametrize(
    ("clause", "trouble", "focus", "text"),
    [
        (EMPLOYEE, order.modifiers_behind_name, 2, "Paipai former employee told Ebrun that it closed in May."),
        (EMPLOYEE, order.reported_wrongly, 5, "A former Paipai employee to Ebrun told that it closed in May."),
        (EMPLOYEE, order.no_subject, 5, "A former Paipai employee told Ebrun closed in May."),
        (EMPLOYEE, order.adverbials_first, 5, "A former Paipai employee told Ebrun that it in May closed."),
        (EMPLOYEE, small.no_article, 2, "Former Paipai employee told Ebrun that it closed in May."),
        (EMPLOYEE, small.class_noun, 2, "A former Paipai network employee told Ebrun that it closed in May."),
        (EMPLOYEE, small.doubled_name, 5, "A former Paipai employee told Ebrun Ebrun that it closed in May."),
        (EMPLOYEE, small.wrong_verb_form, 2, "A former Paipai employee tell Ebrun that it closed in May."),
        (EMPLOYEE, small.stray_comma, 5, "A former Paipai employee told Ebrun, that it closed in May."),
        (USERS, order.of_turned_round, 3, "Zhihu of users are young."),
        (USERS, order.no_copula, 3, "The users of Zhihu young."),
        (USERS, small.wrong_number_of_verb, 3, "The users of Zhihu is young."),
        (USERS, small.needless_article, 3, "The users of the Zhihu are young."),
        (USERS, small.wrong_preposition, 3, "The users to Zhihu are young."),
        (WIFE, order.whose_is_lost, 0, "Richard Liu wife has left the board."),
        (WIFE, order.needless_pronoun, 0, None),
        (CHAIN, order.by_whom_first, 4, "The by Gome bought chain has two stores in Beijing and Wuhan."),
        (CHAIN, order.no_and, 8, "The chain bought by Gome has two stores in Beijing, Wuhan."),
        (CHAIN, small.wrong_number, 4, "The chain bought by Gome has two store in Beijing and Wuhan."),
        (MAYOR, order.title_behind, 5, "According to Caixin, He Yizhou Mayor is ill."),
        (MAYOR, order.reported_wrongly, 2, "According to Caixin to understand, Mayor He Yizhou is ill."),
        (MAYOR, order.needless_pronoun, 5, "According to Caixin, Mayor He Yizhou he is ill."),
        (FOUNDER, order.apposition_run_on, 0, "Lei Jun founder of Xiaomi said that he sells many phones on Singles' Day."),
        (FOUNDER, order.place_word, 14, "Lei Jun, the founder of Xiaomi, said that he sells many phones on Singles' Day on."),
        (INFLUENCERS, small.wrong_number, 2, "Sellers pay influencer for each show."),
    ],
)  # fmt: skip
def test_a_trouble_makes_what_translation_makes(clause, trouble, focus, text):
    made = clumsy(clause, trouble, focus)
    assert (text in made) if text else not made, made


@pytest.mark.parametrize("trouble", EVERY, ids=lambda t: t.__name__)
def test_every_lesson_is_repaired_by_its_answer_within_the_gate(trouble):
    made = 0
    for number, clause in enumerate(ALL):
        for seed in range(20):
            pair = made_of(clause, trouble, random.Random(f"{number}:{seed}"))
            if pair is None:
                continue
            made += 1
            put = decode(pair.answer, pair.clause)
            assert list(reasons(put, pair.clause)) == []
            assert written(put, pair.clause, pair.text) == clause.text()
    assert made


def test_a_clean_clause_has_the_empty_answer():
    for clause in ALL:
        pair = unharmed(clause, random.Random(1))
        assert pair.text == clause.text()
        assert pair.answer == ()


def test_rates_are_of_all_kinds_and_add_up():
    assert rates().keys() == TROUBLES.keys()
    assert sum(rates().values()) == pytest.approx(1, abs=0.001)
    assert min(rates().values()) > 0


def test_a_lesson_is_the_same_whenever_it_is_asked_for():
    taught = course(ALL, 3)
    assert [lesson(taught, n) for n in (5, 3, 5)] == [lesson(course(ALL, 3), n) for n in (5, 3, 5)]
    assert in_batches(taught, 64, 32, 4) == in_batches(course(ALL, 3), 64, 32, 4)
    assert [lesson(taught, n) for n in range(20)] != [lesson(course(ALL, 4), n) for n in range(20)]


def test_batches_hold_every_lesson_once():
    taught = course(ALL, 3)
    batched = in_batches(taught, 0, 32, 4)
    assert sorted(map(repr, batched)) == sorted(repr(lesson(taught, n)) for n in range(32))


def test_every_kind_of_trouble_is_allowed_somewhere():
    taught = course(ALL, 3)
    assert {t.__name__ for t in EVERY} == taught.allowing.keys()
    assert all(taught.allowing.values())


def test_clauses_are_kept_as_they_are(tmp_path):
    path = tmp_path / "clauses.jsonl"
    assert write(path, ALL) == len(ALL)
    assert read(path) == list(ALL)
    assert slots_of(EMPLOYEE) == [2, 5]
