"""Names to learn spelling from: CC-CEDICT's, CLDR's, GeoNames' and the pack's, and people spelt by rule."""

from __future__ import annotations

import hashlib
import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from mt_repair.glossary.shipped import shipped_terms
from mt_repair.knowledge.compile import character_table, public_names
from mt_repair.knowledge.namer import (
    LETTERS,
    LONGEST_NAME,
    answer_of,
    spelt,
    syllables,
    symbols,
    told,
)
from mt_repair.knowledge.people import spell_person, surnames
from mt_repair.knowledge.publicnames import Name, plain_letters
from mt_repair.language.chinese import has_han
from mt_repair.train.settings import END_ID, NOWHERE, Row, Settings, Task
from mt_repair.types import EntityType

_TYPES: frozenset[EntityType] = frozenset(("PER", "LOC", "ORG"))
_LEAST = 0.55  # how certain a name must be to teach
_TEST, _TRIED = 500, 300  # names that are measured with, and that checkpoints are chosen by
_MADE = 0.25  # of lessons are Chinese people spelt by rule
_UNTYPED = 0.3  # of lessons do not tell the type
_SPELT = re.compile(rf"[A-Z][A-Za-z {re.escape(LETTERS)}]*")
_CLASS = re.compile(
    r" (?:city|county|district|province|prefecture|state|township|town|region|autonomous .*|island|lake|river|mountain|"
    r"mountains|banner|municipality|university|peninsula|sea|bay|strait)$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Names:
    """Names to teach, to choose checkpoints by, and to measure with; no entity is in two."""

    taught: tuple[Name, ...]
    tried: tuple[Name, ...]
    test: tuple[Name, ...]


def names(seed: int) -> Names:
    """Return the public names in three parts by entity, the same for the same seed."""
    known = [*public_names(character_table()), *_pack()]
    usable = [n for n in known if _is_usable(n)]
    groups: dict[str, list[Name]] = {}
    for name in usable:
        groups.setdefault(_entity(name), []).append(name)
    order = sorted(groups, key=lambda g: hashlib.sha256(f"{seed}:{g}".encode()).hexdigest())
    test, tried, taught = order[:_TEST], order[_TEST : _TEST + _TRIED], order[_TEST + _TRIED :]
    return Names(
        tuple(n for g in taught for n in groups[g]),
        tuple(groups[g][0] for g in tried),
        tuple(groups[g][0] for g in test),
    )


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
    words = en.split()
    return bool(_SPELT.fullmatch(en)) and len(words) <= 4 and len(en) <= 32


def _entity(name: Name) -> str:
    """Return what names of one entity share: the English without its class."""
    return _CLASS.sub("", plain_letters(name.en)).casefold()


def vocabulary(taught: Sequence[Name]) -> list[str]:
    """Return the tokens in order: letters and types, readings, characters seen twice or more."""
    chars = Counter(c for n in taught for c in n.zh)
    read = {f"{s}~" for c in chars for s in syllables(c)}
    read |= {f"{pinyin.lower()}~" for pinyin, _ in surnames().values() if pinyin.isalpha()}
    return [*symbols(), *sorted(read), *sorted(c for c, n in chars.items() if n > 1)]


def naming_task(data: Names, tokens: Sequence[str], settings: Settings) -> Task:
    """Return the spelling of names as a task."""
    number = {t: i for i, t in enumerate(tokens)}
    people = _people(data.taught)

    def ids(row: Sequence[str]) -> tuple[int, ...]:
        return tuple(number.get(t, 2) for t in row)

    def pool(start: int) -> list[Row]:
        rng = random.Random(f"{settings.seed}:{start}")
        lessons = [_lesson(rng, data.taught, people) for _ in range(settings.pool)]
        lessons.sort(key=lambda lesson: (len(lesson[0]), lesson))
        size = settings.batch
        batches = [lessons[i : i + size] for i in range(0, len(lessons), size)]
        rng.shuffle(batches)
        return [_row(ids(shown), ids(answer)) for b in batches for shown, answer in b]

    def scores(answers: Sequence[Sequence[int]]) -> dict[str, float]:
        said = [spelt([tokens[i] for i in a]) for a in answers]
        right = [is_right(s, n) for s, n in zip(said, data.tried, strict=True)]
        return {"score": sum(right) / len(right)}

    shown = [ids(told(n.zh, n.type)) for n in data.tried]
    return Task(len(tokens), pool, shown, scores, 40)


def _row(shown: tuple[int, ...], answer: tuple[int, ...]) -> Row:
    """Return a lesson; where a reading is written as it is shown, that is where it is made of."""
    places = []
    at = 0
    for token in answer:
        found = token in shown[at:]
        at = shown.index(token, at) + 1 if found else at
        places.append(at - 1 if found else NOWHERE)
    return Row(shown, (*answer, END_ID), places=(*places, NOWHERE))


def _lesson(
    rng: random.Random, taught: Sequence[Name], people: Sequence[str]
) -> tuple[list[str], list[str]]:
    if rng.random() < _MADE:
        made = None
        while made is None:
            zh = rng.choice(list(surnames())) + "".join(
                rng.choices(people, k=rng.choice((1, 2, 2)))
            )
            made = spell_person(zh)
        name = made
    else:
        name = rng.choice(taught)
    kind = None if rng.random() < _UNTYPED else name.type
    return told(name.zh, kind), answer_of(plain_letters(name.en), name.zh)


def _people(taught: Sequence[Name]) -> list[str]:
    """Return the characters that given names are made of, as often as they are."""
    return [c for n in taught if n.type == "PER" and 1 < len(n.zh) < 4 for c in n.zh[1:]]


def is_right(said: str, name: Name) -> bool:
    """Tell whether a spelling is one of a name's right forms, diacritics aside."""
    return plain_letters(said) in {plain_letters(form) for form in name.right}


def by_pinyin(name: Name) -> str:
    """Return the baseline: a person's name as the rules spell it, else its syllables as one word."""
    person = spell_person(name.zh) if name.type == "PER" else None
    if person is not None:
        return person.en
    return "".join(s for c in name.zh for s in syllables(c)).capitalize()
