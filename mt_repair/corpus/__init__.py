"""Files to documents and back: one module a format, picked by a file's suffix."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from mt_repair.corpus.formats import FORMATS, format_of
from mt_repair.corpus.given import Given, Settings
from mt_repair.corpus.items import Files, Item, Maker
from mt_repair.corpus.parts import Run, runner
from mt_repair.corpus.read import STDIO, opened
from mt_repair.errors import InputError

__all__ = [
    "AS_IT_IS",
    "FORMATS",
    "Settings",
    "format_of",
    "repaired",
    "repaired_by",
    "repaired_files",
    "repaired_open",
]

AS_IT_IS = Settings()


def repaired(
    path: str,
    make: Maker,
    source: str | None = None,
    workers: int = 1,
    settings: Settings = AS_IT_IS,
) -> Iterator[Item]:
    """Repair a file: items in order, whose outputs are the file again.

    A text, page or document is one item, a row or unit of the other formats one each.
    `source` is the path of the Chinese text where the format has none of its own, best
    line for line. Raises InputError where a file cannot be used, and as `make` does.
    """
    yield from repaired_by(runner(make, workers), path, source, settings)


def repaired_by(
    run: Run, path: str, source: str | None = None, settings: Settings = AS_IT_IS
) -> Iterator[Item]:
    """Repair a file as `repaired` does, its documents by `run`."""
    with opened(path) as file:
        yield from repaired_open(run, path, file, source, settings)


def repaired_open(
    run: Run,
    path: str,
    file: BinaryIO,
    source: str | None = None,
    settings: Settings = AS_IT_IS,
) -> Iterator[Item]:
    """Repair a file as `repaired_by` does, which is open, and unpacked where it is packed."""
    name = format_of(path, settings.format)
    _check(path, name, source, settings)
    yield from FORMATS[name].repaired(Given(path, file, source, settings), run)


def repaired_files(
    paths: Sequence[str],
    make: Maker,
    source: str | None = None,
    workers: int = 1,
    settings: Settings = AS_IT_IS,
) -> Files:
    """Repair files, one after the other: the path and the items of each.

    Of several, one that cannot be used is an item with a problem and no row, so that the
    others are done all the same; one alone raises InputError, as `make` always does.
    """
    if len(paths) == 1:
        yield paths[0], repaired(paths[0], make, source, workers, settings)
        return
    repairer = make()  # once for all of them; each worker makes its own
    own = make if workers > 1 else lambda: repairer
    for path in paths:
        yield path, _whatever_comes(path, repaired(path, own, source, workers, settings))


def _check(path: str, name: str, source: str | None, settings: Settings) -> None:
    format = FORMATS[name]
    if source is not None and not format.beside:
        remedy = "leave --source out"
        if name == "jsonl":
            remedy = 'put it in each row as "source"'
        elif format.fields:
            remedy = "name its column with --source-field"
        what = f"{_named(name)} take no source file"
        raise InputError.one(path, None, what, remedy)
    if path == source == STDIO:
        raise InputError.one(
            path, None, "text and source cannot both be standard input", "name one of the files"
        )
    if settings.document_field and not (format.fields or name == "jsonl"):
        what = f"{_named(name)} have no field that says which rows are one document"
        raise InputError.one(path, None, what, "leave --document-field out")
    if (settings.target_field or settings.source_field) and not format.fields:
        what = f"{_named(name)} have no columns to choose"
        raise InputError.one(path, None, what, "leave --target-field and --source-field out")


def _named(name: str) -> str:
    return {"jsonl": "JSON Lines", "text": "Texts"}.get(name, f"{name.upper()} files")


def _whatever_comes(path: str, items: Iterator[Item]) -> Iterator[Item]:
    try:
        yield from items
    except InputError as error:
        for problem in error.problems:
            yield Item(path, b"", problem=problem)
