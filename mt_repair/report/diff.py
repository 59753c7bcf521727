"""What a repair changed, for an editor: old and new lines with the reasons below them.

A unified diff without context, its changed words highlighted on a terminal; below each
change stand its edits, one a line, after `  # `. Unseen characters are spelled out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mt_repair.corpus.items import Item
from mt_repair.corpus.records import segment_starts
from mt_repair.corpus.text import LINE_END
from mt_repair.edits import minimise
from mt_repair.report.places import line_numbers
from mt_repair.report.style import BOLD, DIM, GREEN, RED, REVERSE, paint, seen
from mt_repair.types import Edit, Repair

_LINE = re.compile(f"(?:(?!{LINE_END.pattern})[\\s\\S])*(?:{LINE_END.pattern}|\\Z)")


@dataclass(frozen=True, slots=True)
class _Hunk:
    """Edits on neighbouring lines; first and last are line numbers from 0, both inside."""

    first: int
    last: int
    edits: tuple[tuple[int, Edit], ...]  # with the code point of the text they begin at


def diff(path: str, items: Iterable[Item], colour: bool = False) -> Iterator[str]:
    """Yield the diff of each item that was changed, in pieces of whole lines."""
    for item in items:
        if item.repair is not None and item.repair.edits:
            name = seen(path) if item.row is None else f"{seen(path)}:{item.row}"
            yield paint(f"--- {name}", BOLD, colour) + "\n"
            yield paint(f"+++ {name} (repaired)", BOLD, colour) + "\n"
            yield from _hunks_of(item, item.repair, colour)


def _hunks_of(item: Item, repair: Repair, colour: bool) -> Iterator[str]:
    text, number = repair.document.text, line_numbers(item, repair)
    starts = [0, *(end.end() for end in LINE_END.finditer(text)), len(text)]
    shift = 0
    for hunk in _hunks(repair, starts):
        begin, end = starts[hunk.first], starts[hunk.last + 1]
        old, new = text[begin:end], _applied(text, begin, end, hunk.edits)
        old_lines, new_lines = _split(old), _split(new)
        at = number(hunk.first + 1)
        to = at + shift
        yield f"@@ -{_range(at, old_lines)} +{_range(to, new_lines)} @@\n"
        gone, come = _changes(hunk.edits, begin)
        yield from signed("-", RED, marked(old, gone), colour)
        yield from signed("+", GREEN, marked(new, come), colour)
        for _, edit in hunk.edits:
            yield paint(f"  # {reason(edit)}", DIM, colour) + "\n"
        shift += len(new_lines) - len(old_lines)


def _hunks(repair: Repair, starts: Sequence[int]) -> Iterator[_Hunk]:
    segments = segment_starts(repair.document)
    placed = sorted(
        ((segments[edit.segment] + edit.span.start, edit) for edit in repair.edits),
        key=lambda pair: (pair[0], pair[1].span.end),
    )
    gathered: list[tuple[int, Edit]] = []
    first = last = -1
    line = 0
    for offset, edit in placed:
        # An edit that takes a line end draws the next line into its own.
        end = offset + len(edit.old) - (edit.old[-1:] not in ("", "\r", "\n"))
        while line + 2 < len(starts) and starts[line + 1] <= offset:
            line += 1
        ends = line
        while ends + 2 < len(starts) and starts[ends + 1] <= end:
            ends += 1
        if gathered and line > last:
            yield _Hunk(first, last, tuple(gathered))
            gathered = []
        first = first if gathered else line
        last = max(last, ends)
        gathered.append((offset, edit))
    if gathered:
        yield _Hunk(first, last, tuple(gathered))


def _applied(text: str, begin: int, end: int, edits: Sequence[tuple[int, Edit]]) -> str:
    parts: list[str] = []
    at = begin
    for offset, edit in edits:
        parts += (text[at:offset], edit.new)
        at = offset + len(edit.old)
    return "".join((*parts, text[at:end]))


def _changes(
    edits: Sequence[tuple[int, Edit]], begin: int
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return where the changed words stand on the old side and on the new one."""
    gone: list[tuple[int, int]] = []
    come: list[tuple[int, int]] = []
    shift = 0
    for offset, edit in edits:
        least = minimise(edit)
        start = offset - begin + least.span.start - edit.span.start
        gone.append((start, start + len(least.old)))
        come.append((start + shift, start + shift + len(least.new)))
        shift += len(edit.new) - len(edit.old)
    return gone, come


Pieces = Sequence[tuple[str, bool]]


def marked(text: str, changes: Iterable[tuple[int, int]]) -> list[list[tuple[str, bool]]]:
    """Return the lines of a text, each cut into pieces that are changed words or not.

    `changes` are code points of the text, half-open and in order.
    """
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in changes:
        pieces += ((text[at:start], False), (text[start:end], True))
        at = end
    pieces.append((text[at:], False))
    lines: list[list[tuple[str, bool]]] = [[]]
    for piece, changed in pieces:
        for number, part in enumerate(LINE_END.split(piece)):
            if number:
                lines.append([])
            lines[-1].append((part, changed))
    if LINE_END.search(text[-1:]):
        lines.pop()
    return lines


def signed(sign: str, code: str, lines: Iterable[Pieces], colour: bool) -> Iterator[str]:
    """Yield lines after a sign, in a colour, their changed words highlighted."""
    for pieces in lines:
        shown = "".join(
            paint(seen(piece), f"{code};{REVERSE}" if changed else code, colour)
            for piece, changed in pieces
        )
        yield f"{paint(sign, code, colour)}{shown}\n"


def _split(text: str) -> list[str]:
    return [line for line in _LINE.findall(text) if line]


def _range(start: int, lines: Sequence[str]) -> str:
    return str(start) if len(lines) == 1 else f"{start},{len(lines)}"


def reason(edit: Edit) -> str:
    """Return what an edit does, why and how surely, on one line."""
    because = f": {seen(edit.because)}" if edit.because else ""
    return f'"{seen(edit.old)}" -> "{seen(edit.new)}"{because} [{edit.confidence:.2f}]'
