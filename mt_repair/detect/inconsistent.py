"""One person, two spellings in a document: Zhang Zhaoyang and Zhang Chaoyang."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from mt_repair.language.pinyin import SURNAMES, is_pinyin
from mt_repair.types import Document, Flag, Span

RULE = "inconsistent"
# A look-ahead, so that "Later Wang" does not swallow the surname of "Wang Chunfu".
_PERSON = re.compile(r"(?<![\w'-])(?=([A-Z][a-z]{1,5})[ ]([A-Z][a-z]{2,11})(?![\w-]))")


def inconsistent(document: Document) -> Iterator[Flag]:
    """Yield a flag where a romanised name differs by a letter from a more frequent one.

    Only names with the same surname and given names of five letters or more, one letter
    apart in spelling, the other at least twice as frequent.
    """
    places: dict[tuple[str, str], list[tuple[int, Span]]] = {}
    for number, segment in enumerate(document.segments):
        for found in _PERSON.finditer(segment.target):
            if found[1].lower() in SURNAMES and is_pinyin(found[2]) and len(found[2]) >= 5:
                places.setdefault((found[1], found[2]), []).append(
                    (number, Span(found.start(1), found.end(2)))
                )
    counts = Counter({name: len(where) for name, where in places.items()})
    by_surname: dict[str, list[tuple[str, str]]] = {}
    for name in counts:
        by_surname.setdefault(name[0], []).append(name)
    for name, where in places.items():
        twins = [
            other
            for other in by_surname[name[0]]
            if other != name
            and counts[other] >= 2 * counts[name]
            and _one_apart(other[1].lower(), name[1].lower())
        ]
        if len(twins) != 1:
            continue
        right = " ".join(twins[0])
        for number, span in where:
            wrong = " ".join(name)
            yield Flag(
                number,
                span,
                wrong,
                RULE,
                "inconsistent",
                f"“{wrong}” is spelt “{right}” elsewhere in the text ({counts[twins[0]]} times).",
                suggestions=(right,),
                confidence=0.55,
            )


def _one_apart(a: str, b: str) -> bool:
    """Tell whether two spellings differ by one letter put in, left out or changed."""
    if abs(len(a) - len(b)) > 1 or a == b:
        return False
    i = 0
    while i < min(len(a), len(b)) and a[i] == b[i]:
        i += 1
    return a[i + 1 :] == b[i + 1 :] or a[i:] == b[i + 1 :] or a[i + 1 :] == b[i:]
