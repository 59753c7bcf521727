"""Repairs to reports: one function a format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import PurePath

from mt_repair.corpus.items import Files, Item
from mt_repair.corpus.write import Write, writing
from mt_repair.errors import Problem
from mt_repair.report import github, html, junit, markdown, records, sarif, text
from mt_repair.report.diff import diff
from mt_repair.report.look import Look
from mt_repair.report.places import offers_of
from mt_repair.report.records import Records, report_of

Report = Callable[[Files, Look], Iterator[str]]
Tally = Counter[str]
Say = Callable[[Problem], None]

REPORTS: dict[str, Report] = {
    "text": text.lines,
    "json": records.as_json,
    "jsonl": records.as_jsonl,
    "sarif": sarif.as_sarif,
    "junit": junit.as_junit,
    "github": github.commands,
    "markdown": markdown.summary,
    "html": html.page_of,
}
SUFFIXES = {
    ".txt": "text",
    ".json": "json",
    ".jsonl": "jsonl",
    ".sarif": "sarif",
    ".xml": "junit",
    ".md": "markdown",
    ".html": "html",
}


def format_for(path: str) -> str | None:
    """Return the format that a report's suffix stands for, None where it stands for none."""
    return SUFFIXES.get(PurePath(path).suffix.lower())


def write_repairs(
    files: Files,
    say: Say,
    *,
    output: str | None = None,
    in_place: bool = False,
    diff_to: str | None = None,
    report: str | None = None,
    colour: bool = False,
) -> Tally:
    """Write the repaired text, a diff and a JSON report of files, each to where it is wanted.

    Bad rows are told to `say` as they come. Files appear when all are complete; `in_place`,
    each takes the place of the old one when it is, and one that nothing changes stays as it
    is. Returns the counts of flags, edits, held edits, bad rows, unusable files and flags by
    level. Raises InputError where something cannot be written, and as the items do.
    """
    tally: Tally = Counter()
    gathered: list[Records] = []
    with ExitStack() as whole:
        put_report = whole.enter_context(writing(report)) if report is not None else None
        put_diff = whole.enter_context(writing(diff_to)) if diff_to is not None else None
        put = whole.enter_context(writing(output)) if output is not None else None
        for path, items in files:
            gathered.append(Records(path))
            told = watched(items, tally, say)
            for item in _written_over(path, told) if in_place else told:
                if put is not None:
                    put(item.output)
                if put_diff is not None:
                    for piece in diff(path, (item,), colour):
                        put_diff(encoded(piece))
                if put_report is not None:
                    gathered[-1].add(item)
        if put_report is not None:
            put_report(encoded(report_of(gathered)))
    return tally


def write_flags(
    files: Files, say: Say, outputs: Sequence[tuple[str, str]], look: Look | None = None
) -> Tally:
    """Write the flags of files, each in a format of REPORTS to a path; `-` is standard output.

    One report follows the items as they come; for several, all that was flagged is kept in
    memory. Returns counts as `write_repairs` does, and raises as it does.
    """
    tally: Tally = Counter()
    look = look or Look()
    told: Files = ((path, watched(items, tally, say)) for path, items in files)
    with ExitStack() as opened:
        puts = [opened.enter_context(writing(path)) for _, path in outputs]
        if len(outputs) > 1:
            told = [(path, list(map(_slim, items))) for path, items in told]
        for (form, _), put in zip(outputs, puts, strict=True):
            for piece in REPORTS[form](told, look):
                put(encoded(piece))
    return tally


def watched(items: Iterable[Item], tally: Tally, say: Say) -> Iterator[Item]:
    """Yield the items, counting what was found in them and telling what is wrong with them.

    A bad row is counted as "bad", a file that cannot be used as "unusable".
    """
    for item in items:
        for note in item.notes:
            say(note)
        if item.problem is not None:
            tally["unusable" if item.row is None else "bad"] += 1
            say(item.problem)
        if item.repair is not None:
            tally["flags"] += len(item.repair.flags)
            tally["edits"] += len(item.repair.edits)
            tally["held"] += len(item.repair.held)
            tally.update(map(offers_of(item.repair).level, item.repair.flags))
            tally.update(silenced.by for silenced in item.repair.silenced)
        yield item


def encoded(text: str) -> bytes:
    """Return a report's text as UTF-8; what has none is spelled out."""
    return text.encode("utf-8", "backslashreplace")


class _AbandonedError(Exception):
    """A file that could not be read to its end, so that nothing may take its place."""


def _written_over(path: str, items: Iterable[Item]) -> Iterator[Item]:
    """Yield the items; when the last has come, their outputs take the place of their file.

    Not where nothing changes, nor where the file could not be read to its end.
    """
    put: Write | None = None
    unusable = False
    with suppress(_AbandonedError), ExitStack() as opened:
        for item in items:
            unusable = unusable or (item.problem is not None and item.row is None)
            if item.row is not None or (item.repair is not None and item.repair.edits):
                put = put or opened.enter_context(writing(path))
                put(item.output)
            yield item
        if unusable:
            raise _AbandonedError


def _slim(item: Item) -> Item:
    """Return an item without what no report needs, so that a long stream fits into memory."""
    found = item.repair is not None and (item.repair.flags or item.repair.silenced)
    if item.row is None or found:
        return replace(item, output=b"")
    return replace(item, output=b"", repair=None)
