"""The algebra of edits: apply, invert, compose, choose, minimise, diff."""

from __future__ import annotations

import bisect
import difflib
import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from mt_repair.errors import EditError
from mt_repair.types import Document, Edit, Span

# A combining mark belongs to its word.
_TOKEN = re.compile(r"\w[\w\u0300-\u036f]*|\s+|[^\w\s]")


def _in_order(edits: Iterable[Edit]) -> list[Edit]:
    return sorted(edits, key=lambda e: (e.segment, e.span.start, e.span.end))


def apply(text: str, edits: Iterable[Edit], segment: int = 0) -> str:
    """Return the text with the edits of one segment carried out.

    Spans are code points of `text`. Raises EditError where an edit's old side does not
    stand at its span or two edits overlap. Edits of other segments are ignored.
    """
    out: list[str] = []
    at = 0
    for edit in _in_order(e for e in edits if e.segment == segment):
        if edit.span.start < at:
            raise EditError(f"two edits overlap at {edit.span.start}")
        if edit.span.of(text) != edit.old:
            raise EditError(f"the text at {edit.span.start} is not {edit.old!r}")
        out += (text[at : edit.span.start], edit.new)
        at = edit.span.end
    out.append(text[at:])
    return "".join(out)


def apply_document(document: Document, edits: Sequence[Edit]) -> str:
    """Return the document's text with the edits of all its segments carried out.

    Raises EditError as `apply` does, and for an edit of a segment that does not exist.
    """
    by_segment: dict[int, list[Edit]] = {}
    for edit in edits:
        if not 0 <= edit.segment < len(document.segments):
            raise EditError(f"there is no segment {edit.segment}")
        by_segment.setdefault(edit.segment, []).append(edit)
    return document.rebuild(
        [apply(s.target, by_segment.get(i, ()), i) for i, s in enumerate(document.segments)]
    )


def invert(edits: Iterable[Edit]) -> list[Edit]:
    """Return the edits that undo these on the text they produced.

    The edits must not overlap; the result is in order of segment and position.
    """
    out: list[Edit] = []
    segment, shift = -1, 0
    for edit in _in_order(edits):
        if edit.segment != segment:
            segment, shift = edit.segment, 0
        start = edit.span.start + shift
        shift += len(edit.new) - len(edit.old)
        span = Span(start, start + len(edit.new))
        out.append(replace(edit, span=span, old=edit.new, new=edit.old))
    return out


def compose(
    text: str, first: Iterable[Edit], second: Iterable[Edit], segment: int = 0
) -> list[Edit]:
    """Return edits that do to one segment in one step what `first` and then `second` do.

    `apply(t, compose(t, a, b)) == apply(apply(t, a), b)`, and no two of the result overlap.
    An edit of `second` that touches what `first` put in place takes it in; its reason and
    safety hold, and the lowest confidence of all. Raises EditError as `apply` does.
    """
    ours = [e for e in _in_order(first) if e.segment == segment]
    then = [e for e in _in_order(second) if e.segment == segment]
    middle = apply(text, ours, segment)
    apply(middle, then, segment)
    put = invert(ours)  # where each edit's new side stands in the middle text
    shifts = [now.span.start - edit.span.start for now, edit in zip(put, ours, strict=True)]
    shifts.append(len(middle) - len(text))
    out: list[Edit] = []
    i = j = 0
    while j < len(then):
        low, high = then[j].span.start, then[j].span.end
        while i < len(put) and put[i].span.end <= low:
            out.append(ours[i])
            i += 1
        held, joined = i, j
        j += 1
        while True:
            if i < len(put) and put[i].span.start < high:
                low, high = min(low, put[i].span.start), max(high, put[i].span.end)
                i += 1
            elif j < len(then) and then[j].span.start < high:
                high = max(high, then[j].span.end)
                j += 1
            else:
                break
        span = Span(low - shifts[held], high - shifts[i])
        moved = [_moved(e, -low) for e in then[joined:j]]
        out.append(
            replace(
                then[joined],
                span=span,
                old=span.of(text),
                new=apply(middle[low:high], moved, segment),
                confidence=min(e.confidence for e in (*then[joined:j], *ours[held:i])),
            )
        )
    return _merged([*out, *ours[i:]])


def _moved(edit: Edit, by: int) -> Edit:
    return replace(edit, span=Span(edit.span.start + by, edit.span.end + by))


def _merged(edits: Iterable[Edit]) -> list[Edit]:
    """Return edits in order with the ones that meet at an insertion made one."""
    out: list[Edit] = []
    for edit in edits:
        if out and out[-1].span.overlaps(edit.span):
            last = out.pop()
            span = Span(last.span.start, edit.span.end)
            sure = min(last.confidence, edit.confidence)
            edit = replace(
                last, span=span, old=last.old + edit.old, new=last.new + edit.new, confidence=sure
            )
        out.append(edit)
    return out


def _confident(edit: Edit) -> tuple[float, ...]:
    return (-edit.confidence, -len(edit.span))


def _longest(edit: Edit) -> tuple[float, ...]:
    return (-len(edit.span), -edit.confidence)


def _leftmost(edit: Edit) -> tuple[float, ...]:
    return (edit.span.start, -len(edit.span), -edit.confidence)


# How overlaps are resolved; after the strategy's key, position and text decide, so the
# order in which edits arrive never does.
STRATEGIES: dict[str, Callable[[Edit], tuple[float, ...]]] = {
    "confident": _confident,
    "longest": _longest,
    "leftmost": _leftmost,
}


