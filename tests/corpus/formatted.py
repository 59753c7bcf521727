"""Runs a format over bytes in memory, for its tests."""

from __future__ import annotations

import io

from mt_repair.corpus import parts
from mt_repair.corpus.formats import FORMATS
from mt_repair.corpus.given import Given, Settings
from mt_repair.corpus.items import Item, Repairer
from mt_repair.types import Document, Repair


def items(
    name: str, data: str | bytes, repairer: Repairer, source: str | None = None, **settings: object
) -> list[Item]:
    """Return the items of a file of a format."""
    raw = data.encode() if isinstance(data, str) else data
    taken = Settings(name, **settings)  # type: ignore[arg-type]
    given = Given(f"in.{name}", io.BytesIO(raw), source, taken)
    return list(FORMATS[name].repaired(given, parts.runner(lambda: repairer)))


def written(name: str, data: str | bytes, repairer: Repairer, **settings: object) -> str:
    """Return what a file is written back as."""
    made = items(name, data, repairer, **settings)  # type: ignore[arg-type]
    return b"".join(item.output for item in made).decode("utf-8", "surrogateescape")


def pairs(
    name: str, data: str | bytes, source: str | None = None, **settings: object
) -> list[tuple[str, str | None]]:
    """Return the targets and sources a format finds in a file."""
    found: list[tuple[str, str | None]] = []

    def look(document: Document) -> Repair:
        found.extend((s.target, s.source) for s in document.segments)
        return Repair(document, (), (), (), document.text)

    items(name, data, look, source, **settings)
    return found


def targets(name: str, data: str | bytes, **settings: object) -> list[str]:
    """Return the targets a format finds in a file."""
    return [target for target, _ in pairs(name, data, **settings)]  # type: ignore[arg-type]
