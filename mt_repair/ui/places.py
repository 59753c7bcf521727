"""What an editor decides about: places of a text, each with what may stand there instead.

Flags and edits that overlap are one place. What a repair makes or holds becomes a whole
replacement of the place, so that a page puts one text for another and knows no grammar.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast, get_args

from mt_repair.detect.names import find
from mt_repair.detect.wrong_names import score
from mt_repair.edits import apply
from mt_repair.glossary.glossary import Glossary
from mt_repair.language.cover import touching
from mt_repair.language.english import article_for
from mt_repair.pipeline import Pipeline
from mt_repair.repair.rounds import grouped
from mt_repair.repair.terms import replacement
from mt_repair.report.places import offers_of
from mt_repair.types import Document, Edit, Flag, Kind, Repair, Safety, Span, Term

MOST_OFFERS = 9  # as many as there are keys for them

_ARTICLE = re.compile(r"(?:the|an?) ")

Named = Callable[[str], Sequence[Term]]  # the terms whose right name something is


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a segment's target, and what is offered for it; `made` by the repair itself.

    `offers` replace all of the span, the likeliest first; `names` are the right names in
    them. Places with the same `same` are the same wrong name for the same right one.
    `zh` is the name it is about, `flagged_zh` what its flag says, which may not know.
    `sources` are stretches of the segment's source that it is about. A `quiet` one nobody is
    asked about: its words could be a name's, but read well as they are.
    """

    document: int
    segment: int
    span: Span
    old: str
    offers: tuple[str, ...]
    names: tuple[str, ...]
    made: bool
    level: Safety
    kind: Kind
    rule: str
    confidence: float
    why: tuple[str, ...]
    zh: str = ""
    sources: tuple[Span, ...] = ()
    same: str = ""
    surface: str = ""
    flagged_zh: str = ""
    quiet: bool = False


def places_of(repair: Repair, number: int, named: Named) -> list[Place]:
    """Return the places of a repair in order; `number` is that of its document."""
    flags, made, held = grouped(repair.flags), grouped(repair.edits), grouped(repair.held)
    level = offers_of(repair).level
    out: list[Place] = []
    for segment in sorted(flags.keys() | made.keys() | held.keys()):
        found = [*flags.get(segment, ()), *made.get(segment, ()), *held.get(segment, ())]
        for cluster in _clusters(found):
            place = _place(repair.document, cluster, set(made.get(segment, ())), named)
            levels = [level(f) for f in cluster if isinstance(f, Flag)]
            safe = place.made or "safe" in levels
            only_notes = bool(levels) and set(levels) == {"note"}
            own: Safety = "safe" if safe else "note" if only_notes else "review"
            out.append(replace(place, document=number, level=own))
    return out


def quiet_places(
    pipeline: Pipeline, document: Document, number: int, asked: Sequence[Place]
) -> list[Place]:
    """Return places that repair neither flags nor edits: where a name could be meant after all.

    An editor who sees one wrong has its right name offered, instead of typing it. `asked` are
    the places there are.
    """
    terms = pipeline.index.terms
    taken = touching((p.segment, p.span) for p in asked)
    candidates = find(document, pipeline.index, pipeline.search).candidates
    edits: dict[int, list[Flag | Edit]] = {}
    for p, c in score(document, candidates, terms, pipeline.decision):
        text, term = document.segments[c.segment].target, terms[c.form.term]
        new = replacement(text, c.start, c.end, term, made_plural=c.form.route == "plural")
        old = text[new.start : new.end]
        if old != new.new and not taken(c.segment, new.start, new.end):
            why = f"“{c.surface}” could stand for {term.zh} ({term.en}), but reads well as it is."
            span = Span(new.start, new.end)
            edit = Edit(c.segment, span, old, new.new, why, "note", p, "literal")
            edits.setdefault(c.segment, []).append(edit)
    named = names_in(pipeline.glossary)
    return [
        replace(_place(document, cluster, set(), named), document=number, level="note", quiet=True)
        for segment in sorted(edits)
        for cluster in _clusters(edits[segment])
    ]


def names_in(glossary: Glossary) -> Named:
    """Return what finds the terms of a glossary by a right name."""
    terms: dict[str, list[Term]] = {}
    for term in glossary.terms:
        terms.setdefault(term.en, []).append(term)
    return lambda name: terms.get(name, ())


def _clusters(found: Iterable[Flag | Edit]) -> Iterator[list[Flag | Edit]]:
    """Yield flags and edits of one segment that overlap one another, in order."""
    cluster: list[Flag | Edit] = []
    reach = Span(0, 0)
    for one in sorted(found, key=lambda f: (f.span, isinstance(f, Flag))):
        if cluster and reach.overlaps(one.span):
            cluster.append(one)
            reach = Span(reach.start, max(reach.end, one.span.end))
        else:
            if cluster:
                yield cluster
            cluster, reach = [one], one.span
    if cluster:
        yield cluster


