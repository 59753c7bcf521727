"""Spans made ready to be asked about: does one of them touch, cross or hold another?"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate

from mt_repair.types import Span


class Cover:
    """Spans made ready to be asked whether one holds another, in logarithmic time."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        ordered = sorted(set(spans))
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))

    def touches(self, start: int, end: int) -> bool:
        """Tell whether a span shares a code point with start..end."""
        i = bisect_left(self._starts, end)
        return i > 0 and self._ends[i - 1] > start

    def crosses(self, start: int, end: int) -> bool:
        """Tell whether a span shares a code point with start..end and reaches out of it."""
        i = bisect_left(self._starts, start)
        j = bisect_left(self._starts, end)
        return (i > 0 and self._ends[i - 1] > start) or (j > 0 and self._ends[j - 1] > end)

    def beyond(self, start: int, end: int) -> bool:
        """Tell whether a span holds start..end and more."""
        i = bisect_right(self._starts, start)
        if i and self._ends[i - 1] > end:
            return True
        i = bisect_left(self._starts, start)
        return i > 0 and self._ends[i - 1] >= end


def touching(placed: Iterable[tuple[int, Span]]) -> Callable[[int, int, int], bool]:
    """Return what tells whether a stretch (segment, start, end) touches one of the spans."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for segment, span in placed:
        spans.setdefault(segment, []).append((span.start, span.end))
    covers = {segment: Cover(found) for segment, found in spans.items()}
    return lambda segment, start, end: segment in covers and covers[segment].touches(start, end)
