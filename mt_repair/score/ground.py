"""What a source and a reference tell of where names belong in a translation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from mt_repair.score.setting import (
    BLANKS,
    JOINS,
    WORD,
    Place,
    Stands,
    marks,
    place,
    strings,
    word_after,
    word_before,
)
from mt_repair.types import Span

_CLAUSE = re.compile(r"[，。；：！？,.;:!?\n]")
_EDGE = frozenset('，。；：！？,.;:!?\n、（）()—–-[]【】“”"《》…|')
_APART = frozenset({"bracket", "dash", "colon", "line", "bar", "whole"})
_AROUND = 3  # characters that may stand with the names in a part of the source of its own
_BETWEEN = 3  # characters of the source between two names of a list
_CLOSE = 3  # words of the reference to either side of a name


@dataclass(frozen=True)
class Ground:
    """What a unit's source and reference tell of where its names belong."""

    source: str
    reference: str
    in_source: Stands
    in_reference: Stands

    def neighbours(self, one: frozenset[int], other: frozenset[int], joined: bool) -> bool:
        """Tell whether a term of each stands beside one of the other, in source or reference.

        Names `joined` in a sentence need only be in one clause of the source.
        """
        return any(
            _near(self.source, a, b, joined) for a, b in _pairs(self.in_source, one, other)
        ) or any(
            _side_by_side(self.reference, a, b) for a, b in _pairs(self.in_reference, one, other)
        )

    def repeats(self, one: frozenset[int], parted: bool) -> bool:
        """Tell whether source or reference names a term twice in a row.

        In the source that is at the end of a clause and at the beginning of the next, and it
        counts only for names that are `parted` by a mark.
        """
        return any(
            _side_by_side(self.reference, a, b) for a, b in _pairs(self.in_reference, one, one)
        ) or any(parted and _across(self.source, a, b) for a, b in _pairs(self.in_source, one, one))

    def opens(self, terms: frozenset[int]) -> bool:
        """Tell whether a term stands in the first clause of the source, or else of the reference."""
        text, stands = self._leading
        first = _CLAUSE.search(text, len(text) - len(_lstripped(text)))
        end = first.start() if first else len(text)
        return any(span.start < end for term in terms for span in stands.get(term, ()))

    def closes(self, terms: frozenset[int], word: str) -> bool:
        """Tell whether a term ends the source, or stands close to a word in the reference.

        It ends the source in its last clause, in its second half, not set apart by a mark.
        """
        whole = self.source.rstrip("".join(_EDGE) + BLANKS)
        last = max((m.end() for m in _CLAUSE.finditer(whole)), default=0)
        last = max(last, len(whole) // 2)
        if any(
            span.start >= last and not self._alone(span)
            for term in terms
            for span in self.in_source.get(term, ())
        ):
            return True
        return any(
            word.lower() in _close_words(self.reference, span)
            for term in terms
            for span in self.in_reference.get(term, ())
        )

    def sets_apart(self, term: int, where: Place) -> bool:
        """Tell whether the source or the reference sets a term apart in the same way."""
        places = self._places.get(term, ())
        if where == Place("inside", "bracket"):
            return any(held.mark == "bracket" for held in places)
        return where in places

    def marks(self, kind: str) -> int:
        """Return how many marks of a kind the source has, or the reference if it has more."""
        return max(marks(self.source, kind), marks(self.reference, kind))

    def is_names(self) -> bool:
        """Tell whether the source, or else the reference, is little else than names."""
        text, stands = self._leading
        held = sum(len(span) for spans in stands.values() for span in spans)
        return len(text) - held <= _AROUND

    @property
    def _leading(self) -> tuple[str, Stands]:
        return (self.source, self.in_source) if self.source else (self.reference, self.in_reference)

    @cached_property
    def _places(self) -> Mapping[int, set[Place]]:
        found: dict[int, set[Place]] = {}
        for term, spans in self.in_source.items():
            for span in spans:
                part = _part(self.source, span)
                if self._others(part) <= _AROUND:
                    found.setdefault(term, set()).add(place(self.source, part))
        for string in strings(self.reference, self.in_reference):
            whole = Span(string[0].span.start, string[-1].span.end)
            if not word_before(self.reference, whole.start) and not word_after(
                self.reference, whole.end
            ):
                for node in string:
                    for term in node.terms:
                        found.setdefault(term, set()).add(place(self.reference, whole))
        return found

    def _others(self, part: Span) -> int:
        """Return how many characters of a part of the source are of no name."""
        names = sum(_shared(part, span) for spans in self.in_source.values() for span in spans)
        return len(part) - names

    def _alone(self, span: Span) -> bool:
        """Tell whether the source sets a mention apart by more than a comma."""
        part = _part(self.source, span)
        return not self._others(part) and place(self.source, part).mark in _APART


def _part(source: str, span: Span) -> Span:
    """Return the part of a source between marks that holds a mention."""
    start, end = span.start, span.end
    while start and source[start - 1] not in _EDGE:
        start -= 1
    while end < len(source) and source[end] not in _EDGE:
        end += 1
    return Span(start, end)


def _pairs(
    stands: Stands, one: frozenset[int], other: frozenset[int]
) -> Iterator[tuple[Span, Span]]:
    """Yield where a term of each of two sets stands, the first one first."""
    for x, y in product(one, other):
        for a, b in product(stands.get(x, ()), stands.get(y, ())):
            if a != b:
                yield (a, b) if a < b else (b, a)


def _across(source: str, first: Span, second: Span) -> bool:
    """Tell whether two stretches are close, in clauses that follow one another."""
    between = source[first.end : second.start]
    return len(between) <= _BETWEEN and len(_CLAUSE.findall(between)) == 1


def _near(source: str, first: Span, second: Span, joined: bool) -> bool:
    gap = second.start - first.end
    if gap < 0 or (gap > _BETWEEN and not joined):
        return False
    return _CLAUSE.search(source, first.end, second.start) is None


def _side_by_side(text: str, first: Span, second: Span) -> bool:
    return first.end <= second.start and JOINS.fullmatch(text, first.end, second.start) is not None


def _shared(one: Span, other: Span) -> int:
    return max(min(one.end, other.end) - max(one.start, other.start), 0)


def _close_words(text: str, span: Span) -> list[str]:
    """Return the words, lower-cased, that stand close to a stretch on either side."""
    left, right = WORD.findall(text[: span.start]), WORD.findall(text[span.end :])
    return [word.lower() for word in (*left[-_CLOSE:], *right[:_CLOSE])]


def _lstripped(text: str) -> str:
    return text.lstrip("".join(_EDGE) + BLANKS)
