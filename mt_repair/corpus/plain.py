"""Plain text files: a whole file is one document, with its Chinese in a file beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mt_repair.corpus import bylines, text
from mt_repair.corpus.given import Given
from mt_repair.corpus.items import Item
from mt_repair.corpus.parts import Run
from mt_repair.corpus.read import LARGEST_TEXT, OF_A_TEXT, decode, read_text, read_whole
from mt_repair.errors import Problem
from mt_repair.types import Document, Repair


def repaired(given: Given, run: Run) -> Iterator[Item]:
    """Repair a text; its item's output is the file again.

    Where each line is a document, it is one item a line. Raises InputError where one of the
    files cannot be used.
    """
    if given.settings.by_line:
        yield from bylines.repaired(given, run)
        return
    target = decode(read_whole(given.file, given.path, LARGEST_TEXT, OF_A_TEXT), given.path)
    original, note = None, None
    if given.source is not None:
        original = read_text(given.source)
        note = text.check_source(given.path, target, given.source, original)
    yield from run([[_Text(given.path, target, original, given.source, note)]])


@dataclass(frozen=True, slots=True)
class _Text:
    """A text, which is both the part of its file and what was read of it."""

    path: str
    target: str
    original: str | None
    source: str | None
    note: Problem | None

    @property
    def size(self) -> int:
        return len(self.target)

    def read(self) -> _Text:
        return self

    @property
    def document(self) -> Document:
        return replace(text.document(self.target, self.original), name=self.path)

    def item(self, repair: Repair) -> Item:
        notes = (*([] if self.note is None else [self.note]), *repair.notes)
        output = repair.text.encode("utf-8")
        return Item(self.path, output, repair, notes=notes, source=self.source)

    def failed(self, error: Exception) -> Item:
        raise error
