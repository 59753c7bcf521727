"""The files of a batch: names, globs, folders and addresses to inputs, each with its output's name."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from glob import glob, has_magic
from pathlib import PurePath
from typing import NamedTuple

from mt_repair.batch.folder import Folder
from mt_repair.batch.job import Job
from mt_repair.batch.remote import check_addresses, found_at, names_at
from mt_repair.corpus import Settings
from mt_repair.corpus.addresses import is_address
from mt_repair.corpus.formats import BY_SUFFIX, FORMATS, format_of
from mt_repair.corpus.packed import without_packing
from mt_repair.corpus.paths import inside, joined, real, same_place
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


class _Input(NamedTuple):
    path: str
    name: str  # of its output
    size: int  # in bytes, 0 where it is not there


def planned(job: Job) -> Plan:
    """Return the files of a job.

    A folder's and a glob's keep the tree below it; hidden ones and the folder of the outputs
    are passed over. Raises InputError where there is none, where two would have one output,
    or where one would be written over.
    """
    check_addresses(job)
    found: dict[str, _Input] = {}
    problems: list[Problem] = []
    passed_over = 0
    for one in _found(job):
        if one is None:
            passed_over += 1
        elif one.name in found and _differ(found[one.name].path, one.path):
            what = f"its output would be that of {found[one.name].path}"
            advice = "give the folder of both, whose tree is kept, or run them apart"
            problems.append(Problem(one.path, None, what, advice))
        else:
            found.setdefault(one.name, one)
    for one in found.values():
        if is_address(one.path) and _leads_elsewhere(one.name):
            what = "with such a name its output would be in another place"
            problems.append(Problem(one.path, None, what, "give it another name"))
        if same_place(one.path, joined(job.out, one.name)):
            what = "its output would take its place"
            problems.append(Problem(one.path, None, what, "name another folder with -o"))
    for summary in job.summaries:
        for path in (*(one.path for one in found.values()), *map(str, job.glossaries)):
            if same_file(summary, path):
                what = "the summary would take its place"
                problems.append(Problem(path, None, what, "write it to another file"))
    problems += _reports_in_the_way(job, found)
    chinese = _chinese(job)
    if chinese is None:
        what = "there is no such folder"
        problems.append(Problem(job.source_folder or "", None, what, "check the name"))
    if not found and not problems:
        where = ", ".join(job.inputs)
        problems.append(Problem(where, None, "there is nothing to repair", _known(passed_over)))
    if problems:
        raise InputError(problems)
    assert chinese is not None
    files = tuple(_file(job, one, chinese) for one in found.values())
    unused = list(_unused(job, files))
    if unused:
        raise InputError(unused)
    return Plan(files, passed_over, sum(map(partial(_is_alone, job), files)))


def _reports_in_the_way(job: Job, found: Mapping[str, _Input]) -> Iterator[Problem]:
    """Yield what reports would take the place of, or be mixed with."""
    if job.report is None:
        return
    advice = "name another folder for the reports"
    if same_place(job.report, job.out):
        yield Problem(job.report, None, "this is the folder of the outputs", advice)
    taken = {real(one.path) for one in found.values()}
    taken |= {real(joined(job.out, name)) for name in found}
    folder = Folder(job.out, job.report)
    for name, one in found.items():
        report = folder.report(name)
        if report is not None and real(report) in taken:
            yield Problem(one.path, None, f"its report would take the place of {report}", advice)


def _differ(one: str, other: str) -> bool:
    return os.path.abspath(one) != os.path.abspath(other)


def _leads_elsewhere(name: str) -> bool:
    """Tell whether a name in a bucket, which may be anything, is no plain path below a folder."""
    pure = PurePath(name)
    return pure.as_posix() != name or bool(pure.anchor) or ".." in pure.parts


def _chinese(job: Job) -> Callable[[str], bool] | None:
    """Return what tells whether there is a text of a name in Chinese, None without its folder."""
    folder = job.source_folder
    if folder is None:
        return lambda _: False
    if is_address(folder):
        names = names_at(folder)
        return None if names is None else names.__contains__
    return (lambda name: os.path.isfile(joined(folder, name))) if os.path.isdir(folder) else None


def _is_alone(job: Job, file: File) -> bool:
    beside = FORMATS[format_of(file.path, job.settings.format)].beside
    return job.source_folder is not None and beside and file.source is None


def _known(passed_over: int) -> str:
    if passed_over:
        return "say with --format what the files are"
    return "name files, folders or patterns that match some"


def _found(job: Job) -> Iterator[_Input | None]:
    """Yield inputs, None for a file of no known kind."""
    for given in job.inputs:
        if is_address(given):
            yield from _at(given, job)
        elif has_magic(given) and not os.path.lexists(given):
            yield from _matching(given, job)
        elif os.path.isdir(given):
            yield from _below(given, job)
        else:
            yield _input(given, os.path.basename(given))


def _at(address: str, job: Job) -> Iterator[_Input | None]:
    for one in map(_Input._make, found_at(address)):
        if one.path == address or not _is_output(one.path, address, job):
            known = one.path == address or has_magic(address) or _is_known(one.name, job)
            yield one if known else None


def _input(path: str, name: str) -> _Input:
    return _Input(path, name, os.path.getsize(path) if os.path.isfile(path) else 0)


def _matching(pattern: str, job: Job) -> Iterator[_Input]:
    parts = PurePath(pattern).parts
    fixed = next(n for n, part in enumerate(parts) if has_magic(part))
    base = os.path.join(*parts[:fixed]) if fixed else "."
    found = sorted(path for path in glob(pattern, recursive=True) if os.path.isfile(path))
    if not found:
        raise InputError.one(pattern, None, "no file has such a name", "check the pattern")
    for path in found:
        if not _is_output(path, base, job):
            yield _input(path, PurePath(os.path.relpath(path, base)).as_posix())


def _is_output(path: str, base: str, job: Job) -> bool:
    """Tell whether what was found below a folder is in that of outputs or reports, further down."""
    made = [folder for folder in (job.out, job.report) if folder is not None]
    return any(inside(path, at) and not inside(base, at) for at in made)


def _below(folder: str, job: Job) -> Iterator[_Input | None]:
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
            known = _is_known(name, job)
            yield (
                _input(path, PurePath(os.path.relpath(path, folder)).as_posix()) if known else None
            )


def _is_known(name: str, job: Job) -> bool:
    known = job.settings.format or PurePath(without_packing(name)).suffix.lower()
    return known in BY_SUFFIX or known in FORMATS


def _file(job: Job, one: _Input, chinese: Callable[[str], bool]) -> File:
    format_name = format_of(one.path, job.settings.format)
    format = FORMATS[format_name]
    source = None
    if job.source_folder is not None and format.beside and chinese(one.name):
        source = joined(job.source_folder, one.name)
    text = one.size if without_packing(one.path) == one.path else one.size * _PACKS
    many = format.many or (format_name == "text" and job.settings.by_line)
    return File(one.path, one.name, source, one.size, many and text > LARGE)


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
