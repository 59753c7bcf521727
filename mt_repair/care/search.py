"""Which texts of a corpus a change of the glossary may be felt in: one pass, no repair."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from mt_repair.care.leads import GRAMMAR, Lead, Leads, words_of
from mt_repair.corpus.texts import Text, document_of
from mt_repair.detect.source_terms import has_source
from mt_repair.glossary.loose import LooseIndex, explained, traces_of
from mt_repair.glossary.match import Matcher, compile_keys, fold, scan
from mt_repair.language.chinese import has_han
from mt_repair.language.terms import Terms, compile_terms, find_terms, first_characters, search_key
from mt_repair.types import Document

_PIECE = 16_000_000  # code points looked through at once
_GAP = "\n\n"  # between two texts of a piece: no form reaches over an empty line
_FAR = 200  # code points between two words that are near, at most
_BETWEEN = 4  # and words: three links, or one other word and a link
# What parts a word for `loose` and not for the search: marks on letters, odd capitals.
_ODD = re.compile("[\u0130\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\u212a\ufe20-\ufe2f]")


@dataclass(frozen=True, slots=True)
class Felt:
    """A text with the changed entries that may be felt in it, by number.

    `direct` are those whose own forms stand there; `fed` those that only another entry's
    repair may bring into play.
    """

    text: Text
    document: Document
    direct: frozenset[int]
    fed: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Chinese:
    """Chinese forms compiled, with the leads of each; `first` is what a text must match."""

    terms: Terms
    leads: Mapping[str, tuple[int, ...]]  # by search key
    first: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Search:
    """Leads compiled for looking through texts; made by `compile_leads`."""

    leads: tuple[Lead, ...]
    matcher: Matcher
    of_key: tuple[tuple[int, ...], ...]  # of each of the matcher's keys, the leads
    sources: _Chinese  # what is looked for in sources
    targets: _Chinese  # and where Chinese was left in a target
    loose: tuple[tuple[LooseIndex, Mapping[int, tuple[int, ...]]], ...]  # with the leads of a term
    by_word: dict[bytes, frozenset[int]] = field(default_factory=dict)  # leads a word may be of


def compile_leads(leads: Leads) -> Search:
    """Compile leads for `felt`."""
    by_key: dict[bytes, list[int]] = {}
    of_term: tuple[dict[int, list[int]], dict[int, list[int]]] = ({}, {})
    for at, lead in enumerate(leads.leads):
        for key in lead.forms:
            by_key.setdefault(key, []).append(at)
        for held, number in zip(of_term, (lead.old, lead.new), strict=True):
            if number is not None:
                held.setdefault(number, []).append(at)
    keys = sorted(by_key)
    loose = tuple(
        (index, {term: tuple(numbers) for term, numbers in held.items()})
        for index, held in zip(leads.loose, of_term, strict=True)
        if index.by_key and held
    )
    # A wrong form that is listed is not told by the entry's name alone, so what helps it is.
    unsure = {c.entry for lead in leads.leads if lead.direct for c in lead.causes if c.needs}
    helping = (
        at
        for at, lead in enumerate(leads.leads)
        if lead.direct or any(c.told or c.entry in unsure for c in lead.causes)
    )
    return Search(
        leads.leads,
        compile_keys(keys),
        tuple(tuple(by_key[key]) for key in keys),
        _compile_chinese(leads.leads, helping),
        _compile_chinese(leads.leads, range(len(leads.leads))),
        loose,
    )


def _compile_chinese(leads: Sequence[Lead], wanted: Iterable[int]) -> _Chinese:
    by_key: dict[str, list[int]] = {}
    for at in wanted:
        for key in {search_key(zh) for zh in leads[at].zh} - {""}:
            by_key.setdefault(key, []).append(at)
    terms = compile_terms(sorted(by_key))
    held = {key: tuple(numbers) for key, numbers in by_key.items()}
    return _Chinese(terms, held, first_characters(terms))


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
    """What one text was found to hold: leads, and where those in English stand."""

    leads: set[int] = field(default_factory=set)
    places: list[tuple[int, int, int]] = field(default_factory=list)  # lead, start, end
    words: list[tuple[int, int, frozenset[int]]] = field(default_factory=list)  # start, end, leads


def felt(search: Search, texts: Sequence[Text]) -> Iterator[Felt]:
    """Yield the texts of a piece that a change may be felt in, in order."""
    seen: dict[int, _Seen] = {}
    whole = _GAP.join(text.target for text in texts)
    starts = list(accumulate((len(text.target) + len(_GAP) for text in texts), initial=0))

    def of(place: int) -> _Seen:
        return seen.setdefault(bisect_right(starts, place) - 1, _Seen())

    for key, start, end in scan(search.matcher, whole):
        held = of(start)
        for lead in search.of_key[key]:
            held.leads.add(lead)
            held.places.append((lead, start, end))
    if search.loose:
        for start, end, leads in _renderings(search, whole):
            of(start).words.append((start, end, leads))
        odd = {bisect_right(starts, m.start()) - 1 for m in _ODD.finditer(whole)}
        for at in sorted(odd | {at for at, held in seen.items() if _may_be_loose(held)}):
            held = seen.setdefault(at, _Seen())
            held.leads |= _loose(search, document_of(texts[at]))
    for at, numbers in _in_chinese(search, texts):
        seen.setdefault(at, _Seen()).leads |= numbers
    for at in sorted(seen):
        if seen[at].leads:
            found = _judged(search, texts[at], seen[at], whole)
            if found.direct or found.fed:
                yield found


def _in_chinese(search: Search, texts: Sequence[Text]) -> Iterator[tuple[int, set[int]]]:
    """Yield the texts that have a Chinese form in the source, or left in the target."""
    for at, text in enumerate(texts):
        left = None if text.target.isascii() else text.target
        for forms, some in ((search.sources, text.source), (search.targets, left)):
            if some and forms.first and forms.first.search(some):
                hits = find_terms(forms.terms, some)
                if hits:
                    yield at, {lead for hit in hits for lead in forms.leads[hit.key]}


def _renderings(search: Search, whole: str) -> Iterator[tuple[int, int, frozenset[int]]]:
    """Yield the words that characters of the leads' names may have become, in order."""
    words = []
    for word in set(fold(whole).split()):
        leads = search.by_word.get(word)
        if leads is None:
            leads = search.by_word[word] = _leads_of(search, word)
        if leads:
            words.append(word)
    words.sort()
    of_word = [search.by_word[word] for word in words]
    for key, start, end in scan(compile_keys(b" " + word + b" " for word in words), whole):
        yield start, end, of_word[key]


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
        for after in seen.words[i + 1 : i + 2 + _BETWEEN]
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


