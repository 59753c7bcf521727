"""From a glossary file to terms, whatever its format; or everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

from mt_repair.corpus.read import opened
from mt_repair.errors import InputError, Problem
from mt_repair.glossary.entries import Entry, Reading, problems_in, quoted, term_of
from mt_repair.glossary.formats.registry import FORMATS, READERS
from mt_repair.glossary.glossary import zh_key
from mt_repair.types import Term

LARGEST_FILE = 50_000_000
MOST_PROBLEMS = 1000


def read_terms(path: Path) -> tuple[Term, ...]:
    """Return the terms of a glossary file, in its order, each with file:line as origin.

    The suffix picks the format. What a file of another tool holds beyond a glossary's keys
    is passed over; `exchange.import_terms` tells of it. Raises InputError with every problem
    of the file, in the order of its lines (a file of nothing else stops after
    MOST_PROBLEMS), and no term.
    """
    return terms_of(path, read_entries(path))


def read_layers(paths: Iterable[Path]) -> list[tuple[Term, ...]]:
    """Return the terms of each file; raise InputError with every problem of all of them."""
    layers: list[tuple[Term, ...]] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            layers.append(read_terms(path))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return layers


def read_entries(path: Path, format: str | None = None) -> Reading:
    """Return what a file holds, unchecked; `format` is a name of FORMATS, else the suffix tells.

    Raises InputError where the file cannot be read at all.
    """
    shown = str(path)
    read = FORMATS[format].read if format else READERS.get(path.suffix.lower())
    data = _bytes(path)
    if read is None:
        kind = f"unknown file type {quoted(path.suffix)}" if path.suffix else "no file type"
        raise InputError.one(shown, None, kind, f"save it as one of {', '.join(READERS)}")
    return read(data, shown)


def terms_of(path: Path, reading: Reading) -> tuple[Term, ...]:
    """Return the terms of a reading; raise InputError as `read_terms` does."""
    found = sound_entries(path, reading)
    return tuple(term_of(entry, f"{path.name}:{entry.line}") for entry in found)


def sound_entries(path: Path, reading: Reading) -> tuple[Entry, ...]:
    """Return the entries of a reading, free of problems; raise InputError as `read_terms` does."""
    shown = str(path)
    found = chain(reading.problems, _entry_problems(reading, shown))
    problems = sorted(islice(found, MOST_PROBLEMS), key=lambda p: p.line or 0)
    if next(found, None):
        problems.append(
            Problem(
                shown, None, f"there are more than {MOST_PROBLEMS} problems", "mend these first"
            )
        )
    if problems:
        raise InputError(problems)
    if not reading.entries:
        raise InputError.one(
            shown, None, "the file holds no term", "add a term, or leave the file out"
        )
    return tuple(reading.entries)


def _entry_problems(reading: Reading, path: str) -> Iterator[Problem]:
    entries = reading.entries
    if reading.rules:
        entries = tuple(entry for entry in entries if "zh" in entry.values)
        nameless = len(reading.entries) - len(entries)
        if nameless:
            yield Problem(
                path,
                min(entry.line for entry in reading.entries if "zh" not in entry.values),
                f"{nameless} rules of the file name no Chinese",
                "run mt-repair glossary import on it, which looks the Chinese up",
            )
    first: dict[str, int] = {}
    for entry in entries:
        yield from problems_in(entry, path, reading.sign)
        zh = entry.values.get("zh")
        if not isinstance(zh, str) or not zh.strip():
            continue
        key = zh_key(zh)
        if key not in first:
            first[key] = entry.line
        else:
            yield Problem(
                path,
                entry.at("zh"),
                f"{quoted(zh.strip())} has an entry in line {first[key]} already",
                "make one entry of the two",
            )


def _bytes(path: Path) -> bytes:
    shown = str(path)
    with opened(shown) as file:
        try:
            data = file.read(LARGEST_FILE + 1)
        except OSError as error:
            what = f"the file cannot be read ({error.strerror or error})"
            raise InputError.one(shown, None, what, "check the file") from None
    if len(data) > LARGEST_FILE:
        raise InputError.one(
            shown,
            None,
            f"the file is larger than {LARGEST_FILE // 1_000_000} MB",
            "split it into several glossaries",
        )
    return data
