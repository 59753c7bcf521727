"""One page for an editor: the text with its flags in place, and beside each why.

Everything of a text is escaped, unseen characters are spelled out, and the page runs and
loads nothing (`page.py`). Of JSON Lines it shows the rows that were flagged. A flag is a
`mark` with its number in `data-flag`; one that flags overlap in has several.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import count
from typing import Literal

from mt_repair.corpus.items import Files, Item
from mt_repair.corpus.records import segment_starts
from mt_repair.corpus.text import LINE_END
from mt_repair.errors import Problem
from mt_repair.report.found import LEVELS, Found
from mt_repair.report.look import Look
from mt_repair.report.page import page
from mt_repair.report.places import Offers, Place, line_numbers, offers_of, placed_flags
from mt_repair.report.style import seen
from mt_repair.types import SAFETIES, Flag, Repair, Safety

_AROUND = 24  # characters of the Chinese shown on either side of a name
_CSS = """
.found { color: var(--soft); }
.legend { color: var(--soft); font-size: .86rem; margin: .3rem 0 1.5rem; }
.legend mark { padding: .1em .4em; margin-right: .3rem; color: var(--ink); }
.problems { border: 1px solid var(--bad); border-radius: .4rem; padding: .75rem 1rem .75rem 2rem; }
.line { display: grid; grid-template-columns: 2.5rem minmax(0, 42rem) minmax(15rem, 24rem);
  column-gap: 1.5rem; padding: .15rem 0; }
.line > .no { color: var(--soft); font-size: .8rem; line-height: 1.95; text-align: right;
  font-variant-numeric: tabular-nums; user-select: none; }
.line > p { font-family: Georgia, "Noto Serif", "Noto Serif SC", "Songti SC", serif;
  font-size: 1.06rem; white-space: pre-wrap; overflow-wrap: anywhere; min-width: 0; }
.gap { height: .9rem; }
mark { color: inherit; border-radius: .15rem; padding: .05em 0; unicode-bidi: isolate;
  -webkit-box-decoration-break: clone; box-decoration-break: clone; }
mark.safe { background: var(--bad-tint); border-bottom: 2px solid var(--bad); }
mark.review { background: var(--ask-tint); border-bottom: 2px dashed var(--ask); }
mark.note { background: var(--note-tint); border-bottom: 2px dotted var(--note); }
.ref { font: 600 .72rem/1 system-ui, sans-serif; vertical-align: super; text-decoration: none;
  padding: .1em .05em .1em .2em; color: var(--soft); }
.ref:hover { text-decoration: underline; }
.notes { list-style: none; margin: 0; padding: 0; font-size: .86rem; line-height: 1.45; }
.notes > li { border-left: 3px solid var(--note); background: var(--card); border-radius: .25rem;
  padding: .45rem .7rem; margin: .1rem 0 .5rem; overflow-wrap: anywhere; break-inside: avoid; }
.notes > .safe { border-color: var(--bad); } .notes > .review { border-color: var(--ask); }
.notes > li:target { outline: 2px solid var(--ink); }
.notes .change { font-weight: 600; } .notes .nr { color: var(--soft); margin-right: .3rem; }
del { color: var(--bad); text-decoration: line-through; } ins { color: var(--good); text-decoration: none; }
.how { color: var(--soft); font-size: .8rem; } .zh { color: var(--soft); }
.zh b { color: var(--ink); font-weight: 600; background: var(--ask-tint); }
@media (max-width: 60rem) {
  .line { grid-template-columns: 1.6rem minmax(0, 1fr); column-gap: .6rem; }
  .notes { grid-column: 2; margin: .3rem 0 .8rem; } }
