"""The English of a Chinese name that no list has, read off its characters by a small model.

The model (models/namer) is shown each character with its Mandarin reading and writes the
name in letters and syllables: transliterated foreign names, places, people. It only
proposes; what the lexicon or a rule knows goes before it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from mt_repair.knowledge.people import given_reading
from mt_repair.knowledge.publicnames import key_text
from mt_repair.language.chinese import has_han
from mt_repair.language.surrogates import without_surrogates
from mt_repair.models import shipped_folder
from mt_repair.seq2seq import Compact, load_compact, propose
from mt_repair.types import ENTITY_TYPES, EntityType

if TYPE_CHECKING:
    from pathlib import Path

PAD, END, UNKNOWN = "<pad>", "</s>", "<unk>"
ANY_TYPE = "<any>"
CAPITAL, BLANK = "^", "_"
LETTERS = "abcdefghijklmnopqrstuvwxyz'-."
LONGEST_NAME = 16  # characters
_MOST_TOKENS = 40


@dataclass(frozen=True, slots=True)
class Spelling:
    """A proposed English name; `confidence` is the model's probability of it."""

    en: str
    confidence: float


@lru_cache(maxsize=1)
def shipped_namer() -> Compact | None:
    """Return the namer that ships with the package, None where its folder is not there."""
    folder = shipped_folder("namer")
    return load_namer(folder) if folder else None


def load_namer(folder: Path) -> Compact:
    """Load a namer after checking its files; raises InputError as `load_compact` does."""
    return load_compact(folder, "namer", pieces=False)


def spellings(
    model: Compact, zh: str, kind: EntityType | None = None, best: int = 3
) -> list[Spelling]:
    """Return the likeliest English names of a Chinese one, each once; none for what is no name."""
    zh = key_text(without_surrogates(zh).strip())
    if not 1 < len(zh) <= LONGEST_NAME:
        return []
    found = propose(model, told(zh, kind), _MOST_TOKENS // 2, best + 1)
    names: dict[str, float] = {}
    for answer in found:
        en = spelt(answer.tokens)
        if en:
            names[en] = names.get(en, 0.0) + math.exp(answer.score)
    ranked = sorted(names.items(), key=lambda n: -n[1])
    return [Spelling(en, round(min(p, 1.0), 3)) for en, p in ranked[:best]]


def told(zh: str, kind: EntityType | None) -> list[str]:
    """Return the tokens of a name: its type, then each character and how it is read."""
    out = [f"<{kind}>" if kind else ANY_TYPE]
    for char in zh:
        out.append(char)
        out += (f"{s}~" for s in syllables(char))
    return [*out, END]


@lru_cache(maxsize=16384)
def syllables(char: str) -> tuple[str, ...]:
    """Return how a character is read in a name, as one syllable; empty for a mark."""
    read = given_reading(char) if has_han(char) else ""
    return (read,) if read else ()


def answer_of(en: str, zh: str) -> list[str]:
    """Return the tokens that spell a name: the characters' own readings whole, else letters."""
    ways = {s for char in zh for s in syllables(char)}
    out: list[str] = []
    lower, at = en.lower(), 0
    while at < len(en):
        if en[at] == " ":
            out.append(BLANK)
            at += 1
            continue
        if en[at].isupper():
            out.append(CAPITAL)
        held = [s for s in ways if lower.startswith(s, at) and en[at + 1 : at + len(s)].islower()]
        token = max(held, key=lambda s: (len(s), s), default="")
        out.append(f"{token}~" if len(token) > 1 else lower[at])
        at += max(len(token), 1)
    return out


def spelt(tokens: Sequence[str]) -> str:
    """Return the name that tokens spell; the other way of `answer_of`."""
    out, capital = "", False
    for token in tokens:
        if token == CAPITAL:
            capital = True
            continue
        part = " " if token == BLANK else token.removesuffix("~")
        out += part[:1].upper() + part[1:] if capital else part
        capital = False
    return " ".join(out.split())


def symbols() -> Iterator[str]:
    """Yield the vocabulary's tokens that are the same for every training, in their order."""
    yield from (PAD, END, UNKNOWN, ANY_TYPE, CAPITAL, BLANK, *LETTERS)
    yield from (f"<{kind}>" for kind in ENTITY_TYPES)
