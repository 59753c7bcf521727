"""Where a mention of the source may stand in the target: stretches with their evidence."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from mt_repair.detect.posterior import Shares, likeness, nearnesses
from mt_repair.detect.rightforms import Stretch
from mt_repair.detect.units import Couple, Token, letters
from mt_repair.knowledge.renderings import derived_forms, telling
from mt_repair.knowledge.traces import needed, word_keys
from mt_repair.language.english import FUNCTION_WORDS, parts_of_speech
from mt_repair.types import Term

_SEED = 0.12
_KEPT = 14  # stretches kept for a mention
_MOST_TOKENS = 14
_THETA = 0.33
_WORD = re.compile(r"[^\W_]+")
_LONGEST_GRAM = 6
_LONGEST_FORM = 8


@dataclass(frozen=True, slots=True)
class Company:
    """In which couples of a document phrases and terms stand.

    `both` keeps how many have a phrase and a term, once asked.
    """

    phrases: Mapping[str, frozenset[int]]
    terms: Mapping[int, frozenset[int]]
    both: dict[tuple[str, int], int] = field(default_factory=dict, repr=False, compare=False)


def company_of(couples: Sequence[Couple]) -> Company:
    """Return where the phrases and terms of a document stand."""
    phrases: dict[str, set[int]] = {}
    terms: dict[int, set[int]] = {}
    for number, couple in enumerate(couples):
        for unit in couple.units:
            if unit.term >= 0:
                terms.setdefault(unit.term, set()).add(number)
        words = [t.key for t in couple.tokens]
        for i in range(len(words)):
            for j in range(i + 1, min(i + _LONGEST_GRAM, len(words)) + 1):
                phrases.setdefault(" ".join(words[i:j]), set()).add(number)
    return Company(
        {p: frozenset(s) for p, s in phrases.items() if len(s) > 1},
        {t: frozenset(s) for t, s in terms.items()},
    )


# --- candidates -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the evidence asks of a term again and again."""

    forms: tuple[tuple[str, tuple[frozenset[str], ...], tuple[float, ...]], ...]
    marks: frozenset[str]
    sizes: tuple[int, ...]
    proper: bool
    needed: int
    tokens: int


@lru_cache(maxsize=4096)
def _facts(zh: str, right: tuple[str, ...]) -> _Facts:
    forms = []
    sizes = []
    for form in right:
        words = [w for w in _WORD.findall(form) if w.lower() not in FUNCTION_WORDS]
        keys = tuple(frozenset(k for k in word_keys(w) if not k.endswith("~")) for w in words)
        forms.append((form, keys, tuple(telling(w.lower()) for w in words)))
        sizes.append(max(len(words), 1))
    marks = frozenset(c for form in right for c in form if not c.isalnum() and not c.isspace())
    proper = any(w[0].isupper() for w in right[0].split()[-1:])
    tokens = max((len(_WORD.findall(f)) for f in right), default=1)
    return _Facts(tuple(forms), marks, tuple(sizes), proper, needed(zh), tokens)


def stretches(
    couple: Couple,
    unit: int,
    term: Term,
    shares: Shares,
    company: Company,
    closeness: tuple[float, float],
) -> list[Stretch]:
    """Return the stretches that may render a mention, the best few, with their evidence.

    What does not depend on the rest of the document is computed once.
    """
    found: tuple[Stretch, ...] | None = shares.held.get(unit)
    if found is None:
        found = shares.held[unit] = tuple(_stretches(couple, unit, term, shares))
    if not found:
        return []
    close, answered = closeness
    around = {
        "closeness": close,
        "answered": answered,
        "match": math.log(close * answered + 0.02),
    }
    number = couple.units[unit].term
    return [
        replace(
            s,
            evidence={
                **s.evidence,
                **around,
                **_documents(company, number, couple.tokens[s.low : s.high]),
            },
        )
        for s in found
    ]


