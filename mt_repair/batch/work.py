"""What a worker does: repair a shard and keep it, or put a file together from its shards.

A file is put together from the shards that are kept and those that are not are repaired then,
so that a file comes out the same whatever was done of it before.
"""

from __future__ import annotations

import os
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from hashlib import sha256
from socket import gethostname
from typing import NamedTuple

from mt_repair.batch import shards
from mt_repair.batch.folder import AT_ONCE, Folder, note_done
from mt_repair.batch.found import Found
from mt_repair.batch.job import sha256_of
from mt_repair.batch.plan import File, settings_for
from mt_repair.corpus import Settings, repaired_by
from mt_repair.corpus.addresses import is_address
from mt_repair.corpus.items import Item, Repairer
from mt_repair.corpus.parts import Parts, Run
from mt_repair.corpus.paths import clear, joined, make, remove, state_of
from mt_repair.corpus.records import Record
from mt_repair.corpus.write import NoRoomError, writing
from mt_repair.errors import InputError, Problem

MOST_TOLD = 100  # problems of a file that are kept; all are counted


class Hashes(NamedTuple):
    """The SHA-256 of an input, and of its Chinese beside it.

    `state` shows whether somebody has written to them since.
    """

    input: str
    source: str | None
    state: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """A shard of a file to repair, or the file to put together where there is no shard.

    `hashes` are None where nobody has read the file yet. With `look` the shard may be kept.
    """

    file: File
    hashes: Hashes | None = None
    shard: shards.Shard | None = None
    look: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a task: segments of a shard, or the record of a file.

    `ended` says why nothing else can be done either: a full disk.
    """

    segments: int = 0
    record: Record | None = None
    ended: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """What a worker has to work with."""

    folder: Folder
    fingerprint: str
    settings: Settings
    strict: bool
    repairer: Repairer


def hashes_of(file: File) -> Hashes:
    """Return the hashes of a file; raises InputError where one cannot be read."""
    state = _state(file)
    source = None if file.source is None else sha256_of(file.source)
    return Hashes(sha256_of(file.path), source, state)


def shelf(folder: Folder, fingerprint: str, file: File, hashes: Hashes) -> str:
    """Return where the shards of a file are kept; others have it where anything else changed."""
    key = "\0".join((fingerprint, file.name, file.path, hashes.input, hashes.source or ""))
    name = sha256(key.encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return joined(folder.shards, name)


def place_of(folder: str, shard: shards.Shard) -> str:
    """Return where a shard is kept."""
    return joined(folder, f"{shard.number:08d}")


def work(desk: Desk, task: Task) -> Result:
    """Do a task; what is wrong with a file is in its record."""
    try:
        if task.shard is not None and task.hashes is not None:
            return _kept(desk, task.file, task.hashes, task.shard, task.look)
        return Result(record=_put_together(desk, task))
    except NoRoomError:
        what, remedy = "the disk is full", "make room, then go on with --resume"
        return Result(ended=(Problem(_filled(desk.folder), None, what, remedy),))
    except InputError as error:  # of the journal, without which nothing counts
        return Result(ended=error.problems)


def _filled(folder: Folder) -> str:
    """Return where there is no room: what goes to an address waits on this machine's disk."""
    if is_address(folder.out):
        return f"{gethostname()}:{tempfile.gettempdir()}"
    return folder.out


def _kept(desk: Desk, file: File, hashes: Hashes, shard: shards.Shard, look: bool) -> Result:
    """Repair a shard and keep it."""
    at = shelf(desk.folder, desk.fingerprint, file, hashes)
    if look and shards.load(place_of(at, shard), file.path, shard) is not None:
        return Result()
    try:
        done = shards.repaired(shard, desk.repairer)
        make(at)
        shards.store(shard, done, place_of(at, shard), desk.folder.unfinished)
    except NoRoomError:
        raise
    except Exception:
        return Result()  # it comes up again, and is told, when the file is put together
    return Result(done.found.counts["segments"])


def _put_together(desk: Desk, task: Task) -> Record:
    """Write a file, and a line on it in the journal, which is returned without what was found."""
    file, hashes = task.file, task.hashes
    found, told = Found(), Told(desk.strict)
    output: str | None = None
    try:
        hashes = hashes or hashes_of(file)
        at = shelf(desk.folder, desk.fingerprint, file, hashes)
        run = partial(_run, desk, file, at, found)
        output = _written(desk, file, run, told, hashes.state)
    except NoRoomError:
        raise
    except InputError as error:
        for problem in error.problems:
            told.add_problem(problem)
    except Exception as error:
        what = f"mt-repair failed on this file ({type(error).__name__}: {error})"
        told.add_problem(Problem(file.path, None, what, "please report it"))
    record = journaled(desk.folder, desk.fingerprint, file, hashes, output, told.record(), found)
    if hashes is not None:  # and not before it is in the journal
        clear(shelf(desk.folder, desk.fingerprint, file, hashes))
    return record


