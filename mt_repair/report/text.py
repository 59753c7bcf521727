"""Flags for a person: `file:line:col: kind [confidence]: "surface" -> "suggestion": message`."""

from __future__ import annotations

from collections.abc import Iterator

from mt_repair.corpus.items import Files
from mt_repair.report.look import Look
from mt_repair.report.places import Place, placed_flags
from mt_repair.report.style import BOLD, DIM, GREEN, RED, YELLOW, paint, seen
from mt_repair.types import Flag, Safety

_COLOURS: dict[Safety, str] = {"safe": RED, "review": YELLOW, "note": DIM}


def lines(files: Files, look: Look) -> Iterator[str]:
    """Yield a line a flag, in order of position; red is what repair mends on its own."""
    for path, items in files:
        for item in items:
            for place, flag, safety in placed_flags(item):
                yield _line(path, place, flag, safety, look.colour)


def _line(path: str, place: Place, flag: Flag, safety: Safety, colour: bool) -> str:
    where = paint(f"{seen(path)}:{place.line}:{place.column}", BOLD, colour)
    kind = paint(flag.kind, _COLOURS[safety], colour)
    change = f'"{seen(flag.surface)}"'
    if flag.suggestions:
        change += f' -> "{paint(seen(flag.suggestions[0]), GREEN, colour)}"'
    return f"{where}: {kind} [{flag.confidence:.2f}]: {change}: {seen(flag.message)}\n"
