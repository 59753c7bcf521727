"""Repairs to reports: one function a format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack

from mt_repair.corpus.items import Item
from mt_repair.corpus.write import writing
from mt_repair.errors import Problem
from mt_repair.report import records, text
from mt_repair.report.diff import diff
from mt_repair.report.places import level
from mt_repair.report.records import Records

Report = Callable[[str, Iterable[Item], bool], Iterator[str]]
Tally = Counter[str]
Say = Callable[[Problem], None]

REPORTS: dict[str, Report] = {
    "text": text.lines,
    "json": records.as_json,
    "jsonl": records.as_jsonl,
}


def write_repairs(
    path: str,
    items: Iterable[Item],
    say: Say,
    *,
    output: str | None,
    diff_to: str | None = None,
    report: str | None = None,
    colour: bool = False,
) -> Tally:
    """Write the repaired text, a diff and a JSON report of a file, each to where it is wanted.

    Bad rows are told to `say` as they come. Files appear when all are complete. Returns
    the counts of flags, edits, held edits, bad rows and flags by level. Raises InputError
    where something cannot be written, and as the items do.
    """
    tally: Tally = Counter()
    gathered = Records(path)
    with ExitStack() as files:
        put_report = files.enter_context(writing(report)) if report is not None else None
        put_diff = files.enter_context(writing(diff_to)) if diff_to is not None else None
        put = files.enter_context(writing(output)) if output is not None else None
        for item in watched(items, tally, say):
            if put is not None:
                put(item.output)
            if put_diff is not None:
                for piece in diff(path, (item,), colour):
                    put_diff(encoded(piece))
            if put_report is not None:
                gathered.add(item)
        if put_report is not None:
            put_report(encoded(gathered.text()))
    return tally


def write_flags(
    path: str, items: Iterable[Item], say: Say, format: str, colour: bool = False
) -> Tally:
    """Write the flags of a file to standard output in a format of REPORTS.

    Returns counts as `write_repairs` does, and raises as it does.
    """
    tally: Tally = Counter()
    with writing("-") as put:
        for piece in REPORTS[format](path, watched(items, tally, say), colour):
            put(encoded(piece))
    return tally


def watched(items: Iterable[Item], tally: Tally, say: Say) -> Iterator[Item]:
    """Yield the items, counting what was found in them and telling what is wrong with them."""
    for item in items:
        if item.note is not None:
            say(item.note)
        if item.problem is not None:
            tally["bad"] += 1
            say(item.problem)
        if item.repair is not None:
            tally["flags"] += len(item.repair.flags)
            tally["edits"] += len(item.repair.edits)
            tally["held"] += len(item.repair.held)
            tally.update(level(flag, item.repair) for flag in item.repair.flags)
        yield item


def encoded(text: str) -> bytes:
    """Return a report's text as UTF-8; what has none is spelled out."""
    return text.encode("utf-8", "backslashreplace")
