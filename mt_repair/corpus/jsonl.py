"""JSON Lines in and out, row by row; line n of the output is line n of the input.

In: `{"id": ..., "target": MT text, "source": Chinese text or absent, ...}`. Out: the same
characters, with `"repaired"`, `"flags"`, `"edits"` and `"held"` put in before the closing
brace, so every other field keeps its place and its spelling: huge numbers, NaN, repeated
keys, `\\ud800`. Fields of those names, and `"error"`, from an earlier run are replaced.

A bad row gets `"error"` instead; one that is no JSON object becomes `{"raw", "error"}`,
where bytes that are not UTF-8 stand as `\\udc80` to `\\udcff` (Python's surrogateescape).
Blank lines, line ends, a byte order mark and a missing last line end stay as they are.

A row may silence rules: `"mt-repair-disable"` is true or a list of them.

Offsets are code points of the whole target. A target and a source of the same number of
lines are aligned line by line; a target without a source is cut into paragraphs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from mt_repair.corpus import read, text
from mt_repair.corpus.given import Given
from mt_repair.corpus.items import Item, Repairer, Spelling
from mt_repair.corpus.limits import allowed, remedy
from mt_repair.corpus.parts import Run, repaired_parts
from mt_repair.corpus.records import (
    Record,
    edit_record,
    flag_record,
    segment_starts,
    to_json,
)
from mt_repair.errors import InputError, Problem
from mt_repair.types import Document, Edit, Repair, Segment

LARGEST_ROW = 64_000_000
ADDED = ("repaired", "flags", "edits", "held", "error")
_SILENCING = "mt-repair-disable"

_BOM = b"\xef\xbb\xbf"
_MOST_BLANK = 4096
_SPACE = re.compile(r"[ \t\n\r]*")
_REMEDY = "mend the row; it was passed on as it is"


class _BadRowError(Exception):
    """What is wrong with a row."""


@dataclass(frozen=True, slots=True)
class _Member:
    key: str
    value: Any
    start: int
    value_start: int
    end: int


def repaired(given: Given, run: Run) -> Iterator[Item]:
    """Repair a file row by row, in order; no row is lost, whatever is wrong with it.

    Raises InputError where the file cannot be read, is no UTF-8 from its first row on, or
    has a row over LARGEST_ROW.
    """
    lines = _together(_lines(given.file, given.path))
    yield from run([_Line(given.path, number, line)] for number, line in lines)


def repair_row(path: str, number: int, line: bytes, repairer: Repairer) -> Item:
    """Repair one line of a file, its line end included; never raises on what it holds."""
    (item,) = repaired_parts([_Line(path, number, line)], repairer)
    return item


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a file as it stands there."""

    path: str
    number: int
    line: bytes

    @property
    def size(self) -> int:
        return len(self.line)

    @property
    def mark(self) -> bytes:
        return _BOM if self.number == 1 and self.line.startswith(_BOM) else b""

    @property
    def body(self) -> bytes:
        return self.line[len(self.mark) :].rstrip(b"\r\n")

    def read(self) -> _Row | Item:
        """Return the row, or the item of a line that is none."""
        if not self.body.strip():
            return Item(self.path, self.line, row=self.number)
        members: Sequence[_Member] | None = None
        notes: list[Problem] = []
        row = ""
        try:
            row = _decoded(self.body)
            members = _members(row)
            disabled = _disabled(self.path, self.number, members, notes)
            document = replace(_document(members), name=self.path, disabled=disabled)
        except _BadRowError as error:
            return self.bad(row, members, str(error))
        return _Row(self, row, members, document, tuple(notes))

    def bad(self, row: str, members: Sequence[_Member] | None, what: str) -> Item:
        """Return the item of a line that is wrong; `members` where it is an object all the same."""
        if members is None:
            raw = self.body.decode("utf-8", "surrogateescape")
            out = to_json({"raw": raw, "error": what})
        else:
            out = _with(row, members, {"error": what})
        problem = Problem(self.path, self.number, what, _REMEDY)
        return Item(self.path, self.output(out), None, self.number, problem)

    def output(self, row: str) -> bytes:
        """Return the line with another row in it."""
        end = self.line[len(self.mark) + len(self.body) :]
        return self.mark + row.encode("utf-8") + end


@dataclass(frozen=True, slots=True)
class _Row:
    """A row that was read."""

    line: _Line
    row: str
    members: Sequence[_Member]
    document: Document
    notes: tuple[Problem, ...]

    def item(self, repair: Repair) -> Item:
        """Return the row with the results of its repair."""
        path, number = self.line.path, self.line.number
        notes = (*self.notes, *(replace(note, line=number) for note in repair.notes))
        spelt = _spelt(self.row, self.members) if repair.flags or repair.silenced else {}
        out = self.line.output(_with(self.row, self.members, _results(repair)))
        return Item(path, out, repair, number, notes=notes, spelt=spelt)

    def failed(self, error: Exception) -> Item:
        """Return the row with the error in it."""
        what = f"mt-repair failed on the row ({type(error).__name__}: {error})"
        return self.line.bad(self.row, self.members, what)


