"""Files repaired in the background: as they come, stopped on request, taken away together.

A job's files are on the disk, in a folder of its own that goes with it, and its report is
that of `mt-repair repair`. Few run at once, and few are kept.
"""

from __future__ import annotations

import io
import secrets
import tempfile
import threading
from collections import Counter, OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from mt_repair.corpus import FORMATS, format_of, repaired
from mt_repair.corpus.items import Item, Maker
from mt_repair.corpus.write import writing
from mt_repair.errors import InputError, Problem
from mt_repair.repair.rounds import grouped
from mt_repair.report import write_repairs
from mt_repair.types import Repair
from mt_repair.ui.article import Given, named_as, safe_name

State = Literal["waiting", "running", "done", "stopped", "failed"]
MOST_LINES = 200
MOST_FILES = 2_000
_MOST_JOBS = 12
_AT_ONCE = threading.BoundedSemaphore(2)
_CHINESE = ".zh"


class StoppedError(Exception):
    """A job that its owner does not want any more."""


@dataclass(slots=True)
class Job:
    """Files to repair, and how far that is; `lines` are the first that were changed."""

    user: str
    folder: tempfile.TemporaryDirectory[str]
    names: list[str] = field(default_factory=list)
    state: State = "waiting"
    stop: threading.Event = field(default_factory=threading.Event)
    done: int = 0
    rows: int = 0
    size: int = 0
    tally: Counter[str] = field(default_factory=Counter)
    lines: list[dict[str, Any]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    pairs: list[tuple[str, str | None]] = field(default_factory=list)

    def path(self, room: str, name: str) -> Path:
        """Return where a file of the job is kept."""
        return Path(self.folder.name, room, *name.split("/"))


class Jobs:
    """The jobs of a server; the oldest goes where there are too many."""

    def __init__(self, largest: int) -> None:
        self._largest = largest
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = threading.Lock()

    def new(self, user: str) -> str:
        """Return the number of a new job without files."""
        with self._lock:
            if len(self._jobs) >= _MOST_JOBS:
                _, old = self._jobs.popitem(last=False)
                old.stop.set()
                if old.state != "running":
                    old.folder.cleanup()
            number = secrets.token_hex(12)
            self._jobs[number] = Job(user, tempfile.TemporaryDirectory(prefix="mt-repair-job-"))
            return number

    def of(self, number: str, user: str) -> Job:
        """Return a user's job; raises InputError where there is none."""
        job = self._jobs.get(number)
        if job is None or job.user != user:
            raise InputError.one("corpus", None, "this work is gone", "choose the files again")
        return job

    def put(self, job: Job, given: Given) -> str:
        """Add a file to a job, and return its name there.

        Raises InputError where there are too many, or they are too large together.
        """
        name = "/".join(safe_name(part) for part in given.name.split("/") if part not in ("", ".."))
        job.size += len(given.data)
        if job.size > 5 * self._largest or len(job.names) >= MOST_FILES:
            what = (
                f"more than {MOST_FILES} files or {5 * self._largest / 1e6:g} MB are too many here"
            )
            raise InputError.one(given.name, None, what, "use mt-repair repair --in-place")
        if name in job.names:
            name = f"{len(job.names)}/{name}"
        path = job.path("in", name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(given.data)
        job.names.append(name)
        return name

    def start(self, job: Job, make: Maker) -> None:
        """Start repairing a job's files, in their order; once."""
        with self._lock:
            begun = bool(job.pairs)
            job.pairs = list(_pairs(job.names))
        if not begun:
            threading.Thread(target=_run, args=(job, make), daemon=True).start()


def _run(job: Job, make: Maker) -> None:
    with _AT_ONCE:
        job.state = "running"
        try:
            repairer = make()
            report, changes = (str(job.path("out", n)) for n in ("report.json", "changes.diff"))
            job.path("out", "files").mkdir(parents=True)
            job.tally = write_repairs(
                (
                    (name, _repaired(job, name, beside, lambda: repairer))
                    for name, beside in job.pairs
                ),
                lambda problem: job.problems.append(str(problem)),
                report=report,
                diff_to=changes,
            )
            job.state = "done"
        except StoppedError:
            job.state = "stopped"
        except InputError as error:
            job.problems += map(str, error.problems)
            job.state = "failed"
        except Exception as error:
            job.problems.append(f"mt-repair failed ({type(error).__name__}); please report it")
            job.state = "failed"


def _pairs(names: list[str]) -> Iterator[tuple[str, str | None]]:
    """Yield files to repair, each with that of its Chinese: a.zh.txt belongs to a.txt and a.mt.txt."""
    chinese = {
        n for n in names if Path(Path(n).stem).suffix == _CHINESE and FORMATS[format_of(n)].beside
    }
    for name in names:
        if name not in chinese:
            path = Path(name)
            stems = (path.stem, Path(path.stem).stem)
            found = (str(path.with_name(f"{stem}{_CHINESE}{path.suffix}")) for stem in stems)
            yield name, next((beside for beside in found if beside in chinese), None)


def _repaired(job: Job, name: str, beside: str | None, make: Maker) -> Iterator[Item]:
    """Yield the items of a file, which appears repaired when all of them have come."""
    path, out = str(job.path("in", name)), job.path("out", f"files/{name}")
    source = None if beside is None else str(job.path("in", beside))
    out.parent.mkdir(parents=True, exist_ok=True)
    said = {path: name, **({source: beside} if source and beside else {})}
    try:
        with named_as(said), writing(str(out)) as put:
            for item in repaired(path, make, source):
                if job.stop.is_set():
                    raise StoppedError
                put(item.output)
                _note(job, name, item)
                yield replace(
                    item,
                    path=name,
                    problem=_named(item.problem, said),
                    notes=tuple(filter(None, (_named(note, said) for note in item.notes))),
                )
    except InputError as error:
        for problem in error.problems:
            yield Item(name, b"", problem=problem)
    job.done += 1


def _named(problem: Problem | None, said: dict[str, str]) -> Problem | None:
    return None if problem is None else replace(problem, path=said.get(problem.path, problem.path))


def _note(job: Job, name: str, item: Item) -> None:
    job.rows += item.row is not None
    if item.repair is None:
        return
    job.tally["edits"] += len(item.repair.edits)
    job.tally["held"] += len(item.repair.held)
    for segment, pieces in _changed(item.repair):
        if len(job.lines) < MOST_LINES:
            place = {"file": name, "row": item.row, "segment": segment + 1}
            job.lines.append({**place, "pieces": pieces})


def _changed(repair: Repair) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """Yield the segments that are changed, as pieces: what stays, what goes, what comes."""
    for segment, edits in grouped(repair.edits).items():
        text = repair.document.segments[segment].target
        out: list[tuple[str, str]] = []
        at = 0
        for edit in sorted(edits, key=lambda e: e.span):
            out += [("", text[at : edit.span.start]), ("del", edit.old), ("ins", edit.new)]
            at = edit.span.end
        out.append(("", text[at:]))
        yield segment, [piece for piece in out if piece[1]]


def packed(job: Job) -> Given:
    """Return the files that are done and the report on them as one zip file."""
    out = io.BytesIO()
    root = Path(job.folder.name, "out")
    with ZipFile(out, "w") as archive:
        for path in sorted(p for p in root.rglob("*") if p.is_file()):
            info = ZipInfo(path.relative_to(root).as_posix())
            archive.writestr(info, path.read_bytes(), ZIP_DEFLATED)
    return Given("repaired.zip", out.getvalue())
