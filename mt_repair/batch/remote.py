"""The files of a batch that are given by address: a file, a folder or a pattern each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from glob import has_magic

from mt_repair.batch.job import Job
from mt_repair.corpus.addresses import Info, below, check_address, info_of, is_address
from mt_repair.errors import InputError


def check_addresses(job: Job) -> None:
    """Raise InputError where a job has addresses that cannot be used, or not by its engine."""
    given = (*job.inputs, job.out, job.source_folder or "", job.report or "", *job.summaries)
    for address in filter(is_address, given):
        check_address(address)
        if job.engine != "ray":
            what = (
                "files are read and written by address on a cluster only, which may be this machine"
            )
            raise InputError.one(address, None, what, "add --engine ray")


def found_at(address: str) -> Iterator[tuple[str, str, int]]:
    """Yield files that an address stands for: their addresses, names of outputs, and sizes.

    One that is not there has no size, and is told when it is its turn. Raises InputError where
    a pattern matches none, and where a folder cannot be listed.
    """
    own = info_of(address)
    if own is not None:
        yield _alone(address, own.size)
    elif has_magic(address):
        yield from _matching(address)
    else:
        base, found = address.rstrip("/"), sorted(below(address), key=_as_walked)
        for name, info in found:
            if not any(part.startswith(".") for part in name.split("/")):
                yield f"{base}/{name}", name, info.size
        if not found:
            yield _alone(address, 0)


def names_at(address: str) -> frozenset[str] | None:
    """Return the names of the files in a folder and below it, None where there are none."""
    return frozenset(name for name, _ in below(address)) or None


def _as_walked(found: tuple[str, Info]) -> list[tuple[bool, str]]:
    """Return a key that orders files as a folder's are: its own before those of folders in it."""
    *folders, name = found[0].split("/")
    return [*((True, folder) for folder in folders), (False, name)]


def _alone(address: str, size: int) -> tuple[str, str, int]:
    return address, address.rstrip("/").rpartition("/")[2], size


def _matching(pattern: str) -> Iterator[tuple[str, str, int]]:
    parts = pattern.split("/")
    fixed = next(n for n, part in enumerate(parts) if has_magic(part))
    if fixed < 3:  # scheme, nothing, bucket
        what = "a pattern can stand for folders and files, not for a bucket"
        raise InputError.one(pattern, None, what, "name the bucket")
    base = "/".join(parts[:fixed])
    found: list[tuple[str, Info]] = [
        (name, info) for name, info in below(base) if _matches(name.split("/"), parts[fixed:])
    ]
    if not found:
        raise InputError.one(pattern, None, "no file has such a name", "check the pattern")
    for name, info in found:
        yield f"{base}/{name}", name, info.size


def _matches(parts: Sequence[str], pattern: Sequence[str]) -> bool:
    """Tell whether a name fits a pattern, as `glob` has it: `**` is any depth, none is hidden."""
    if not pattern:
        return not parts
    if pattern[0] == "**" and _matches(parts, pattern[1:] or ["*"]):
        return True
    if not parts or (parts[0].startswith(".") and not pattern[0].startswith(".")):
        return False
    if pattern[0] == "**":
        return _matches(parts[1:], pattern)
    return fnmatchcase(parts[0], pattern[0]) and _matches(parts[1:], pattern[1:])
