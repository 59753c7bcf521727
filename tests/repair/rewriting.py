"""Clauses for the tests of rewriting: sentences with names in marks."""

from __future__ import annotations

import re

from mt_repair.repair.clauses import Clause, Slot, clauses
from mt_repair.types import Span

_NAME = re.compile(r"\{([^{}|:]*)(?::([A-Z]+))?(?:\|([^{}]*))?\}")


def marked(text: str) -> tuple[str, list[Slot]]:
    """Return a text without its marks, and its names: {Paipai:ORG|pat network}."""
    out, at = "", 0
    slots = []
    for found in _NAME.finditer(text):
        out += text[at : found.start()]
        span = Span(len(out), len(out) + len(found[1]))
        slots.append(Slot(span, found[2] or "ORG", found[3] or ""))
        out += found[1]
        at = found.end()
    return out + text[at:], slots


def clause_of(text: str) -> tuple[Clause, str]:
    """Return the only clause of a marked text, and the text."""
    plain, slots = marked(text)
    (clause,) = clauses(plain, slots)
    return clause, plain
