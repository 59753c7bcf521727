"""The English of a Chinese name that no list has, read off its characters.

A small network writes the characters in letters, and spellings known as names that sound like
it are taken in; rules read Chinese, Japanese, Korean and Vietnamese people and places as newspapers
do; a logit weighs the candidates. It only proposes: what the lexicon knows goes before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from mt_repair.errors import InputError
from mt_repair.knowledge.namer.candidates import Candidate, candidates
from mt_repair.knowledge.namer.known import KNOWN_FILE, Known, load_known
from mt_repair.knowledge.namer.letters import LETTERS_FILE, TOKENS_FILE, Letters, load_letters
from mt_repair.knowledge.namer.rank import RANKER_FILE, chances, features, load_weights
from mt_repair.knowledge.publicnames import key_text
from mt_repair.language.chinese import has_han
from mt_repair.language.script import simplify
from mt_repair.language.surrogates import without_surrogates
from mt_repair.models import shipped_folder, verified
from mt_repair.types import EntityType

LONGEST_NAME = 16  # characters
FILES = (LETTERS_FILE, TOKENS_FILE, KNOWN_FILE, RANKER_FILE)


@dataclass(frozen=True, slots=True)
class Namer:
    """A loaded namer; made by `load_namer`."""

    letters: Letters
    known: Known
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Spelling:
    """A proposed English name; `confidence` is how likely it is one of the right ones."""

    en: str
    confidence: float


@lru_cache(maxsize=1)
def shipped_namer() -> Namer | None:
    """Return the namer that ships with the package, None where its folder is not there."""
    folder = shipped_folder("namer")
    return load_namer(folder) if folder else None


def load_namer(folder: Path) -> Namer:
    """Load a namer after checking its files against their SHA-256.

    Raises InputError where a file is missing, or is not what the manifest says.
    """
    held = verified(folder, FILES, "namer")
    try:
        return Namer(
            load_letters(held[LETTERS_FILE], held[TOKENS_FILE]),
            load_known(held[KNOWN_FILE]),
            load_weights(held[RANKER_FILE]),
        )
    except (OSError, ValueError, KeyError, TypeError, EOFError) as error:
        raise InputError.one(
            str(folder), None, "the namer's files do not fit together", "install mt-repair again"
        ) from error


def spellings(
    model: Namer, zh: str, kind: EntityType | None = None, best: int = 3
) -> list[Spelling]:
    """Return the likeliest English names of a Chinese one, each once; none for what is no name."""
    zh = simplify(key_text(without_surrogates(zh).strip()))
    parts = [part for part in zh.split("·") if part]
    if len(zh) > LONGEST_NAME or sum(map(len, parts)) < 2 or not all(map(has_han, "".join(parts))):
        return []
    if len(parts) == 1:
        return [Spelling(one.en, p) for one, p in _one(model, parts[0], kind, best)]
    kind = kind or "PER"  # names with dots are mostly people's
    whole = [("", 1.0)]
    for part in parts:
        ways = _one(model, part, kind, best, dotted=True)
        whole = [(f"{said} {one.en}".strip(), p * q) for said, p in whole for one, q in ways]
        whole = sorted(whole, key=lambda w: (-w[1], w[0]))[: 2 * best]
    return [Spelling(said, round(p, 3)) for said, p in whole[:best] if said]


def _one(
    model: Namer, zh: str, kind: EntityType | None, best: int, *, dotted: bool = False
) -> list[tuple[Candidate, float]]:
    """Return the best candidates for a name without dots and how likely each is right.

    A neighbour's reading of a person's name goes before what is hardly likely: where a
    person is from is not told by the characters.
    """
    found = candidates(zh, kind or "", model.letters, model.known, dotted=dotted)
    likely = chances(features(zh, kind or "", found), model.weights)
    ranked = sorted(zip(likely, found, strict=False), key=lambda one: (-one[0], one[1].en))
    homes = []
    for way in _HOMES:
        homes += [one for one in ranked if way in one[1].ways][:1]
    sure = [one for at, one in enumerate(ranked) if at == 0 or one[0] >= _HARDLY]
    order = [*sure[: best - 1], *homes, *sure[best - 1 :], *ranked]
    unlike = {one.en: (one, round(p, 3)) for p, one in reversed(order)}
    kept = [unlike[en] for en in dict.fromkeys(one.en for _, one in order)][:best]
    return sorted(kept, key=lambda k: -k[1])


_HOMES = ("Vietnamese person", "Japanese person", "Korean person")
_HARDLY = 0.05
