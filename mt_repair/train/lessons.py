"""Lessons without end, each made when it is asked for: the same number, the same lesson.

A kind of trouble is drawn by its rate and then a clause in which it can be made, so that what
few clauses allow is learnt as well. Nothing depends on the order lessons are asked for in,
and so a training that was interrupted goes on as if it had not been.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from mt_repair.train.corrupt import TROUBLES, Trouble, made_of, rates, unharmed
from mt_repair.train.draft import Draft, Pair
from mt_repair.train.parsed import Parsed

# Of lessons so many are clauses to be left alone, so that a model learns to. More of them from a
# part of the course on: by then it finds troubles, and finds them in clean clauses too.
_NONE, _NONE_LATER, LATER = 0.3, 0.55, 0.61


@dataclass(frozen=True, slots=True)
class Course:
    """Clauses, and for each trouble the numbers of those that allow it.

    From the lesson `later` on more are clauses to be left alone.
    """

    clauses: tuple[Parsed, ...]
    allowing: dict[str, tuple[int, ...]]
    seed: int
    later: int = sys.maxsize


def course(clauses: Sequence[Parsed], seed: int) -> Course:
    """Return a course over the clauses; takes a few milliseconds for each."""
    allowing: dict[str, list[int]] = {t.__name__: [] for ts in TROUBLES.values() for t in ts}
    distinct: dict[str, Trouble] = {t.__name__: t for ts in TROUBLES.values() for t in ts}
    for number, clause in enumerate(clauses):
        for name, trouble in distinct.items():
            rng = random.Random(f"{seed}:{number}:{name}")
            if any(trouble(Draft(clause, slot), rng) for slot in slots_of(clause)):
                allowing[name].append(number)
    return Course(tuple(clauses), {k: tuple(v) for k, v in allowing.items()}, seed)


def slots_of(clause: Parsed) -> list[int]:
    """Return where a clause's names stand."""
    return [i for i, s in enumerate(clause.slots) if s]


def lesson(course: Course, number: int) -> Pair:
    """Return the lesson of a number, the same whenever it is asked for."""
    rng = random.Random(f"{course.seed}:{number}")
    if rng.random() < (_NONE if number < course.later else _NONE_LATER):
        return unharmed(rng.choice(course.clauses), rng)
    kinds, weights = zip(*rates().items(), strict=True)
    while True:
        trouble = rng.choice(TROUBLES[rng.choices(kinds, weights)[0]])
        numbers = course.allowing[trouble.__name__]
        if not numbers:
            continue
        pair = made_of(course.clauses[rng.choice(numbers)], trouble, rng)
        if pair is not None:
            return pair


def in_batches(course: Course, first: int, count: int, size: int) -> list[Pair]:
    """Return so many lessons from a number on, in batches of like length, in random order."""
    lessons = [lesson(course, n) for n in range(first, first + count)]
    lessons.sort(key=lambda p: (len(p.clause.words), p.clause.words[0].text, p.answer))
    batches = [lessons[i : i + size] for i in range(0, count, size)]
    random.Random(f"{course.seed}:{first}:batches").shuffle(batches)
    return [pair for batch in batches for pair in batch]
