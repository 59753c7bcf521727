"""CSV and TSV: a row is a document; of its cells only the one with the translation changes.

The columns are chosen (`Settings.target_field`, `.source_field`), by their names in the first
record or by number from 1; numbers alone take a table without a header. Else they are found by
usual names. The delimiter is told by the suffix and the first record, or by a line `sep=;`.

Quotation marks, delimiter and line ends stay. A cell that a spreadsheet would run as a formula
is left as it is, and so is one that an edit would make into one. A bad row is told and passed
on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import NamedTuple

from mt_repair.corpus.columns import chosen, document_column
from mt_repair.corpus.csvlines import Field, Record, first_line, records
from mt_repair.corpus.formats import format_of
from mt_repair.corpus.formula import is_formula
from mt_repair.corpus.framed import Framed, placed, segment_of
from mt_repair.corpus.given import Given
from mt_repair.corpus.items import Item
from mt_repair.corpus.left import told
from mt_repair.corpus.marked import Marked, Piece, Spot, as_it_is
from mt_repair.corpus.parts import Run, grouped
from mt_repair.errors import Problem
from mt_repair.types import Document, Repair

FORMULA = "a cell that a spreadsheet would run as a formula"
_MADE_FORMULA = "a cell that its repair would make a formula"

_BOM = "\ufeff"
_DELIMITERS = ",;\t|"
_LOOKED_AT = 1 << 16
_SEP = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
_REMEDY = "mend the row; it was passed on as it is"


class _Columns(NamedTuple):
    target: int
    source: int | None


def repaired(given: Given, run: Run) -> Iterator[Item]:
    """Repair a table, an item a row; raises InputError where it cannot be used."""
    begin = first_line(given.file, given.path)
    head = begin.decode("utf-8", "surrogateescape")
    mark = _BOM if head.startswith(_BOM) else ""
    head = head[len(mark) :]
    before, delimiter, line = mark, _delimiter(given, head), 1
    if said := _SEP.fullmatch(head):
        before, head, delimiter, line = mark + head, "", said[1], 2
    found = records(given.file, given.path, delimiter, head, line)
    first = next(found, None)
    if first is None:
        yield Item(given.path, before.encode())
        return
    names = [first.value(i) for i in range(len(first.fields))]
    has_header, target, source = chosen(given.path, first.line, names, given.settings)
    lead = before + (first.raw if has_header else "")
    yield Item(given.path, lead.encode("utf-8", "surrogateescape"), row=1)
    rows = found if has_header else chain([first], found)
    columns = _Columns(target, source)
    parts = (_Row(given.path, record, delimiter, columns) for record in rows)
    if not given.groups:
        yield from told(given.path, run([part] for part in parts))
        return
    column = document_column(given.path, first.line, names, given.settings)
    yield from told(given.path, run(grouped((part, _key(part.record, column)) for part in parts)))


def _key(record: Record, column: int | None) -> object:
    """Return what tells the document a row belongs to; one without the cell is its own."""
    if column is None or not record.raw.strip():
        return ...
    return record.value(column) if column < len(record.fields) else None


def _delimiter(given: Given, head: str) -> str:
    if format_of(given.path, given.settings.format) == "tsv":
        return "\t"
    wanted = given.settings.target_field
    counts = {sign: head.count(sign, 0, _LOOKED_AT) for sign in _DELIMITERS}
    if wanted and not wanted.isdigit():
        named = [
            sign
            for sign in _DELIMITERS
            if wanted in re.split(f'[{re.escape(sign)}"\r\n]', head[:_LOOKED_AT])
        ]
        return named[0] if named else max(_DELIMITERS, key=lambda sign: counts[sign])
    return max(_DELIMITERS, key=lambda sign: counts[sign])


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as it stands in the file."""

    path: str
    record: Record
    delimiter: str
    columns: _Columns

    @property
    def size(self) -> int:
        return len(self.record.raw)

    def read(self) -> _Cell | Item:
        """Return the cell to repair, or the item of a row that has none."""
        record, (target, source) = self.record, self.columns
        if not record.raw.strip():
            return self._as_it_is()
        try:
            record.raw.encode("utf-8")
        except UnicodeEncodeError as error:
            byte = ord(record.raw[error.start]) & 0xFF
            return self._bad(f"the byte 0x{byte:02X} is not UTF-8")
        if target >= len(record.fields):
            return self._bad(f"the row has {len(record.fields)} cells, none in column {target + 1}")
        text = record.value(target)
        if is_formula(text):
            return self._as_it_is(FORMULA)
        if not text or text.isspace():
            return self._as_it_is()
        original = None
        if source is not None and source < len(record.fields):
            original = record.value(source)
        return _Cell(self, record.fields[target], original)

    def _as_it_is(self, left: str = "") -> Item:
        raw = self.record.raw.encode("utf-8", "surrogateescape")
        return Item(self.path, raw, row=self.record.line, left=left)

    def _bad(self, what: str) -> Item:
        problem = Problem(self.path, self.record.line, what, _REMEDY)
        return replace(self._as_it_is(), problem=problem)


@dataclass(frozen=True, slots=True)
class _Cell:
    """The cell with the translation."""

    row: _Row
    field: Field
    source: str | None

    @property
    def document(self) -> Document:
        """The cell's text with its source."""
        return self._framed().document

    def item(self, repair: Repair) -> Item:
        """Return the row with its cell repaired."""
        if not (repair.edits and is_formula(repair.text)):
            return self._framed().item(repair)
        held = (*repair.edits, *repair.held)
        kept = replace(repair, edits=(), held=held, text=repair.document.text)
        return replace(self._framed().item(kept), left=_MADE_FORMULA)

    def failed(self, error: Exception) -> Item:
        """Return the row as it was."""
        return self._framed().failed(error)

    def _framed(self) -> Framed:
        row, field = self.row, self.field
        record = row.record
        start, end = (field.start + 1, field.end - 1) if field.quoted else (field.start, field.end)
        around = (record.raw[:start], record.raw[end:])
        inner = record.raw[start:end]
        if field.quoted:
            text = Marked(tuple(_pieces(inner)))
        else:
            text = Marked((Piece(inner, inner, as_it_is),), finish=partial(_cell, row.delimiter))
        document = Document((segment_of(text, self.source),), ("", ""), name=row.path)
        texts = placed(around, [text], Spot(record.line, 1, 0))
        return Framed(row.path, around, texts, document, row=record.line)


def _pieces(inner: str) -> Sequence[Piece]:
    """Return the pieces of what stands between quotation marks."""
    parts = re.findall(r'""|[^"]+', inner)
    return [Piece(part, '"' if part == '""' else part, _doubled) for part in parts]


def _doubled(text: str) -> str:
    return text.replace('"', '""')


def _cell(delimiter: str, text: str) -> str:
    """Return an edited cell that had no quotation marks, with them where it needs them now."""
    needed = any(sign in text for sign in ("\r", "\n", delimiter)) or text.startswith('"')
    return f'"{_doubled(text)}"' if needed else text
