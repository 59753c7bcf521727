"""Countries, regions, languages and currencies: CLDR's names, and how news English writes them.

CLDR (Unicode licence) comes with the babel package. Adjectives, short forms and further
Chinese names are ours: data/countries.tsv and data/currencies.tsv.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from mt_repair.knowledge.publicnames import Name, named, plain_letters

ORIGIN = "CLDR"

_SCRIPTS = ("zh_Hans", "zh_Hant", "zh_Hant_HK")
_UNREAL = frozenset({"ZZ", "XA", "XB", "QO", "001", "057", "021", "202"})
_REGIONS = frozenset(
    "002 003 005 009 011 013 014 015 017 018 019 029 030 034 035 039 142 143 145 150 151 154 155 419".split()
)


@dataclass(frozen=True, slots=True)
class Country:
    """A row of data/countries.tsv; `adjective` holds the people's names too."""

    code: str
    en: str
    accept: tuple[str, ...]
    adjective: tuple[str, ...]
    zh: tuple[str, ...]
    short: str


@lru_cache(maxsize=1)
def countries() -> dict[str, Country]:
    """Return the countries and regions whose news-English forms we list, by CLDR code."""
    return {
        row[0]: Country(row[0], row[1], _cells(row[2]), _cells(row[3]), _cells(row[4]), row[5])
        for row in _table("countries.tsv")
    }


@lru_cache(maxsize=1)
def adjectives() -> dict[str, tuple[str, ...]]:
    """Return the adjectives of the countries and regions by their usual English name."""
    return {c.en: c.adjective for c in countries().values() if c.adjective}


@lru_cache(maxsize=1)
def by_character() -> dict[str, Country]:
    """Return the countries that news Chinese shortens to one character, by that character."""
    return {c.short: c for c in countries().values() if c.short and c.code != "NZ"}


def territory_names() -> Iterator[Name]:
    """Yield the names of CLDR's territories and of our own table's."""
    chinese = [dict(_locale(s).territories) for s in _SCRIPTS]
    english = dict(_locale("en").territories)
    ours = countries()
    for code in sorted({*english, *ours} - _UNREAL):
        if code.isdigit() and code not in _REGIONS:
            continue
        country = ours.get(code)
        cldr = [f for f in _written_out(english.get(code, "")) if not f.endswith("SAR China")]
        en = country.en if country else cldr[0]
        accept = list(cldr)
        if country:
            accept += [*country.accept, *country.adjective]
        keys = dict.fromkeys(_chinese_key(c.get(code, "")) for c in chinese)
        keys.update(dict.fromkeys(country.zh if country else ()))
        kind = "ORG" if code in ("EU", "UN") else "LOC"
        for zh in keys:
            if len(zh) > 1 and not (len(zh) == 2 and set(zh) <= by_character().keys()):
                sure = 0.97 if country else 0.9
                yield named(zh, en, accept, "ORG" if kind == "ORG" else "LOC", ORIGIN, sure)
        if country and country.short:
            yield named(country.short, en, accept, "LOC", ORIGIN, 0.5)


def language_names() -> Iterator[Name]:
    """Yield the names of CLDR's languages, with 语 and 文 for each other."""
    english = _locale("en").languages
    for script in _SCRIPTS:
        for code, zh in _locale(script).languages.items():
            en = english.get(code)
            if not en or len(zh) < 2 or "_" in code or zh.endswith(("语系", "語系")):
                continue
            accept = (f"{en} language", *((en.removesuffix(" Chinese"),) if code != "zh" else ()))
            yield named(zh, en, accept, "TERM", ORIGIN, 0.9)


def currency_names() -> Iterator[Name]:
    """Yield the names of the currencies in use, as amounts are written."""
    ours = {row[0]: row for row in _table("currencies.tsv")}
    for row in ours.values():
        for zh in _cells(row[3]):
            yield named(zh, row[1], _cells(row[2]), "TERM", ORIGIN, 0.95)
    english = _locale("en")
    plurals: Any = english._data["currency_names_plural"]  # "US dollars": no public reader
    for script in _SCRIPTS:
        for code, zh in _locale(script).currencies.items():
            en = english.currencies.get(code, "")
            if re.search(r"[(（\d]", zh + en) or code.startswith("X") or not en:
                continue
            if code in ours:
                row = ours[code]
                yield named(zh, row[1], _cells(row[2]), "TERM", ORIGIN, 0.95)
            else:
                counted = plurals.get(code, {})
                several = counted.get("other", en)
                accept = (counted.get("one", en), several.split()[-1], en, code)
                yield named(zh, several, accept, "TERM", ORIGIN, 0.85)


def _locale(name: str) -> Any:  # noqa: ANN401 - babel has no types for its data
    from babel import Locale

    return Locale.parse(name)


def _written_out(en: str) -> list[str]:
    """Return CLDR's English name and variants: "Myanmar (Burma)", "Antigua & Barbuda"."""
    if not en:
        return []
    en = plain_letters(en) if "’" in en else en
    burma = re.fullmatch(r"(.+) \((.+)\)", en)
    if burma:
        return [burma[1], burma[2]]
    forms = [en.replace(" & ", " and ").replace("St. ", "Saint "), en]
    if en.startswith("St. "):
        forms.append(en.replace("St. ", "St "))
    return list(dict.fromkeys(forms))


def _chinese_key(zh: str) -> str:
    return "" if re.search(r"[（(]", zh) else zh


def _cells(text: str) -> tuple[str, ...]:
    return tuple(c for c in text.split("|") if c)


def _table(name: str) -> list[list[str]]:
    lines = (files("mt_repair") / "knowledge/data" / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines[1:] if line]
