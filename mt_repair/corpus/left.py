"""What of a file nothing was looked for in, summed up for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from mt_repair.corpus.items import Item
from mt_repair.errors import Problem


def told(path: str, items: Iterable[Item]) -> Iterator[Item]:
    """Yield the items, and at the end one that tells what was left, where anything was."""
    counts: Counter[str] = Counter()
    firsts: dict[str, int | None] = {}
    for item in items:
        if item.left:
            counts[item.left] += 1
            firsts.setdefault(item.left, item.row)
        yield item
    notes = []
    for left, count in counts.items():
        more = f", and {count - 1:,} more" if count > 1 else ""
        notes.append(Problem(path, firsts[left], f"{left}{more}", "left as it is"))
    if notes:
        yield Item(path, b"", notes=tuple(notes))