def _judged(search: Search, text: Text, seen: _Seen, whole: str) -> Felt:
    """Return which changed entries the leads of a text point to."""
    document = document_of(text)
    words = words_of(fold(text.target))
    told = not has_han(text.target) and all(
        has_source(s) for s in document.segments if s.target.strip()
    )
    own = [search.leads[at] for at in sorted(seen.leads) if search.leads[at].direct]
    others = [at for at in sorted(seen.leads) if not search.leads[at].direct]
    direct = {c.entry for lead in own for c in lead.causes if c.needs <= words}
    given = words | GRAMMAR | frozenset().union(*(search.leads[at].gives for at in others))
    # A source that names an entry rules none of its forms out.
    named = {c.entry for lead in own for c in lead.causes}
    fed: set[int] = set()
    for at in others:
        for cause in search.leads[at].causes:
            if (
                cause.entry not in direct
                and cause.entry not in fed
                and (cause.told or not told or cause.entry in named)
                and cause.needs <= given
                and (not cause.near or _near(search, seen, at, cause.entry, whole))
            ):
                fed.add(cause.entry)
    return Felt(text, document, frozenset(direct), frozenset(fed))


def _near(search: Search, seen: _Seen, lead: int, entry: int, whole: str) -> bool:
    """Tell whether a word of an entry's name stands near a lead, wherever that stands."""
    words = sorted(
        (start, end)
        for start, end, leads in seen.words
        if any(search.leads[a].direct and search.leads[a].causes[0].entry == entry for a in leads)
    )
    places = [(start, end) for at, start, end in seen.places if at == lead]
    if not words or not places:
        return bool(words)  # where a Chinese name is put in is not known
    for place in places:
        low = bisect_left(words, (place[0] - 2 * _FAR, 0))
        high = bisect_right(words, (place[1] + _FAR, 0))
        if any(_together(whole, *sorted((word, place))) for word in words[low:high]):
            return True
    return False


def _together(whole: str, first: tuple[int, int], then: tuple[int, int]) -> bool:
    gap = then[0] - first[1]
    return gap <= 0 or (gap <= _FAR and len(whole[first[1] : then[0]].split()) <= _BETWEEN)
