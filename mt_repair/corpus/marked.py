"""Texts inside markup: what a stretch of a file says, and how the file spells it.

A text is made of pieces. One spells a stretch of the text, sign by sign ("pat") or its own way
("&amp;", "\\n"); another is markup: kept whatever is edited around it. Of markup, a wall is
what no edit takes in (`Segment.walls`); across the rest, as a tag that makes a word bold,
an edit may reach. Then the new words go where the first of the old ones stood, and so keep
their formatting.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from mt_repair.corpus.text import LINE_END
from mt_repair.types import Edit, Span

# How new text is spelt in a file; a function of a module, so that a text reaches a worker.
Spell = Callable[[str], str]
OBJECT = "\ufffc"  # stands for inline code that is something: a picture, a variable

_LED_BY = re.compile(r"\s*(?:(?:the|an?)\s+)?", re.IGNORECASE)


class Piece(NamedTuple):
    """A stretch of a file and the text it spells; `spell` is None for markup."""

    raw: str
    text: str
    spell: Spell | None = None
    wall: bool = False


class Change(NamedTuple):
    """A stretch of a piece's text and what takes its place."""

    start: int
    end: int
    new: str


def as_it_is(text: str) -> str:
    """Spell a text as it is."""
    return text


class Spot(NamedTuple):
    """A place in a file: line and column from 1, code points from the file's begin."""

    line: int
    column: int
    offset: int


START = Spot(1, 1, 0)


@dataclass(frozen=True, slots=True)
class Marked:
    """A text in its markup; `at` is where its first piece stands in the file.

    `finish` is what an edited text still needs as a whole, such as quotation marks.
    """

    pieces: tuple[Piece, ...]
    at: Spot = START
    finish: Spell = as_it_is

    @property
    def text(self) -> str:
        """What the pieces say."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def raw(self) -> str:
        """The pieces as they stand in the file."""
        return "".join(piece.raw for piece in self.pieces)

    def walls(self) -> tuple[Span, ...]:
        """Return the stretches of the text, empty ones too, that no edit may take in."""
        found, at = [], 0
        for piece in self.pieces:
            if piece.wall:
                found.append(Span(at, at + len(piece.text)))
            at += len(piece.text)
        return tuple(found)

    def edited(self, edits: Iterable[Edit]) -> str:
        """Return the pieces as the file spells them with the edits of the text carried out.

        Edits must not overlap. Markup is kept even inside an edit, and an edit of nothing but
        what a wall says is left out.
        """
        changes = self.changes(edits)
        raws = (
            rewritten(piece, changes[i]) if i in changes else piece.raw
            for i, piece in enumerate(self.pieces)
        )
        return self.finish("".join(raws))

    def changes(self, edits: Iterable[Edit]) -> dict[int, list[Change]]:
        """Return what edits of the text change in each piece, by the numbers of the pieces."""
        starts = [0, *accumulate(len(piece.text) for piece in self.pieces)]
        out: dict[int, list[Change]] = {}
        for edit in sorted(edits, key=lambda e: e.span):
            home = self._home(starts, edit)
            if home is None:
                continue
            under = self._under(starts, edit.span)
            for i in under:
                start = max(edit.span.start, starts[i]) - starts[i]
                end = min(edit.span.end, starts[i + 1]) - starts[i]
                if start < end or i == home:
                    new = edit.new if i == home else ""
                    out.setdefault(i, []).append(Change(min(start, end), end, new))
            if home not in under:
                inside = 0 if starts[home] >= edit.span.end else starts[home + 1] - starts[home]
                out.setdefault(home, []).append(Change(inside, inside, edit.new))
        return out

    def spot(self, offset: int, ends: bool = False) -> Spot:
        """Return where a code point of the text stands in the file, or where one before it ends."""
        starts = [0, *accumulate(len(piece.text) for piece in self.pieces)]
        if offset and (ends or offset == starts[-1]):
            i = bisect_left(starts, offset) - 1
            whole = True
        else:
            i = min(bisect_right(starts, offset) - 1, len(self.pieces) - 1)
            whole = False
        before = [piece.raw for piece in self.pieces[: max(i, 0)]]
        if i >= 0:
            piece = self.pieces[i]
            if piece.raw == piece.text:
                before.append(piece.raw[: offset - starts[i]])
            elif whole:
                before.append(piece.raw)
        return moved_on(self.at, "".join(before))

    def spelling(self, edit: Edit) -> str | None:
        """Return how the file spells an edit's new words, None where markup stands inside it."""
        starts = [0, *accumulate(len(piece.text) for piece in self.pieces)]
        own = [self.pieces[i] for i in self._under(starts, edit.span)]
        if not own:
            home = self._home(starts, edit)
            own = [] if home is None else [self.pieces[home]]
        spells = {piece.spell for piece in own}
        spell = spells.pop() if len(spells) == 1 else None
        return None if spell is None else spell(edit.new)

    def _under(self, starts: Sequence[int], span: Span) -> range:
        """Return the pieces that a span has text of."""
        first = max(bisect_right(starts, span.start) - 1, 0)
        after = bisect_left(starts, span.end)
        return range(first, min(max(after, first), len(self.pieces)))

    def _home(self, starts: Sequence[int], edit: Edit) -> int | None:
        """Return the piece that takes the new words: that of the first old one, no article.

        For an insertion it is the one before it, where there is one. None where no piece does.
        """
        led = _LED_BY.match(edit.old)
        skipped = led.end() if led and led.end() < len(edit.old) else 0
        own = [i for i in self._under(starts, edit.span) if self._holds(starts, i, edit.span)]
        for i in own:
            if starts[i + 1] > edit.span.start + skipped:
                return i
        if own or edit.old:
            return own[-1] if own else None
        spelt = [i for i, piece in enumerate(self.pieces) if piece.spell is not None]
        before = [i for i in spelt if starts[i] < edit.span.start]
        return before[-1] if before else next(iter(spelt), None)

    def _holds(self, starts: Sequence[int], i: int, span: Span) -> bool:
        shared = min(starts[i + 1], span.end) - max(starts[i], span.start)
        return self.pieces[i].spell is not None and shared > 0


def moved_on(at: Spot, raw: str) -> Spot:
    """Return the place behind a stretch of a file that begins at a place."""
    ends = [found.end() for found in LINE_END.finditer(raw)]
    if not ends:
        return Spot(at.line, at.column + len(raw), at.offset + len(raw))
    return Spot(at.line + len(ends), len(raw) - ends[-1] + 1, at.offset + len(raw))


def rewritten(piece: Piece, changes: Sequence[Change]) -> str:
    """Return a piece as the file spells it with changes carried out."""
    if piece.spell is None:
        return piece.raw
    out: list[str] = []
    at = 0
    for start, end, new in changes:
        out += (kept(piece, at, start), piece.spell(new))
        at = end
    out.append(kept(piece, at, len(piece.text)))
    return "".join(out)


def kept(piece: Piece, start: int, end: int) -> str:
    """Return a stretch of a piece's text as the file spells it."""
    if piece.raw == piece.text:
        return piece.raw[start:end]
    if (start, end) == (0, len(piece.text)) or piece.spell is None:
        return piece.raw
    return piece.spell(piece.text[start:end])
