"""What the Chinese source leaves to the English alone: names it does not rule out."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence

from mt_repair.detect.by_source import BySource
from mt_repair.detect.cover import Cover
from mt_repair.detect.names import Candidate
from mt_repair.detect.place_decision import shipped_place_decision
from mt_repair.detect.sourced import Placed
from mt_repair.detect.wrong_names import Scored
from mt_repair.glossary.shipped import is_shipped
from mt_repair.knowledge.pieces import CLASS_NOUNS
from mt_repair.language.chinese import core_name
from mt_repair.language.script import simplify
from mt_repair.types import Term

_NAMED = 4.0  # how a user's name gains in odds where the source names it


def left_open(
    scored: Iterable[Scored], terms: Sequence[Term], told: BySource, names: Container[str]
) -> Iterator[Scored]:
    """Yield the candidates of the English that the sources do not rule out.

    A segment without a source rules nothing out. Where there is one, a name that it does
    not mention is plain English, and so is one all of whose mentions stand there rightly.
    Where a user's name surely went, its place is the last word; where it is not sure, the
    English may be, the more so as the source names it. `names` are the glossary's Chinese
    forms.
    """
    right = _right_places(told)
    placed: dict[tuple[int, str], list[Placed]] = {}
    for p in told.placed:
        placed.setdefault((p.segment, p.term.zh), []).append(p)
    for likely, c in scored:
        text, term = told.texts.get(c.segment), terms[c.form.term]
        if text is None:
            yield likely, c
            continue
        mentions = placed.get((c.segment, term.zh), [])
        if not told.belongs(c.segment) and not mentions:
            yield likely, c
        elif right(c.segment, c.start, c.end):
            continue
        elif is_shipped(term):
            if any(not p.right for p in mentions) or (not mentions and named(term, text, names)):
                yield likely, c
        elif any(_may_be(p, c, told) for p in mentions) or (
            not mentions and named(term, text, names)
        ):
            yield likely * _NAMED / (1 + likely * (_NAMED - 1)), c


def _may_be(placed: Placed, candidate: Candidate, told: BySource) -> bool:
    """Tell whether a candidate may be a mention whose place is not sure."""
    if placed.right:
        return False
    if placed.span is None or placed.confidence < shipped_place_decision().apply_at:
        return True
    apart = candidate.end <= placed.span.start or placed.span.end <= candidate.start
    return not apart and not told.belongs(placed.segment)


def _right_places(told: BySource) -> Callable[[int, int, int], bool]:
    """Return what tells whether a stretch of a segment touches a right form of a mention."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for p in told.placed:
        if p.right and p.span is not None:
            spans.setdefault(p.segment, []).append((p.span.start, p.span.end))
    covers = {segment: Cover(found) for segment, found in spans.items()}
    return lambda segment, start, end: segment in covers and covers[segment].touches(start, end)


def named(term: Term, text: str, names: Container[str]) -> bool:
    """Tell whether a source names a term, if without its class noun: 拍拍 for 拍拍网.

    `text` is in simplified characters; `names` are the glossary's Chinese forms.
    """
    for zh in (term.zh, *term.aliases):
        name = core_name(zh)
        if simplify(name) in text:
            return True
        short = next((name.removesuffix(n) for n in CLASS_NOUNS if name.endswith(n)), "")
        if len(short) > 1 and short not in names and simplify(short) in text:
            return True
    return False
