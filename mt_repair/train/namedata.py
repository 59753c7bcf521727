"""Names to learn spelling from: CC-CEDICT's, CLDR's, GeoNames' and the pack's, and people spelt by rule."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mt_repair.glossary.shipped import shipped_terms
from mt_repair.knowledge.cities import village_names
from mt_repair.knowledge.compile import character_table, public_names
from mt_repair.knowledge.namer import LONGEST_NAME
from mt_repair.knowledge.namer.letters import reading
from mt_repair.knowledge.people import spell_person, surnames
from mt_repair.knowledge.publicnames import Name, plain_letters
from mt_repair.language.chinese import has_han
from mt_repair.language.script import simplify
from mt_repair.types import EntityType

_TYPES: frozenset[EntityType] = frozenset(("PER", "LOC", "ORG"))
_LEAST = 0.55  # how certain a name must be to teach
_TEST, _RANKED = 500, 300  # names that are measured with, and the first that rank proposals
_EVERY = 25  # of the entities taught one ranks proposals instead
_MADE = 6000  # Chinese people spelt by rule
_LONGEST = 26  # letters of a form that is aligned
_SPELT = re.compile(r"[A-Z][A-Za-z '.\-]*")
_CLASS = re.compile(
    r" (?:city|county|district|province|prefecture|state|township|town|region|autonomous .*|island|lake|river|mountain|"
    r"mountains|banner|municipality|university|peninsula|sea|bay|strait)$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Names:
    """Names to teach, to rank proposals by, and to measure with; no entity is in two."""

    taught: tuple[Name, ...]
    ranked: tuple[Name, ...]
    test: tuple[Name, ...]


def names(seed: int) -> Names:
    """Return the public names in three parts by entity, the same for the same seed."""
    known = [*public_names(character_table()), *_pack()]
    groups: dict[str, list[Name]] = {}
    for name in known:
        if _is_usable(name):
            groups.setdefault(_entity(name), []).append(name)
    order = sorted(groups, key=lambda g: hashlib.sha256(f"{seed}:{g}".encode()).hexdigest())
    test, rest = order[:_TEST], order[_TEST:]
    ranked = [g for at, g in enumerate(rest) if at < _RANKED or at % _EVERY == 0]
    held = {*test, *ranked}
    return Names(
        tuple(n for g in rest if g not in held for n in groups[g]),
        tuple(groups[g][0] for g in ranked),
        tuple(groups[g][0] for g in test),
    )


def more_names(known: Names, seed: int) -> Iterator[Name]:
    """Yield more names to teach: villages of GeoNames, and Chinese people spelt by rule.

    None shares its English or its Chinese with a name that ranks or measures.
    """
    held = {_entity(n) for n in (*known.ranked, *known.test)}
    held_zh = {simplify(n.zh) for n in (*known.ranked, *known.test)}
    for name in village_names():
        if _is_usable(name) and _entity(name) not in held and simplify(name.zh) not in held_zh:
            yield name
    rng = random.Random(seed)
    people = [c for n in known.taught if n.type == "PER" and 1 < len(n.zh) < 4 for c in n.zh[1:]]
    first = list(surnames())
    for _ in range(_MADE if people else 0):
        zh = rng.choice(first) + "".join(rng.choices(people, k=rng.choice((1, 2, 2))))
        made = spell_person(zh)
        if made is not None and zh not in held_zh:
            yield made


def forms(name: Name) -> list[str]:
    """Return the forms of a name that its characters may spell, in lower case, each once."""
    plain = (plain_letters(form).lower() for form in name.right if len(form) <= _LONGEST)
    return list(dict.fromkeys(form for form in plain if form))


def _pack() -> list[Name]:
    """Return the shipped pack's people and places."""
    return [
        Name(t.zh, t.en, t.accept, t.type, "pack", 1.0)
        for t in shipped_terms()
        if t.type in ("PER", "LOC")
    ]


def _is_usable(name: Name) -> bool:
    zh = name.zh
    fit = has_han(zh) and 1 < len(zh) <= LONGEST_NAME and all(has_han(c) or c == "·" for c in zh)
    if not fit or name.type not in _TYPES or name.confidence < _LEAST:
        return False
    en = plain_letters(name.en)
    return bool(_SPELT.fullmatch(en)) and len(en.split()) <= 4 and len(en) <= 32


def _entity(name: Name) -> str:
    """Return what names of one entity share: the English without its class."""
    return _CLASS.sub("", plain_letters(name.en)).casefold()


def is_right(said: str, name: Name) -> bool:
    """Tell whether a spelling is one of a name's right forms, diacritics aside."""
    return plain_letters(said) in {plain_letters(form) for form in name.right}


def by_pinyin(name: Name) -> str:
    """Return the baseline: a person's name as the rules spell it, else its syllables as one word."""
    person = spell_person(name.zh) if name.type == "PER" else None
    return person.en if person is not None else _one_word(name.zh)


def _one_word(zh: Sequence[str]) -> str:
    return "".join(map(reading, zh)).capitalize()
