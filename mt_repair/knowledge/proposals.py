"""What a Chinese name may be called in English: what the lists say, else what the namer spells."""

from __future__ import annotations

from mt_repair.knowledge.lexicon import imported, look_up, open_lexicon
from mt_repair.knowledge.namer import shipped_namer, spellings
from mt_repair.knowledge.publicnames import Name
from mt_repair.types import EntityType

_MOST = 3


def proposals(zh: str, kind: EntityType | None = None) -> list[Name]:
    """Return proposals for a name, best first; empty where no list knows it and no model is there.

    A list that knows the name decides. The namer's spellings are for a person to look at:
    their confidence is the model's own probability.
    """
    known = look_up(open_lexicon(layers=imported()), zh)
    fitting = [n for n in known if kind is None or n.type == kind] or list(known)
    if fitting:
        return fitting[:_MOST]
    model = shipped_namer()
    if model is None:
        return []
    found = spellings(model, zh, kind, _MOST)
    return [Name(zh, s.en, (), kind or "TERM", "namer", s.confidence) for s in found]
