"""Parquet tables, a row group at a time: a row is a document, its cell with the translation changes.

The columns are chosen as in `tables`. Schema, metadata, row groups and compression stay; the
bytes are written anew. Needs pyarrow, which the extra `parquet` installs. In reports a line is
a row, from 1.
"""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, BinaryIO

from mt_repair.corpus.columns import chosen, document_column
from mt_repair.corpus.given import Given
from mt_repair.corpus.items import Item
from mt_repair.corpus.limits import allowed, remedy
from mt_repair.corpus.parts import Run, grouped
from mt_repair.corpus.read import read_whole
from mt_repair.errors import InputError, Problem
from mt_repair.types import Document, Repair, Segment

if TYPE_CHECKING:
    from pyarrow import Table
    from pyarrow.parquet import ParquetFile

LARGEST_FILE = 512_000_000  # of one that cannot be read here and there, such as a packed one
LARGEST_GROUP = 1_000_000_000
MOST_ROWS = 10_000_000  # of a row group


def repaired(given: Given, run: Run) -> Iterator[Item]:
    """Repair a table, an item a row; raises InputError where it cannot be used."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        what, advice = "Parquet needs pyarrow, which is not installed", "pip install pyarrow"
        raise InputError.one(given.path, None, what, advice) from None
    file: BinaryIO = given.file
    if not file.seekable():
        file = io.BytesIO(read_whole(file, given.path, LARGEST_FILE))
    try:
        with parquet.ParquetFile(file) as table:
            yield from _repaired(given, table, run)
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        said = str(error).split("\n")[0][:200]
        what = f"this is no sound Parquet file ({said})"
        raise InputError.one(given.path, None, what, "get the whole file again") from None


def _repaired(given: Given, table: ParquetFile, run: Run) -> Iterator[Item]:
    from pyarrow import parquet

    schema = table.schema_arrow
    _, target, source = chosen(given.path, None, schema.names, given.settings)
    for column in (target, source):
        if column is not None and not _holds_text(schema.field(column).type):
            what = f'the column "{schema.names[column]}" holds no text'
            raise InputError.one(given.path, None, what, "name another column")
    waiting: deque[Table] = deque()
    sink = _Sink()
    with parquet.ParquetWriter(sink, schema, **_writing(table)) as writer:
        values: list[str | None] = []
        key = document_column(given.path, None, schema.names, given.settings)
        rows = _rows(given.path, table, (target, source, key), waiting)
        documents = grouped(rows) if given.groups else ([row] for row, _ in rows)
        for item in run(documents):
            values.append(item.repair.text if item.repair is not None else None)
            if len(values) == waiting[0].num_rows:
                group = waiting.popleft()
                writer.write_table(_with(group, target, values), row_group_size=group.num_rows)
                values = []
            yield replace(item, output=sink.taken())
    yield Item(given.path, sink.taken(), row=table.metadata.num_rows)


def _rows(
    path: str,
    table: ParquetFile,
    columns: tuple[int, int | None, int | None],
    waiting: deque[Table],
) -> Iterator[tuple[_Row, object]]:
    """Yield the rows, each with what tells the document it belongs to."""
    target, source, key = columns
    number = 0
    for n in range(table.num_row_groups):
        _check_size(path, table, n)
        group = table.read_row_group(n)
        if not group.num_rows:
            continue
        waiting.append(group)
        originals = group.column(source) if source is not None else None
        keys = group.column(key) if key is not None else None
        for at, text in enumerate(group.column(target)):
            number += 1
            original = originals[at].as_py() if originals is not None else None
            own = keys[at].as_py() if keys is not None else ...
            yield _Row(path, number, text.as_py(), original), own


def _check_size(path: str, table: ParquetFile, n: int) -> None:
    group = table.metadata.row_group(n)
    if group.total_byte_size > allowed(LARGEST_GROUP) or group.num_rows > MOST_ROWS:
        what = f"row group {n + 1} is too large to be held at once"
        raise InputError.one(path, None, what, remedy("write the table with smaller row groups"))


def _with(group: Table, target: int, values: list[str | None]) -> Table:
    """Return a row group with other values in its target column, where one changed."""
    import pyarrow

    old = group.column(target)
    before = old.to_pylist()
    now = [a if b is None else b for a, b in zip(before, values, strict=True)]
    if now == before:
        return group
    field = group.schema.field(target)
    plain = field.type.value_type if pyarrow.types.is_dictionary(field.type) else field.type
    made = pyarrow.array(now, plain)
    if plain != field.type:
        made = made.dictionary_encode().cast(field.type)
    return group.set_column(target, field, made)


def _holds_text(type: Any) -> bool:  # noqa: ANN401 - pyarrow's types have none of their own
    from pyarrow import types

    if types.is_dictionary(type):
        type = type.value_type
    return bool(types.is_string(type) or types.is_large_string(type) or types.is_string_view(type))


def _writing(table: ParquetFile) -> dict[str, Any]:
    """Return how the file was written, for a writer."""
    if not table.num_row_groups:
        return {}
    group = table.metadata.row_group(0)
    columns = [group.column(n) for n in range(group.num_columns)]
    codecs = {c.path_in_schema: c.compression.lower() for c in columns}
    codecs = {path: "none" if codec == "uncompressed" else codec for path, codec in codecs.items()}
    dictionaries = [c.path_in_schema for c in columns if c.has_dictionary_page]
    return {"compression": codecs, "use_dictionary": dictionaries or False}


@dataclass(frozen=True, slots=True)
class _Row:
    """A row's texts, which are both the part of the file and what was read of it."""

    path: str
    number: int
    target: str | None
    source: str | None

    @property
    def size(self) -> int:
        return len(self.target or "")

    def read(self) -> _Row | Item:
        """Return the row, or the item of one that has no text."""
        if not self.target or self.target.isspace():
            return Item(self.path, b"", row=self.number)
        return self

    @property
    def document(self) -> Document:
        """The cell's text with its source."""
        segment = Segment(self.target or "", self.source or None)
        return Document((segment,), ("", ""), name=self.path)

    def item(self, repair: Repair) -> Item:
        """Return the row; its bytes come with those of its row group."""
        return Item(self.path, b"", repair, self.number, notes=repair.notes, binary=True)

    def failed(self, error: Exception) -> Item:
        """Return the row as it was, with the problem."""
        what = f"mt-repair failed on the row ({type(error).__name__}: {error})"
        problem = Problem(
            self.path, self.number, what, "please report it; it was passed on as it is"
        )
        return Item(self.path, b"", None, self.number, problem)


class _Sink(io.RawIOBase):
    """Takes what is written, to be handed on piece by piece."""

    def __init__(self) -> None:
        self._data, self._size = bytearray(), 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:  # noqa: ANN401 - a buffer of any kind
        self._data += data
        self._size += len(data)
        return len(data)

    def tell(self) -> int:
        return self._size

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        data, self._data = bytes(self._data), bytearray()
        return data
