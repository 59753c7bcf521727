"""Worker processes, a task at a time each, that may share what was built before them.

Where they are to share and the system can fork, they are copies of this process, so that glossary,
automata and models are in memory once; else each builds its own. A worker that dies leaves its task, which another gets
once more. Python's own pools have a thread, so that they cannot fork again, and keep tasks of
dead workers to themselves.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from mt_repair.errors import InputError, Problem

T = TypeVar("T")
R = TypeVar("R")
Work = Callable[[T], R]
Begin = Callable[[], Work[T, R]]


def forks() -> bool:
    """Tell whether workers can be forked: macOS's own libraries do not bear it, nor do threads."""
    return sys.platform == "linux" and threading.active_count() == 1


@dataclass(slots=True)
class _Worker(Generic[T]):
    process: Any  # of a context's own class
    line: Connection
    task: T | None = None


@dataclass(frozen=True, slots=True)
class Died:
    """What became of a task whose worker was ended, by the system or a fault in native code."""

    exit_code: int | None


class Pool(Generic[T, R]):
    """Workers; to be used in a `with` block, at whose end they are gone, whatever they do.

    `share` is called before they are forked, in this process; where the system cannot fork, or
    they are not to be `forked`, in each of them. What it returns is called in each worker, and
    returns what does a task. `keep_from` are open files that are not for workers.
    """

    def __init__(
        self,
        share: Callable[[], Begin[T, R]],
        number: int,
        keep_from: Sequence[int] = (),
        *,
        forked: bool = True,
    ) -> None:
        self._forks = forked and forks()
        self._context: Any = multiprocessing.get_context("fork" if self._forks else "spawn")
        self._share = _Shared(share()) if self._forks else share
        self._number = number
        self._kept_from = tuple(keep_from) if self._forks else ()
        self._workers: list[_Worker[T]] = []

    def __enter__(self) -> Pool[T, R]:
        if self._forks:
            gc.collect()
            gc.freeze()  # or collecting in a worker would copy all of it
        for _ in range(self._number):
            self._hire()
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.line.close()
        if self._forks:
            gc.unfreeze()

    def idle(self) -> bool:
        """Tell whether a worker has nothing to do."""
        return any(worker.task is None for worker in self._workers)

    def busy(self) -> bool:
        """Tell whether a worker has something to do."""
        return any(worker.task is not None for worker in self._workers)

    def give(self, task: T) -> None:
        """Give a task to an idle worker."""
        worker = next(worker for worker in self._workers if worker.task is None)
        worker.task = task
        with suppress(OSError):  # it died; `results` tells so
            worker.line.send(task)

    def results(self) -> Iterator[tuple[T, R | Died]]:
        """Yield tasks that were done, after waiting for one.

        Raises InputError where a worker cannot make what it works with.
        """
        lines = {worker.line: worker for worker in self._workers if worker.task is not None}
        for line in wait(list(lines)):
            worker = lines[line]  # type: ignore[index]
            task = worker.task
            assert task is not None
            try:
                done = worker.line.recv()
            except (EOFError, OSError):
                done = self._replaced(worker)
            worker.task = None
            if isinstance(done, Refused):
                raise InputError(done.problems)
            yield task, done

    def _hire(self) -> _Worker[T]:
        ours, theirs = self._context.Pipe()
        others = [ours, *(worker.line for worker in self._workers)] if self._forks else []
        process = self._context.Process(
            target=_serve, args=(theirs, others, self._kept_from, self._share), daemon=True
        )
        process.start()
        theirs.close()
        worker = _Worker[T](process, ours)
        self._workers.append(worker)
        return worker

    def _replaced(self, worker: _Worker[T]) -> Died:
        worker.process.join()
        code = worker.process.exitcode
        worker.line.close()
        self._workers.remove(worker)
        self._hire()
        return Died(code)


@dataclass(frozen=True, slots=True)
class _Shared(Generic[T, R]):
    """What has been made before the worker was."""

    begin: Begin[T, R]

    def __call__(self) -> Begin[T, R]:
        return self.begin


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a worker cannot work: an InputError does not pickle."""

    problems: tuple[Problem, ...]


def _serve(
    line: Connection,
    others: Sequence[Connection],
    kept_from: Sequence[int],
    share: Callable[[], Begin[T, R]],
) -> None:
    """Do tasks until the other end of the line is gone."""
    # Ctrl-C reaches every process; the parent alone answers it, and ends its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for other in others:  # or the end of the parent would not be noticed
        other.close()
    for handle in kept_from:
        os.close(handle)
    work: Work[T, R] | None = None
    with suppress(EOFError, OSError):
        while True:
            task = line.recv()
            if work is None:
                try:
                    work = share()()
                except InputError as error:
                    line.send(Refused(error.problems))
                    continue
            line.send(work(task))
