"""How a stretch stands in a text: beside which word, in which string of names, behind which mark."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mt_repair.language.align import ABBREVIATED
from mt_repair.types import Span

Stands = Mapping[int, Sequence[Span]]  # where each term's forms, or its mentions, stand

WORD = re.compile(r"[^\W_]+")
BLANKS = " \t\u00a0\u3000" + "\"“”'‘’*_`«»「」『』"
OPENS, CLOSES = frozenset("([{（【〔"), frozenset(")]}）】〕")
# Between the names of a string: blanks, commas, quotes, "and".
JOINS = re.compile(r"(?:[^\S\n]|[,，、;；&/\"“”'‘’]|\b(?:and|or)\b)*", re.IGNORECASE)

_SIGNS = "%$€£¥"
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
_STOPS = re.compile(r"[.!?…]+(?=[\s\"”’)\]]|$)|[。！？]+")
_DASHES = re.compile(r"(?<![A-Za-z0-9])[-–—―]+|[-–—―]+(?![A-Za-z0-9])|[–—―]+")


@dataclass(frozen=True, slots=True)
class Node:
    """A stretch of right forms that overlap, with the terms they are of."""

    span: Span
    terms: frozenset[int]


@dataclass(frozen=True, slots=True)
class Place:
    """How a stretch is set apart: at which end of the text, behind or before which mark."""

    end: str
    mark: str


def strings(text: str, right: Stands) -> list[list[Node]]:
    """Return the right forms of a text in strings of names with nothing else between them."""
    nodes: list[Node] = []
    spans = sorted((span, term) for term, found in right.items() for span in found)
    for span, term in spans:
        if nodes and nodes[-1].span.end > span.start:
            wide = Span(nodes[-1].span.start, max(nodes[-1].span.end, span.end))
            nodes[-1] = Node(wide, nodes[-1].terms | {term})
        else:
            nodes.append(Node(span, frozenset({term})))
    strings: list[list[Node]] = []
    for node in nodes:
        if strings and JOINS.fullmatch(text, strings[-1][-1].span.end, node.span.start):
            strings[-1].append(node)
        else:
            strings.append([node])
    return strings


def word_before(text: str, start: int) -> str:
    """Return the word directly before a place, nothing where a mark stands between."""
    head = text[:start].rstrip(BLANKS)
    if head.endswith("-") and text[start - 1] == "-":
        head = head[:-1]  # anti-Alibaba
    elif ABBREVIATED.search(head, max(len(head) - 8, 0)):
        head = head[:-1]
    if not head or not (head[-1].isalnum() or head[-1] in _SIGNS):
        return ""
    words = WORD.findall(head[-60:])
    return words[-1] if words else head[-1]


def word_after(text: str, end: int) -> tuple[str, ...]:
    """Return the word directly after a place, behind a comma if there is one, or nothing."""
    tail = text[past(text, end) :]
    mark = "," if tail[:1] in {",", "，"} else ""
    if tail[:1] == "-" and text[past(text, end) - 1] != " ":
        tail = tail[1:]  # Alibaba-backed
    word = re.match(rf"[{BLANKS}]*([^\W_]+)", tail[len(mark) :])
    return (mark, word[1]) if word else ()


def past(text: str, end: int) -> int:
    """Return where a text goes on behind a name: its possessive, an aside, quotes are left out."""
    possessive = _POSSESSIVE.match(text, end)
    at = possessive.end() if possessive else end
    aside = _ASIDE.match(text, at)
    at = aside.end() if aside else at
    while at < len(text) and text[at] in BLANKS:
        at += 1
    return at


def place(text: str, span: Span) -> Place:
    """Return how a stretch is set apart, whatever it is."""
    head, tail = text[: span.start].rstrip(BLANKS), text[past(text, span.end) :]
    first, last = not WORD.search(head), not WORD.search(tail)
    if first and last:
        return Place("whole", "whole")
    end = "start" if first else "end" if last else "inside"
    if head[-1:] in OPENS and tail[:1] in CLOSES and head and tail:
        return Place(end, "bracket")
    return Place(end, _KINDS.get(tail[:1] if first else head[-1:], "other"))


def marks(text: str, kind: str) -> int:
    """Return how many marks of a kind a text has."""
    if kind == "stop":
        return len(_STOPS.findall(text.rstrip()))
    if kind == "dash":
        return len(_DASHES.findall(text))
    if kind == "bracket":
        return sum(map(OPENS.__contains__, text))
    return sum(_KINDS.get(sign) == kind for sign in text)
