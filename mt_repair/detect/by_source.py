"""What the Chinese source tells of a document: where its names went, and what it rules out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from mt_repair.detect.names import Mention
from mt_repair.detect.source_terms import SourceTerms, has_source, source_terms
from mt_repair.detect.sourced import LEAST_MATCH, Placed, Placements, placements
from mt_repair.detect.sourced_flags import RULE, sourced_flags
from mt_repair.detect.trust import trusted
from mt_repair.detect.units import TermIndex, index_terms
from mt_repair.knowledge.lexicon import Lexicon, imported, open_lexicon
from mt_repair.language.addresses import addresses
from mt_repair.language.cover import Cover, touching
from mt_repair.language.english import FUNCTION_WORDS, is_common, parts_of_speech, zipf
from mt_repair.language.script import simplify
from mt_repair.types import Document, Flag, Span, Term

# A source and a target that match less are no pair: of 1,154 human pairs none does, of as
# many wrong ones 97 in 100 (WMT21 and WMT22, one segment a document).
_STRANGERS = 0.01
_CLOSE = 0.3  # how well they must match for a name without a source to be told
_EVERYDAY = 4.5  # how frequent a word is that no dictionary lists: seven
_ENOUGH = 12  # words that a target must have to be told for a stranger


@dataclass(frozen=True, slots=True)
class Sources:
    """What texts with their source are judged with; made by `open_sources`."""

    terms: Sequence[Term]
    index: TermIndex
    names: frozenset[str]  # the glossary's Chinese forms
    lexicon: Callable[[], Lexicon | None]  # opened at the first name that is looked up
    # what the sources of the last document mention: it is judged again after each repair
    last: dict[tuple[str, ...], SourceTerms] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stray:
    """A right name of the target, of a term that its source does not name."""

    segment: int
    span: Span
    term: Term


@dataclass(frozen=True, slots=True)
class BySource:
    """What a document's sources tell; a document without any has nothing in it."""

    placed: tuple[Placed, ...] = ()
    trust: Mapping[str, float] = field(default_factory=dict)  # of public names, by their Chinese
    closeness: Mapping[int, float] = field(default_factory=dict)  # of the segments with a source
    texts: Mapping[int, str] = field(default_factory=dict)  # their sources, simplified
    strays: tuple[Stray, ...] = ()

    def belongs(self, segment: int) -> bool:
        """Tell whether a segment has a source that is plainly its own."""
        return self.closeness.get(segment, 0.0) >= LEAST_MATCH

    def is_strange(self, segment: int) -> bool:
        """Tell whether a segment has a source that may be another's."""
        return segment in self.texts and not self.belongs(segment)


def open_sources(terms: Sequence[Term], public: bool = True) -> Sources:
    """Return a glossary's terms ready to be found in sources; with `public`, the lexicon too."""
    index = index_terms(terms)
    return Sources(
        terms,
        index,
        frozenset(index.forms.forms),
        cache(lambda: open_lexicon(layers=imported()) if public else None),
    )


def by_source(
    document: Document,
    sources: Sources,
    mentions: Sequence[Mention] = (),
) -> BySource:
    """Return where the names of a document's sources went.

    `mentions` are the right names found in the English, by the glossary's terms.
    """
    known = mentioned_in(document, sources)
    found = placements(document, known.index)
    prose = _outside_addresses(document, found.placed)
    texts = {i: simplify(s.source or "") for i, s in enumerate(document.segments) if has_source(s)}
    prose = _without_others(prose, mentions, sources.terms, texts)
    return BySource(
        tuple(prose),
        known.trust,
        found.closeness,
        texts,
        tuple(_strays(document, mentions, sources.terms, found, texts)),
    )


def _strays(
    document: Document,
    mentions: Iterable[Mention],
    terms: Sequence[Term],
    found: Placements,
    texts: Mapping[int, str],
) -> Iterator[Stray]:
    """Yield the right names that no word of their source explains: [Reuters] for 【…讯】."""
    right = touching(right_places(found.placed))
    for m in mentions:
        text, term = texts.get(m.segment), terms[m.term]
        if text is None or found.closeness.get(m.segment, 0.0) < _CLOSE:
            continue
        name = document.segments[m.segment].target[m.start : m.end]
        words = [
            Span(m.start + w.start(), m.start + w.end())
            for w in re.finditer(r"[^\W_]+", name)
            if w[0].lower() not in FUNCTION_WORDS
        ]
        if (
            words
            and found.unexplained.get(m.segment, frozenset()).issuperset(words)
            and not all(
                map(_is_everyday, (w.of(document.segments[m.segment].target) for w in words))
            )
            and not any(simplify(zh) in text for zh in (term.zh, *term.aliases))
            and not right(m.segment, m.start, m.end)
        ):
            yield Stray(m.segment, Span(m.start, m.end), term)


