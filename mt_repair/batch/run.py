"""A batch from its beginning to its end: what is to be done, by whom, and what has become of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from socket import gethostname

from mt_repair.batch import folder as kept
from mt_repair.batch.course import Course, Step
from mt_repair.batch.folder import Folder
from mt_repair.batch.found import COUNTS, Found, found_of
from mt_repair.batch.held import hold_words
from mt_repair.batch.job import Job, fingerprint, pipeline_of, settings_of, sha256_of, versions
from mt_repair.batch.plan import File, planned, report_of
from mt_repair.batch.rays import RayPool
from mt_repair.batch.summary import write_summaries
from mt_repair.batch.work import Desk, Result, Task, hashes_of, problems_of, work
from mt_repair.corpus.items import Repairer
from mt_repair.corpus.pool import Pool
from mt_repair.corpus.records import Record
from mt_repair.errors import InputError, Problem
from mt_repair.pipeline import Pipeline, repair

Say = Callable[[Problem], None]

_TOLD = 20  # problems of a file that are told as they come
_VERSION = 1


@dataclass(slots=True)
class Outcome:
    """What has become of a batch: records of files in order, how many were done before."""

    files: list[Record] = field(default_factory=list)
    done_before: int = 0
    passed_over: int = 0
    found: Found = field(default_factory=Found)

    @property
    def unusable(self) -> int:
        """How many files have no output."""
        return sum(record["output_sha256"] is None for record in self.files)

    @property
    def counts(self) -> Counter[str]:
        """The sums of all files."""
        return self.found.counts


def repair_corpora(job: Job, say: Say, watch: Callable[[Step], None] = lambda _: None) -> Outcome:
    """Repair corpora into a folder, and return what has become of them.

    What is wrong with files and rows is told to `say`, and in the manifest. Raises InputError
    where the batch cannot be done as it is asked for, and where the disk is full.
    """
    plan = planned(job)
    if plan.alone:
        texts = "1 text has" if plan.alone == 1 else f"{plan.alone:,} texts have"
        what, remedy = f"{texts} no file of that name here", "judged by the English alone"
        say(Problem(str(job.source_folder), None, what, remedy))
    folder = Folder(job.out)
    settings, at_work = settings_of(job), versions()
    mark = fingerprint(settings, at_work)
    with kept.locked(folder) as lock:
        outcome = Outcome(passed_over=plan.passed_over)
        done = _done_before(job, folder, plan.files, mark, say)
        todo = [file for file in plan.files if file.name not in done]
        outcome.done_before = len(done)
        if todo:
            try:
                _do(job, folder, mark, lock, todo, say, watch)
            finally:
                kept.clear(folder.unfinished)  # what workers were writing, who are gone
        kept.begin(folder, mark)
        records = kept.journal(folder)
        for file in plan.files:
            record = {**records[file.name], "input": file.path, "source": file.source}
            found = found_of(record)
            outcome.found.join(found, file.path)
            outcome.files.append({k: v for k, v in record.items() if k != "names"})
        kept.rewrite_journal(folder, records, (file.name for file in plan.files))
        manifest = _manifest(settings, at_work, outcome)
        kept.write_json(folder.manifest, manifest, folder)
        write_summaries(job, outcome.found, len(outcome.files))
        kept.end(folder)
    return outcome


def _done_before(job: Job, folder: Folder, files: Sequence[File], mark: str, say: Say) -> set[str]:
    """Return the names of outputs that are there already and as they are to be.

    Raises InputError where another run was interrupted, and where an output would take the
    place of a file that is no output, or was changed by somebody.
    """
    before = kept.begun(folder)
    if before is not None and not job.resume:
        what = "a batch was interrupted here"
        advice = f"go on with --resume, or begin anew without {folder.hidden}"
        raise InputError.one(str(job.out), None, what, advice)
    if before is not None and before != mark:
        what = "the interrupted batch had other settings, names or versions"
        say(Problem(str(job.out), None, what, "all files are repaired anew"))
        kept.clear(folder.shards)
    records = kept.journal(folder)
    done: set[str] = set()
    problems = []
    for file in files:
        record, output = records.get(file.name), folder.out / file.name
        if not output.is_file():
            continue
        if record is None or record["output_sha256"] is None:
            if before is None:
                what = "this file is there already, and no output of an earlier batch"
                problems.append(Problem(str(output), None, what, "move it, or name another folder"))
        elif sha256_of(str(output)) != record["output_sha256"]:
            if before is None:
                what = "this output was changed since it was written"
                problems.append(
                    Problem(str(output), None, what, "move it away to have it written anew")
                )
        elif record["settings"] == mark and _reported(job, file) and _unchanged(file, record):
            done.add(file.name)
    if problems:
        raise InputError(problems)
    return done


def _reported(job: Job, file: File) -> bool:
    return job.report is None or report_of(job.report, file.name).is_file()


def _unchanged(file: File, record: Record) -> bool:
    """Tell whether an input is as it was, and nothing was wrong with it."""
    try:
        hashes = hashes_of(file)
    except InputError:
        return False
    return hashes[:2] == (record["input_sha256"], record["source_sha256"])


def _tell(say: Say, record: Record) -> None:
    for note in problems_of(record, "notes"):
        say(note)
    for problem in problems_of(record)[:_TOLD]:
        say(problem)
    more = record["problem_count"] - _TOLD
    if more > 0:
        what = f"{more:,} more problems in this file"
        say(Problem(record["input"], None, what, f"see {kept.MANIFEST}"))


def _do(
    job: Job,
    folder: Folder,
    mark: str,
    lock: int,
    todo: Sequence[File],
    say: Say,
    watch: Callable[[Step], None],
) -> None:
    """Repair files with workers; raises InputError where the disk is full, or all must end."""
    course = Course(folder, mark, job.settings, todo)
    watch(course.step())
    workers = _pool(job, folder, mark, lock)
    kept.begin(folder, mark)  # not before: where a glossary is bad, nothing has begun
    with workers as pool:
        while True:
            while pool.idle() and (task := course.next()) is not None:
                pool.give(task)
            if not pool.busy():
                return
            course.prepare()
            for task, result in pool.results():
                record = course.done(task, result)
                if record is not None:
                    _tell(say, record)
                    if job.strict and record["problem_count"]:
                        raise InputError(_ended(problems_of(record)))
            watch(course.step())


def _ended(problems: Sequence[Problem]) -> list[Problem]:
    advice = "mend it, then go on with --resume"
    return [Problem("--strict", None, f"the batch ends at {problems[0].path}", advice)]


def _pool(
    job: Job, folder: Folder, mark: str, lock: int
) -> Pool[Task, Result] | RayPool[Task, Result]:
    if job.engine == "ray":
        return RayPool(partial(_on_a_node, job, folder, mark), job.workers)
    return Pool(partial(_shared, job, folder, mark), job.workers, [lock])


def _on_a_node(job: Job, folder: Folder, mark: str) -> Callable[[], Callable[[Task], Result]]:
    """Return what `_shared` does; raise InputError where a node would give other results."""
    if fingerprint(settings_of(job), versions()) != mark:
        what = "a node of the cluster has another version of mt-repair, of its parts or glossaries"
        raise InputError.one(gethostname(), None, what, "install the same on all nodes")
    return _shared(job, folder, mark)


def _shared(job: Job, folder: Folder, mark: str) -> Callable[[], Callable[[Task], Result]]:
    """Return what makes a worker's own of what all of them share."""
    pipeline = pipeline_of(job)
    hold_words(pipeline)
    return partial(_own, pipeline, _desk(job, folder, mark))


def _desk(job: Job, folder: Folder, mark: str) -> Callable[[Repairer], Desk]:
    return partial(Desk, folder, mark, job.settings, job.strict, report=job.report)


def _own(pipeline: Pipeline, desk: Callable[[Repairer], Desk]) -> Callable[[Task], Result]:
    return partial(work, desk(partial(repair, pipeline)))


def _manifest(settings: Record, at_work: Record, outcome: Outcome) -> Record:
    files = [{k: v for k, v in record.items() if k != "settings"} for record in outcome.files]
    counts = {name: outcome.counts[name] for name in COUNTS}
    return {
        "version": _VERSION,
        "settings": settings,
        "versions": at_work,
        "counts": {"files": len(files), "unusable": outcome.unusable, **counts},
        "files": files,
    }
