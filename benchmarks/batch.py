"""How fast batches are and what they take: `python -m benchmarks.batch [speed] [size]`.

The corpus is what 34 systems made of WMT's news tests of 2021 and 2022 (development data), in
JSON Lines, alone and with the Chinese. A batch is a process of its own; its memory is the sum of
what its processes have for themselves and their part of what they share (Pss), twice a second.
Rates leave out the start, which is measured by an empty batch. Other work on the machine lowers
them; processor time says how much.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from benchmarks.data import news, present
from benchmarks.speed import ROOT, Table, plain

YEARS = (21, 22)
SIZES = (10_000, 100_000, 1_000_000)
_TICK = 0.5


@dataclass(slots=True)
class Run:
    """What a batch took: seconds, processor time, the most memory in MB, of all and a process."""

    seconds: float = 0.0
    cpu: float = 0.0
    total: float = 0.0
    parent: float = 0.0
    worker: float = 0.0


def rows(source: bool) -> Iterator[dict[str, str]]:
    """Yield what the systems made of each line, system by system."""
    for year in YEARS:
        lines = list(news(year))
        for system in sorted(lines[0]["mt"]):
            for n, line in enumerate(lines):
                if system in line["mt"]:
                    row = {"id": f"{year}-{system}-{n}", "target": line["mt"][system]}
                    yield {**row, "source": line["zh"]} if source else row


def corpus(path: Path, found: Iterator[dict[str, Any]]) -> int:
    """Write rows as JSON Lines and return how many there are."""
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in found)
    with path.open("w", encoding="utf-8") as file:
        return sum(1 for line in lines if file.write(line))


def batch(path: Path, workers: int) -> Run:
    """Repair a file in a batch of its own and watch it."""
    with tempfile.TemporaryDirectory(dir=path.parent) as out:
        command = [sys.executable, "-m", "mt_repair", "batch", str(path), "-o", out]
        before, began = os.times(), time.monotonic()
        process = subprocess.Popen(
            [*command, "--workers", str(workers)], cwd=ROOT, stderr=subprocess.PIPE
        )
        run = Run()
        while process.poll() is None:
            _look(process.pid, run)
            time.sleep(_TICK)
        after = os.times()
        if process.returncode:
            raise RuntimeError(process.stderr and process.stderr.read().decode())
    run.seconds = time.monotonic() - began
    run.cpu = (after.children_user + after.children_system) - (
        before.children_user + before.children_system
    )
    return run


def _look(pid: int, run: Run) -> None:
    """Add what the processes of a batch take now, where the system tells."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        found = [_memory(one) for one in (str(pid), *children)]
    except OSError:
        return
    run.total = max(run.total, sum(pss for pss, _ in found))
    run.parent = max(run.parent, found[0][1])
    run.worker = max(run.worker, *(own for _, own in found[1:]), 0.0)


def _memory(pid: str) -> tuple[float, float]:
    """Return the Pss of a process and what it alone has, in MB."""
    sizes: dict[str, float] = {}
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]:
        name, kilobytes = line.split()[:2]
        sizes[name] = int(kilobytes) / 1000
    return sizes["Pss:"], sizes["Private_Dirty:"] + sizes["Private_Clean:"]


def _row(name: str, number: int, workers: int, run: Run, start: Run) -> tuple[str, ...]:
    rate = number / (run.seconds - start.seconds)
    cpu = number / (run.cpu - start.cpu)
    memory = (f"{run.total:.0f}", f"{run.parent:.0f}", f"{run.worker:.0f}")
    return (name, f"{number:,}", str(workers), f"{rate:,.0f}", f"{cpu:,.0f}", *memory)


_COLUMNS = (
    "corpus", "segments", "workers", "segments/s", "a second of processor", "MB in all",
    "MB of the parent", "MB of a worker",
)  # fmt: skip


def _starts(folder: Path) -> dict[int, Run]:
    empty = folder / "empty.jsonl"
    corpus(empty, iter([{"target": "The harvest came late, and nobody minded."}]))
    return {workers: batch(empty, workers) for workers in (1, 2)}


def speed(folder: Path, every: int) -> Table:
    """Measure both corpora with one worker and with two."""
    starts = _starts(folder)
    table = []
    for name, source, step in (("English alone", False, 1), ("with the Chinese", True, every)):
        path = folder / "corpus.jsonl"
        number = corpus(path, islice(rows(source), 0, None, step))
        for workers in (1, 2):
            run = batch(path, workers)
            table.append(_row(name, number, workers, run, starts[workers]))
    note = f"Of the corpus with the Chinese every {every}th segment." if every > 1 else ""
    return Table("Batches", note, _COLUMNS, table)


def size(folder: Path, most: int) -> Table:
    """Measure the English corpus, repeated, by size."""
    starts = _starts(folder)
    table = []
    for number in SIZES:
        if number <= most:
            path = folder / "corpus.jsonl"
            corpus(path, islice(cycle(rows(False)), number))
            run = batch(path, 2)
            table.append(_row("English alone", number, 2, run, starts[2]))
    return Table("Batches by size of the corpus", "The corpus repeated.", _COLUMNS, table)


def main() -> None:
    """Print the tables asked for, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="*", default=["speed", "size"])
    parser.add_argument("--every", type=int, default=10)
    parser.add_argument("--most", type=int, default=SIZES[-1])
    args = parser.parse_args()
    if not present():
        print("*** THE DEVELOPMENT DATA IS NOT THERE ***", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as folder:
        if "speed" in args.what:
            print(plain(speed(Path(folder), args.every)), end="\n\n", flush=True)
        if "size" in args.what:
            print(plain(size(Path(folder), args.most)), flush=True)


if __name__ == "__main__":
    main()
