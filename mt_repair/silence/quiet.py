"""What is silent in one document, asked by the pipeline of each flag and edit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mt_repair.corpus.records import segment_starts
from mt_repair.errors import Problem
from mt_repair.language.cover import touching
from mt_repair.silence.dismissals import Dismissals
from mt_repair.silence.pragmas import Pragmas, read_pragmas
from mt_repair.types import Document, Edit, Flag, Silenced


@dataclass(frozen=True, slots=True)
class Quiet:
    """What one document does not want to hear of; made by `quiet_of`."""

    document: Document
    starts: Sequence[int]
    pragmas: Pragmas | None
    dismissals: Dismissals

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the document's pragmas."""
        return self.pragmas.problems if self.pragmas is not None else ()

    def allowed(self, edits: Iterable[Edit], flags: Iterable[Flag]) -> list[Edit]:
        """Return the edits of rules that are not silent there, and that touch no silent flag.

        `flags` are what was found in the document as it is now.
        """
        taboo = touching((f.segment, f.span) for f in flags if self.silenced(f) is not None)
        return [
            e
            for e in edits
            if not taboo(e.segment, e.span.start, max(e.span.end, e.span.start + 1))
            and not self._is_silent(e)
        ]

    def silenced(self, flag: Flag) -> Silenced | None:
        """Return a flag as it was silenced, None where it is to be shown."""
        if self.pragmas is not None:
            why = self.pragmas.silencer(flag.rule, flag.kind, *self._place(flag))
            if why is not None:
                return Silenced(flag, "pragma", why)
        made = self.dismissals.of(flag, self.document)
        return None if made is None else Silenced(flag, "dismissal", made.why)

    def _is_silent(self, edit: Edit) -> bool:
        return self.pragmas is not None and self.pragmas.silences(edit.by, *self._place(edit))

    def _place(self, found: Flag | Edit) -> tuple[int, int]:
        start = self.starts[found.segment]
        return start + found.span.start, start + found.span.end


def quiet_of(document: Document, dismissals: Dismissals) -> Quiet | None:
    """Return what a document silences, None where that is nothing."""
    pragmas = read_pragmas(document)
    if pragmas is None and not dismissals:
        return None
    return Quiet(document, segment_starts(document), pragmas, dismissals)


def parted(flags: Sequence[Flag], quiet: Quiet | None) -> tuple[list[Flag], list[Silenced]]:
    """Return the flags to show, and those that are silent with who silenced them."""
    if quiet is None:
        return list(flags), []
    shown: list[Flag] = []
    silent: list[Silenced] = []
    for flag in flags:
        silenced = quiet.silenced(flag)
        if silenced is None:
            shown.append(flag)
        else:
            silent.append(silenced)
    return shown, silent
