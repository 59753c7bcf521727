"""JSON Lines in and out, row by row; line n of the output is line n of the input.

In: `{"id": ..., "target": MT text, "source": Chinese text or absent, ...}`. Out: the same
characters, with `"repaired"`, `"flags"`, `"edits"` and `"held"` put in before the closing
brace, so every other field keeps its place and its spelling: huge numbers, NaN, repeated
keys, `\\ud800`. Fields of those names, and `"error"`, from an earlier run are replaced.

A bad row gets `"error"` instead; one that is no JSON object becomes `{"raw", "error"}`,
where bytes that are not UTF-8 stand as `\\udc80` to `\\udcff` (Python's surrogateescape).
Blank lines, line ends, a byte order mark and a missing last line end stay as they are.

A row may silence flags: `"mt-repair-disable"` is true, or a list of rules and kinds.

Offsets are code points of the whole target. A target and a source of the same number of
lines are aligned line by line; a target without a source is cut into paragraphs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from mt_repair.corpus import read, text
from mt_repair.corpus.given import Given
from mt_repair.corpus.items import Item, Repairer, Spelling
from mt_repair.corpus.limits import allowed, remedy
from mt_repair.corpus.parts import Run, grouped, repaired_parts
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


class BadRowError(Exception):
    """What is wrong with a row."""


@dataclass(frozen=True, slots=True)
class Member:
    """A key of a row with its value, and the characters of the row it stands in."""

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
    lines = _together(lines_of(given.file, given.path))
    parts = (_Line(given.path, number, line) for number, line in lines)
    if given.groups:
        field = None if given.settings.whole else given.settings.document_field
        yield from run(grouped((part, _key(part, field)) for part in parts))
    else:
        yield from run([part] for part in parts)


def _key(line: _Line, field: str | None) -> object:
    """Return what tells the document a row belongs to; one without the field is its own."""
    if field is None or not line.body.strip():
        return ...
    try:
        value = read_fields(line.body).get(field)
    except BadRowError:
        return ...
    return value


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
        members: Sequence[Member] | None = None
        notes: list[Problem] = []
        row = ""
        try:
            row = decoded(self.body)
            members = members_of(row)
            disabled = _disabled(self.path, self.number, members, notes)
            document = replace(document_of(fields_of(members)), name=self.path, disabled=disabled)
        except BadRowError as error:
            return self.bad(row, members, str(error))
        return _Row(self, row, members, document, tuple(notes))

    def bad(self, row: str, members: Sequence[Member] | None, what: str) -> Item:
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
    members: Sequence[Member]
    document: Document
    notes: tuple[Problem, ...]

    def item(self, repair: Repair) -> Item:
        """Return the row with the results of its repair."""
        path, number = self.line.path, self.line.number
        notes = (*self.notes, *(replace(note, line=number) for note in repair.notes))
        spelt = _spelt(self.row, self.members) if repair.flags or repair.silenced else {}
        out = self.line.output(_with(self.row, self.members, results(repair)))
        return Item(path, out, repair, number, notes=notes, spelt=spelt)

    def failed(self, error: Exception) -> Item:
        """Return the row with the error in it."""
        what = f"mt-repair failed on the row ({type(error).__name__}: {error})"
        return self.line.bad(self.row, self.members, what)


def _disabled(
    path: str, number: int, members: Sequence[Member], notes: list[Problem]
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


def _spelt(row: str, members: Sequence[Member]) -> dict[str, Spelling]:
    return {
        m.key: Spelling(m.value_start + 1, row[m.value_start + 1 : m.end - 1])
        for m in members
        if m.key in ("target", "source") and isinstance(m.value, str)
    }


def fields(path: str, number: int, row: str) -> dict[str, Any]:
    """Return the fields of one row.

    Raises InputError where it is no JSON object, or has a field twice.
    """
    try:
        members = members_of(row)
    except BadRowError as error:
        raise InputError.one(path, number, str(error), "mend the row") from None
    found: dict[str, Any] = {}
    for member in members:
        if member.key in found:
            what = f'"{member.key}" stands in the row twice'
            raise InputError.one(path, number, what, "take one out")
        found[member.key] = member.value
    return found


def decoded(body: bytes) -> str:
    """Return a row as text; raises BadRowError where it is not UTF-8."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRowError(read.undecodable(body, error)[0]) from None


