"""Work spread over processes, with its results in the order of its chunks."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from mt_repair.corpus.items import Maker, Repairer
from mt_repair.errors import InputError, Problem

if TYPE_CHECKING:
    from concurrent.futures import Future

C = TypeVar("C")
R = TypeVar("R")

_AHEAD = 4  # chunks a worker has in hand or waiting, so that memory stays constant

# A worker's own: how it makes its repairer.
_maker: list[Maker] = []


def ordered(
    work: Callable[[Repairer, C], R], make: Maker, chunks: Iterator[C], workers: int
) -> Iterator[R]:
    """Yield the work on each chunk, in order, done by this process or by several.

    Each process makes its repairer once. `work` and `make` must be picklable for more than
    one. Raises InputError as `make` does, and whatever `work` raises.
    """
    if workers <= 1:
        repairer = make()
        for chunk in chunks:
            yield work(repairer, chunk)
        return
    # Here and not above: one worker, the usual case, needs none of it.
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Spawned, not forked: a fork copies locks that another thread may hold.
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _start, (make,))
    waiting: deque[Future[R | tuple[Problem, ...]]] = deque()
    try:
        for chunk in islice(chunks, workers * _AHEAD):
            waiting.append(pool.submit(_run, work, chunk))
        while waiting:
            result = waiting.popleft().result()
            if isinstance(result, tuple):
                raise InputError(result)
            yield result
            for chunk in islice(chunks, 1):
                waiting.append(pool.submit(_run, work, chunk))
    finally:
        pool.shutdown(cancel_futures=True)


def _start(make: Maker) -> None:
    # Ctrl-C reaches every process; the parent alone answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _maker.append(make)


def _run(work: Callable[[Repairer, C], R], chunk: C) -> R | tuple[Problem, ...]:
    own = _own_repairer()
    return own if isinstance(own, tuple) else work(own, chunk)


@cache
def _own_repairer() -> Repairer | tuple[Problem, ...]:
    """Return the worker's repairer, or why there is none: an InputError does not pickle."""
    try:
        return _maker[0]()
    except InputError as error:
        return error.problems
