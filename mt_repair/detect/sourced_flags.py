"""Flags for what the source's mentions show to be wrong in the target."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from mt_repair.detect.place_decision import PlaceDecision, shipped_place_decision
from mt_repair.detect.posterior import likeness
from mt_repair.detect.sourced import LEAST_MATCH, Placed
from mt_repair.detect.units import letters
from mt_repair.knowledge.renderings import renderings
from mt_repair.knowledge.traces import word_keys
from mt_repair.language.pinyin import is_pinyin
from mt_repair.types import NAME_TYPES, Flag, Kind, Span

RULE = "source"
_MISSING = 0.3  # how sure a missing name is: languages leave names out where they may
_INCONSISTENT = 0.4
_RESPELT = 0.7  # how alike two spellings of one name are: Turkish is not Turkey


def sourced_flags(
    placed: Sequence[Placed], decision: PlaceDecision | None = None
) -> tuple[Flag, ...]:
    """Return the flags of a document's mentions: wrong, missing and inconsistent ones."""
    decision = decision or shipped_place_decision()
    found = [*_wrong(placed, decision), *_inconsistent(placed)]
    return tuple(sorted(found, key=lambda f: (f.segment, f.span, f.kind, f.zh)))


def why(placed: Placed) -> str:
    """Return in one sentence what is wrong with a mention's place."""
    zh, en = placed.term.zh, placed.term.en
    if placed.span is None:
        return f"“{zh}” ({en}) is in the source; nothing in the translation stands for it."
    return f"“{placed.surface}” stands for “{zh}” in the source, which is “{en}” in English."


def _wrong(placed: Sequence[Placed], decision: PlaceDecision) -> Iterator[Flag]:
    there = {(p.segment, p.term.zh) for p in placed if p.span is not None}
    for p in placed:
        if p.right or p.closeness < LEAST_MATCH:
            continue
        if p.span is None:
            if (p.segment, p.term.zh) not in there:
                at = Span(p.near, p.near)
                yield _flag(p, at, "", "missing", why(p), _MISSING)
        elif p.confidence >= decision.review_at:
            yield _flag(p, p.span, p.surface, kind_of(p), why(p), min(p.confidence, 1.0))


def kind_of(placed: Placed) -> Kind:
    """Return what kind of wrong name stands in a mention's place."""
    made = renderings(placed.term.zh)
    words = placed.surface.split()
    if letters(placed.surface) in made.spelt or all(
        w[:1].isupper() and is_pinyin(w) for w in words
    ):
        return "romanised"
    explained = sum(any(k in made.by_key for k in word_keys(w.strip(".,'"))) for w in words)
    return "literal" if 2 * explained >= len(words) else "wrong-name"


def _inconsistent(placed: Iterable[Placed]) -> Iterator[Flag]:
    """Yield a flag for each spelling of a name that the text uses less than another: Macau, Macao.

    Other accepted forms (an abbreviation, an adjective, the name in full) take turns by right.
    """
    by_term: dict[str, list[Placed]] = {}
    for p in placed:
        if p.right and p.span is not None and p.term.type in NAME_TYPES:
            by_term.setdefault(p.term.zh, []).append(p)
    for mentions in by_term.values():
        counts = Counter(_plain(p.surface) for p in mentions)
        if len(counts) < 2:
            continue
        (usual, often), *_ = counts.most_common(1)
        for p in mentions:
            form = _plain(p.surface)
            if not _is_respelt(form, usual) or counts[form] * 2 > often:
                continue
            message = f"“{p.surface}” is “{p.term.zh}”, which this text elsewhere calls “{usual}”."
            if p.span is not None:
                yield _flag(p, p.span, p.surface, "inconsistent", message, _INCONSISTENT)


def _is_respelt(form: str, usual: str) -> bool:
    return form != usual and likeness(letters(form), letters(usual)) >= _RESPELT


def _plain(surface: str) -> str:
    return surface.lower().replace("\u2019", "'").removesuffix("'s")


def _flag(p: Placed, span: Span, surface: str, kind: Kind, message: str, confidence: float) -> Flag:
    return Flag(
        p.segment,
        span,
        surface,
        RULE,
        kind,
        message,
        p.term.zh,
        (p.term.en,),
        confidence,
        p.source,
    )