def journaled(
    folder: Folder,
    mark: str,
    file: File,
    hashes: Hashes | None,
    output: str | None,
    told: Record,
    found: Found,
) -> Record:
    """Add a file to the journal, and return its record without what was found."""
    if output is None:  # what it was of an earlier input or setting
        remove(folder.output(file.name))
    record = {
        "file": file.name,
        "input": file.path,
        "source": file.source,
        "settings": mark,
        "input_sha256": hashes and hashes.input,
        "source_sha256": hashes and hashes.source,
        "output_sha256": output,
        **told,
    }
    sums = (Found() if output is None else found).record()
    note_done(folder, {**record, **sums})
    return {**record, "counts": sums["counts"]}


def given_up(folder: Folder, mark: str, task: Task, exit_code: int | None) -> Record:
    """Add a file to the journal that workers die of, and return its record."""
    told = Told()
    said = "" if exit_code is None else f" (exit code {exit_code})"
    what = f"workers were ended while they were at this file{said}"
    remedy = "use fewer --workers where memory is short; else please report it"
    told.add_problem(Problem(task.file.path, None, what, remedy))
    return journaled(folder, mark, task.file, task.hashes, None, told.record(), Found())


def _run(
    desk: Desk, file: File, at: str, found: Found, documents: Iterable[Parts]
) -> Iterator[Item]:
    for shard, done in _with_kept(shards.shards(documents), file, at):
        if done is None:
            done = shards.repaired(shard, desk.repairer)
        found.join(done.found)
        yield from done.items


def _with_kept(
    found: Iterable[shards.Shard], file: File, at: str
) -> Iterator[tuple[shards.Shard, shards.Done | None]]:
    """Yield shards, each as it is kept, if it is; at an address several are asked for at once."""

    def load(shard: shards.Shard) -> shards.Done | None:
        return shards.load(place_of(at, shard), file.path, shard) if file.shared else None

    if not is_address(at) or not file.shared:
        yield from ((shard, load(shard)) for shard in found)
        return
    waiting: deque[tuple[shards.Shard, Future[shards.Done | None]]] = deque()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for shard in found:
            waiting.append((shard, pool.submit(load, shard)))
            if len(waiting) > AT_ONCE:
                first, done = waiting.popleft()
                yield first, done.result()
        for shard, done in waiting:
            yield shard, done.result()


class Told:
    """What is wrong with a file and what is to be known of it, the first of each."""

    def __init__(self, strict: bool = False) -> None:
        self._strict = strict
        self._problems: list[Problem] = []
        self._notes: list[Problem] = []
        self._count = 0

    def add(self, item: Item) -> None:
        """Add what an item tells; a problem is raised as InputError where none is passed on."""
        self._notes += item.notes[: MOST_TOLD - len(self._notes)]
        if item.problem is not None:
            if self._strict:
                raise InputError([item.problem])
            self.add_problem(item.problem)

    def add_problem(self, problem: Problem) -> None:
        """Add what is wrong."""
        self._count += 1
        if len(self._problems) < MOST_TOLD:
            self._problems.append(problem)

    def record(self) -> Record:
        """Return it all as JSON; `problem_count` counts those left out, too."""
        return {
            "problem_count": self._count,
            "problems": [_said(problem) for problem in self._problems],
            "notes": [_said(note) for note in self._notes],
        }


def _said(problem: Problem) -> Record:
    return asdict(problem)


def problems_of(record: Record, kind: str = "problems") -> list[Problem]:
    """Return what a record tells of its file, `problems` or `notes`."""
    return [Problem(**told) for told in record[kind]]


def _written(
    desk: Desk, file: File, run: Run, told: Told, state: tuple[tuple[int, int], ...]
) -> str:
    """Write the output of a file and return its hash; raises InputError where it cannot be."""
    target = desk.folder.output(file.name)
    make(os.path.dirname(target))
    with writing(target, desk.folder.unfinished) as put:
        for item in repaired_by(run, file.path, file.source, settings_for(file, desk.settings)):
            told.add(item)
            put(item.output)
        if _state(file) != state:
            what = "the file was changed while it was read"
            raise InputError.one(file.path, None, what, "run the batch again when it is complete")
    return sha256_of(target)


def _state(file: File) -> tuple[tuple[int, int], ...]:
    """Return size and time of change of a file and its Chinese; raises InputError."""
    return tuple(state_of(path) for path in (file.path, file.source) if path is not None)
