"""Entity accuracy: how many of the names a text has to have stand in it, and rightly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mt_repair.language.assign import Option, assign
from mt_repair.score.carried import carried
from mt_repair.score.ground import Ground
from mt_repair.score.mentions import Mention, Names, Unit
from mt_repair.score.metrics import Metric, share
from mt_repair.types import Span

_WORTH = 100.0  # of a mention served; a longer form is worth a little more

ENTITY_ACCURACY = Metric(
    "entity_accuracy",
    "Entity accuracy",
    "higher",
    "share",
    "accepted form, bounded, exclusive, carried, per mention|v:1",
    share,
)


@dataclass(frozen=True, slots=True)
class Served:
    """A mention and the stretch of the hypothesis that serves it, None where none does."""

    mention: Mention
    span: Span | None


@dataclass(frozen=True, slots=True)
class Found:
    """A unit's mentions as they are served, and the right forms that are only set beside it."""

    served: tuple[Served, ...]
    beside: tuple[Span, ...]


def found(names: Names, unit: Unit, wanted: Sequence[Mention], ground: Ground) -> Found:
    """Return which stretch of a unit's hypothesis serves which of its mentions.

    A stretch serves one mention, and of all ways to share them out the one that serves most
    is taken. `wanted` are mentions of the unit's source, or of its reference where it has
    no source. Offsets are code points of the unit's hypothesis.
    """
    text = unit.hypothesis
    right = {term: names.right(text, term) for term in names.near(text)}
    kept = carried(text, right, ground)
    spans = shared_out([kept.get(mention.term, ()) for mention in wanted])
    served = tuple(Served(m, span) for m, span in zip(wanted, spans, strict=True))
    return Found(served, _beside(right, kept))


def shared_out(options: Sequence[Sequence[Span]]) -> list[Span | None]:
    """Return the stretch that each mention takes of its own, so that most mentions have one.

    No two of them overlap; of two stretches that do as well the longer one is taken. Mentions
    of one term have the same stretches, which must be in order.
    """
    alike: dict[tuple[Span, ...], list[int]] = {}
    for number, mine in enumerate(options):
        alike.setdefault(tuple(mine), []).append(number)
    out: list[Span | None] = [None] * len(options)
    crowded: list[int] = []
    crossed = _crossed([span for spans in alike for span in spans])
    for spans, numbers in alike.items():
        if any(span in crossed for span in spans):
            crowded += numbers
        else:
            for number, span in zip(numbers, spans, strict=False):
                out[number] = span
    # Places among the ends, not code points: an option's mask has a bit for each.
    ends = sorted({end for n in crowded for s in options[n] for end in (s.start, s.end)})
    place = {end: number for number, end in enumerate(ends)}
    found = assign(
        [
            [
                Option(place[s.start], place[s.end], _WORTH + len(s) / _WORTH, at)
                for at, s in enumerate(options[number])
            ]
            for number in sorted(crowded)
        ]
    )
    for number, option in zip(sorted(crowded), found, strict=True):
        out[number] = None if option is None else options[number][option.number]
    return out


def _crossed(spans: Sequence[Span]) -> set[Span]:
    """Return the stretches that overlap another one, or stand there twice."""
    out: set[Span] = set()
    last: Span | None = None
    for span in sorted(spans):
        if last is not None and span.start < last.end:
            out |= {last, span}
        if last is None or span.end > last.end:
            last = span
    return out


def ground_of(names: Names, unit: Unit, wanted: Sequence[Mention]) -> Ground:
    """Return what a unit's source and reference tell of where its mentions belong."""
    by_term: dict[int, list[Span]] = {}
    for mention in wanted:
        by_term.setdefault(mention.term, []).append(mention.span)
    if not unit.source:
        return Ground("", unit.reference, {}, by_term)
    reference = {term: names.right(unit.reference, term) for term in by_term}
    return Ground(unit.source, unit.reference, by_term, reference)


def _beside(
    right: Mapping[int, Sequence[Span]], kept: Mapping[int, Sequence[Span]]
) -> tuple[Span, ...]:
    """Return the stretches that serve nothing, the longest where they overlap."""
    taken = {span for spans in kept.values() for span in spans}
    loose = {span for spans in right.values() for span in spans} - taken
    outer = [s for s in loose if not any(o != s and o.holds(s) for o in loose | taken)]
    return tuple(sorted(outer))
