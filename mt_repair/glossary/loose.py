"""Phrases that a name's characters explain, though nobody listed or derived them.

The forms of forms.py are found as they stand. Here every word of the text is held against
the traces of the names (knowledge/traces.py), and a stretch whose words come from
different characters of one name, and leave few of them out, is a form too: "Wind Blows in
Half Summer" of 风吹半夏. Function words may stand between; one word may stay unexplained.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from mt_repair.knowledge.traces import Trace, needed, parts, word_keys
from mt_repair.language.chinese import has_han
from mt_repair.language.english import FUNCTION_WORDS

_WORD = re.compile(r"\w+")
_GAP = re.compile(r"(?:[ \t\u00a0]+(?:\r?\n[ \t]*)?|\r?\n[ \t]*|[-\u2010\u2011])")
_MOST_LINKS = 3  # function words in a row
_MOST_STATES = 24
_MOST_WORDS = 100_000
_LEAST_COVER = 0.6
_LEAST_PRIOR = 0.2


@dataclass(frozen=True, slots=True)
class LooseIndex:
    """The traces of many names by word; made by `index_traces`."""

    by_key: Mapping[str, tuple[tuple[int, Trace], ...]]
    needed: Mapping[int, int]
    latin: Mapping[int, int]  # the parts in Latin letters, which a phrase must hold
    words: frozenset[tuple[int, int]]  # parts of a name that are a word by themselves
    # the traces of a word met, by term
    memo: dict[str, dict[int, list[Trace]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Explained:
    """A stretch that a name explains: how much of the name, how well, and how."""

    start: int
    end: int
    term: int
    cover: float
    prior: float
    why: str


def index_traces(names: Mapping[int, str], found: Iterable[tuple[int, Trace]]) -> LooseIndex:
    """Return the index of the traces of names, given by the numbers of their terms."""
    by_key: dict[str, list[tuple[int, Trace]]] = {}
    words: set[tuple[int, int]] = set()
    for term, trace in found:
        if trace.key:
            by_key.setdefault(trace.key, []).append((term, trace))
        else:
            words.add((term, trace.mask))
    latin = {
        term: sum(1 << i for i, part in enumerate(parts(zh)) if not has_han(part))
        for term, zh in names.items()
    }
    return LooseIndex(
        {key: tuple(rows) for key, rows in by_key.items()},
        {term: needed(zh) for term, zh in names.items()},
        latin,
        frozenset(words),
    )


def of_terms(index: LooseIndex, terms: Collection[int]) -> LooseIndex:
    """Return the part of an index that some terms have in it."""
    by_key = {
        key: mine
        for key, rows in index.by_key.items()
        if (mine := tuple(row for row in rows if row[0] in terms))
    }
    held = {term for rows in by_key.values() for term, _ in rows}
    return LooseIndex(
        by_key,
        {term: index.needed[term] for term in sorted(held)},
        {term: index.latin[term] for term in sorted(held)},
        frozenset(word for word in index.words if word[0] in held),
    )


def explained(index: LooseIndex, text: str) -> list[Explained]:
    """Return the stretches of a text that a name of the index explains, the best of each place."""
    if not index.by_key:
        return []
    words = list(_WORD.finditer(text))
    by_term: dict[int, list[int]] = {}
    for at, word in enumerate(words):
        for term in traces_of(index, word[0].lower()):
            by_term.setdefault(term, []).append(at)
    out: list[Explained] = []
    for term, places in by_term.items():
        if len(places) < 2:
            continue
        for group in _groups(text, words, places):
            found = _best(index, term, [(at, words[at]) for at in group], words)
            if found is not None:
                out.append(found)
    return sorted(out, key=lambda e: (e.start, e.end, e.term))


def traces_of(index: LooseIndex, word: str) -> Mapping[int, Sequence[Trace]]:
    """Return the traces that a word in small letters is, by term."""
    held = index.memo.get(word)
    if held is None:
        if len(index.memo) >= _MOST_WORDS:
            index.memo.clear()
        held = {}
        for key in word_keys(word):
            for term, trace in index.by_key.get(key, ()):
                held.setdefault(term, []).append(trace)
        index.memo[word] = held
    return held


def _groups(
    text: str, words: Sequence[re.Match[str]], places: Sequence[int]
) -> Iterable[list[int]]:
    """Yield the runs of places close enough to be one phrase, of two words or more."""
    group = [places[0]]
    for at in places[1:]:
        if _close(text, words, group[-1], at):
            group.append(at)
            continue
        if len(group) > 1:
            yield group
        group = [at]
    if len(group) > 1:
        yield group


def _close(text: str, words: Sequence[re.Match[str]], first: int, then: int) -> bool:
    """Tell whether only links, or one other word, stand between two words of a phrase."""
    between = words[first + 1 : then]
    if len(between) > _MOST_LINKS:
        return False
    others = sum(w[0].lower() not in FUNCTION_WORDS for w in between)
    if others > 1 or (others and len(between) > 1):
        return False
    return all(
        _GAP.fullmatch(text, a.end(), b.start())
        for a, b in zip(words[first:then], words[first + 1 : then + 1], strict=True)
    )


def _best(
    index: LooseIndex,
    term: int,
    group: Sequence[tuple[int, re.Match[str]]],
    words: Sequence[re.Match[str]],
) -> Explained | None:
    """Return the stretch of a group in which the most of a name is accounted for."""
    wanted = index.needed[term]
    # state: mask of parts used -> (score, chosen (place, trace) in order)
    states: dict[int, tuple[float, tuple[tuple[int, Trace], ...]]] = {0: (0.0, ())}
    for at, word in group:
        options = traces_of(index, word[0].lower())[term]
        grown = dict(states)
        for mask, (score, chosen) in states.items():
            for trace in options:
                if mask & trace.mask:
                    continue
                now = mask | trace.mask
                value = score + trace.weight**0.5 + 0.5 * (trace.mask & wanted).bit_count()
                if now not in grown or grown[now][0] < value:
                    grown[now] = (value, (*chosen, (at, trace)))
        states = dict(sorted(grown.items(), key=lambda s: (-s[1][0], s[0]))[:_MOST_STATES])
    best: Explained | None = None
    for _, chosen in states.values():
        found = _measured(index, term, chosen, words)
        if found and (best is None or (found.cover, found.prior) > (best.cover, best.prior)):
            best = found
    return best


def _measured(
    index: LooseIndex,
    term: int,
    chosen: Sequence[tuple[int, Trace]],
    words: Sequence[re.Match[str]],
) -> Explained | None:
    wanted = index.needed[term]
    chosen = _without_stray_ends(chosen, words)
    if len(chosen) < 2:
        return None
    first, last = chosen[0][0], chosen[-1][0]
    mask = 0
    for _, trace in chosen:
        mask |= trace.mask
    if index.latin[term] & ~mask or (term, mask) in index.words:
        return None
    borrowed = sum(not trace.mask for _, trace in chosen)
    if borrowed and borrowed == len(chosen):
        return None  # only words of the right name
    covered = min((mask & wanted).bit_count() + borrowed, wanted.bit_count())
    cover = covered / max(wanted.bit_count(), 1)
    if cover < _LEAST_COVER:
        return None
    used = {at for at, _ in chosen}
    unexplained = sum(
        at not in used and words[at][0].lower() not in FUNCTION_WORDS for at in range(first, last)
    )
    content = sum(words[at][0].lower() not in FUNCTION_WORDS for at in used)
    if content < 2 and (cover < 1 or last - first + 1 > len(chosen)):
        return None
    weight = 1.0
    for _, trace in chosen:
        weight *= trace.weight
    prior = weight ** (1 / len(chosen)) * cover**2 * 0.6**unexplained
    if prior < _LEAST_PRIOR:
        return None
    why = " + ".join(trace.why for _, trace in chosen)
    return Explained(words[first].start(), words[last].end(), term, cover, round(prior, 4), why)


def _without_stray_ends(
    chosen: Sequence[tuple[int, Trace]], words: Sequence[re.Match[str]]
) -> Sequence[tuple[int, Trace]]:
    """Drop words at the ends that could be anybody's and do not touch the rest.

    A function word, or one the name shares with its right form: "data from Lighthouse
    Professional Edition" begins with Lighthouse.
    """

    def stray(place: tuple[int, Trace], beside: int) -> bool:
        at, trace = place
        weak = not trace.mask or words[at][0].lower() in FUNCTION_WORDS
        return weak and abs(beside - at) > 1

    while len(chosen) > 1 and stray(chosen[0], chosen[1][0]):
        chosen = chosen[1:]
    while len(chosen) > 1 and stray(chosen[-1], chosen[-2][0]):
        chosen = chosen[:-1]
    return chosen
