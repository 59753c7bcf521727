"""A file as documents, each of one part or several, and their repair in any number of processes.

A format cuts its file into parts, as cheaply as it can: a row, a unit, the whole text. A part
reaches a worker as it stands in the file, is read there, repaired with the others of its
document, and comes back as an item: the part's bytes, with what was edited in them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Protocol, TypeVar

from mt_repair.corpus.items import Item, Maker, Repairer
from mt_repair.corpus.workers import ordered
from mt_repair.edits import apply_document
from mt_repair.types import Document, Edit, Flag, Repair, Silenced

_CHUNK_DOCUMENTS, _CHUNK_BYTES = 16, 1 << 20
_MOST_PARTS, _LARGE = 500, 4_000_000  # of one document, so that memory stays constant


class Read(Protocol):
    """A part that was read: its document, and the way back into the file."""

    @property
    def document(self) -> Document:
        """What the part says."""

    def item(self, repair: Repair) -> Item:
        """Return the part with a repair of its document carried out."""

    def failed(self, error: Exception) -> Item:
        """Return the part as it was where its repair failed, or raise the error."""


class Part(Protocol):
    """A part of a file as it stands there; picklable."""

    @property
    def size(self) -> int:
        """How many bytes it is, more or less."""

    def read(self) -> Read | Item:
        """Return what the part holds, or its item where there is nothing to repair in it."""


Parts = Sequence[Part]  # of one document
Run = Callable[[Iterable[Parts]], Iterator[Item]]


def runner(make: Maker, workers: int = 1) -> Run:
    """Return what repairs documents, in order, and yields an item a part.

    More workers give the same items. It raises InputError as `make` does, and as reading does.
    """

    def run(documents: Iterable[Parts]) -> Iterator[Item]:
        for items in ordered(_repaired_chunk, make, _chunks(documents), workers):
            yield from items

    return run


def repaired_parts(parts: Parts, repairer: Repairer) -> list[Item]:
    """Return the items of one document's parts."""
    return repaired_read([part.read() for part in parts], repairer)


def repaired_read(read: Sequence[Read | Item], repairer: Repairer) -> list[Item]:
    """Return the items of one document's parts that were read."""
    whole = [one for one in read if not isinstance(one, Item)]
    done = iter(_repaired(whole, repairer))
    return [one if isinstance(one, Item) else next(done) for one in read]


def grouped(parts: Iterable[tuple[Part, object]]) -> Iterator[Parts]:
    """Yield parts whose neighbours have equal keys as one document each; one may be too long.

    The key None is like no other; that of a part without text, `...`, is like the one before.
    """
    document: list[Part] = []
    held: object = None
    size = 0
    for part, key in parts:
        same = key is ... or (key is not None and key == held)
        if document and (not same or len(document) == _MOST_PARTS or size > _LARGE):
            yield document
            document, size = [], 0
        held = held if key is ... else key
        document.append(part)
        size += part.size
    if document:
        yield document


def _repaired_chunk(repairer: Repairer, chunk: list[Parts]) -> list[Item]:
    return [item for parts in chunk for item in repaired_parts(parts, repairer)]


def _repaired(read: Sequence[Read], repairer: Repairer) -> list[Item]:
    if not read:
        return []
    documents = [one.document for one in read]
    try:
        repair = repairer(joined(documents))
    except Exception as error:
        # One document must not end a run over a million; the part says what becomes of it.
        return [one.failed(error) for one in read]
    return [one.item(own) for one, own in zip(read, split(repair, documents), strict=True)]


def joined(documents: Sequence[Document]) -> Document:
    """Return documents as one, a line end between each two."""
    if len(documents) == 1:
        return documents[0]
    first = documents[0]
    separators = [first.separators[0]]
    for number, document in enumerate(documents):
        if number:
            separators[-1] += "\n" + document.separators[0]
        separators += document.separators[1:]
    segments = tuple(segment for document in documents for segment in document.segments)
    disabled = frozenset[str]().union(*(document.disabled for document in documents))
    return replace(first, segments=segments, separators=tuple(separators), disabled=disabled)


def split(repair: Repair, documents: Sequence[Document]) -> list[Repair]:
    """Return the repair of joined documents as one a document; the first has the notes."""
    if len(documents) == 1:
        return [repair]
    starts = [0, *accumulate(len(document.segments) for document in documents)]
    flags = _by_document(repair.flags, starts)
    edits, held = _by_document(repair.edits, starts), _by_document(repair.held, starts)
    silenced: dict[int, list[Silenced]] = {}
    for one in repair.silenced:
        for n, (flag,) in _by_document([one.flag], starts).items():
            silenced.setdefault(n, []).append(replace(one, flag=flag))
    return [
        Repair(
            document,
            tuple(flags.get(n, ())),
            tuple(edits.get(n, ())),
            tuple(held.get(n, ())),
            apply_document(document, edits.get(n, ())),
            tuple(silenced.get(n, ())),
            () if n else repair.notes,
        )
        for n, document in enumerate(documents)
    ]


_Placed = TypeVar("_Placed", Edit, Flag)


def _by_document(found: Iterable[_Placed], starts: Sequence[int]) -> dict[int, list[_Placed]]:
    out: dict[int, list[_Placed]] = {}
    for one in found:
        n = bisect_right(starts, one.segment) - 1
        out.setdefault(n, []).append(replace(one, segment=one.segment - starts[n]))
    return out


def _chunks(documents: Iterable[Parts]) -> Iterator[list[Parts]]:
    chunk: list[Parts] = []
    size = 0
    for parts in documents:
        chunk.append(parts)
        size += sum(part.size for part in parts)
        if len(chunk) == _CHUNK_DOCUMENTS or size >= _CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
