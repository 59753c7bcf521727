"""Where a Chinese text mentions the glossary's names, and its words cut accordingly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mt_repair.language.cover import Cover
from mt_repair.language.evidence import NAME_TAGS, certainty, is_common_word, page_of
from mt_repair.language.script import plain
from mt_repair.language.segment import Name, Word, names, words
from mt_repair.language.terms import Hit, Terms, find_terms

# From here on a mention counts: words are cut by it, and what lies in it is no mention.
SURE = 0.5
# A form this long is found only where it is meant, so its sentence needs no reading.
_LONG = 6


@dataclass(frozen=True, slots=True)
class Mention:
    """A glossary's form in a text: `zh` is the form as given, `form` its number.

    `named` says that the words alone show a name there: LAC takes the form for one, or for
    a word that the dictionary has as a name only, or not at all.
    """

    start: int
    end: int
    text: str
    zh: str
    form: int
    certainty: float
    named: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A Chinese text with its words, its names and the glossary's mentions in it."""

    text: str
    words: tuple[Word, ...]
    names: tuple[Name, ...]
    mentions: tuple[Mention, ...]


def mentions(text: str, terms: Terms) -> tuple[Mention, ...]:
    """Return where a text mentions the forms, in order, never one inside another.

    Certainty runs from 0 to 1; under `SURE` a hit is likelier to be something else.
    """
    hits = find_terms(terms, text)
    near = sorted(hit.start for hit in _doubtful(hits))
    return _judged(text, terms, hits, words(text, near) if near else ())


def words_and_names(text: str, terms: Terms | None = None) -> Sentence:
    """Return the words and names of a text; sure mentions of the forms are one word each."""
    cut = words(text)
    found = _judged(text, terms, find_terms(terms, text), cut) if terms else ()
    sure = [m for m in found if m.certainty >= SURE]
    parts = Cover([(m.start, m.end) for m in sure])  # a mention that cuts a name, or is longer
    named = [n for n in names(text, cut) if not parts.crosses(n.start, n.end)]
    spans = {(n.start, n.end): i for i, n in enumerate(named)}
    for mention in sure:
        kind = terms.kinds.get(mention.zh) if terms else None
        if kind is not None and kind != "TERM":
            name = Name(mention.start, mention.end, mention.text, kind)
            at = spans.get((name.start, name.end))
            if at is None:
                named.append(name)
            else:
                named[at] = name
    named.sort(key=lambda n: (n.start, -n.end))
    return Sentence(text, _recut(text, cut, sure), tuple(named), found)


def _doubtful(hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits that are short, or that another one overlaps."""
    return [
        hit
        for i, hit in enumerate(hits)
        if len(hit.key) < _LONG or (i and hits[i - 1].end > hit.start)
    ]


def _judged(
    text: str, terms: Terms, hits: Sequence[Hit], words: tuple[Word, ...]
) -> tuple[Mention, ...]:
    if not hits:
        return ()
    seen = names(text, words)
    page = page_of(plain(text), words, seen, hits)
    named = {(n.start, n.end) for n in seen}
    named |= {(w.start, w.end) for w in words if w.tag in NAME_TAGS or not is_common_word(w.text)}
    found = []
    for hit in hits:
        zh = terms.forms[hit.form]
        value = certainty(page, hit, zh, terms.kinds.get(zh))
        found.append(
            Mention(
                hit.start,
                hit.end,
                text[hit.start : hit.end],
                zh,
                hit.form,
                value,
                (hit.start, hit.end) in named,
            )
        )
    return _chosen(found)


def _chosen(found: list[Mention]) -> tuple[Mention, ...]:
    """Return the mentions that remain: sure before unsure, then longer before shorter."""
    found.sort(key=lambda m: (m.certainty < SURE, m.start - m.end, -m.certainty, m.start))
    taken: set[int] = set()
    kept = []
    for mention in found:
        stretch = range(mention.start, mention.end)
        if taken.isdisjoint(stretch):
            taken.update(stretch)
            kept.append(mention)
    return tuple(sorted(kept, key=lambda m: m.start))


def _recut(text: str, words: Sequence[Word], sure: Sequence[Mention]) -> tuple[Word, ...]:
    """Return the words with each sure mention one word, and what it leaves of others."""
    whole = [Word(m.start, m.end, m.text, "term") for m in sure]
    out = []
    at = 0
    for word in words:
        start = word.start
        while at < len(whole) and whole[at].end <= start:
            at += 1
        i = at
        while i < len(whole) and whole[i].start < word.end:
            if start < whole[i].start:
                out.append(Word(start, whole[i].start, text[start : whole[i].start], word.tag))
            start = max(start, whole[i].end)
            i += 1
        if start < word.end:
            out.append(Word(start, word.end, text[start : word.end], word.tag))
    return tuple(sorted((*out, *whole), key=lambda w: w.start))
