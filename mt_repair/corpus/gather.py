"""Pieces of a page or document gathered into texts, with what stands around them."""

from __future__ import annotations

import re

from mt_repair.corpus.marked import Marked, Piece, Spell, as_it_is
from mt_repair.corpus.pragmas import pragmas_in
from mt_repair.corpus.text import LINE_END
from mt_repair.corpus.whole import Found

_LETTER = re.compile(r"[^\W\d_]")


class Gather:
    """Takes the pieces of a file in order; a text is what stands between two breaks."""

    def __init__(self) -> None:
        self._around: list[str] = []
        self._texts: list[Marked] = []
        self._before: list[str] = []  # since the last text that was kept
        self._pieces: list[Piece] = []

    def add(self, *pieces: Piece) -> None:
        """Add pieces to the text that is being gathered."""
        self._pieces += pieces

    def skip(self, raw: str) -> None:
        """Add what is no text and ends one."""
        self.end()
        self._before.append(raw)

    def end(self, finish: Spell = as_it_is) -> None:
        """End the text that is being gathered; one that says nothing is no text."""
        pieces, self._pieces = self._pieces, []
        first, last = 0, len(pieces)
        while first < last and _says_nothing(pieces[first]):
            first += 1
        while last > first and _says_nothing(pieces[last - 1]):
            last -= 1
        own = pieces[first:last]
        if not _LETTER.search("".join(p.text for p in own if p.spell is not None)):
            self._before += (piece.raw for piece in pieces)
            return
        self._before += (piece.raw for piece in pieces[:first])
        self._around.append("".join(self._before))
        self._texts.append(Marked(tuple(own), finish=finish))
        self._before = [piece.raw for piece in pieces[last:]]

    def found(self) -> Found:
        """Return the texts of the file, whose document has the lines and pragmas between them."""
        self.end()
        around = (*self._around, "".join(self._before))
        inner = (_between(raw) or "\t" for raw in around[1:-1])
        between = [_between(around[0]), *inner, _between(around[-1])]
        return Found(around, tuple(self._texts), tuple(between[: len(around)]))


def _says_nothing(piece: Piece) -> bool:
    return piece.spell is None or not piece.text.strip()


def _between(raw: str) -> str:
    """Return the line ends and the pragmas of what stands between texts."""
    out: list[str] = []
    at = 0
    for pragma in pragmas_in(raw):
        out += LINE_END.findall(raw, at, pragma.start)
        out.append(raw[pragma.start : pragma.end])
        at = pragma.end
    out += LINE_END.findall(raw, at)
    return "".join(out)
