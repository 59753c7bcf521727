"""How a clause is told to the rewriting model, and how its answer is read.

The model does not write words, it points at them: every word of the clause stands behind a
number, and the answer is a row of these numbers, of function words, and of tags that
ask for another form of the word before them. So a name cannot be misspelt and no
content word can come from nowhere; what the answer may still do wrong, the gate looks at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mt_repair.language.english import (
    FUNCTION_WORDS,
    article_for,
    is_common,
    parts_of_speech,
    zipf,
)
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
TAGS = ("NN", "NNS", "VB", "VBZ", "VBD", "VBG", "VBN")
UNKNOWN_TYPE = "NAME"
PAD, END, UNKNOWN = "<pad>", "</s>", "<unk>"
_OPENS, _CLOSES, _CUT = "<opens>", "<closes>", "<cut>"
_CAPITAL, _NUMBER, _NAMES_OWN = "<cap>", "<num>", "<own>"
_MOST_PIECES = 3  # of a word; it is pointed at, not written
_HEAD = 3.0  # how frequent a name's last word must be to be told
_BARE = re.compile(r"[^\W\d_]")

Pieces = Callable[[str], Sequence[str]]  # a lower-case word in the vocabulary's pieces


class Refused(Exception):
    """A proposal that must not be made, with the reason."""


@dataclass(frozen=True, slots=True)
class Put:
    """A word of an answer: `source` is its place in the clause, None for what was put in."""

    text: str
    source: int | None = None
    tag: str = ""


def symbols() -> list[str]:
    """Return the vocabulary's symbols that are no pieces of words, in their order."""
    return [
        *(_point(i) for i in range(MOST_WORDS)),
        *(f"<{kind}>" for kind in (*ENTITY_TYPES, UNKNOWN_TYPE)),
        *(f"<{tag}>" for tag in TAGS),
        *(_OPENS, _CLOSES, _CUT, _CAPITAL, _NUMBER, _NAMES_OWN),
        *(_closed(word) for word in CLOSED),
    ]


def _point(place: int) -> str:
    return f"<{place}>"


@lru_cache(maxsize=1024)
def _closed(word: str) -> str:
    return f"<={word if word.isalnum() else '-'.join(f'{ord(c):x}' for c in word)}>"


_CLOSED_SET = frozenset(CLOSED)
_INSERTED = {_closed(word): word for word in INSERTED}
_TAGS = {f"<{tag}>": tag for tag in TAGS}
_POINTS = {_point(i): i for i in range(MOST_WORDS)}


def encode(clause: Clause, pieces: Pieces) -> list[str]:
    """Return the tokens of a clause; raises Refused for one that is too long."""
    if len(clause.words) > MOST_WORDS:
        raise Refused("the clause is too long")
    own = names_words(clause.words)
    out = [_OPENS if clause.opens else _CUT]
    for place, word in enumerate(clause.words):
        out.append(_point(place))
        out += _told(word, own, pieces)
    out.append(_CLOSES if clause.closes else _CUT)
    return [*out, END]


def _told(word: Word, own: frozenset[str], pieces: Pieces) -> Iterator[str]:
    lower = word.text.lower().replace("\u2019", "'")
    if word.slot:
        yield f"<{word.slot}>"
        head = lower.split()[-1] if lower.split() else ""
        if zipf(head) >= _HEAD and (" " in word.text or is_common(word.text)):
            yield from _pieces(head, pieces)
    elif lower in _CLOSED_SET:
        yield _closed(lower)
    elif word.text[0].isdigit():
        yield _NUMBER
    else:
        if lower in own:
            yield _NAMES_OWN
        if word.text[0].isupper():
            yield _CAPITAL
        yield from _pieces(lower, pieces)


def _pieces(word: str, pieces: Pieces) -> Sequence[str]:
    return pieces(without_surrogates(word))[:_MOST_PIECES] or [UNKNOWN]


def names_words(words: Sequence[Word]) -> frozenset[str]:
    """Return the words that the clause's names are made of, or replaced, in lower case."""
    said = (f"{word.text} {word.was}" for word in words if word.slot)
    return frozenset(w for name in said for w in name.lower().split()) - FUNCTION_WORDS


