"""A repairer for tests: every `pat` becomes `Paipai`; `boom` in a text makes it fail."""

from __future__ import annotations

import re

from mt_repair.corpus.items import Repairer
from mt_repair.edits import apply_document
from mt_repair.errors import InputError
from mt_repair.types import Document, Edit, Flag, Repair, Span


def repairer() -> Repairer:
    return toy


def refusing() -> Repairer:
    raise InputError.one("names.toml", 3, "no such key", "write another")


def toy(document: Document) -> Repair:
    flags, edits = [], []
    for number, segment in enumerate(document.segments):
        if "boom" in segment.target:
            raise KeyError("boom")
        for found in re.finditer(r"pat(\s+)?(?(1)net|)", segment.target):
            span = Span(*found.span())
            flags.append(
                Flag(number, span, found[0], "toy", "literal", "known", "拍拍", ("Paipai",), 0.9)
            )
            edits.append(Edit(number, span, found[0], "Paipai", "known", confidence=0.9, by="toy"))
    return Repair(document, tuple(flags), tuple(edits), (), apply_document(document, edits))


def unchanged(document: Document) -> Repair:
    return Repair(document, (), (), (), document.text)


def words(document: Document) -> Repair:
    """Make every word `pat` `Paipai`, as the pipeline would: clear of walls."""
    flags, edits, held = [], [], []
    for number, segment in enumerate(document.segments):
        for found in re.finditer(r"\bpat(\s+network)?\b", segment.target):
            span = Span(*found.span())
            flags.append(
                Flag(number, span, found[0], "toy", "literal", "known", "拍拍", ("Paipai",))
            )
            made = Edit(number, span, found[0], "Paipai", "known", by="toy")
            walled = any(span.start < w.end and w.start < span.end for w in segment.walls)
            (held if walled else edits).append(made)
    text = apply_document(document, edits)
    return Repair(document, tuple(flags), tuple(edits), tuple(held), text)


def worder() -> Repairer:
    return words