def _is_everyday(word: str) -> bool:
    return bool(parts_of_speech(word)) or zipf(word) >= _EVERYDAY


def right_places(placed: Iterable[Placed]) -> Iterator[tuple[int, Span]]:
    """Yield the segment and the span of each mention that stands there in a right form."""
    return ((p.segment, p.span) for p in placed if p.right and p.span is not None)


def _outside_addresses(document: Document, placed: Iterable[Placed]) -> list[Placed]:
    """Return the placements without those in addresses and code, which stay as they are."""
    by_segment: dict[int, list[Placed]] = {}
    for p in placed:
        by_segment.setdefault(p.segment, []).append(p)
    out: list[Placed] = []
    for segment, mine in by_segment.items():
        text = document.segments[segment].target
        kept = Cover(addresses(text, (p.span.start for p in mine if p.span is not None)))
        out += (p for p in mine if p.span is None or not kept.touches(p.span.start, p.span.end))
    return out


def _without_others(
    placed: Iterable[Placed],
    mentions: Sequence[Mention],
    terms: Sequence[Term],
    texts: Mapping[int, str],
) -> list[Placed]:
    """Return the placements, one that swallows another's whole right name as if it had no place.

    A name of one word may be a part of many; one of several is somebody else's where the
    source names it too.
    """
    names: dict[int, list[Mention]] = {}
    for m in sorted(mentions, key=lambda m: m.start):
        names.setdefault(m.segment, []).append(m)
    starts = {segment: [m.start for m in mine] for segment, mine in names.items()}
    out = []
    for p in placed:
        span = p.span
        if span is not None and not p.right:
            low, high = (
                bisect_left(starts.get(p.segment, ()), at) for at in (span.start, span.end)
            )
            swallowed = (
                m
                for m in names.get(p.segment, ())[low:high]
                if m.end <= span.end and m.end - m.start < len(span)
            )
            if any(
                len(p.surface[m.start - span.start : m.end - span.start].split()) > 1
                and terms[m.term].zh not in p.term.zh
                and not is_common(terms[m.term].en)
                and simplify(terms[m.term].zh) in texts.get(m.segment, "")
                for m in swallowed
            ):
                p = replace(p, span=None, surface="", confidence=0.0)
        out.append(p)
    return out


def mentioned_in(document: Document, sources: Sources) -> SourceTerms:
    """Return the names that a document's sources mention, kept for the next time."""
    texts = tuple(s.source or "" for s in document.segments if has_source(s))
    known = sources.last.get(texts)
    if known is None:
        known = source_terms(document, sources.index, sources.lexicon)
        sources.last.clear()
        sources.last[texts] = known
    return known


def with_trust(told: BySource, translated: bool) -> BySource:
    """Return what the sources tell with the names that ship only as sure as they are trusted.

    `translated` says that the English alone shows a machine's hand.
    """
    return replace(told, placed=tuple(trusted(told.placed, told.trust, translated)))


def source_flags(document: Document, told: BySource) -> list[Flag]:
    """Return the flags of mentions, of names without a source, and of sources not their own."""
    strays = (
        Flag(
            s.segment,
            s.span,
            s.span.of(document.segments[s.segment].target),
            RULE,
            "suspect",
            f"No word of the source stands for “{s.span.of(document.segments[s.segment].target)}” ({s.term.zh}).",
            s.term.zh,
            confidence=0.5,
        )
        for s in told.strays
    )
    return [*sourced_flags(told.placed), *strays, *_strangers(document, told)]


def _strangers(document: Document, told: BySource) -> Iterator[Flag]:
    for number, closeness in told.closeness.items():
        target = document.segments[number].target
        if closeness < _STRANGERS and len(target.split()) >= _ENOUGH:
            message = (
                "The Chinese of this segment does not seem to be its source; "
                "check that the two are aligned. Nothing is changed here by it."
            )
            start = len(target) - len(target.lstrip())
            end = start + len(target.split(maxsplit=1)[0])
            span = Span(start, end)
            yield Flag(number, span, span.of(target), RULE, "suspect", message, confidence=0.5)
