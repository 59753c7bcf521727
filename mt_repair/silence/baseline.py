"""A baseline: the flags that were there when a team began to look, so that only new ones count.

    {"version": 1,
     "files": {"news/a.txt": [{"fingerprint": "...", "count": 2, "rule": "literal",
                               "zh": "拍拍", "surface": "pat"}]}}

A flag is known by its file and its fingerprint, which stays when it moves; of more flags of
one fingerprint than are counted, the last are new. The fields after `count` are for people.
`naming.py` tells what a file is called.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from mt_repair.corpus.items import Files, Item
from mt_repair.corpus.read import read_text
from mt_repair.corpus.records import Record, to_json
from mt_repair.corpus.write import writing
from mt_repair.errors import InputError
from mt_repair.silence.naming import HOME, folder_of, name_of
from mt_repair.types import Flag, Silenced

VERSION = 1
_REMEDY = "write it anew with --write-baseline"


@dataclass(frozen=True, slots=True)
class Baseline:
    """The flags of each file that are known already, and the folder that files are named from."""

    files: Mapping[str, tuple[Record, ...]] = field(default_factory=dict)
    folder: Path = Path()


def read_baseline(path: str) -> Baseline:
    """Return a baseline. Raises InputError where the file is none."""
    try:
        whole = json.loads(read_text(path).removeprefix("\ufeff"))
        files = {name: tuple(map(_entry, rows)) for name, rows in _files(whole).items()}
    except (ValueError, RecursionError) as error:
        what = f"this is no baseline ({error})" if str(error) else "this is no baseline"
        raise InputError.one(path, getattr(error, "lineno", None), what, _REMEDY) from None
    return Baseline(files, folder_of(path))


def without_known(files: Files, baseline: Baseline) -> Files:
    """Yield the files with the flags that a baseline holds silenced."""
    for path, items in files:
        rows = baseline.files.get(name_of(path, baseline.folder), ())
        yield path, _without(items, Counter({row["fingerprint"]: row["count"] for row in rows}))


def write_baseline(path: str, found: Mapping[str, Iterable[Flag]]) -> int:
    """Write the flags of files as known from now on and return how many they are.

    What the file held of other files stays. Raises InputError where it cannot be written, or
    is there and is no baseline.
    """
    old = read_baseline(path) if Path(path).exists() else Baseline({}, folder_of(path))
    files: dict[str, tuple[Record, ...]] = dict(old.files)
    total = 0
    for file, flags in found.items():
        rows = _rows(flags)
        total += sum(row["count"] for row in rows)
        files[name_of(file, old.folder)] = tuple(rows)
    ordered = {name: files[name] for name in sorted(files) if files[name]}
    if Path(path).parent.name == HOME.name:
        Path(path).parent.mkdir(exist_ok=True)
    with writing(path) as put:
        put((to_json({"version": VERSION, "files": ordered}, indent=2) + "\n").encode("utf-8"))
    return total


def gathered(files: Files, into: dict[str, list[Flag]]) -> Files:
    """Yield the files with every flag silenced, as a baseline of them would, and note the flags.

    Those of a file that could not be read to its end are not noted.
    """
    for path, items in files:
        yield path, _noted(path, items, into)


def _noted(path: str, items: Iterable[Item], into: dict[str, list[Flag]]) -> Iterator[Item]:
    found: list[Flag] = []
    whole = True
    for item in items:
        flags = item.repair.flags if item.repair is not None else ()
        found += flags
        whole = whole and (item.problem is None or item.row is not None)
        yield from _without([item], Counter(flag.fingerprint() for flag in flags))
    if whole:
        into[path] = found


def _without(items: Iterable[Item], left: Counter[str]) -> Iterator[Item]:
    for item in items:
        if item.repair is None or not item.repair.flags:
            yield item
            continue
        shown: list[Flag] = []
        known: list[Silenced] = []
        for flag in item.repair.flags:
            print_ = flag.fingerprint()
            if left[print_] > 0:
                left[print_] -= 1
                known.append(Silenced(flag, "baseline"))
            else:
                shown.append(flag)
        silenced = (*item.repair.silenced, *known)
        repair = replace(item.repair, flags=tuple(shown), silenced=silenced)
        yield replace(item, repair=repair)


def _rows(flags: Iterable[Flag]) -> list[Record]:
    first: dict[str, Flag] = {}
    counts: Counter[str] = Counter()
    for flag in flags:
        print_ = flag.fingerprint()
        first.setdefault(print_, flag)
        counts[print_] += 1
    return [
        {
            "fingerprint": print_,
            "count": counts[print_],
            "rule": flag.rule,
            "zh": flag.zh,
            "surface": flag.surface,
        }
        for print_, flag in sorted(first.items())
    ]


def _files(whole: object) -> dict[str, list[object]]:
    if not isinstance(whole, dict) or whole.get("version") != VERSION:
        raise ValueError(f'it says no "version": {VERSION}')
    files = whole.get("files")
    if not isinstance(files, dict) or not all(isinstance(rows, list) for rows in files.values()):
        raise ValueError('it has no "files" with a list each')
    return files


def _entry(row: object) -> Record:
    if not isinstance(row, dict) or not isinstance(row.get("fingerprint"), str):
        raise ValueError('a row has no "fingerprint"')
    if type(row.get("count")) is not int or row["count"] < 1:
        raise ValueError('a row has no "count"')
    return row
