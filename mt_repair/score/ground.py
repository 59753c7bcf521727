"""What a source and a reference tell of where names belong in a translation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

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
        pairs = [(x, y) for x in one for y in other]
        return any(
            _near(self.source, a, b, joined)
            for x, y in pairs
            for a in self.in_source.get(x, ())
            for b in self.in_source.get(y, ())
        ) or any(
            _side_by_side(self.reference, a, b)
            for x, y in pairs
            for a in self.in_reference.get(x, ())
            for b in self.in_reference.get(y, ())
        )

    def opens(self, terms: frozenset[int]) -> bool:
        """Tell whether one of the terms stands in the source's first clause."""
        first = _CLAUSE.search(self.source, len(self.source) - len(_lstripped(self.source)))
        end = first.start() if first else len(self.source)
        return any(span.start < end for term in terms for span in self.in_source.get(term, ()))

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

    def sets_apart(self, term: int, place: Place) -> bool:
        """Tell whether the source or the reference sets a term apart in the same way."""
        places = self._places.get(term, ())
        if place == Place("inside", "bracket"):
            return any(held.mark == "bracket" for held in places)
        return place in places

    def marks(self, kind: str) -> int:
        """Return how many marks of a kind the source has, or the reference if it has more."""
        return max(marks(self.source, kind), marks(self.reference, kind))

    def is_names(self) -> bool:
        """Tell whether the source, or else the reference, is little else than names."""
        if self.source:
            return self._is_names(Span(0, len(self.source)))
        held = sum(len(span) for spans in self.in_reference.values() for span in spans)
        return len(self.reference) - held <= _AROUND

    @cached_property
    def _places(self) -> Mapping[int, set[Place]]:
        found: dict[int, set[Place]] = {}
        for term, spans in self.in_source.items():
            for span in spans:
                part = _part(self.source, span)
                if self._is_names(part):
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

    def _is_names(self, part: Span) -> bool:
        """Tell whether a part of the source is little else than names."""
        names = sum(_shared(part, span) for spans in self.in_source.values() for span in spans)
        return len(part) - names <= _AROUND

    def _alone(self, span: Span) -> bool:
        """Tell whether the source sets a mention apart by more than a comma."""
        part = _part(self.source, span)
        return self._is_names(part) and place(self.source, part).mark in _APART


def _part(source: str, span: Span) -> Span:
    """Return the part of a source between marks that holds a mention."""
    start, end = span.start, span.end
    while start and source[start - 1] not in _EDGE:
        start -= 1
    while end < len(source) and source[end] not in _EDGE:
        end += 1
    return Span(start, end)


def _near(source: str, one: Span, other: Span, joined: bool) -> bool:
    first, second = sorted((one, other))
    gap = second.start - first.end
    if gap < 0 or (gap > _BETWEEN and not joined):
        return False
    return _CLAUSE.search(source, first.end, second.start) is None


def _side_by_side(text: str, one: Span, other: Span) -> bool:
    first, second = sorted((one, other))
    return first.end <= second.start and JOINS.fullmatch(text, first.end, second.start) is not None


def _shared(one: Span, other: Span) -> int:
    return max(min(one.end, other.end) - max(one.start, other.start), 0)


def _close_words(text: str, span: Span) -> list[str]:
    """Return the words, lower-cased, that stand close to a stretch on either side."""
    left, right = WORD.findall(text[: span.start]), WORD.findall(text[span.end :])
    return [word.lower() for word in (*left[-_CLOSE:], *right[:_CLOSE])]


def _lstripped(text: str) -> str:
    return text.lstrip("".join(_EDGE) + BLANKS)
