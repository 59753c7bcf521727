"""Term success as WMT25 counts it, its twin between word boundaries, and consistency."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from mt_repair.score.entity import Found
from mt_repair.score.forms import stretches
from mt_repair.score.mentions import Names, Unit
from mt_repair.score.metrics import Column, Counts, Metric, share
from mt_repair.types import Span, Term

TERM_SUCCESS = Metric(
    "term_success",
    "Term success (WMT25)",
    "higher",
    "share",
    "wmt25-terminology track 2, lower case, substrings|v:1",
    share,
)
TERM_SUCCESS_BOUNDED = Metric(
    "term_success_bounded",
    "Term success, bounded",
    "higher",
    "share",
    "wmt25-terminology track 2, lower case, whole words, plural and possessive allowed|v:1",
    share,
)
CONSISTENCY = Metric(
    "term_consistency",
    "Term consistency",
    "higher",
    "share",
    "wmt25-terminology, most frequent rendering, micro, terms mentioned twice or more|v:1",
    share,
)


def term_success(
    source: str, reference: str, hypothesis: str, terms: Sequence[Term], bounded: bool = False
) -> Counts:
    """Return the sum of the terms' success in a segment and how many terms there are.

    A term counts where its Chinese stands in the source and one of its right forms in the
    reference; its success is how often right forms stand in the hypothesis, divided by how
    often the Chinese stands in the source, at most 1. All is compared in lower case, as
    ranking/metric_track2 of github.com/wmt-conference/wmt25-terminology does.
    """
    source, reference, hypothesis = source.lower(), reference.lower(), hypothesis.lower()
    success, number = 0.0, 0
    for term in terms:
        zh, right = term.zh.strip().lower(), [form.strip().lower() for form in term.right]
        times = source.count(zh) if zh else 0
        if not times or not any(form in reference for form in right):
            continue
        number += 1
        if bounded:
            seen = sum(len(_bounded(form).findall(hypothesis)) for form in right)
        else:
            seen = sum(map(hypothesis.count, right))
        success += min(seen / times, 1.0)
    return success, float(number)


@lru_cache(maxsize=65536)
def _bounded(form: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(form)}(?:'s|’s|e?s)?(?!\w)")


def consistency(names: Names, units: Sequence[tuple[Unit, Found]]) -> Column:
    """Return for each unit how many mentions have their term's usual rendering, and of how many.

    A rendering is the right form that serves a mention, or a wrong form that the glossary
    lists; the usual one is the most frequent of the whole text, the earlier one of two. Only
    terms mentioned twice or more count; a mention without a rendering is not consistent.
    """
    rendered = [_renderings(names, unit, found) for unit, found in units]
    uses: dict[int, Counter[str | None]] = {}
    for mentions in rendered:
        for term, rendering in mentions:
            uses.setdefault(term, Counter())[rendering] += 1
    usual = {
        term: max((r for r in counted if r is not None), key=counted.__getitem__, default=None)
        for term, counted in uses.items()
        if counted.total() > 1
    }
    counts: list[Counts] = []
    for mentions in rendered:
        counted = [(usual[term], rendering) for term, rendering in mentions if term in usual]
        same = sum(one is not None and one == other for one, other in counted)
        counts.append((float(same), float(len(counted))))
    return Column(CONSISTENCY, tuple(counts))


def _renderings(names: Names, unit: Unit, found: Found) -> list[tuple[int, str | None]]:
    """Return the term of each mention with its rendering in lower case, None where it has none."""
    taken = [served.span for served in found.served if served.span is not None]
    out: list[tuple[int, str | None]] = []
    for served in found.served:
        span = served.span or _wrong(names, unit, served.mention.term, taken)
        if span is not None and served.span is None:
            taken.append(span)
        rendering = None if span is None else span.of(unit.hypothesis).casefold()
        out.append((served.mention.term, rendering))
    return out


def _wrong(names: Names, unit: Unit, term: int, taken: Sequence[Span]) -> Span | None:
    wrong = stretches(unit.hypothesis, names.terms[term].wrong)
    return next((s for s in wrong if not any(s.overlaps(t) for t in taken)), None)
