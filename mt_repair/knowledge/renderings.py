"""The English words that a Chinese word or name may have become, whole or in part.

Where `traces` asks which characters of a name a phrase accounts for, `renderings` asks of
any stretch of a source how readily an English word comes from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from mt_repair.knowledge.glosses import glosses
from mt_repair.knowledge.pieces import CLASS_NOUNS
from mt_repair.knowledge.traces import word_keys
from mt_repair.knowledge.variants import variants
from mt_repair.language.cedict import entries, known
from mt_repair.language.chinese import core_name, has_han, readings
from mt_repair.language.english import FUNCTION_WORDS, zipf
from mt_repair.language.script import simplify
from mt_repair.types import Term

_LONGEST_WORD = 6
_LONGEST_NAME = 40
_INSIDE = 0.3  # what a word counts that lies inside a longer one: 银 in 银行
_LEAST = 0.03
_LONGEST_DERIVED = 5  # characters of a name whose wrong forms are composed
_DERIVED = 100  # wrong forms composed of a name
_LEAST_PRIOR = 0.02
_PIECE = re.compile(r"[A-Za-z0-9]+|[\u3400-\u9fff]")
_WORD = re.compile(r"\w+")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Rendering:
    """How readily a word comes from a stretch, 0 to 1, and from which of its parts."""

    weight: float
    mask: int


_one = lru_cache(maxsize=16384)(Rendering)  # words share most of them, and many words are kept


@dataclass(frozen=True, slots=True)
class Renderings:
    """The words a stretch may have become, by key (`word_keys`); `parts` counts its parts."""

    by_key: Mapping[str, Rendering]
    parts: int
    spelt: tuple[str, ...] = field(default=())  # its pinyin, joined


_NONE = Renderings({}, 0)


@lru_cache(maxsize=65536)
def telling(word: str) -> float:
    """Return how much a word tells, 0.1 (system, new) to 1.2 (never seen)."""
    if word.isdigit():
        return 0.9
    return min(max((6.9 - zipf(word)) / 3.6, 0.1), 1.2)


@lru_cache(maxsize=16384)
def renderings(zh: str) -> Renderings:
    """Return the words that a stretch of Chinese may have become."""
    pieces = _PIECE.findall(simplify(core_name(zh)))[:_LONGEST_NAME]
    if not pieces:
        return _NONE
    found: dict[str, Rendering] = {}
    runs = _runs(pieces)
    for i, size in runs:
        run, mask = "".join(pieces[i : i + size]), ((1 << size) - 1) << i
        if not has_han(run):
            _add(found, run, 1.0, mask)
            continue
        inside = any(
            a <= i and i + size <= a + n and n > size and known("".join(pieces[a : a + n]))
            for a, n in runs
        )
        share = _INSIDE if inside else 1.0
        if size == 1 and len(pieces) > 1:
            share *= 0.7
        for noun in CLASS_NOUNS.get(run, ()):
            _add_all(found, noun.split(), 0.8 * max(share, 0.5), mask)
        for gloss in glosses(run):
            words = _content(gloss.text)
            _add_all(found, words, share * gloss.weight * 0.75 ** (len(words) - 1), mask)
        if size > 1 or len(pieces) == 1:
            for entry in entries(run):
                for text in entry.glosses:
                    words = _content(_ASIDE.sub(" ", text))
                    _add_all(found, words, share * (0.4 if len(words) < 5 else 0.2), mask)
        for reading in readings(run)[:3]:
            spelt = "".join(reading)
            if len(spelt) > 1:
                _add(found, spelt, 0.5 if size > 1 else 0.2, mask, family=False)
    spelt_all = []
    if 1 < len(pieces) <= 8 and all(map(has_han, pieces)):
        spelt_all = ["".join(r) for r in readings("".join(pieces))[:2]]
        for spelt in spelt_all:
            _add(found, spelt, 0.9, (1 << len(pieces)) - 1, family=False)
    return Renderings(found, len(pieces), tuple(spelt_all))


def term_renderings(term: Term) -> Renderings:
    """Return the words that a term may have become, those of its right forms included."""
    first = renderings(term.zh)
    found = dict(first.by_key)
    for alias in term.aliases:
        for key, value in renderings(alias).by_key.items():
            if key not in found:
                found[key] = _one(value.weight, 0)
    for right in term.right:
        for word in _content(right):
            for key in word_keys(word):
                share = 0.95 * (0.8 if key.endswith("~") else 1.0)
                held = found.get(key)
                mask = held.mask if held else 0
                if held is None or held.weight < share:
                    found[key] = _one(share, mask)
    return Renderings(found, first.parts, first.spelt)


def _runs(pieces: list[str]) -> list[tuple[int, int]]:
    out = []
    for i in range(len(pieces)):
        if not has_han(pieces[i]):
            out.append((i, 1))
            continue
        for size in range(1, _LONGEST_WORD + 1):
            run = pieces[i : i + size]
            if len(run) < size or not all(map(has_han, run)):
                break
            if size == 1 or known("".join(run)) or "".join(run) in CLASS_NOUNS:
                out.append((i, size))
    return out


def _content(text: str) -> list[str]:
    words = _WORD.findall(text)
    return [w for w in words if w.lower() not in FUNCTION_WORDS] or words[:1]


def _add_all(found: dict[str, Rendering], words: Iterable[str], weight: float, mask: int) -> None:
    for word in words:
        _add(found, word, weight, mask)


def _add(
    found: dict[str, Rendering], word: str, weight: float, mask: int, family: bool = True
) -> None:
    if weight < _LEAST:
        return
    for key in word_keys(word) if family else (word.lower(),):
        share = weight * (0.8 if key.endswith("~") else 1.0)
        held = found.get(key)
        if held is None or held.weight < share:
            found[key] = _one(round(share, 3), mask)


def derived_forms(term: Term) -> Mapping[str, Mapping[str, float]]:
    """Return the likeliest wrong forms of a term's name with their priors, by first word."""
    return _derived(term.zh, term.right, term.wrong, term.type == "PER")


@lru_cache(maxsize=2048)
def _derived(
    zh: str, right: tuple[str, ...], wrong: tuple[str, ...], person: bool
) -> dict[str, dict[str, float]]:
    held = {w.lower(): 1.0 for w in wrong}
    if len(core_name(zh)) <= _LONGEST_DERIVED:
        term = Term(zh, right[0], type="PER" if person else None, accept=right[1:])
        for variant in variants(term, _DERIVED):
            if " " in variant.form and variant.prior > _LEAST_PRIOR:
                held.setdefault(variant.form.lower(), variant.prior)
    by_first: dict[str, dict[str, float]] = {}
    for form, prior in held.items():
        if form.split():
            by_first.setdefault(form.split()[0], {})[form] = prior
    return by_first
