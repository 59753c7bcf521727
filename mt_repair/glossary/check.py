"""The glossary checked against itself: every term's examples executed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mt_repair.errors import Problem
from mt_repair.types import Repair, Term


def check(terms: Sequence[Term], repaired: Callable[[str], Repair]) -> list[Problem]:
    """Return a problem for each example sentence that is not repaired, or not kept, as told.

    `repaired` returns a sentence's repair with the whole glossary in force and edits for
    review carried out too: what an editor is only asked about counts as found. A sentence
    to keep may be asked about, but not changed.
    """
    found: list[Problem] = []
    for term in terms:
        path, _, line = term.origin.rpartition(":")
        for example in term.examples:
            result = repaired(example.before)
            at = example.line or (int(line) if line.isdigit() else None)
            if example.after is None:
                done = [e for e in result.edits if e.safety == "safe"]
                if done:
                    what = (
                        f"{term.zh}: in a sentence to keep, “{done[0].old}” became “{done[0].new}”"
                    )
                    remedy = "add context to the sentence, or drop the wrong form"
                    found.append(Problem(path, at, what, remedy))
            elif result.text != example.after:
                what = (
                    f"{term.zh}: “{example.before}” became “{result.text}”, not “{example.after}”"
                )
                found.append(Problem(path, at, what, "list the wrong form, or correct the example"))
    return found
