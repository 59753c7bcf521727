"""What runs on the nodes of a Ray cluster: actors that repair shards, tasks that put files together.

Imported where Ray is.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import ray

from mt_repair.batch.plan import File
from mt_repair.batch.raycuts import Cut, rows_of, table
from mt_repair.batch.work import Result, Task
from mt_repair.corpus.pool import Begin, Refused, Work
from mt_repair.errors import InputError

Share = Callable[[], Begin[Task, Result]]

TRIES = 2  # of a shard or file whose workers die


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of a task in an actor: the shard is not sent back."""

    file: File
    size: int
    result: Result
    whole: bool  # file, and not a shard


class Tries:
    """How often tasks were begun: Ray gives the task of an actor that died to others, without end."""

    def __init__(self) -> None:
        self._begun: Counter[tuple[str, int | None]] = Counter()

    def begin(self, file: str, shard: int | None) -> int:
        """Count a try, and return how many there were."""
        self._begun[file, shard] += 1
        return self._begun[file, shard]


class Repairing:
    """What an actor is made of: it makes what it works with for its first task."""

    def __init__(self, share: Share, place: str, tries: Any) -> None:  # noqa: ANN401 - an actor
        self._share, self._place, self._tries = share, place, tries
        self._work: Work[Task, Result] | None = None

    def __call__(self, block: Any) -> Any:  # noqa: ANN401 - a table of pyarrow
        return table(map(self._done, rows_of(block)))

    def _done(self, row: Task | Cut) -> Kept | Cut | Refused:
        if isinstance(row, Cut):
            return row
        if self._work is None:
            made = _begun(self._share, self._place)
            if isinstance(made, Refused):
                return made
            self._work = made
        size = row.file.size if row.shard is None else row.shard.size
        number = None if row.shard is None else row.shard.number
        tries = ray.get(self._tries.begin.remote(row.file.name, number))
        # What workers died of comes up again when its file is put together.
        again = replace(row, look=row.look or tries > 1)
        result = Result() if tries > TRIES else self._work(again)
        return Kept(row.file, size, result, row.shard is None)


def _begun(share: Share, place: str) -> Work[Task, Result] | Refused:
    """Return what does tasks on this node, or why none can be done; an InputError does not pickle."""
    try:
        os.chdir(place)  # what paths are relative to
        return share()()
    except InputError as error:
        return Refused(error.problems)
    except OSError as error:
        what = f"this node cannot work here ({error.strerror or error})"
        remedy = "give all nodes the same files in the same places"
        return Refused(InputError.one(place, None, what, remedy).problems)


def put_together(share: Share, place: str, task: Task) -> Result | Refused:
    """Put a file together on this node, or say why none can be."""
    made = _begun(share, place)
    return made if isinstance(made, Refused) else made(task)
