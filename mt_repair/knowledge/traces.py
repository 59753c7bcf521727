"""The traces a name's characters may leave in English: the way back from a phrase.

`variants` composes the forms a translator is likely to write. It cannot list them all:
风吹半夏 is "Wind Blows in Half Summer", 晚点Auto "later AUTO". `traces` lists the words
that each part of a name may become, inflection set aside, so that a phrase can be held
against the name: which of its words come from which characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from mt_repair.knowledge.glosses import glosses
from mt_repair.knowledge.pieces import (
    CLASS_NOUNS,
    LONGEST_WORD,
    PARTICLES,
    class_noun,
    stretches,
)
from mt_repair.language.cedict import known
from mt_repair.language.chinese import core_name, has_han, readings
from mt_repair.language.english import FUNCTION_WORDS, zipf
from mt_repair.types import Term

_LONGEST_NAME = 16
_STEM = 6  # letters two long words must share to be of one family: inquire, inquirer
_LEAST_WEIGHT = 0.04
_TELLING = 4.3  # how frequent a word of the right name may be to count as a trace of it


@dataclass(frozen=True, slots=True)
class Trace:
    """A word, as `word_keys` gives it, that a part of a name may become.

    `mask` has a bit for each part of the name the word would account for: a character, or
    a stretch of Latin letters. `weight` is its share among the renderings, 0 to 1. An
    empty key marks parts that are a word by themselves: what renders no more than 春节
    means the festival, not 春节档.
    """

    key: str
    mask: int
    weight: float
    why: str


@lru_cache(maxsize=65536)
def word_keys(word: str) -> tuple[str, ...]:
    """Return the keys under which a word and its family are found: lemmas and a long stem."""
    from lemminflect import getAllLemmas

    lower = word.lower()
    keys = {lower}
    if lower.isascii() and lower.isalpha():
        for lemmas in getAllLemmas(lower).values():
            keys.update(lemma for lemma in lemmas if lemma)
        if len(lower) > _STEM:
            keys.add(lower[:_STEM] + "~")
    return tuple(sorted(keys))


def parts(zh: str) -> tuple[str, ...]:
    """Return the parts of a name that a phrase must account for: characters, Latin words."""
    return tuple(
        part for s in stretches(core_name(zh)) for part in ((s,) if s.isascii() else tuple(s))
    )


def needed(zh: str) -> int:
    """Return the mask of the parts that a rendering seldom leaves out: not 的, no class noun."""
    pieces = parts(zh)
    mask = 0
    for i, piece in enumerate(pieces):
        if piece not in PARTICLES:
            mask |= 1 << i
    noun = len(class_noun(pieces, 2))
    return mask & ~(((1 << noun) - 1) << (len(pieces) - noun))


def traces(term: Term) -> list[Trace]:
    """Return every trace of a term's name, the best of each key and part."""
    pieces = parts(term.zh)
    if not 2 <= len(pieces) <= _LONGEST_NAME or not has_han(term.zh):
        return []
    best: dict[tuple[str, int], Trace] = {}

    def add(word: str, mask: int, weight: float, why: str, family: bool = True) -> None:
        if weight < _LEAST_WEIGHT:
            return
        for key in word_keys(word) if family else (word.lower(),):
            held = best.get((key, mask))
            share = weight * (0.8 if key.endswith("~") else 1.0)
            if held is None or held.weight < share:
                best[key, mask] = Trace(key, mask, round(share, 3), why)

    for i in range(len(pieces)):
        if not has_han(pieces[i]):
            add(pieces[i], 1 << i, 1.0, pieces[i])
            continue
        for size in range(1, LONGEST_WORD + 1):
            run = pieces[i : i + size]
            if len(run) < size or not all(map(has_han, run)):
                break
            word, mask = "".join(run), ((1 << size) - 1) << i
            if 1 < size < len(pieces) and word not in CLASS_NOUNS and known(word):
                best["", mask] = Trace("", mask, 0.0, word)
            for noun in CLASS_NOUNS.get(word, ()):
                for w in noun.split():
                    add(w, mask, 0.9, f"{word}={noun}")
            if word in PARTICLES:
                continue
            for gloss in glosses(word):
                share = gloss.weight * 0.5 ** (len(gloss.text.split()) - 1)
                for w in _content(gloss.text):
                    add(w, mask, share, f"{word}={gloss.text}")
            for reading in readings(word)[:3]:
                spelt = "".join(reading)
                if len(spelt) > 1:
                    add(spelt, mask, 0.5 if size > 1 else 0.2, f"{word}~{spelt.capitalize()}")
    for right in term.right:
        for w in re.findall(r"\w+", right):
            if len(w) > 3 and w[0].isupper() and zipf(w) < _TELLING:
                add(w, 0, 0.6, f"as in {right}", family=False)
    return sorted(best.values(), key=lambda t: (t.key, t.mask))


def _content(text: str) -> Iterable[str]:
    words = re.findall(r"\w+", text)
    content = [w for w in words if w.lower() not in FUNCTION_WORDS]
    return content or (words if len(words) == 1 else [])