@media print {
  .line { grid-template-columns: 2rem minmax(0, 1fr); column-gap: .6rem; }
  .notes { grid-column: 2; margin: .2rem 0 .5rem; font-size: 8.5pt; }
  .notes > li { background: none; border: 1px solid #999; border-left-width: 3px; }
  mark { background: none !important; } }
"""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A flag with its number on the page and its span in the document's text."""

    number: int
    start: int
    end: int
    place: Place
    flag: Flag
    safety: Safety


def page_of(files: Files, look: Look) -> Iterator[str]:
    """Yield the page."""
    found, problems, body = Found(), list[Problem](), list[str]()
    numbers = count(1)
    paths: list[str] = []
    for path, items in files:
        paths.append(path)
        found.files += 1
        body.append(f"<h2>{_shown(path)}</h2>\n")
        for item in items:
            found.add(path, item)
            if item.problem is not None:
                problems.append(item.problem)
            if item.repair is not None:
                body += _article(item, item.repair, numbers)
    if len(paths) == 1:
        body.pop(0)
    title = seen(paths[0]) if len(paths) == 1 else "mt-repair"
    yield from page(
        f"{title}: {found.headline()}", _CSS, [*_head(title, found, problems), *body, "</main>\n"]
    )


def _head(title: str, found: Found, problems: Sequence[Problem]) -> Iterator[str]:
    yield f"<header>\n<h1>{escape(title)}</h1>\n"
    said = ": ".join(filter(None, (found.headline(), found.details())))
    yield f'<p class="found">{escape(said)}</p>\n'
    shown = [
        f'<mark class="{name}">{LEVELS[name]}</mark>' for name in SAFETIES if found.levels[name]
    ]
    if shown:
        yield f'<p class="legend">{" ".join(shown)} the number leads to why</p>\n'
    if problems:
        yield '<ul class="problems">\n'
        yield from (f"<li>{_shown(str(problem))}</li>\n" for problem in problems)
        yield "</ul>\n"
    yield "</header>\n<main>\n"


def _article(item: Item, repair: Repair, numbers: Iterator[int]) -> Iterator[str]:
    """Yield the lines of a document, those with flags with their notes."""
    if item.row is not None:
        if not repair.flags:
            return
        id = "" if repair.document.id is None else f" ({_shown(str(repair.document.id))})"
        yield f"<h3>{'Row' if item.layout is None else 'Line'} {item.row}{id}</h3>\n"
    text, offers = repair.document.text, offers_of(repair)
    starts, line_of = segment_starts(repair.document), line_numbers(item, repair)
    marks = []
    for place, flag, safety in placed_flags(item):
        start = starts[flag.segment] + flag.span.start
        marks.append(_Mark(next(numbers), start, start + len(flag.span), place, flag, safety))
    at = 0
    blank = False
    for number, start, end in _blocks(text, marks):
        inside = at
        while inside < len(marks) and marks[inside].start <= end:
            inside += 1
        if marks[at:inside] or not (start == end or text[start:end].isspace()):
            yield from _block(line_of(number), text, start, end, marks[at:inside], repair, offers)
            blank = False
        elif not blank:
            yield '<div class="gap"></div>\n'
            blank = True
        at = inside


def _blocks(text: str, marks: Sequence[_Mark]) -> Iterator[tuple[int, int, int]]:
    """Yield the lines of a text, those that a flag reaches across in one, with their number."""
    ends = [(end.start(), end.end()) for end in LINE_END.finditer(text)]
    begin, first, at = 0, 1, 0
    reach = -1
    for number, (end, following) in enumerate([*ends, (len(text), len(text))], 1):
        while at < len(marks) and marks[at].start <= end:
            reach = max(reach, marks[at].end)
            at += 1
        if reach > end:
            continue
        yield first, begin, end
        begin, first = following, number + 1


def _block(
    number: int,
    text: str,
    start: int,
    end: int,
    marks: Sequence[_Mark],
    repair: Repair,
    offers: Offers,
) -> Iterator[str]:
    yield f'<div class="line"><span class="no">{number}</span><p dir="auto">'
    yield from _marked(text, start, end, marks)
    yield "</p>"
    if marks:
        yield '<ol class="notes">\n'
        for mark in marks:
            yield from _note(mark, repair, offers)
        yield "</ol>"
    yield "</div>\n"


def _marked(text: str, start: int, end: int, marks: Sequence[_Mark]) -> Iterator[str]:
    """Yield a stretch of text, cut where a flag begins or ends."""
    begins, ends = _by(marks, "start"), _by(marks, "end")
    at, inside = start, list[_Mark]()
    for point in sorted({start, end, *begins, *ends}):
        if point > at:
            yield _piece(text[at:point], inside)
        at = point
        for mark in ends.get(point, ()):
            if mark in inside:
                inside.remove(mark)
                yield _ref(mark)
        for mark in begins.get(point, ()):
            if mark.start == mark.end:
                yield f'<mark class="{mark.safety}" data-flag="{mark.number}">‸</mark>{_ref(mark)}'
            else:
                inside.append(mark)


def _by(marks: Iterable[_Mark], edge: Literal["start", "end"]) -> dict[int, list[_Mark]]:
    out: dict[int, list[_Mark]] = {}
    for mark in marks:
        out.setdefault(getattr(mark, edge), []).append(mark)
    return out


def _piece(text: str, marks: Sequence[_Mark]) -> str:
    shown = "\n".join(map(_shown, LINE_END.split(text)))
    if not marks:
        return shown
    strongest = min((m.safety for m in marks), key=SAFETIES.index)
    numbers = " ".join(str(m.number) for m in marks)
    return f'<mark class="{strongest}" data-flag="{numbers}">{shown}</mark>'


def _ref(mark: _Mark) -> str:
    return f'<a class="ref" id="f{mark.number}" href="#n{mark.number}">{mark.number}</a>'


def _note(mark: _Mark, repair: Repair, offers: Offers) -> Iterator[str]:
    flag = mark.flag
    yield f'<li class="{mark.safety}" id="n{mark.number}">'
    yield f'<p class="change"><a class="nr" href="#f{mark.number}">{mark.number}</a>{_change(flag, offers)}</p>'
    yield f"<p>{_shown(flag.message)}</p>"
    if flag.source_span is not None:
        source = repair.document.segments[flag.segment].source or ""
        start, end = flag.source_span.start, flag.source_span.end
        before, after = source[max(start - _AROUND, 0) : start], source[end : end + _AROUND]
        yield (
            f'<p class="zh" lang="zh">…{_shown(before)}<b>{_shown(source[start:end])}</b>'
            f"{_shown(after)}…</p>"
        )
    others = ", ".join(map(_shown, flag.suggestions[1:]))
    how = f"{LEVELS[mark.safety]} · {_shown(flag.rule)} · {flag.confidence:.2f}"
    yield f'<p class="how">{how}{f" · or {others}" if others else ""}</p></li>\n'


def _change(flag: Flag, offers: Offers) -> str:
    """Return what repair does or offers, else what is suggested instead of what stands there."""
    for edit in offers.of(flag):
        return f"<del>{_shown(edit.old)}</del> → <ins>{_shown(edit.new)}</ins>"
    name = f"<del>{_shown(flag.surface)}</del>" if flag.surface else _chinese(flag.zh)
    return f"{name} → <ins>{_shown(flag.suggestions[0])}</ins>" if flag.suggestions else name


def _chinese(name: str) -> str:
    return f'<span lang="zh">{_shown(name)}</span>'


def _shown(text: str) -> str:
    return escape(seen(text))
