"""How a clause is told to the rewriting model: each word behind the number of its place.

The answer (`answers.py`) points at these numbers, so a word is told by a few pieces only,
and a name by its type.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from mt_repair.language.english import FUNCTION_WORDS, forms_of, is_common, zipf
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
_OPENS, _CLOSES, _CUT = "<opens>", "<closes>", "<cut>"
_CAPITAL, _NUMBER, _NAMES_OWN = "<cap>", "<num>", "<own>"
DELETE, THROUGH, BEFORE = "<del>", "<thru>", "<before>"  # what an answer does with words
# Which forms a word can be (`english.forms_of`), as far as they come together often.
_KINDS = "N S V Z D G J R NV SZ NJ NG DJ NVJ NR NVR JR NVJR NJR NVD VD VJ GJ NGJ VR VJR ND DR NDJ NVDJ NZ NVG".split()
_MOST_PIECES = 3  # of a word; it is pointed at, not written
_FEWER_PIECES = 2  # of one whose forms are told
_HEAD = 3.0  # how frequent a name's last word must be to be told

Pieces = Callable[[str], Sequence[str]]  # a lower-case word in the vocabulary's pieces


def symbols() -> list[str]:
    """Return the vocabulary's symbols that are no pieces of words, in their order."""
    return [
        *(point(i) for i in range(MOST_WORDS + 1)),
        *(f"<{kind}>" for kind in (*ENTITY_TYPES, UNKNOWN_TYPE)),
        *(f"<{tag}>" for tag in TAGS),
        *(_OPENS, _CLOSES, _CUT, _CAPITAL, _NUMBER, _NAMES_OWN),
        *(DELETE, THROUGH, BEFORE),
        *(f"<{kind}>" for kind in _KINDS),
        *(closed(word) for word in CLOSED),
    ]


def point(place: int) -> str:
    return f"<{place}>"


@lru_cache(maxsize=1024)
def closed(word: str) -> str:
    return f"<={word if word.isalnum() else '-'.join(f'{ord(c):x}' for c in word)}>"


_CLOSED_SET = frozenset(CLOSED)
_KINDS_SET = frozenset(_KINDS)


def encode(clause: Clause, pieces: Pieces) -> list[str]:
    """Return the tokens of a clause; raises ValueError for one of more than MOST_WORDS."""
    if len(clause.words) > MOST_WORDS:
        raise ValueError("the clause is too long")
    own = names_words(clause.words)
    out = [_OPENS if clause.opens else _CUT]
    for place, word in enumerate(clause.words):
        out.append(point(place))
        out += _told(word, own, pieces)
    out.append(_CLOSES if clause.closes else _CUT)
    return [*out, END]


def _told(word: Word, own: frozenset[str], pieces: Pieces) -> Iterator[str]:
    lower = word.text.lower().replace("\u2019", "'")
    if word.slot:
        yield f"<{word.slot}>"
        head = lower.split()[-1] if lower.split() else ""
        if zipf(head) >= _HEAD and (" " in word.text or is_common(word.text)):
            yield from _pieces(head, pieces, _FEWER_PIECES)
    elif lower in _CLOSED_SET:
        yield closed(lower)
    elif word.text[0].isdigit():
        yield _NUMBER
    else:
        if lower in own:
            yield _NAMES_OWN
        if word.text[0].isupper():
            yield _CAPITAL
        kind = _kind(lower)
        if kind:
            yield f"<{kind}>"
        yield from _pieces(lower, pieces, _FEWER_PIECES if kind else _MOST_PIECES)


def _kind(word: str) -> str:
    """Return which forms a word can be, its rarer ones left out where that is needed."""
    kind = forms_of(word) if word.isascii() and word.isalpha() else ""
    while kind and kind not in _KINDS_SET:
        kind = kind[:-1]
    return kind


def _pieces(word: str, pieces: Pieces, most: int) -> Sequence[str]:
    return pieces(without_surrogates(word))[:most] or [UNKNOWN]


def names_words(words: Sequence[Word]) -> frozenset[str]:
    """Return the words that the clause's names are made of, or replaced, in lower case."""
    said = (f"{word.text} {word.was}" for word in words if word.slot)
    return frozenset(w for name in said for w in name.lower().split()) - FUNCTION_WORDS
