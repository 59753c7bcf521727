"""The documents of a file in shards, and the results of a shard kept in a file.

A shard's file is the SHA-256 of the rest on a line, then JSON on a line (items, sums, the size of
what was repaired), then the items' outputs one after the other, then what is reported. What does
not fit its hash was not written to its end and counts as not there; so does what is another
shard's.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from mt_repair.batch.found import Found, found_of
from mt_repair.corpus.items import Item, Repairer
from mt_repair.corpus.parts import Parts, Read, repaired_read
from mt_repair.corpus.paths import content
from mt_repair.corpus.records import Record, to_json
from mt_repair.corpus.write import writing
from mt_repair.detect.source_terms import has_source
from mt_repair.errors import InputError, Problem
from mt_repair.language.segment import read_ahead
from mt_repair.report.records import lines_of
from mt_repair.types import Document, Repair

SHARD_BYTES, SHARD_DOCUMENTS = 64_000, 1_000
_EMPTY = Document((), ("",))


@dataclass(frozen=True, slots=True)
class Shard:
    """Documents of a file that one worker repairs; `number` counts from 0."""

    number: int
    documents: tuple[Parts, ...]

    @property
    def size(self) -> int:
        """How many bytes it is, more or less."""
        return sum(part.size for parts in self.documents for part in parts)

    @property
    def parts(self) -> int:
        """How many parts it has, each of which becomes an item."""
        return sum(map(len, self.documents))


@dataclass(frozen=True, slots=True)
class Done:
    """A repaired shard: its items without their repairs, the sums and the report of these."""

    items: tuple[Item, ...]
    found: Found
    report: bytes = b""


def shards(documents: Iterable[Parts]) -> Iterator[Shard]:
    """Yield the documents of a file in shards, the same ones in every run."""
    number, size = 0, 0
    held: list[Parts] = []
    for parts in documents:
        held.append(parts)
        size += sum(part.size for part in parts)
        if size >= SHARD_BYTES or len(held) == SHARD_DOCUMENTS:
            yield Shard(number, tuple(held))
            number, size, held = number + 1, 0, []
    if held:
        yield Shard(number, tuple(held))


def repaired(shard: Shard, repairer: Repairer, reporting: bool = False) -> Done:
    """Repair a shard; raises InputError where it cannot be read."""
    found = Found()
    items = []
    report: list[Record] = []
    read = [[part.read() for part in parts] for parts in shard.documents]
    read_ahead(_sources(read))
    for parts in read:
        done = repaired_read(parts, repairer)
        found.counts["documents"] += any(item.repair is not None for item in done)
        for item in done:
            found.add(item)
            items.append(_slim(item))
            if reporting:
                report += lines_of(item)
    lines = "".join(to_json(line) + "\n" for line in report)
    return Done(tuple(items), found, lines.encode())


def _sources(documents: Iterable[Iterable[Read | Item]]) -> Iterator[str]:
    """Yield the Chinese that documents will be judged by."""
    for parts in documents:
        for part in parts:
            if not isinstance(part, Item):
                yield from (s.source or "" for s in part.document.segments if has_source(s))


def _slim(item: Item) -> Item:
    """Return an item with what its file is made of, and what is told of it."""
    kept = None
    if item.repair is not None and not item.output:  # a cell, which its table is made of
        kept = Repair(_EMPTY, (), (), (), item.repair.text)
    return replace(item, repair=kept, spelt={}, layout=None)


def store(shard: Shard, done: Done, path: str, unfinished: str) -> None:
    """Keep a repaired shard in a file, made in the folder of unfinished ones.

    Raises InputError where it cannot be written.
    """
    items = [_record(item) for item in done.items]
    header = {"items": items, "found": done.found.record(), "size": shard.size}
    outputs = (item.output for item in done.items)
    body = b"".join([json.dumps(header).encode(), b"\n", *outputs, done.report])
    with writing(path, unfinished) as put:
        put(hashlib.sha256(body).hexdigest().encode() + b"\n")
        put(body)


def load(path: str, file: str, shard: Shard) -> Done | None:
    """Return a shard of an input as it is kept in a file, None where it is not there whole."""
    try:
        digest, _, body = (content(path) or b"").partition(b"\n")
    except InputError:
        return None
    if hashlib.sha256(body).hexdigest().encode() != digest:
        return None
    header, _, outputs = body.partition(b"\n")
    held = json.loads(header)
    if held["size"] != shard.size or len(held["items"]) != shard.parts:
        return None
    items, at = [], 0
    for record in held["items"]:
        end = at + record[1]
        items.append(_item(file, record, outputs[at:end]))
        at = end
    return Done(tuple(items), found_of(held["found"]), outputs[at:])


def _record(item: Item) -> list[Any]:
    """Return an item as a list, short where there is nothing to say of it."""
    text = None if item.repair is None else item.repair.text
    short = [item.row, len(item.output)]
    if item.problem is None and not item.notes and not item.left and text is None:
        return short
    problem = None if item.problem is None else _told(item.problem)
    return [*short, problem, [_told(note) for note in item.notes], item.left, text]


def _told(problem: Problem) -> list[Any]:
    return [problem.path, problem.line, problem.what, problem.remedy]


def _item(path: str, record: list[Any], output: bytes) -> Item:
    if len(record) == 2:
        return Item(path, output, row=record[0])
    row, _, problem, notes, left, text = record
    return Item(
        path,
        output,
        None if text is None else Repair(_EMPTY, (), (), (), text),
        row,
        None if problem is None else Problem(*problem),
        tuple(Problem(*note) for note in notes),
        left=left,
    )
