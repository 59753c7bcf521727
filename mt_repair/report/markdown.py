"""A summary for a job's page or a comment: Markdown with a table, as GitHub and GitLab show it.

The table is written in HTML, where nothing of a text is taken for Markdown; it lists the
surest flags, as many as fit a page that holds one megabyte at most.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from mt_repair.corpus.items import Files
from mt_repair.errors import Problem
from mt_repair.report.found import LEVELS, Found
from mt_repair.report.look import Look
from mt_repair.report.places import Place, placed_flags
from mt_repair.report.style import seen
from mt_repair.types import Flag, Safety

MOST = 100  # rows of the table
_LONGEST = 300  # code points of a field
_HEADER = "<tr><th>Where</th><th>In the text</th><th>Better</th><th>Why</th></tr>"


@dataclass(frozen=True, slots=True)
class _Row:
    path: str
    place: Place
    flag: Flag
    safety: Safety


def summary(files: Files, look: Look) -> Iterator[str]:
    """Yield the summary: what was found in a sentence, then the table."""
    rows: list[_Row] = []
    problems: list[Problem] = []
    found = Found()
    for path, items in files:
        found.files += 1
        for item in items:
            found.add(path, item)
            rows += [_Row(path, *placed) for placed in placed_flags(item)]
            if item.problem is not None:
                problems.append(item.problem)
    said = ": ".join(filter(None, (f"**{found.headline()}**", found.details())))
    yield f"### mt-repair\n\n{said}\n"
    if problems:
        yield "\n<ul>\n"
        yield from (f"<li>{_shown(str(problem))}</li>\n" for problem in problems[:MOST])
        yield "</ul>\n"
    if rows:
        yield from _table(rows)


def _table(rows: list[_Row]) -> Iterator[str]:
    surest = sorted(range(len(rows)), key=lambda i: (-rows[i].flag.confidence, i))[:MOST]
    yield f"\n<table>\n{_HEADER}\n"
    for i in sorted(surest):
        yield f"<tr>{''.join(f'<td>{field}</td>' for field in _fields(rows[i]))}</tr>\n"
    yield "</table>\n"
    if len(rows) > MOST:
        yield f"\n… and {len(rows) - MOST} more.\n"


def _fields(row: _Row) -> Iterator[str]:
    flag = row.flag
    yield _code(f"{row.path}:{row.place.line}:{row.place.column}")
    yield _code(flag.surface or flag.zh)
    yield _code(flag.suggestions[0]) if flag.suggestions else ""
    how = f"{flag.rule}, {flag.confidence:.2f}, {LEVELS[row.safety]}"
    yield f"{_shown(flag.message)} <em>{how}</em>"


def _code(text: str) -> str:
    return f"<code>{_shown(text)}</code>"


def _shown(text: str) -> str:
    whole = seen(text)
    return escape(whole if len(whole) <= _LONGEST else whole[:_LONGEST] + "…")
