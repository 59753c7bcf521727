"""The names a document's sources mention: the glossary's, and public ones that it lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mt_repair.detect.units import TermIndex, index_terms
from mt_repair.knowledge.lexicon import Lexicon, look_up
from mt_repair.knowledge.people import spell_person
from mt_repair.knowledge.places import compose_place
from mt_repair.knowledge.publicnames import Name as PublicName
from mt_repair.language.chinese import core_name, has_han
from mt_repair.language.mentions import SURE, Sentence, words_and_names
from mt_repair.language.segment import Name
from mt_repair.types import Document, EntityType, Segment, Term

_LEAST_TRUSTED = 0.5  # how sure a public name must be to be looked for


@dataclass(frozen=True, slots=True)
class SourceTerms:
    """The terms a document's sources mention, and how sure the public ones' English is.

    `trust` is by Chinese name, 0 to 1; the glossary's own terms are not in it.
    """

    index: TermIndex
    trust: Mapping[str, float]


def has_source(segment: Segment) -> bool:
    """Tell whether a segment has a Chinese source to be judged by."""
    return bool(segment.source) and has_han(segment.source or "") and bool(segment.target.strip())


def source_terms(
    document: Document, index: TermIndex, opened: Callable[[], Lexicon | None]
) -> SourceTerms:
    """Return the glossary's terms and the lexicon's names that a document's sources mention.

    Only these few are searched for in the target, so the cost does not grow with the
    glossary. `opened` gives the lexicon, None for none.
    """
    mentioned: set[int] = set()
    public: dict[str, PublicName] = {}
    for segment in document.segments:
        if not has_source(segment):
            continue
        sentence = words_and_names(segment.source or "", index.forms)
        mentioned |= {index.owner[m.form] for m in sentence.mentions}
        for name in unlisted(sentence):
            lexicon = opened()
            key = core_name(name.text)
            if lexicon is not None and key not in public:
                found = public_name(lexicon, name)
                if found is not None:
                    public[key] = found
    terms: list[Term] = [index.terms[i] for i in sorted(mentioned)]
    own = {zh for term in terms for zh in (term.zh, *term.aliases)}
    fresh = {zh: called for zh, called in public.items() if zh not in own}
    terms += (
        Term(zh, called.en, type=called.type, accept=called.accept, origin=called.origin)
        for zh, called in fresh.items()
    )
    trust = {zh: called.confidence for zh, called in fresh.items()}
    return SourceTerms(index_terms(terms), trust)


def unlisted(sentence: Sentence) -> Iterator[Name]:
    """Yield the names of a source that the glossary does not have."""
    sure: Sequence[tuple[int, int]] = [
        (m.start, m.end) for m in sentence.mentions if m.certainty >= SURE
    ]
    for name in sentence.names:
        if len(name.text) > 1 and (name.start, name.end) not in sure:
            yield name


def public_name(lexicon: Lexicon, name: Name) -> PublicName | None:
    """Return what a name is called in English, where that is known well enough."""
    zh = name.text
    found = next(iter(look_up(lexicon, zh)), None)
    if found is None and name.kind == "PER":
        found = spell_person(zh)
    if found is None and name.kind in ("LOC", "ORG"):
        found = compose_place(lexicon, zh)
    if found is None or found.confidence < _LEAST_TRUSTED or not _may_be(name.kind, found.type):
        return None
    return found


def _may_be(read: EntityType, known: EntityType) -> bool:
    """Tell whether a name that reads like one kind may be what the lexicon has of another."""
    if "PER" in (read, known):
        return read == known
    return known != "TERM"