def _integer(digits: str) -> int | str:
    # int() refuses 4,301 digits; only an id is read, and none needs that many.
    return int(digits) if len(digits) < 40 else digits


_DECODER = json.JSONDecoder(parse_int=_integer)


def members_of(row: str) -> list[Member]:
    """Return the members of a JSON object with the places they stand in, or raise BadRowError."""
    try:
        return _scanned(row)
    except json.JSONDecodeError as error:
        what = f"{error.msg[:1].lower()}{error.msg[1:]}"
        raise BadRowError(f"the row is not JSON ({what} at character {error.pos + 1})") from None
    except RecursionError:
        raise BadRowError("the row is nested too deeply") from None


def _scanned(row: str) -> list[Member]:
    members: list[Member] = []
    at = _past_space(row, 0)
    if row[at : at + 1] != "{":
        _DECODER.decode(row)
        raise BadRowError("the row is JSON, but no object in braces")
    at = _past_space(row, at + 1)
    while row[at : at + 1] != "}" or members:
        start = at
        if row[at : at + 1] != '"':
            raise json.JSONDecodeError("Expecting a name in double quotes", row, at)
        key, at = _DECODER.raw_decode(row, at)
        value_start = _past(row, at, ":")
        value, at = _DECODER.raw_decode(row, value_start)
        members.append(Member(key, value, start, value_start, at))
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


def fields_of(members: Sequence[Member]) -> dict[str, Any]:
    """Return a row's values by key; raises BadRowError where a text stands in it twice."""
    fields: dict[str, Any] = {}
    for member in members:
        if member.key in fields and member.key in ("target", "source"):
            raise BadRowError(f'"{member.key}" stands in the row twice')
        fields[member.key] = member.value
    return fields


def read_fields(body: bytes) -> dict[str, Any]:
    """Return the values of a row, by the fast way where nothing about it is odd.

    Raises BadRowError where it is no object, or a text stands in it twice.
    """
    row = decoded(body)
    if row.count('"target"') < 2 and row.count('"source"') < 2:
        try:
            fields = json.loads(row)
            if isinstance(fields, dict):
                return fields
        except (ValueError, RecursionError):
            pass  # the slow way says what is wrong, if anything is
    return fields_of(members_of(row))


def check(fields: Mapping[str, Any]) -> None:
    """Raise BadRowError where a row's fields give no document."""
    if "target" not in fields:
        raise BadRowError('the row has no "target"')
    if not isinstance(fields["target"], str):
        raise BadRowError('"target" is no text')
    if not isinstance(fields.get("source"), str | None):
        raise BadRowError('"source" is no text')


def document_of(fields: Mapping[str, Any]) -> Document:
    """Return the document that a row's fields give; raises BadRowError where they do not."""
    check(fields)
    target, source, id = fields["target"], fields.get("source"), fields.get("id")
    if not isinstance(id, str | int):
        id = None
    if source is None:
        return text.paragraphs(target, id)
    by_line = text.aligned(target, source, id) if text.LINE_END.search(target) else None
    return by_line or Document((Segment(target, source, id),), ("", ""), id)


def results(repair: Repair) -> Record:
    starts = segment_starts(repair.document)

    def edits(found: Sequence[Edit]) -> list[Record]:
        return [edit_record(edit, starts[edit.segment]) for edit in found]

    return {
        "repaired": repair.text,
        "flags": [flag_record(flag, starts[flag.segment]) for flag in repair.flags],
        "edits": edits(repair.edits),
        "held": edits(repair.held),
    }


def _with(row: str, members: Sequence[Member], added: Record) -> str:
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


def lines_of(file: BinaryIO, path: str) -> Iterator[tuple[int, bytes]]:
    """Yield the lines of an open file with their numbers, from 1; raises InputError."""
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
