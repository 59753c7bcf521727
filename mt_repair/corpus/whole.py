"""Formats whose file is one document: read as a whole, framed, given back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mt_repair.corpus.beside import paired
from mt_repair.corpus.framed import Framed, Settle, placed, segment_of
from mt_repair.corpus.given import Given
from mt_repair.corpus.items import Item
from mt_repair.corpus.marked import START, Marked, Spot
from mt_repair.corpus.parts import Run
from mt_repair.corpus.read import decode, opened, read_whole
from mt_repair.errors import Problem
from mt_repair.types import Document

LARGEST = 16_000_000  # bytes of a page or subtitle file; a thick novel has one million
_BOM = "\ufeff"


class Found(NamedTuple):
    """What a format found in a file: texts, what stands around them and is between them for a
    reader, and the Chinese where the file has it itself."""

    around: tuple[str, ...]
    texts: tuple[Marked, ...]
    between: tuple[str, ...]
    sources: tuple[str | None, ...] = ()
    ids: tuple[str | None, ...] = ()
    settle: Settle | None = None


# Finds the texts in a file's text; given its path, for what is wrong with it.
Find = Callable[[str, str], Found]
# Pairs the texts of a file with those of its source in a way of the format's own.
Match = Callable[[Found, Found], Sequence[str | None] | None]
# Returns the text of a file's bytes and the codec it is written in.
Decode = Callable[[bytes, str], tuple[str, str]]


def utf8(data: bytes, path: str) -> tuple[str, str]:
    """Return the text of UTF-8 bytes, and what to write it in."""
    return decode(data, path), "utf-8"


def repaired(
    given: Given,
    run: Run,
    find: Find,
    decoded: Decode = utf8,
    match: Match | None = None,
    largest: int = LARGEST,
) -> Iterator[Item]:
    """Repair a file of at most so many bytes as one document.

    Raises InputError where it, or the file of its Chinese, cannot be used.
    """
    text, codec = decoded(read_whole(given.file, given.path, largest), given.path)
    source = None
    if given.source is not None:
        with opened(given.source) as file:
            data = read_whole(file, given.source, largest)
        source = (given.source, decoded(data, given.source)[0])
    yield from run([[_Whole(given.path, text, codec, find, source, match)]])


@dataclass(frozen=True, slots=True)
class _Whole:
    """A whole file, not yet taken apart."""

    path: str
    text: str
    codec: str
    find: Find
    source: tuple[str, str] | None
    match: Match | None

    @property
    def size(self) -> int:
        return len(self.text)

    def read(self) -> Framed:
        found = self.find(self.text, self.path)
        at = Spot(1, 0, -1) if self.text.startswith(_BOM) else START
        around, texts = found.around, placed(found.around, found.texts, at)
        if self.source is None:
            sources = found.sources or (None,) * len(texts)
            ids = found.ids or (None,) * len(texts)
            segments = tuple(map(segment_of, texts, sources, ids))
            document = Document(segments, found.between, name=self.path)
            return Framed(self.path, around, texts, document, self.codec, settle=found.settle)
        path, text = self.source
        others = self.find(text, path)
        matched = self.match(found, others) if self.match is not None else None
        if matched is None:
            matched = [other.text for other in others.texts]
        frame, document, note = paired(self.path, (around, texts), found.between, path, matched)
        notes: tuple[Problem, ...] = () if note is None else (note,)
        return Framed(
            self.path,
            *frame,
            document,
            self.codec,
            notes=notes,
            source=path,
            settle=found.settle,
        )
