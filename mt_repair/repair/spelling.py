"""How a text spells a name: the same throughout, and in full where it is named first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from mt_repair.detect.sourced import Placed
from mt_repair.types import NAME_TYPES, Term

_LEADING = 2  # how often a spelling stands at least, and how many times more than the rest


def usual_forms(placed: Iterable[Placed]) -> dict[str, str]:
    """Return, by the Chinese of a name, the accepted form that a document keeps to.

    Only a user's own accepted forms count, and of those the one that stands twice or more
    and twice as often as all others together.
    """
    seen: dict[Term, Counter[str]] = {}
    for p in placed:
        if p.right and p.span is not None and p.term.type in NAME_TYPES and p.term.accept:
            seen.setdefault(p.term, Counter())[p.surface.casefold()] += 1
    out = {}
    for term, counts in seen.items():
        (surface, often), *_ = counts.most_common(1)
        form = next((f for f in term.right if f.casefold() == surface), None)
        leads = often >= _LEADING and often >= _LEADING * (counts.total() - often)
        if form and leads and form not in term.inherited and form != term.first:
            out[term.zh] = form
    return out


def first_places(placed: Sequence[Placed], least: float) -> Mapping[int, str]:
    """Return which placements are a document's first of a name that asks for a longer form.

    By the placement's number, the form. A wrong name counts from the confidence `least` on.
    """
    first: dict[str, int] = {}
    for number, p in enumerate(placed):
        if not p.term.first or p.span is None or not (p.right or p.confidence >= least):
            continue
        held = first.get(p.term.zh)
        if held is None or (p.segment, p.span) < _place(placed[held]):
            first[p.term.zh] = number
    return {number: placed[number].term.first for number in first.values()}


def _place(placed: Placed) -> tuple[int, object]:
    return placed.segment, placed.span
