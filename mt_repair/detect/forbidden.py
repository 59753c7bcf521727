"""Words a glossary forbids, where the Chinese source does not say whose they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mt_repair.detect.by_source import BySource, right_places
from mt_repair.detect.names import Candidate
from mt_repair.detect.sourced_flags import RULE
from mt_repair.glossary.forms import is_packs
from mt_repair.language.cover import touching
from mt_repair.language.english import ordinariness
from mt_repair.types import Flag, Span, Term

_PLAIN = 0.35  # how ordinary a phrase is that may be meant as plain English
_CONFIDENCE = 0.4  # for a person: the source names something else


def forbidden(
    candidates: Iterable[Candidate],
    terms: Sequence[Term],
    told: BySource,
    flagged: Iterable[tuple[int, Span]],
) -> Iterator[Flag]:
    """Yield a flag for each wrong form that a user lists and no mention in the source accounts for.

    `flagged` are the places that other flags speak of. Plain words ("pat") are left alone:
    where the source does not name the term, they are what they say.
    """
    taken, right = touching(flagged), touching(right_places(told.placed))
    seen: set[tuple[int, int, int]] = set()
    for c in sorted(candidates, key=lambda c: (c.segment, c.start, -c.end)):
        term, place = terms[c.form.term], (c.segment, c.start, c.end)
        if c.form.role != "wrong" or is_packs(term, c.form) or not told.belongs(c.segment):
            continue
        if taken(*place) or right(*place) or place in seen or ordinariness(c.surface) >= _PLAIN:
            continue
        seen.add(place)
        yield Flag(
            c.segment,
            Span(c.start, c.end),
            c.surface,
            RULE,
            "forbidden",
            f"“{c.surface}” is a wrong form of “{term.zh}” ({term.en}) by the glossary; "
            "the source does not name it here.",
            term.zh,
            (term.en,),
            _CONFIDENCE,
        )
