"""The workers of a batch on a Ray cluster: the tasks and the results are those of `pool.Pool`.

A worker is an actor with a processor of its own, which builds its pipeline and loads its models once.
All nodes see the same files in the same places: inputs, glossaries, the folder of the outputs.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

from mt_repair.corpus.pool import Begin, Died, Refused, Work
from mt_repair.errors import InputError

T = TypeVar("T")
R = TypeVar("R")


class _Worker(Generic[T, R]):
    """What an actor is made of."""

    def __init__(self, share: Callable[[], Begin[T, R]], place: str) -> None:
        self._share, self._place = share, place
        self._work: Work[T, R] | None = None

    def do(self, task: T) -> R | Refused:
        """Do a task, or say why no task can be done."""
        try:
            if self._work is None:
                os.chdir(self._place)  # what paths are relative to
                self._work = self._share()()
            return self._work(task)
        except InputError as error:
            return Refused(error.problems)
        except OSError as error:
            what = f"this node cannot work here ({error.strerror or error})"
            remedy = "give all nodes the same files in the same places"
            return Refused(InputError.one(self._place, None, what, remedy).problems)


class RayPool(Generic[T, R]):
    """Actors; to be used in a `with` block, at whose end they are gone, whatever they do.

    The cluster is the one that RAY_ADDRESS names or this machine is a node of, else this machine.
    """

    def __init__(self, share: Callable[[], Begin[T, R]], number: int) -> None:
        # Here and not above: Ray is an extra, and takes seconds to load.
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is sent anywhere
        try:
            import ray
        except ImportError:
            what, remedy = "Ray is not installed", "pip install 'mt-repair[ray]'"
            raise InputError.one("--engine ray", None, what, remedy) from None
        self._ray: Any = ray
        self._share, self._number = share, number
        self._idle: list[Any] = []
        self._busy: dict[Any, tuple[T, Any]] = {}  # of the reference of a result: task and actor
        self._ours = False

    def __enter__(self) -> RayPool[T, R]:
        self._ours = not self._ray.is_initialized()
        if self._ours:
            self._ray.init(log_to_driver=False, logging_level="ERROR", include_dashboard=False)
        self._actor = self._ray.remote(num_cpus=1, max_restarts=0)(_Worker)
        self._idle = [self._hired() for _ in range(self._number)]
        return self

    def __exit__(self, *_: object) -> None:
        for actor in (*self._idle, *(actor for _, actor in self._busy.values())):
            self._ray.kill(actor)
        if self._ours:
            self._ray.shutdown()

    def idle(self) -> bool:
        """Tell whether a worker has nothing to do."""
        return bool(self._idle)

    def busy(self) -> bool:
        """Tell whether a worker has something to do."""
        return bool(self._busy)

    def give(self, task: T) -> None:
        """Give a task to an idle worker."""
        actor = self._idle.pop(0)
        self._busy[actor.do.remote(task)] = (task, actor)

    def results(self) -> Iterator[tuple[T, R | Died]]:
        """Yield a task that was done, after waiting for it.

        Raises InputError where a worker cannot make what it works with.
        """
        (ready,), _ = self._ray.wait(list(self._busy), num_returns=1)
        task, actor = self._busy.pop(ready)
        try:
            done = self._ray.get(ready)
        except self._ray.exceptions.RayActorError:
            done, actor = Died(None), self._hired()
        self._idle.append(actor)
        if isinstance(done, Refused):
            raise InputError(done.problems)
        yield task, done

    def _hired(self) -> Any:  # noqa: ANN401 - a handle of Ray's own
        return self._actor.remote(self._share, os.getcwd())
