"""What a worker does: repair a shard and keep it, or put a file together from its shards.

A file is put together from the shards that are kept and those that are not are repaired then,
so that a file comes out the same whatever was done of it before.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from mt_repair.batch import shards
from mt_repair.batch.folder import Folder, clear, make, note_done
from mt_repair.batch.found import Found
from mt_repair.batch.job import sha256_of
from mt_repair.batch.plan import File, report_of, settings_for
from mt_repair.corpus import Settings, repaired_by
from mt_repair.corpus.items import Item, Repairer
from mt_repair.corpus.parts import Parts, Run
from mt_repair.corpus.read import opened
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

    `hashes` are None where nobody has read the file yet.
    """

    file: File
    hashes: Hashes | None = None
    shard: shards.Shard | None = None


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
    """What a worker has to work with; `report` is the folder of the reports, if there is one."""

    folder: Folder
    fingerprint: str
    settings: Settings
    strict: bool
    repairer: Repairer
    report: Path | None = None


def hashes_of(file: File) -> Hashes:
    """Return the hashes of a file; raises InputError where one cannot be read."""
    state = _state(file)
    source = None if file.source is None else sha256_of(file.source)
    return Hashes(sha256_of(file.path), source, state)


def shelf(folder: Folder, fingerprint: str, file: File, hashes: Hashes) -> Path:
    """Return where the shards of a file are kept; others have it where anything else changed."""
    key = "\0".join((fingerprint, file.name, file.path, hashes.input, hashes.source or ""))
    return folder.shards / sha256(key.encode("utf-8", "surrogateescape")).hexdigest()[:32]


def place_of(folder: Path, shard: shards.Shard) -> Path:
    """Return where a shard is kept."""
    return folder / f"{shard.number:08d}"


def work(desk: Desk, task: Task) -> Result:
    """Do a task; what is wrong with a file is in its record."""
    try:
        if task.shard is not None and task.hashes is not None:
            return _kept(desk, task.file, task.hashes, task.shard)
        return Result(record=_put_together(desk, task))
    except NoRoomError:
        what, remedy = "the disk is full", "make room, then go on with --resume"
        return Result(ended=(Problem(str(desk.folder.out), None, what, remedy),))
    except InputError as error:  # of the journal, without which nothing counts
        return Result(ended=error.problems)


def _kept(desk: Desk, file: File, hashes: Hashes, shard: shards.Shard) -> Result:
    """Repair a shard and keep it."""
    at = shelf(desk.folder, desk.fingerprint, file, hashes)
    try:
        done = shards.repaired(shard, desk.repairer, desk.report is not None)
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
    if output is None and desk.report is not None:
        with suppress(OSError):
            report_of(desk.report, file.name).unlink()
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
        with suppress(OSError):
            (folder.out / file.name).unlink()
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


def _run(
    desk: Desk,
    file: File,
    at: Path,
    found: Found,
    report: Callable[[bytes], object],
    documents: Iterable[Parts],
) -> Iterator[Item]:
    for shard in shards.shards(documents):
        done = shards.load(place_of(at, shard), file.path, shard) if file.shared else None
        if done is None:
            done = shards.repaired(shard, desk.repairer, desk.report is not None)
        found.join(done.found)
        report(done.report)
        yield from done.items


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


@contextmanager
def _reporting(desk: Desk, file: File) -> Iterator[Callable[[bytes], object]]:
    """Give what takes the lines of a file's report, which is there when all are."""
    if desk.report is None:
        yield lambda _: None
        return
    target = report_of(desk.report, file.name)
    make(target.parent)
    with writing(str(target), desk.folder.unfinished) as put:
        yield put


def _written(
    desk: Desk,
    file: File,
    run: Callable[[Callable[[bytes], object]], Run],
    told: Told,
    state: tuple[tuple[int, int], ...],
) -> str:
    """Write the output of a file and return its hash; raises InputError where it cannot be."""
    target = desk.folder.out / file.name
    make(target.parent)
    settings = settings_for(file, desk.settings)
    # The output comes last: where it is, so is its report.
    with writing(str(target), desk.folder.unfinished) as put, _reporting(desk, file) as report:
        for item in repaired_by(run(report), file.path, file.source, settings):
            told.add(item)
            put(item.output)
        if _state(file) != state:
            what = "the file was changed while it was read"
            raise InputError.one(file.path, None, what, "run the batch again when it is complete")
    return sha256_of(str(target))


def _state(file: File) -> tuple[tuple[int, int], ...]:
    """Return size and time of change of a file and its Chinese; raises InputError."""
    found = []
    for path in (file.path, file.source):
        if path is not None:
            with opened(path, packed=False) as held:
                stat = os.fstat(held.fileno())
                found.append((stat.st_size, stat.st_mtime_ns))
    return tuple(found)
