"""How fast batches are and what they take: `python -m benchmarks.batch [workers|size|glossary]...`.

The corpus is what 34 systems made of WMT's news tests of 2021 and 2022 (development data), in
JSON Lines, alone and with the Chinese. A batch is a process of its own; its memory is the sum of
what its processes have for themselves and their part of what they share (Pss), twice a second.
Rates leave out the start, which is measured by an empty batch. Other work on the machine lowers
them; processor time says how much. `make bench` writes the tables into docs/batch.md.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from benchmarks import sourced_speed
from benchmarks.data import news, present
from benchmarks.speed import ROOT, Bar, Table, plain
from mt_repair.language.chinese import has_han

YEARS = (21, 22)
SIZES = (10_000, 100_000, 1_000_000)
WORKERS = (1, 2, 4, 8)
GLOSSARIES = (100, 1_000, 10_000)
SOME = (4, 20)  # of glossaries: every how manyth segment, with the English alone and the Chinese
BASE, EACH = 1_000, 300  # MB asked for at the most: in all, and a worker
_TICK = 0.5
_NAMES = {False: "English alone", True: "with the Chinese"}


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


def batch(path: Path, workers: int, glossary: Path | None = None) -> Run:
    """Repair a file in a batch of its own and watch it."""
    # A file and not a pipe: a large glossary has more to say than a pipe holds.
    with tempfile.TemporaryDirectory(dir=path.parent) as out, tempfile.TemporaryFile() as said:
        command = [sys.executable, "-m", "mt_repair", "batch", str(path), "-o", out]
        command += [] if glossary is None else ["--glossary", str(glossary)]
        before, began = os.times(), time.monotonic()
        process = subprocess.Popen([*command, "--workers", str(workers)], cwd=ROOT, stderr=said)
        run = Run()
        while process.poll() is None:
            _look(process.pid, run)
            time.sleep(_TICK)
        after = os.times()
        if process.returncode:
            said.seek(0)
            raise RuntimeError(said.read().decode())
    run.seconds = time.monotonic() - began
    run.cpu = (after.children_user + after.children_system) - (
        before.children_user + before.children_system
    )
    print(f"{path.name}, {workers} workers: {run}", file=sys.stderr, flush=True)
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


_COLUMNS = (
    "segments/s", "a second of processor", "MB in all", "MB of the parent", "MB of a worker"
)  # fmt: skip


def _cells(number: int, run: Run, start: Run) -> tuple[str, ...]:
    rate = number / (run.seconds - start.seconds)
    cpu = number / (run.cpu - start.cpu)
    memory = (f"{run.total:.0f}", f"{run.parent:.0f}", f"{run.worker:.0f}")
    return (f"{rate:,.0f}", f"{cpu:,.0f}", *memory)


def _start(folder: Path, workers: int, glossary: Path | None = None) -> Run:
    empty = folder / "empty.jsonl"
    corpus(empty, iter([{"target": "The harvest came late, and nobody minded."}]))
    return batch(empty, workers, glossary)


def by_workers(
    folder: Path,
    numbers: Sequence[int] = WORKERS,
    every: int = 1,
    kinds: Sequence[bool] = (False, True),
) -> tuple[Table, list[Bar]]:
    """Measure both corpora by the number of workers."""
    table, bars = [], []
    for source in kinds:
        path = folder / "corpus.jsonl"
        number = corpus(path, islice(rows(source), 0, None, every))
        for workers in numbers:
            run = batch(path, workers)
            cells = _cells(number, run, _start(folder, workers))
            table.append((_NAMES[source], f"{number:,}", str(workers), *cells))
            most = BASE + EACH * workers
            bars.append(
                Bar(
                    f"batch, {_NAMES[source]}, {workers} workers",
                    f"< {most:,} MB",
                    cells[2] + " MB",
                    run.total < most,
                )
            )
    note = "" if every == 1 else f"Every {every}th segment."
    columns = ("corpus", "segments", "workers", *_COLUMNS)
    return Table("By workers", note, columns, table), bars


def by_size(folder: Path, most: int = SIZES[-1]) -> Table:
    """Measure the English corpus, repeated, by its size."""
    table = []
    for number in SIZES:
        if number <= most:
            path = folder / "corpus.jsonl"
            corpus(path, islice(cycle(rows(False)), number))
            run = batch(path, 2)
            table.append((f"{number:,}", *_cells(number, run, _start(folder, 2))))
    note = "English alone, two workers, the corpus repeated."
    return Table("By size of the corpus", note, ("segments", *_COLUMNS), table)


def by_glossary(folder: Path, numbers: Sequence[int] = GLOSSARIES) -> Table:
    """Measure both corpora by how many terms a user has besides the names that ship."""
    table = []
    for number in numbers:
        path = folder / f"{number}.tsv"
        every = sourced_speed.glossary(2 * number + 100)
        some = (t for t in every if has_han(t.zh) and not has_han(t.en))
        terms = islice(some, number)
        lines = ["zh\ten", *(f"{term.zh}\t{term.en}" for term in terms)]
        path.write_text("\n".join(lines) + "\n", "utf-8")
        _start(folder, 1, path)  # which derives their forms
        for source, every in zip((False, True), SOME, strict=True):
            texts = folder / "corpus.jsonl"
            segments = corpus(texts, islice(rows(source), 0, None, every))
            run = batch(texts, 2, path)
            cells = _cells(segments, run, _start(folder, 2, path))
            table.append((f"{number:,}", _NAMES[source], f"{segments:,}", *cells))
    note = "Two workers; names of WMT's tests, of CC-CEDICT, and made up, with the names that ship."
    return Table(
        "By size of your glossary", note, ("terms", "corpus", "segments", *_COLUMNS), table
    )


def measured() -> tuple[list[Table], list[Bar]]:
    """Measure all; nothing where the development data is not there."""
    if not present():
        print("*** THE DEVELOPMENT DATA IS NOT THERE: BATCHES ARE LEFT OUT ***", file=sys.stderr)
        return [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        table, bars = by_workers(folder)
        return [table, by_size(folder), by_glossary(folder)], bars


def main() -> None:
    """Print the tables asked for, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="*")
    parser.add_argument("--every", type=int, default=1, help="by workers: of the segments")
    parser.add_argument("--workers", type=int, nargs="+", default=WORKERS)
    parser.add_argument("--only", choices=["english", "source"], help="by workers: this corpus")
    parser.add_argument("--most", type=int, default=SIZES[-1], help="by size")
    parser.add_argument("--terms", type=int, nargs="+", default=GLOSSARIES)
    args = parser.parse_args()
    if not present():
        print("*** THE DEVELOPMENT DATA IS NOT THERE ***", file=sys.stderr)
        return
    kinds = {"english": (False,), "source": (True,), None: (False, True)}[args.only]
    parts: dict[str, Callable[[Path], Table]] = {
        "workers": lambda folder: by_workers(folder, args.workers, args.every, kinds)[0],
        "size": lambda folder: by_size(folder, args.most),
        "glossary": lambda folder: by_glossary(folder, args.terms),
    }
    with tempfile.TemporaryDirectory() as name:
        for part in args.what or parts:
            print(plain(parts[part](Path(name))), end="\n\n", flush=True)


if __name__ == "__main__":
    main()
