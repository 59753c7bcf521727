"""Which letters each character of a name stands for, found by expectation and maximisation.

A character stands for a stretch of up to six letters, or none; each name's letters are cut
into one stretch a character, in order. The classic way of machine transliteration (Li, Zhang
and Su 2004, "A joint source-channel model for machine transliteration").
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LONGEST = 6  # letters of a stretch
_ROUNDS = 7
_CHOOSING = 2  # from this round on the form of a name that fits its characters best is taken
_LEAST = -2.5  # log-probability a letter below which English is no spelling of the characters
_RARE = 0.02  # expected counts below this are dropped
_LENGTHS = (0.02, 0.15, 0.35, 0.25, 0.13, 0.07, 0.03)
_UNSEEN = 1e-7

Stretches = Mapping[str, Mapping[str, float]]  # how likely a character stands for a stretch


@dataclass(frozen=True, slots=True)
class Aligned:
    """A name's characters and the stretch of letters of each."""

    zh: str
    stretches: tuple[str, ...]


def aligned(names: Sequence[tuple[str, Sequence[str]]]) -> list[Aligned | None]:
    """Return each name's alignment, None where its English does not spell its characters.

    A name is its characters and its right forms in lower case, of which the best is taken.
    """
    stretches: Stretches = {}
    for turn in range(_ROUNDS):
        counts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for zh, forms in names:
            some = forms if turn >= _CHOOSING else forms[:1]
            fit, form, table = _best_form(zh, some, stretches)
            if turn < _CHOOSING or fit > _LEAST:
                _count(zh, form, stretches, table, counts)
        stretches = {char: _shares(seen) for char, seen in counts.items()}
    return [_cut(zh, forms, stretches) for zh, forms in names]


def _shares(counts: Mapping[str, float]) -> dict[str, float]:
    kept = {stretch: n - _RARE for stretch, n in counts.items() if n > _RARE}
    total = sum(kept.values()) or 1.0
    return {stretch: n / total for stretch, n in kept.items()}


_NEW = [p * 27.0**-n for n, p in enumerate(_LENGTHS)]  # before anything is counted
_NEVER = [_UNSEEN * 27.0**-n for n in range(LONGEST + 1)]  # for a stretch not counted


def _forward(zh: str, en: str, stretches: Stretches) -> list[list[float]]:
    """Return for each count of characters and of letters how likely they go together."""
    size = len(en)
    other = _NEVER if stretches else _NEW
    table = [[0.0] * (size + 1) for _ in range(len(zh) + 1)]
    table[0][0] = 1.0
    for i, char in enumerate(zh):
        now, then = table[i], table[i + 1]
        likely = stretches.get(char, {}).get
        for start, held in enumerate(now):
            if held:
                for end in range(start, min(size, start + LONGEST) + 1):
                    then[end] += held * (likely(en[start:end]) or other[end - start])
    return table


def _best_form(
    zh: str, forms: Sequence[str], stretches: Stretches
) -> tuple[float, str, list[list[float]]]:
    """Return the form that fits the characters best: its log-probability a letter, it, its table."""
    found = []
    for form in forms:
        table = _forward(zh, form, stretches)
        found.append((math.log(table[-1][-1] + 1e-300) / (len(form) + 2), form, table))
    return max(found, key=lambda f: f[:2])


def _count(
    zh: str,
    en: str,
    stretches: Stretches,
    forward: list[list[float]],
    counts: dict[str, dict[str, float]],
) -> None:
    """Add how often each character is expected to stand for each stretch here."""
    other = _NEVER if stretches else _NEW
    total = forward[-1][-1]
    if total <= 0:
        return
    size = len(en)
    after = [0.0] * size + [1.0]
    for i in range(len(zh) - 1, -1, -1):
        before = [0.0] * (size + 1)
        seen = counts[zh[i]]
        likely = stretches.get(zh[i], {}).get
        come = forward[i]
        for start in range(size + 1):
            held = 0.0
            for end in range(start, min(size, start + LONGEST) + 1):
                if after[end]:
                    stretch = en[start:end]
                    way = (likely(stretch) or other[end - start]) * after[end]
                    held += way
                    if come[start]:
                        seen[stretch] += come[start] * way / total
            before[start] = held
        after = before


def _cut(zh: str, forms: Sequence[str], stretches: Stretches) -> Aligned | None:
    """Return the likeliest cut of the best form; None where none spells the characters."""
    fit, en, _ = _best_form(zh, forms, stretches)
    if fit <= _LEAST:
        return None
    size = len(en)
    best = [[-math.inf] * (size + 1) for _ in range(len(zh) + 1)]
    came = [[0] * (size + 1) for _ in range(len(zh) + 1)]
    best[0][0] = 0.0
    for i, char in enumerate(zh):
        likely = stretches.get(char, {}).get
        for start in range(size + 1):
            if best[i][start] == -math.inf:
                continue
            for end in range(start, min(size, start + LONGEST) + 1):
                score = best[i][start] + math.log(likely(en[start:end]) or _NEVER[end - start])
                if score > best[i + 1][end]:
                    best[i + 1][end], came[i + 1][end] = score, start
    cut: list[str] = []
    end = size
    for i in range(len(zh), 0, -1):
        cut.append(en[came[i][end] : end])
        end = came[i][end]
    return Aligned(zh, tuple(reversed(cut)))
