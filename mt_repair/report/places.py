"""Where findings stand for a person: line and column, and what repair would do about them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from mt_repair.corpus.items import Item
from mt_repair.corpus.records import segment_starts
from mt_repair.corpus.text import LINE_END
from mt_repair.types import Edit, Flag, Repair, Safety, Silenced


@dataclass(frozen=True, slots=True)
class Place:
    """A line and column, from 1, and the code point of the text they stand for, from 0.

    In JSON Lines the line is the row's and the column counts through the whole target.
    """

    line: int
    column: int
    offset: int


@dataclass(frozen=True, slots=True)
class Places:
    """The places of one item; made by `places_of`."""

    row: int | None
    segments: tuple[int, ...]
    lines: tuple[int, ...]

    def of(self, found: Flag | Edit) -> Place:
        """Return where a flag or an edit begins."""
        offset = self.segments[found.segment] + found.span.start
        if self.row is not None:
            return Place(self.row, offset + 1, offset)
        line = bisect_right(self.lines, offset)
        return Place(line, offset - self.lines[line - 1] + 1, offset)


def places_of(item: Item, repair: Repair) -> Places:
    """Return what tells the places in an item; a byte order mark takes up no column."""
    segments = tuple(segment_starts(repair.document))
    found = repair.flags or repair.edits or repair.held or repair.silenced
    if item.row is not None or not found:
        return Places(item.row, segments, (0,))
    text = repair.document.text
    first = 1 if text.startswith("\ufeff") else 0
    lines = (first, *(end.end() for end in LINE_END.finditer(text)))
    return Places(None, segments, lines)


def placed_flags(item: Item) -> Iterator[tuple[Place, Flag, Safety]]:
    """Yield an item's flags in order of position, each with its place and its level."""
    if item.repair is None:
        return
    places = places_of(item, item.repair)
    for flag in sorted(item.repair.flags, key=lambda f: (f.segment, f.span)):
        yield places.of(flag), flag, level(flag, item.repair)


def every_flag(repair: Repair) -> list[tuple[Flag, Silenced | None]]:
    """Return the flags of a repair in order of position, with who silenced those that are."""
    shown: list[tuple[Flag, Silenced | None]] = [(flag, None) for flag in repair.flags]
    silent = [(silenced.flag, silenced) for silenced in repair.silenced]
    return sorted([*shown, *silent], key=lambda pair: (pair[0].segment, pair[0].span))


def level(flag: Flag, repair: Repair) -> Safety:
    """Return what repair does about a flag.

    `safe` where an edit is safe and applied, `note` where all that is offered is a note,
    `review` where a person must look, also where nothing is offered.
    """
    if any(edit.safety == "safe" and _meet(flag, edit) for edit in repair.edits):
        return "safe"
    return "note" if {e.safety for e in offered(flag, repair)} == {"note"} else "review"


def offered(flag: Flag, repair: Repair) -> list[Edit]:
    """Return the edits that change what is flagged, those that are held last."""
    return [edit for edit in (*repair.edits, *repair.held) if _meet(flag, edit)]


def _meet(flag: Flag, edit: Edit) -> bool:
    return flag.segment == edit.segment and flag.span.overlaps(edit.span)
