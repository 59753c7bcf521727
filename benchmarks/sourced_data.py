"""Development data with sources, as documents and terms."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks.data import DATA
from mt_repair.types import Document, Segment, Term

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


def _term(entity: dict[str, Any]) -> Term:
    return Term(
        entity["zh"], entity["en"], type=entity["type"], accept=tuple(entity.get("accept") or ())
    )


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
            tuple(Segment(r["mt"], r["zh"], r["seg"]) for r in segs),
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
        )


def term_documents(year: int) -> tuple[list[dict[str, Any]], dict[str, list[str]]]:
    """Return the documents of a year of the terminology task, and its terms."""
    with gzip.open(DATA / f"term25_dev/{year}.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return rows, rows[0]["terms"]


def terms_of(held: dict[str, list[str]]) -> tuple[Term, ...]:
    """Return terms from Chinese forms with their accepted English."""
    return tuple(Term(zh, en[0], accept=tuple(en[1:])) for zh, en in held.items() if en and en[0])
