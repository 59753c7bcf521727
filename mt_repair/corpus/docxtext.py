"""The paragraphs of a Word document: text over runs, and edits of it, tracked if wanted.

ISO/IEC 29500 (WordprocessingML). A run is text of one formatting (`w:r`, its text in `w:t`);
a name may be split over several, and its right name takes the formatting of its first word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import count

from mt_repair.corpus.marked import OBJECT, Change, Marked, Piece, kept, rewritten
from mt_repair.corpus.xmltext import Token, in_text, text_pieces, tokens
from mt_repair.types import Edit

AUTHOR = "mt_repair"
LINE = "\u2028"  # a line break inside a paragraph
_MADE = "\1"  # around the begin of a run that tracking made; no XML holds it

_SAID = {"tab": "\t", "ptab": "\t", "br": LINE, "cr": LINE, "noBreakHyphen": "\u2011"}
_OBJECTS = frozenset("drawing pict object sym pgNum".split())
_GONE = frozenset("del moveFrom".split())  # what is in these is no text any more


@dataclass(frozen=True, slots=True)
class RunText:
    """How a run spells text: the prefix of its names, its formatting, and whether it is inserted."""

    prefix: str
    formatting: str
    inserted: bool

    def __call__(self, text: str) -> str:
        return in_text(text)

    def run(self, text: str, name: str = "t") -> str:
        """Return a run of the same formatting with a text."""
        p = self.prefix
        held = f'<{p}{name} xml:space="preserve">{in_text(text)}</{p}{name}>'
        return f"<{p}r>{self.formatting}{held}</{p}r>"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's text, and its number in the document from 1."""

    text: Marked
    number: int


def paragraphs(raw: str, first: int) -> tuple[list[str], list[Paragraph], int]:
    """Return what stands around the paragraphs of a document's part, these, and how many.

    They are counted from `first`, empty ones too. What stands in a text box is a paragraph of
    its own, and cuts the one it is anchored in.
    """
    around, found = [""], list[Paragraph]()
    pieces: list[Piece] = []
    number = first

    def end() -> None:
        nonlocal number
        if any(piece.spell is not None and piece.text for piece in pieces):
            found.append(Paragraph(Marked(tuple(pieces)), number))
            around.append("")
        else:
            around[-1] += "".join(piece.raw for piece in pieces)
        pieces.clear()
        number += 1

    depth = 0
    reader = _Reader()
    for token in tokens(raw):
        part = raw[token.start : token.end]
        if token.name == "p" and token.kind == "open":
            if depth:
                end()
            depth += 1
        elif token.name == "p":
            depth -= token.kind == "close"
            end()
        elif depth:
            pieces += reader.pieces(raw, token)
            continue
        around[-1] += part
    return around, found, number - first


class _Reader:
    """Reads the tags of a paragraph, one after the other."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._formatting, self._begun = "", 0

    def pieces(self, raw: str, token: Token) -> Iterator[Piece]:
        """Yield the pieces that a tag, or a text, is."""
        part = raw[token.start : token.end]
        if token.kind == "text":
            yield from self._text(part)
            return
        if token.kind == "open":
            if token.name == "r":
                self._formatting = ""
            elif token.name == "rPr":
                self._begun = token.start
            self._open.append(part[1:].split(None, 1)[0].rstrip(">"))
        elif token.kind == "close" and self._open:
            self._open.pop()
            if token.name == "rPr" and self._local(-1) == "r":
                self._formatting = raw[self._begun : token.end]
        said = ""
        if token.kind in ("open", "empty") and not self._is_gone():
            inside = self._local(-1 if token.kind == "empty" else -2) == "r"
            said = (
                (OBJECT if token.name in _OBJECTS else _SAID.get(token.name, "")) if inside else ""
            )
        yield Piece(part, said, wall=bool(said))

    def _text(self, part: str) -> Iterator[Piece]:
        if self._local(-1) != "t" or self._is_gone():
            yield Piece(part, "")
            return
        prefix = self._open[-1][:-1]
        inserted = any(name.rpartition(":")[2] == "ins" for name in self._open)
        spell = RunText(prefix, self._formatting, inserted)
        for piece in text_pieces(part):
            yield piece if piece.spell is None else piece._replace(spell=spell)

    def _local(self, index: int) -> str:
        return self._open[index].rpartition(":")[2] if len(self._open) >= -index else ""

    def _is_gone(self) -> bool:
        return any(name.rpartition(":")[2] in _GONE for name in self._open)


def edited(text: Marked, edits: Iterable[Edit], ids: count[int] | None) -> str:
    """Return a paragraph with edits carried out, tracked where there are `ids` for them."""
    changes = text.changes(edits)
    raws = [piece.raw for piece in text.pieces]
    for i, of_piece in changes.items():
        piece = text.pieces[i]
        if ids is not None and isinstance(piece.spell, RunText):
            raws[i] = _tracked(piece, piece.spell, of_piece, ids)
        else:
            raws[i] = rewritten(piece, of_piece)
    for opening in _opening_tags(text.pieces, changes):
        closing = next(n for n in range(opening, len(raws)) if raws[n].startswith("</"))
        said = "".join(raws[opening + 1 : closing])
        if said.strip() != said or ids is not None:
            raws[opening] = _preserving(raws[opening])
    return _tidied("".join(raws))


def _tracked(piece: Piece, spell: RunText, changes: Sequence[Change], ids: count[int]) -> str:
    p = spell.prefix
    leave = f"</{p}t></{p}r>"
    enter = f'{_MADE}<{p}r>{spell.formatting}<{p}t xml:space="preserve">{_MADE}'
    out: list[str] = []
    at = 0
    for start, end, new in changes:
        out += (kept(piece, at, start), leave)
        at = end
        if start < end:
            gone = spell.run(piece.text[start:end], "delText")
            out.append(_change(p, "del", gone, ids))
        if new:
            come = spell.run(new)
            out.append(come if spell.inserted else _change(p, "ins", come, ids))
        out.append(enter)
    out.append(kept(piece, at, len(piece.text)))
    return "".join(out)


def _tidied(raw: str) -> str:
    """Return a paragraph without the runs that tracking made and put nothing into."""
    return re.sub(f"{_MADE}[^{_MADE}]*{_MADE}</[^<>]*t></[^<>]*r>", "", raw).replace(_MADE, "")


def _change(prefix: str, name: str, run: str, ids: count[int]) -> str:
    # No date: the same document gives the same bytes.
    tag = f'{prefix}{name} {prefix}id="{next(ids)}" {prefix}author="{escape(AUTHOR)}"'
    return f"<{tag}>{run}</{prefix}{name}>"


def _opening_tags(pieces: Sequence[Piece], changes: Mapping[int, object]) -> Iterator[int]:
    """Yield the pieces that open the texts which were changed."""
    for i in changes:
        spell = pieces[i].spell
        if isinstance(spell, RunText):
            names = (f"<{spell.prefix}t>", f"<{spell.prefix}t ")
            yield next(n for n in range(i, -1, -1) if pieces[n].raw.startswith(names))


def _preserving(tag: str) -> str:
    """Return the tag of a text whose white space counts at its ends too."""
    return tag if "xml:space" in tag else f'{tag[:-1].rstrip()} xml:space="preserve">'
