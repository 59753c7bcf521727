"""Translation files in XLIFF 1.2 and 2.x: a segment is a segment, a file element a document.

The target's text is edited in place. A target that was edited is told so to the tools that
read the file next, as the standards have it:

- 1.2: state="needs-review-translation" (unless it still was to be translated), approved="no",
  and the old target as `alt-trans` of type previous-version;
- 2.x: state="translated", subState="mt-repair:repaired", and the old target as a candidate of
  the matches module.

Left as they are: units that are not to be translated, whose target is not English or empty,
and everything but targets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from mt_repair.corpus import inline
from mt_repair.corpus.framed import Framed, encoded, placed, segment_of
from mt_repair.corpus.given import Given
from mt_repair.corpus.items import Item
from mt_repair.corpus.languages import EN, ZH, language
from mt_repair.corpus.left import told
from mt_repair.corpus.marked import Marked, Spot
from mt_repair.corpus.parts import Parts, Run
from mt_repair.corpus.text import has_chinese
from mt_repair.corpus.xliffstate import Target, revised
from mt_repair.corpus.xmlcuts import Cut, Opened, cuts
from mt_repair.corpus.xmltext import Token, tokens
from mt_repair.types import Document

NOT_ENGLISH = "a unit whose translation is not English"
NOT_TRANSLATED = "a unit that is not to be translated"
MOST_UNITS = 500  # of one document, so that memory stays constant
_LARGE = 4_000_000


def repaired(given: Given, run: Run) -> Iterator[Item]:
    """Repair a translation file, an item a unit; raises InputError where it cannot be used."""
    found = cuts(given.file, given.path, "xliff", ("trans-unit", "unit"))
    return told(given.path, run(_documents(given.path, found)))


def _documents(path: str, found: Iterable[Cut]) -> Iterator[Parts]:
    """Yield the units of each file element with what stands between them."""
    parts: list[_Unit] = []
    units = size = inside = 0
    for cut in found:
        number = next((o.number for o in cut.inside if o.name == "file"), inside)
        if parts and (number != inside or units == MOST_UNITS or size > _LARGE):
            yield parts
            parts, units, size = [], 0, 0
        inside = number
        units += cut.element
        size += cut.size
        parts.append(_Unit(path, cut))
    if parts:
        yield parts


class _Content(NamedTuple):
    """The inside of an element: its tokens, and where it stands in its unit."""

    tokens: Sequence[Token]
    start: int
    end: int


class _Segment(NamedTuple):
    """A text of a unit with its source, and the target element it is in."""

    content: _Content
    source: _Content | None
    target: Target
    id: str | None


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit as it stands in the file, or what stands between two."""

    path: str
    cut: Cut

    @property
    def size(self) -> int:
        return self.cut.size

    def _is_text(self) -> bool:
        """Tell whether it is a unit, and none that a converter made of a catalogue's header."""
        inside = self.cut.inside
        return bool(inside) and inside[-1].attributes.get("restype") != "x-gettext-domain-header"

    def read(self) -> Framed | Item:
        """Return the targets of the unit, or the item of one that has nothing to repair."""
        raw, codec = self.cut.raw, self.cut.codec
        left = _left_because(self.cut.inside) if self.cut.element else ""
        found = list(_segments(raw)) if self._is_text() and not left else []
        found = [one for one in found if one.content.start < one.content.end]
        if not found:
            return Item(self.path, encoded(raw, codec), row=self.cut.line, left=left)
        ends = [0, *(one.content.end for one in found)]
        starts = [*(one.content.start for one in found), len(raw)]
        around = tuple(raw[a:b] for a, b in zip(ends, starts, strict=True))
        texts = [Marked(tuple(inline.pieces(raw, one.content.tokens))) for one in found]
        here = placed(around, texts, Spot(self.cut.line, self.cut.column, 0))
        code = language(_attribute(self.cut.inside, "source-language", "srcLang"))
        sources = [
            _source(inline.plain(raw, s.source.tokens), code) if s.source else None for s in found
        ]
        ids = [one.id for one in found]
        segments = tuple(map(segment_of, here, sources, ids))
        separators = ("", *("\n" for _ in here[1:]), "")
        id = self.cut.inside[-1].attributes.get("id")
        document = Document(segments, separators, id, name=self.path)
        revise = partial(revised, raw, ends, [one.target for one in found])
        return Framed(self.path, around, here, document, codec, row=self.cut.line, revise=revise)


def _source(text: str, code: str) -> str | None:
    """Return a source that is Chinese, of which a tool may say that it is English."""
    chinese = code in (ZH, "") or (code == EN and has_chinese(text))
    return text if chinese else None


def _left_because(inside: Sequence[Opened]) -> str:
    """Return why a unit's translation is not looked at, nothing where it is."""
    if _attribute(inside[::-1], "translate") == "no":
        return NOT_TRANSLATED
    code = language(_attribute(inside, "target-language", "trgLang"))
    return NOT_ENGLISH if code not in ("", EN) else ""


def _attribute(inside: Sequence[Opened], *names: str) -> str:
    """Return the first of the elements' attributes of these names, or nothing."""
    return next((o.attributes[name] for o in inside for name in names if name in o.attributes), "")


def _segments(raw: str) -> Iterator[_Segment]:
    found = list(tokens(raw))
    if found[0].name == "unit":
        for n, end in _children(found, 0):
            if found[n].name == "segment" and found[n].kind == "open":
                yield from _of_pair(raw, found, n, end, found[n].get("id"), second=True)
    else:
        yield from _of_pair(raw, found, 0, len(found) - 1, found[0].get("id"), second=False)


def _of_pair(
    raw: str, found: Sequence[Token], begin: int, end: int, id: str | None, second: bool
) -> Iterator[_Segment]:
    """Yield the segments of a source and its target; `second` for XLIFF 2."""
    children = {
        found[n].name: (n, e) for n, e in _children(found, begin) if found[n].kind == "open"
    }
    if "target" not in children:
        return
    n, e = children["target"]
    target = Target(raw, found, n, e, begin, second)
    original = children.get("seg-source", children.get("source"))
    source = None if original is None else _content(found, *original)
    cut_up = dict(_marks(found, n)) if not second else {}
    if not cut_up:
        yield _Segment(_content(found, n, e), source, target, id)
        return
    originals = dict(_marks(found, original[0])) if original is not None else {}
    for mid, span in cut_up.items():
        beside = _content(found, *originals[mid]) if mid in originals else None
        yield _Segment(_content(found, *span), beside, target, f"{id}:{mid}")


def _marks(found: Sequence[Token], begin: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the segments (mrk of type seg) that an element of XLIFF 1.2 is cut into."""
    for n, end in _children(found, begin):
        token = found[n]
        if token.name == "mrk" and token.kind == "open" and token.get("mtype") == "seg":
            yield token.get("mid") or "", (n, end)


def _content(found: Sequence[Token], begin: int, end: int) -> _Content:
    return _Content(found[begin + 1 : end], found[begin].end, found[end].start)


def _children(found: Sequence[Token], begin: int) -> Iterator[tuple[int, int]]:
    """Yield the child elements of an element, each as the numbers of its first and last tag."""
    depth, first = 0, 0
    for n in range(begin + 1, len(found)):
        kind = found[n].kind
        if kind == "close":
            depth -= 1
            if depth < 0:
                return
            if not depth:
                yield first, n
        elif kind in ("open", "empty"):
            if not depth:
                first = n
            if kind == "open":
                depth += 1
            elif not depth:
                yield n, n