def identity(clause: Clause) -> list[str]:
    """Return the answer that changes nothing."""
    return [_point(place) for place in range(len(clause.words))]


def answer(put: Sequence[Put]) -> list[str]:
    """Return the tokens of an answer; the other way of `decode`."""
    out = []
    for word in put:
        out.append(_closed(word.text) if word.source is None else _point(word.source))
        if word.tag:
            out.append(f"<{word.tag}>")
    return out


def decode(tokens: Sequence[str], clause: Clause) -> list[Put]:
    """Return what an answer says; raises Refused where it is none."""
    out: list[Put] = []
    for token in tokens:
        if token in _TAGS:
            if not out or out[-1].source is None or out[-1].tag:
                raise Refused("a form was asked of no word")
            out[-1] = _in_form(out[-1], clause, _TAGS[token])
        elif token in _INSERTED:
            out.append(Put(_INSERTED[token]))
        elif token in _POINTS and _POINTS[token] < len(clause.words):
            place = _POINTS[token]
            out.append(Put(clause.words[place].text, place))
        else:
            raise Refused("a word the model may not write")
    return out


def _in_form(put: Put, clause: Clause, tag: str) -> Put:
    assert put.source is not None
    word = clause.words[put.source]
    if word.slot and not is_common(word.text):
        raise Refused("a name was inflected")
    return Put(inflected(put.text, tag, bool(word.slot)), put.source, tag)


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
    found = getInflection(lemma, tag=tag)
    if not found:
        raise Refused("a word has no such form")
    form = str(found[0])
    if lemma == "be" and tag == "VBD":
        form = "was"
    return head + blank + (form[0].upper() + form[1:] if word[0].isupper() else form)


def written(put: Sequence[Put], clause: Clause, text: str) -> str:
    """Return an answer as text, spaced and capitalised as the clause was.

    `text` is what the clause was cut out of. Raises Refused for an empty answer.
    """
    if not put:
        raise Refused("nothing was left of the clause")
    words = [_cased(p, i, clause) for i, p in enumerate(put)]
    out = ""
    for i, (word, p) in enumerate(zip(words, put, strict=True)):
        before = put[i - 1] if i else None
        if p.text.lower() in ("a", "an") and i + 1 < len(put) and _moved(p, put[i + 1]):
            sounds = article_for(words[i + 1])
            word = sounds.capitalize() if word[0].isupper() else sounds
        if before is not None:
            out += _gap(before, p, clause, text, out, word)
        out += "'" if word == "'s" and before and before.tag == "NNS" else word
    return out


def _moved(one: Put, other: Put) -> bool:
    """Tell whether two words did not stand side by side."""
    return one.source is None or other.source is None or other.source != one.source + 1


def _gap(before: Put, put: Put, clause: Clause, text: str, done: str, word: str) -> str:
    if not _moved(before, put):
        assert before.source is not None
        assert put.source is not None
        return text[clause.words[before.source].end : clause.words[put.source].start]
    if word[0] in ",.;:!?)\u201d\u2019" or word == "'s" or done[-1] in "(\u201c\u2018":
        return ""
    return " "


def _cased(put: Put, at: int, clause: Clause) -> str:
    """Return a word with the capital, or without it, that its new place asks for."""
    text = put.text
    if not clause.opens or not _BARE.match(text):
        return text
    slot = put.source is not None and clause.words[put.source].slot
    if at == 0:
        if put.source == 0:
            return text
        return text[0].upper() + text[1:] if not slot or is_common(text) else text
    if put.source == 0 and text[:1].isupper() and text[1:] == text[1:].lower():
        if slot:
            return text[0].lower() + text[1:] if is_common(text.lower()) and _was(slot) else text
        return text.lower() if _is_plain(text.lower()) else text
    return text


def _was(slot: str) -> bool:
    return slot == "TERM"  # E-commerce at a sentence's start is e-commerce inside


def _is_plain(word: str) -> bool:
    return word in FUNCTION_WORDS or (zipf(word) >= _HEAD and bool(parts_of_speech(word)))