def _disabled(
    path: str, number: int, members: Sequence[_Member], notes: list[Problem]
) -> frozenset[str]:
    """Return the rules that a row silences, `*` for all; tell where it says so wrongly."""
    value = next((m.value for m in members if m.key == _SILENCING), None)
    if value is None or isinstance(value, bool):
        return frozenset("*" if value else ())
    if isinstance(value, list) and all(isinstance(rule, str) for rule in value):
        return frozenset(value)
    what = f'"{_SILENCING}" is neither true nor a list of rules, so it silences nothing'
    notes.append(Problem(path, number, what, 'write true, or rules that "mt-repair explain" lists'))
    return frozenset()


def _spelt(row: str, members: Sequence[_Member]) -> dict[str, Spelling]:
    return {
        m.key: Spelling(m.value_start + 1, row[m.value_start + 1 : m.end - 1])
        for m in members
        if m.key in ("target", "source") and isinstance(m.value, str)
    }


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _BadRowError(read.undecodable(body, error)[0]) from None


def _integer(digits: str) -> int | str:
    # int() refuses 4,301 digits; only an id is read, and none needs that many.
    return int(digits) if len(digits) < 40 else digits


_DECODER = json.JSONDecoder(parse_int=_integer)


def _members(row: str) -> list[_Member]:
    """Return the members of a JSON object with the places they stand in."""
    try:
        return _scanned(row)
    except json.JSONDecodeError as error:
        what = f"{error.msg[:1].lower()}{error.msg[1:]}"
        raise _BadRowError(f"the row is not JSON ({what} at character {error.pos + 1})") from None
    except RecursionError:
        raise _BadRowError("the row is nested too deeply") from None


def _scanned(row: str) -> list[_Member]:
    members: list[_Member] = []
    at = _past_space(row, 0)
    if row[at : at + 1] != "{":
        _DECODER.decode(row)
        raise _BadRowError("the row is JSON, but no object in braces")
    at = _past_space(row, at + 1)
    while row[at : at + 1] != "}" or members:
        start = at
        if row[at : at + 1] != '"':
            raise json.JSONDecodeError("Expecting a name in double quotes", row, at)
        key, at = _DECODER.raw_decode(row, at)
        value_start = _past(row, at, ":")
        value, at = _DECODER.raw_decode(row, value_start)
        members.append(_Member(key, value, start, value_start, at))
        at = _past_space(row, at)
        if row[at : at + 1] == "}":
            break
        at = _past(row, at, ",")
    at = _past_space(row, at + 1)
    if at < len(row):
        raise json.JSONDecodeError("Extra data", row, at)
    return members


def _past_space(row: str, at: int) -> int:
    found = _SPACE.match(row, at)
    return found.end() if found else at


def _past(row: str, at: int, sign: str) -> int:
    at = _past_space(row, at)
    if row[at : at + 1] != sign:
        raise json.JSONDecodeError(f"Expecting '{sign}' delimiter", row, at)
    return _past_space(row, at + 1)


def _document(members: Sequence[_Member]) -> Document:
    fields: dict[str, Any] = {}
    for member in members:
        if member.key in fields and member.key in ("target", "source"):
            raise _BadRowError(f'"{member.key}" stands in the row twice')
        fields[member.key] = member.value
    if "target" not in fields:
        raise _BadRowError('the row has no "target"')
    target, source, id = fields["target"], fields.get("source"), fields.get("id")
    if not isinstance(target, str):
        raise _BadRowError('"target" is no text')
    if source is not None and not isinstance(source, str):
        raise _BadRowError('"source" is no text')
    if not isinstance(id, str | int):
        id = None
    if source is None:
        return text.paragraphs(target, id)
    by_line = text.aligned(target, source, id) if text.LINE_END.search(target) else None
    return by_line or Document((Segment(target, source, id),), ("", ""), id)


def _results(repair: Repair) -> Record:
    starts = segment_starts(repair.document)

    def edits(found: Sequence[Edit]) -> list[Record]:
        return [edit_record(edit, starts[edit.segment]) for edit in found]

    return {
        "repaired": repair.text,
        "flags": [flag_record(flag, starts[flag.segment]) for flag in repair.flags],
        "edits": edits(repair.edits),
        "held": edits(repair.held),
    }


def _with(row: str, members: Sequence[_Member], added: Record) -> str:
    """Return the row with members added at its end, the rest of it as it was."""
    kept = [member for member in members if member.key not in ADDED]
    new = to_json(added)[1:-1]
    if not kept:
        return f"{{{new}}}"
    if len(kept) == len(members):
        end = members[-1].end
        return f"{row[:end]}, {new}{row[end:]}"
    old = ", ".join(row[member.start : member.end] for member in kept)
    return f"{{{old}, {new}}}"


def _lines(file: BinaryIO, path: str) -> Iterator[tuple[int, bytes]]:
    most = allowed(LARGEST_ROW)
    line = read.read_line(file, path, most + 1)
    read.check_head(line, path)
    number = 1
    while line:
        if len(line) > most:
            what = f"the row is larger than {most // 1_000_000} MB"
            raise InputError.one(path, number, what, remedy("cut it up"))
        yield number, line
        line = read.read_line(file, path, most + 1)
        number += 1


def _together(lines: Iterable[tuple[int, bytes]]) -> Iterator[tuple[int, bytes]]:
    """Yield lines, blank ones that follow one another as one: a file may hold millions."""
    blank: list[bytes] = []
    first = 0
    for number, line in lines:
        if line.isspace() and len(blank) < _MOST_BLANK:
            first = first if blank else number
            blank.append(line)
            continue
        if blank:
            yield first, b"".join(blank)
            blank = []
        yield number, line
    if blank:
        yield first, b"".join(blank)
