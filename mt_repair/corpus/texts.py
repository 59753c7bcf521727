"""The texts of a corpus, to be looked through: each a document with what tells how good it is.

A row of a JSON Lines file is a document, as for `repair`; its `"reference"` may say what a
person made of it. A text file is one document too, as `repair` takes it, unless it is so
long that it can only be a collection: from MANY_LINES lines on each line is a document of
its own. `unit` says otherwise. Source and reference of a text file are files of as many
lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from mt_repair.corpus import jsonl, text
from mt_repair.corpus.read import opened, read_text
from mt_repair.errors import InputError, Problem
from mt_repair.types import Document

Unit = Literal["file", "line"]
MANY_LINES = 2_000

_REMEDY = "mend the row; it was left out"


@dataclass(frozen=True, slots=True)
class Text:
    """One document of a corpus. `line` is where it begins in its file, from 1.

    `row` says that it is a row of JSON Lines, whose lines all have its number. `expected` is
    what it must become, where that is known: an example of a glossary.
    """

    path: str
    line: int
    target: str
    source: str | None = None
    reference: str | None = None
    id: str | int | None = None
    row: bool = False
    expected: str | None = None


def document_of(found: Text) -> Document:
    """Return the document a text is, cut as `repair` cuts it."""
    if found.row:
        fields = {"target": found.target, "source": found.source, "id": found.id}
        return jsonl.document_of(fields)
    if found.expected is not None:
        return Document.of(found.target)
    return text.document(found.target, found.source)


def unit_of(lines: int) -> Unit:
    """Return whether a text of so many lines is one document or a collection of lines."""
    return "line" if lines >= MANY_LINES else "file"


def texts(
    path: str,
    source: str | None = None,
    reference: str | None = None,
    unit: Unit | None = None,
) -> Iterator[Text | Problem]:
    """Yield the documents of a corpus file in order, and what is wrong with bad rows.

    `source` and `reference` are paths of files beside a text file, line for line; `unit`
    None leaves it to `unit_of`. Raises InputError where a file cannot be used.
    """
    from mt_repair.corpus import format_of

    if format_of(path) == "jsonl":
        for name, beside in (("source", source), ("reference", reference)):
            if beside is not None:
                what = f"JSON Lines take no {name} file"
                raise InputError.one(path, None, what, f'put it in each row as "{name}"')
        yield from _rows(path)
    else:
        yield from _text(path, source, reference, unit)


def gathered(
    paths: Iterable[str],
    source: str | None = None,
    reference: str | None = None,
    unit: Unit | None = None,
) -> tuple[list[Text], list[Problem]]:
    """Return the documents of corpus files, and what is wrong with bad rows; as `texts` does."""
    found: list[Text] = []
    problems: list[Problem] = []
    for path in paths:
        for one in texts(path, source, reference, unit):
            if isinstance(one, Text):
                found.append(one)
            else:
                problems.append(one)
    return found, problems


def _text(
    path: str, source: str | None, reference: str | None, unit: Unit | None
) -> Iterator[Text]:
    whole = read_text(path)
    spans = text.line_spans(whole)
    zh = None if source is None else read_text(source)
    human = None if reference is None else read_text(reference)
    by_line = [
        _beside(path, len(spans), other, held) for other, held in ((source, zh), (reference, human))
    ]
    if (unit or unit_of(len(spans))) == "file":
        yield Text(path, 1, whole, zh, human)
        return
    for at, (start, end) in enumerate(spans):
        zh_line, human_line = (held[at] if held else None for held in by_line)
        yield Text(path, at + 1, whole[start:end], zh_line, human_line)


def _beside(path: str, count: int, other: str | None, whole: str | None) -> Sequence[str]:
    """Return the lines of the file beside a text; raises InputError where they are not as many."""
    if other is None or whole is None:
        return ()
    spans = text.line_spans(whole)
    if len(spans) != count:
        raise InputError.one(
            other,
            None,
            f"the file has {len(spans)} lines where {path} has {count}",
            "give a line for each line",
        )
    return [whole[start:end] for start, end in spans]


def _rows(path: str) -> Iterator[Text | Problem]:
    for number, body in bodies(path):
        try:
            yield _row(path, number, body)
        except jsonl.BadRowError as error:
            yield Problem(path, number, str(error), _REMEDY)


def bodies(path: str) -> Iterator[tuple[int, bytes]]:
    """Yield the rows of a JSON Lines file with their numbers, from 1; blank lines have none.

    Raises InputError as `jsonl.repaired` does.
    """
    with opened(path) as file:
        for number, line in jsonl.lines_of(file, path):
            body = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
            if body.strip():
                yield number, body.rstrip(b"\r\n")


def _row(path: str, number: int, body: bytes) -> Text:
    fields = jsonl.read_fields(body)
    jsonl.check(fields)
    reference, id = fields.get("reference"), fields.get("id")
    if reference is not None and not isinstance(reference, str):
        raise jsonl.BadRowError('"reference" is no text')
    known = id if isinstance(id, str | int) else None
    return Text(path, number, fields["target"], fields.get("source"), reference, known, row=True)
