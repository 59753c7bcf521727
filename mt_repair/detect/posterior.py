"""How likely each word of a translation comes from each unit of its source.

A lexical model (after IBM model 1) whose table is the dictionary: each word is shared out
among the units that may explain it, near ones first. What no dictionary explains is
learned from the document itself, by expectation maximisation: a phrase that stands where
a term stands and nowhere else belongs to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

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

Learned = Mapping[str, Mapping[str, float]]  # of a unit's key, by a word's

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
    held: dict[int, Any] = field(default_factory=dict, repr=False, compare=False)  # by unit


def nearness(block: Block, at: int) -> float:
    """Return how well a token stands where a unit is expected, 0 to 1."""
    return nearnesses(block, (at,))[0]


def nearnesses(block: Block, places: Iterable[int]) -> list[float]:
    """Return the `nearness` of several tokens."""
    low, high, middle = block.low, block.high, block.at
    width = 4.0 + 0.3 * max(high - low, 1)
    out = []
    for at in places:
        distance = abs(at - middle) / width
        value = 1.0 / (1.0 + distance * distance)
        if at < low:
            value *= 0.3 / (1.0 + (low - at) / 12)
        elif at >= high:
            value *= 0.3 / (1.0 + (at - high + 1) / 12)
        out.append(value)
    return out


def readily(couple: Couple, terms: Sequence[Term]) -> list[dict[int, float]]:
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
    return by_unit


def share_out(couple: Couple, terms: Sequence[Term], learned: Learned) -> Shares:
    """Return the shares of the units in the tokens of a couple, computed once."""
    raw: list[dict[int, float]] | None = couple.held.get(_RAW)
    if raw is None:
        raw = couple.held[_RAW] = readily(couple, terms)
    better = _better(couple, raw, learned)
    shares: Shares | None = couple.held.get(better)
    if shares is None:
        raised = list(raw)
        for i in {i for i, _, _ in better}:
            raised[i] = raw[i] | {at: value for n, at, value in better if n == i}
        shares = couple.held[better] = _shared_out(couple, raised)
    return shares


_RAW = "raw"


def _better(
    couple: Couple, raw: Sequence[Mapping[int, float]], learned: Learned
) -> tuple[tuple[int, int, float], ...]:
    """Return the units and tokens that a document has taught to be nearer than they seem."""
    if not learned:
        return ()
    out = []
    for i, (unit, found) in enumerate(zip(couple.units, raw, strict=True)):
        words = learned.get(unit.key)
        if not words:
            continue
        for at, token in enumerate(couple.tokens):
            if token.content:
                value = words.get(token.key, 0.0)
                if value > found.get(at, 0.0):
                    out.append((i, at, value))
    return tuple(out)


def _shared_out(couple: Couple, raw: Sequence[dict[int, float]]) -> Shares:
    tokens = couple.tokens
    content = [at for at, token in enumerate(tokens) if token.content]
    plain = [_ANY] * len(content)
    named = [_NAME if tokens[at].capital else _ANY for at in content]
    total = [_NULL] * len(tokens)
    value: list[dict[int, float]] = []
    best = [0.0] * len(tokens)
    for unit, block, found in zip(couple.units, couple.expected, raw, strict=True):
        row: dict[int, float] = {}
        for at, near, base in zip(
            content, nearnesses(block, content), named if unit.name else plain, strict=True
        ):
            ready = found.get(at)
            if ready is not None:
                base += ready
                if ready > best[at]:
                    best[at] = ready
            row[at] = share = base * near
            total[at] += share
        value.append(row)
    by_unit = tuple(
        {at: v / total[at] for at, v in row.items() if v > 0.01 * total[at]} for row in value
    )
    return Shares(by_unit, tuple(raw), tuple(best))


def learn(couples: Sequence[Couple], terms: Sequence[Term]) -> Learned:
    """Return which words a document's terms and names regularly become, 0 to 1."""
    unit_count: Counter[str] = Counter()
    token_count: Counter[str] = Counter()
    for couple in couples:
        unit_count.update({u.key for u in couple.units})
        token_count.update({t.key for t in couple.tokens if t.content})
    often = {word for word, count in token_count.items() if count > 1}
    learned: dict[str, dict[str, float]] = {}
    for _ in range(_ROUNDS):
        counts: dict[tuple[str, str], float] = {}
        for couple in couples:
            shares = share_out(couple, terms, learned)
            words = [t.key for t in couple.tokens]
            best: dict[tuple[str, str], float] = {}
            for unit, row in zip(couple.units, shares.by_unit, strict=True):
                name = unit.key
                if unit_count[name] < 2:
                    continue
                for at, share in row.items():
                    key = (name, words[at])
                    if key[1] in often and share > best.get(key, 0.0):
                        best[key] = share
            for key, share in best.items():
                counts[key] = counts.get(key, 0.0) + share
        learned = {}
        for (name, word), mass in counts.items():
            value = mass / (max(unit_count[name], token_count[word]) + 1.5)
            if value > 0.1:
                learned.setdefault(name, {})[word] = min(value, 0.9)
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


def likeness(one: str, other: str) -> float:
    """Return how alike two spellings are, 0 to 1: one less edits per letter."""
    longest = max(len(one), len(other))
    if longest < 3 or abs(len(one) - len(other)) > 0.5 * longest:
        return 0.0
    return _alike(one, other)


@lru_cache(maxsize=32768)
def _alike(one: str, other: str) -> float:
    return 1 - _edits(one, other) / max(len(one), len(other))


def _edits(one: str, other: str) -> int:
    """Return the least edits between two words that have letters.

    A whole column of the table at a time, in the bits of two numbers (Myers 1999, as
    Hyyrö 2003 has it).
    """
    where: dict[str, int] = {}
    for i, char in enumerate(one):
        where[char] = where.get(char, 0) | 1 << i
    every, last = (1 << len(one)) - 1, 1 << (len(one) - 1)
    up, down = every, 0  # where a row is one more than the row before, and one less
    edits = len(one)
    for char in other:
        same = where.get(char, 0)
        diagonal = (((same & up) + up) ^ up) | same | down
        right, left = (down | ~(diagonal | up)) & every, diagonal & up
        if right & last:
            edits += 1
        elif left & last:
            edits -= 1
        right = (right << 1) | 1
        up = (left << 1 | ~(diagonal | right)) & every
        down = diagonal & right & every
    return edits
