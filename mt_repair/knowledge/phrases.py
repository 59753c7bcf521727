"""A stretch of a Chinese name said in English, with what is needed to build on it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from mt_repair.types import EntityType

Kind = Literal[
    "country", "pair", "region", "city", "county", "place", "body", "person", "surname",
    "noun", "modifier", "ordinal", "posted", "spelt", "head",
]  # fmt: skip

PLACES = frozenset(("country", "region", "city", "county", "place"))
NAMES = PLACES | {"pair", "body", "person", "spelt"}
_SMALL = frozenset("of the and for in on to at a an with by from".split())
_WORD = re.compile(r"[^\s-]+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """English for a stretch of Chinese.

    `cost` is a negative log weight. `bare` is the name without its class (Henan of Henan
    Province), `adjective` what stands before a noun (Iranian, US). `manner` names how it
    takes what stands before it (a row of ways.WAYS), or `ways` holds forms of its
    own. `why` tells what each part was taken for.
    """

    en: str
    kind: Kind
    type: EntityType
    cost: float
    manner: str = "term"
    ways: tuple[str, ...] = ()
    bare: str = ""
    adjective: str = ""
    why: tuple[str, ...] = ()

    @property
    def short(self) -> str:
        """What a head stands beside: the name without its class."""
        return self.en if self.kind in ("pair", "posted") else self.bare or self.en


@lru_cache(maxsize=65536)
def titled(text: str) -> str:
    """Return a phrase with capitals as in a proper name; words that have one keep theirs."""
    words = text.split(" ")
    return " ".join(
        w if i and w in _SMALL else _WORD.sub(lambda m: m[0][:1].upper() + m[0][1:], w)
        for i, w in enumerate(words)
    )


@lru_cache(maxsize=16384)
def lowered(text: str) -> str:
    """Return a head with small first letters, acronyms as they are."""
    return " ".join(w if w[1:] != w[1:].lower() else w.lower() for w in text.split(" "))


def is_titled(text: str) -> bool:
    """Tell whether a phrase is written as a proper name."""
    return text[:1].isupper()
