"""Glossary files in columns: CSV and TSV, with our header or as translation services have them.

Read are also two columns without a header (DeepL, Google for one direction), DeepL's with the
codes of the two languages behind them and the relevance that its generator adds, and a header
of language codes, with `pos` and `description` (Google's equivalent term sets, Amazon's
terminologies): the columns of other languages are passed over. `services` writes those.

A cell that a spreadsheet would run as a formula gets an apostrophe before it in our own
tables, and loses it when they are read (OWASP, CSV Injection).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from mt_repair.corpus.formula import is_formula
from mt_repair.corpus.languages import EN, ZH, language, rank
from mt_repair.errors import Problem
from mt_repair.glossary.entries import KEYS, LISTS, Entry, Left, Reading, nearest, quoted, values_of
from mt_repair.glossary.formats.foreign import Found, entries_of, no_place
from mt_repair.glossary.formats.written import Written
from mt_repair.language.chinese import has_han
from mt_repair.types import Term

if TYPE_CHECKING:
    from _csv import Reader

COLUMNS = tuple(key for key in KEYS if key != "examples")

_OWN = frozenset(COLUMNS) - {ZH, EN}
_BOOLS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


class _Row(NamedTuple):
    line: int
    cells: list[str]


def read_csv(text: str, path: str) -> Reading:
    """Return the entries of a CSV glossary; semicolons separate where the header has them."""
    delimiter = ","
    if not _is_header(_first(text, ",")) and _is_header(_first(text, ";")):
        delimiter = ";"
    return _read(text, path, delimiter)


def read_tsv(text: str, path: str) -> Reading:
    """Return the entries of a TSV glossary; a quotation mark is a character like any other."""
    return _read(text, path, "\t")


def split_names(cell: str) -> list[str]:
    r"""Return the names in a cell of several: `|` between them, `\|` a bar, `\\` a backslash."""
    names = [""]
    for part in re.findall(r"\\[\\|]|\||\\|[^\\|]+", cell):
        if part == "|":
            names.append("")
        else:
            names[-1] += part[1:] if part in ("\\\\", "\\|") else part
    return [name.strip() for name in names]


def join_names(names: Sequence[str]) -> str:
    """Return the cell that `split_names` splits into these names."""
    return "|".join(re.sub(r"([\\|])", r"\\\1", name) for name in names)


def write_csv(terms: Sequence[Term]) -> Written:
    """Return terms as a CSV glossary."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(_table(terms))
    return Written(out.getvalue().encode(), len(terms))


def write_tsv(terms: Sequence[Term]) -> Written:
    """Return terms as a TSV glossary, which has no place for a line break or a tab in a note."""
    left = []
    lines = []
    for term, row in zip((None, *terms), _table(terms), strict=True):
        cells = [re.sub(r"[\t\n\r]+", " ", cell) for cell in row]
        if term and cells != row:
            left.append(Left("line breaks and tabs of notes became spaces", term.zh))
        lines.append("\t".join(cells) + "\n")
    return Written("".join(lines).encode(), len(terms), tuple(left))


def _table(terms: Sequence[Term]) -> Iterator[list[str]]:
    yield list(COLUMNS)
    for term in terms:
        values = values_of(term) | {"off": "true" if term.off else ""}
        cells = (values.get(key, "") for key in COLUMNS)
        texts = (join_names(c) if isinstance(c, list) else c for c in cells)
        yield [f"'{text}" if is_formula(text) else text for text in texts]


def _read(text: str, path: str, delimiter: str) -> Reading:
    rows, problems = _rows(text, path, delimiter)
    if not rows:
        return Reading((), tuple(problems), "")
    header = rows[0].cells
    if _is_header(header):
        if _is_of_languages(header):
            reading = _read_languages(rows, path, delimiter)
            return replace(reading, problems=(*problems, *reading.problems))
        columns, faults = _columns(rows[0], path)
        problems += faults
        rows = rows[1:]
    elif not any(map(has_han, rows[0].cells)):
        problems.append(
            Problem(
                path,
                rows[0].line,
                "the first row is neither a header nor a term",
                f"name the columns: {delimiter.join(COLUMNS[:2])}, or give a Chinese name",
            )
        )
        columns, rows = _columns_by_content(rows[1:]), rows[1:]
    else:
        columns = _columns_by_content(rows)
    entries = []
    for row in rows:
        if any(row.cells[len(columns) :]):
            problems.append(_too_many(row, columns, path, delimiter))
        else:
            entries.append(Entry(row.line, _values(columns, row.cells)))
    return Reading(tuple(entries), tuple(problems), "")


def _reader(text: str, delimiter: str) -> Reader:
    # newline="" keeps a line break inside a quoted cell as it is, and \u2028 no line's end.
    stream = io.StringIO(text, newline="")
    if delimiter == "\t":
        return csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
    return csv.reader(stream, delimiter=delimiter, strict=True, skipinitialspace=True)


def _first(text: str, delimiter: str) -> list[str]:
    try:
        return next((row for row in _reader(text, delimiter) if any(row)), [])
    except csv.Error:
        return []


