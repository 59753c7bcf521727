"""Development data with sources, as documents and terms."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks.data import DATA
from mt_repair.score.mentions import Mention
from mt_repair.types import Document, Segment, Span, Term

YEARS = (2016, 2020)


@dataclass(frozen=True)
class NewsDocument:
    """A document of one system with its entities and the errors annotated in it."""

    name: str
    system: str
    document: Document
    seg_ids: tuple[int, ...]
    references: dict[int, str]
    terms: tuple[Term, ...]
    entities: tuple[dict[str, Any], ...]
    errors: tuple[dict[str, Any], ...]
    marks: tuple[tuple[Span, ...], ...]  # of each segment, what some rater marked as wrong


def _term(entity: dict[str, Any]) -> Term:
    return Term(
        entity["zh"], entity["en"], type=entity["type"], accept=tuple(entity.get("accept") or ())
    )


def _marks(row: dict[str, Any]) -> tuple[Span, ...]:
    return tuple(Span(e["start"], e["end"]) for e in row["errors"] if e["start"] is not None)


def rated_rows() -> Iterator[dict[str, Any]]:
    """Yield the rated segments of the WMT23 news half, with their marked errors."""
    with gzip.open(DATA / "mqm_news_dev.jsonl.gz", "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def news_documents() -> Iterator[NewsDocument]:
    """Yield each document of each system of the WMT23 news half."""
    entities = json.loads((DATA / "mqm_news_dev_entities.json").read_text("utf-8"))
    rows: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rated_rows():
        rows.setdefault((row["doc"], row["system"]), []).append(row)
    for (doc, system), segs in sorted(rows.items()):
        segs.sort(key=lambda r: int(r["seg"]))
        held = [e for e in entities[doc]["entities"] if e["en"]]
        document = Document(
            tuple(Segment(r["mt"], r["zh"], r["seg"], r["ref"]) for r in segs),
            ("", *["\n"] * (len(segs) - 1), ""),
            doc,
        )
        yield NewsDocument(
            doc,
            system,
            document,
            tuple(int(r["seg"]) for r in segs),
            {int(r["seg"]): r["ref"] for r in segs},
            tuple(map(_term, held)),
            tuple(held),
            tuple(e for e in entities[doc]["mt_errors"] if e["system"] == system),
            tuple(_marks(r) for r in segs),
        )


def term_documents(year: int) -> tuple[list[dict[str, Any]], dict[str, list[str]]]:
    """Return the documents of a year of the terminology task, and its terms."""
    with gzip.open(DATA / f"term25_dev/{year}.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return rows, rows[0]["terms"]


def terms_of(held: dict[str, list[str]]) -> tuple[Term, ...]:
    """Return terms from Chinese forms with their accepted English."""
    return tuple(Term(zh, en[0], accept=tuple(en[1:])) for zh, en in held.items() if en and en[0])


def mentions_of(doc: NewsDocument, number: int) -> tuple[list[Mention], list[Mention]]:
    """Return the mentions of a segment, one an entity, and all places that they stand at."""
    seg, source = doc.seg_ids[number], doc.document.segments[number].source or ""
    mine = [
        term
        for term, e in enumerate(doc.entities)
        if seg in e["segs"] and seg not in (e.get("nested_only_segs") or ())
    ]
    stands = [
        Mention(term, Span(*match.span()))
        for term in mine
        for match in re.finditer(re.escape(doc.terms[term].zh), source)
    ]
    return [Mention(term, Span(0, 0)) for term in mine], stands
