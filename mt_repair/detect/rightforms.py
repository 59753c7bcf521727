"""Where a right form of a term stands in the target."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from mt_repair.detect.units import Couple, letters
from mt_repair.types import Term

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the target, tokens low to high, where a mention may stand."""

    low: int
    high: int
    start: int
    end: int
    right: bool  # an accepted form
    evidence: Mapping[str, float]


@lru_cache(maxsize=8192)
def _pattern(form: str) -> re.Pattern[str]:
    parts = []
    for char in form.strip():
        if char.isspace():
            parts.append(r"[\s\u00a0]+")
        elif char in "'\u2018\u2019":
            parts.append("['\u2018\u2019]")
        elif char in "-\u2010\u2011\u2013":
            parts.append("[-\u2010\u2011\u2013]")
        else:
            parts.append(re.escape(char))
    capitals = form.isupper() and len(letters(form)) <= 4
    head = r"(?<![^\W_])" if form[:1].isalnum() else ""
    tail = (
        r"(?:e?s)?(?![^\W_])" if form[-1:].isalpha() else r"(?!\d)" if form[-1:].isdigit() else ""
    )
    return re.compile(head + "".join(parts) + tail, 0 if capitals else re.IGNORECASE)


def right_stretches(couple: Couple, term: Term) -> list[Stretch]:
    """Return where a right form of a term stands, longer forms first; none inside another."""
    found: list[Stretch] = []
    lower = couple.target.lower()
    for form in sorted(set(term.right), key=lambda f: (-len(f), f)):
        first = _WORD.search(form)
        if first is None or first[0].lower() not in lower:
            continue
        for match in _pattern(form).finditer(couple.target):
            if any(s.start < match.end() and match.start() < s.end for s in found):
                continue
            low, high = _token_range(couple, match.start(), match.end())
            if low < high:
                found.append(Stretch(low, high, match.start(), match.end(), True, {}))
    return found


def _token_range(couple: Couple, start: int, end: int) -> tuple[int, int]:
    inside = [i for i, t in enumerate(couple.tokens) if t.start < end and start < t.end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)
