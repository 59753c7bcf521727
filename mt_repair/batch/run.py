"""A batch from its beginning to its end: what is to be done, by whom, and what has become of it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import lru_cache, partial
from socket import gethostname

from mt_repair.batch import folder as kept
from mt_repair.batch.before import Say, done_before
from mt_repair.batch.course import Course, Step
from mt_repair.batch.folder import Folder
from mt_repair.batch.found import COUNTS, Found, found_of
from mt_repair.batch.held import hold_words
from mt_repair.batch.job import Job, fingerprint, pipeline_of, settings_of, versions
from mt_repair.batch.plan import File, planned, total
from mt_repair.batch.summary import write_summaries
from mt_repair.batch.told import problems_of
from mt_repair.batch.work import Desk, Result, Task, work
from mt_repair.corpus.items import Repairer
from mt_repair.corpus.paths import clear
from mt_repair.corpus.pool import Pool
from mt_repair.corpus.records import Record
from mt_repair.errors import InputError, Problem
from mt_repair.pipeline import Pipeline, repair
from mt_repair.types import Document, Repair

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
        say(Problem(job.source_folder or "", None, what, remedy))
    folder = Folder(job.out, job.report)
    settings, at_work = settings_of(job), versions()
    mark = fingerprint(settings, at_work)
    with kept.locked(folder) as lock:
        outcome = Outcome(passed_over=plan.passed_over)
        done = done_before(job, folder, plan.files, mark, say)
        todo = [file for file in plan.files if file.name not in done]
        outcome.done_before = len(done)
        if todo:
            try:
                _do(job, folder, mark, lock, todo, say, watch)
            finally:
                clear(folder.unfinished)  # what workers were writing, who are gone
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
    lock: int | None,
    todo: Sequence[File],
    say: Say,
    watch: Callable[[Step], None],
) -> None:
    """Repair files with workers; raises InputError where the disk is full, or all must end."""
    watch(Step(0, total(todo), 0))
    engine = _on_a_cluster if job.engine == "ray" else _here
    with closing(engine(job, folder, mark, lock, todo)) as steps:  # workers are gone at its end
        for record, step in steps:
            if record is not None:
                _tell(say, record)
                if job.strict and record["problem_count"]:
                    raise InputError(_ended(problems_of(record)))
            watch(step)


def _here(
    job: Job, folder: Folder, mark: str, lock: int | None, todo: Sequence[File]
) -> Generator[tuple[Record | None, Step]]:
    """Repair files on this machine, and yield records of those that are done, and how far it is."""
    course = Course(folder, mark, job.settings, todo)
    keep_from = [] if lock is None else [lock]
    workers = Pool[Task, Result](partial(_shared, job, folder, mark), job.workers, keep_from)
    kept.begin(folder, mark)  # not before: where a glossary is bad, nothing has begun
    with workers as pool:
        while True:
            while pool.idle() and (task := course.next()) is not None:
                pool.give(task)
            if not pool.busy():
                return
            course.prepare()
            for task, result in pool.results():
                yield course.done(task, result), course.step()


def _on_a_cluster(
    job: Job, folder: Folder, mark: str, lock: int | None, todo: Sequence[File]
) -> Generator[tuple[Record | None, Step]]:
    """Repair files on a cluster, as `_here` does."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is sent anywhere
    try:
        from mt_repair.batch.raycluster import cluster
        from mt_repair.batch.rays import by_ray
    except ImportError as error:
        what, remedy = f"Ray Data is not installed ({error})", "pip install 'mt-repair[ray]'"
        raise InputError.one("--engine ray", None, what, remedy) from None
    pipeline_of(job)  # where a glossary is bad, nothing has begun
    share, bare = (partial(made, job, folder, mark) for made in (_on_a_node, _without_models))
    with cluster(job.workers) as workers:
        kept.begin(folder, mark)
        yield from by_ray(job, folder, mark, todo, workers, share, bare)


def _ended(problems: Sequence[Problem]) -> list[Problem]:
    advice = "mend it, then go on with --resume"
    return [Problem("--strict", None, f"the batch ends at {problems[0].path}", advice)]


def _on_a_node(job: Job, folder: Folder, mark: str) -> Callable[[], Callable[[Task], Result]]:
    """Return what makes an actor's own; raise InputError where it would give other results.

    An actor is not forked, so it loads what its texts ask for, when they do.
    """
    _check_node(job, mark)
    return partial(_own, pipeline_of(job), _desk(job, folder, mark))


def _without_models(job: Job, folder: Folder, mark: str) -> Callable[[], Callable[[Task], Result]]:
    """Return what puts files together, and makes a pipeline only where a shard is not kept.

    Raises InputError as `_on_a_node` does.
    """
    _check_node(job, mark)

    def repairer(document: Document) -> Repair:
        return _built(job)(document)

    return lambda: partial(work, _desk(job, folder, mark)(repairer))


def _check_node(job: Job, mark: str) -> None:
    if fingerprint(settings_of(job), versions()) != mark:
        what = "a node of the cluster has another version of mt-repair, of its parts, glossaries or model"
        raise InputError.one(gethostname(), None, what, "install the same on all nodes")


@lru_cache(maxsize=1)
def _built(job: Job) -> Repairer:
    return partial(repair, pipeline_of(job))


def _shared(job: Job, folder: Folder, mark: str) -> Callable[[], Callable[[Task], Result]]:
    """Return what makes a worker's own of what all of them share."""
    pipeline = pipeline_of(job)
    hold_words(pipeline)
    return partial(_own, pipeline, _desk(job, folder, mark))


def _desk(job: Job, folder: Folder, mark: str) -> Callable[[Repairer], Desk]:
    return partial(Desk, folder, mark, job.settings, job.strict)


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
