"""Flags that a person rejected for good, in a file of JSON Lines that many may write.

    {"surface": "pat", "zh": "拍拍", "file": "2024/animals.txt", "why": "a real pat"}

`surface` is what stands in the text. `zh` is the name it was taken for, "" where it was none;
without it, it is any. `file` is the text (`naming.py` tells how it is called); `id` is the row
of a JSON Lines file. Without them the flag is silent everywhere. A row with `"undo": true`
takes back the rows before it that say the same. Rows are only ever added, so that two people
who decide at once lose nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from mt_repair.corpus import read
from mt_repair.corpus.records import to_json
from mt_repair.corpus.write import append_line
from mt_repair.errors import InputError, Problem
from mt_repair.silence.naming import HOME, folder_of, name_of
from mt_repair.types import Document, Flag

DEFAULT = HOME / "dismissed.jsonl"
_KINDS = {"surface": str, "zh": str, "file": str, "id": str | int, "why": str, "undo": bool}
_REMEDY = "mend the row, or take it out"


@dataclass(frozen=True, slots=True)
class Dismissal:
    """One flag that was rejected; the module says what the fields mean, None is any."""

    surface: str
    zh: str | None = None
    file: str | None = None
    id: str | int | None = None
    why: str = ""
    undo: bool = False


@dataclass(frozen=True, slots=True)
class Dismissals:
    """What was dismissed, by surface, and the folder that its files are named from."""

    by_surface: Mapping[str, Sequence[Dismissal]] = field(default_factory=dict)
    folder: Path = Path()

    def __bool__(self) -> bool:
        return bool(self.by_surface)

    def of(self, flag: Flag, document: Document) -> Dismissal | None:
        """Return the dismissal of a flag in a document, None where it was not dismissed."""
        for made in self.by_surface.get(_plain(flag.surface), ()):
            if made.zh in (None, flag.zh) and self._is_meant(made, document):
                return made
        return None

    def _is_meant(self, made: Dismissal, document: Document) -> bool:
        if made.id is not None and str(made.id) != str(document.id):
            return False
        return made.file is None or made.file == name_of(document.name, self.folder)


def read_dismissals(path: str | Path) -> Dismissals:
    """Return what a file dismisses, later rows undoing earlier ones.

    Raises InputError with every problem of a file that cannot be used.
    """
    kept: dict[Dismissal, Dismissal] = {}
    problems: list[Problem] = []
    for number, line in enumerate(read.read_text(str(path)).split("\n"), 1):
        row = line.strip("\ufeff \t\r")
        if not row:
            continue
        try:
            made = _read_row(row)
        except ValueError as error:
            problems.append(Problem(str(path), number, str(error), _REMEDY))
            continue
        id = None if made.id is None else str(made.id)
        said = replace(made, surface=_plain(made.surface), id=id, why="", undo=False)
        if made.undo:
            kept.pop(said, None)
        else:
            kept[said] = made
    if problems:
        raise InputError(problems)
    return dismissals_of(kept.values(), folder_of(path))


def dismissals_of(made: Iterable[Dismissal], folder: Path) -> Dismissals:
    """Return dismissals made ready to be asked, their files named from a folder."""
    by_surface: dict[str, list[Dismissal]] = {}
    for one in made:
        by_surface.setdefault(_plain(one.surface), []).append(one)
    return Dismissals(by_surface, folder)


def append_dismissal(path: str | Path, made: Dismissal) -> None:
    """Add a dismissal to a file, which is made where it is missing, with its folder.

    The row is written at once and synced; what others add at the same time stays. Raises
    InputError where the file cannot be written.
    """
    row = {f.name: getattr(made, f.name) for f in fields(made)}
    said = {f.name: row[f.name] for f in fields(made) if row[f.name] != f.default}
    append_line(str(path), to_json(said).encode("utf-8"))


def _read_row(row: str) -> Dismissal:
    try:
        made = json.loads(row)
    except (ValueError, RecursionError):
        raise ValueError("the row is not JSON") from None
    if not isinstance(made, dict):
        raise ValueError("the row is JSON, but no object in braces")
    for key, value in made.items():
        if key not in _KINDS:
            raise ValueError(f"“{key}” is not known here; the fields are {', '.join(_KINDS)}")
        if not isinstance(value, _KINDS[key]) or (key == "id" and isinstance(value, bool)):
            raise ValueError(f"“{key}” is of the wrong kind")
    if "surface" not in made:
        raise ValueError("the row has no “surface”")
    if not _plain(made["surface"]) and not made.get("zh"):
        raise ValueError("the row has neither a “surface” nor a “zh”, so it would mean any flag")
    return Dismissal(**made)


def _plain(surface: str) -> str:
    """Return a surface as it is compared, however its lines are wrapped."""
    return " ".join(surface.split())
