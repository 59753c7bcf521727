"""Files to documents and back: one module a format, picked by a file's suffix."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Literal

from mt_repair.corpus import jsonl, text
from mt_repair.corpus.items import Files, Item, Maker
from mt_repair.corpus.read import STDIO, read_text
from mt_repair.errors import InputError

Format = Literal["text", "jsonl"]

FORMATS: dict[str, Format] = {
    ".txt": "text",
    ".md": "text",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}


def format_of(path: str) -> Format:
    """Return the format of a path; `-` and an unknown suffix are text."""
    return FORMATS.get(PurePath(path).suffix.lower(), "text")


def repaired(path: str, make: Maker, source: str | None = None, workers: int = 1) -> Iterator[Item]:
    """Repair a file: one item for a text, an item a line for JSON Lines, in order.

    `source` is the path of the Chinese text, best line for line. Raises InputError where a
    file cannot be used, and as `make` does.
    """
    if format_of(path) == "jsonl":
        if source is not None:
            raise InputError.one(
                path, None, "JSON Lines take no source file", 'put it in each row as "source"'
            )
        yield from jsonl.repaired(path, make, workers)
        return
    if path == source == STDIO:
        raise InputError.one(
            path, None, "text and source cannot both be standard input", "name one of the files"
        )
    target = read_text(path)
    original, note = None, None
    if source is not None:
        original = read_text(source)
        note = text.check_source(path, target, source, original)
    repair = make()(replace(text.document(target, original), name=path))
    notes = (*([] if note is None else [note]), *repair.notes)
    yield Item(path, repair.text.encode("utf-8"), repair, notes=notes, source=source)


def repaired_files(
    paths: Sequence[str], make: Maker, source: str | None = None, workers: int = 1
) -> Files:
    """Repair files, one after the other: the path and the items of each.

    Of several, one that cannot be used is an item with a problem and no row, so that the
    others are done all the same; one alone raises InputError, as `make` always does.
    """
    if len(paths) == 1:
        yield paths[0], repaired(paths[0], make, source, workers)
        return
    repairer = make()  # once for all of them; each worker makes its own
    own = make if workers > 1 else lambda: repairer
    for path in paths:
        yield path, _whatever_comes(path, repaired(path, own, source, workers))


def _whatever_comes(path: str, items: Iterator[Item]) -> Iterator[Item]:
    try:
        yield from items
    except InputError as error:
        for problem in error.problems:
            yield Item(path, b"", problem=problem)
