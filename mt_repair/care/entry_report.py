"""What each entry does, as a table for a person or as JSON or TSV for a program.

JSON: {"version": 1, "entries": [{"zh", "en", "origin", "hits", "applied", "held", "accepted",
"false_alarms", "last_seen"}]}, `last_seen` as 2026-03-01 or null.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mt_repair.care.entry_counts import Count
from mt_repair.corpus.records import to_json
from mt_repair.report.style import seen
from mt_repair.report.table import drawn, tab_separated

VERSION = 1

_HEADER = ("zh", "en", "hits", "applied", "held", "accepted", "false alarms", "last seen", "origin")


def as_table(counts: Sequence[Count], width: int, colour: bool = False) -> Iterator[str]:
    """Yield a table as a terminal of a width shows it; entries never found come last."""
    rows = [_row(count) for count in counts if count.fired]
    yield from drawn(_HEADER, rows, width, colour)
    silent = [count for count in counts if not count.fired]
    if silent:
        yield f"never found: {len(silent)}\n"
        yield from (f"  {_name(count)}\n" for count in silent)


def as_tsv(counts: Iterable[Count]) -> Iterator[str]:
    """Yield a line an entry, after a line of names, with tabs between."""
    yield from tab_separated([name.replace(" ", "_") for name in _HEADER], map(_row, counts))


def as_json(counts: Iterable[Count]) -> Iterator[str]:
    """Yield the JSON object; the module says what is in it."""
    entries = [
        {
            "zh": count.term.zh,
            "en": count.term.en,
            "origin": count.term.origin,
            "hits": count.hits,
            "applied": count.applied,
            "held": count.held,
            "accepted": count.accepted,
            "false_alarms": count.false_alarms,
            "last_seen": None if count.last_seen is None else count.last_seen.isoformat(),
        }
        for count in counts
    ]
    yield to_json({"version": VERSION, "entries": entries}, indent=2) + "\n"


def _row(count: Count) -> Sequence[str]:
    figures = (count.hits, count.applied, count.held, count.accepted, count.false_alarms)
    day = "" if count.last_seen is None else count.last_seen.isoformat()
    return (count.term.zh, count.term.en, *map(str, figures), day, count.term.origin)


def _name(count: Count) -> str:
    term = count.term
    return seen(f"{term.zh} ({term.en})" + (f", {term.origin}" if term.origin else ""))
