"""Parquet: rows come back in their groups, with schema and metadata; skipped without pyarrow."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import toy
from formatted import items, pairs

from mt_repair.corpus import repaired
from mt_repair.errors import InputError

pyarrow = pytest.importorskip("pyarrow")
from pyarrow import parquet  # noqa: E402


def table(**columns: object):  # type: ignore[no-untyped-def]
    return pyarrow.table(columns).replace_schema_metadata({"made": "here"})


def packed(made: object, **how: object) -> bytes:
    out = io.BytesIO()
    parquet.write_table(made, out, **how)
    return out.getvalue()


def output(data: bytes, **settings: object):  # type: ignore[no-untyped-def]
    made = items("parquet", data, toy.words, **settings)
    return parquet.ParquetFile(io.BytesIO(b"".join(i.output for i in made)))


@pytest.mark.parametrize(
    "kind", [pyarrow.string(), pyarrow.large_string(), pyarrow.dictionary(pyarrow.int32(), pyarrow.string())]
)  # fmt: skip
def test_rows_groups_schema_and_compression_stay(kind: object) -> None:
    texts = ["on pat", None, "", "fine", " ", "pat pat", "x"]
    made = table(
        id=list(range(7)), target=pyarrow.array(texts).cast(kind), more=[[n] for n in range(7)]
    )
    got = output(packed(made, row_group_size=3, compression={"target": "zstd", "id": "none", "more.list.element": "snappy"}))  # fmt: skip
    assert (
        got.read().to_pydict()
        == made.set_column(
            1, "target", pyarrow.array(["on Paipai", None, "", "fine", " ", "Paipai Paipai", "x"])
        ).to_pydict()
    )
    assert got.schema_arrow == made.schema
    assert got.schema_arrow.metadata == {b"made": b"here"}
    groups = [got.metadata.row_group(n) for n in range(got.num_row_groups)]
    assert [g.num_rows for g in groups] == [3, 3, 1]
    assert [groups[0].column(n).compression for n in range(3)] == ["UNCOMPRESSED", "ZSTD", "SNAPPY"]


def test_columns_are_chosen_as_in_a_table() -> None:
    data = packed(table(zh=["拍", None], en=["pat", "b"], x=["c", "d"]))
    assert pairs("parquet", data) == [("pat", "拍"), ("b", None)]
    assert pairs("parquet", data, target_field="x") == [("c", "拍"), ("d", None)]
    assert pairs("parquet", data, target_field="x", source_field="2") == [("c", "pat"), ("d", "b")]


def test_an_empty_table_stays() -> None:
    made = table(target=pyarrow.array([], pyarrow.string()))
    assert output(packed(made)).read() == made


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "in.parquet: this is no sound Parquet file ("),
        (packed(table(target=["a"]))[:-9], "in.parquet: this is no sound Parquet file ("),
        (packed(table(target=[1])), 'in.parquet: the column "target" holds no text; name another'),
        (packed(table(x=["a"])), "in.parquet: no column has a usual name"),
    ],
)
def test_a_table_that_cannot_be_used_is_told(data: bytes, message: str) -> None:
    with pytest.raises(InputError) as caught:
        items("parquet", data, toy.words)
    assert str(caught.value).startswith(message)


def test_more_workers_give_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(packed(table(target=[f"{n} pat" for n in range(400)]), row_group_size=70))
    alone, both = (
        b"".join(i.output for i in repaired(str(path), toy.worder, workers=n)) for n in (1, 2)
    )
    assert alone == both
