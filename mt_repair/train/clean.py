"""Clean English to learn from: sentences with the names in them.

Two sources: the sentences of the shipped pack, and of news the references and the outputs of
the systems that did best (WMT news tests 2018 to 2022, through MT_REPAIR_DATA). Never the
terminology task, the rated news or the observed mistranslations.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mt_repair.glossary.shipped import shipped_terms
from mt_repair.language.chinese import has_han
from mt_repair.types import EntityType, Span

# The best of their years by the organisers' ranking.
_BEST = {
    21: ("NiuTrans", "HuaweiTSC", "Online-B"),
    22: ("Lan-Bridge", "HuaweiTSC", "Online-W"),
}
_YEARS = (18, 19, 20, 21, 22)
_LONGEST = 600  # characters of a line; a longer one is a paragraph out of joint
_CLUMSY = re.compile(r"[\[\]{}<>|*_#@=~]|https?:|\.\.\.|\u2026")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A clean text, with the names that are known to stand in it; `group` keeps copies together."""

    text: str
    names: tuple[tuple[Span, EntityType], ...]
    group: str


def clean_sentences(data: Path | None) -> Iterator[Sentence]:
    """Yield the pack's sentences and, where the data is present, those of the news; each once."""
    seen: set[str] = set()
    for sentence in (*_pack(), *(_news(data) if data else ())):
        if sentence.text not in seen and _is_fit(sentence.text):
            seen.add(sentence.text)
            yield sentence


def _is_fit(text: str) -> bool:
    return 30 <= len(text) <= _LONGEST and not has_han(text) and not _CLUMSY.search(text)


def _pack() -> Iterator[Sentence]:
    for term in shipped_terms(examples=True):
        for example in term.examples:
            text = example.after or example.before
            names = [] if example.keep else list(_standing(text, term.right))
            kind = term.type or "ORG"
            yield Sentence(text, tuple((span, kind) for span in names), f"pack:{term.zh}")


def _standing(text: str, forms: tuple[str, ...]) -> Iterator[Span]:
    """Yield where the longest of the forms stand in a text."""
    taken: list[Span] = []
    for form in sorted(forms, key=len, reverse=True):
        for found in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text):
            span = Span(*found.span())
            if not any(span.overlaps(t) for t in taken):
                taken.append(span)
    yield from sorted(taken)


def _news(data: Path) -> Iterator[Sentence]:
    for year in _YEARS:
        path = data / f"wmt_news/wmt{year}.jsonl.gz"
        if not path.is_file():
            continue
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for row in map(json.loads, file):
                refs = row["refs"]
                texts = list(refs if isinstance(refs, list) else refs.values())
                texts += [row["mt"][name] for name in _BEST.get(year, ()) if name in row["mt"]]
                for text in texts:
                    yield Sentence(text.strip(), (), f"wmt{year}:{row['line']}")
