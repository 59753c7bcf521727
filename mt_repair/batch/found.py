"""What was found in texts, summed up: names with how often, and where they stand the first times.

Sums of parts add up to the sums of the whole, in their order.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from mt_repair.corpus.items import Item
from mt_repair.corpus.records import Record
from mt_repair.report.places import offers_of, placed_flags
from mt_repair.types import Flag, Segment

CONTEXTS = 3  # places shown of each name
_AROUND = 60  # characters of text on either side of it
_LONGEST = 120  # characters of a name that are kept

COUNTS = (
    "documents", "segments", "flags", "edits", "held", "safe", "review", "note",
    "pragma", "dismissal", "baseline", "bad",
)  # fmt: skip


class Name(NamedTuple):
    """What was flagged: its kind, the Chinese, what stands there, what should."""

    kind: str
    zh: str
    surface: str
    suggestion: str


@dataclass(slots=True)
class Seen:
    """How often a name was flagged, how often put right, and the first places, as (line, text).

    In the sums of a corpus a place begins with its file.
    """

    flags: int = 0
    edits: int = 0
    places: list[tuple[Any, ...]] = field(default_factory=list)


@dataclass(slots=True)
class Found:
    """The sums of some texts."""

    counts: Counter[str] = field(default_factory=Counter)
    names: dict[Name, Seen] = field(default_factory=dict)

    def add(self, item: Item) -> None:
        """Add what was found in an item."""
        repair = item.repair
        self.counts["bad"] += item.problem is not None
        if repair is None:
            return
        self.counts["segments"] += len(repair.document.segments)
        self.counts["edits"] += len(repair.edits)
        self.counts["held"] += len(repair.held)
        self.counts.update(silenced.by for silenced in repair.silenced)
        if not repair.flags:
            return
        self.counts["flags"] += len(repair.flags)
        self.counts.update(map(offers_of(repair).level, repair.flags))
        for place, flag, level in placed_flags(item):
            seen = self.names.setdefault(name_of(flag), Seen())
            seen.flags += 1
            seen.edits += level == "safe"
            if len(seen.places) < CONTEXTS:
                around = context(flag, repair.document.segments[flag.segment])
                seen.places.append((place.line, around))

    def join(self, other: Found, *path: str) -> None:
        """Add other sums to these, whose places are in a file, where it is given."""
        self.counts.update(other.counts)
        for name, seen in other.names.items():
            mine = self.names.setdefault(name, Seen())
            mine.flags += seen.flags
            mine.edits += seen.edits
            room = CONTEXTS - len(mine.places)
            mine.places += ((*path, *place) for place in seen.places[:room])

    def record(self) -> Record:
        """Return the sums as JSON."""
        names = [[*name, s.flags, s.edits, s.places] for name, s in self.names.items()]
        return {"counts": {name: self.counts[name] for name in COUNTS}, "names": names}


def found_of(record: Record) -> Found:
    """Return the sums that JSON holds; raises KeyError, TypeError or ValueError."""
    names = {
        Name(kind, zh, surface, suggestion): Seen(flags, edits, [tuple(p) for p in places])
        for kind, zh, surface, suggestion, flags, edits, places in record["names"]
    }
    return Found(Counter(record["counts"]), names)


def name_of(flag: Flag) -> Name:
    """Return what is flagged, as it is counted; a line it was wrapped in makes no other."""
    surface, first = (
        " ".join(text.split())[:_LONGEST] for text in (flag.surface, "".join(flag.suggestions[:1]))
    )
    return Name(flag.kind, flag.zh[:_LONGEST], surface, first)


def context(flag: Flag, segment: Segment) -> str:
    """Return the text around a flag, on one line, cut at words where it can be."""
    text, span = segment.target, flag.span
    start, end = max(span.start - _AROUND, 0), min(span.end + _AROUND, len(text))
    before, after = text[start : span.start], text[span.end : end]
    if start and " " in before:
        before = "… " + before.split(" ", 1)[1]
    if end < len(text) and " " in after:
        after = after.rsplit(" ", 1)[0] + " …"
    return " ".join(f"{before}{span.of(text)[:_LONGEST]}{after}".split())
