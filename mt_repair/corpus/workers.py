"""Work spread over processes, with its results in the order of its chunks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from mt_repair.corpus.items import Maker, Repairer
from mt_repair.errors import InputError, Problem

C = TypeVar("C")
R = TypeVar("R")

_AHEAD = 4  # chunks a worker may be ahead of what was yielded, so that memory stays constant


def ordered(
    work: Callable[[Repairer, C], R], make: Maker, chunks: Iterator[C], workers: int
) -> Iterator[R]:
    """Yield the work on each chunk, in order, done by this process or by several.

    Each process makes its repairer once. `work` and `make` must be picklable for more than
    one. Raises InputError as `make` does, and where workers are ended twice over a chunk;
    and whatever `work` raises.
    """
    if workers <= 1:
        repairer = make()
        for chunk in chunks:
            yield work(repairer, chunk)
        return
    yield from _spread(work, make, chunks, workers)


def _spread(
    work: Callable[[Repairer, C], R], make: Maker, chunks: Iterator[C], workers: int
) -> Iterator[R]:
    # Here and not above: one worker, the usual case, needs none of it.
    from mt_repair.corpus.pool import Died, Pool

    tasks = enumerate(chunks)
    done: dict[int, R] = {}
    tried_again: set[int] = set()
    given = at = 0  # chunks given out, and yielded
    # Not forked: a fork would copy open SQLite files, and locks that another thread may hold.
    with Pool(partial(_share, work, make), workers, forked=False) as pool:
        while True:
            while pool.idle() and given - at < workers * _AHEAD:
                task = next(tasks, None)
                if task is None:
                    break
                pool.give(task)
                given += 1
            if not pool.busy():
                return
            for task, result in pool.results():
                if isinstance(result, Died):
                    if task[0] in tried_again:
                        raise InputError([_ended(result.exit_code)])
                    tried_again.add(task[0])
                    pool.give(task)
                elif isinstance(result, _Raised):
                    told = result.error
                    raise InputError(told) if isinstance(told, tuple) else told
                else:
                    done[task[0]] = result
            while at in done:
                yield done.pop(at)
                at += 1


@dataclass(frozen=True, slots=True)
class _Raised:
    """What the work on a chunk raised; of an InputError, which does not pickle, its problems."""

    error: Exception | tuple[Problem, ...]


def _share(
    work: Callable[[Repairer, C], R], make: Maker
) -> Callable[[], Callable[[tuple[int, C]], R | _Raised]]:
    """Return what begins in a worker."""
    return partial(_begin, work, make)


def _begin(work: Callable[[Repairer, C], R], make: Maker) -> Callable[[tuple[int, C]], R | _Raised]:
    """Return what does a task in a worker, where the repairer is made."""
    return partial(_tried, work, make())


def _tried(
    work: Callable[[Repairer, C], R], repairer: Repairer, task: tuple[int, C]
) -> R | _Raised:
    try:
        return work(repairer, task[1])
    except InputError as error:
        return _Raised(error.problems)
    except Exception as error:
        return _Raised(error)


def _ended(exit_code: int | None) -> Problem:
    what = f"workers were ended while they were at a text (exit code {exit_code})"
    return Problem(
        "--workers", None, what, "use fewer where memory is short; else please report it"
    )
