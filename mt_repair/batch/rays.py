"""A batch on a Ray cluster: Ray Data reads files and streams their shards to actors.

An actor has a processor of its own, builds its pipeline and loads its models once; what it repaired it
keeps beside the outputs, as workers of one machine do. When all shards of a file are kept, a task
puts it together. The driver holds no text. Nodes reach inputs and outputs by the same paths or
addresses. Imported where it is asked for: Ray is an extra, and takes seconds to load.
"""

from __future__ import annotations

import os
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from typing import Any

import ray
import ray.data
from ray.data import ActorPoolStrategy, DataContext, Dataset
from ray.exceptions import RayError, RayTaskError
from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

from mt_repair.batch.course import Step
from mt_repair.batch.folder import Folder
from mt_repair.batch.job import Job
from mt_repair.batch.plan import File, total
from mt_repair.batch.raycuts import Cut, Cuts, Shards, by_system, rows_of, table
from mt_repair.batch.rayworker import TRIES, Kept, Repairing, Share, Tries, put_together
from mt_repair.batch.shards import SHARD_BYTES
from mt_repair.batch.work import Result, Task, given_up
from mt_repair.corpus.pool import Died, Refused
from mt_repair.corpus.records import Record
from mt_repair.errors import InputError

_MEMORY = 1_000_000_000  # bytes that an actor may come to
_AHEAD = 2  # tasks that an actor has, so that it need not wait for the next
_BLOCKS, _MOST = 16, 16  # shares of an actor at least, and shards of a share at most
_TOGETHER = 4  # actors for each file that is put together at once


class _Files:
    """Files that are put together on the nodes, so many at once, in processes of their own."""

    def __init__(self, share: Share, most: int) -> None:
        self._share, self._most = share, most
        self._task = ray.remote(num_cpus=0, max_retries=TRIES - 1)(put_together)
        self._ready: deque[Task] = deque()
        self._busy: dict[Any, Task] = {}

    def add(self, task: Task) -> None:
        """Take a file on."""
        self._ready.append(task)
        self._fill()

    def done(self, wait: bool = False) -> Iterator[tuple[Task, Result | Died]]:
        """Yield the files that are done by now, or all of them; raises InputError."""
        while self._busy:
            ready, _ = ray.wait(list(self._busy), timeout=None if wait else 0)
            if not ready:
                return
            for one in ready:
                task = self._busy.pop(one)
                self._fill()
                yield task, self._result(one)

    def _fill(self) -> None:
        while self._ready and len(self._busy) < self._most:
            task = self._ready.popleft()
            self._busy[self._task.remote(self._share, os.getcwd(), task)] = task

    def _result(self, one: Any) -> Result | Died:  # noqa: ANN401 - a reference of Ray's own
        try:
            result: Result | Refused = ray.get(one)
        except RayTaskError:
            raise
        except RayError:
            return Died(None)
        if isinstance(result, Refused):
            raise InputError(result.problems)
        return result


