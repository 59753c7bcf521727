"""What a Chinese name may be called in English: the lists, then its known parts, then the namer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mt_repair.knowledge.composed import Spell, composed
from mt_repair.knowledge.lexicon import imported, look_up, open_lexicon, simplified
from mt_repair.knowledge.namer import shipped_namer, spellings
from mt_repair.knowledge.parts import Known, pinyin
from mt_repair.knowledge.publicnames import Name
from mt_repair.language.chinese import core_name
from mt_repair.types import EntityType

_MOST = 3
_SURE = 0.25  # composed names below it share the places with the namer's


def nothing(zh: str) -> Sequence[Name]:
    """Know no name."""
    return ()


def proposals(
    zh: str, kind: EntityType | None = None, also: Known = nothing, spell: Spell = pinyin
) -> list[Name]:
    """Return at most three proposals for a name, best first; empty where nothing knows a part of it.

    A list that knows the name decides: `also`, then the public ones. What no list knows is
    composed of the parts that they know; `spell` writes the parts that none knows. Where
    that is not sure the namer's spellings stand beside it. What is composed or spelt is for
    a person to look at.
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
    if made and made[0].confidence >= _SURE:
        return made
    model = shipped_namer()
    if model is None:
        return made
    found = [
        Name(zh, s.en, (), kind or "TERM", "namer", s.confidence)
        for s in spellings(model, zh, kind, _MOST)
    ]
    return sorted((*found, *made), key=lambda n: -n.confidence)[:_MOST]
