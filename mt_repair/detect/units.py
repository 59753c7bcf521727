"""A source and its translation cut into what is matched: Chinese units, English words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from mt_repair.glossary.shipped import is_shipped
from mt_repair.knowledge.renderings import (
    Renderings,
    renderings,
    telling,
    term_renderings,
)
from mt_repair.knowledge.traces import word_keys
from mt_repair.language.align import Bond, align, source_sentences, target_sentences
from mt_repair.language.english import FUNCTION_WORDS, zipf
from mt_repair.language.evidence import NAME_TAGS
from mt_repair.language.mentions import words_and_names
from mt_repair.language.script import plain
from mt_repair.language.terms import Terms, compile_terms, search_key
from mt_repair.types import Term

_TOKEN = re.compile(r"[^\W_]+")
_LETTER = re.compile(r"[^\W_]")
_LEAST_CERTAIN = 0.2
_FAINT = 0.2  # renderings less likely than this tie no lines together
_EMPTY_TAGS = frozenset({"w", "u", "xc", "c", "p", "r", "d", "q"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A word of the source, or a mention of a term (`term` its number, else -1)."""

    start: int
    end: int
    text: str
    term: int
    name: bool
    made: Renderings
    certainty: float = 1.0
    named: bool = False  # the source's own words show a name

    @property
    def key(self) -> str:
        """What stands for the unit over the whole document."""
        return f"#{self.term}" if self.term >= 0 else self.text


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the target; `content` is false for function words."""

    start: int
    end: int
    text: str
    keys: tuple[str, ...]
    content: bool
    weight: float
    joined: bool  # nothing but blanks or a hyphen before it

    @property
    def capital(self) -> bool:
        """Whether the word begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def key(self) -> str:
        """What stands for the word over the whole document."""
        return self.text.lower()


@dataclass(frozen=True, slots=True)
class Block:
    """Where a unit is expected: tokens low to high, around `at`."""

    low: int
    high: int
    at: float


@dataclass(frozen=True, slots=True)
class Couple:
    """Two stretches that translate one another, in units and tokens.

    `segment` and the offsets say where they stand in the document; `expected` has a block
    for each unit. `held` keeps what others make of the texts alone.
    """

    segment: int
    source_at: int
    target_at: int
    source: str
    target: str
    units: tuple[Unit, ...]
    tokens: tuple[Token, ...]
    expected: tuple[Block, ...]
    held: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class TermIndex:
    """Terms ready to be found in sources; made by `index_terms`.

    `cut` and `couples` keep what depends on a text, or on two, alone: a document is judged
    again after each repair, and most of it is as it was.
    """

    terms: tuple[Term, ...]
    forms: Terms
    owner: tuple[int, ...]  # of each form, its term
    cut: dict[str, tuple[Unit, ...]] = field(default_factory=dict, repr=False, compare=False)
    couples: dict[tuple[str, str], Couple] = field(default_factory=dict, repr=False, compare=False)


_MOST_KEPT = 20_000  # texts of an index, and couples


def index_terms(terms: Sequence[Term]) -> TermIndex:
    """Return the terms compiled by their Chinese forms.

    Of two equal forms a user's wins over one that ships, a name over an alias, then the
    first.
    """
    forms: list[str] = []
    owner: list[int] = []
    kinds = {}
    ranked = sorted(
        (at for at, term in enumerate(terms) if not term.off),
        key=lambda at: is_shipped(terms[at]),
    )
    users: set[str] = set()
    for at in ranked:
        term = terms[at]
        ships = is_shipped(term)
        for form in (term.zh, *term.aliases):
            if ships and search_key(form) in users:
                continue
            if not ships:
                users.add(search_key(form))
            forms.append(form)
            owner.append(at)
            if term.type is not None:
                kinds[form] = term.type
    return TermIndex(tuple(terms), compile_terms(forms, kinds), tuple(owner))


_MADE: dict[Term, Renderings] = {}
_MOST_MADE = 4_000


def made_of(term: Term) -> Renderings:
    """Return what a term may have become, kept for the next time."""
    key = Term(term.zh, term.en, accept=term.accept, aliases=term.aliases)
    held = _MADE.get(key)
    if held is None:
        if len(_MADE) >= _MOST_MADE:
            _MADE.clear()
        held = _MADE[key] = term_renderings(term)
    return held


def units_of(text: str, index: TermIndex) -> tuple[Unit, ...]:
    """Return the units of a source in order: mentions of terms, and the words between."""
    units = index.cut.get(text)
    if units is None:
        if len(index.cut) >= _MOST_KEPT:
            index.cut.clear()
        units = index.cut[text] = _units_of(text, index)
    return units


def _units_of(text: str, index: TermIndex) -> tuple[Unit, ...]:
    sentence = words_and_names(text, index.forms)
    found: list[Unit] = []
    for mention in sentence.mentions:
        if mention.certainty < _LEAST_CERTAIN:
            continue
        number = index.owner[mention.form]
        found.append(
            Unit(
                mention.start,
                mention.end,
                mention.text,
                number,
                True,
                made_of(index.terms[number]),
                mention.certainty,
                mention.named,
            )
        )
    taken = {i for u in found for i in range(u.start, u.end)}
    named = {(n.start, n.end) for n in sentence.names}
    for word in sentence.words:
        if word.tag == "w" or not taken.isdisjoint(range(word.start, word.end)):
            continue
        bare = plain(word.text)
        if word.tag in _EMPTY_TAGS and len(bare) == 1:
            continue
        name = word.tag in NAME_TAGS or (word.start, word.end) in named
        found.append(Unit(word.start, word.end, bare, -1, name, renderings(bare)))
    return tuple(sorted(found, key=lambda u: u.start))


