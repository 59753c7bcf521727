"""A Wikidata JSON dump made into a lexicon file: labels and aliases of the entities of some types."""

from __future__ import annotations

import bz2
import gzip
import json
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, BinaryIO, cast

from mt_repair.errors import InputError
from mt_repair.knowledge.compile import SCHEMA, character_table, insert_row
from mt_repair.knowledge.publicnames import Name, key_text, named
from mt_repair.language.chinese import has_han
from mt_repair.types import EntityType

ORIGIN = "Wikidata"

# What P31 (instance of) says, by class. Classes are not climbed: that needs the whole dump.
TYPES: Mapping[str, EntityType] = {
    "Q5": "PER",
    **dict.fromkeys("Q6256 Q3624078 Q515 Q1549591 Q1093829 Q200250 Q5119 Q1637706 Q748149 Q1065118 Q1289426 Q735428 "
                    "Q2225692 Q24354 Q10864048 Q35657 Q34876 Q3957 Q532 Q486972 Q4022 Q23397 Q8502 Q46831 Q23442 "
                    "Q165 Q9430 Q37901 Q39594 Q82794 Q5107 Q123705 Q1248784 Q55488 Q928830 Q12280 Q79007 Q41176".split(), "LOC"),
    **dict.fromkeys("Q43229 Q4830453 Q783794 Q891723 Q6881511 Q22687 Q7278 Q3918 Q875538 Q15936437 Q23002054 Q38723 "
                    "Q327333 Q192350 Q2659904 Q484652 Q245065 Q476028 Q847017 Q18127 Q16917 Q33506 Q163740 Q31855 "
                    "Q176799 Q46970 Q3914 Q9826 Q157031 Q8436 Q4438121 Q161726 Q155076".split(), "ORG"),
    **dict.fromkeys("Q11032 Q1110794 Q192283 Q41298 Q1616075 Q1002697 Q5398426 Q14350 Q1193236 Q17232649".replace("Q5398426 ", "").split(), "MEDIA"),
    **dict.fromkeys("Q11424 Q571 Q7725634 Q5398426 Q482994 Q8261 Q7889 Q134556 Q7366 Q3305213 Q25379 Q1344 Q24856 "
                    "Q47461344 Q21191270 Q581714 Q1107 Q202866".split(), "WORK"),
    **dict.fromkeys("Q198 Q178561 Q180684 Q27020041 Q40231 Q132241 Q8065 Q7944 Q13418847 Q1190554 Q159821 Q18608583 "
                    "Q645883 Q3839081 Q175331".split(), "EVENT"),
    **dict.fromkeys("Q7397 Q9135 Q19723451 Q15142894 Q3231690 Q431289 Q22999537 Q166142 Q620615 Q11436 Q18517638".split(), "PROD"),
}  # fmt: skip

_CHINESE = ("zh-hans", "zh-cn", "zh", "zh-hant", "zh-tw", "zh-hk", "zh-sg", "zh-mo")
_BATCH = 5000


def import_wikidata(path: Path, out: Path, types: Mapping[str, EntityType] | None = None) -> int:
    """Write the names of a dump (one entity a line; plain, .gz or .bz2) into a lexicon file.

    `types` maps classes (Q5) to our types and defaults to TYPES; entities of other classes
    are left out. Returns the number of Chinese keys written. The dump is read as a stream,
    in constant memory; `out` is replaced only when all went well. A line that is no JSON
    raises InputError with its number.
    """
    wanted = TYPES if types is None else types
    table = character_table()
    change = str.maketrans(table)
    handle, name = tempfile.mkstemp(".part", out.name, out.parent)
    os.close(handle)
    fresh = Path(name)
    try:
        with closing(sqlite3.connect(fresh)) as store:
            store.executescript(SCHEMA)
            store.execute(
                "INSERT INTO simplified VALUES (?, ?)", ("".join(table), "".join(table.values()))
            )
            written = 0
            for number, entity in enumerate(_entities(path), 1):
                for item in entity_names(entity, wanted, change):
                    written += insert_row(store, item)
                if number % _BATCH == 0:
                    store.commit()
            store.commit()
        os.replace(fresh, out)
    finally:
        fresh.unlink(missing_ok=True)
    return written


def entity_names(
    entity: Mapping[str, Any], types: Mapping[str, EntityType], change: Mapping[int, str]
) -> list[Name]:
    """Return the names of one entity: a Chinese label or alias each, all with its English ones."""
    english = _texts(entity, "labels", ("en",))
    kind = _type_of(entity, types)
    if not english or kind is None:
        return []
    others = _texts(entity, "aliases", ("en", "en-gb", "en-us"))
    labels = dict.fromkeys(_texts(entity, "labels", _CHINESE))
    aliases = dict.fromkeys(_texts(entity, "aliases", _CHINESE))
    out: dict[str, Name] = {}
    for texts, sure in ((labels, 0.9), (aliases, 0.7)):
        for text in texts:
            zh = key_text(text.strip()).translate(change)
            if has_han(zh) and len(zh) > 1:
                out.setdefault(zh, named(zh, english[0], others, kind, ORIGIN, sure))
    return list(out.values())


def _texts(entity: Mapping[str, Any], what: str, languages: Iterable[str]) -> list[str]:
    held = entity.get(what)
    if not isinstance(held, dict):  # Wikidata writes an empty map as a list
        return []
    out: list[str] = []
    for language in languages:
        value = held.get(language)
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict) and isinstance(item.get("value"), str):
                out.append(item["value"])
    return out


def _type_of(entity: Mapping[str, Any], types: Mapping[str, EntityType]) -> EntityType | None:
    claims = entity.get("claims")
    for claim in claims.get("P31", ()) if isinstance(claims, dict) else ():
        try:
            found = types.get(claim["mainsnak"]["datavalue"]["value"]["id"])
        except (KeyError, TypeError):
            continue
        if found is not None:
            return found
    return None


def _entities(path: Path) -> Iterator[Mapping[str, Any]]:
    try:
        with _stream(path) as lines:
            for number, raw in enumerate(lines, 1):
                line = raw.strip().removesuffix(b",")
                if line in (b"", b"[", b"]"):
                    continue
                try:
                    entity = json.loads(line)
                except ValueError:
                    what = "not a JSON entity"
                    raise InputError.one(
                        str(path), number, what, "give a dump of one entity a line"
                    ) from None
                if isinstance(entity, dict):
                    yield entity
    except (OSError, EOFError) as error:
        raise InputError.one(
            str(path), None, f"cannot be read ({error})", "check the file"
        ) from error


def _stream(path: Path) -> BinaryIO:
    if path.suffix == ".gz":
        return cast(BinaryIO, gzip.open(path, "rb"))
    if path.suffix == ".bz2":
        return cast(BinaryIO, bz2.open(path, "rb"))
    return path.open("rb")
