"""Words and names of a Chinese text, with the code points they stand at."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mt_repair.language.lac import sentences, tag_ahead, tagged
from mt_repair.language.script import Closed, close_spaced_out, is_han, plain
from mt_repair.types import EntityType

_TITLE = re.compile(r"《([^《》\r\n]{1,80})》")
_PRESS = re.compile(
    "(?:报|周刊|月刊|季刊|半月谈|杂志|画报|学报|学刊|期刊|时报|日报|晚报|新闻|通讯|评论|邮报|快讯|周末|在线)$"
)
_LAC_NAMES: dict[str, EntityType] = {"PER": "PER", "LOC": "LOC", "ORG": "ORG"}
_PART = frozenset({"PER", "LOC", "ORG", "nz", "n", "nw"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word as LAC cuts it; `tag` is LAC's (see `lac.tagged`), or "term" for a glossary's."""

    start: int
    end: int
    text: str
    tag: str


@dataclass(frozen=True, slots=True)
class Name:
    """A named entity; a title's offsets leave its marks out."""

    start: int
    end: int
    text: str
    kind: EntityType


def words(text: str, near: Sequence[int] | None = None) -> tuple[Word, ...]:
    """Return the words of a text in order, blanks left out.

    With `near`, sorted offsets, only the sentences that hold one of them are read.
    """
    closed = close_spaced_out(plain(text))
    found: list[Word] = []
    for start, end in sentences(closed.text):
        if near is None or _holds(closed.span(start, end), near):
            found += _words(text, closed, start, end)
    return tuple(found)


def read_ahead(texts: Iterable[str]) -> None:
    """Read the sentences of texts whose `words` will be asked for: together they take less time."""
    closed = (close_spaced_out(plain(text)).text for text in texts)
    cut = (text[a:b] for text in closed for a, b in sentences(text))
    tag_ahead(sentence for sentence in cut if any(map(is_han, sentence)))


def _holds(span: tuple[int, int], offsets: Sequence[int]) -> bool:
    at = bisect_left(offsets, span[0])
    return at < len(offsets) and offsets[at] < span[1]


def _words(text: str, closed: Closed, start: int, end: int) -> Iterator[Word]:
    sentence = closed.text[start:end]
    if not any(map(is_han, sentence)):
        tokens = [(m.start(), m.end(), _tag(m[0])) for m in re.finditer(r"\w+|[^\w\s]", sentence)]
    else:
        tokens = list(tagged(sentence))
    for a, b, tag in tokens:
        word = sentence[a:b]
        a += len(word) - len(word.lstrip())
        b -= len(word) - len(word.rstrip())
        if a < b:
            first, last = closed.span(start + a, start + b)
            yield Word(first, last, text[first:last], tag)


def _tag(token: str) -> str:
    return "m" if token.isdigit() else "nz" if token[0].isalnum() else "w"


def titles(text: str) -> tuple[Name, ...]:
    """Return what stands between book-title marks, 《》 or 〈〉: the press or a work."""
    found = []
    for match in _TITLE.finditer(plain(text)):
        start, end = match.span(1)
        kind: EntityType = "MEDIA" if _PRESS.search(match[1]) else "WORK"
        found.append(Name(start, end, text[start:end], kind))
    return tuple(found)


def names(text: str, words: Sequence[Word]) -> tuple[Name, ...]:
    """Return the people, places, organisations and titles among a text's words, in order.

    What stands inside a title is no name of its own.
    """
    works = titles(text)
    inside = {at for work in works for at in range(work.start, work.end)}
    found = list(works)
    for start, end, tag in _joined(words):
        if tag in _LAC_NAMES and inside.isdisjoint((start, end - 1)):
            found.append(Name(start, end, text[start:end], _LAC_NAMES[tag]))
    return tuple(sorted(found, key=lambda name: name.start))


def _joined(words: Sequence[Word]) -> Iterator[tuple[int, int, str]]:
    """Yield the words, the parts of a foreign name round its dot as one."""
    at = 0
    while at < len(words):
        first, last = words[at], words[at]
        while (
            at + 2 < len(words)
            and plain(words[at + 1].text) == "·"
            and last.end == words[at + 1].start
            and words[at + 1].end == words[at + 2].start
            and (last.tag in _PART and words[at + 2].tag in _PART)
            and "PER" in (first.tag, words[at + 2].tag)
        ):
            at += 2
            last = words[at]
        yield first.start, last.end, "PER" if last is not first else first.tag
        at += 1
