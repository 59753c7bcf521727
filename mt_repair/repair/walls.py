"""Places that no edit takes in: the inline code of a marked-up file (`Segment.walls`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mt_repair.types import Document, Edit, Span


def parted(document: Document, edits: Iterable[Edit]) -> tuple[list[Edit], list[Edit]]:
    """Return the edits that keep clear of their segment's walls, and those that do not."""
    clear: list[Edit] = []
    walled: list[Edit] = []
    for edit in edits:
        walls = document.segments[edit.segment].walls
        (walled if any(_takes_in(edit.span, wall) for wall in walls) else clear).append(edit)
    return clear, walled


def moved(walls: Sequence[Span], edits: Sequence[Edit]) -> tuple[Span, ...]:
    """Return where walls stand when edits, all clear of them, are carried out.

    What is inserted beside a wall stands before it.
    """
    out = []
    for wall in walls:
        by = sum(len(e.new) - len(e.old) for e in edits if e.span.end <= wall.start)
        out.append(Span(wall.start + by, wall.end + by))
    return tuple(out)


def _takes_in(span: Span, wall: Span) -> bool:
    return span.start < wall.end and wall.start < span.end
