"""Which names a segment has to have: the mentions of its source, or else of its reference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ahocorasick_rs import AhoCorasick

from mt_repair.language.align import line_pairs, lines
from mt_repair.language.cover import Cover
from mt_repair.language.mentions import SURE, mentions
from mt_repair.language.surrogates import without_surrogates
from mt_repair.language.terms import Terms, compile_terms
from mt_repair.score.forms import stretches
from mt_repair.types import EntityType, Span, Term


@dataclass(frozen=True, slots=True)
class Unit:
    """A line of a segment with its lines of the reference and, where there is one, the source.

    `start` is where the line begins in the segment's hypothesis.
    """

    hypothesis: str
    reference: str
    source: str
    start: int = 0


@dataclass(frozen=True, slots=True)
class Mention:
    """A term, by its number, that a unit's source mentions there; or its reference."""

    term: int
    span: Span


class Names:
    """A glossary's terms, compiled to be found in sources and references."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self.terms = tuple(term for term in terms if not term.off)

    def in_source(self, source: str, reference: str = "") -> tuple[Mention, ...]:
        """Return the mentions of a Chinese text, in order, none inside another.

        Script, width and spacing make no difference. What is likelier something else (京东 in
        北京东城区) is a mention only where the reference has a right form to spare for it.
        """
        compiled, owners = self._zh
        found = [
            (Mention(owners[m.form], Span(m.start, m.end)), m.certainty)
            for m in mentions(source, compiled)
        ]
        sure = Counter(mention.term for mention, certainty in found if certainty >= SURE)
        out = []
        for mention, certainty in found:
            if certainty < SURE:
                if _places(self.right(reference, mention.term)) <= sure[mention.term]:
                    continue
                sure[mention.term] += 1
            out.append(mention)
        return tuple(out)

    def in_english(self, text: str) -> tuple[Mention, ...]:
        """Return every stretch of an English text that is a right form, in order.

        Of stretches that overlap the longest counts, of equal ones the first term's.
        """
        found = [Mention(term, span) for term in self.near(text) for span in self.right(text, term)]
        found.sort(key=lambda m: (-len(m.span), m.span.start, m.term))
        taken: list[Mention] = []
        for mention in found:
            if not any(mention.span.overlaps(held.span) for held in taken):
                taken.append(mention)
        return tuple(sorted(taken, key=lambda m: m.span))

    def right(self, text: str, term: int) -> list[Span]:
        """Return where a right form of a term stands in an English text."""
        return stretches(text, self.terms[term].right)

    def near(self, text: str) -> Iterator[int]:
        """Yield the terms, each once and in order, that may have a right form in a text."""
        automaton, owners = self._en
        if automaton is not None:
            hits = automaton.find_matches_as_indexes(
                without_surrogates(text.lower()), overlapping=True
            )
            yield from sorted({owners[number] for number, _, _ in hits})

    @cached_property
    def _zh(self) -> tuple[Terms, list[int]]:
        forms: list[str] = []
        owners: list[int] = []
        kinds: dict[str, EntityType] = {}
        for number, term in enumerate(self.terms):
            for form in (term.zh, *term.aliases):
                forms.append(form)
                owners.append(number)
                if term.type is not None:
                    kinds.setdefault(form, term.type)
        return compile_terms(forms, kinds), owners

    @cached_property
    def _en(self) -> tuple[AhoCorasick | None, list[int]]:
        pairs = [
            (without_surrogates(form.lower()), number)
            for number, term in enumerate(self.terms)
            for form in term.right
            if form.strip()
        ]
        if not pairs:
            return None, []
        return AhoCorasick([form for form, _ in pairs]), [number for _, number in pairs]


def units(hypothesis: str, reference: str, source: str | None) -> list[Unit]:
    """Return the lines of a segment with their lines of reference and source, in order.

    Lines belong together by number where all texts have as many, else by what they say. A
    line of the source, or of the reference where there is no source, that the hypothesis
    leaves out is a unit without a hypothesis.
    """
    leading = reference if source is None else source
    if not any("\n" in text.strip() for text in (hypothesis, reference, leading)):
        return [Unit(hypothesis, reference, source or "")]
    pairs = line_pairs(leading, hypothesis)
    paired = Cover([(low, high) for low, high, _, _ in pairs])
    left_out = [(*line, 0, 0) for line in lines(leading) if not paired.touches(*line)]
    beside = [] if source is None else line_pairs(source, reference)
    out = []
    for low, high, start, end in sorted([*pairs, *left_out]):
        part = leading[low:high]
        if source is not None:
            parts = [reference[a:b] for left, right, a, b in beside if left < high and low < right]
            out.append(Unit(hypothesis[start:end], "\n".join(parts), part, start))
        else:
            out.append(Unit(hypothesis[start:end], part, "", start))
    return out


def _places(spans: Sequence[Span]) -> int:
    """Return how many places spans in order stand at; those that overlap are one."""
    end, count = 0, 0
    for span in spans:
        count += span.start >= end
        end = max(end, span.end)
    return count
