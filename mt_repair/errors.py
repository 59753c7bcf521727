"""Errors an editor can act on: what is wrong, where, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an input, in the form `path:line: what is wrong; what to do`."""

    path: str
    line: int | None
    what: str
    remedy: str

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.what}; {self.remedy}"


class InputError(Exception):
    """Input that cannot be used; holds every problem found, not only the first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))

    @classmethod
    def one(cls, path: str, line: int | None, what: str, remedy: str) -> Self:
        """Return an error of a single problem."""
        return cls([Problem(path, line, what, remedy)])


class EditError(ValueError):
    """An edit that does not fit the text it is applied to."""
