"""Edit quality: whether each edit, on its own, brings its line nearer to the reference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from mt_repair.edits import apply
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
    for edit in edits:
        start = base.rfind("\n", 0, edit.span.start) + 1
        end = base.find("\n", edit.span.end)
        end = len(base) if end < 0 else end
        line = base[start:end]
        changed = apply(base, [edit], edit.segment)[start : end + len(edit.new) - len(edit.old)]
        beside = reference_line(base, start, line, reference)
        yield _effect(sentence_score(line, beside), sentence_score(changed, beside))


def reference_line(base: str, start: int, line: str, reference: str) -> str:
    """Return the line of the reference that belongs to the line of the base at an offset."""
    ours, theirs = lines(base), lines(reference)
    if len(ours) <= 1 or not theirs:
        return reference
    number = sum(end <= start for _, end in ours)
    if len(ours) == len(theirs):
        low, high = theirs[min(number, len(theirs) - 1)]
        return reference[low:high]
    middle = round(number * len(theirs) / len(ours))
    words = set(line.lower().split())

    def likeness(stretch: tuple[int, int]) -> float:
        other = reference[slice(*stretch)].lower().split()
        return len(words & set(other)) / (len(words) + len(other) + 1)

    near = theirs[max(middle - _REACH, 0) : middle + _REACH + 1] or theirs
    return reference[slice(*max(near, key=likeness))]


def _effect(before: float, after: float) -> Effect:
    if abs(after - before) < _LEAST:
        return "kept"
    return "raised" if after > before else "lowered"
