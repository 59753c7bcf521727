"""Lessons for the network that spells names: names whose letters are cut by their characters."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import chain

from mt_repair.knowledge.namer.eastern import KOREAN, VIETNAMESE, eastern
from mt_repair.knowledge.namer.letters import JAPANESE
from mt_repair.language.script import simplify
from mt_repair.train.alignment import aligned
from mt_repair.train.namedata import Names, forms, more_names
from mt_repair.train.spelling import Lesson

_JAPANESE = 45_000  # Japanese names to learn by


def lessons_of(known: Names, seed: int, say: Callable[[str], None]) -> list[Lesson]:
    """Return the lessons that a division of the names gives, the same for the same seed."""
    seen: dict[tuple[str, str], tuple[list[str], str]] = {}
    for name in chain(known.taught, more_names(known, seed)):
        said = forms(name)
        if said:
            seen.setdefault((simplify(name.zh), said[0]), (said, name.type))
    rows = [(zh, said, kind) for (zh, _), (said, kind) in seen.items()]
    japanese = [
        (zh, [said], JAPANESE)
        for (zh, kind), found in eastern().items()
        if kind not in (KOREAN, VIETNAMESE) and len(zh) > 1
        for said in found[:1]
    ]
    rng = random.Random(seed)
    rows += rng.sample(japanese, min(_JAPANESE, len(japanese)))
    say(f"{len(rows)} names to cut into stretches")
    cut = aligned([(zh, said) for zh, said, _ in rows])
    return [(a, kind) for a, (_, _, kind) in zip(cut, rows, strict=True) if a is not None]
