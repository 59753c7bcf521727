"""Edit quality: whether each edit, on its own, brings its line nearer to the reference."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from mt_repair.language.align import lines
from mt_repair.score.bleu import sentence_score
from mt_repair.score.metrics import Array, Counts, Metric, share
from mt_repair.types import Edit

Effect = Literal["raised", "kept", "lowered"]

EFFECTS: tuple[Effect, ...] = ("raised", "kept", "lowered")
_LEAST = 1e-9  # of a difference in points
_REACH = 12  # lines of the reference to either side that may be the one


def _part(number: int) -> Metric:
    def scores(sums: Array) -> Array:
        return share(sums[:, [number, 3]])

    name = EFFECTS[number]
    return Metric(
        f"edits_{name}",
        f"Edits that {name} their line's score",
        "higher" if name == "raised" else "lower" if name == "lowered" else "neither",
        "share",
        "one edit at a time, sentence chrF2++ of its line|v:1",
        scores,
    )


EDIT_QUALITY = tuple(map(_part, range(len(EFFECTS))))


def effect_counts(effects: Sequence[Effect]) -> Counts:
    """Return how many edits raised, kept and lowered their line's score, and how many there are."""
    counted = Counter(effects)
    return (*(float(counted[name]) for name in EFFECTS), float(len(effects)))


def effects(base: str, edits: Sequence[Edit], reference: str) -> Iterator[Effect]:
    """Yield what each edit alone does to the chrF2++ of its line of the base.

    The line's reference is the line of that number where base and reference have as many,
    else the one most like it nearby. Edits refer to the base.
    """
    ours, theirs = lines(base), lines(reference)
    for edit in edits:
        start = base.rfind("\n", 0, edit.span.start) + 1
        end = base.find("\n", edit.span.end)
        line = base[start : len(base) if end < 0 else end]
        head, tail = line[: edit.span.start - start], line[edit.span.end - start :]
        beside = reference
        if len(ours) > 1 and theirs:
            number = bisect_right(ours, start, key=_end)
            beside = reference[slice(*_line_beside(line, number, len(ours), theirs, reference))]
        before, after = (sentence_score(t, beside) for t in (line, head + edit.new + tail))
        yield _effect(before, after)


def _line_beside(
    line: str, number: int, count: int, theirs: Sequence[tuple[int, int]], reference: str
) -> tuple[int, int]:
    """Return which line of the reference belongs to the base's line of a number, of so many."""
    if count == len(theirs):
        return theirs[min(number, count - 1)]
    middle = round(number * len(theirs) / count)
    words = set(line.lower().split())

    def likeness(stretch: tuple[int, int]) -> float:
        other = reference[slice(*stretch)].lower().split()
        return len(words & set(other)) / (len(words) + len(other) + 1)

    return max(theirs[max(middle - _REACH, 0) : middle + _REACH + 1] or theirs, key=likeness)


def _end(stretch: tuple[int, int]) -> int:
    return stretch[1]


def _effect(before: float, after: float) -> Effect:
    if abs(after - before) < _LEAST:
        return "kept"
    return "raised" if after > before else "lowered"
