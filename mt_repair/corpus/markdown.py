"""Markdown (.md): a paragraph, heading, list item or table cell is a segment, the file a document.

Left as they are: code, addresses and titles of links, link definitions, HTML tags, and front
matter but what a reader sees of it (title, description and the like). A name may reach across
emphasis and links; labels that a definition is found by are not edited. Blocks are found by
markdown-it-py, CommonMark with tables; what stands inside a block is read here, because the
places are needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from mt_repair.corpus import html, whole
from mt_repair.corpus.frontmatter import gather_front_matter
from mt_repair.corpus.gather import Gather
from mt_repair.corpus.given import Given
from mt_repair.corpus.items import Item
from mt_repair.corpus.marked import OBJECT, Piece, Spell
from mt_repair.corpus.parts import Run
from mt_repair.corpus.pragmas import is_pragma
from mt_repair.corpus.text import line_spans
from mt_repair.corpus.whole import Found

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

LARGEST = 4_000_000  # bytes; the parser is thorough, and takes 100 times that of memory

_DESTINATION = r"(?:<[^<>\n]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*)"
_TITLE = r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\))"""
_TAIL = re.compile(rf"\]\(\s*{_DESTINATION}(?:\s+{_TITLE})?\s*\)|\]\[[^\[\]]+\]")
_BRACKET = re.compile(r"(?<!\\)[\[\]]")
_TICKS = re.compile(r"(?<!\\)`+")
_LONGEST_LABEL = 1000
_INLINE = re.compile(
    r"(?P<object><(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[^\s<>@]+@[^\s<>@]+)>"
    r"|<(?P<html>code|kbd|samp)\b[^<>]*>.{0,1000}?</(?P=html)>)"
    r"|(?P<tag><!--.{0,1000}?-->|</?[A-Za-z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>)"
    r"|(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<note>\[\^[^\]\s]{1,100}\])"
    r"|(?P<mark>(?<!\s)\*{1,3}|\*{1,3}(?!\s)|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|~~)",
    re.DOTALL,
)
_CELL = re.compile(r"(?:\\.|[^|\\])+|\\")


def repaired(given: Given, run: Run) -> Iterator[Item]:
    """Repair a Markdown file; raises InputError where a file cannot be used."""
    return whole.repaired(given, run, find, largest=LARGEST)


def find(text: str, path: str) -> Found:
    """Return the texts of a Markdown file."""
    gather = Gather()
    begin = gather_front_matter(gather, text)
    lines = [(start + begin, end + begin) for start, end in line_spans(text[begin:])]
    written = begin
    for block in _blocks(text[begin:]):
        start, end = _stretch(text, lines, block.first, block.after)
        if start < written:
            continue
        gather.skip(text[written:start])
        written = end
        if block.kind == "html":
            html.gather_page(gather, text[start:end])
        elif block.kind == "table":
            _gather_table(gather, text, lines[block.first : block.after], block.labels)
        else:
            gather.add(*_paragraph(text, lines[block.first : block.after], block))
        gather.end()
    gather.skip(text[written:])
    return gather.found()


@dataclass(frozen=True, slots=True)
class _Block:
    """A block of lines; `content` is what the parser made of a paragraph."""

    kind: str
    first: int
    after: int
    content: str
    labels: frozenset[str]


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable("table")
    parser.core.ruler.disable(["inline", "text_join"])
    return parser


def _blocks(text: str) -> Iterator[_Block]:
    env: dict[str, Any] = {}
    tokens = _parser().parse(text, env)
    labels = frozenset(env.get("references", {}))
    in_table = False
    for token in tokens:
        if token.type in ("table_open", "table_close"):
            in_table = token.type == "table_open"
        kind = {"table_open": "table", "html_block": "html", "inline": "text"}.get(token.type)
        if kind is None or token.map is None or (in_table and kind != "table"):
            continue
        yield _Block(kind, token.map[0], token.map[1], token.content, labels)


def _stretch(
    text: str, lines: Sequence[tuple[int, int]], first: int, after: int
) -> tuple[int, int]:
    after = min(after, len(lines))
    if first >= after:
        return len(text), len(text)
    return lines[first][0], lines[after - 1][1]


def _paragraph(text: str, lines: Sequence[tuple[int, int]], block: _Block) -> Iterator[Piece]:
    """Yield the pieces of a paragraph or heading: its lines without what nests them."""
    contents = [line.strip() for line in block.content.split("\n")]
    starts: list[int] = []
    for content, (start, end) in zip(contents, lines, strict=False):
        line = text[start:end].rstrip()
        at = len(line) - len(content) if line.endswith(content) else line.rfind(content)
        if at < 0:
            yield Piece(text[lines[0][0] : lines[-1][1]], "")  # a tab made spaces, a NUL
            return
        starts.append(start + at)
    if len(starts) != len(contents):
        yield Piece(text[lines[0][0] : lines[-1][1]], "")
        return
    yield Piece(text[lines[0][0] : starts[0]], "")
    ends = [start + len(content) for start, content in zip(starts, contents, strict=True)]
    breaks = [text[end:start] for end, start in zip(ends, starts[1:], strict=False)]
    yield from _inline("\n".join(contents), breaks, block.labels, _spelt)
    yield Piece(text[ends[-1] : lines[-1][1]], "")


