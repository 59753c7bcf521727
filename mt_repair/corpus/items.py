"""What a command works through: the text of a file, or the rows of a JSON Lines file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mt_repair.errors import Problem
from mt_repair.types import Document, Repair

Repairer = Callable[[Document], Repair]
# Makes the repairer in the process that uses it; a worker gets it pickled.
Maker = Callable[[], Repairer]


@dataclass(frozen=True, slots=True)
class Item:
    """One repaired document: the bytes to write for it, and what was found in it.

    `row` is the line of a JSON Lines file, None for a text file. Where the row is bad,
    `problem` says why; where it is bad or blank, there is no `repair`. A `note` is for a
    person to know; nothing is bad about it.
    """

    path: str
    output: bytes
    repair: Repair | None = None
    row: int | None = None
    problem: Problem | None = None
    note: Problem | None = None
