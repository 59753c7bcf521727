"""Files read by Ray Data: a row for each shard, then one that tells how many there were.

Ray opens the files on any node and reads ahead of the actors by a few shards. Bytes and documents
stay whole, as the formats cut them: Ray's own readers of JSON and Parquet would parse them.
Imported where Ray is.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

import pyarrow
import ray
from ray.data.datasource import FileBasedDatasource

from mt_repair.batch.cut import shards_of
from mt_repair.batch.plan import File
from mt_repair.batch.work import Hashes, Task, hashes_of
from mt_repair.corpus import Settings
from mt_repair.corpus.addresses import buffered, is_address, located
from mt_repair.corpus.packed import unpacked

if TYPE_CHECKING:
    from pyarrow.fs import FileSystem

COLUMN = "row"


@dataclass(frozen=True, slots=True)
class Cut:
    """A file that was cut up, and into how many shards."""

    file: File
    hashes: Hashes
    shards: int


def table(rows: Iterable[object]) -> pyarrow.Table:
    """Return rows as a block of Ray Data; they are pickled, by and for our own processes."""
    return pyarrow.table({COLUMN: pyarrow.array(map(pickle.dumps, rows), pyarrow.large_binary())})


def rows_of(block: pyarrow.Table) -> Iterator[Any]:
    """Yield the rows of a block."""
    for row in block.column(COLUMN):
        yield pickle.loads(row.as_py())  # noqa: S301 - our own processes wrote it


def by_system(files: Sequence[File]) -> Iterator[tuple[FileSystem, dict[str, File]]]:
    """Yield file systems, each with the files that are there by their paths."""
    from pyarrow.fs import LocalFileSystem

    found: dict[int, tuple[Any, dict[str, File]]] = {}
    here = LocalFileSystem()
    for file in files:
        place = located(file.path) if is_address(file.path) else (here, os.path.abspath(file.path))
        found.setdefault(id(place[0]), (place[0], {}))[1][place[1]] = file
    yield from found.values()


@dataclass(frozen=True, slots=True)
class Cuts:
    """How files are cut up, on any node; paths are relative to a place.

    Where the batch goes on with one that was interrupted (`resume`), shards may be kept.
    """

    settings: Settings
    resume: bool
    place: str


class Shards(FileBasedDatasource):  # type: ignore[misc]
    """Files, given by their paths in a file system, to the shards that are to be repaired."""

    def __init__(self, system: FileSystem, files: dict[str, File], cuts: Cuts) -> None:
        super().__init__(list(files), filesystem=system, ignore_missing_paths=True)
        self._files = ray.put(files)  # once, and not with each of many read tasks
        self._cuts = cuts

    def _open_input_source(self, filesystem: Any, path: str, **_: Any) -> Any:  # noqa: ANN401
        try:
            return filesystem.open_input_file(path)  # anywhere in it, and as it is packed
        except (OSError, ValueError):  # told by who puts it together
            return pyarrow.BufferReader(b"")

    def _read_stream(self, f: Any, path: str) -> Iterator[pyarrow.Table]:  # noqa: ANN401
        try:
            os.chdir(self._cuts.place)
            file = ray.get(self._files)[path]
            yield from self._cut(file, unpacked(file.path, buffered(f)))
        except Exception:
            return  # told by who puts it together

    def _cut(self, file: File, held: BinaryIO) -> Iterator[pyarrow.Table]:
        # All of them, kept or not: where a node is gone Ray reads again, and counts on the same rows.
        hashes, number = hashes_of(file), 0
        for shard in shards_of(file, held, self._cuts.settings):
            number += 1
            yield table([Task(file, hashes, shard, self._cuts.resume)])
        yield table([Cut(file, hashes, number)])
