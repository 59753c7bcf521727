"""What a model answers: edits of a clause that point at its words.

An answer is a row of edits, each the number of a word and what is to be done with it: a
function word put in before it, another form of it, `<del>`, or `<before>` another word,
with `<thru>` and a number for all words up to there. Leaving the clause alone is the
empty answer. So a name cannot be misspelt and no content word can come from nowhere; what
an answer may still do wrong, the gate looks at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from mt_repair.language.english import is_common, parts_of_speech
from mt_repair.repair.clauses import Clause
from mt_repair.repair.encoding import (
    BEFORE,
    DELETE,
    INSERTED,
    MOST_TOKENS,
    TAGS,
    THROUGH,
    closed,
    point,
)

_INSERTED = {closed(word): word for word in INSERTED}
_TAGS = {f"<{tag}>": tag for tag in TAGS}
_POINTS = {point(i): i for i in range(MOST_TOKENS)}


class Refused(Exception):
    """A proposal that must not be made, with the reason."""


@dataclass(frozen=True, slots=True)
class Put:
    """A word of an answer: `source` is its place in the clause, None for what was put in."""

    text: str
    source: int | None = None
    tag: str = ""


# --- writing -----------------------------------------------------------------------------


def answer(put: Sequence[Put], clause: Clause) -> list[str]:
    """Return the tokens of an answer; the other way of `decode`."""
    size = len(clause.words)
    kept = [p.source for p in put if p.source is not None]
    stays = _longest_row(kept, clause)
    goes = _runs(kept, stays, size)
    tags = {p.source: p.tag for p in put if p.source is not None}
    before: dict[int, list[str]] = {}
    waiting: list[str] = []
    for p in put:
        if p.source is None:
            waiting.append(closed(p.text))
        elif waiting:
            before[p.source], waiting = waiting, []
    if waiting:
        before[size] = waiting
    out: list[str] = []
    for place in range(size + 1):
        said = list(before.get(place, ()))
        if place < size and place not in tags:
            said.append(DELETE)
        elif tags.get(place):
            said.append(f"<{tags[place]}>")
        if place in goes:
            last, to = goes[place]
            said += ([THROUGH, point(last)] if last != place else []) + [BEFORE, point(to)]
        if said:
            out += [point(place), *said]
    return out


def _longest_row(kept: Sequence[int], clause: Clause) -> frozenset[int]:
    """Return the heaviest rising row of places: the words that need not move.

    A name weighs a little less than a word, so that of two ways the name moves.
    """
    weight = [0.9 if clause.words[i].slot else 1.0 for i in kept]
    best = list(weight)
    back = [-1] * len(kept)
    for n, place in enumerate(kept):
        for m in range(n):
            if kept[m] < place and best[m] + weight[n] > best[n] + 1e-9:
                best[n], back[n] = best[m] + weight[n], m
    out = []
    n = max(range(len(kept)), key=lambda i: (best[i], -i)) if kept else -1
    while n >= 0:
        out.append(kept[n])
        n = back[n]
    return frozenset(out)


def _runs(kept: Sequence[int], stays: frozenset[int], size: int) -> dict[int, tuple[int, int]]:
    """Return the runs of words that move: first -> last, and the word that follows them then."""
    out: dict[int, tuple[int, int]] = {}
    n = 0
    while n < len(kept):
        first = n
        if kept[n] not in stays:
            while n + 1 < len(kept) and kept[n + 1] == kept[n] + 1 and kept[n + 1] not in stays:
                n += 1
            out[kept[first]] = (kept[n], kept[n + 1] if n + 1 < len(kept) else size)
        n += 1
    return out


def by_tokens(tokens: Sequence[str], starts: Sequence[int]) -> list[str]:
    """Return an answer that points at words as one that points at their first tokens."""
    return [point(starts[_POINTS[t]]) if t in _POINTS else t for t in tokens]


# --- reading -----------------------------------------------------------------------------


@dataclass(slots=True)
class _Asked:
    """What an answer asks to be done."""

    before: dict[int, list[str]] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    tags: dict[int, str] = field(default_factory=dict)
    moves: dict[int, tuple[int, int]] = field(default_factory=dict)


def by_words(tokens: Sequence[str], starts: Sequence[int]) -> list[str]:
    """Return a model's answer as one that points at words; raises Refused where it cannot."""
    places = {point(start): point(place) for place, start in enumerate(starts)}
    if any(t in _POINTS and t not in places for t in tokens):
        raise Refused("the answer is none")
    return [places.get(t, t) for t in tokens]


