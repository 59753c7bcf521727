"""Whether a right form stands in a sentence, or is only set beside one.

A score that looks for the right forms anywhere can be raised by writing them all at the end.
So a form serves a mention only where something carries it: a word directly beside it, or a
name beside it that stands near it in the source too. What is merely set beside the text (in
a sentence, a line or brackets of its own, behind the last comma) counts where the source, or
the reference, sets it apart in the same way and as often: 【…】, a byline, a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from mt_repair.language.align import ABBREVIATED, target_sentences
from mt_repair.language.english import FUNCTION_WORDS
from mt_repair.types import Span

Stands = Mapping[int, Sequence[Span]]  # where each term's forms, or its mentions, stand

# Before a name at the very end of a text these carry it, as function words do: said Rios.
_LEADING = FUNCTION_WORDS | frozenset("s said says say told tells added adds asked noted".split())
_WORD = re.compile(r"[^\W_]+")
_QUOTES = "\"“”'‘’*_`«»「」『』"
_BLANKS = " \t\u00a0\u3000" + _QUOTES
_SIGNS = "%$€£¥"
# Between the names of a string: blanks, commas, quotes, "and".
_JOINS = re.compile(r"(?:[^\S\n]|[,，、;；&/\"“”'‘’]|\b(?:and|or)\b)*", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?(?!\w)")
_ASIDE = re.compile(r"\s*[(（][^()（）\n]{1,80}[)）]")
_KINDS = {
    sign: kind
    for kind, signs in {
        "bracket": "()[]{}（）【】〔〕",
        "dash": "-–—―",
        "colon": ":：",
        "stop": ".!?。！？…",
        "line": "\r\n",
        "bar": "|•·#>",
        "comma": ",，、;；/",
    }.items()
    for sign in signs
}
_OPENS, _CLOSES = frozenset("([{（【〔"), frozenset(")]}）】〕")
_STOPS = re.compile(r"[.!?…]+(?=[\s\"”’)\]]|$)|[。！？]+")
_DASHES = re.compile(r"(?<![A-Za-z0-9])[-–—―]+|[-–—―]+(?![A-Za-z0-9])|[–—―]+")
_CLAUSE = re.compile(r"[，。；：！？,.;:!?\n]")
_EDGE = frozenset('，。；：！？,.;:!?\n、（）()—–-[]【】“”"《》…|')
_APART = frozenset({"bracket", "dash", "colon", "line", "bar", "whole"})
_AROUND = 3  # characters that may stand with the names in a part of the source of its own
_BETWEEN = 3  # characters of the source between two names of a list
_CLOSE = 3  # words of the reference to either side of a name


@dataclass(frozen=True, slots=True)
class _Node:
    """A stretch of right forms that overlap, with the terms they are of."""

    span: Span
    terms: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Place:
    """How a stretch is set apart: at which end of the text, behind or before which mark."""

    end: str
    mark: str


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
        whole = self.source.rstrip("".join(_EDGE) + _BLANKS)
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

    def sets_apart(self, term: int, place: _Place) -> bool:
        """Tell whether the source or the reference sets a term apart in the same way."""
        places = self._places.get(term, ())
        if place == _Place("inside", "bracket"):
            return any(held.mark == "bracket" for held in places)
        return place in places

    def marks(self, kind: str) -> int:
        """Return how many marks of a kind the source has, or the reference if it has more."""
        return max(_marks(self.source, kind), _marks(self.reference, kind))

    @cached_property
    def _places(self) -> Mapping[int, set[_Place]]:
        found: dict[int, set[_Place]] = {}
        for term, spans in self.in_source.items():
            for span in spans:
                part = _part(self.source, span)
                if self._is_names(part):
                    found.setdefault(term, set()).add(_place(self.source, part))
        for string in _strings(self.reference, self.in_reference):
            whole = Span(string[0].span.start, string[-1].span.end)
            if not _before(self.reference, whole.start) and not _after(self.reference, whole.end):
                for node in string:
                    for term in node.terms:
                        found.setdefault(term, set()).add(_place(self.reference, whole))
        return found

    def _is_names(self, part: Span) -> bool:
        """Tell whether a part of the source is little else than names."""
        names = sum(_shared(part, span) for spans in self.in_source.values() for span in spans)
        return len(part) - names <= _AROUND

    def _alone(self, span: Span) -> bool:
        """Tell whether the source sets a mention apart by more than a comma."""
        part = _part(self.source, span)
        return self._is_names(part) and _place(self.source, part).mark in _APART


def carried(text: str, right: Stands, ground: Ground) -> dict[int, list[Span]]:
    """Return of each term's right forms in a text those that serve a mention.

    Offsets are code points of `text`.
    """
    sentences = [Span(*sentence) for sentence in target_sentences(text)]
    kept: dict[int, set[Span]] = {}
    for string in _strings(text, right):
        for node, serving in _serving(text, string, sentences, ground):
            for term in serving:
                kept.setdefault(term, set()).add(node.span)
    return {
        term: [s for s in spans if any(node.holds(s) for node in kept.get(term, ()))]
        for term, spans in right.items()
    }


def _serving(
    text: str, string: Sequence[_Node], sentences: Sequence[Span], ground: Ground
) -> Iterator[tuple[_Node, frozenset[int]]]:
    """Yield the nodes of a string, each with the terms whose mentions it serves."""
    count = len(string)
    held = [False] * count
    inside = _WORD.search(text[: string[0].span.start]) and _WORD.search(
        text[_past(text, string[-1].span.end) :]
    )
    linked = [
        ground.neighbours(
            a.terms,
            b.terms,
            bool(inside or _WORD.search(text, a.span.end, b.span.start)),
        )
        for a, b in pairwise(string)
    ]
    left, right = _ends(text, string, sentences, ground)
    for way, begin in ((1, 0), (-1, count - 1)):
        if not (left if way == 1 else right):
            continue
        at = begin
        held[at] = True
        while 0 <= at + way < count and linked[min(at, at + way)]:
            at += way
            held[at] = True
    for number, node in enumerate(string):
        if held[number] or _abbreviates(text, node.span):
            yield node, node.terms
        else:
            yield node, _excused(text, string, held, node, ground)


def _excused(
    text: str, string: Sequence[_Node], held: Sequence[bool], node: _Node, ground: Ground
) -> frozenset[int]:
    """Return the terms that source or reference set apart as the string's loose part is."""
    loose = [n.span for n, kept in zip(string, held, strict=True) if not kept]
    place = _place(text, Span(loose[0].start, loose[-1].end))
    if place.mark == "comma" or _marks(text, place.mark) > ground.marks(place.mark):
        return frozenset()
    return frozenset(term for term in node.terms if ground.sets_apart(term, place))