def _stretches(couple: Couple, unit: int, term: Term, shares: Shares) -> list[Stretch]:
    facts = _facts(term.zh, term.right)
    row = shares.by_unit[unit]
    seeds = [at for at, share in row.items() if share >= _SEED and couple.tokens[at].content]
    known = derived_places(couple, term)
    if not seeds and not known:
        return []
    most = min(max(facts.tokens, len(couple.units[unit].text)) + 3, _MOST_TOKENS)
    scored: dict[tuple[int, int], float] = {}
    for seed in seeds:
        lows = list(_reach(couple, seed, -1, most, facts.marks))
        highs = list(_reach(couple, seed, 1, most, facts.marks))
        for low in lows:
            for high in highs:
                if high - low < most and (low, high) not in scored:
                    scored[low, high] = sum(
                        couple.tokens[k].weight * (row.get(k, 0.0) - _THETA)
                        for k in range(low, high + 1)
                        if couple.tokens[k].content
                    )
    for low, high in known:
        scored[low, high] = sum(
            couple.tokens[k].weight * (row.get(k, 0.0) - _THETA)
            for k in range(low, high + 1)
            if couple.tokens[k].content
        )
    ranked = sorted(scored.items(), key=lambda s: (-(s[1] + 3 * (s[0] in known)), s[0]))[:_KEPT]
    total = sum(share * couple.tokens[at].weight for at, share in row.items())
    out = []
    for (low, high), score in ranked:
        others = [s for (a, b), s in ranked if b < low or high < a]
        evidence = _evidence(couple, unit, facts, shares, low, high + 1, total)
        evidence["margin"] = min(max(score - max(others, default=0.0), -2.0), 2.0)
        evidence["derived"] = known.get((low, high), 0.0)
        evidence["in-derived"] = float(
            any((a, b) != (low, high) and a <= low and high <= b for a, b in known)
        )
        evidence["score"] = min(max(score, -1.0), 2.0)
        evidence["top"] = float(score >= ranked[0][1])
        evidence["below-top"] = min(ranked[0][1] - score, 2.0)
        evidence["type-TERM"] = float(term.type in ("TERM", None))
        evidence["type-PER"] = float(term.type == "PER")
        evidence["certainty"] = couple.units[unit].certainty
        evidence["bias"] = 1.0
        tokens = couple.tokens
        out.append(Stretch(low, high + 1, tokens[low].start, tokens[high].end, False, evidence))
    return out


def derived_places(couple: Couple, term: Term) -> dict[tuple[int, int], float]:
    """Return where a wrong form composed of a term's characters stands, first and last token."""
    forms = derived_forms(term)
    if not forms:
        return {}
    words = [t.key for t in couple.tokens]
    out = {}
    for i, word in enumerate(words):
        here = forms.get(word)
        if here is None:
            continue
        for size in range(1, min(_LONGEST_FORM, len(words) - i) + 1):
            prior = here.get(" ".join(words[i : i + size]))
            if prior is not None:
                out[i, i + size - 1] = prior**0.5
    return out


def _reach(couple: Couple, seed: int, step: int, most: int, marks: frozenset[str]) -> Iterator[int]:
    """Yield where a stretch round a seed may end on one side: content words only."""
    yield seed
    at = seed
    while abs(at + step - seed) < most:
        left, right = (at + step, at) if step < 0 else (at, at + step)
        if left < 0 or right >= len(couple.tokens):
            return
        if not couple.tokens[right].joined:
            gap = couple.target[couple.tokens[left].end : couple.tokens[right].start]
            if any(not c.isspace() and c not in marks for c in gap):
                return
        at += step
        if couple.tokens[at].content:
            yield at


def _evidence(
    couple: Couple,
    unit: int,
    facts: _Facts,
    shares: Shares,
    low: int,
    high: int,
    total: float,
) -> dict[str, float]:
    tokens, row, raw = couple.tokens, shares.by_unit[unit], shares.readily[unit]
    block = couple.expected[unit]
    content = [k for k in range(low, high) if tokens[k].content]
    weight = sum(tokens[k].weight for k in content)
    mass = sum(tokens[k].weight * row.get(k, 0.0) for k in content)
    mine = sum(tokens[k].weight * min(raw.get(k, 0.0), 1.0) for k in content)
    mask = 0
    made = couple.units[unit].made
    for k in content:
        ways = [made.by_key[key] for key in tokens[k].keys if key in made.by_key]
        if ways:
            mask |= max(ways, key=lambda r: r.weight).mask
    theirs = sum(
        tokens[k].weight
        for k in content
        if shares.explained[k] > max(2 * raw.get(k, 0.0), 0.25) and row.get(k, 0.0) < 0.4
    )
    nowhere = sum(tokens[k].weight for k in content if shares.explained[k] < 0.12)
    surface = couple.target[tokens[low].start : tokens[high - 1].end]
    overlap, same_head = _overlap(
        facts, [tokens[k].keys for k in content], [tokens[k].weight for k in content]
    )
    size_gap = min(
        (abs(len(content) - s) for s in facts.sizes),
        default=0,
    )
    capital = [tokens[k].capital for k in content] or [False]
    before = tokens[low - 1] if low and tokens[low].joined else None
    after = tokens[high] if high < len(tokens) and tokens[high].joined else None
    wanted = facts.needed
    beside = tokens[low - 1] if low and _beside(couple, low) else None
    beyond = tokens[high] if high < len(tokens) and _beside(couple, high) else None
    out = {
        "purity": mass / weight if weight else 0.0,
        "mass": min(mass, 3.0),
        "inside": mass / total if total else 0.0,
        "readily": mine / weight if weight else 0.0,
        "rarest": max((tokens[k].weight * row.get(k, 0.0) for k in content), default=0.0),
        "theirs": theirs / weight if weight else 0.0,
        "nowhere": nowhere / weight if weight else 0.0,
        "cover": (mask & wanted).bit_count() / max(wanted.bit_count(), 1),
        "overlap": overlap,
        "same-head": same_head,
        "near": sum(nearnesses(block, content)) / max(len(content), 1),
        "outside": float(high <= block.low or block.high <= low),
        "lower-proper": float(facts.proper and not any(capital)),
        "capital-proper": float(facts.proper and all(capital)),
        "capital-common": float(not facts.proper and all(capital) and low > 0),
        "size-gap": min(size_gap, 5.0),
        "one-word": float(len(content) == 1),
        "long": max(len(content) - max(facts.sizes), 0) * 1.0,
        "half-before": float(
            beside is not None and beside.capital and capital[0] and beside.content
        ),
        "half-after": float(
            beyond is not None and beyond.capital and capital[-1] and beyond.content
        ),
        "own-before": row.get(low - 1, 0.0) if before is not None else 0.0,
        "own-after": row.get(high, 0.0) if after is not None else 0.0,
        "content-before": float(before is not None and before.content),
        "content-after": float(after is not None and after.content),
        "loose-after": float(after is not None and after.content and shares.explained[high] < 0.12),
        "loose-before": float(
            before is not None and before.content and shares.explained[low - 1] < 0.12
        ),
        "odd-end": float(_is_no_noun(tokens[high - 1].key)),
        "odd-start": float(_is_verb(tokens[low].key)),
        "links": float(high - low - len(content)),
    }
    out["cover*purity"] = out["cover"] * out["purity"]
    out["overlap*near"] = overlap * out["near"]
    _spelling(out, facts, couple.units[unit].made.spelt, surface, all(capital))
    return out


