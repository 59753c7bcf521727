"""What a command works through: the text of a file, or its rows or units."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from mt_repair.corpus.marked import Marked
from mt_repair.errors import Problem
from mt_repair.types import Document, Repair

Repairer = Callable[[Document], Repair]
# Makes the repairer in the process that uses it; a worker gets it pickled.
Maker = Callable[[], Repairer]


@dataclass(frozen=True, slots=True)
class Spelling:
    """A string as JSON spells it, without its quotes, and the code point of its line it starts at."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One repaired part of a file: the bytes to write for it, and what was found in it.

    `row` is the line where a row or unit of a file begins, None for a whole file. Where the
    row, or the whole file, is bad, `problem` says why; where it is bad or blank, there is no
    `repair`. `notes` are for a person to know; nothing is bad about them. `left` says why
    nothing was looked for in a part. `source` is the path of the Chinese, where that is a file.
    `spelt` tells how a JSON row that was flagged spells "target" and "source"; `layout` how a
    marked-up file spells each segment, and where. What is `binary` has no lines to point to.
    """

    path: str
    output: bytes
    repair: Repair | None = None
    row: int | None = None
    problem: Problem | None = None
    notes: tuple[Problem, ...] = ()
    source: str | None = None
    spelt: Mapping[str, Spelling] = field(default_factory=dict)
    layout: tuple[Marked, ...] | None = None
    left: str = ""
    binary: bool = False


# The files of a run, each with its items, which are made as they are asked for.
Files = Iterable[tuple[str, Iterable[Item]]]