def _place(
    document: Document, cluster: Sequence[Flag | Edit], made: set[Edit], named: Named
) -> Place:
    segment = document.segments[cluster[0].segment]
    span = Span(min(f.span.start for f in cluster), max(f.span.end for f in cluster))
    flags = sorted((f for f in cluster if isinstance(f, Flag)), key=lambda f: -f.confidence)
    edits = [f for f in cluster if isinstance(f, Edit)]
    ours = [e for e in edits if e in made]
    held = sorted((e for e in edits if e not in made), key=lambda e: -e.confidence)
    offers = _offers(span, span.of(segment.target), ours, held, flags)
    names = tuple(_name_in(offer, flags) for offer in offers)
    first = flags[0] if flags else None
    lead = (*ours, *held)[0] if edits else None
    rule = first.rule if first else lead.by if lead else ""
    zh = _zh_of(flags, names, segment.source or "", named)
    surface = first.surface if first else span.of(segment.target)
    return Place(
        0,
        cluster[0].segment,
        span,
        span.of(segment.target),
        offers,
        names,
        bool(ours),
        "review",
        first.kind if first else _kind(rule),
        rule,
        max(f.confidence for f in (ours or cluster)),
        tuple(dict.fromkeys([f.message for f in flags] or [e.because for e in edits])),
        zh,
        tuple(_sources(flags, zh, segment.source or "")),
        f"{_ARTICLE.sub('', ' '.join(surface.casefold().split()))}\n{names[0] if names else ''}",
        surface,
        first.zh if first else "",
    )


def _kind(rule: str) -> Kind:
    return cast(Kind, rule) if rule in get_args(Kind) else "wrong-name"


def _offers(
    span: Span, old: str, ours: Sequence[Edit], held: Sequence[Edit], flags: Sequence[Flag]
) -> tuple[str, ...]:
    """Return what may stand there: what repair does, what it holds, then the other names."""
    found = [_within(old, span, ours)] if ours else []
    found += [_within(old, span, [edit]) for edit in held]
    base = found[0] if found else ""
    for flag in flags:
        names = flag.suggestions
        if not found:
            found += [_put(old, span, flag, name) for name in names]
            base = found[0] if found else ""
        elif names and names[0] in base:
            found += filter(None, (_named_else(base, names[0], name) for name in names[1:]))
        else:
            found += [_put(old, span, flag, name) for name in names]
    return tuple(offer for offer in dict.fromkeys(found) if offer != old)[:MOST_OFFERS]


def _within(old: str, span: Span, edits: Sequence[Edit]) -> str:
    """Return a stretch of text with edits of it carried out."""
    moved = (
        replace(e, segment=0, span=Span(e.span.start - span.start, e.span.end - span.start))
        for e in edits
    )
    return apply(old, moved)


def _put(old: str, span: Span, flag: Flag, name: str) -> str:
    start, end = flag.span.start - span.start, flag.span.end - span.start
    return f"{old[:start]}{name}{old[end:]}"


def _named_else(offer: str, name: str, other: str) -> str:
    """Return an offer with another name and the article that this one needs, or nothing.

    "e-commerce platforms" has no "e-commerce company platforms" beside it.
    """
    before, _, after = offer.partition(name)
    if other.startswith(f"{name} ") and after[:1].isspace():
        return ""
    words = before.split()
    if words and words[-1].lower() in ("a", "an") and before.endswith(" "):
        article = article_for(other)
        article = article.capitalize() if words[-1][0].isupper() else article
        before = f"{before[: -len(words[-1]) - 1]}{article} "
    return f"{before}{other}{after}"


def _name_in(offer: str, flags: Sequence[Flag]) -> str:
    """Return the longest suggested name in an offer, or the offer."""
    names = [name for flag in flags for name in flag.suggestions if name in offer]
    return max(names, key=len, default=offer)


def _zh_of(flags: Sequence[Flag], names: Sequence[str], source: str, named: Named) -> str:
    """Return the Chinese name a place is about: that of the flag, or of the first name offered."""
    for flag in flags:
        if flag.zh and (not names or names[0] in flag.suggestions):
            return flag.zh
    terms = named(names[0]) if names else ()
    best = next((t for t in terms if t.zh in source), None)
    return best.zh if best else terms[0].zh if len(terms) == 1 else ""


def _sources(flags: Sequence[Flag], zh: str, source: str) -> list[Span]:
    told = [f.source_span for f in flags if f.source_span is not None and len(f.source_span)]
    if told or not zh:
        return list(dict.fromkeys(told))
    found, at = [], source.find(zh)
    while at >= 0:
        found.append(Span(at, at + len(zh)))
        at = source.find(zh, at + len(zh))
    return found


def chosen_edits(made: Iterable[tuple[int, int, str, str]], document: Document) -> tuple[Edit, ...]:
    """Return an editor's replacements, each segment, start, old and new, as edits of a document.

    Raises ValueError where one of them does not fit the document, EditError being one.
    """
    edits = [
        Edit(segment, Span(start, start + len(old)), old, new, by="editor")
        for segment, start, old, new in made
        if old != new
    ]
    for edit in edits:
        if edit.segment >= len(document.segments):
            raise ValueError(f"there is no segment {edit.segment}")
        apply(document.segments[edit.segment].target, [edit], edit.segment)
    return tuple(edits)
