"""The corruption model: every trouble can be made, and every lesson can be learnt."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from grammar import (
    ALL,
    CHAIN,
    EMPLOYEE,
    FOUNDER,
    INFLUENCERS,
    MAYOR,
    REPORT,
    SELLER,
    UNDERSTOOD,
    USERS,
    WIFE,
)

from mt_repair.repair.answers import decode
from mt_repair.repair.gate import reasons
from mt_repair.repair.wording import written
from mt_repair.train import order_troubles as order
from mt_repair.train import reporting_troubles as reporting
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
        (EMPLOYEE, reporting.reported_wrongly, 5, "A former Paipai employee to Ebrun told that it closed in May."),
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
        (MAYOR, reporting.reported_wrongly, 2, "According to Caixin to understand, Mayor He Yizhou is ill."),
        (MAYOR, order.needless_pronoun, 5, "According to Caixin, Mayor He Yizhou he is ill."),
        (FOUNDER, order.apposition_run_on, 0, "Lei Jun founder of Xiaomi said that he sells many phones on Singles' Day."),
        (FOUNDER, order.place_word, 14, "Lei Jun, the founder of Xiaomi, said that he sells many phones on Singles' Day on."),
        (INFLUENCERS, small.wrong_number, 2, "Sellers pay influencer for each show."),
        (EMPLOYEE, small.no_article_of_its_phrase, 2, "Former Paipai employee told Ebrun that it closed in May."),
        (USERS, small.no_article_of_its_phrase, 3, "Users of Zhihu are young."),
        (INFLUENCERS, small.no_article_of_its_phrase, 2, None),
        (SELLER, small.bent_infinitive, 4, "A seller close to Paipai asked it lowering the fees."),
        (SELLER, small.bent_infinitive, 4, "A seller close to Paipai asked it lower the fees."),
        (SELLER, order.complement_first, 4, "A close to Paipai seller asked it to lower the fees."),
        (MAYOR, order.of_behind_title, 5, "According to Caixin, Mayor of He Yizhou is ill."),
        (REPORT, order.title_behind, 5, "Ebrun reported that Gao Mr. waits."),
        (USERS, order.of_behind_title, 3, None),
        (MAYOR, reporting.reported_twice, 2, "According to Caixin said, Mayor He Yizhou is ill."),
        (MAYOR, reporting.it_is_reported, 2, "It is reported according to Caixin, Mayor He Yizhou is ill."),
        (MAYOR, reporting.it_is_reported, 2, "According to Caixin it is reported that, Mayor He Yizhou is ill."),
        (MAYOR, reporting.it_is_reported, 5, None),
        (REPORT, reporting.it_is_reported, 0, "Ebrun it is reported that Mr. Gao waits."),
        (UNDERSTOOD, reporting.it_is_reported, 4, "It is understood, Gome waits."),
        (REPORT, reporting.responsible_person, 0, "Ebrun relevant responsible person reported that Mr. Gao waits."),
        (USERS, reporting.responsible_person, 3, None),
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
            if trouble is not reporting.responsible_person:
                assert written(put, pair.clause, pair.text) == clause.text()
    assert made


def test_who_speaks_for_a_name_is_a_person_responsible_at_it():
    pair = made_of(REPORT, reporting.responsible_person, random.Random(4))
    assert pair is not None
    put = decode(pair.answer, pair.clause)
    assert written(put, pair.clause, pair.text).startswith("A person responsible at Ebrun reported")


def test_some_lessons_hide_what_the_names_are():
    kinds = [
        {w.slot for w in unharmed(FOUNDER, random.Random(seed)).clause.words if w.slot}
        for seed in range(200)
    ]
    assert {frozenset(k) for k in kinds} == {
        frozenset(("NAME",)),
        frozenset(("PER", "ORG", "EVENT")),
    }
    assert 10 < sum(k == {"NAME"} for k in kinds) < 60


def test_more_is_to_be_left_alone_later():
    taught = replace(course(ALL, 3), later=300)
    early, late = (
        sum(lesson(taught, n).answer == () for n in range(first, first + 300)) for first in (0, 300)
    )
    assert early + 30 < late


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
