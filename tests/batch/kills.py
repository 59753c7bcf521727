"""Batches that are killed, or whose disk is full, at many points, and gone on with.

`python kills.py MODE NUMBER SEED`, MODE one of `moments` (kill -9 of all its processes at random
moments), `points` (just before or after a file is synced, moved, removed or a folder made) and
`full` (no room at such a point). Prints JSON: how often, and what was wrong, which must be nothing:
an output that is not whole, other bytes in the end, a file left over, more done twice than a shard
a worker. It is a process of its own: forking it is quick, and it has no threads.
"""

from __future__ import annotations

import contextlib
import errno
import json
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus_made import LEFT, files_in, hidden_in, job, make
from small import make_small

import mt_repair.batch.run as batch_run
from mt_repair.batch import shards
from mt_repair.batch.held import hold_words
from mt_repair.batch.job import pipeline_of, versions
from mt_repair.detect import reader
from mt_repair.errors import InputError

WORKERS = 2
_POINTS = ("fsync", "replace", "unlink", "mkdir", "rmdir")
_SEVERAL = 3  # runs that are cut off, of one batch


class Batch:
    """A corpus, and a batch on it that is begun again and again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        make(folder, rows=24)
        versions()  # remembered, and what is forked remembers it too
        reader.model_folder = lambda: None  # these texts need none
        built = pipeline_of(job(folder))
        hold_words(built)  # once, or each run would load what all of them have
        batch_run.pipeline_of = lambda _: built
        self.expected: dict[str, bytes] = {}
        self.all_shards = 0
        self.seconds = 0.0
        self.points = 0

    def measure(self) -> None:
        """Run it undisturbed."""
        began = time.monotonic()
        log = self.folder / "log"
        counter = multiprocessing.Value("i", 0)
        code = self.one("whole", log, counter, 0, "")
        assert code == 0, code
        self.seconds = time.monotonic() - began
        self.expected = files_in(self.folder / "whole")
        self.all_shards, self.points = len(log.read_text().split()), counter.value

    def one(self, out: str, log: Path, counter: Any, at: int, how: str, after: float = 0) -> int:
        """Run it in a process group of its own; return its exit code."""
        pid = os.fork()
        if not pid:
            code = 9
            try:
                os.setpgid(0, 0)
                _watch(log, counter, at, how)
                batch_run.repair_corpora(
                    job(self.folder, out, WORKERS, resume=True), lambda _: None
                )
                code = 0
            except InputError:
                code = 2
            finally:
                os._exit(code)
        if after:
            time.sleep(after)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _watch(log: Path, counter: Any, at: int, how: str) -> None:
    """Log what is repaired, count the points, and do at one of them what is to be done."""
    repaired = shards.repaired

    def logged(shard: shards.Shard, *args: Any) -> Any:
        with log.open("a") as file:
            file.write(f"{os.getpid()}:{shard.number}\n")
        return repaired(shard, *args)

    shards.repaired = logged
    for name in _POINTS:
        setattr(os, name, _pointed(getattr(os, name), counter, at, how))


def _pointed(done: Any, counter: Any, at: int, how: str) -> Any:
    def point(*args: Any, **more: Any) -> Any:
        with counter.get_lock():
            counter.value += 1
            here = counter.value == at or (how == "full" and at and counter.value > at)
        if here and how == "full":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if here and how == "before":
            os.killpg(0, signal.SIGKILL)
        result = done(*args, **more)
        if here and how == "after":
            os.killpg(0, signal.SIGKILL)
        return result

    return point


def tries(mode: str, batch: Batch, out: str, number: int, rng: random.Random) -> Iterator[str]:
    """Cut a batch off, several times, then let it end; yield what is wrong."""
    log = batch.folder / f"{out}.log"
    cut = 0
    for _ in range(number):
        counter = multiprocessing.Value("i", 0)
        if mode == "moments":
            code = batch.one(out, log, counter, 0, "", rng.uniform(0.001, batch.seconds))
        else:
            how = "full" if mode == "full" else rng.choice(["before", "after"])
            code = batch.one(out, log, counter, rng.randint(1, batch.points), how)
        cut += code != 0
        if mode == "full" and code not in (0, 2):
            yield f"exit code {code}"
        for name, data in files_in(batch.folder / out).items():
            if batch.expected.get(name) != data and name != "mt-repair-batch.json":
                yield f"{name} is not whole"
    code = batch.one(out, log, multiprocessing.Value("i", 0), 0, "")
    if code:
        yield f"it ends with {code}"
    if files_in(batch.folder / out) != batch.expected:
        yield "other bytes"
    if hidden_in(batch.folder / out) != LEFT:
        yield f"left over: {hidden_in(batch.folder / out)}"
    done = len(log.read_text().split())
    if done > batch.all_shards + cut * WORKERS:
        yield f"{done} shards done of {batch.all_shards}, cut off {cut} times"


def main(mode: str, number: int, seed: int) -> None:
    """Print what came of it."""
    make_small()
    rng = random.Random(seed)
    memory = Path("/dev/shm")  # where syncing takes no time; a killed process leaves the same
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        batch = Batch(Path(folder))
        batch.measure()
        bad: list[str] = []
        for at in range(0, number, _SEVERAL):
            some = min(_SEVERAL, number - at)
            bad += [f"{at}: {what}" for what in tries(mode, batch, f"out{at}", some, rng)]
    print(json.dumps({"times": number, "points": batch.points, "bad": bad}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
