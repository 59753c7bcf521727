"""Translation memories in TMX 1.4b and older: a unit is a document.

Its English variants are segments, its first Chinese one, of simplified characters rather than
traditional, their source. Everything but their text stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mt_repair.corpus import inline
from mt_repair.corpus.framed import Framed, encoded, placed, segment_of
from mt_repair.corpus.given import Given
from mt_repair.corpus.items import Item
from mt_repair.corpus.languages import EN, ZH, language, rank
from mt_repair.corpus.left import told
from mt_repair.corpus.marked import Marked, Spot
from mt_repair.corpus.parts import Run, grouped
from mt_repair.corpus.xmlcuts import Cut, cuts
from mt_repair.corpus.xmltext import Token, tokens
from mt_repair.types import Document

NO_ENGLISH = "a unit without English"


def repaired(given: Given, run: Run) -> Iterator[Item]:
    """Repair a memory, an item a unit; raises InputError where it cannot be used."""
    units = (_Unit(given.path, cut) for cut in cuts(given.file, given.path, "tmx", ("tu",)))
    if given.settings.whole:
        return told(given.path, run(grouped((unit, ...) for unit in units)))
    return told(given.path, run([unit] for unit in units))


@dataclass(frozen=True, slots=True)
class _Variant:
    """A language's text of a unit: the code, and the tokens of its content."""

    code: str
    content: Sequence[Token]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit as it stands in the file, or what stands between two."""

    path: str
    cut: Cut

    @property
    def size(self) -> int:
        return self.cut.size

    def read(self) -> Framed | Item:
        """Return the English of the unit, or the item of one that has none."""
        raw, line = self.cut.raw, self.cut.line
        variants = list(_variants(raw)) if self.cut.element else []
        english = [v for v in variants if language(v.code) == EN and v.start < v.end]
        if not english:
            left = NO_ENGLISH if self.cut.element else ""
            return Item(self.path, encoded(raw, self.cut.codec), row=line, left=left)
        chinese = sorted(
            (v for v in variants if language(v.code) == ZH), key=lambda v: rank(v.code)
        )
        source = inline.plain(raw, chinese[0].content) if chinese else None
        ends = [0, *(v.end for v in english)]
        starts = [*(v.start for v in english), len(raw)]
        around = tuple(raw[a:b] for a, b in zip(ends, starts, strict=True))
        texts = [Marked(tuple(inline.pieces(raw, v.content))) for v in english]
        here = placed(around, texts, Spot(line, self.cut.column, 0))
        id = next(tokens(raw)).get("tuid")
        segments = tuple(segment_of(text, source) for text in here)
        separators = ("", *("\n" for _ in here[1:]), "")
        document = Document(segments, separators, id, name=self.path)
        return Framed(self.path, around, here, document, self.cut.codec, row=line)


def _variants(raw: str) -> Iterator[_Variant]:
    code, found = "", list(tokens(raw))
    begun: int | None = None
    for n, token in enumerate(found):
        name = token.name.lower()
        if name == "tuv" and token.kind == "open":
            code = token.get("xml:lang") or token.get("lang") or ""
        elif name == "seg" and token.kind == "open":
            begun = n
        elif name == "seg" and token.kind == "close" and begun is not None:
            yield _Variant(code, found[begun + 1 : n], found[begun].end, token.start)
            begun = None
