"""The formats of texts: which there are, by what suffix they are known, what each takes.

A format's module has `repaired(given, run)`, which cuts a file into the parts of documents,
lets `run` repair them (`corpus.parts`) and yields the items, whose outputs make up the file
again. It is imported when it is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import cast

from mt_repair.corpus.given import Given
from mt_repair.corpus.items import Item
from mt_repair.corpus.packed import without_packing
from mt_repair.corpus.parts import Run

Repaired = Callable[[Given, Run], Iterator[Item]]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file.

    `beside`: its Chinese may be in a file beside it. `many`: it holds many short documents.
    `fields`: its columns can be chosen. `binary`: no terminal can show it.
    """

    module: str
    suffixes: tuple[str, ...]
    beside: bool = False
    many: bool = False
    fields: bool = False
    binary: bool = False

    def repaired(self, given: Given, run: Run) -> Iterator[Item]:
        """Repair a file of the format; raises InputError where it cannot be used."""
        module = import_module(f"mt_repair.corpus.{self.module}")
        return cast(Repaired, module.repaired)(given, run)


FORMATS: dict[str, Format] = {
    "text": Format("plain", (".txt", ".text"), beside=True),
    "jsonl": Format("jsonl", (".jsonl", ".ndjson"), many=True),
    "csv": Format("tables", (".csv",), many=True, fields=True),
    "tsv": Format("tables", (".tsv", ".tab"), many=True, fields=True),
    "parquet": Format("parquet", (".parquet", ".pq"), many=True, fields=True, binary=True),
    "tmx": Format("tmx", (".tmx",), many=True),
    "xliff": Format("xliff", (".xlf", ".xliff", ".mqxliff", ".mxliff", ".sdlxliff"), many=True),
    "po": Format("po", (".po", ".pot")),
    "srt": Format("subtitles", (".srt",), beside=True),
    "vtt": Format("subtitles", (".vtt",), beside=True),
    "html": Format("html", (".html", ".htm", ".xhtml"), beside=True),
    "markdown": Format("markdown", (".md", ".markdown"), beside=True),
    "docx": Format("docx", (".docx", ".docm"), beside=True, binary=True),
}

BY_SUFFIX = {suffix: name for name, format in FORMATS.items() for suffix in format.suffixes}


def format_of(path: str, name: str | None = None) -> str:
    """Return the name of a path's format, or the name given; `-` and an unknown suffix are text."""
    return name or BY_SUFFIX.get(PurePath(without_packing(path)).suffix.lower(), "text")
