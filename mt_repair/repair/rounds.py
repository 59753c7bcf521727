"""Rounds of repair: what is repaired is judged again until nothing more is found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from mt_repair.edits import apply, compose
from mt_repair.repair.walls import moved
from mt_repair.types import Document, Edit, Flag, Span

_MOST_ROUNDS = 8

Again = Callable[[Document], Sequence[Edit]]  # the edits that a document asks for


def settled(
    document: Document, first: Sequence[Edit], again: Again
) -> tuple[list[Edit], list[Edit]]:
    """Return edits after which nothing more is found, and those taken back for it.

    Where a name that was put in would become a part of some other wrong name, one of the
    two is mistaken: it is left to a person.
    """
    kept: list[Edit] = list(first)
    undone: list[Edit] = []
    while kept:
        edits, built_upon = _rounds(document, kept, undone, again)
        if not built_upon:
            return edits, undone
        undone += [e for e in kept if e in built_upon]
        kept = [e for e in kept if e not in built_upon]
    return [], undone


def _rounds(
    document: Document, first: Sequence[Edit], undone: Sequence[Edit], again: Again
) -> tuple[list[Edit], list[Edit]]:
    """Return the edits of as many rounds as find something, or those first ones in the way.

    What was undone is found again each time, and left each time.
    """
    left = {(e.segment, e.old, e.new) for e in undone}
    edits = list(first)
    for _ in range(_MOST_ROUNDS):
        done = changed(document, edits)
        more = [e for e in again(done) if (e.segment, e.old, e.new) not in left]
        if not more:
            return edits, []
        built_upon = _built_upon(first, edits, more)
        if built_upon:
            return [], built_upon
        edits = _composed(document, edits, more)
    return [], []  # glossary entries that undo one another: better nothing than a coin toss


def _built_upon(first: Sequence[Edit], edits: Sequence[Edit], more: Sequence[Edit]) -> list[Edit]:
    """Return the first edits whose new names later edits, for other names, would replace."""
    late, early = grouped(more), grouped(first)
    out: list[Edit] = []
    for i, of_segment in grouped(edits).items():
        moved = 0
        for edit in sorted(of_segment, key=lambda e: e.span):
            start = edit.span.start + moved
            moved += len(edit.new) - len(edit.old)
            put_in = Span(start, start + len(edit.new))
            if any(put_in.overlaps(m.span) and edit.new not in m.new for m in late.get(i, [])):
                out += [e for e in early.get(i, []) if edit.span.holds(e.span)]
    return out


_Placed = TypeVar("_Placed", Edit, Flag)


def grouped(items: Iterable[_Placed]) -> dict[int, list[_Placed]]:
    """Return edits or flags by segment, in their order."""
    out: dict[int, list[_Placed]] = {}
    for item in items:
        out.setdefault(item.segment, []).append(item)
    return out


def changed(document: Document, edits: Sequence[Edit]) -> Document:
    """Return a document with edits carried out, its walls where they stand then."""
    segments = list(document.segments)
    for i, of_segment in grouped(edits).items():
        old = segments[i]
        new = apply(old.target, of_segment, i)
        segments[i] = replace(old, target=new, walls=moved(old.walls, of_segment))
    return replace(document, segments=tuple(segments))


def _composed(document: Document, first: Sequence[Edit], then: Sequence[Edit]) -> list[Edit]:
    early, late = grouped(first), grouped(then)
    out: list[Edit] = []
    for i in sorted(early.keys() | late.keys()):
        if i not in late:
            out += early[i]
        else:
            target = document.segments[i].target
            out += compose(target, early.get(i, []), late[i], i)
    return out
