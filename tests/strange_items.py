"""Hypothesis strategies for repaired items whose texts, flags and edits are as strange as can be."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

from hypothesis import strategies as st
from strange import documents, edits_of, strange_text

from mt_repair.corpus import jsonl
from mt_repair.corpus.items import Item
from mt_repair.edits import apply_document
from mt_repair.errors import Problem
from mt_repair.types import Document, Edit, Flag, Repair, Silenced, Span

FilesOf = list[tuple[str, list[Item]]]

_words = st.one_of(st.sampled_from(["", "pat", "拍拍", "Paipai"]), strange_text(3))


@st.composite
def repairs(draw: st.DrawFn, document: Document) -> Repair:
    """Draw what might be found in a document: flags anywhere, also empty and overlapping ones."""
    flags = [draw(_flag(document, n)) for n in draw(_segments(document))]
    edits: list[Edit] = []
    for n, segment in enumerate(document.segments):
        edits += draw(edits_of(segment.target, n))
    held = [draw(_held(flag)) for flag in flags if draw(st.booleans())]
    silent = [f for f in flags if draw(st.integers(0, 3)) == 0]
    return Repair(
        document,
        tuple(f for f in flags if f not in silent),
        tuple(edits),
        tuple(held),
        apply_document(document, edits),
        tuple(Silenced(f, draw(_silencers), draw(_words)) for f in silent),
    )


@st.composite
def texts(draw: st.DrawFn, path: str = "a b.txt") -> Item:
    """Draw the item of a text file. What a file holds has UTF-8, so no lone surrogates."""
    document = draw(documents(least=1))
    whole = [replace(s, target=_utf8(s.target)) for s in document.segments]
    parts = tuple(map(_utf8, document.separators))
    mark = draw(st.sampled_from(["", "\ufeff"]))
    made = draw(repairs(Document(tuple(whole), (mark + parts[0], *parts[1:]), name=path)))
    return Item(path, b"", made)


@st.composite
def rows(draw: st.DrawFn, number: int, path: str = "a b.jsonl") -> tuple[bytes, Item]:
    """Draw a row of JSON Lines and its item, read by the reader that rows have."""
    row: dict[str, object] = {"id": 7} if draw(st.booleans()) else {}
    row |= {"target": draw(strange_text(12)), "note": draw(strange_text(2))}
    if draw(st.booleans()):
        row["source"] = draw(strange_text(12))
    spelt = json.dumps(row, ensure_ascii=draw(st.booleans()), separators=draw(_separators))
    line = spelt.encode("utf-8", "backslashreplace") + b"\n"
    made: list[Repair] = []

    def repairer(document: Document) -> Repair:
        made.append(draw(repairs(document)))
        return made[-1]

    return line, jsonl.repair_row(path, number, line, repairer)


@st.composite
def files(draw: st.DrawFn) -> FilesOf:
    """Draw a run over a text, some rows, a file without a finding and one that is no file."""
    path = draw(st.sampled_from(["a b.txt", "é,:%.txt", "-", "x/<&>\"'.txt", "/tmp/a.txt"]))
    of_rows = [draw(rows(number))[1] for number in range(1, draw(st.integers(1, 3)))]
    bad = Problem("bad.txt", draw(st.sampled_from([None, 3])), draw(strange_text(3)), "mend it")
    return [
        (path, [draw(texts(path))]),
        ("a b.jsonl", of_rows),
        ("none.txt", [Item("none.txt", b"", Repair(Document.of("fine"), (), (), (), "fine"))]),
        ("bad.txt", [Item("bad.txt", b"", problem=bad)]),
    ]


@st.composite
def _flag(draw: st.DrawFn, document: Document, segment: int) -> Flag:
    target, source = document.segments[segment].target, document.segments[segment].source
    span = draw(_span(target))
    return Flag(
        segment,
        span,
        span.of(target),
        draw(st.sampled_from(["literal", "source"])),
        "literal",
        draw(_words),
        draw(_words),
        tuple(draw(st.lists(_words, max_size=2))),
        draw(st.floats(0, 1)),
        draw(_span(source)) if source is not None and draw(st.booleans()) else None,
    )


@st.composite
def _held(draw: st.DrawFn, flag: Flag) -> Edit:
    safety = draw(st.sampled_from(["review", "note"]))
    return Edit(flag.segment, flag.span, flag.surface, draw(_words), safety=safety)


def _segments(document: Document) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(0, len(document.segments) - 1), max_size=4 * len(document.segments))


def _span(text: str) -> st.SearchStrategy[Span]:
    ends = st.lists(st.integers(0, len(text)), min_size=2, max_size=2)
    return ends.map(sorted).map(lambda pair: Span(*pair))


def _utf8(text: str) -> str:
    return text.encode("utf-8", "ignore").decode()


_silencers = st.sampled_from(["pragma", "dismissal", "baseline"])
_separators = st.sampled_from([(",", ":"), (", ", ": "), (" ,\t", " :  ")])

Oracle = Callable[[int], tuple[int, int]]


def oracle(text: str) -> Oracle:
    """Return what tells line and column of a code point of a text, counted sign by sign."""
    places: list[tuple[int, int]] = []
    line = column = 1
    for at, sign in enumerate(text):
        places.append((line, column))
        if at == 0 and sign == "\ufeff":
            continue
        column += 1
        if sign == "\n" or (sign == "\r" and text[at + 1 : at + 2] != "\n"):
            line, column = line + 1, 1
    places.append((line, column))
    return places.__getitem__
