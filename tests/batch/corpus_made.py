"""A little corpus in several formats, made up for the tests, and how a batch is run on it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from mt_repair.batch import Job

NAMES = """
[[term]]
zh = "亿邦动力"
en = "Ebrun"
wrong = ["billion state power"]
[[term]]
zh = "花街网"
en = "Huajie"
wrong = ["flower street network"]
[[term]]
zh = "北岭银行"
en = "Beiling Bank"
wrong = ["north ridge bank"]
"""
LINES = (
    "Sellers on the platform told billion state power that orders had doubled.",
    "The harvest came late this year, and nobody minded.",
    "According to flower street network, lanterns sell best in winter.",
    "Paper kites rose over the square at noon.",
)
ROOT = Path(__file__).resolve().parents[2]
WITH = ("--no-default-glossary", "--glossary", "names.toml")


def make(folder: Path, rows: int = 40, texts: int = 3) -> None:
    """Write names.toml and corpus/ with a JSON Lines file, a table and a tree of texts."""
    (folder / "names.toml").write_text(NAMES)
    corpus = folder / "corpus"
    (corpus / "deep" / "er").mkdir(parents=True)
    lines = [f"{LINES[n % len(LINES)]} ({n})" for n in range(rows)]
    made = (json.dumps({"id": n, "target": line}) for n, line in enumerate(lines))
    (corpus / "rows.jsonl").write_text("".join(f"{row}\n" for row in made))
    table = "".join(f'{n};"{line}"\r\n' for n, line in enumerate(lines))
    (corpus / "deep" / "table.csv").write_text(f"id;target\r\n{table}", newline="")
    for n in range(texts):
        (corpus / "deep" / "er" / f"{n}.txt").write_text("\n\n".join(lines[n : n + 4]) + "\n")


def files_in(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by name, hidden ones left out."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(p.startswith(".") for p in path.relative_to(folder).parts)
    }


def hidden_in(folder: Path) -> list[str]:
    """Return what else there is, which after a batch is its journal and its lock."""
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and any(p.startswith(".") for p in path.relative_to(folder).parts)
    )


LEFT = [".mt-repair-batch/files.jsonl", ".mt-repair-batch/lock"]


def job(folder: Path, out: str = "out", workers: int = 2, **more: object) -> Job:
    """Return the job of a batch over the corpus made in a folder."""
    inputs = (str(folder / "corpus"),)
    return Job(inputs, str(folder / out), (folder / "names.toml",), False, workers=workers, **more)  # type: ignore[arg-type]


def start(folder: Path, *args: str) -> subprocess.Popen[bytes]:
    """Start the command, with small shards, in a process group of its own."""

    def heed() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # a job in the background is born deaf to it

    small = Path(__file__).with_name("small.py")
    return subprocess.Popen(
        [sys.executable, str(small), "batch", *WITH, *args],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=heed,  # noqa: PLW1509
    )
