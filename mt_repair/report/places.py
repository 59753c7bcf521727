"""Where findings stand for a person: line and column, and what repair would do about them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from mt_repair.corpus.items import Item
from mt_repair.corpus.marked import Marked
from mt_repair.corpus.records import segment_starts
from mt_repair.corpus.text import LINE_END
from mt_repair.types import Edit, Flag, Repair, Safety, Silenced


@dataclass(frozen=True, slots=True)
class Place:
    """A line and column, from 1, and the code points of the text they stand for, from 0.

    In JSON Lines and Parquet the line is the row's and the column counts through the whole
    target. In marked-up files line and column are those of the file as it stands, and so are
    the code points of a whole file; those of a unit count through its text.
    """

    line: int
    column: int
    offset: int
    end: int


@dataclass(frozen=True, slots=True)
class Places:
    """The places of one item; made by `places_of`."""

    row: int | None
    segments: tuple[int, ...]
    lines: tuple[int, ...]
    layout: tuple[Marked, ...] | None = None

    def of(self, found: Flag | Edit) -> Place:
        """Return where a flag or an edit stands."""
        offset = self.segments[found.segment] + found.span.start
        end = offset + len(found.span)
        if self.layout is not None:
            text, span = self.layout[found.segment], found.span
            spot, after = text.spot(span.start), text.spot(span.end, ends=len(span) > 0)
            if self.row is None:
                offset, end = max(spot.offset, 0), max(after.offset, 0)
            return Place(spot.line, spot.column, offset, end)
        if self.row is not None:
            return Place(self.row, offset + 1, offset, end)
        line = bisect_right(self.lines, offset)
        return Place(line, offset - self.lines[line - 1] + 1, offset, end)


def places_of(item: Item, repair: Repair) -> Places:
    """Return what tells the places in an item; a byte order mark takes up no column."""
    segments = tuple(segment_starts(repair.document))
    found = repair.flags or repair.edits or repair.held or repair.silenced
    if item.row is not None or item.layout is not None or not found:
        return Places(item.row, segments, (0,), item.layout)
    text = repair.document.text
    first = 1 if text.startswith("\ufeff") else 0
    lines = (first, *(end.end() for end in LINE_END.finditer(text)))
    return Places(None, segments, lines)


def line_numbers(item: Item, repair: Repair) -> Callable[[int], int]:
    """Return what tells the line of the file that a line of the document's text is, both from 1."""
    layout = item.layout
    if not layout:
        return lambda line: line
    segments = segment_starts(repair.document)
    starts = [0, *(end.end() for end in LINE_END.finditer(repair.document.text))]

    def number(line: int) -> int:
        offset = starts[line - 1]
        n = max(bisect_right(segments, offset, hi=len(layout)) - 1, 0)
        inside = min(max(offset - segments[n], 0), len(layout[n].text))
        return layout[n].spot(inside).line

    return number


def placed_flags(item: Item) -> Iterator[tuple[Place, Flag, Safety]]:
    """Yield an item's flags in order of position, each with its place and its level."""
    if item.repair is None:
        return
    places, offers = places_of(item, item.repair), offers_of(item.repair)
    for flag in sorted(item.repair.flags, key=lambda f: (f.segment, f.span)):
        yield places.of(flag), flag, offers.level(flag)


def every_flag(repair: Repair) -> list[tuple[Flag, Silenced | None]]:
    """Return the flags of a repair in order of position, with who silenced those that are."""
    shown: list[tuple[Flag, Silenced | None]] = [(flag, None) for flag in repair.flags]
    silent = [(silenced.flag, silenced) for silenced in repair.silenced]
    return sorted([*shown, *silent], key=lambda pair: (pair[0].segment, pair[0].span))


@dataclass(frozen=True, slots=True)
class Offers:
    """What a repair did or offers about each flag; made by `offers_of`.

    By segment: edits in order of their starts, and how far the edits up to each one reach.
    """

    edits: Mapping[int, Sequence[tuple[Edit, bool]]]
    reach: Mapping[int, Sequence[int]]

    def of(self, flag: Flag) -> list[Edit]:
        """Return the edits that change what is flagged, those that are held last."""
        met = list(self._met(flag))
        return [e for e, applied in met if applied] + [e for e, applied in met if not applied]

    def level(self, flag: Flag) -> Safety:
        """Return what repair does about a flag.

        `safe` where an edit is safe and applied, `note` where all that is offered is a note,
        `review` where a person must look, also where nothing is offered.
        """
        met = list(self._met(flag))
        if any(edit.safety == "safe" and applied for edit, applied in met):
            return "safe"
        return "note" if {edit.safety for edit, _ in met} == {"note"} else "review"

    def _met(self, flag: Flag) -> Iterator[tuple[Edit, bool]]:
        edits, reach = self.edits.get(flag.segment, ()), self.reach.get(flag.segment, ())
        first = bisect_left(reach, flag.span.start)
        after = bisect_right(edits, flag.span.end, key=lambda pair: pair[0].span.start)
        for edit, applied in edits[first:after]:
            if edit.span.overlaps(flag.span):
                yield edit, applied


def offers_of(repair: Repair) -> Offers:
    """Return the edits of a repair made ready to be asked for those of a flag."""
    edits: dict[int, list[tuple[Edit, bool]]] = {}
    for edit, applied in (*((e, True) for e in repair.edits), *((e, False) for e in repair.held)):
        edits.setdefault(edit.segment, []).append((edit, applied))
    reach: dict[int, list[int]] = {}
    for segment, of_segment in edits.items():
        of_segment.sort(key=lambda pair: pair[0].span)
        reach[segment] = list(accumulate((e.span.end for e, _ in of_segment), max))
    return Offers(edits, reach)
