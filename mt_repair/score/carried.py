"""Whether a right form stands in a sentence, or is only set beside one.

A score that looks for the right forms anywhere can be raised by writing them all at the end.
So a form serves a mention only where something carries it: a word directly beside it, or a
name beside it that stands near it in the source too. What is merely set beside the text (in
a sentence, a line or brackets of its own, behind the last comma) counts where the source, or
the reference, sets it apart in the same way and as often: 【…】, a byline, a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mt_repair.language.align import target_sentences
from mt_repair.language.english import FUNCTION_WORDS
from mt_repair.score.ground import Ground
from mt_repair.score.setting import (
    BLANKS,
    OPENS,
    WORD,
    Node,
    Stands,
    marks,
    past,
    place,
    strings,
    word_after,
    word_before,
)
from mt_repair.types import Span

# Before a name at the very end of a text these carry it, as function words do: said Rios.
_LEADING = FUNCTION_WORDS | frozenset("s said says say told tells added adds asked noted".split())
# What a list of names is made of besides names: with these words alone a sentence says nothing.
_LISTING = frozenset(
    "the a an and or of in on at to for from by with as also plus see including namely etc s".split()
)
_OPENS_A_LIST = re.compile(r"\b(?:See|Also|Plus|Including|Namely)\b")
_PARTS = re.compile(r"[,，、;；]")


@dataclass(frozen=True, slots=True)
class _Text:
    """A text, and the same with blanks for its names: what else it says."""

    whole: str
    words: str

    def begins_with(self, string: Sequence[Node]) -> bool:
        """Tell whether no word stands before a string."""
        return not WORD.search(self.whole, 0, string[0].span.start)

    def ends_with(self, string: Sequence[Node]) -> bool:
        """Tell whether no word stands behind a string."""
        return not WORD.search(self.whole, past(self.whole, string[-1].span.end))


def carried(text: str, right: Stands, ground: Ground) -> dict[int, list[Span]]:
    """Return of each term's right forms in a text those that serve a mention.

    Offsets are code points of `text`.
    """
    found = strings(text, right)
    read = _Text(text, _without_names(text, found))
    sentences = _sentences(text)
    is_names = not _content(read.words) and ground.is_names()
    kept: dict[int, set[Span]] = {}
    for string in found:
        says = is_names or _says_something(read.words, string, sentences)
        for node, serving in _serving(read, string, says, ground):
            for term in serving:
                kept.setdefault(term, set()).add(node.span)
    return {
        term: [s for s in spans if any(node.holds(s) for node in kept.get(term, ()))]
        for term, spans in right.items()
    }


def _serving(
    read: _Text, string: Sequence[Node], says: bool, ground: Ground
) -> Iterator[tuple[Node, frozenset[int]]]:
    """Yield the nodes of a string, each with the terms whose mentions it serves."""
    text, count = read.whole, len(string)
    held = [False] * count
    outer = read.begins_with(string) or read.ends_with(string)
    linked = [
        ground.neighbours(
            a.terms,
            b.terms,
            not outer or WORD.search(text, a.span.end, b.span.start) is not None,
        )
        for a, b in pairwise(string)
    ]
    left, right = _ends(read, string, ground) if says else (False, False)
    for way, begin in ((1, 0), (-1, count - 1)):
        if not (left if way == 1 else right):
            continue
        at = begin
        held[at] = True
        while 0 <= at + way < count and linked[min(at, at + way)]:
            at += way
            held[at] = True
    for number, (before, node) in enumerate(pairwise(string), 1):
        if before.terms == node.terms and not ground.repeats(
            node.terms, bool(_PARTS.search(text, before.span.end, node.span.start))
        ):
            held[number] = False
    for number, node in enumerate(string):
        if held[number] or _abbreviates(text, node.span):
            yield node, node.terms
        else:
            yield node, _excused(text, string, held, node, ground)


def _excused(
    text: str, string: Sequence[Node], held: Sequence[bool], node: Node, ground: Ground
) -> frozenset[int]:
    """Return the terms that source or reference set apart as the string's loose part is."""
    loose = [n.span for n, kept in zip(string, held, strict=True) if not kept]
    where = place(text, Span(loose[0].start, loose[-1].end))
    if where.mark == "comma" or marks(text, where.mark) > ground.marks(where.mark):
        return frozenset()
    return frozenset(term for term in node.terms if ground.sets_apart(term, where))


def _ends(read: _Text, string: Sequence[Node], ground: Ground) -> tuple[bool, bool]:
    """Tell whether something carries a string at its left end, and at its right end."""
    text, start, end = read.whole, string[0].span.start, string[-1].span.end
    before, after = word_before(text, start), word_after(text, end)
    first, last = read.begins_with(string), read.ends_with(string)
    left = bool(before)
    right = bool(after)
    if after and (first or not after[0]) and _begins(after[-1]):
        right = False  # a sentence of its own begins there
    if left and last and (_begins(before) or before.lower() not in _LEADING):
        left = text[start - 1] == "-" or ground.closes(string[0].terms, before)
    if right and first and (after[0] or after[-1][:1].isupper()):
        right = ground.opens(string[-1].terms)
    return left, right


def _begins(word: str) -> bool:
    """Tell whether a word's capital shows that a sentence begins with it."""
    return word[:1].isupper() and word.lower() in FUNCTION_WORDS - {"i"}


def _abbreviates(text: str, span: Span) -> bool:
    """Tell whether a form is an abbreviation in brackets behind the words it stands for."""
    form = span.of(text)
    head = text[: span.start].rstrip(BLANKS)
    if not (form.isupper() and form.isalpha() and head[-1:] in OPENS):
        return False
    initials = iter(word[0].upper() for word in WORD.findall(head)[-2 * len(form) :])
    return len(form) > 1 and all(letter in initials for letter in form)


def _without_names(text: str, found: Sequence[Sequence[Node]]) -> str:
    """Return a text of the same length with blanks for its names."""
    parts: list[str] = []
    at = 0
    for span in (node.span for string in found for node in string):
        parts += (text[at : span.start], " " * len(span))
        at = span.end
    return "".join((*parts, text[at:]))


def _sentences(text: str) -> list[Span]:
    """Return the sentences of a text; a semicolon ends none."""
    out: list[Span] = []
    for start, end in target_sentences(text):
        if out and text[out[-1].start : out[-1].end].rstrip().endswith(";"):
            start = out.pop().start
        out.append(Span(start, end))
    return out


def _says_something(words: str, string: Sequence[Node], sentences: Sequence[Span]) -> bool:
    """Tell whether a string's sentence has a word of its own besides names."""
    start, end = string[0].span.start, string[-1].span.end
    around = [s for s in sentences if s.start < end and start < s.end] or [Span(0, len(words))]
    begin = max((m.start() for m in _OPENS_A_LIST.finditer(words, 0, start)), default=0)
    return _content(words[max(around[0].start, begin) : around[-1].end])


def _content(words: str) -> bool:
    return any(word.lower() not in _LISTING for word in WORD.findall(words))
