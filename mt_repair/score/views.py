"""Segments as a reader sees them: beside their base, with what was changed marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mt_repair.edits import diff, invert
from mt_repair.score.evaluate import Checked
from mt_repair.score.scoring import Scoring
from mt_repair.types import Edit

Pieces = tuple[tuple[str, bool], ...]  # a text in pieces, each with whether it was changed

LONGEST = 1500  # characters of a text that are shown


@dataclass(frozen=True, slots=True)
class Name:
    """A mention of a segment, and whether hypothesis and base have it right."""

    zh: str
    en: str
    right: bool
    base_right: bool | None


@dataclass(frozen=True, slots=True)
class View:
    """A segment with its score; `why` it is shown: lowered, raised or worst."""

    number: int
    id: str | int | None
    why: str
    score: float
    base_score: float | None
    source: str | None
    reference: str
    hypothesis: Pieces
    base: Pieces | None
    names: tuple[Name, ...]


def views(
    scoring: Scoring,
    picked: Mapping[int, str],
    values: Sequence[float],
    before: Sequence[float] | None,
) -> list[View]:
    """Return the picked segments, in the order they were picked in."""
    out = []
    for number, why in picked.items():
        one = scoring.segments[number]
        edits = [] if one.base is None else list(diff(one.base, one.hypothesis))
        out.append(
            View(
                number,
                one.id,
                why,
                values[number],
                None if before is None else before[number],
                None if one.source is None else _short(one.source),
                _short(one.reference),
                _pieces(one.hypothesis, invert(edits)),
                None if one.base is None else _pieces(one.base, edits),
                _names_of(scoring, number),
            )
        )
    return out


def _names_of(scoring: Scoring, number: int) -> tuple[Name, ...]:
    ours = scoring.ours.checked[number]
    theirs = _right(scoring.theirs.checked[number]) if scoring.theirs is not None else None
    lines = [(line, served) for line in ours for served in line.found.served]
    return tuple(
        Name(
            line.names.terms[served.mention.term].zh,
            line.names.terms[served.mention.term].en,
            served.span is not None,
            None if theirs is None or at >= len(theirs) else theirs[at],
        )
        for at, (line, served) in enumerate(lines)
    )


def _right(lines: Sequence[Checked]) -> list[bool]:
    return [served.span is not None for line in lines for served in line.found.served]


def _pieces(text: str, edits: Sequence[Edit]) -> Pieces:
    """Return a text in pieces, those that edits take out marked; its far end is cut off."""
    out: list[tuple[str, bool]] = []
    at = 0
    for edit in edits:
        for piece, changed in ((text[at : edit.span.start], False), (edit.old, True)):
            if piece:
                out.append((piece, changed))
        at = edit.span.end
    if text[at:]:
        out.append((text[at:], False))
    return _cut(out)


def _cut(pieces: Sequence[tuple[str, bool]]) -> Pieces:
    left = LONGEST
    out: list[tuple[str, bool]] = []
    for piece, changed in pieces:
        if len(piece) > left:
            out.append((piece[:left] + "…", changed))
            break
        out.append((piece, changed))
        left -= len(piece)
    return tuple(out)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"
