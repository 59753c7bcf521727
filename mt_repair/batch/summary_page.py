"""The summary of a corpus as one page that stands alone; all text in it is escaped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from mt_repair.corpus.records import Record
from mt_repair.glossary.glossary import Glossary
from mt_repair.report.page import page
from mt_repair.report.style import seen

_CSS = """
.counts { color: var(--soft); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th { text-align: left; color: var(--soft); font-weight: 600; }
th, td { padding: .35rem .8rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
td.name { overflow-wrap: anywhere; min-width: 12rem; }
.place { color: var(--soft); font-size: .82rem; overflow-wrap: anywhere; }
del { color: var(--bad); text-decoration: line-through; }
ins { color: var(--good); text-decoration: none; }
"""


def page_of(record: Record, _: Glossary) -> Iterator[str]:
    """Yield the page."""
    yield from page("What the corpus has", _CSS, _body(record))


def _body(record: Record) -> Iterator[str]:
    counts, distinct = record["counts"], record["distinct"]
    yield "<header>\n<h1>What the corpus has</h1>\n"
    yield (
        f'<p class="counts">{counts["files"]:,} files, {counts["segments"]:,} segments: '
        f"{counts['flags']:,} doubtful names, {counts['edits']:,} edits made, "
        f"{counts['held']:,} held for a person, {counts['bad']:,} bad rows</p>\n"
    )
    yield "</header>\n<main>\n"
    yield from _table("Wrong names", record["names"], distinct["names"])
    yield from _table("Names nobody knows", record["suspects"], distinct["suspects"])
    yield from _never(record["never"], record["never_shipped"])
    yield "</main>\n"


def _table(title: str, names: Sequence[Record], number: int) -> Iterator[str]:
    more = f", the first {len(names):,} of {number:,}" if number > len(names) else ""
    yield f"<h2>{title}{more}</h2>\n"
    if not names:
        yield "<p>None.</p>\n"
        return
    yield (
        '<div class="wide"><table>\n<tr><th class="n">found</th><th class="n">put right</th>'
        "<th>name</th><th>where</th></tr>\n"
    )
    for name in names:
        yield (
            f'<tr><td class="n">{name["flags"]:,}</td><td class="n">{name["edits"]:,}</td>'
            f'<td class="name">{_name(name)}</td><td>'
        )
        for place in name["places"]:
            where = f"{place['file']}:{place['line']}"
            yield f'<p>{_shown(place["text"])} <span class="place">{_shown(where)}</span></p>'
        yield "</td></tr>\n"
    yield "</table></div>\n"


def _name(name: Record) -> str:
    zh = f' <span lang="zh">{_shown(name["zh"])}</span>' if name["zh"] else ""
    surface = f"<del>{_shown(name['surface'])}</del>" if name["surface"] else "missing"
    arrow = f" → <ins>{_shown(name['suggestion'])}</ins>" if name["suggestion"] else ""
    return f"{surface}{arrow}{zh}<br><span class='place'>{_shown(name['kind'])}</span>"


def _never(entries: Sequence[Record], shipped: int) -> Iterator[str]:
    yield "<h2>Entries that were not found</h2>\n"
    yield f"<p>{len(entries):,} of yours, {shipped:,} of those that ship.</p>\n"
    if entries:
        yield '<div class="wide"><table>\n<tr><th>entry</th><th>name</th><th>from</th></tr>\n'
        for entry in entries:
            yield (
                f'<tr><td lang="zh">{_shown(entry["zh"])}</td><td>{_shown(entry["en"])}</td>'
                f"<td>{_shown(entry['origin'])}</td></tr>\n"
            )
        yield "</table></div>\n"


def _shown(text: str) -> str:
    return escape(seen(text))
