"""Texts in their markup with what stands around them: the parts of marked-up text formats."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from mt_repair.corpus.items import Item
from mt_repair.corpus.marked import Marked, Spot, moved_on
from mt_repair.errors import Problem
from mt_repair.types import Document, Edit, Repair, Segment

# Returns the edits of a text as its format can take them.
Settle = Callable[[Marked, Sequence[Edit]], Sequence[Edit]]
# Changes what stands around texts, given the numbers of those that were edited.
Revise = Callable[[tuple[str, ...], frozenset[int]], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Framed:
    """Texts, what stands before, between and after them, and the document they are.

    `row` is the line the part begins in, None for a whole file; `source` the path of the
    Chinese, where that is a file.
    """

    path: str
    around: tuple[str, ...]
    texts: tuple[Marked, ...]
    document: Document
    codec: str = "utf-8"
    row: int | None = None
    revise: Revise | None = None
    notes: tuple[Problem, ...] = ()
    source: str | None = None
    settle: Settle | None = None

    def item(self, repair: Repair) -> Item:
        """Return the part with the edits of a repair in it."""
        found = repair.flags or repair.edits or repair.held or repair.silenced
        return Item(
            self.path,
            self._written(repair),
            repair,
            self.row,
            notes=(*self.notes, *repair.notes),
            source=self.source,
            layout=self.texts if found else None,
        )

    def failed(self, error: Exception) -> Item:
        """Return the part as it was, where the file has others; or raise the error."""
        if self.row is None:
            raise error
        what = f"mt-repair failed on what begins here ({type(error).__name__}: {error})"
        problem = Problem(self.path, self.row, what, "please report it; it was passed on as it is")
        raw = woven(self.around, [text.raw for text in self.texts])
        return Item(self.path, encoded(raw, self.codec), None, self.row, problem)

    def _written(self, repair: Repair) -> bytes:
        around: Sequence[str] = self.around
        raws = [text.raw for text in self.texts]
        changed = frozenset(edit.segment for edit in repair.edits if edit.old != edit.new)
        for n, edits in by_segment(repair.edits).items():
            settled = edits if self.settle is None else self.settle(self.texts[n], edits)
            raws[n] = self.texts[n].edited(settled)
        if changed and self.revise is not None:
            around = self.revise(self.around, changed)
        return encoded(woven(around, raws), self.codec)


def by_segment(edits: Iterable[Edit]) -> dict[int, list[Edit]]:
    """Return edits by segment, in their order."""
    out: dict[int, list[Edit]] = {}
    for edit in edits:
        out.setdefault(edit.segment, []).append(edit)
    return out


def placed(around: Sequence[str], texts: Sequence[Marked], at: Spot) -> tuple[Marked, ...]:
    """Return texts that know where they stand, their first frame beginning at a place."""
    out = []
    for before, text in zip(around, texts, strict=False):
        at = moved_on(at, before)
        out.append(replace(text, at=at))
        at = moved_on(at, text.raw)
    return tuple(out)


def segment_of(text: Marked, source: str | None = None, id: str | int | None = None) -> Segment:
    """Return the segment that a text is."""
    return Segment(text.text, source, id, walls=text.walls())


def woven(around: Sequence[str], texts: Sequence[str]) -> str:
    """Return texts with what stands around them."""
    parts = [around[0]]
    for text, after in zip(texts, around[1:], strict=True):
        parts += (text, after)
    return "".join(parts)


def encoded(raw: str, codec: str) -> bytes:
    """Return what a file holds as its bytes; what the encoding lacks becomes a reference."""
    return raw.encode(codec, "xmlcharrefreplace")
