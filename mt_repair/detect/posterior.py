"""How likely each word of a translation comes from each unit of its source.

A lexical model (after IBM model 1) whose table is the dictionary: each word is shared out
among the units that may explain it, near ones first. What no dictionary explains is
learned from the document itself, by expectation maximisation: a phrase that stands where
a term stands and nowhere else belongs to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mt_repair.detect.units import (
    Block,
    Couple,
    Unit,
    is_rare,
    key_places,
    letters,
    shared_places,
)
from mt_repair.types import Term

Learned = Mapping[tuple[str, str], float]

_NULL = 0.04  # that a word comes from nowhere
_ANY = 0.02  # that it comes from any unit, for no reason known
_NAME = 0.06  # the same for a capitalised word and a name
_ROUNDS = 2
_LEAST_ALIKE = 0.55


@dataclass(frozen=True, slots=True)
class Shares:
    """For each unit, the tokens that come from it with their share, the leading ones."""

    by_unit: tuple[dict[int, float], ...]
    readily: tuple[dict[int, float], ...]  # before units competed and position spoke
    explained: tuple[float, ...]  # of each token: how well the best unit explains it


def nearness(block: Block, at: int) -> float:
    """Return how well a token stands where a unit is expected, 0 to 1."""
    size = max(block.high - block.low, 1)
    width = 4.0 + 0.3 * size
    distance = abs(at - block.at) / width
    value = 1.0 / (1.0 + distance * distance)
    if not block.low <= at < block.high:
        out = block.low - at if at < block.low else at - block.high + 1
        value *= 0.3 / (1.0 + out / 12)
    return value


def readily(couple: Couple, terms: Sequence[Term], learned: Learned) -> list[dict[int, float]]:
    """Return for each unit how readily each token comes from it, position aside."""
    places = key_places(couple.tokens)
    capitals = [
        at for at, t in enumerate(couple.tokens) if t.content and t.capital and is_rare(t.key)
    ]
    by_unit: list[dict[int, float]] = []
    for unit in couple.units:
        found = shared_places(unit.made, places)
        if unit.name:
            spellings = _spellings(unit, terms)
            for at in capitals:
                alike = max((likeness(couple.tokens[at].key, s) for s in spellings), default=0.0)
                if alike > _LEAST_ALIKE and alike * alike > found.get(at, 0.0):
                    found[at] = alike * alike
        by_unit.append(found)
    if learned:
        keys = [t.key for t in couple.tokens]
        for unit, found in zip(couple.units, by_unit, strict=True):
            for at, token in enumerate(couple.tokens):
                if token.content:
                    value = learned.get((unit.key, keys[at]), 0.0)
                    if value > found.get(at, 0.0):
                        found[at] = value
    return by_unit


def share_out(couple: Couple, terms: Sequence[Term], learned: Learned) -> Shares:
    """Return the shares of the units in the tokens of a couple."""
    raw = readily(couple, terms, learned)
    n = len(couple.tokens)
    total = [_NULL] * n
    near = [[nearness(b, at) for at in range(n)] for b in couple.expected]
    value: list[dict[int, float]] = []
    best = [0.0] * n
    for i, unit in enumerate(couple.units):
        row: dict[int, float] = {}
        here = near[i]
        found = raw[i]
        for at, token in enumerate(couple.tokens):
            if not token.content:
                continue
            base = found.get(at, 0.0)
            if base > best[at]:
                best[at] = base
            base += _ANY if not (unit.name and token.capital) else _NAME
            row[at] = base * here[at]
            total[at] += row[at]
        value.append(row)
    by_unit = tuple(
        {at: v / total[at] for at, v in row.items() if v > 0.01 * total[at]} for row in value
    )
    return Shares(by_unit, tuple(raw), tuple(best))


def learn(couples: Sequence[Couple], terms: Sequence[Term]) -> dict[tuple[str, str], float]:
    """Return which words a document's terms and names regularly become, 0 to 1."""
    unit_count: Counter[str] = Counter()
    token_count: Counter[str] = Counter()
    for couple in couples:
        unit_count.update({u.key for u in couple.units})
        token_count.update({t.key for t in couple.tokens if t.content})
    learned: dict[tuple[str, str], float] = {}
    for _ in range(_ROUNDS):
        counts: dict[tuple[str, str], float] = {}
        for couple in couples:
            shares = share_out(couple, terms, learned)
            best: dict[tuple[str, str], float] = {}
            for unit, row in zip(couple.units, shares.by_unit, strict=True):
                if unit_count[unit.key] < 2:
                    continue
                for at, share in row.items():
                    key = (unit.key, couple.tokens[at].key)
                    if token_count[key[1]] > 1 and share > best.get(key, 0.0):
                        best[key] = share
            for key, share in best.items():
                counts[key] = counts.get(key, 0.0) + share
        learned = {}
        for key, mass in counts.items():
            value = mass / (max(unit_count[key[0]], token_count[key[1]]) + 1.5)
            if value > 0.1:
                learned[key] = min(value, 0.9)
    return learned


def _spellings(unit: Unit, terms: Sequence[Term]) -> tuple[str, ...]:
    if unit.term < 0:
        return unit.made.spelt
    return spellings(terms[unit.term]) + unit.made.spelt


@lru_cache(maxsize=16384)
def _spelt(right: tuple[str, ...]) -> tuple[str, ...]:
    out: dict[str, None] = {}
    for form in right:
        capital = [w for w in form.split() if len(w) > 3 and w[0].isupper() and is_rare(w)]
        for word in capital:
            out.setdefault(letters(word))
        if capital and len(form.split()) < 5:
            out.setdefault(letters(form))
    return tuple(out)


def spellings(term: Term) -> tuple[str, ...]:
    """Return the letters of a term's right forms, and of the rare words in them."""
    return _spelt(term.right)


@lru_cache(maxsize=262144)
def likeness(one: str, other: str) -> float:
    """Return how alike two spellings are, 0 to 1: one less edits per letter."""
    longest = max(len(one), len(other))
    if longest < 3 or abs(len(one) - len(other)) > 0.5 * longest:
        return 0.0
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            cost: int = min(row[j] + 1, row[j - 1] + 1, before + (a != b))
            before, row[j] = row[j], cost
    return 1 - row[-1] / longest
