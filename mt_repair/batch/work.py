"""What a worker does: repair a shard and keep it, or put a file together from its shards.

A file is put together from the shards that are kept and those that are not are repaired then,
so that a file comes out the same whatever was done of it before.
"""

from __future__ import annotations

import os
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from socket import gethostname
from typing import NamedTuple

from mt_repair.batch import shards
from mt_repair.batch.folder import AT_ONCE, Folder, note_done
from mt_repair.batch.found import Found
from mt_repair.batch.job import sha256_of
from mt_repair.batch.plan import File, settings_for
from mt_repair.batch.told import Told
from mt_repair.corpus import Settings, repaired_by
from mt_repair.corpus.addresses import is_address
from mt_repair.corpus.items import Item, Repairer
from mt_repair.corpus.parts import Parts, Run
from mt_repair.corpus.paths import clear, joined, make, remove, state_of
from mt_repair.corpus.records import Record
from mt_repair.corpus.write import NoRoomError, writing
from mt_repair.errors import InputError, Problem


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
        done = shards.repaired(shard, desk.repairer, desk.folder.reports is not None)
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
        run = partial(partial, _run, desk, file, at, found)
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
        if (report := folder.report(file.name)) is not None:
            remove(report)
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
    desk: Desk,
    file: File,
    at: str,
    found: Found,
    report: Callable[[bytes], object],
    documents: Iterable[Parts],
) -> Iterator[Item]:
    for shard, done in _with_kept(shards.shards(documents), file, at):
        if done is None:
            done = shards.repaired(shard, desk.repairer, desk.folder.reports is not None)
        found.join(done.found)
        report(done.report)
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


@contextmanager
def _reporting(desk: Desk, file: File) -> Iterator[Callable[[bytes], object]]:
    """Give what takes the lines of a file's report, which is there when all are."""
    target = desk.folder.report(file.name)
    if target is None:
        yield lambda _: None
        return
    make(os.path.dirname(target))
    with writing(target, desk.folder.unfinished) as put:
        yield put


def _written(
    desk: Desk,
    file: File,
    run: Callable[[Callable[[bytes], object]], Run],
    told: Told,
    state: tuple[tuple[int, int], ...],
) -> str:
    """Write the output of a file and return its hash; raises InputError where it cannot be."""
    target = desk.folder.output(file.name)
    make(os.path.dirname(target))
    settings = settings_for(file, desk.settings)
    # The output comes last: where it is, so is its report.
    with writing(target, desk.folder.unfinished) as put, _reporting(desk, file) as report:
        for item in repaired_by(run(report), file.path, file.source, settings):
            told.add(item)
            put(item.output)
        if _state(file) != state:
            what = "the file was changed while it was read"
            raise InputError.one(file.path, None, what, "run the batch again when it is complete")
    return sha256_of(target)


def _state(file: File) -> tuple[tuple[int, int], ...]:
    """Return size and time of change of a file and its Chinese; raises InputError."""
    return tuple(state_of(path) for path in (file.path, file.source) if path is not None)
