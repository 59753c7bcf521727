"""Glossary files in columns: CSV and TSV, with a header or as DeepL and Google write them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from mt_repair.errors import Problem
from mt_repair.glossary.entries import KEYS, LISTS, Entry, Reading, nearest, quoted
from mt_repair.language.chinese import has_han

if TYPE_CHECKING:
    from _csv import Reader

COLUMNS = tuple(key for key in KEYS if key != "examples")

_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{2,8})*", re.IGNORECASE)
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


def _read(text: str, path: str, delimiter: str) -> Reading:
    rows, problems = _rows(text, path, delimiter)
    if not rows:
        return Reading((), tuple(problems), "")
    if _is_header(rows[0].cells):
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
        extra = [cell for cell in row.cells[len(columns) :] if cell]
        if extra:
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


def _language(cell: str) -> str:
    found = _LANGUAGE.fullmatch(cell.strip())
    return found[1].lower() if found else ""


def _is_header(cells: Sequence[str]) -> bool:
    # Chinese in the row tells a term of DeepL's, with two language codes, from a header.
    return {"zh", "en"} <= {_language(cell) for cell in cells} and not any(map(has_han, cells))


def _columns(header: _Row, path: str) -> tuple[list[str], list[Problem]]:
    """Return the columns a header names, the ones to pass over as ""; and what is wrong."""
    columns: list[str] = []
    problems: list[Problem] = []
    last = max(i for i, cell in enumerate(header.cells) if cell)
    for cell in header.cells[: last + 1]:
        language = _language(cell)
        name = language if language in ("zh", "en") else cell.lower()
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
    if rows and all(
        len(row.cells) == 4 and {_language(cell) for cell in row.cells[2:]} == {"zh", "en"}
        for row in rows
    ):
        columns += ["", ""]
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
    for column, cell in zip(columns, cells, strict=False):
        if not column or not cell:
            continue
        if column in LISTS:
            values[column] = split_names(cell)
        elif column == "off":
            values[column] = _BOOLS.get(cell.lower(), cell)
        else:
            values[column] = cell
    return values
