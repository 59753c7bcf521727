"""Word documents (.docx): a paragraph is a segment, the file a document.

Read are the body with its tables and text boxes, headers, footers, footnotes and endnotes;
what was deleted with tracked changes is no text. A name may be split over runs of different
formatting. Of the file only the parts with edits are written anew. In reports a line is a
paragraph, counted through all of these. Macros are never run; they stay in the file.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from zipfile import ZipFile

from mt_repair.corpus import zipped
from mt_repair.corpus.beside import paired
from mt_repair.corpus.docxtext import edited, paragraphs
from mt_repair.corpus.framed import by_segment, segment_of, woven
from mt_repair.corpus.given import Given
from mt_repair.corpus.items import Item
from mt_repair.corpus.marked import Marked
from mt_repair.corpus.parts import Run
from mt_repair.corpus.read import opened, read_whole, seems
from mt_repair.corpus.xmlcuts import cuts
from mt_repair.errors import InputError, Problem
from mt_repair.types import Document, Repair

LARGEST_FILE = 128_000_000

_TYPES = "[Content_Types].xml"
_TEXTS = re.compile(
    rb"""<Override\s[^>]*?(?:wordprocessingml\.(?P<kind>document\.main|template\.main|header|footer|footnotes|endnotes)|ms-word\.(?:document|template)\.macroEnabledTemplate\.main|ms-word\.(?:document|template)\.macroEnabled\.main)\+xml[^>]*>"""
)
_NAME = re.compile(rb"""PartName\s*=\s*["']/([^"']+)["']""")
_ROOTS = {"header": "hdr", "footer": "ftr", "footnotes": "footnotes", "endnotes": "endnotes"}
_ID = re.compile(r"""\bid=["'](\d{1,9})["']""")
_SEAM = "\0"  # between the parts of a file; no XML holds it


def repaired(given: Given, run: Run) -> Iterator[Item]:
    """Repair a document; raises InputError where a file cannot be used."""
    data = read_whole(given.file, given.path, LARGEST_FILE)
    source = None
    if given.source is not None:
        with opened(given.source) as file:
            source = (given.source, read_whole(file, given.source, LARGEST_FILE))
    yield from run([[_Docx(given.path, data, source, given.settings.track_changes)]])


@dataclass(frozen=True, slots=True)
class _Docx:
    """A file as it is."""

    path: str
    data: bytes
    source: tuple[str, bytes] | None
    track_changes: bool

    @property
    def size(self) -> int:
        return len(self.data)

    def read(self) -> _Read:
        archive = _archive(self.data, self.path)
        text = _text_of(archive, self.path)
        notes: list[Problem] = []
        if any(name.lower().endswith("vbaproject.bin") for name in archive.namelist()):
            what, remedy = "the document holds macros", "they were left as they are and never run"
            notes.append(Problem(self.path, None, what, remedy))
        frame, between = (text.around, text.texts), text.between
        if self.source is None:
            document = Document(tuple(map(segment_of, text.texts)), between, name=self.path)
        else:
            path, data = self.source
            others = [one.text for one in _text_of(_archive(data, path), path).texts]
            frame, document, note = paired(self.path, frame, between, path, others)
            notes += [] if note is None else [note]
        return _Read(self, archive, text.names, *frame, document, tuple(notes))


@dataclass(frozen=True, slots=True)
class _Text:
    """The paragraphs of a file, and what stands around them: its parts, a seam between two."""

    names: tuple[str, ...]
    around: tuple[str, ...]
    texts: tuple[Marked, ...]
    between: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """A file that was read."""

    docx: _Docx
    archive: ZipFile
    names: tuple[str, ...]
    around: tuple[str, ...]
    texts: tuple[Marked, ...]
    document: Document
    notes: tuple[Problem, ...]

    def item(self, repair: Repair) -> Item:
        """Return the file with the edits of a repair in it."""
        path, source = self.docx.path, self.docx.source
        notes = (*self.notes, *repair.notes)
        data = self._written(repair) if repair.edits else self.docx.data
        beside = source[0] if source else None
        return Item(path, data, repair, notes=notes, source=beside, binary=True)

    def failed(self, error: Exception) -> Item:
        """Raise the error: there is nothing else in the file."""
        raise error

    def _written(self, repair: Repair) -> bytes:
        raws = [text.raw for text in self.texts]
        old = woven(self.around, raws).split(_SEAM)
        ids = None
        if self.docx.track_changes:
            ids = count(1 + max((int(id) for part in old for id in _ID.findall(part)), default=0))
        for n, edits in by_segment(repair.edits).items():
            raws[n] = edited(self.texts[n], edits, ids)
        new = woven(self.around, raws).split(_SEAM)
        changed = {
            name: now.encode("utf-8")
            for name, before, now in zip(self.names, old, new, strict=True)
            if before != now
        }
        return zipped.rewritten(self.archive, changed, self.docx.path)


def _archive(data: bytes, path: str) -> ZipFile:
    if not data.startswith(b"PK"):
        guess = seems(data)
        what = f"this is {guess}, no DOCX" if guess else "this is no DOCX, which is a zip file"
        raise InputError.one(path, None, what, "save it as .docx, without a password")
    archive = zipped.opened(data, path)
    if _TYPES not in archive.namelist():
        what = "this zip file is no Word document"
        raise InputError.one(path, None, what, "give a .docx")
    return archive


def _text_of(archive: ZipFile, path: str) -> _Text:
    parts = list(_parts(archive, path))
    if not parts:
        raise InputError.one(path, None, "there is no text of Word in it", "give a .docx")
    around: list[str] = []
    texts: list[Marked] = []
    between: list[str] = []
    first = last = 1
    for number, (name, root) in enumerate(parts):
        raw = _checked(archive, name, root, path)
        own, found, counted = paragraphs(raw, first)
        if number:
            own[0] = around.pop() + _SEAM + own[0]
        around += own
        for paragraph in found:
            between.append("\n" * (paragraph.number - last))
            last = paragraph.number
        texts += (paragraph.text for paragraph in found)
        first += counted
    between.append("\n" * max(first - 1 - last, 0))
    return _Text(tuple(name for name, _ in parts), tuple(around), tuple(texts), tuple(between))


def _parts(archive: ZipFile, path: str) -> Iterator[tuple[str, str]]:
    """Yield the parts with text and the names of their roots, the body first."""
    types = zipped.read_member(archive, _TYPES, path)
    names = set(archive.namelist())
    found: list[tuple[str, str]] = []
    for override in _TEXTS.finditer(types):
        named = _NAME.search(override[0])
        name = named[1].decode("utf-8", "replace") if named else ""
        kind = (override["kind"] or b"").decode()
        if name in names:
            found.append((name, _ROOTS.get(kind, "document")))
    return iter(sorted(found, key=lambda part: part[1] != "document"))


def _checked(archive: ZipFile, name: str, root: str, path: str) -> str:
    """Return a part's text; raise InputError where it is no sound XML."""
    data = zipped.read_member(archive, name, path)
    try:
        found = list(cuts(io.BytesIO(data), path, root, ()))
    except InputError as error:
        told = [replace(p, line=None, what=f"{name}:{p.line}: {p.what}") for p in error.problems]
        raise InputError(told) from None
    if found and found[0].codec != "utf-8":
        raise InputError.one(path, None, f"{name} is not UTF-8", "save the document anew")
    return "".join(cut.raw for cut in found)
