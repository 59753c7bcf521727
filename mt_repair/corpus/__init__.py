"""Files to documents and back: one module a format, picked by a file's suffix."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import Literal

from mt_repair.corpus import jsonl, text
from mt_repair.corpus.items import Item, Maker
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
    repair = make()(text.document(target, original))
    yield Item(path, repair.text.encode("utf-8"), repair, note=note)
