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
    options = [
        [
            Option(span.start, span.end, _WORTH + len(span) / _WORTH, number)
            for number, span in enumerate(kept.get(mention.term, ()))
        ]
        for mention in wanted
    ]
    served = tuple(
        Served(mention, None if option is None else Span(option.low, option.high))
        for mention, option in zip(wanted, assign(options), strict=True)
    )
    return Found(served, _beside(right, kept))


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
