"""Plain text to documents that rebuild it exactly.

A line ends with LF, CRLF or CR and with nothing else: form feeds, U+0085, U+2028 and NUL
are characters of their line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mt_repair.corpus.pragmas import is_pragma
from mt_repair.errors import InputError, Problem
from mt_repair.types import Document, Segment

LINE_END = re.compile(r"\r\n|\r|\n")

_BOM = "\ufeff"
_Line = tuple[int, int]
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")


def paragraphs(text: str, id: str | int | None = None) -> Document:
    """Return a document with a segment a paragraph, which is a block between blank lines.

    Line ends inside a paragraph stay in its segment, so that a name split over two lines
    is whole in it. A line of white space is blank, and so is a pragma's own; separators hold
    them.
    """
    segments: list[Segment] = []
    separators: list[str] = []
    written = 0
    block: tuple[int, int] | None = None
    for start, end in _each_line(text):
        if _says_nothing(text[start:end]):
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

    Blank lines are segments too, so segment n is line n + 1 of the source. None where the
    numbers of lines differ, also when lines that hold a pragma alone are not counted.
    """
    pairs = _paired(text, source)
    if pairs is None:
        return None
    segments: list[Segment] = []
    separators: list[str] = []
    written = 0
    for (start, end), (left, right) in pairs:
        separators.append(text[written:start])
        segments.append(Segment(text[start:end], source[left:right]))
        written = end
    separators.append(text[written:])
    return Document(tuple(segments), tuple(separators), id)


def _paired(text: str, source: str) -> list[tuple[_Line, _Line]] | None:
    spans, source_spans = line_spans(text), line_spans(source)
    if len(spans) != len(source_spans):
        spans = [span for span in spans if not is_pragma(text[slice(*span)])]
    if len(spans) != len(source_spans):
        return None
    return list(zip(spans, source_spans, strict=True))


def document(text: str, source: str | None) -> Document:
    """Return the document of a text file and, where there is one, its source file.

    Where the two differ in their number of lines they are one segment: which lines belong
    together is for who reads both.
    """
    if source is None:
        return paragraphs(text)
    return aligned(text, source) or _whole(text, source)


def _whole(text: str, source: str) -> Document:
    """Return a document of one segment; a byte order mark is its separator's."""
    mark = _BOM if text.startswith(_BOM) else ""
    segment = Segment(text[len(mark) :], source.removeprefix(_BOM))
    return Document((segment,), (mark, ""))


def check_source(path: str, text: str, source_path: str, source: str) -> Problem | None:
    """Return what a person should know of a text and its source, None where all is well.

    Raises InputError where the source holds no Chinese.
    """
    check_chinese(source_path, source)
    if _paired(text, source) is not None:
        return None
    lines, source_lines = len(line_spans(text)), len(line_spans(source))
    return Problem(
        path,
        None,
        f"the text has {_lines(lines)}, its source {source_path} {_lines(source_lines)}",
        "they were paired by what they say; line for line is surer",
    )


def has_chinese(text: str) -> bool:
    """Tell whether a text holds a Chinese character."""
    return bool(_HAN.search(text))


def check_chinese(path: str, source: str) -> None:
    """Raise InputError where a source holds no Chinese."""
    if not has_chinese(source):
        what, remedy = "the source holds no Chinese", "name the Chinese text, or leave --source out"
        raise InputError.one(path, None, what, remedy)


def line_spans(text: str) -> list[tuple[int, int]]:
    """Return where each line begins and ends, its line end and a leading BOM left out.

    A line end at the very end of a text begins no further line; an empty text has none.
    """
    return list(_each_line(text))


def _each_line(text: str) -> Iterator[_Line]:
    start = 1 if text.startswith(_BOM) else 0
    for end in LINE_END.finditer(text):
        yield start, end.start()
        start = end.end()
    if start < len(text):
        yield start, len(text)


def _says_nothing(line: str) -> bool:
    return not line or line.isspace() or is_pragma(line)


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count} lines"
