"""Compiling the public sources into one SQLite file, and the file's layout."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from mt_repair.knowledge.cities import city_names
from mt_repair.knowledge.definitions import entry_names
from mt_repair.knowledge.publicnames import Name, key_text, merged
from mt_repair.knowledge.territories import currency_names, language_names, territory_names
from mt_repair.language.cedict import all_entries
from mt_repair.language.chinese import has_han

LEAST = 0.3  # what is less certain than this is not kept
FORM_MARK = "\x1f"

SCHEMA = """
CREATE TABLE name (
  zh TEXT NOT NULL, rank INTEGER NOT NULL, en TEXT NOT NULL, accept TEXT NOT NULL,
  type TEXT NOT NULL, origin TEXT NOT NULL, confidence REAL NOT NULL,
  PRIMARY KEY (zh, rank)) WITHOUT ROWID;
CREATE TABLE simplified (traditional TEXT NOT NULL, simplified TEXT NOT NULL);
"""


def compile_into(store: sqlite3.Connection) -> None:
    """Write the lexicon of all public sources into an empty database."""
    table = character_table()
    store.executescript(SCHEMA)
    with store:
        store.executemany(
            "INSERT INTO simplified VALUES (?, ?)", [("".join(table), "".join(table.values()))]
        )
        insert_names(store, public_names(table))


def insert_names(store: sqlite3.Connection, names: Iterable[Name]) -> None:
    """Write names into a database, ranked within each Chinese key as they come."""
    ranks: Counter[str] = Counter()
    rows = []
    for name in names:
        rows.append(_row(name, ranks[name.zh]))
        ranks[name.zh] += 1
    store.executemany(_INSERT, rows)


_INSERT = "INSERT INTO name VALUES (?, ?, ?, ?, ?, ?, ?)"


def _row(name: Name, rank: int) -> tuple[str | int | float, ...]:
    accept = FORM_MARK.join(name.accept)
    return (name.zh, rank, name.en, accept, name.type, name.origin, name.confidence)


def insert_row(store: sqlite3.Connection, name: Name) -> int:
    """Write one name after those its key already has; return 1 if the key is new, else 0."""
    (rank,) = store.execute("SELECT count(*) FROM name WHERE zh = ?", (name.zh,)).fetchone()
    store.execute(_INSERT, _row(name, rank))
    return int(rank == 0)


def character_table() -> dict[str, str]:
    """Return the simplified form of each traditional character that has just one.

    Taken from the dictionary's pairs of forms; a character used unchanged in simplified
    text more often than not (乾, 著) stays as it is, and so does one that simplified text
    writes for another more often (宁 for 寧).
    """
    seen: dict[str, Counter[str]] = {}
    written: Counter[str] = Counter()
    for traditional, entry in all_entries():
        written.update(entry.zh)
        if len(traditional) == len(entry.zh):
            for old, new in zip(traditional, entry.zh, strict=True):
                seen.setdefault(old, Counter())[new] += 1
    table = {}
    for old, counts in sorted(seen.items()):
        new, times = counts.most_common(1)[0]
        if new != old and times > max(0.8 * counts.total(), written[old]):
            table[old] = new
    return table


def public_names(table: dict[str, str]) -> list[Name]:
    """Return the names of all public sources under simplified keys, merged and ranked."""
    change: dict[int, str] = str.maketrans(table)
    found: list[Name] = []
    for source in (territory_names, currency_names, language_names, city_names):
        for name in source():
            found.append(replace(name, zh=key_text(name.zh).translate(change)))
    found += _dictionary_names(change)
    return [n for n in _doubted(merged(found)) if n.confidence >= LEAST]


def _dictionary_names(change: dict[int, str]) -> Iterator[Name]:
    own: dict[str, list[Name]] = {}
    follows: dict[str, list[str]] = {}
    keys: dict[str, set[str]] = {}
    for traditional, entry in all_entries():
        zh = key_text(entry.zh)
        if not has_han(zh):
            continue
        names, targets = entry_names(zh, entry.pinyin, entry.glosses)
        own.setdefault(zh, []).extend(names)
        if targets:
            follows.setdefault(zh, []).extend(targets)
        if names or targets:
            keys.setdefault(zh, set()).add(key_text(traditional).translate(change))
    for zh, targets in follows.items():
        if not own[zh]:
            own[zh] = [_followed(n, zh) for t in targets for n in own.get(key_text(t), ())[:1]]
            continue
        # What an abbreviation stands for is another right form of it.
        more = [f for t in targets for n in own.get(key_text(t), ())[:1] for f in n.right]
        first = own[zh][0]
        accept = dict.fromkeys((*first.accept, *more))
        accept.pop(first.en, None)
        kinds = [n.type for t in targets for n in own.get(key_text(t), ())[:1]]
        kind = kinds[0] if kinds and first.type == "TERM" else first.type
        own[zh][0] = replace(first, accept=tuple(accept), type=kind)
    for zh, names in own.items():
        for key in {zh, *keys.get(zh, ())}:
            yield from (replace(n, zh=key) for n in names)


def _followed(name: Name, zh: str) -> Name:
    return replace(
        name, zh=zh, confidence=round(name.confidence * (0.5 if len(zh) == 1 else 0.95), 3)
    )


def _doubted(names: list[Name]) -> Iterator[Name]:
    """Yield the names, less sure where the key is also a plain word or has other meanings."""
    plain = {
        key_text(e.zh)
        for _, e in all_entries()
        if not e.pinyin[:1].isupper() and len(e.zh) > 1
        and not e.glosses[0][:1].isupper()
    }  # fmt: skip
    meanings = Counter(n.zh for n in names if n.confidence >= 0.4)
    for name in names:
        sure = name.confidence
        if name.zh in plain:
            sure *= 0.75
        if meanings[name.zh] > 1:
            sure *= 0.9
        yield replace(name, confidence=round(sure, 3))