def choose(edits: Iterable[Edit], strategy: str = "longest") -> tuple[list[Edit], list[Edit]]:
    """Split edits into a set without overlaps and the ones that lost to it.

    `strategy` is a key of STRATEGIES. Both lists are in order of segment and position;
    of edits equal in every field one is kept and the others are dropped.
    """
    key = STRATEGIES[strategy]
    ranked = sorted(
        dict.fromkeys(edits),
        key=lambda e: (
            *(e.segment, *key(e), e.span.start, e.span.end),
            *(e.new, e.by, e.because, e.safety, e.old, -e.confidence),
        ),
    )
    taken: dict[int, list[Edit]] = {}  # of each segment, by position
    lost: list[Edit] = []
    for edit in ranked:
        held = taken.setdefault(edit.segment, [])
        at = bisect.bisect_left(held, edit.span.start, key=_start)
        # Those held do not overlap one another, so only the two neighbours can clash.
        if any(t.span.overlaps(edit.span) for t in held[max(at - 1, 0) : at + 1]):
            lost.append(edit)
        else:
            held.insert(at, edit)
    return _in_order(e for held in taken.values() for e in held), _in_order(lost)


def _start(edit: Edit) -> int:
    return edit.span.start


def minimise(edit: Edit) -> Edit:
    """Return the edit without the words that both its sides begin or end with.

    Whole words only, so a name is never cut inside (idea: errant's Edit.minimise). An
    edit that changes nothing becomes an empty one at its start.
    """
    old, new = _TOKEN.findall(edit.old), _TOKEN.findall(edit.new)
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    left = len("".join(old[:head]))
    right = len("".join(old[len(old) - tail :]))
    span = Span(edit.span.start + left, edit.span.end - right)
    return replace(
        edit,
        span=span,
        old="".join(old[head : len(old) - tail]),
        new="".join(new[head : len(new) - tail]),
    )


def diff(old: str, new: str, segment: int = 0) -> list[Edit]:
    """Return edits, word by word, that turn one text into the other.

    `apply(old, diff(old, new)) == new` for all texts.
    """
    a, b = _TOKEN.findall(old), _TOKEN.findall(new)
    at = [0, *itertools.accumulate(map(len, a))]
    out: list[Edit] = []
    for i1, i2, j1, j2 in _changes(a, b):
        gone, come = "".join(a[i1:i2]), "".join(b[j1:j2])
        out.append(Edit(segment, Span(at[i1], at[i2]), gone, come))
    return out


# Above this many pairs of words, difflib would take seconds, minutes for a megabyte.
_MOST_PAIRS = 250_000
_Change = tuple[int, int, int, int]


def _changes(a: Sequence[str], b: Sequence[str]) -> Iterator[_Change]:
    """Yield where two lists differ, as (start, end) in one and (start, end) in the other.

    Long stretches are cut at the words that each side has once (patience diff) until
    they are short enough for difflib; one that has none is replaced as a whole.
    """
    todo = [(0, len(a), 0, len(b))]
    while todo:
        i1, i2, j1, j2 = todo.pop()
        while i1 < i2 and j1 < j2 and a[i1] == b[j1]:
            i1, j1 = i1 + 1, j1 + 1
        while i1 < i2 and j1 < j2 and a[i2 - 1] == b[j2 - 1]:
            i2, j2 = i2 - 1, j2 - 1
        if i1 == i2 and j1 == j2:
            continue
        pairs = (i2 - i1) * (j2 - j1)
        if 0 < pairs <= _MOST_PAIRS:
            matcher = difflib.SequenceMatcher(None, a[i1:i2], b[j1:j2], autojunk=False)
            for tag, k1, k2, l1, l2 in matcher.get_opcodes():
                if tag != "equal":
                    yield i1 + k1, i1 + k2, j1 + l1, j1 + l2
            continue
        anchors = _anchors(a, b, (i1, i2, j1, j2)) if pairs else []
        if not anchors:
            yield i1, i2, j1, j2
            continue
        parts = []
        for i, j in anchors:
            parts.append((i1, i, j1, j))
            i1, j1 = i + 1, j + 1
        todo += reversed([*parts, (i1, i2, j1, j2)])


def _anchors(a: Sequence[str], b: Sequence[str], stretch: _Change) -> list[tuple[int, int]]:
    """Return the longest rising row of words that both stretches have exactly once."""
    i1, i2, j1, j2 = stretch
    in_a, in_b = Counter(a[i1:i2]), Counter(b[j1:j2])
    once = {b[j]: j for j in range(j1, j2) if in_b[b[j]] == 1 and in_a[b[j]] == 1}
    pairs = [(i, once[a[i]]) for i in range(i1, i2) if a[i] in once]
    tops: list[int] = []  # of the rows of each length, the lowest end, as an index of pairs
    ends: list[int] = []
    before: list[int] = []
    for n, (_, j) in enumerate(pairs):
        at = bisect.bisect_left(ends, j)
        before.append(tops[at - 1] if at else -1)
        tops[at : at + 1] = [n]
        ends[at : at + 1] = [j]
    row: list[tuple[int, int]] = []
    n = tops[-1] if tops else -1
    while n >= 0:
        row.append(pairs[n])
        n = before[n]
    return row[::-1]
