"""The development data, where it is present; it never becomes part of the project."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DATA = Path(os.environ.get("MT_REPAIR_DATA", Path(__file__).resolve().parents[2] / "shared/data"))


def present() -> bool:
    """Tell whether the development data is there."""
    return (DATA / "wild_dev.json").is_file()


def wild() -> list[dict[str, Any]]:
    """Return the observed mistranslations with their sentences."""
    return json.loads((DATA / "wild_dev.json").read_text("utf-8"))


def news(year: int) -> Iterator[dict[str, Any]]:
    """Yield the lines of one WMT news test."""
    with gzip.open(DATA / f"wmt_news/wmt{year}.jsonl.gz", "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)
