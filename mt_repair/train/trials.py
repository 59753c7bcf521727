"""What checkpoints are chosen by: clauses with the answers that are right, and an entity-safe score.

A proposal that the gate refuses counts as none, as it would in use; to change a clause that
was right costs twice what a repair gains.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mt_repair.edits import invert
from mt_repair.repair.answers import Refused, by_words, decode
from mt_repair.repair.clauses import Clause, Slot, clauses
from mt_repair.repair.gate import check
from mt_repair.repair.wording import written
from mt_repair.train.cases import Contextual, by_rules, names, read_cases, settled
from mt_repair.train.draft import Pair
from mt_repair.types import Span

_PRICE = 2.0  # of a clause changed for the worse


@dataclass(frozen=True, slots=True)
class Trial:
    """A clause, and what it may read afterwards; `text` is what it is cut out of."""

    clause: Clause
    text: str
    right: frozenset[str]

    @property
    def was_right(self) -> bool:
        """Whether nothing needs to be changed."""
        return self.text[self.clause.start : self.clause.end] in self.right


def of_lesson(pair: Pair) -> Trial:
    """Return a lesson as a trial."""
    put = decode(pair.answer, pair.clause)
    return Trial(pair.clause, pair.text, frozenset((written(put, pair.clause, pair.text),)))


def of_cases(path: Path) -> list[Trial]:
    """Return the contextual cases as trials: those whose repair lies within one clause."""
    return [t for case in read_cases(path) if (t := _of_case(case)) is not None]


def _of_case(case: Contextual) -> Trial | None:
    text = by_rules(case)
    found = list(clauses(text, slots_of(case)))
    if len(found) != 1:
        return None
    clause = found[0]
    head, tail = text[: clause.start], text[clause.end :]
    right = frozenset(
        f[len(head) : len(f) - len(tail)]
        for f in case.fixed
        if f.startswith(head) and f.endswith(tail)
    )
    return Trial(clause, text, right) if right else None


def slots_of(case: Contextual) -> list[Slot]:
    """Return where the rules put the right names, each with what stood there."""
    out = []
    for undone, (zh, words) in zip(invert(settled(case)), case.names, strict=False):
        term = names()[zh]
        at = undone.old.lower().find(term.en.lower())
        if at >= 0:
            span = Span(undone.span.start + at, undone.span.start + at + len(term.en))
            out.append(Slot(span, term.type or "NAME", words))
    return out


def outcome(trial: Trial, tokens: Sequence[str], starts: Sequence[int]) -> str:
    """Return what an answer makes of a trial's clause; what it was, where it is refused."""
    try:
        put = decode(by_words(tokens, starts), trial.clause)
        check(put, trial.clause)
        return written(put, trial.clause, trial.text)
    except Refused:
        return trial.text[trial.clause.start : trial.clause.end]


def scored(
    trials: Sequence[Trial], answers: Sequence[Sequence[str]], starts: Sequence[Sequence[int]]
) -> dict[str, float]:
    """Return the shares repaired exactly and harmed, and the score that weighs them.

    `starts` are where each trial's words begin in what the model was shown.
    """
    fixed: list[bool] = []
    harmed: list[bool] = []
    for trial, tokens, at in zip(trials, answers, starts, strict=True):
        right = outcome(trial, tokens, at) in trial.right
        (harmed if trial.was_right else fixed).append(right != trial.was_right)
    exact, harm = _mean(fixed), _mean(harmed)
    return {"exact": exact, "harm": harm, "score": exact - _PRICE * harm}


def _mean(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 0.0