def _gather_table(
    gather: Gather, text: str, lines: Sequence[tuple[int, int]], labels: frozenset[str]
) -> None:
    for number, (start, end) in enumerate(lines):
        if number:
            gather.skip(text[lines[number - 1][1] : start])
        written = start
        cells = _CELL.finditer(text, start, end) if number != 1 else ()  # the line of dashes
        for cell in cells:
            said = cell[0].strip()
            begin = cell.start() + cell[0].index(said)
            gather.skip(text[written:begin])
            gather.add(*_inline(said, [], labels, _spelt_in_cell))
            written = begin + len(said)
        gather.skip(text[written:end])


def _inline(
    said: str, breaks: Sequence[str], labels: frozenset[str], spell: Spell
) -> Iterator[Piece]:
    """Yield the pieces of a block's text, in which a line end stands for what breaks it."""
    raws = iter(breaks)

    def raw_of(part: str) -> str:
        return "".join(next(raws) if p == "\n" else p for p in re.split("(\n)", part))

    def words(part: str) -> Iterator[Piece]:
        for p in re.split("(\n)", part):
            if p == "\n":
                yield Piece(next(raws), "\n", spell)
            else:
                yield from html.words(p, spell)

    at = 0
    for start, end, kind in _marks(said, labels):
        if start < at:
            continue
        yield from words(said[at:start])
        part = said[start:end]
        raw = raw_of(part)
        if kind == "escape":
            yield Piece(raw, part[1:], spell)
        elif kind in ("code", "object"):
            yield Piece(raw, OBJECT, wall=True)
        elif kind == "label":
            yield Piece(raw, part, wall=True)
        else:
            yield Piece(raw, raw if is_pragma(raw) else "", wall=is_pragma(raw))
        at = end
    yield from words(said[at:])


def _marks(said: str, labels: frozenset[str]) -> list[tuple[int, int, str]]:
    """Return what of a block's text is markup, in order; of nested ones the outer comes first."""
    found = [(start, end, "code") for start, end in _code_spans(said)]
    found += [(f.start(), f.end(), _kind(f)) for f in _INLINE.finditer(said)]
    found.sort(key=lambda mark: (mark[0], -mark[1]))
    closed = [(start, end) for start, end, kind in found if kind not in ("mark", "note")]
    return sorted([*found, *_links(said, labels, closed)], key=lambda mark: (mark[0], -mark[1]))


def _kind(found: re.Match[str]) -> str:
    return next(name for name in ("object", "tag", "escape", "note", "mark") if found[name])


def _code_spans(said: str) -> Iterator[tuple[int, int]]:
    runs = [found.span() for found in _TICKS.finditer(said)]
    following: dict[int, int] = {}  # the next run of as many ticks
    nexts: list[int | None] = []
    for n in reversed(range(len(runs))):
        width = runs[n][1] - runs[n][0]
        nexts.append(following.get(width))
        following[width] = n
    nexts.reverse()
    n = 0
    while n < len(runs):
        closing = nexts[n]
        if closing is not None:
            yield runs[n][0], runs[closing][1]
            n = closing
        n += 1


def _links(
    said: str, labels: frozenset[str], closed: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, str]]:
    """Yield the brackets of links and pictures, and labels that must stay."""
    opened: list[int] = []
    at = n = 0
    for bracket in _BRACKET.finditer(said):
        start = bracket.start()
        while n < len(closed) and closed[n][1] <= start:
            n += 1
        if start < at or (n < len(closed) and closed[n][0] <= start):
            continue
        if bracket[0] == "[":
            opened.append(start)
        elif opened:
            begin = opened.pop()
            bang = begin - 1 if said[begin - 1 : begin] == "!" else begin
            tail = _TAIL.match(said, start)
            if tail is not None:
                yield bang, begin + 1, "link"
                yield start, tail.end(), "link"
                at = tail.end()
            elif start - begin < _LONGEST_LABEL and _normal(said[begin + 1 : start]) in labels:
                at = start + 3 if said.startswith("[]", start + 1) else start + 1
                yield bang, at, "label"


def _normal(label: str) -> str:
    from markdown_it.common.utils import normalizeReference

    return normalizeReference(label)


def _spelt(text: str) -> str:
    text = re.sub(r"[\\`*\[\]<]", r"\\\g<0>", text)
    text = re.sub(r"(?<!\w)_|_(?!\w)", r"\\_", text)
    return re.sub(r"&(?=#?\w+;)", "&amp;", text)


def _spelt_in_cell(text: str) -> str:
    return _spelt(text).replace("|", r"\|").replace("\n", " ")
