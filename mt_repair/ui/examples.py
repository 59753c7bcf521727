"""The example articles, where they are installed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_TITLES = {"ecommerce": "E-commerce", "finance": "Finance", "entertainment": "Entertainment"}


@dataclass(frozen=True, slots=True)
class Example:
    """An article to try, with its Chinese."""

    key: str
    title: str
    target: Path
    source: Path


def examples() -> Sequence[Example]:
    """Return the examples there are: beside the package, or in it where it was installed."""
    package = Path(__file__).resolve().parents[1]
    folders = (package / "examples", package.parent / "examples")
    found = (
        Example(key, title, folder / f"{key}.mt.txt", folder / f"{key}.zh.txt")
        for key, title in _TITLES.items()
        for folder in folders
        if (folder / f"{key}.mt.txt").is_file() and (folder / f"{key}.zh.txt").is_file()
    )
    return list(found)
