"""An answer written out: spaces, capitals and articles as the sentence needs them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mt_repair.language.english import (
    FUNCTION_WORDS,
    article_for,
    is_common,
    parts_of_speech,
    zipf,
)
from mt_repair.repair.answers import Put, Refused
from mt_repair.repair.clauses import Clause

_BARE = re.compile(r"[^\W\d_]")
_PLAIN = 3.0  # how frequent a word must be to be written small inside a sentence


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
    return word in FUNCTION_WORDS or (zipf(word) >= _PLAIN and bool(parts_of_speech(word)))
