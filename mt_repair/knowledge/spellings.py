"""A name spelt out: its pinyin joined, split or in odd capitals, a class noun translated."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from mt_repair.knowledge.pieces import CLASS_NOUNS, class_noun, segmentations, stretches
from mt_repair.language.chinese import core_name, has_han, readings, surname_length
from mt_repair.types import Term


def spellings(zh: str, person: bool) -> Iterator[tuple[float, str, str]]:
    """Yield the pinyin forms of a name: cost, form and how it came about."""
    noun = class_noun(zh)
    stem = zh[: len(zh) - len(noun)] if noun else ""
    for han, tails in ((zh, ("",)), (stem, ("", *CLASS_NOUNS.get(noun, ())))):
        if not han or not has_han(han):
            continue
        for rank, syllables in enumerate(_syllables(han)[:6]):
            for form, extra in _cuts(syllables, _split_points(han, person)):
                for tail in tails:
                    bare = 0.0 if han == zh else (1.2 if not tail else 0.2)
                    why = f"pinyin {' '.join(syllables)}" + (f" + {tail}" if tail else "")
                    yield 0.7 + rank * 0.9 + extra + bare, f"{form} {tail}".strip(), why


def romanised_name(term: Term) -> tuple[str, ...]:
    """Return the plain pinyin of a person known by another name with the same surname.

    "Yu Chengdong" is no mistake for Richard Yu; "Liang Chaowei" is one for Tony Leung.
    """
    zh = core_name(term.zh)
    size = surname_length(zh)
    if term.type != "PER" or not size or not 2 <= len(zh) <= 4:
        return ()
    out = []
    for syllables in readings(zh[:size])[:2]:
        surname = "".join(syllables).capitalize()
        if surname in term.en.split():
            out += [f"{surname} {''.join(given).capitalize()}" for given in readings(zh[size:])[:1]]
    return tuple(out)


def _syllables(zh: str) -> list[tuple[str, ...]]:
    """Return the readings of a name, Latin stretches kept as one syllable."""
    found: list[tuple[str, ...]] = [()]
    for stretch in stretches(zh):
        if not has_han(stretch):
            found = [(*f, stretch) for f in found]
            continue
        options = readings(stretch)
        found = [(*f, *o) for f in found for o in options[:4]]
    return [f for f in found if f]


def _split_points(zh: str, person: bool) -> list[int]:
    """Return where a pinyin spelling is likely cut: after the surname, or by words."""
    if person:
        return [surname_length(zh) or 1]
    words = next(iter(segmentations(zh)), ())
    points, at = [], 0
    for word in words[:-1]:
        at += len(word)
        points.append(at)
    return points


def _cuts(syllables: tuple[str, ...], points: list[int]) -> Iterator[tuple[str, float]]:
    """Yield the ways to write syllables in words, each with what it costs."""
    joined = "".join(syllables)
    yield joined.capitalize(), 0.0
    if len(syllables) > 1:
        yield " ".join(s.capitalize() for s in syllables), 0.5
    cuts = [0, *[p for p in points if 0 < p < len(syllables)], len(syllables)]
    parts = ["".join(syllables[a:b]) for a, b in pairwise(cuts)]
    if len(parts) > 1:
        yield " ".join(p.capitalize() for p in parts), 0.1
    if len(syllables) in (3, 4):
        yield f"{syllables[0]} {''.join(syllables[1:])}".title(), 0.6
        yield f"{''.join(syllables[:2])} {''.join(syllables[2:])}".title(), 0.6
