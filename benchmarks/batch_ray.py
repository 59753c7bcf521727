"""What batches on a Ray cluster cost: `python -m benchmarks.batch_ray [--every 10]`.

The corpora of `benchmarks.batch`, on a cluster of this machine alone. The processor time of each
kind of process is summed twice a second, and what an empty batch takes is taken off: the start.
A million segments are reckoned from that.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from benchmarks.batch import corpus, rows
from benchmarks.data import present
from benchmarks.speed import ROOT, Table, plain

_TICK = 0.5
_TICKS = os.sysconf("SC_CLK_TCK")
_COLUMNS = (
    "corpus", "segments", "actors", "readers and writers", "driver", "Ray itself", "MB of an actor",
)  # fmt: skip
ACTORS, TASKS, DRIVER, RAY = "actors", "tasks", "driver", "ray"


@dataclass(slots=True)
class Run:
    """What a batch took: processor time by kind of process, most memory of an actor in MB."""

    cpu: Counter[str] = field(default_factory=Counter)
    actor: float = 0.0


def batch(path: Path, workers: int) -> Run:
    """Repair a file on a cluster of this machine and watch it."""
    with tempfile.TemporaryDirectory(dir=path.parent) as out:
        command = [sys.executable, "-m", "mt_repair", "batch", str(path), "-o", out]
        command += ["--engine", "ray", "--workers", str(workers)]
        process = subprocess.Popen(
            command, cwd=ROOT, stderr=subprocess.PIPE, env={**os.environ, "RAY_ADDRESS": "local"}
        )
        run = Run()
        spent: dict[int, float] = {}
        kinds: dict[int, str] = {process.pid: DRIVER}
        while process.poll() is None:
            _look(process.pid, kinds, spent, run)
            time.sleep(_TICK)
        if process.returncode:
            raise RuntimeError(process.stderr and process.stderr.read().decode())
    for pid, seconds in spent.items():
        run.cpu[kinds[pid]] += seconds
    return run


def _look(driver: int, kinds: dict[int, str], spent: dict[int, float], run: Run) -> None:
    """Note what each process below the driver has taken until now."""
    above: dict[int, int] = {}
    taken: dict[int, float] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        above[int(entry.name)] = int(fields[1])
        taken[int(entry.name)] = (int(fields[11]) + int(fields[12])) / _TICKS
    for pid, seconds in taken.items():
        up = pid
        while up > 1 and up != driver:
            up = above.get(up, 0)
        if up == driver:
            spent[pid] = seconds
            _name(pid, kinds)
            if kinds[pid] == ACTORS:
                run.actor = max(run.actor, _memory(pid))


def _name(pid: int, kinds: dict[int, str]) -> None:
    if kinds.get(pid, RAY) != RAY:
        return
    try:
        name = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        name = b""
    kinds[pid] = RAY
    if name.startswith(b"ray::MapWorker"):
        kinds[pid] = ACTORS
    elif name.startswith(b"ray::") and not name.startswith(b"ray::IDLE"):
        kinds[pid] = TASKS


def _memory(pid: int) -> float:
    """Return what a process has for itself, in MB."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    except OSError:
        return 0.0
    sizes = {name: int(size) for name, size in (line.split()[:2] for line in lines)}
    return (sizes["Private_Dirty:"] + sizes["Private_Clean:"]) / 1000


def cost(folder: Path, every: int, workers: int) -> Table:
    """Measure both corpora."""
    empty = folder / "empty.jsonl"
    corpus(empty, iter([{"target": "The harvest came late, and nobody minded."}]))
    start = batch(empty, workers)
    table = []
    for name, source, step in (("English alone", False, 1), ("with the Chinese", True, every)):
        path = folder / "corpus.jsonl"
        number = corpus(path, islice(rows(source), 0, None, step))
        run = batch(path, workers)
        each = [
            f"{(run.cpu[kind] - start.cpu[kind]) / number * 1e6:,.0f}"
            for kind in (ACTORS, TASKS, DRIVER, RAY)
        ]
        table.append((name, f"{number:,}", *each, f"{run.actor:.0f}"))
    note = "Seconds of processor for a million segments, the start taken off."
    return Table("Batches on a cluster", note, _COLUMNS, table)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=10)
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    if not present():
        print("*** THE DEVELOPMENT DATA IS NOT THERE ***", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as folder:
        print(plain(cost(Path(folder), args.every, args.workers)))


if __name__ == "__main__":
    main()