def _ends(
    text: str, string: Sequence[_Node], sentences: Sequence[Span], ground: Ground
) -> tuple[bool, bool]:
    """Tell whether something carries a string at its left end, and at its right end."""
    start, end = string[0].span.start, string[-1].span.end
    if not _says_something(text, string, sentences):
        return False, False
    before, after = _before(text, start), _after(text, end)
    first, last = not _WORD.search(text[:start]), not _WORD.search(text[_past(text, end) :])
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
    head = text[: span.start].rstrip(_BLANKS)
    if not (form.isupper() and form.isalpha() and head[-1:] in _OPENS):
        return False
    initials = iter(word[0].upper() for word in _WORD.findall(head)[-2 * len(form) :])
    return len(form) > 1 and all(letter in initials for letter in form)


def _says_something(text: str, string: Sequence[_Node], sentences: Sequence[Span]) -> bool:
    """Tell whether a string's sentence has a word of its own besides names."""
    start, end = string[0].span.start, string[-1].span.end
    around = [s for s in sentences if s.start < end and start < s.end] or [Span(0, len(text))]
    rest = text[around[0].start : start] + "\n" + text[end : around[-1].end]
    return any(w.lower() not in FUNCTION_WORDS and w != "s" for w in _WORD.findall(rest))


def _strings(text: str, right: Stands) -> list[list[_Node]]:
    """Return the right forms of a text in strings of names with nothing else between them."""
    nodes: list[_Node] = []
    spans = sorted((span, term) for term, found in right.items() for span in found)
    for span, term in spans:
        if nodes and nodes[-1].span.end > span.start:
            wide = Span(nodes[-1].span.start, max(nodes[-1].span.end, span.end))
            nodes[-1] = _Node(wide, nodes[-1].terms | {term})
        else:
            nodes.append(_Node(span, frozenset({term})))
    strings: list[list[_Node]] = []
    for node in nodes:
        if strings and _JOINS.fullmatch(text, strings[-1][-1].span.end, node.span.start):
            strings[-1].append(node)
        else:
            strings.append([node])
    return strings


