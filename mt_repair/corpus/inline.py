"""Segments of translation files: text with inline codes, which stay and are never edited across.

Of XLIFF 1.2 and 2, and TMX. A code that opens or closes something is a place in the text; one
that stands for something (a picture, a line break, a variable) is a character, U+FFFC. What
bpt, ept, ph and it hold is code of the document's own format and no text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mt_repair.corpus.marked import OBJECT, Piece
from mt_repair.corpus.xmltext import Token, text_pieces

_AROUND = frozenset("g pc mrk hi".split())  # their content is text
_PAIRED = frozenset("bpt ept bx ex sc ec sm em".split())  # half of a pair; what is in them is code


def pieces(raw: str, tokens: Sequence[Token]) -> Iterator[Piece]:
    """Yield the pieces of a segment's content, given as the tokens of a stretch of XML."""
    depth, begun, name = 0, 0, ""
    for token in tokens:
        part = raw[token.start : token.end]
        if depth:
            depth += {"open": 1, "close": -1}.get(token.kind, 0)
            if not depth:
                yield _code(raw[begun : token.end], name)
        elif token.kind == "text":
            yield from text_pieces(part)
        elif token.kind == "other":
            yield Piece(part, "")
        elif token.name in _AROUND or token.kind == "close":
            yield Piece(part, "", wall=True)
        elif token.kind == "empty":
            yield _code(part, token.name)
        else:
            depth, begun, name = 1, token.start, token.name


def _code(raw: str, name: str) -> Piece:
    return Piece(raw, "" if name in _PAIRED else OBJECT, wall=True)


def plain(raw: str, tokens: Sequence[Token]) -> str:
    """Return what a segment's content says, without its codes."""
    found = pieces(raw, tokens)
    return "".join(piece.text for piece in found if piece.spell is not None)
