"""The order of a batch: which task comes next, and what is left.

Files come in their order, those that are shared among workers first, so that none is left alone
with one in the end. A shared file is cut up here, and put together when its shards are there.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mt_repair.batch import shards
from mt_repair.batch.cut import shards_of
from mt_repair.batch.folder import Folder
from mt_repair.batch.plan import File, total
from mt_repair.batch.work import Hashes, Result, Task, given_up, hashes_of, place_of, shelf
from mt_repair.corpus import Settings
from mt_repair.corpus.pool import Died
from mt_repair.corpus.read import opened
from mt_repair.corpus.records import Record
from mt_repair.errors import InputError

_TRIES = 2  # of a task whose workers die


@dataclass(frozen=True, slots=True)
class Step:
    """How far a batch is: bytes of its inputs done, of all, and segments repaired."""

    done: int
    total: int
    segments: int


class Course:
    """The tasks of a batch, and what has become of them."""

    def __init__(
        self, folder: Folder, mark: str, settings: Settings, files: Sequence[File]
    ) -> None:
        self._folder, self._mark, self._settings = folder, mark, settings
        self._total = total(files)
        self._files = sorted(files, key=lambda file: not file.shared)
        self._tasks = self._all()
        self._ready: deque[Task] = deque()
        self._waiting: Counter[str] = Counter()  # shards of files that are not done
        self._cut: set[str] = set()  # files all of whose shards are known
        self._deaths: Counter[tuple[str, int | None]] = Counter()
        self._bytes: Counter[str] = Counter()
        self._segments = 0

    def next(self) -> Task | None:
        """Return the next task, None where there is none now."""
        return self._ready.popleft() if self._ready else next(self._tasks, None)

    def prepare(self) -> None:
        """Make the next task ready, while workers are busy."""
        if not self._ready and (task := next(self._tasks, None)) is not None:
            self._ready.append(task)

    def step(self) -> Step:
        """Return how far it is."""
        return Step(self._bytes.total(), self._total, self._segments)

    def done(self, task: Task, result: Result | Died) -> Record | None:
        """Take in what became of a task, and return the record of a file that is done.

        Raises InputError where nothing more can be done.
        """
        file, shard = task.file, task.shard
        if isinstance(result, Died):
            key = (file.name, None if shard is None else shard.number)
            self._deaths[key] += 1
            if self._deaths[key] < _TRIES:
                self._ready.appendleft(task)
                return None
            if shard is None:
                self._bytes[file.name] = file.size
                return given_up(self._folder, self._mark, task, result.exit_code)
            result = Result()  # it comes up again when the file is put together
        if result.ended:
            raise InputError(result.ended)
        self._segments += result.segments
        if shard is None:
            self._bytes[file.name] = file.size
            if result.record is not None and not file.shared:
                self._segments += result.record["counts"]["segments"]
            return result.record
        self._bytes[file.name] = min(self._bytes[file.name] + shard.size, file.size)
        self._waiting[file.name] -= 1
        if not self._waiting[file.name] and file.name in self._cut:
            self._ready.appendleft(Task(file, task.hashes))
        return None

    def _all(self) -> Iterator[Task]:
        for file in self._files:
            if not file.shared:
                yield Task(file)
                continue
            try:
                hashes = hashes_of(file)
            except InputError:  # told by who puts it together
                yield Task(file)
                continue
            for shard in self._missing(file, hashes):
                self._waiting[file.name] += 1
                yield Task(file, hashes, shard)
            self._cut.add(file.name)
            if not self._waiting[file.name]:
                yield Task(file, hashes)

    def _missing(self, file: File, hashes: Hashes) -> Iterator[shards.Shard]:
        """Yield the shards of a file that are not kept."""
        at = shelf(self._folder, self._mark, file, hashes)
        try:
            with opened(file.path) as held:
                for shard in shards_of(file, held, self._settings):
                    if shards.load(place_of(at, shard), file.path, shard) is None:
                        yield shard
                    else:
                        self._bytes[file.name] += shard.size
        except InputError:
            return  # told by who puts it together
