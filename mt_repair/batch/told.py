"""What is told of a file in the journal: problems and notes, the first of each."""

from __future__ import annotations

from dataclasses import asdict

from mt_repair.corpus.items import Item
from mt_repair.corpus.records import Record
from mt_repair.errors import InputError, Problem

MOST_TOLD = 100  # problems of a file that are kept; all are counted


class Told:
    """What is wrong with a file and what is to be known of it, the first of each."""

    def __init__(self, strict: bool = False) -> None:
        self._strict = strict
        self._problems: list[Problem] = []
        self._notes: list[Problem] = []
        self._count = 0

    def add(self, item: Item) -> None:
        """Add what an item tells; a problem is raised as InputError where none is passed on."""
        self._notes += item.notes[: MOST_TOLD - len(self._notes)]
        if item.problem is not None:
            if self._strict:
                raise InputError([item.problem])
            self.add_problem(item.problem)

    def add_problem(self, problem: Problem) -> None:
        """Add what is wrong."""
        self._count += 1
        if len(self._problems) < MOST_TOLD:
            self._problems.append(problem)

    def record(self) -> Record:
        """Return it all as JSON; `problem_count` counts those left out, too."""
        return {
            "problem_count": self._count,
            "problems": [_said(problem) for problem in self._problems],
            "notes": [_said(note) for note in self._notes],
        }


def _said(problem: Problem) -> Record:
    return asdict(problem)


def problems_of(record: Record, kind: str = "problems") -> list[Problem]:
    """Return what a record tells of its file, `problems` or `notes`."""
    return [Problem(**told) for told in record[kind]]