def _is_no_noun(word: str) -> bool:
    kinds = parts_of_speech(word)
    return bool(kinds) and not kinds & {"NOUN", "PROPN"}


def _is_verb(word: str) -> bool:
    kinds = parts_of_speech(word)
    return bool(kinds) and not kinds & {"NOUN", "ADJ", "PROPN"}


def _beside(couple: Couple, at: int) -> bool:
    """Tell whether a token follows the one before it, brackets aside."""
    if couple.tokens[at].joined:
        return True
    gap = couple.target[couple.tokens[at - 1].end : couple.tokens[at].start]
    return bool(gap) and all(c in "() " for c in gap)


def _overlap(
    facts: _Facts, keys: Sequence[tuple[str, ...]], weights: Sequence[float]
) -> tuple[float, float]:
    """Return the weighted Dice of the words with the nearest right form, and its head's."""
    best, head = 0.0, 0.0
    for _, form_keys, form_weights in facts.forms:
        free = list(range(len(form_keys)))
        shared = 0.0
        for word, weight in zip(keys, weights, strict=True):
            hit = next((f for f in free if not form_keys[f].isdisjoint(word)), None)
            if hit is not None:
                free.remove(hit)
                shared += (weight + form_weights[hit]) / 2
        size = sum(weights) + sum(form_weights)
        if size and 2 * shared / size > best:
            best = 2 * shared / size
        if form_keys and keys and not form_keys[-1].isdisjoint(keys[-1]):
            head = 1.0
    return best, head


def _spelling(
    out: dict[str, float],
    facts: _Facts,
    pinyin: tuple[str, ...],
    surface: str,
    capital: bool,
) -> None:
    spelt = letters(surface)
    alike = 0.0
    if facts.proper:
        alike = max((likeness(spelt, letters(f)) for f, _, _ in facts.forms), default=0.0)
    out["alike"] = max(alike - 0.4, 0.0) / 0.6
    out["alike*capital"] = out["alike"] if capital else 0.0
    out["pinyin"] = float(spelt in pinyin)
    out["pinyin-alike"] = max(max((likeness(spelt, p) for p in pinyin), default=0.0) - 0.5, 0.0)
    initials = "".join(w[0] for w in _WORD.findall(surface) if w[0].isupper())
    out["initials"] = float(
        any(
            (len(f) > 1 and f.isupper() and len(initials) > 1 and initials.endswith(f[-3:]))
            or (
                surface.isupper()
                and len(surface) > 1
                and "".join(w[0] for w in _WORD.findall(f) if w[0].isupper()) == surface
            )
            for f, _, _ in facts.forms
        )
    )


def _documents(company: Company, term: int, tokens: Sequence[Token]) -> dict[str, float]:
    """Return what the rest of the document says of a stretch as a term's place."""
    out = {"only-here": 0.0, "often-here": 0.0, "elsewhere": 0.0}
    if len(tokens) > _LONGEST_GRAM:
        return out
    phrase = " ".join(t.key for t in tokens)
    where = company.phrases.get(phrase)
    if where is None:
        return out
    with_term = company.terms.get(term, frozenset())
    both = company.both.get((phrase, term))
    if both is None:
        both = company.both[phrase, term] = len(where & with_term)
    if both > 1:
        out["only-here"] = both / (len(where) + 0.5)
        out["often-here"] = both / (len(with_term) + 0.5)
    out["elsewhere"] = min((len(where) - both) / 4, 1.0)
    return out
