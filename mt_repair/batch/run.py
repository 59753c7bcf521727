"""A batch from its beginning to its end: what is to be done, by whom, and what has become of it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from functools import lru_cache, partial
from socket import gethostname

from mt_repair.batch import folder as kept
from mt_repair.batch.course import Course, Step
from mt_repair.batch.folder import Folder
from mt_repair.batch.found import COUNTS, Found, found_of
from mt_repair.batch.job import Job, fingerprint, pipeline_of, settings_of, sha256_of, versions
from mt_repair.batch.plan import File, planned, total
from mt_repair.batch.pool import Pool
from mt_repair.batch.summary import write_summaries
from mt_repair.batch.work import Desk, Result, Task, hashes_of, problems_of, work
from mt_repair.corpus.addresses import is_address
from mt_repair.corpus.items import Repairer
from mt_repair.corpus.paths import clear, is_file
from mt_repair.corpus.records import Record
from mt_repair.detect.scene import shipped_scene
from mt_repair.errors import InputError, Problem
from mt_repair.language.cedict import entries
from mt_repair.language.english import parts_of_speech, zipf
from mt_repair.pipeline import Pipeline, repair, with_reader
from mt_repair.types import Document, Repair

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
        say(Problem(job.source_folder or "", None, what, remedy))
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


def _done_before(job: Job, folder: Folder, files: Sequence[File], mark: str, say: Say) -> set[str]:
    """Return the names of outputs that are there already and as they are to be.

    Raises InputError where another run was interrupted, and where an output would take the
    place of a file that is no output, or was changed by somebody.
    """
    before = kept.begun(folder)
    if before is not None and not job.resume:
        what = "a batch was interrupted here"
        advice = f"go on with --resume, or begin anew without {folder.hidden}"
        raise InputError.one(job.out, None, what, advice)
    if before is not None and before != mark:
        what = "the interrupted batch had other settings, names or versions"
        say(Problem(job.out, None, what, "all files are repaired anew"))
        clear(folder.shards)
    records = kept.journal(folder)
    done: set[str] = set()
    problems: list[Problem] = []
    check = partial(_as_it_is, folder, mark, records, before is None)
    for file, found in zip(files, _each(check, files, folder), strict=True):
        if isinstance(found, Problem):
            problems.append(found)
        elif found:
            done.add(file.name)
    if problems:
        raise InputError(problems)
    return done


def _each(
    check: Callable[[File], bool | Problem], files: Sequence[File], folder: Folder
) -> Iterator[bool | Problem]:
    """Yield what a check finds of each file; of those at an address it asks about several at once."""
    if not is_address(folder.out):
        yield from map(check, files)
        return
    with ThreadPoolExecutor(kept.AT_ONCE) as pool:
        yield from pool.map(check, files)


def _as_it_is(
    folder: Folder, mark: str, records: Mapping[str, Record], ended: bool, file: File
) -> bool | Problem:
    """Tell whether an output is there and as it is to be, or what is in its place."""
    record, output = records.get(file.name), folder.output(file.name)
    if not is_file(output):
        return False
    if record is None or record["output_sha256"] is None:
        what = "this file is there already, and no output of an earlier batch"
        return Problem(output, None, what, "move it, or name another folder") if ended else False
    if sha256_of(output) != record["output_sha256"]:
        what = "this output was changed since it was written"
        return (
            Problem(output, None, what, "move it away to have it written anew") if ended else False
        )
    return bool(record["settings"] == mark) and _unchanged(file, record)


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
    """Return what `_shared` does; raise InputError where a node would give other results."""
    _check_node(job, mark)
    return _shared(job, folder, mark)


def _without_models(job: Job, folder: Folder, mark: str) -> Callable[[], Callable[[Task], Result]]:
    """Return what puts files together, and makes a pipeline only where a shard is not kept.

    Raises InputError as `_on_a_node` does.
    """
    _check_node(job, mark)

    def repairer(document: Document) -> Repair:
        return _built(job)(document)

    return lambda: partial(work, Desk(folder, mark, job.settings, job.strict, repairer))


def _check_node(job: Job, mark: str) -> None:
    if fingerprint(settings_of(job), versions()) != mark:
        what = "a node of the cluster has another version of mt-repair, of its parts or glossaries"
        raise InputError.one(gethostname(), None, what, "install the same on all nodes")


@lru_cache(maxsize=1)
def _built(job: Job) -> Repairer:
    return partial(repair, with_reader(pipeline_of(job)))


def _shared(job: Job, folder: Folder, mark: str) -> Callable[[], Callable[[Task], Result]]:
    """Return what makes a worker's own of what all of them share."""
    pipeline = pipeline_of(job)
    _load_words()
    return partial(_own, pipeline, partial(Desk, folder, mark, job.settings, job.strict))


def _own(pipeline: Pipeline, desk: Callable[[Repairer], Desk]) -> Callable[[Task], Result]:
    return partial(work, desk(partial(repair, with_reader(pipeline))))


def _load_words() -> None:
    """Load the word lists that texts need, before workers are forked.

    Not what is in native code or SQLite, which does not bear being forked.
    """
    zipf("word")
    parts_of_speech("word")
    shipped_scene()
    entries("字")


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