def decode(tokens: Sequence[str], clause: Clause) -> list[Put]:
    """Return the words of the clause as an answer leaves them; raises Refused where it is none."""
    size = len(clause.words)
    asked = _asked(tokens, size)
    out: list[Put] = []
    for place in _order(asked, size):
        out += (Put(word) for word in asked.before.get(place, ()))
        if place == size or place in asked.gone:
            continue
        put = Put(clause.words[place].text, place)
        out.append(_in_form(put, clause, asked.tags[place]) if place in asked.tags else put)
    return out


def _asked(tokens: Sequence[str], size: int) -> _Asked:
    out = _Asked()
    place, did = -1, True
    row = iter(tokens)
    for token in row:
        if token in _POINTS:
            if not did or _POINTS[token] > size:
                raise Refused("the answer is none")
            place, did = _POINTS[token], False
            continue
        did = True
        if place < 0:
            raise Refused("the answer is none")
        if token in _INSERTED:
            out.before.setdefault(place, []).append(_INSERTED[token])
        elif place == size:
            raise Refused("the answer is none")
        elif token in _TAGS and place not in out.tags:
            out.tags[place] = _TAGS[token]
        elif token == DELETE:
            out.gone.add(place)
        elif token in (THROUGH, BEFORE) and place not in out.moves:
            out.moves[place] = _move(token, row, place, size)
        else:
            raise Refused("a word the model may not write")
    if not did or out.gone & out.tags.keys():
        raise Refused("the answer is none")
    return out


def _move(token: str, row: Iterator[str], place: int, size: int) -> tuple[int, int]:
    last = place
    if token == THROUGH:
        last = _POINTS.get(next(row, ""), -1)
        token = next(row, "")
    to = _POINTS.get(next(row, ""), -1) if token == BEFORE else -1
    if not place <= last < size or not 0 <= to <= size or place <= to <= last:
        raise Refused("the answer is none")
    return last, to


def _order(asked: _Asked, size: int) -> list[int]:
    """Return the places in their new order, the end's last; deleted ones included."""
    order = list(range(size + 1))
    moving = {i: first for first, (last, _) in asked.moves.items() for i in range(first, last + 1)}
    if sum(last - first + 1 for first, (last, _) in asked.moves.items()) != len(moving):
        raise Refused("a word would go two ways")
    todo = dict(asked.moves)
    while todo:
        # A run goes first whose follower moves no more.
        ready = [f for f, (_, to) in todo.items() if moving.get(to) not in todo]
        if not ready:
            raise Refused("words would go round in a circle")
        for first in sorted(ready, reverse=True):
            last, to = todo.pop(first)
            run = [i for i in order if first <= i <= last]
            order = [i for i in order if not first <= i <= last]
            at = order.index(to)
            order[at:at] = run
    return order


def _in_form(put: Put, clause: Clause, tag: str) -> Put:
    assert put.source is not None
    word = clause.words[put.source]
    if word.slot and not is_common(word.text):
        raise Refused("a name was inflected")
    return Put(inflected(put.text, tag, bool(word.slot)), put.source, tag)


_OF_BE = {"VBP": "are", "VBD": "was", "WERE": "were"}


@lru_cache(maxsize=16384)
def inflected(phrase: str, tag: str, noun: bool = False) -> str:
    """Return a word, or a phrase's last word, in the form of a Penn tag.

    `noun` says that it is one, in the dictionary or not. Raises Refused if it has no such form.
    """
    from lemminflect import getInflection, getLemma

    head, blank, word = phrase.rpartition(" ")
    upos = "NOUN" if tag.startswith("NN") else "VERB"
    if not word.isascii() or not word.isalpha():
        raise Refused("a word has no such form")
    if upos not in parts_of_speech(word) and not (noun and upos == "NOUN"):
        raise Refused("a word has no such form")
    lemma = (getLemma(word.lower(), upos=upos) or (word.lower(),))[0]
    form = _OF_BE.get(tag) if lemma == "be" else None
    if form is None:
        found = () if tag == "WERE" else getInflection(lemma, tag=tag)
        if not found:
            raise Refused("a word has no such form")
        form = str(found[0])
    return head + blank + (form[0].upper() + form[1:] if word[0].isupper() else form)
