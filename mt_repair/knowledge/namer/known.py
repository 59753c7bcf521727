"""English spellings of names that are known as names, without their Chinese: places, surnames, given names.

GeoNames' places, and the surnames and given names of the census of the United States and of
other countries. A name that no Chinese list has is mostly one of these, and no network
would know that it is Halliburton and not Haliberton.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

KNOWN_FILE = "spellings.tsv.gz"
MOST = 9  # the measure of the biggest cities and the commonest names


class Kinds(NamedTuple):
    """How big a place and how common a surname or given name has a spelling; 0 where none, to 9."""

    place: int = 0
    surname: int = 0
    given: int = 0


NOWHERE = Kinds()


@dataclass(frozen=True, slots=True)
class Known:
    """Known spellings in lower case, in order; for each its measures and how it is written, and its fold.

    A row is the three measures as digits, and the spelling where it is not written as
    `capitalised` has it; rows are read when they are asked for, for there are many.
    """

    order: tuple[str, ...]
    rows: Mapping[str, str]
    folded: tuple[str, ...]

    def near(self, texts: Iterable[str], most: int) -> list[str]:
        """Return the known spellings, at most `most`, that sound most like one of some in lower case.

        Nearest first; as far as about one letter in three is another, after `fold`.
        """
        from rapidfuzz import process
        from rapidfuzz.distance import Levenshtein

        found: dict[str, int] = {}
        for text in dict.fromkeys(map(fold, texts)):
            away = min(3, (len(text) + 1) // 4 + 1) if len(text) > 3 else len(text) // 3
            hits = process.extract(
                text, self.folded, scorer=Levenshtein.distance, score_cutoff=away, limit=most
            )
            for _, distance, at in hits:
                low = self.order[at]
                found[low] = min(found.get(low, int(distance)), int(distance))
        # Of those equally near the bigger place and the commoner name.
        nearest = sorted(found, key=lambda low: (found[low], -max(self.kinds(low)), low))
        return nearest[:most]

    def __contains__(self, text: str) -> bool:
        """Tell whether it is a known spelling."""
        return text in self.rows

    def kinds(self, text: str) -> Kinds:
        """Return the measures of a spelling in lower case, zeros where it is not known."""
        return Kinds(*map(int, self.rows.get(text, "000")[:3]))

    def spelling(self, text: str) -> str:
        """Return a spelling in lower case with its capitals."""
        return self.rows.get(text, "")[3:] or capitalised(text)


def load_known(held: bytes) -> Known:
    """Return the spellings of a packed table; raises ValueError where it is none."""
    text = gzip.decompress(held).decode("utf-8")
    rows = dict(line.split("\t", 1) for line in text.splitlines())
    if any(len(row) < 3 or not row[:3].isdecimal() for row in rows.values()):
        raise ValueError("not a table of spellings")
    folded = fold("\n".join(rows)).split("\n")
    return Known(tuple(rows), rows, tuple(folded))


# Letters that the languages of Europe write for one sound, or for none.
_FOLDS = [
    (re.compile(pattern), letters)
    for pattern, letters in (
        ("[ '.-]", ""), ("sch|sh|tch|ch", "c"), ("ph", "f"), ("th", "t"), ("gh", "g"), ("ck|qu?", "k"),
        ("c(?=[aour])", "k"), ("x", "ks"), ("z", "s"), ("w", "v"), ("y", "i"), (r"([a-z])\1+", r"\1"),
    )
]  # fmt: skip


def fold(text: str) -> str:
    """Return a text in lower case with its sounds written one way; lines stay lines."""
    for pattern, letters in _FOLDS:
        text = pattern.sub(letters, text)
    return text


def packed(names: Mapping[str, Kinds]) -> bytes:
    """Return a table of spellings as `load_known` reads it, the same bytes for the same names."""
    rows = {}
    for name, kinds in names.items():
        low = name.lower()
        rows[low] = "".join(map(str, kinds)) + ("" if capitalised(low) == name else name)
    lines = (f"{low}\t{rows[low]}\n" for low in sorted(rows))
    return gzip.compress("".join(lines).encode(), 9, mtime=0)


_SMALL = frozenset(
    "a al am an and auf bei con da das de del della den der des di do dos du e el en in la las le les ob of on op por "
    "son sous sur the um upon van vor y zu zur".split()
)


def capitalised(text: str) -> str:
    """Return a name in lower case with capitals where English puts them: Loos-en-Gohelle, O'Neill."""
    words = text.split(" ")
    return " ".join(_capitals(word, at == 0) for at, word in enumerate(words))


def _capitals(word: str, first: bool) -> str:
    parts = word.split("-")
    return "-".join(
        part if part in _SMALL and not (first and at == 0) else _capital(part)
        for at, part in enumerate(parts)
    )


def _capital(part: str) -> str:
    if part[1:2] == "'" and len(part) > 3:
        return part[0].upper() + "'" + part[2:3].upper() + part[3:]
    return part[:1].upper() + part[1:]


def merged(tables: Iterable[Mapping[str, Kinds]]) -> dict[str, Kinds]:
    """Return several tables as one; of spellings that differ in capitals the first is kept."""
    as_written: dict[str, str] = {}
    out: dict[str, Kinds] = {}
    for table in tables:
        for name, kinds in table.items():
            key = as_written.setdefault(name.lower(), name)
            held = out.get(key, NOWHERE)
            out[key] = Kinds(*map(max, held, kinds))
    return out
