"""The detectors besides wrong names, gathered with them into one list of flags."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mt_repair.detect.dateline import dateline
from mt_repair.detect.inconsistent import inconsistent
from mt_repair.detect.names import split
from mt_repair.detect.suspect import suspect
from mt_repair.detect.untranslated import untranslated
from mt_repair.types import Document, Flag, Term


def other_flags(document: Document, by_zh: Mapping[str, Term], names: Sequence[Flag]) -> list[Flag]:
    """Return all flags of a document in order: the names given, and what others find.

    Where a name was flagged no other detector adds its guess. `by_zh` holds the glossary's
    terms by their Chinese forms.
    """
    found = [
        *untranslated(document, by_zh),
        *dateline(document),
        *inconsistent(document),
        *suspect(document, split),
    ]
    taken: dict[int, list[Flag]] = {}
    for flag in names:
        taken.setdefault(flag.segment, []).append(flag)
    fresh = [f for f in found if not any(t.span.overlaps(f.span) for t in taken.get(f.segment, ()))]
    return sorted([*names, *fresh], key=lambda f: (f.segment, f.span, f.rule, f.zh))
