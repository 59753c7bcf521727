"""Clauses around the names that were put in: the words that a rewriter may touch.

A clause is the name's sentence, or of a long sentence what stands around the name up to a
comma. Names are slots in it, so that no rewriting can misspell one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mt_repair.detect.names import split
from mt_repair.types import Span

MOST_WORDS = 40  # of a clause; the model has so many places to point at
_AROUND = 12  # words on either side of a name, at most, where the sentence is longer
_NEAR = 5  # words on either side of a name that no comma cuts off
_WORD = re.compile(
    r"['\u2019]s\b|\d+(?:[.,:/-]\d+)*%?|[^\W\d_]+\.(?=[A-Z]\b)(?:[A-Z]\b\.?)*|\w+(?:[.&/'\u2019-]\w+)*|[^\w\s]"
)
_BREAK = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_OWNER = re.compile(r"(?<=\w)['\u2019]s\Z")
_CUT = frozenset(",;:\u2014\u2013()")


@dataclass(frozen=True, slots=True)
class Word:
    """A word, mark or name of a clause; `slot` is a name's type, empty for all else.

    Offsets are code points of the text the clause is cut out of; `was` is what stood in
    the name's place before.
    """

    text: str
    start: int
    end: int
    slot: str = ""
    was: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """Words in order; `opens` and `closes` say whether a sentence begins or ends with it."""

    words: tuple[Word, ...]
    opens: bool
    closes: bool

    @property
    def start(self) -> int:
        """Where the first word begins."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Where the last word ends."""
        return self.words[-1].end


@dataclass(frozen=True, slots=True)
class Slot:
    """A name that stands in a text, its type ("NAME" where not known), and what it replaced."""

    span: Span
    type: str
    was: str = ""


def clauses(text: str, slots: Sequence[Slot]) -> Iterator[Clause]:
    """Yield the clauses that hold the slots, in order; each slot is in one, or in none.

    A slot that reaches over a sentence's or a line's end is left out.
    """
    ordered = sorted((s for s in slots if not _BREAK.search(s.span.of(text))), key=lambda s: s.span)
    for sentence in split(text):
        mine = [s for s in ordered if sentence.start <= s.span.start and s.span.end <= sentence.end]
        if mine:
            words = words_of(text, Span(sentence.start, sentence.end), mine)
            lines = list(_lines(text, words))
            for n, line in enumerate(lines):
                yield from _cut(line, n == 0, n == len(lines) - 1)


def _lines(text: str, words: list[Word]) -> Iterator[list[Word]]:
    """Yield the words line by line: no word may move over a line's end."""
    first = 0
    for i in range(1, len(words)):
        if _BREAK.search(text, words[i - 1].end, words[i].start):
            yield words[first:i]
            first = i
    yield words[first:]


def words_of(text: str, span: Span, slots: Sequence[Slot]) -> list[Word]:
    """Return the words of a stretch, its slots as one word each."""
    out: list[Word] = []
    at = span.start
    for slot in slots:
        if slot.span.start < at:
            continue
        out += _plain(text, at, slot.span.start)
        out.append(Word(slot.span.of(text), slot.span.start, slot.span.end, slot.type, slot.was))
        at = slot.span.end
    return out + list(_plain(text, at, span.end))


def _plain(text: str, start: int, end: int) -> Iterator[Word]:
    for found in _WORD.finditer(text, start, end):
        first, last = found.span()
        owner = _OWNER.search(text, first, last)
        if owner and owner.start() > first:
            yield Word(text[first : owner.start()], first, owner.start())
            first = owner.start()
        yield Word(text[first:last], first, last)


def _cut(words: list[Word], opens: bool, closes: bool) -> Iterator[Clause]:
    """Yield a sentence's line as one clause, or the stretches around its names."""
    places = [i for i, w in enumerate(words) if w.slot]
    if places and len(words) <= 2 * _AROUND:
        yield Clause(tuple(words), opens, closes)
        return
    ranges: list[tuple[int, int]] = []
    for place in places:
        first, last = _first(words, place), _last(words, place)
        if ranges and first <= ranges[-1][1] and last - ranges[-1][0] <= MOST_WORDS:
            ranges[-1] = (ranges[-1][0], max(last, ranges[-1][1]))
        elif not ranges or place >= ranges[-1][1]:
            ranges.append((max(first, ranges[-1][1] if ranges else 0), last))
    for first, last in ranges:
        begins, ends = opens and first == 0, closes and last == len(words)
        yield Clause(tuple(words[first:last]), begins, ends)


def _first(words: Sequence[Word], place: int) -> int:
    low = max(place - _AROUND, 0)
    for i in range(place - _NEAR, low, -1):
        if words[i - 1].text in _CUT:
            return i
    return low


def _last(words: Sequence[Word], place: int) -> int:
    high = min(place + _AROUND + 1, len(words))
    for i in range(place + _NEAR, high):
        if words[i].text in _CUT:
            return i
    return high
