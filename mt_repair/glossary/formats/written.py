"""What a format's writer gives: the file, and what of the terms is not in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mt_repair.glossary.entries import Left, values_of
from mt_repair.types import Term

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Written:
    """The bytes of a file, how many entries it holds, and what was left out of it."""

    data: bytes
    entries: int
    left: tuple[Left, ...] = ()


def unheld(terms: Sequence[Term], holds: frozenset[str]) -> Iterator[Left]:
    """Yield the keys of terms that a format has no place for; one switched off has none at all."""
    for term in terms:
        if term.off and "off" not in holds:
            yield Left("switched off, left out", term.zh)
            continue
        for key in values_of(term):
            if key not in holds:
                yield Left(f'no place for "{key}"', term.zh)


def fits_xml(text: str) -> bool:
    """Tell whether XML 1.0 can hold every character of a text."""
    return not _NO_XML.search(text)


def note_lines(term: Term) -> tuple[list[str], list[Left]]:
    """Return a term's note as lines for an XML file, without blank or repeated ones and indents."""
    if not fits_xml(term.note):
        return [], [Left("notes with a character that XML cannot hold, left out", term.zh)]
    lines = [line for line in dict.fromkeys(map(str.strip, term.note.splitlines())) if line]
    if "\n".join(lines) == term.note:
        return lines, []
    return lines, [Left("blank or repeated lines and indents of notes", term.zh)]
