"""What a run found, in a sentence: how many flags of which level, and what is silent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from mt_repair.corpus.items import Item
from mt_repair.report.places import offers_of
from mt_repair.types import Safety, Silencer

LEVELS: dict[Safety, str] = {
    "safe": "safe to repair",
    "review": "for a person to decide",
    "note": "to know",
}
_SILENCERS: dict[Silencer, str] = {
    "pragma": "by pragmas",
    "dismissal": "dismissed",
    "baseline": "in the baseline",
}


def said_of_silent(counts: Mapping[str, int]) -> str:
    """Return how many flags are silent and by what, nothing where none is."""
    parts = [f"{counts[by]} {said}" for by, said in _SILENCERS.items() if counts.get(by)]
    return f"silent: {', '.join(parts)}" if parts else ""


@dataclass(slots=True)
class Found:
    """The sums of a run; grows item by item."""

    files: int = 0
    touched: set[str] = field(default_factory=set)
    levels: Counter[Safety] = field(default_factory=Counter)
    silent: Counter[str] = field(default_factory=Counter)

    def add(self, path: str, item: Item) -> None:
        """Add what was found in an item of a file."""
        if item.repair is None:
            return
        if item.repair.flags:
            self.touched.add(path)
        self.levels.update(map(offers_of(item.repair).level, item.repair.flags))
        self.silent.update(silenced.by for silenced in item.repair.silenced)

    def headline(self) -> str:
        """Return how many flags there are, and in how many files."""
        files = _number(self.files, "file")
        if not self.levels:
            return f"No doubtful name in {files}"
        where = files if len(self.touched) == self.files else f"{len(self.touched)} of {files}"
        return f"{_number(self.levels.total(), 'doubtful name')} in {where}"

    def details(self) -> str:
        """Return how many are of which level, and how many are silent; nothing where none is."""
        shown = [
            f"{self.levels[name]} {said}" for name, said in LEVELS.items() if self.levels[name]
        ]
        return "; ".join(filter(None, (", ".join(shown), said_of_silent(self.silent))))


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
