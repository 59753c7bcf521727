"""The files of a batch: names, globs and folders to inputs, each with the name of its output."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from glob import glob, has_magic
from pathlib import Path, PurePath

from mt_repair.batch.job import Job
from mt_repair.corpus import Settings
from mt_repair.corpus.formats import BY_SUFFIX, FORMATS, format_of
from mt_repair.corpus.packed import without_packing
from mt_repair.corpus.write import same_file
from mt_repair.errors import InputError, Problem

LARGE = 200_000  # bytes from which on a file is shared among workers
_PACKS = 4  # times that packed text is smaller


@dataclass(frozen=True, slots=True)
class File:
    """An input, its output's name below the folder, its Chinese beside it, its size in bytes."""

    path: str
    name: str
    source: str | None
    size: int
    shared: bool  # among workers


@dataclass(frozen=True, slots=True)
class Plan:
    """The files of a batch in their order, and how many of a folder are of no known kind.

    `alone` are the texts that have no Chinese in the folder for it.
    """

    files: tuple[File, ...]
    passed_over: int
    alone: int


def planned(job: Job) -> Plan:
    """Return the files of a job.

    A folder's and a glob's keep the tree below it; hidden ones and the folder of the outputs
    are passed over. Raises InputError where there is none, where two would have one output,
    or where one would be written over.
    """
    found: dict[str, str] = {}  # names of outputs -> inputs
    problems: list[Problem] = []
    passed_over = 0
    for path, name in _found(job):
        if path is None:
            passed_over += 1
        elif name in found and os.path.abspath(found[name]) != os.path.abspath(path):
            what = f"its output would be that of {found[name]}"
            advice = "give the folder of both, whose tree is kept, or run them apart"
            problems.append(Problem(path, None, what, advice))
        else:
            found.setdefault(name, path)
    for name, path in found.items():
        if os.path.realpath(path) == os.path.realpath(job.out / name):
            what = "its output would take its place"
            problems.append(Problem(path, None, what, "name another folder with -o"))
    for summary in job.summaries:
        for path in (*found.values(), *map(str, job.glossaries)):
            if same_file(summary, path):
                what = "the summary would take its place"
                problems.append(Problem(path, None, what, "write it to another file"))
    problems += _reports_in_the_way(job, found)
    if job.source_folder is not None and not job.source_folder.is_dir():
        what = "there is no such folder"
        problems.append(Problem(str(job.source_folder), None, what, "check the name"))
    if not found and not problems:
        where = ", ".join(job.inputs)
        problems.append(Problem(where, None, "there is nothing to repair", _known(passed_over)))
    if problems:
        raise InputError(problems)
    files = tuple(_file(job, path, name) for name, path in found.items())
    unused = list(_unused(job, files))
    if unused:
        raise InputError(unused)
    return Plan(files, passed_over, sum(map(partial(_is_alone, job), files)))


def _reports_in_the_way(job: Job, found: Mapping[str, str]) -> Iterator[Problem]:
    """Yield what reports would take the place of, or be mixed with."""
    if job.report is None:
        return
    advice = "name another folder for the reports"
    if same_file(str(job.report), str(job.out)):
        yield Problem(str(job.report), None, "this is the folder of the outputs", advice)
    taken = {os.path.realpath(path) for path in found.values()}
    taken |= {os.path.realpath(job.out / name) for name in found}
    for name, path in found.items():
        report = report_of(job.report, name)
        if os.path.realpath(report) in taken:
            yield Problem(path, None, f"its report would take the place of {report}", advice)


def report_of(folder: Path, name: str) -> Path:
    """Return where the report on a file lies, by the name of its output."""
    return folder / f"{name}.jsonl"


def _is_alone(job: Job, file: File) -> bool:
    beside = FORMATS[format_of(file.path, job.settings.format)].beside
    return job.source_folder is not None and beside and file.source is None


def _known(passed_over: int) -> str:
    if passed_over:
        return "say with --format what the files are"
    return "name files, folders or patterns that match some"


def _found(job: Job) -> Iterator[tuple[str | None, str]]:
    """Yield inputs with the names of their outputs, None for a file of no known kind."""
    for given in job.inputs:
        if has_magic(given) and not os.path.lexists(given):
            yield from _matching(given, job)
        elif os.path.isdir(given):
            yield from _below(given, job)
        else:
            yield given, os.path.basename(given)


def _matching(pattern: str, job: Job) -> Iterator[tuple[str | None, str]]:
    parts = PurePath(pattern).parts
    fixed = next(n for n, part in enumerate(parts) if has_magic(part))
    base = os.path.join(*parts[:fixed]) if fixed else "."
    found = sorted(path for path in glob(pattern, recursive=True) if os.path.isfile(path))
    if not found:
        raise InputError.one(pattern, None, "no file has such a name", "check the pattern")
    for path in found:
        if not _is_output(path, base, job):
            yield path, PurePath(os.path.relpath(path, base)).as_posix()


def _is_output(path: str, base: str, job: Job) -> bool:
    """Tell whether what was found below a folder is in that of outputs or reports, further down."""
    top, found = Path(os.path.realpath(base)), Path(os.path.realpath(path))
    made = [os.path.realpath(folder) for folder in (job.out, job.report) if folder is not None]
    return any(found.is_relative_to(at) and not top.is_relative_to(at) for at in made)


def _below(folder: str, job: Job) -> Iterator[tuple[str | None, str]]:
    for at, folders, names in os.walk(folder):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and not _is_output(os.path.join(at, name), folder, job)
        )
        for name in sorted(names):
            path = os.path.join(at, name)
            if name.startswith(".") or not os.path.isfile(path):
                continue
            known = job.settings.format or PurePath(without_packing(name)).suffix.lower()
            if known in BY_SUFFIX or known in FORMATS:
                yield path, PurePath(os.path.relpath(path, folder)).as_posix()
            else:
                yield None, name


def _file(job: Job, path: str, name: str) -> File:
    format_name = format_of(path, job.settings.format)
    format = FORMATS[format_name]
    source = None
    if job.source_folder is not None and format.beside:
        beside = job.source_folder / name
        source = str(beside) if beside.is_file() else None
    size = os.path.getsize(path) if os.path.isfile(path) else 0
    text = size if without_packing(path) == path else size * _PACKS
    many = format.many or (format_name == "text" and job.settings.by_line)
    return File(path, name, source, size, many and text > LARGE)


def settings_for(file: File, settings: Settings) -> Settings:
    """Return the settings for one of many files: a format without columns has none chosen."""
    name = format_of(file.path, settings.format)
    if FORMATS[name].fields:
        return settings
    kept = settings.document_field if name == "jsonl" else None
    return replace(settings, target_field=None, source_field=None, document_field=kept)


def _unused(job: Job, files: Sequence[File]) -> Iterator[Problem]:
    """Yield the options that no file has a use for."""
    used = [settings_for(file, job.settings) for file in files]
    for field in ("target_field", "source_field", "document_field"):
        if getattr(job.settings, field) and not any(getattr(one, field) for one in used):
            option = f"--{field.replace('_', '-')}"
            yield Problem(option, None, "no file has columns", "leave it out")


def total(files: Sequence[File]) -> int:
    """Return the bytes of all files."""
    return sum(file.size for file in files)
