"""What the repairs of other entries may make: forms of a changed entry, with the words around.

A name that is put in makes a form with its neighbours where the one begins as the other
ends, or one holds the other; or where it has a word that the changed name's characters
explain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mt_repair.care.differences import Changed
from mt_repair.detect.words import REPORTING
from mt_repair.glossary.match import fold
from mt_repair.knowledge.traces import word_keys
from mt_repair.types import Term

Words = frozenset[bytes]

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Cause:
    """A changed entry that a lead points to, where the text has all the words it `needs`.

    `told` says that it does so too where a source tells what is named: what the source
    does not name is no wrong name, but a right one still counts.
    """

    entry: int  # index into the changed entries
    needs: Words = frozenset()
    told: bool = True


@dataclass(frozen=True, slots=True)
class Watched:
    """A changed entry with its forms that make a difference, and its number in each glossary."""

    entry: Changed
    old: int | None
    new: int | None
    rights: frozenset[bytes]
    others: frozenset[bytes]


def words_of(folded: bytes) -> Words:
    """Return the words of folded text, plural and singular the same."""
    return frozenset(stems(folded))


def stems(folded: bytes) -> tuple[bytes, ...]:
    """Return the words of folded text in order, plural and singular the same."""
    return tuple(map(_stem, folded.replace(b"_", b" ").split()))


@lru_cache(maxsize=65536)
def _stem(word: bytes) -> bytes:
    word = word[:-1] if len(word) > 3 and word.endswith(b"s") else word
    word = word[:-1] if len(word) > 3 and word.endswith(b"e") else word
    return word[:-1] + b"i" if len(word) > 3 and word.endswith(b"y") else word


# What grammar may put in with a name: its article, its possessive, its verb.
GRAMMAR = words_of(b"a an the s is was has does " + " ".join(sorted(REPORTING)).encode())


def runs(words: Sequence[bytes]) -> Iterator[tuple[bytes, ...]]:
    """Yield every run of neighbouring words."""
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            yield tuple(words[start:end])


@dataclass(frozen=True, slots=True)
class _Form:
    """A form of a changed entry that a repair may complete."""

    entry: int
    words: tuple[bytes, ...]
    right: bool


class Making:
    """What the right forms of an entry may help to make: forms of the changed entries.

    A name that is put in makes a form with the words around it where the one begins as the
    other ends, or one holds the other.
    """

    def __init__(self, watched: Sequence[Watched], traced: Mapping[str, frozenset[int]]) -> None:
        self._traced = traced
        self._whole: dict[tuple[bytes, ...], list[_Form]] = {}
        self._heads: dict[tuple[bytes, ...], list[_Form]] = {}
        self._tails: dict[tuple[bytes, ...], list[_Form]] = {}
        self._inside: dict[tuple[bytes, ...], list[_Form]] = {}
        self._words: set[bytes] = set()
        for at, w in enumerate(watched):
            for key in sorted(w.rights | w.others):
                words = stems(key)
                form = _Form(at, words, key in w.rights)
                self._words.update(words)
                self._whole.setdefault(words, []).append(form)
                for cut in range(1, len(words)):
                    self._heads.setdefault(words[:cut], []).append(form)
                    self._tails.setdefault(words[cut:], []).append(form)
                for part in set(runs(words)):
                    self._inside.setdefault(part, []).append(form)

    def by(self, term: Term) -> frozenset[Cause]:
        """Return what a term's right forms may help to make."""
        found: set[Cause] = set()
        for right in term.right:
            words = stems(fold(right))
            if not self._words.isdisjoint(words):
                found.update(
                    Cause(form.entry, frozenset(form.words) - set(words) - GRAMMAR, told=form.right)
                    for form in self._completed(words)
                )
            if self._traced:
                found.update(self._loosely(right))
        return frozenset(found)

    def _completed(self, words: tuple[bytes, ...]) -> Iterator[_Form]:
        yield from self._inside.get(words, ())
        for part in runs(words):
            yield from self._whole.get(part, ())
        for cut in range(1, len(words)):
            yield from self._heads.get(words[cut:], ())
            yield from self._tails.get(words[:cut], ())

    def _loosely(self, right: str) -> Iterator[Cause]:
        """Yield the entries whose characters explain a word of a right form."""
        for word in _WORD.findall(right.lower()):
            for key in word_keys(word):
                for at in self._traced.get(key, ()):
                    yield Cause(at, told=False)
