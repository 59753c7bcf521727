"""Names offered for what was left in Chinese and no glossary knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from mt_repair.glossary.shipped import shipped_names
from mt_repair.knowledge.proposals import proposals
from mt_repair.types import Flag

_MOST = 20  # names of a text that are looked for; each takes up to a tenth of a second


def with_proposals(flags: Sequence[Flag]) -> tuple[Flag, ...]:
    """Return the flags; those of Chinese that is left and not known, with proposals for an editor.

    The first twenty names of a text are looked for. Nothing is put in by it.
    """
    asked = [f.zh for f in flags if f.rule == "untranslated" and f.zh and not f.suggestions]
    few = set(list(dict.fromkeys(asked))[:_MOST])
    return tuple(
        replace(f, suggestions=_proposed(f.zh)) if f.zh in few and not f.suggestions else f
        for f in flags
    )


@lru_cache(maxsize=1024)
def _proposed(zh: str) -> tuple[str, ...]:
    return tuple(name.en for name in proposals(zh, None, shipped_names))