def _before(text: str, start: int) -> str:
    """Return the word directly before a place, nothing where a mark stands between."""
    head = text[:start].rstrip(_BLANKS)
    if head.endswith("-") and text[start - 1] == "-":
        head = head[:-1]  # anti-Alibaba
    elif ABBREVIATED.search(head, max(len(head) - 8, 0)):
        head = head[:-1]
    if not head or not (head[-1].isalnum() or head[-1] in _SIGNS):
        return ""
    words = _WORD.findall(head[-60:])
    return words[-1] if words else head[-1]


def _after(text: str, end: int) -> tuple[str, ...]:
    """Return the word directly after a place, behind a comma if there is one, or nothing."""
    tail = text[_past(text, end) :]
    mark = "," if tail[:1] in {",", "，"} else ""
    if tail[:1] == "-" and text[_past(text, end) - 1] != " ":
        tail = tail[1:]  # Alibaba-backed
    word = re.match(rf"[{_BLANKS}]*([^\W_]+)", tail[len(mark) :])
    return (mark, word[1]) if word else ()


def _past(text: str, end: int) -> int:
    """Return where a text goes on behind a name: its possessive, an aside, quotes are left out."""
    possessive = _POSSESSIVE.match(text, end)
    at = possessive.end() if possessive else end
    aside = _ASIDE.match(text, at)
    at = aside.end() if aside else at
    while at < len(text) and text[at] in _BLANKS:
        at += 1
    return at


def _place(text: str, span: Span) -> _Place:
    head, tail = text[: span.start].rstrip(_BLANKS), text[_past(text, span.end) :]
    first, last = not _WORD.search(head), not _WORD.search(tail)
    if first and last:
        return _Place("whole", "whole")
    end = "start" if first else "end" if last else "inside"
    if head[-1:] in _OPENS and tail[:1] in _CLOSES and head and tail:
        return _Place(end, "bracket")
    return _Place(end, _KINDS.get(tail[:1] if first else head[-1:], "other"))


def _marks(text: str, kind: str) -> int:
    if kind == "stop":
        return len(_STOPS.findall(text.rstrip()))
    if kind == "dash":
        return len(_DASHES.findall(text))
    if kind == "bracket":
        return sum(map(_OPENS.__contains__, text))
    return sum(_KINDS.get(sign) == kind for sign in text)


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
    return first.end <= second.start and _JOINS.fullmatch(text, first.end, second.start) is not None


def _shared(one: Span, other: Span) -> int:
    return max(min(one.end, other.end) - max(one.start, other.start), 0)


def _close_words(text: str, span: Span) -> list[str]:
    """Return the words, lower-cased, that stand close to a stretch on either side."""
    left, right = _WORD.findall(text[: span.start]), _WORD.findall(text[span.end :])
    return [word.lower() for word in (*left[-_CLOSE:], *right[:_CLOSE])]


def _lstripped(text: str) -> str:
    return text.lstrip("".join(_EDGE) + _BLANKS)
