"""The glossary packs that come with mt_repair."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from mt_repair.glossary.entries import Entry, term_of
from mt_repair.glossary.formats import toml
from mt_repair.knowledge.publicnames import MOST_CERTAIN, Name
from mt_repair.types import Term

PACK = Path(__file__).parent / "data" / "zh-en-news"


def shipped_terms(examples: bool = False) -> tuple[Term, ...]:
    """Return the shipped terms, in the order of the files' names; sentences only on request.

    The pack is trusted: its own test checks it with `read_terms`. Raises InputError where a
    file is not TOML at all.
    """
    return _terms(PACK, examples)


@lru_cache(maxsize=8)
def _terms(pack: Path, examples: bool) -> tuple[Term, ...]:
    return tuple(term for path in sorted(pack.glob("*.toml")) for term in _file(path, examples))


def shipped_names(zh: str) -> tuple[Name, ...]:
    """Return what the shipped terms call a Chinese name, in their order; empty for others."""
    return _names().get(zh, ())


@lru_cache(maxsize=1)
def _names() -> dict[str, tuple[Name, ...]]:
    out: dict[str, list[Name]] = {}
    for term in shipped_terms():
        for zh in (term.zh, *term.aliases):
            name = Name(zh, term.en, term.accept, term.type or "TERM", "pack", MOST_CERTAIN)
            out.setdefault(zh, []).append(name)
    return {zh: tuple(names) for zh, names in out.items()}


def _file(path: Path, examples: bool) -> Iterator[Term]:
    name = f"{path.parent.name}/{path.name}"
    reading = toml.read(path.read_text("utf-8"), str(path))
    for entry in reading.entries:
        if not examples:
            values = {key: value for key, value in entry.values.items() if key != "examples"}
            entry = Entry(entry.line, values)
        yield term_of(entry, f"{name}:{entry.line}")


def is_shipped(term: Term) -> bool:
    """Tell whether a term is the shipped pack's, not touched by a user's glossary."""
    return term.origin.startswith(f"{PACK.name}/")