def tokens_of(text: str) -> tuple[Token, ...]:
    """Return the words of a target in order; the s of a possessive is left out."""
    out: list[Token] = []
    end = 0
    for match in _TOKEN.finditer(text):
        word = match[0]
        if word in ("s", "S") and text[match.start() - 1 : match.start()] in ("'", "\u2019"):
            continue
        lower = word.lower()
        between = text[end : match.start()]
        joined = bool(out) and bool(
            re.fullmatch(r"(?:['\u2019]s?)?[ \t\u00a0\n]*|[-\u2010-\u2013/&·]| & |'", between)
        )
        content = lower not in FUNCTION_WORDS or (word.isupper() and len(word) > 1)
        out.append(
            Token(
                match.start(), match.end(), word, word_keys(word), content, telling(lower), joined
            )
        )
        end = match.end()
    return tuple(out)


def couple_of(
    segment: int, source: str, target: str, source_at: int, target_at: int, index: TermIndex
) -> Couple:
    """Return two stretches cut and their sentences matched; offsets are where they begin."""
    couple = index.couples.get((source, target))
    if couple is None:
        units, tokens = units_of(source, index), tokens_of(target)
        expected = tuple(_expected(source, target, units, tokens))
        couple = Couple(segment, source_at, target_at, source, target, units, tokens, expected)
        if len(index.couples) >= _MOST_KEPT:
            index.couples.clear()
        index.couples[source, target] = couple
    return replace(couple, segment=segment, source_at=source_at, target_at=target_at)


def bond_of(index: TermIndex, source: Sequence[str], target: Sequence[str]) -> Bond:
    """Return how much of a line of the target a line of the source explains, 0 to 5."""
    made: dict[int, dict[str, float]] = {}
    words: dict[int, tuple[Token, ...]] = {}

    def bond(i: int, j: int) -> float:
        if i not in made:
            best: dict[str, float] = {}
            for unit in units_of(source[i], index):
                for key, value in unit.made.by_key.items():
                    if value.weight > best.get(key, _FAINT):
                        best[key] = value.weight
            made[i] = best
        if j not in words:
            words[j] = tuple(t for t in tokens_of(target[j]) if t.content)
        ours, theirs = made[i], words[j]
        total = sum(t.weight for t in theirs)
        known = sum(t.weight * max((ours.get(k, 0.0) for k in t.keys), default=0.0) for t in theirs)
        return known / (total + 0.5) * min(len(theirs), 15) / 3

    return bond


def key_places(tokens: Sequence[Token]) -> Mapping[str, list[int]]:
    """Return where each key stands among tokens, content words only."""
    places: dict[str, list[int]] = {}
    for at, token in enumerate(tokens):
        if token.content:
            for key in token.keys:
                places.setdefault(key, []).append(at)
    return places


def shared_places(made: Renderings, places: Mapping[str, list[int]]) -> dict[int, float]:
    """Return how readily each token comes from a unit, those that do at all."""
    out: dict[int, float] = {}
    keys = made.by_key.keys() & places.keys()
    for key in keys:
        weight = made.by_key[key].weight
        for at in places[key]:
            if out.get(at, 0.0) < weight:
                out[at] = weight
    return out


def _expected(
    source: str, target: str, units: Sequence[Unit], tokens: Sequence[Token]
) -> list[Block]:
    """Return for each unit the tokens among which its rendering is expected."""
    if not units or not tokens:
        return [Block(0, len(tokens), 0.0) for _ in units]
    left, right = source_sentences(source), target_sentences(target)
    if not left or not right:
        left, right = [(0, len(source))], [(0, len(target))]
    starts_l = [a for a, _ in left]
    starts_r = [a for a, _ in right]
    sentence_of = [max(bisect_right(starts_r, t.start) - 1, 0) for t in tokens]
    bonds: dict[tuple[int, int], float] = {}
    home = [max(bisect_right(starts_l, u.start) - 1, 0) for u in units]
    if len(left) > 1 and len(right) > 1:
        places = key_places(tokens)
        for unit, i in zip(units, home, strict=True):
            seen: dict[int, float] = {}
            for at, weight in shared_places(unit.made, places).items():
                j = sentence_of[at]
                gain = weight * tokens[at].weight
                if seen.get(j, 0.0) < gain:
                    seen[j] = gain
            for j, gain in seen.items():
                bonds[i, j] = bonds.get((i, j), 0.0) + gain / len(seen)
    pairs = align(
        [source[a:b] for a, b in left],
        [target[a:b] for a, b in right],
        lambda i, j: bonds.get((i, j), 0.0),
    )
    first_token = [len(tokens)] * (len(right) + 1)
    for at in range(len(tokens) - 1, -1, -1):
        first_token[sentence_of[at]] = at
    for j in range(len(right) - 1, -1, -1):
        first_token[j] = min(first_token[j], first_token[j + 1])
    block_of: dict[int, tuple[int, int, int, int]] = {}
    last = 0
    for p in pairs:
        low, high = first_token[p.target_start], first_token[p.target_end]
        if p.target_start == p.target_end:
            low = high = last
        last = high
        for i in range(p.source_start, p.source_end):
            block_of[i] = (low, high, left[p.source_start][0], left[p.source_end - 1][1])
    out = []
    for unit, i in zip(units, home, strict=True):
        low, high, a, b = block_of.get(i, (0, len(tokens), 0, len(source)))
        share = ((unit.start + unit.end) / 2 - a) / max(b - a, 1)
        out.append(Block(low, high, low + share * max(high - low - 1, 0)))
    return out


def is_rare(word: str) -> bool:
    """Tell whether a word is no everyday English: it may be a name spelt by sound."""
    return zipf(word) < 4.4


def letters(text: str) -> str:
    """Return the letters and digits of a text, lower case."""
    return "".join(_LETTER.findall(text.lower()))
