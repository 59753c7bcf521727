"""Plain text to documents that rebuild it exactly.

A line ends with LF, CRLF or CR and with nothing else: form feeds, U+0085, U+2028 and NUL
are characters of their line.
"""

from __future__ import annotations

import re

from mt_repair.errors import InputError
from mt_repair.types import Document, Segment

LINE_END = re.compile(r"\r\n|\r|\n")

_BOM = "\ufeff"


def paragraphs(text: str, id: str | int | None = None) -> Document:
    """Return a document with a segment a paragraph, which is a block between blank lines.

    Line ends inside a paragraph stay in its segment, so that a name split over two lines
    is whole in it. A line of white space is blank; separators hold it.
    """
    segments: list[Segment] = []
    separators: list[str] = []
    written = 0
    block: tuple[int, int] | None = None
    for start, end in line_spans(text):
        if start == end or text[start:end].isspace():
            if block is not None:
                segments.append(Segment(text[slice(*block)]))
                written, block = block[1], None
        elif block is None:
            separators.append(text[written:start])
            block = (start, end)
        else:
            block = (block[0], end)
    if block is not None:
        segments.append(Segment(text[slice(*block)]))
        written = block[1]
    separators.append(text[written:])
    return Document(tuple(segments), tuple(separators), id)


def aligned(text: str, source: str, id: str | int | None = None) -> Document | None:
    """Return a document with a segment a line, each with its line of the source.

    Blank lines are segments too, so segment n is line n + 1. None where the numbers of
    lines differ.
    """
    spans, source_spans = line_spans(text), line_spans(source)
    if len(spans) != len(source_spans):
        return None
    segments: list[Segment] = []
    separators: list[str] = []
    written = 0
    for (start, end), (left, right) in zip(spans, source_spans, strict=True):
        separators.append(text[written:start])
        segments.append(Segment(text[start:end], source[left:right]))
        written = end
    separators.append(text[written:])
    return Document(tuple(segments), tuple(separators), id)


def document(text: str, source: str | None, path: str, source_path: str = "") -> Document:
    """Return the document of a text file and, where there is one, its source file.

    Raises InputError where the two differ in their number of lines.
    """
    if source is None:
        return paragraphs(text)
    made = aligned(text, source)
    if made is None:
        lines, source_lines = len(line_spans(text)), len(line_spans(source))
        raise InputError.one(
            path,
            None,
            f"the text has {_lines(lines)}, its source {source_path} {_lines(source_lines)}",
            "align them line by line, or leave --source out",
        )
    return made


def line_spans(text: str) -> list[tuple[int, int]]:
    """Return where each line begins and ends, its line end and a leading BOM left out.

    A line end at the very end of a text begins no further line; an empty text has none.
    """
    spans: list[tuple[int, int]] = []
    start = 1 if text.startswith(_BOM) else 0
    for end in LINE_END.finditer(text):
        spans.append((start, end.start()))
        start = end.end()
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count} lines"