def _rows(text: str, path: str, delimiter: str) -> tuple[list[_Row], list[Problem]]:
    rows: list[_Row] = []
    reader = _reader(text, delimiter)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(_Row(line, [cell.strip() for cell in cells]))
            line = reader.line_num + 1
    except csv.Error as error:
        what, remedy = f"this row cannot be read: {error}", "check its quotation marks"
        if "unexpected end" in str(error) or "field larger" in str(error):
            what = "a quotation mark that opens in this row is never closed"
            remedy = 'close it; a " inside a quoted cell is written ""'
        elif "expected after" in str(error):
            what = "text follows a closing quotation mark"
            remedy = 'put the whole cell in quotation marks; a " inside is written ""'
        return rows, [Problem(path, line, what, remedy)]
    return rows, []


def _is_header(cells: Sequence[str]) -> bool:
    # Chinese in the row tells a term of DeepL's, with two language codes, from a header.
    return {ZH, EN} <= set(map(language, cells)) and not any(map(has_han, cells))


def _is_of_languages(header: Sequence[str]) -> bool:
    """Tell whether a header is one of language codes, and more than the two of our own files."""
    names = [cell.lower() for cell in header if cell]
    plain = all(len(language(n)) == 2 or n in ("pos", "description") for n in names)
    return plain and len(names) > 2


def _read_languages(rows: list[_Row], path: str, delimiter: str) -> Reading:
    header = rows[0].cells
    order = sorted(range(len(header)), key=lambda i: rank(header[i]))
    problems = [
        Problem(path, rows[0].line, f"there are two columns for {cell}", "keep one of the two")
        for i, cell in enumerate(header)
        if cell and cell.lower() in (other.lower() for other in header[:i])
    ]
    founds = []
    for row in rows[1:]:
        if any(row.cells[len(header) :]):
            problems.append(_too_many(row, header, path, delimiter))
            continue
        cells = [*row.cells, *[""] * len(header)]
        given = [(header[i], cells[i]) for i in order if cells[i]]
        found = Found(row.line)
        found.zh += [cell for code, cell in given if language(code) == ZH]
        found.en += [cell for code, cell in given if language(code) == EN]
        found.notes += [cell for name, cell in given if name.lower() == "description"]
        others = [name for name, _ in given if name.lower() != "description"]
        found.left += (no_place(name) for name in others if language(name) not in (ZH, EN))
        founds.append(found)
    entries, left = entries_of(founds)
    return Reading(entries, tuple(problems), "", left)


def _columns(header: _Row, path: str) -> tuple[list[str], list[Problem]]:
    """Return the columns a header names, the ones to pass over as ""; and what is wrong."""
    columns: list[str] = []
    problems: list[Problem] = []
    last = max(i for i, cell in enumerate(header.cells) if cell)
    for cell in header.cells[: last + 1]:
        code = language(cell)
        name = code if code in (ZH, EN) else cell.lower()
        fault = _column_fault(name, cell, columns)
        if fault:
            problems.append(Problem(path, header.line, *fault))
        columns.append("" if fault else name)
    return columns, problems


def _column_fault(name: str, cell: str, before: Sequence[str]) -> tuple[str, str] | None:
    if name in before:
        return f"there are two columns for {name}", "keep one of the two"
    if name == "examples":
        return "a table cannot hold examples", "keep them in a TOML or YAML glossary"
    if name not in COLUMNS:
        return f"unknown column {quoted(cell)}", nearest(cell, COLUMNS)
    return None


def _columns_by_content(rows: Sequence[_Row]) -> list[str]:
    """Return the columns of rows without a header: zh, en, or en, zh where Chinese is second.

    DeepL may add the codes of the two languages; they say nothing the rows do not.
    """
    first = all(has_han(row.cells[0]) for row in rows)
    second = all(len(row.cells) > 1 and has_han(row.cells[1]) for row in rows)
    columns = ["en", "zh"] if second and not first else ["zh", "en"]
    for more in (2, 3):  # DeepL's generator of glossaries adds how relevant a term is
        if rows and all(
            len(row.cells) == 2 + more and set(map(language, row.cells[2:4])) == {ZH, EN}
            for row in rows
        ):
            columns += [""] * more
    return columns


def _too_many(row: _Row, columns: Sequence[str], path: str, delimiter: str) -> Problem:
    what = f"the row has {len(row.cells)} cells where {len(columns)} belong"
    if delimiter == "\t":
        return Problem(path, row.line, what, "take out the extra tab, or name its column")
    name = "comma" if delimiter == "," else "semicolon"
    return Problem(
        path, row.line, what, f"put a text with a {name} in quotation marks, or name its column"
    )


def _values(columns: Sequence[str], cells: Sequence[str]) -> dict[str, Any]:
    values: dict[str, Any] = {"zh": "", "en": ""}
    ours = not _OWN.isdisjoint(columns)
    for column, cell in zip(columns, cells, strict=False):
        if not column or not cell:
            continue
        if ours and cell[0] == "'" and is_formula(cell):
            cell = cell[1:]
        if column in LISTS:
            values[column] = split_names(cell)
        elif column == "off":
            values[column] = _BOOLS.get(cell.lower(), cell)
        else:
            values[column] = cell
    return values
