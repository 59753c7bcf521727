"""How a clause is told to the rewriting model: its words in pieces, its names as their types.

The answer (`answers.py`) points at words. To the model a word is the place of its first token,
which is what its encoder knows of a token without being told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mt_repair.language.english import FUNCTION_WORDS, is_common, zipf
from mt_repair.language.surrogates import without_surrogates
from mt_repair.repair.clauses import MOST_WORDS, Clause, Word
from mt_repair.types import ENTITY_TYPES

# Function words and marks the model may put in; neither negation nor modality among them.
INSERTED = (
    "a the of in on at by for from to with about into and that it its he she his her they their who which "
    "is are was were be been has have had as 's but also ,"
).split()
# What it is told by a symbol of its own, not by pieces: what it may put in, and more.
CLOSED = tuple(
    dict.fromkeys(
        [
            *INSERTED,
            *sorted(FUNCTION_WORDS),
            "an",
            *". ; : ! ? ( ) \" ' - \u2014 \u201c \u201d".split(),
        ]
    )
)
# Penn's, and one that "were" alone has.
TAGS = ("NN", "NNS", "VB", "VBZ", "VBP", "VBD", "WERE", "VBG", "VBN")
UNKNOWN_TYPE = "NAME"
PAD, END, UNKNOWN = "<pad>", "</s>", "<unk>"
OPENS, CLOSES, CUT = "<opens>", "<closes>", "<cut>"
_NAMES_OWN = "<own>"
DELETE, THROUGH, BEFORE = "<del>", "<thru>", "<before>"  # what an answer does with words
MOST_TOKENS = 96  # of a clause
_MOST_PIECES = 3  # of a word; it is pointed at, not written
_HEAD = 3.0  # how frequent a name's last word must be to be told

Pieces = Callable[[str], Sequence[str]]  # a lower-case word in the vocabulary's pieces


def symbols() -> list[str]:
    """Return the vocabulary's symbols that are no pieces of words, in their order."""
    return [
        *(point(i) for i in range(MOST_TOKENS)),
        *(f"<{kind}>" for kind in (*ENTITY_TYPES, UNKNOWN_TYPE)),
        *(f"<{tag}>" for tag in TAGS),
        *(OPENS, CLOSES, CUT, _NAMES_OWN),
        *(DELETE, THROUGH, BEFORE),
        *(closed(word) for word in CLOSED),
    ]


def point(place: int) -> str:
    return f"<{place}>"


@lru_cache(maxsize=1024)
def closed(word: str) -> str:
    return f"<={word if word.isalnum() else '-'.join(f'{ord(c):x}' for c in word)}>"


_CLOSED_SET = frozenset(CLOSED)


@dataclass(frozen=True, slots=True)
class Told:
    """A clause as it is told: its tokens, and where each word's first one is, and the end's."""

    tokens: tuple[str, ...]
    starts: tuple[int, ...]


def encode(clause: Clause, pieces: Pieces) -> Told:
    """Return the tokens of a clause; raises ValueError for one of more than MOST_WORDS."""
    if len(clause.words) > MOST_WORDS:
        raise ValueError("the clause is too long")
    own = names_words(clause.words)
    for most in range(_MOST_PIECES, 0, -1):
        tokens, starts = [OPENS if clause.opens else CUT], []
        for word in clause.words:
            starts.append(len(tokens))
            tokens += _told(word, own, pieces, most)
        starts.append(len(tokens))
        tokens += [CLOSES if clause.closes else CUT, END]
        if len(tokens) <= MOST_TOKENS:
            break
    return Told(tuple(tokens), tuple(starts))


def _told(word: Word, own: frozenset[str], pieces: Pieces, most: int) -> Iterator[str]:
    lower = word.text.lower().replace("\u2019", "'")
    if word.slot:
        yield f"<{word.slot}>"
        head = lower.split()[-1] if lower.split() else ""
        if zipf(head) >= _HEAD and (" " in word.text or is_common(word.text)):
            yield from _pieces(head, pieces, most)
        return
    yield from (closed(lower),) if lower in _CLOSED_SET else _pieces(lower, pieces, most)
    if lower in own:
        yield _NAMES_OWN


def _pieces(word: str, pieces: Pieces, most: int) -> Sequence[str]:
    return pieces(without_surrogates(word))[:most] or [UNKNOWN]


def names_words(words: Sequence[Word]) -> frozenset[str]:
    """Return the words that the clause's names are made of, or replaced, in lower case."""
    said = (f"{word.text} {word.was}" for word in words if word.slot)
    return frozenset(w for name in said for w in name.lower().split()) - FUNCTION_WORDS
