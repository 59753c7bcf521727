"""The corruption model: clean clauses made clumsy the way machine translation goes wrong around names.

How often each kind of trouble comes is measured on real errors (`rates.json`, which says how)
and by how many lessons it takes; what a trouble does to a clause is in `small_troubles.py`,
`order_troubles.py` and `reporting_troubles.py`.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from mt_repair.train import order_troubles as order
from mt_repair.train import reporting_troubles as reporting
from mt_repair.train import small_troubles as small
from mt_repair.train.draft import Draft, Pair, pair_of
from mt_repair.train.parsed import Parsed

Trouble = Callable[[Draft, random.Random], bool]

# The kinds of `rates.json`, each with the troubles that make it.
TROUBLES: dict[str, tuple[Trouble, ...]] = {
    "article": (
        small.no_article,
        small.no_article,
        small.no_article_of_its_phrase,
        small.no_article_of_its_phrase,
        small.needless_article,
    ),
    "preposition": (
        small.wrong_preposition,
        small.wrong_preposition,
        small.wrong_preposition,
        small.no_preposition,
        small.no_preposition,
        small.needless_preposition,
    ),
    "verb": (
        small.wrong_verb_form,
        small.wrong_verb_form,
        small.bent_infinitive,
        small.wrong_number_of_verb,
        order.no_copula,
    ),
    "number": (small.wrong_number,),
    "order": (
        order.modifiers_behind_name,
        order.modifiers_behind_name,
        order.of_turned_round,
        order.of_turned_round,
        order.adverbials_first,
        order.adverbials_first,
        order.adverbials_first,
        order.by_whom_first,
        order.complement_first,
        order.title_behind,
        order.of_behind_title,
    ),
    "reporting": (
        reporting.reported_wrongly,
        reporting.reported_wrongly,
        reporting.reported_twice,
        reporting.it_is_reported,
        reporting.responsible_person,
    ),
    "possessive": (order.whose_is_lost,),
    "mark": (small.stray_comma, small.no_comma, order.apposition_run_on),
    "addition": (small.class_noun, small.left_over, small.doubled_name, small.doubled_word),
    "pronoun": (order.needless_pronoun, order.no_subject),
    "connection": (order.no_and, order.place_word),
}
# How many more lessons than their share kinds take: of held-out lessons of one trouble each a first
# training's model mended 2 to 7 in 100 prepositions, 17 articles, 25 adverbials, 83 words left over.
_TAKES = {
    "article": 2.0,
    "preposition": 4.0,
    "order": 1.5,
    "possessive": 2.0,
    "addition": 0.6,
    "connection": 1.5,
}
_TIMES = (1, 1, 1, 2, 2, 3)  # troubles in a clause
_TRIES = 12
_UNTYPED = 0.15  # of lessons; a glossary need not say what its names are


@lru_cache(maxsize=1)
def rates() -> dict[str, float]:
    """Return how often each kind of trouble comes; they add up to 1."""
    held = json.loads(Path(__file__).with_name("rates.json").read_text("utf-8"))
    weights = {kind: held["rates"][kind] * _TAKES.get(kind, 1.0) for kind in TROUBLES}
    return {kind: weight / sum(weights.values()) for kind, weight in weights.items()}


def unharmed(parsed: Parsed, rng: random.Random) -> Pair:
    """Return a lesson in leaving a clean clause alone."""
    draft = Draft(parsed, _slot(parsed, rng), untyped=rng.random() < _UNTYPED)
    if rng.random() < 0.5:
        small.told_only(draft, rng)
    pair = pair_of(draft)
    if pair is None:
        raise ValueError(f"a clause that cannot be said: {parsed.text()}")
    return pair


def made_of(parsed: Parsed, first: Trouble, rng: random.Random) -> Pair | None:
    """Return a lesson with this trouble made in a clause, None where it cannot be made."""
    kinds, weights = zip(*rates().items(), strict=True)
    for _ in range(_TRIES):
        draft = Draft(parsed, _slot(parsed, rng), untyped=rng.random() < _UNTYPED)
        if not first(draft, rng):
            continue
        wanted = rng.choice(_TIMES) - 1
        for _ in range(_TRIES if wanted else 0):
            draft.focus = _slot(draft.parsed, rng)
            wanted -= rng.choice(TROUBLES[rng.choices(kinds, weights)[0]])(draft, rng)
            if not wanted:
                break
        pair = pair_of(draft)
        if pair is not None:
            return pair
    return None


def _slot(parsed: Parsed, rng: random.Random) -> int:
    return rng.choice([i for i, s in enumerate(parsed.slots) if s])
