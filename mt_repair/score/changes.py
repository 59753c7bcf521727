"""What a repair changed besides what it had to, and how long it left the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from mt_repair.edits import diff
from mt_repair.score.metrics import Counts, Metric, share
from mt_repair.types import Edit, Span

OVER_EDITING = Metric(
    "over_editing",
    "Over-editing",
    "lower",
    "share",
    "changed characters outside gold / characters of the base, blanks left out|v:1",
    share,
)
SET_BESIDE = Metric(
    "set_beside",
    "Names set beside the text",
    "lower",
    "share",
    "characters of right forms that nothing carries / characters of the hypothesis|v:1",
    share,
)
LENGTH_RATIO = Metric(
    "length_ratio",
    "Length, of the reference's",
    "neither",
    "ratio",
    "characters of the hypothesis / characters of the reference|v:1",
    share,
)
LENGTH_CHANGE = Metric(
    "length_change",
    "Length, of the base's",
    "neither",
    "ratio",
    "characters of the hypothesis / characters of the base|v:1",
    share,
)

_BLANK = re.compile(r"\s+")
_WORD = re.compile(r"\w+|[^\w\s]")


def over_editing(
    base: str, hypothesis: str, reference: str, gold: Sequence[Span] | None = None
) -> Counts:
    """Return how many characters were changed outside gold, and how many the base has.

    Gold is what the spans of the base hold; without spans, what the reference asks for: a
    word taken out is asked for where the reference has not kept it, a word put in where the
    reference has it at that place. Blanks do not count.
    """
    asked = list(diff(base, reference)) if gold is None else []
    outside = 0
    for edit in diff(base, hypothesis):
        if gold is None:
            outside += _unasked(edit, asked)
        else:
            outside += _size(edit.old, [_cut(edit.span, span) for span in gold], edit.span)
            if not any(span.overlaps(edit.span) for span in gold):
                outside += _size(edit.new)
    return float(outside), float(_size(base))


def lengths(one: str, other: str) -> Counts:
    """Return the code points of two texts."""
    return float(len(one)), float(len(other))


def set_beside(spans: Sequence[Span], hypothesis: str) -> Counts:
    """Return the code points of stretches, and those of the hypothesis they stand in."""
    return float(sum(map(len, spans))), float(len(hypothesis))


def _unasked(edit: Edit, asked: Sequence[Edit]) -> int:
    near = [other for other in asked if other.span.overlaps(edit.span)]
    gone = _size(edit.old, [_cut(edit.span, other.span) for other in near], edit.span)
    wanted = Counter(word.casefold() for other in near for word in _WORD.findall(other.new))
    come = 0
    for word in _WORD.findall(edit.new):
        key = word.casefold()
        if wanted[key] > 0:
            wanted[key] -= 1
        else:
            come += len(word)
    return gone + come


def _cut(span: Span, other: Span) -> Span:
    """Return the part of a stretch that another one covers."""
    start = min(max(span.start, other.start), span.end)
    return Span(start, max(start, min(span.end, other.end)))


def _size(text: str, spared: Sequence[Span] = (), within: Span | None = None) -> int:
    """Return how many characters a text has, blanks and spared stretches left out.

    The stretches count from where `within` begins.
    """
    start = within.start if within is not None else 0
    kept, at = [], 0
    for span in sorted(spared):
        kept.append(text[at : max(at, span.start - start)])
        at = max(at, span.end - start)
    return len(_BLANK.sub("", "".join((*kept, text[at:]))))
