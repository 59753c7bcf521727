"""Plain text as a corpus: a line is a document, with the same line of the Chinese beside it.

Both files are read as streams, so they may be of any size. A line ends with LF or CRLF. One that
is not UTF-8 is told and passed on.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from typing import BinaryIO

from mt_repair.corpus import read
from mt_repair.corpus.given import Given
from mt_repair.corpus.items import Item
from mt_repair.corpus.limits import allowed, remedy
from mt_repair.corpus.parts import Run, grouped
from mt_repair.errors import InputError, Problem
from mt_repair.types import Document, Repair, Segment

LARGEST_LINE = 16_000_000
_BOM = b"\xef\xbb\xbf"
_PASSED_ON = "it was passed on as it is"


def repaired(given: Given, run: Run) -> Iterator[Item]:
    """Repair a text line by line, in order.

    Raises InputError where a file cannot be read, or one has more lines than the other.
    """
    with read.opened(given.source) if given.source is not None else nullcontext() as beside:
        lines = _lines(given, beside)
        if given.settings.whole:
            yield from run(grouped((line, ...) for line in lines))
        else:
            yield from run([line] for line in lines)


def _lines(given: Given, beside: BinaryIO | None) -> Iterator[_Line]:
    number = 0
    while line := _line(given.file, given.path, number):
        number += 1
        original = None
        if beside is not None and given.source is not None:
            original = _line(beside, given.source, number - 1)
            if not original:
                raise _uneven(given.source, given.path, number)
        yield _Line(given.path, number, line, original, given.source)
    if beside is not None and given.source is not None and _line(beside, given.source, 1):
        raise _uneven(given.path, given.source, number + 1)


def _line(file: BinaryIO, path: str, before: int) -> bytes:
    most = allowed(LARGEST_LINE)
    line = read.read_line(file, path, most + 1)
    if not before:
        read.check_head(line, path)
    if len(line) > most:
        what = f"the line is larger than {most // 1_000_000} MB"
        raise InputError.one(path, before + 1, what, remedy("cut it up"))
    return line


def _uneven(shorter: str, longer: str, line: int) -> InputError:
    what = f"the file ends here, {longer} goes on"
    return InputError.one(shorter, line, what, "give a line for each line")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as it stands in the file, with that of its Chinese."""

    path: str
    number: int
    line: bytes
    original: bytes | None
    source: str | None

    @property
    def size(self) -> int:
        return len(self.line)

    def read(self) -> _Text | Item:
        """Return the text of the line, or its item where there is none."""
        mark = _BOM if self.number == 1 and self.line.startswith(_BOM) else b""
        body = self.line[len(mark) :].rstrip(b"\r\n")
        end = self.line[len(mark) + len(body) :]
        if not body.strip():
            return Item(self.path, self.line, row=self.number)
        path, original = self.path, None
        try:
            text = body.decode()
            if self.original is not None and self.source is not None:
                path = self.source
                original = self.original.decode("utf-8-sig").rstrip("\r\n")
        except UnicodeDecodeError as error:
            return self.bad(read.undecodable(error.object, error)[0], path)
        return _Text(self, mark, text, end, original)

    def bad(self, what: str, path: str) -> Item:
        """Return the item of a line that nothing can be done with, for what is in a file."""
        problem = Problem(path, self.number, what, _PASSED_ON)
        return Item(self.path, self.line, None, self.number, problem)


@dataclass(frozen=True, slots=True)
class _Text:
    """A line that was read."""

    line: _Line
    mark: bytes
    text: str
    end: bytes
    original: str | None

    @property
    def document(self) -> Document:
        """The line with its source."""
        segment = Segment(self.text, self.original or None)
        return Document((segment,), ("", ""), name=self.line.path)

    def item(self, repair: Repair) -> Item:
        """Return the line with the edits of a repair in it."""
        output = self.mark + repair.text.encode() + self.end
        return Item(
            self.line.path,
            output,
            repair,
            self.line.number,
            notes=repair.notes,
            source=self.line.source,
        )

    def failed(self, error: Exception) -> Item:
        """Return the line as it was, with the problem."""
        what = f"mt-repair failed on the line ({type(error).__name__}: {error})"
        return self.line.bad(what, self.line.path)
