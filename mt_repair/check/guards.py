"""Sentences that an entry owes: one to keep for an ordinary word, one that shows the repair."""

from __future__ import annotations

from collections.abc import Iterator

from mt_repair.check.checked import Placed
from mt_repair.check.listed import holding
from mt_repair.glossary.entries import quoted
from mt_repair.glossary.match import key_of
from mt_repair.language.english import ordinariness
from mt_repair.types import Finding, Term

ORDINARY = 0.45  # how ordinary a phrase must be to be met in texts that do not mean the name


def guards(placed: Placed, term: Term) -> Iterator[Finding]:
    """Yield the sentences that an entry lacks; `term` is the entry as it is in force."""
    for form in placed.term.wrong:
        if ordinariness(form) < ORDINARY or not key_of(form).strip():
            continue
        if not holding(term.examples, form, keep=True):
            yield placed.finding(
                "wrong",
                "ordinary-word",
                f"{quoted(form)} is ordinary English, and no sentence to keep has it",
                'add { keep = "…" } with a sentence where it is no name, or take it out of wrong',
            )
        elif not holding(term.examples, form, keep=False):
            yield placed.finding(
                "wrong",
                "unproved",
                f"{quoted(form)} is ordinary English, and no sentence shows it repaired",
                'add { before = "…", after = "…" }, or take it out of wrong',
            )
    if placed.term.wrong and all(example.keep for example in term.examples):
        yield placed.finding(
            "zh",
            "unproved",
            "no sentence shows the name repaired",
            'add { before = "…", after = "…" }',
        )
