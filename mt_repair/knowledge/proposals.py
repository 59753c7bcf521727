"""What a Chinese name may be called in English: the lists, then its known parts and the namer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from mt_repair.knowledge.composed import Spell, composed
from mt_repair.knowledge.lexicon import imported, look_up, open_lexicon, simplified
from mt_repair.knowledge.namer import Spelling, shipped_namer, spellings
from mt_repair.knowledge.namer.candidates import foreign_share
from mt_repair.knowledge.parts import Known, pinyin
from mt_repair.knowledge.publicnames import Name
from mt_repair.language.chinese import core_name
from mt_repair.types import EntityType

_MOST = 3
_SURE = 0.25  # composed names of things below it share the places with the namer's
_WORTH_SAYING = 0.1  # from here on the namer's first spelling of a person or place is always said
_FOREIGN = 0.75  # so many of its characters spell foreign names, and a part is no pinyin


def nothing(zh: str) -> Sequence[Name]:
    """Know no name."""
    return ()


@lru_cache(maxsize=4096)
def sounded(zh: str, kind: EntityType | None = None) -> tuple[Spelling, ...]:
    """Return how a part of a name that no list knows is spelt: by the namer if it is foreign, else in pinyin."""
    model = shipped_namer()
    if model is None or len(zh) < 3 or foreign_share(zh) < _FOREIGN:
        return pinyin(zh, kind)
    return tuple(spellings(model, zh, kind, 2))


def proposals(
    zh: str, kind: EntityType | None = None, also: Known = nothing, spell: Spell = sounded
) -> list[Name]:
    """Return at most three proposals for a name, best first; empty where nothing knows a part of it.

    A list that knows the name decides: `also`, then the public ones. What no list knows is
    composed of the parts that they know, and spelt by the namer; `spell` writes the parts
    that none knows. Bodies and terms are spelt only where nothing sure is composed, other
    names composed only where a part is known. What is composed or spelt is for a person to
    look at.
    """
    lexicon = open_lexicon(layers=imported())

    def known(part: str) -> Sequence[Name]:
        return (*also(part), *look_up(lexicon, part))

    listed = known(zh)
    fitting = [n for n in listed if kind is None or n.type == kind] or list(listed)
    if fitting:
        return fitting[:_MOST]
    plain = simplified(lexicon, core_name(zh))
    made = [replace(n, zh=zh) for n in composed(plain, kind, known, spell, _MOST)]
    model = shipped_namer()
    if model is None:
        return made
    if kind not in ("PER", "LOC", None) and made and made[0].confidence >= _SURE:
        return made
    found = [
        Name(zh, s.en, (), kind or "TERM", "namer", s.confidence)
        for s in spellings(model, zh, kind, _MOST)
    ]
    return _together([n for n in made if "=" in n.origin] if found else made, found)


def _together(made: Sequence[Name], found: Sequence[Name]) -> list[Name]:
    """Return the surest of both, the namer's first among them if it is worth saying."""
    best: dict[str, Name] = {}
    for name in sorted((*made, *found), key=lambda n: -n.confidence):
        best.setdefault(name.en, name)
    out = list(best.values())[:_MOST]
    first = found[0] if found else None
    said = first is None or any(first.en == name.en for name in out)
    if first is None or said or first.confidence < _WORTH_SAYING:
        return out
    return [*out[: _MOST - 1], first]
