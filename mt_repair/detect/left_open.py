"""What the Chinese source leaves to the English alone: names it does not rule out."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

from mt_repair.detect.by_source import BySource, right_places
from mt_repair.detect.names import Candidate
from mt_repair.detect.place_decision import shipped_place_decision
from mt_repair.detect.sourced import Placed
from mt_repair.glossary.shipped import is_shipped
from mt_repair.knowledge.pieces import CLASS_NOUNS
from mt_repair.language.chinese import core_name
from mt_repair.language.cover import touching
from mt_repair.language.script import simplify
from mt_repair.types import Span, Term

_NAMED = 4.0  # how a user's name gains in odds where the source names it


def left_open(
    candidates: Iterable[Candidate], terms: Sequence[Term], told: BySource, names: Container[str]
) -> Iterator[tuple[Candidate, float]]:
    """Yield the candidates that the sources do not rule out, each with what its odds gain.

    A segment without a source rules nothing out. Where there is one, a name that it does
    not mention is plain English, and so is one all of whose mentions stand there rightly.
    Where a user's name surely went, its place is the last word; where it is not sure, the
    English may be, the more so as the source names it. `names` are the glossary's Chinese
    forms.
    """
    right = touching(right_places(told.placed))
    placed: dict[tuple[int, str], list[Placed]] = {}
    for p in told.placed:
        placed.setdefault((p.segment, p.term.zh), []).append(p)
    for c in candidates:
        text, term = told.texts.get(c.segment), terms[c.form.term]
        if text is None:
            yield c, 1.0
            continue
        mentions = placed.get((c.segment, term.zh), [])
        if not told.belongs(c.segment) and not mentions:
            yield c, 1.0
        elif right(c.segment, c.start, c.end):
            continue
        elif is_shipped(term):
            if any(not p.right for p in mentions) or (not mentions and named(term, text, names)):
                yield c, 1.0
        elif any(_may_be(p, c, told) for p in mentions) or (
            not mentions and named(term, text, names)
        ):
            yield c, _NAMED


def as_mentioned(
    scored: Iterable[tuple[float, Candidate]], terms: Sequence[Term], told: BySource
) -> list[tuple[float, Candidate]]:
    """Return of a term's candidates no more than its source mentions it, the likelier ones.

    Candidates that overlap are one. A segment without a source, or whose source mentions
    the term by no known form, keeps all.
    """
    wanted: dict[tuple[int, str], int] = {}
    for p in told.placed:
        key = (p.segment, p.term.zh)
        wanted[key] = wanted.get(key, 0) + (not p.right)
    taken: dict[tuple[int, str], list[Span]] = {}
    out = []
    for likely, c in sorted(scored, key=lambda s: (-s[0], s[1].segment, s[1].start, s[1].end)):
        key, span = (c.segment, terms[c.form.term].zh), Span(c.start, c.end)
        held = taken.setdefault(key, [])
        if key in wanted and not any(map(span.overlaps, held)):
            if len(held) >= wanted[key]:
                continue
            held.append(span)
        out.append((likely, c))
    return out


def raised(likely: float, gain: float) -> float:
    """Return a probability whose odds are multiplied."""
    return likely * gain / (1 + likely * (gain - 1))


def _may_be(placed: Placed, candidate: Candidate, told: BySource) -> bool:
    """Tell whether a candidate may be a mention of its line whose place is not sure."""
    if placed.right or not placed.line.holds(Span(candidate.start, candidate.end)):
        return False
    if placed.span is None or placed.confidence < shipped_place_decision().apply_at:
        return True
    apart = candidate.end <= placed.span.start or placed.span.end <= candidate.start
    return not apart and not told.belongs(placed.segment)


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
