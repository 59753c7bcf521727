"""Batches on a Ray cluster of this machine, by path and by address; only where Ray is installed."""

from __future__ import annotations

import gzip
import json
import os
import signal
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from corpus_made import LEFT, LINES, NAMES, files_in, hidden_in, start

pytestmark = pytest.mark.skipif(find_spec("ray") is None, reason="ray is not installed")

_ROWS = 2500  # five shards in each of two files
_DEADLINE = 120.0


@pytest.fixture(scope="module", autouse=True)
def usual() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHARDS", "usual")  # actors know of no others
        patch.setenv("RAY_ADDRESS", "local")  # whatever else runs on this machine
        yield


@pytest.fixture(scope="module")
def repaired_here(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A corpus of many kinds of files, repaired by the local engine, and what that said."""
    folder = tmp_path_factory.mktemp("ray")
    _make(folder)
    more = ("--summary", "local.json", "--report", "local told")
    code, said = _run(folder, "corpus", "-o", "local", *more)
    assert code == 2
    assert (folder / "local told" / "packed.jsonl.gz.jsonl").read_bytes().count(b"edits") > 100
    return folder, said


def _make(folder: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    (folder / "names.toml").write_text(NAMES)
    corpus = folder / "corpus"
    (corpus / "deep").mkdir(parents=True)
    texts = [f"{LINES[n % 40 % 4] if n % 40 < 4 else LINES[1]} ({n})" for n in range(_ROWS)]
    rows = [{"id": n, "article": n // 3, "target": text} for n, text in enumerate(texts)]
    lines = [json.dumps(row, separators=(" , ", ":  ")).encode() + b"\r\n" for row in rows]
    lines[5] = b'{"target": 1}\n'  # a bad row
    (corpus / "odd name, \u65b0\u95fb #1 50%.jsonl").write_bytes(b"".join(lines))
    (corpus / "packed.jsonl.gz").write_bytes(gzip.compress(b"".join(lines[6:]), mtime=0))
    table = pyarrow.Table.from_pylist(rows)
    parquet.write_table(table, corpus / "table.parquet", row_group_size=700, compression="zstd")
    data = (corpus / "table.parquet").read_bytes()
    (corpus / "deep" / "cut.parquet").write_bytes(data[:-20])
    (corpus / "deep" / "few.jsonl").write_bytes(b"".join(lines[6:9]))
    (corpus / "bad.txt").write_bytes(b"caf\xe9 au lait, and so on\n")
    (corpus / "deep" / "text.txt").write_text("\n\n".join(texts[:4]) + "\n")


def _run(folder: Path, *args: str) -> tuple[int, str]:
    process = start(folder, *args, "--workers", "2", "--document-field", "article")
    out, said = process.communicate(timeout=_DEADLINE)
    assert out == b""
    return process.returncode, said.decode()


def _until(found: object, pause: float = 0.05) -> None:
    deadline = time.monotonic() + _DEADLINE
    while not found():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(pause)


def _actors(parent: int) -> list[int]:
    """Return the processes that are actors of a driver's own cluster."""
    above, names = {}, {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            above[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            names[int(entry.name)] = (entry / "cmdline").read_bytes()
        except OSError:
            continue
    found = []
    for pid in names:
        up = pid
        while up not in (0, 1, parent):
            up = above.get(up, 0)
        if up == parent and names[pid].startswith(b"ray::MapWorker"):
            found.append(pid)
    return found


def _kept(folder: Path) -> set[Path]:
    return set(folder.glob(".mt-repair-batch/shards/*/*"))


def test_what_was_begun_here_is_ended_on_a_cluster_though_a_worker_dies(
    repaired_here: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, said_here = repaired_here
    args = ("corpus", "-o", "there", "--workers", "2", "--document-field", "article")
    args += ("--report", "there told")
    monkeypatch.setenv("SLOW", "1")
    process = start(folder, *args)
    _until(lambda: _kept(folder / "there"))
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    monkeypatch.setenv("SLOW", "0")
    before = _kept(folder / "there")
    more = ("--resume", "--summary", "there.json", "--engine", "ray")
    process = start(folder, *args, *more)
    _until(lambda: _kept(folder / "there") - before)
    os.kill(_actors(process.pid)[0], signal.SIGKILL)
    out, said = process.communicate(timeout=_DEADLINE)
    assert (process.returncode, out) == (2, b"")
    assert sorted(said.decode().replace("there", "local").splitlines()) == sorted(
        said_here.splitlines()
    )
    assert files_in(folder / "there") == files_in(folder / "local")
    assert hidden_in(folder / "there") == LEFT
    assert (folder / "there.json").read_bytes() == (folder / "local.json").read_bytes()
    assert files_in(folder / "there told") == files_in(folder / "local told")


def test_by_address_killed_and_gone_on_with_it_gives_the_same_bytes(
    repaired_here: tuple[Path, str],
) -> None:
    folder, _ = repaired_here
    base = folder.as_uri()
    args = (f"{base}/corpus", "-o", f"{base}/remote", "--engine", "ray")
    args += ("--report", f"{base}/remote told")
    process = start(folder, *args, "--workers", "2", "--document-field", "article")
    _until(lambda: _kept(folder / "remote"), 0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert not (folder / "remote" / "mt-repair-batch.json").exists()
    code, said = _run(folder, *args, "--resume", "--summary", f"{base}/remote.json")
    assert code == 2
    assert f"{base}/corpus/deep/cut.parquet: this is no sound Parquet file" in said
    there = files_in(folder / "remote")
    manifest = "mt-repair-batch.json"
    there[manifest] = there[manifest].replace(f"{base}/corpus".encode(), b"corpus")
    assert there == files_in(folder / "local")
    assert hidden_in(folder / "remote") == [".mt-repair-batch/files.jsonl"]
    summary = (folder / "remote.json").read_bytes().replace(f"{base}/corpus".encode(), b"corpus")
    assert summary == (folder / "local.json").read_bytes()
    assert files_in(folder / "remote told") == files_in(folder / "local told")


def test_a_cluster_that_does_not_answer_is_told(
    repaired_here: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, _ = repaired_here
    monkeypatch.setenv("RAY_ADDRESS", "127.0.0.1:9")
    code, said = _run(folder, "corpus", "-o", "never", "--engine", "ray")
    assert code == 2
    assert said.startswith("RAY_ADDRESS 127.0.0.1:9: no Ray cluster lets us in there (")
    assert not (folder / "never" / ".mt-repair-batch" / "running.json").exists()
