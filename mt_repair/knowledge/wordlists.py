"""The tables that names are composed with: heads, words of news, the fields of ministries."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from mt_repair.types import ENTITY_TYPES, EntityType

Head = tuple[EntityType, str, tuple[str, ...]]


@lru_cache(maxsize=1)
def heads() -> dict[str, tuple[Head, ...]]:
    """Return the heads of names: type, how they take what stands before them, English forms."""
    kinds: dict[str, EntityType] = {t: t for t in ENTITY_TYPES}
    out: dict[str, list[Head]] = {}
    for zh, kind, manner, en in _rows("heads.tsv"):
        out.setdefault(zh, []).append((kinds[kind], manner, tuple(en.split("|"))))
    return {zh: tuple(rows) for zh, rows in out.items()}


@lru_cache(maxsize=1)
def words() -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Return the words of news that dictionaries lack or gloss badly: how they are used, English."""
    out: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for zh, used, en in _rows("words.tsv"):
        out.setdefault(zh, []).append((used, tuple(en.split("|"))))
    return {zh: tuple(rows) for zh, rows in out.items()}


@lru_cache(maxsize=1)
def fields() -> dict[str, tuple[str, str]]:
    """Return the fields that ministries deal with: as said after "of", and before the noun."""
    return {zh: (of, before) for zh, of, before in _rows("portfolios.tsv")}


def _rows(name: str) -> list[list[str]]:
    lines = (files("mt_repair") / "knowledge/data" / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines[1:] if line]
