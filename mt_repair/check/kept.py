"""Small tables kept between runs in the user's cache folder, by a key of bytes.

Without a usable folder nothing is kept, and that is no error: all of it can be found anew.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mt_repair.knowledge.cache import cache_folder

_MOST = 500_000  # rows; more begin anew

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """The rows of a table as an earlier run left them, and those that are new."""

    path: Path | None = None
    held: dict[bytes, Row] = field(default_factory=dict)
    fresh: dict[bytes, Row] = field(default_factory=dict)


def open_kept(name: str, stamp: str, columns: Sequence[str]) -> Kept:
    """Return what is kept under a name and a stamp; what has another stamp is dropped."""
    whole = hashlib.sha256(repr((stamp, tuple(columns))).encode()).hexdigest()[:12]
    try:
        folder = cache_folder()
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{name}-{whole}.sqlite"
        for old in folder.glob(f"{name}-*.sqlite*"):
            if whole not in old.name:
                old.unlink(missing_ok=True)
        with closing(sqlite3.connect(path, timeout=20)) as store:
            store.execute(
                f"CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, {', '.join(columns)})"
                " WITHOUT ROWID"
            )
            rows = store.execute(f"SELECT key, {', '.join(columns)} FROM kept")  # noqa: S608 (our own names)
            return Kept(path, {key: tuple(rest) for key, *rest in rows})
    except (OSError, sqlite3.Error, RuntimeError):
        return Kept()


def keep(kept: Kept) -> None:
    """Write the new rows."""
    if kept.path is None or not kept.fresh:
        return
    marks = ", ".join("?" * (1 + len(next(iter(kept.fresh.values())))))
    try:
        with closing(sqlite3.connect(kept.path, timeout=20)) as store, store:
            if len(kept.held) + len(kept.fresh) > _MOST:
                store.execute("DELETE FROM kept")
            store.executemany(
                f"INSERT OR REPLACE INTO kept VALUES ({marks})",  # noqa: S608 (only marks)
                ((key, *row) for key, row in kept.fresh.items()),
            )
    except (OSError, sqlite3.Error):
        return
