"""Where a finding stands in its file, for programs: from line and column to line and column.

All are code points and count from 1; an end is one past the last. A byte order mark takes up
no column. In JSON Lines the columns are those of the row as it is written, so that "\\u62cd"
takes up six; in a text a place has its code point of the whole as well.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from mt_repair.corpus.items import Item, Spelling
from mt_repair.corpus.marked import Marked
from mt_repair.corpus.records import segment_starts
from mt_repair.corpus.text import LINE_END, line_spans
from mt_repair.types import Flag, Repair, Span

# What JSON spells one code point with: a pair of surrogates is one.
_SPELT = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[\s\S]"
)
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of a file; `offset`, from 0, is None where only line and column are known.

    `as_it_stands` is false where the file spells it otherwise than it reads.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    offset: int | None = None
    as_it_stands: bool = True


_Ruler = Callable[[int, int], Region]


@dataclass(frozen=True, slots=True)
class Regions:
    """What tells the regions of one repaired item; made by `regions_of`."""

    _starts: tuple[int, ...]
    _target: _Ruler
    _source: Callable[[int], _Ruler]
    _layout: tuple[Marked, ...] | None = None

    def of(self, segment: int, span: Span) -> Region:
        """Return the region of a span of a segment's target."""
        if self._layout is not None:
            return _marked_region(self._layout[segment], span)
        start = self._starts[segment]
        return self._target(start + span.start, start + span.end)

    def of_source(self, flag: Flag) -> Region | None:
        """Return the region of what a flag is about in the Chinese, None where that is nowhere.

        Of marked-up files it is not known where the Chinese stands.
        """
        span = flag.source_span
        if span is None or self._layout is not None:
            return None
        return self._source(flag.segment)(span.start, span.end)


def regions_of(item: Item, repair: Repair) -> Regions:
    """Return what tells the regions of an item."""
    document = repair.document
    starts = tuple(segment_starts(document))
    if item.layout is not None:
        return Regions(starts, _nowhere, lambda _: _nowhere, item.layout)
    if item.row is None:
        target = _ruler(document.text)
        source = cache(lambda n: _ruler(document.segments[n].source or "", first=n))
        return Regions(starts, target, source)
    row, spelt = item.row, item.spelt
    return Regions(
        starts,
        _ruler_of_row(row, spelt.get("target", Spelling(0, document.text))),
        cache(lambda n: _source_of_row(row, repair, spelt.get("source"), n)),
    )


def _marked_region(text: Marked, span: Span) -> Region:
    start, end = text.spot(span.start), text.spot(span.end, ends=len(span) > 0)
    as_it_stands = end.offset - start.offset == len(span)
    return Region(*start[:2], *end[:2], as_it_stands=as_it_stands)


def _nowhere(start: int, end: int) -> Region:
    raise LookupError("a marked-up file is measured by its layout")


def _ruler(text: str, first: int | None = None) -> _Ruler:
    """Return what measures a text; as line `first`, from 0, of a file only by line and column."""
    mark = 1 if text.startswith(_BOM) else 0
    lines = [mark, *(end.end() for end in LINE_END.finditer(text))]

    def place(offset: int) -> tuple[int, int]:
        line = bisect_right(lines, max(offset, mark))
        return line + (first or 0), max(offset, mark) - lines[line - 1] + 1

    def region(start: int, end: int) -> Region:
        offset = max(start - mark, 0) if first is None else None
        return Region(*place(start), *place(end), offset)

    return region


def _ruler_of_row(row: int, spelling: Spelling, skipped: int = 0) -> _Ruler:
    """Return what measures a string of a row from its code point `skipped` on."""
    widths = (len(sign[0]) for sign in _SPELT.finditer(spelling.text))
    columns = list(accumulate(widths, initial=spelling.start + 1))
    return lambda start, end: Region(row, columns[skipped + start], row, columns[skipped + end])


def _source_of_row(row: int, repair: Repair, spelling: Spelling | None, segment: int) -> _Ruler:
    source = repair.document.segments[segment].source or ""
    if spelling is None:
        return _ruler_of_row(row, Spelling(0, source))
    whole = json.loads(f'"{spelling.text}"')
    skipped = 0 if whole == source else line_spans(whole)[segment][0]
    return _ruler_of_row(row, spelling, skipped)