def by_ray(
    job: Job,
    folder: Folder,
    mark: str,
    todo: Sequence[File],
    workers: int,
    share: Share,
    bare: Share,
) -> Iterator[tuple[Record | None, Step]]:
    """Repair files, and yield records of those that are done, and how far it is.

    `share` makes what actors work with, `bare` what puts files together. Raises InputError
    where nothing more can be done.
    """
    cuts = Cuts(job.settings, job.resume, os.getcwd())
    files = _Files(bare, max(1, workers // _TOGETHER))
    progress = _Progress(folder, mark, todo)
    for row in _rows(_repaired(cuts, todo, workers, share)):
        task, record = progress.take(row)
        if task is not None:
            files.add(task)
        yield record, progress.step()
        for done in files.done():
            yield progress.put(*done), progress.step()
    for task in progress.left():
        files.add(task)
    for done in files.done(wait=True):
        yield progress.put(*done), progress.step()


class _Progress:
    """What has become of the files."""

    def __init__(self, folder: Folder, mark: str, todo: Sequence[File]) -> None:
        self._folder, self._mark, self._total = folder, mark, total(todo)
        self._left = {file.name: file for file in todo}  # neither done nor put together
        self._cuts: dict[str, Cut] = {}
        self._shards: Counter[str] = Counter()
        self._bytes: Counter[str] = Counter()
        self._segments = 0

    def step(self) -> Step:
        """Return how far it is."""
        return Step(self._bytes.total(), self._total, self._segments)

    def take(self, row: Kept | Cut | Refused) -> tuple[Task | None, Record | None]:
        """Take in what an actor did; return a file to put together, and a record.

        Raises InputError where nothing more can be done.
        """
        if isinstance(row, Refused):
            raise InputError(row.problems)
        name = row.file.name
        if isinstance(row, Cut):
            self._cuts[name] = row
        else:
            record = self._result(row.file, row.result)
            self._add(row.file, row.size)
            if row.whole and record is None and name in self._left:
                return self._task(name), None
            if row.whole:
                self._left.pop(name, None)
                return None, record
            self._shards[name] += 1
        cut = self._cuts.get(name)
        if cut is None or self._shards[name] < cut.shards or name not in self._left:
            return None, None
        return self._task(name), None

    def left(self) -> list[Task]:
        """Return the files that are still to be put together, whatever became of their shards."""
        return [self._task(name) for name in list(self._left)]

    def put(self, task: Task, result: Result | Died) -> Record | None:
        """Take in what became of a file; raises InputError where nothing more can be done."""
        self._bytes[task.file.name] = task.file.size
        if isinstance(result, Died):
            return given_up(self._folder, self._mark, task, result.exit_code)
        return self._result(task.file, result)

    def _task(self, name: str) -> Task:
        cut = self._cuts.get(name)
        return Task(self._left.pop(name), None if cut is None else cut.hashes)

    def _add(self, file: File, size: int) -> None:
        self._bytes[file.name] = min(self._bytes[file.name] + size, file.size)

    def _result(self, file: File, result: Result) -> Record | None:
        if result.ended:
            raise InputError(result.ended)
        self._segments += result.segments
        if result.record is not None and not file.shared:
            self._segments += result.record["counts"]["segments"]
        return result.record


def _repaired(cuts: Cuts, todo: Sequence[File], workers: int, share: Share) -> Dataset:
    """Return the dataset of what became of shards, and of files that are no larger than one."""
    here = NodeAffinitySchedulingStrategy(ray.get_runtime_context().get_node_id(), soft=False)
    tries = ray.remote(num_cpus=0, scheduling_strategy=here)(Tries).remote()
    DataContext.get_current().target_max_block_size = _share_of(todo, workers)
    parts = [
        ray.data.read_datasource(
            Shards(system, files, cuts),
            num_cpus=0,  # or readers would wait for the processors that actors have
            concurrency=max(1, workers // _TOGETHER),
            override_num_blocks=len(files),
        )
        for system, files in by_system([file for file in todo if file.shared])
    ]
    small = [file for file in todo if not file.shared]
    if small:
        parts.append(ray.data.from_arrow(list(map(table, _together(small)))))
    first, *others = parts
    return (first.union(*others) if others else first).map_batches(
        Repairing,
        batch_size=1,
        batch_format="pyarrow",
        fn_constructor_args=(share, cuts.place, tries),
        compute=ActorPoolStrategy(
            min_size=1,
            max_size=workers,
            initial_size=workers,
            max_tasks_in_flight_per_actor=_AHEAD,
        ),
        num_cpus=1,
        memory=_MEMORY,
    )


def _share_of(todo: Sequence[File], workers: int) -> int:
    """Return bytes that go to an actor at once: the driver takes about 10 ms for each time."""
    even = total(todo) // (workers * _BLOCKS)
    return max(SHARD_BYTES, min(even, _MOST * SHARD_BYTES))


def _together(files: Sequence[File]) -> Iterator[list[Task]]:
    """Yield files in groups that are about as large as a shard."""
    group: list[Task] = []
    size = 0
    for file in files:
        group.append(Task(file))
        size += file.size
        if size >= SHARD_BYTES:
            yield group
            group, size = [], 0
    if group:
        yield group


def _rows(dataset: Dataset) -> Iterator[Any]:
    for block in dataset.iter_batches(batch_size=None, batch_format="pyarrow", prefetch_batches=0):
        yield from rows_of(block)
