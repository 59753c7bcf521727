"""An article as the page is told it: text in pieces, so that no offset crosses to JavaScript.

JavaScript counts UTF-16 units, we count code points. A segment is texts and the numbers of
the places between them; its source is texts, each with the places that mean it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from mt_repair.types import Segment
from mt_repair.ui.article import Article
from mt_repair.ui.places import Place

Message = Mapping[str, Any]


def article_message(article: Article) -> Message:
    """Return an article as JSON holds it."""
    by_segment: dict[tuple[int, int], list[tuple[int, Place]]] = {}
    for n, place in enumerate(article.places):
        by_segment.setdefault((place.document, place.segment), []).append((n, place))
    documents = []
    for number, document in enumerate(article.documents):
        segments = []
        for n, segment in enumerate(document.segments):
            places = by_segment.get((number, n), [])
            segments.append(
                {
                    "before": document.separators[n],
                    "pieces": _pieces(segment.target, places),
                    "source": _source(segment, places),
                }
            )
        label = "" if document.id is None else str(document.id)
        documents.append({"label": label, "segments": segments, "after": document.separators[-1]})
    return {
        "format": article.format,
        "documents": documents,
        "places": [place_message(place) for place in article.places],
        "likely": list(article.likely),
        "notes": [str(note) for note in article.notes],
    }


def place_message(place: Place) -> Message:
    """Return a place as JSON holds it; `start` is in code points of its segment."""
    return {
        "document": place.document,
        "segment": place.segment,
        "start": place.span.start,
        "old": place.old,
        "surface": place.surface,
        "flagged_zh": place.flagged_zh,
        "offers": list(place.offers),
        "names": list(place.names),
        "made": place.made,
        "level": place.level,
        "kind": place.kind,
        "rule": place.rule,
        "sure": round(place.confidence, 2),
        "why": list(place.why),
        "zh": place.zh,
        "same": place.same,
        "quiet": place.quiet,
    }


def _pieces(target: str, places: Sequence[tuple[int, Place]]) -> list[str | int]:
    out: list[str | int] = []
    at = 0
    for n, place in places:
        if place.span.start > at:
            out.append(target[at : place.span.start])
        out.append(n)
        at = place.span.end
    if at < len(target):
        out.append(target[at:])
    return out


def _source(
    segment: Segment, places: Sequence[tuple[int, Place]]
) -> list[tuple[str, list[int]]] | None:
    if segment.source is None:
        return None
    spans = [(span, n) for n, place in places for span in place.sources]
    cuts = {0, len(segment.source)}
    cuts |= {edge for span, _ in spans for edge in (span.start, span.end)}
    points = sorted(cut for cut in cuts if cut <= len(segment.source))
    return [
        (segment.source[a:b], [n for span, n in spans if span.start <= a and b <= span.end])
        for a, b in pairwise(points)
    ]
