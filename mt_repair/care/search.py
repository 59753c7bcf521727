"""Which texts of a corpus a change of the glossary may be felt in: one pass, no repair."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from mt_repair.care.lookup import Search
from mt_repair.care.making import GRAMMAR, Cause, Words, words_of
from mt_repair.care.trial import made_by
from mt_repair.corpus.texts import Text, document_of
from mt_repair.detect.source_terms import has_source
from mt_repair.glossary.loose import explained, traces_of
from mt_repair.glossary.match import compile_keys, fold, scan
from mt_repair.language.chinese import has_han
from mt_repair.language.terms import find_terms
from mt_repair.types import Document

_PIECE = 16_000_000  # code points looked through at once
_GAP = "\n\n"  # between two texts of a piece: no form reaches over an empty line
_FAR = 200  # code points between two words of one loose form, at most
_NEXT = 5  # and words: three links, or one other word and a link
# What parts a word for `loose` and not for the search: marks on letters, odd capitals.
_ODD = re.compile("[\u0130\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\u212a\ufe20-\ufe2f]")


@dataclass(frozen=True, slots=True)
class Felt:
    """A text with the changed entries that may be felt in it, by number.

    `direct` are those whose own forms stand there; of these, a source rules the `doubtful`
    out unless it is another text's. `fed` are those that only another entry's repair may
    bring into play.
    """

    text: Text
    document: Document
    direct: frozenset[int]
    doubtful: frozenset[int]
    fed: frozenset[int]


def pieces(texts: Iterable[Text]) -> Iterator[list[Text]]:
    """Yield texts in pieces large enough to be looked through fast, small enough for memory."""
    piece: list[Text] = []
    size = 0
    for text in texts:
        piece.append(text)
        size += len(text.target)
        if size >= _PIECE:
            yield piece
            piece, size = [], 0
    if piece:
        yield piece


@dataclass(slots=True)
class _Seen:
    """What one text was found to hold: leads, those in English with their places in it."""

    leads: set[int] = field(default_factory=set)
    chinese: set[int] = field(default_factory=set)  # those of the leads found by a Chinese form
    places: list[tuple[int, int, int]] = field(default_factory=list)  # lead, start, end
    words: list[tuple[int, int, frozenset[int]]] = field(default_factory=list)  # start, end, leads
    helped: bool = False  # has a word that is needed


def felt(search: Search, texts: Sequence[Text]) -> Iterator[Felt]:
    """Yield the texts of a piece that a change may be felt in, in order."""
    seen: dict[int, _Seen] = {}
    whole = _GAP.join(text.target for text in texts)
    starts = list(accumulate((len(text.target) + len(_GAP) for text in texts), initial=0))

    def of(place: int) -> tuple[_Seen, int]:
        at = bisect_right(starts, place) - 1
        return seen.setdefault(at, _Seen()), starts[at]

    for key, start, end in scan(search.matcher, whole):
        held, begin = of(start)
        for lead in search.of_key[key]:
            held.leads.add(lead)
            held.places.append((lead, start - begin, end - begin))
    if search.loose or (search.needed and any(text.source for text in texts)):
        for start, end, leads, needed in _words(search, whole):
            held, _ = of(start)
            held.helped |= needed
            if leads:
                held.words.append((start, end, leads))
    if search.loose:
        odd = {bisect_right(starts, m.start()) - 1 for m in _ODD.finditer(whole)}
        for at in sorted(odd | {at for at, held in seen.items() if _may_be_loose(held)}):
            seen.setdefault(at, _Seen()).leads |= _loose(search, document_of(texts[at]))
    for at, numbers in _in_chinese(search, texts, seen):
        held = seen.setdefault(at, _Seen())
        held.leads |= numbers
        held.chinese |= numbers
    for at in sorted(seen):
        if seen[at].leads:
            found = _judged(search, texts[at], seen[at])
            if found.direct or found.fed:
                yield found


def _in_chinese(
    search: Search, texts: Sequence[Text], seen: Mapping[int, _Seen]
) -> Iterator[tuple[int, set[int]]]:
    """Yield the texts that have a Chinese form in the source, or left in the target."""
    for at, text in enumerate(texts):
        left = None if text.target.isascii() else text.target
        helped = text.source if at in seen and seen[at].helped else None
        for forms, some in (
            (search.sources, text.source),
            (search.helping, helped),
            (search.targets, left),
        ):
            if some and forms.first and forms.first.search(some):
                hits = find_terms(forms.terms, some)
                if hits:
                    yield at, {lead for hit in hits for lead in forms.leads[hit.key]}


def _words(search: Search, whole: str) -> Iterator[tuple[int, int, frozenset[int], bool]]:
    """Yield the words that a lead's characters may have become, or that are needed.

    Each with its place, the leads, and whether it is needed.
    """
    found: list[tuple[bytes, frozenset[int], bool]] = []
    for word in set(fold(whole).split()):
        leads = search.by_word.get(word)
        if leads is None:
            leads = search.by_word[word] = _leads_of(search, word)
        needed = not search.needed.isdisjoint(words_of(word))
        if leads or needed:
            found.append((word, leads, needed))
    found.sort()
    for key, start, end in scan(compile_keys(b" " + word + b" " for word, *_ in found), whole):
        yield start, end, *found[key][1:]


def _leads_of(search: Search, word: bytes) -> frozenset[int]:
    text = word.decode("latin-1")
    return frozenset(
        lead
        for index, leads in search.loose
        for term in traces_of(index, text)
        for lead in leads.get(term, ())
    )


def _may_be_loose(seen: _Seen) -> bool:
    """Tell whether two words of one name stand near one another."""
    return any(
        after[0] - before[1] <= _FAR and before[2] & after[2]
        for i, before in enumerate(seen.words)
        for after in seen.words[i + 1 : i + 1 + _NEXT]
    )


def _loose(search: Search, document: Document) -> set[int]:
    """Return the leads whose loose forms a document holds."""
    return {
        lead
        for index, leads in search.loose
        for segment in document.segments
        for found in explained(index, segment.target)
        for lead in leads.get(found.term, ())
    }


def _judged(search: Search, text: Text, seen: _Seen) -> Felt:
    """Return which changed entries the leads of a text point to."""
    document = document_of(text)
    words = words_of(fold(text.target))
    told = not has_han(text.target) and all(
        has_source(s) for s in document.segments if s.target.strip()
    )
    own = [(at, search.leads[at]) for at in sorted(seen.leads) if search.leads[at].direct]
    direct = {c.entry for _, lead in own for c in lead.causes if c.needs <= words}
    # A source that names an entry rules none of its forms out.
    named = {c.entry for at, lead in own if at in seen.chinese for c in lead.causes}
    right = {c.entry for _, lead in own if lead.right for c in lead.causes}
    doubtful = direct - named - right if told else set[int]()
    others = {
        at: causes
        for at in sorted(seen.leads)
        if not search.leads[at].direct
        and (
            causes := [
                c
                for c in search.leads[at].causes
                if c.entry not in direct and (c.told or not told or c.entry in named)
            ]
        )
    }
    fed = _fed(search, text.target, seen, others, words) if others else set[int]()
    return Felt(text, document, frozenset(direct), frozenset(doubtful), frozenset(fed))


def _fed(
    search: Search,
    target: str,
    seen: _Seen,
    others: Mapping[int, Sequence[Cause]],
    words: Words,
) -> set[int]:
    """Return the changed entries that a repair by one of the other leads may bring into play.

    Where it is known what the repair replaces, the name is put in to see. Where it is not,
    or two names may be put in side by side, the text must only have the words.
    """
    rights = (fold(right) for at in others for right in search.leads[at].rights)
    given = words | GRAMMAR | words_of(b" ".join(rights))
    places = sorted((start, end, at) for at, start, end in seen.places if at in others)
    known = {at for _, _, at in places} - seen.chinese
    fed = {c.entry for at in others if at not in known for c in others[at] if c.needs <= given}
    for start, end, at in places:
        entries = {c.entry for c in others[at]} - fed
        if not entries:
            continue
        low = bisect_left(places, (start - 2 * _FAR, 0, 0))
        high = bisect_right(places, (end + _FAR, 0, 0))
        if any(_side_by_side(target, (start, end), (a, b)) for a, b, _ in places[low:high]):
            fed |= {c.entry for c in others[at] if c.needs <= given}
        else:
            fed |= entries & made_by(search.trial, target, start, end, search.leads[at].rights)
    return fed


def _side_by_side(target: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Tell whether a form may reach from one stretch into another."""
    first, then = sorted((one, other))
    return 0 <= then[0] - first[1] <= _FAR and len(target[first[1] : then[0]].split()) < _NEXT
