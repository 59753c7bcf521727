"""Batches on a Ray cluster of this machine; only where Ray is installed."""

from __future__ import annotations

import time
from importlib.util import find_spec
from pathlib import Path

import pytest
from corpus_made import LEFT, files_in, hidden_in, make, start

pytestmark = pytest.mark.skipif(find_spec("ray") is None, reason="ray is not installed")


@pytest.fixture(autouse=True)
def usual(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHARDS", "usual")  # actors know of no others


def _run(folder: Path, *args: str) -> tuple[int, str]:
    process = start(folder, "corpus", "--workers", "2", *args)
    _, said = process.communicate(timeout=300)
    return process.returncode, said.decode()


def test_a_cluster_gives_the_same_bytes(tmp_path: Path) -> None:
    make(tmp_path, rows=3000)
    (tmp_path / "corpus" / "bad.txt").write_bytes(b"caf\xe9 au lait, and so on\n")
    code, said = _run(tmp_path, "-o", "local")
    assert code == 2
    assert _run(tmp_path, "-o", "there", "--engine", "ray") == (2, said.replace("local", "there"))
    assert files_in(tmp_path / "there") == files_in(tmp_path / "local")
    assert hidden_in(tmp_path / "there") == LEFT


def test_what_was_begun_here_is_ended_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, rows=3000)
    monkeypatch.setenv("SLOW", "2")
    process = start(tmp_path, "corpus", "-o", "out", "--workers", "2")
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob("out/.mt-repair-batch/shards/*/*")):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    process.kill()
    process.communicate()
    monkeypatch.setenv("SLOW", "0")
    assert _run(tmp_path, "-o", "out", "--engine", "ray", "--resume")[0] == 0
    assert _run(tmp_path, "-o", "local")[0] == 0
    assert files_in(tmp_path / "out") == files_in(tmp_path / "local")
