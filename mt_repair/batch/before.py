"""What is done of a batch before it begins: outputs that are there, and as they are to be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from mt_repair.batch import folder as kept
from mt_repair.batch.folder import Folder
from mt_repair.batch.job import Job, sha256_of
from mt_repair.batch.plan import File
from mt_repair.batch.work import hashes_of
from mt_repair.corpus.addresses import is_address
from mt_repair.corpus.paths import clear, is_file
from mt_repair.corpus.records import Record
from mt_repair.errors import InputError, Problem

Say = Callable[[Problem], None]


def done_before(job: Job, folder: Folder, files: Sequence[File], mark: str, say: Say) -> set[str]:
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
    report = folder.report(file.name)
    as_asked = record["settings"] == mark and (report is None or is_file(report))
    return as_asked and _unchanged(file, record)


def _unchanged(file: File, record: Record) -> bool:
    """Tell whether an input is as it was, and nothing was wrong with it."""
    try:
        hashes = hashes_of(file)
    except InputError:
        return False
    return hashes[:2] == (record["input_sha256"], record["source_sha256"])
