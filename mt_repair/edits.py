"""The algebra of edits: apply, invert, choose, minimise, diff."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from mt_repair.errors import EditError
from mt_repair.types import Document, Edit, Span

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


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


def compose(text: str, first: Iterable[Edit], second: Iterable[Edit], segment: int = 0) -> list[Edit]:
    """Return edits that do to one segment in one step what `first` and then `second` do.

    `apply(t, compose(t, a, b)) == apply(apply(t, a), b)`. An edit of `second` that touches
    what `first` put in place takes it in; its reason and safety hold, and the lower
    confidence of the two. Raises EditError as `apply` does.
    """
    pieces = _pieces(text, [e for e in _in_order(first) if e.segment == segment])
    for edit in reversed([e for e in _in_order(second) if e.segment == segment]):
        pieces = _replaced(text, pieces, edit)
    return [p.edit for p in pieces if p.edit is not None]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the original text, and the edit that replaces it, if one does."""

    start: int
    end: int
    edit: Edit | None

    def now(self, text: str) -> str:
        return text[self.start : self.end] if self.edit is None else self.edit.new


def _pieces(text: str, edits: Sequence[Edit]) -> list[_Piece]:
    apply(text, edits, edits[0].segment if edits else 0)
    out: list[_Piece] = []
    at = 0
    for edit in edits:
        out.append(_Piece(at, edit.span.start, None))
        out.append(_Piece(edit.span.start, edit.span.end, edit))
        at = edit.span.end
    return [*out, _Piece(at, len(text), None)]


def _replaced(text: str, pieces: Sequence[_Piece], edit: Edit) -> list[_Piece]:
    before: list[_Piece] = []
    held: list[_Piece] = []
    after: list[_Piece] = []
    head = tail = ""
    at = 0
    for piece in pieces:
        if piece.edit is None and piece.start == piece.end:
            continue
        now = piece.now(text)
        start, end = at, at + len(now)
        at = end
        if end <= edit.span.start and not held:
            before.append(piece)
        elif start >= edit.span.end:
            after.append(piece)
        elif piece.edit is None:
            left, right = max(edit.span.start - start, 0), max(end - edit.span.end, 0)
            before.append(_Piece(piece.start, piece.start + left, None))
            held.append(_Piece(piece.start + left, piece.end - right, None))
            after.append(_Piece(piece.end - right, piece.end, None))
        else:
            head = head or now[: max(edit.span.start - start, 0)]
            tail = now[len(now) - max(end - edit.span.end, 0) :]
            held.append(piece)
    if held:
        low, high = held[0].start, held[-1].end
    else:  # an insertion between two pieces
        low = high = before[-1].end if before else 0
    sure = min([edit.confidence, *(p.edit.confidence for p in held if p.edit is not None)])
    merged = replace(
        edit, span=Span(low, high), old=text[low:high], new=head + edit.new + tail, confidence=sure
    )
    return [*before, _Piece(low, high, merged), *after]


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
        key=lambda e: (e.segment, *key(e), e.span.start, e.span.end, e.new, e.by, e.because),
    )
    taken: list[Edit] = []
    lost: list[Edit] = []
    for edit in ranked:
        clash = any(t.segment == edit.segment and t.span.overlaps(edit.span) for t in taken)
        (lost if clash else taken).append(edit)
    return _in_order(taken), _in_order(lost)


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
    head = 0
    while head < min(len(a), len(b)) and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < min(len(a), len(b)) - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    middle_a, middle_b = a[head : len(a) - tail], b[head : len(b) - tail]
    at = len("".join(a[:head]))
    out: list[Edit] = []
    matcher = difflib.SequenceMatcher(None, middle_a, middle_b, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        width = len("".join(middle_a[i1:i2]))
        if tag != "equal":
            gone, come = "".join(middle_a[i1:i2]), "".join(middle_b[j1:j2])
            out.append(Edit(segment, Span(at, at + width), gone, come))
        at += width
    return out
