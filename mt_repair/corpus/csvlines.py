"""CSV and TSV cut into records and fields, each with the characters it stands in.

Python's csv module gives the values alone; to change one cell and keep every other byte, the
places are needed. A field in quotation marks may hold the delimiter, line ends and doubled
quotation marks (RFC 4180). In TSV one that is not closed before the next tab or line end is
a character like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from mt_repair.corpus import read
from mt_repair.corpus.limits import allowed, remedy
from mt_repair.corpus.text import LINE_END
from mt_repair.errors import InputError

LARGEST_RECORD = 16_000_000
MOST_FIELDS = 16_384  # what a spreadsheet holds
_FORGET = 1 << 20  # characters done with, before they are dropped
_SHORT = 1 << 12  # records up to here are taken in line by line, longer ones by halves
_QUOTED = re.compile(r'"(?:[^"]|"")*+"(?=\t|\Z)')


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record: where it stands, its quotation marks included."""

    start: int
    end: int
    quoted: bool


@dataclass(frozen=True, slots=True)
class Record:
    """A record with its line end, its first line, and its fields; bytes that are no UTF-8
    stand as lone surrogates (surrogateescape)."""

    line: int
    raw: str
    fields: tuple[Field, ...]

    def value(self, index: int) -> str:
        """Return what a field says."""
        field = self.fields[index]
        raw = self.raw[field.start : field.end]
        return raw[1:-1].replace('""', '"') if field.quoted else raw


def records(
    file: BinaryIO, path: str, delimiter: str, head: str = "", line: int = 1
) -> Iterator[Record]:
    """Yield the records of a text that begins with `head`, in a line, and goes on in an open file.

    Raises InputError where one is too large, or quotation marks are not closed.
    """
    lines = _Lines(file, path, head, line)
    while lines.more():
        yield _record(lines, path, delimiter)


def first_line(file: BinaryIO, path: str) -> bytes:
    """Return the first line of an open file, its line end included.

    Raises InputError where it is too large, or shows that none of the file can be read.
    """
    most = allowed(LARGEST_RECORD)
    line = read.read_line(file, path, most + 1)
    if len(line) > most:
        raise _too_large(path, 1, most)
    read.check_head(line, path)
    return line


class _Lines:
    """The text of a file that is still to be cut up, taken in as it is needed."""

    def __init__(self, file: BinaryIO, path: str, head: str, line: int) -> None:
        self._file, self._path = file, path
        self._most = allowed(LARGEST_RECORD)
        self.text, self.start, self.number = head, 0, line

    def more(self) -> bool:
        """Tell whether there is text left, taking in a line where there was none."""
        if self.start > _FORGET or self.start == len(self.text):
            self.text, self.start = self.text[self.start :], 0
        return bool(self.text) or self.extend()

    def extend(self) -> bool:
        """Take in more lines, the more the longer the record is; return whether there were any."""
        held = len(self.text) - self.start
        room = self._most - held
        data = b""
        if held > _SHORT:
            data = read.read_block(self._file, self._path, min(held // 2, room))
        data += read.read_line(self._file, self._path, room - len(data) + 1)
        if len(data) > room:
            raise _too_large(self._path, self.number, self._most)
        self.text += data.decode("utf-8", "surrogateescape")
        return bool(data)

    def line_at(self, place: int) -> int:
        """Return the line a place is in."""
        return self.number + len(LINE_END.findall(self.text[self.start : place]))

    def take(self, end: int) -> str:
        """Return the text up to a place, and go on behind it."""
        taken = self.text[self.start : end]
        self.start = end
        self.number += len(LINE_END.findall(taken))
        return taken


def _record(lines: _Lines, path: str, delimiter: str) -> Record:
    begin, line = lines.start, lines.number
    fields: list[Field] = []
    at, stop = begin, -1  # where the line ends that the field begins in
    while True:
        if len(fields) == MOST_FIELDS:
            what = f"the record has more than {MOST_FIELDS:,} fields"
            raise InputError.one(path, line, what, "give the table with fewer columns")
        closed = None
        if lines.text.startswith('"', at):
            tabbed = delimiter == "\t"
            closed = _tabbed(lines.text, at) if tabbed else _closed(lines, path, at, delimiter)
        if closed is None:
            if stop < at:
                stop = _line_end(lines.text, at)
            found = lines.text.find(delimiter, at, stop)
            end = stop if found < 0 else found
        else:
            end = closed
        fields.append(Field(at - begin, end - begin, closed is not None))
        if lines.text.startswith(delimiter, end):
            at = end + 1
            continue
        ended = LINE_END.match(lines.text, end)
        return Record(line, lines.take(ended.end() if ended else end), tuple(fields))


def _line_end(text: str, at: int) -> int:
    ended = LINE_END.search(text, at)
    return ended.start() if ended else len(text)


def _tabbed(text: str, at: int) -> int | None:
    """Return where a field in quotation marks ends in TSV, None where it is not in any."""
    found = _QUOTED.match(text, at, _line_end(text, at))
    return found.end() if found else None


def _closed(lines: _Lines, path: str, at: int, delimiter: str) -> int:
    i = at + 1
    while True:
        found = lines.text.find('"', i)
        if found < 0:
            i = len(lines.text)
            if not lines.extend():
                what = "a quotation mark begins a field that never ends"
                advice = "close it, or double it where it is a character of the text"
                raise InputError.one(path, lines.line_at(at), what, advice)
            continue
        after = lines.text[found + 1 : found + 2]
        if after != '"':
            if after in ("", delimiter, "\r", "\n"):
                return found + 1
            what = "a quotation mark inside a field in quotation marks is not doubled"
            advice = "double it, or name the file .tsv if tabs separate its columns"
            raise InputError.one(path, lines.line_at(found), what, advice)
        i = found + 2


def _too_large(path: str, line: int, most: int) -> InputError:
    what = f"the record that begins here is larger than {most // 1_000_000} MB"
    return InputError.one(path, line, what, remedy("close its quotation mark, or cut it up"))
