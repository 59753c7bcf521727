"""A scoring's document with everything in it, and with what a page must not be fooled by."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from mt_repair.corpus.parallel import Parallel, Paths
from mt_repair.score.record import record
from mt_repair.score.scoring import held, score
from mt_repair.score.significance import Trials
from mt_repair.types import Edit, Flag, Span, Term

SCRIPT = "<script>alert(1)</script>"
NASTY = (
    SCRIPT,
    '"><img src=x onerror=alert(1)>',
    "</style><svg onload=alert(1)>",
    "&lt;b&gt; ' \" `",
    "javascript:alert(1) {{7*7}} ${7*7} %s",
    "\u202eright to left\u202c \x00\x1b[31m\x85 \ud800",
    "]]> --> <!-- <![CDATA[",
    "https://example.com/x.png @import url(//example.com)",
)


@lru_cache(maxsize=1)
def document() -> dict[str, Any]:
    """Return a document with a base, names, terms, flags, edits, floors and nasty texts."""
    terms = [
        Term("拍拍", "Paipai", "ORG"),
        Term("菜鸟", f"Cainiao {SCRIPT}", "ORG"),
        Term("宁波", "Ningbo", "LOC"),
        Term("京东", "JD.com"),
    ]
    segments = []
    for number, text in enumerate(NASTY):
        base = f"On pat they say {text} in Ningbo."
        edit = Edit(0, Span(3, 6), "pat", "Paipai", confidence=0.5 + 0.05 * number)
        flag = Flag(0, Span(3, 6), "pat", "literal", "literal", text, confidence=0.8)
        segments.append(
            Parallel(
                f"On Paipai they say {text} in Ningbo.",
                f"Paipai they say, {text}, of Ningbo and JD.com.",
                f"拍拍上说，{text}，宁波、菜鸟和京东。",
                base,
                text,
                (flag,),
                (edit,),
                (Span(3, 6),) if number % 2 else (Span(0, 2),),
            )
        )
    segments.append(Parallel("", "", "", "", None, (), (), ()))
    scoring = score(segments, terms, Trials(bootstrap=64, randomisation=64))
    paths = Paths(f"{SCRIPT}.jsonl", "ref.txt", None, "a\nb.txt", None)
    bounds = {"chrf2++": 10.0, "entity_accuracy": 0.99, "over_editing": 0.5}
    return record(scoring, paths, (f"{SCRIPT}.toml",), held(scoring, bounds))


@lru_cache(maxsize=1)
def plain() -> dict[str, Any]:
    """Return a document of one text alone: no base, no glossary."""
    segments = [Parallel("One day.", "One fine day."), Parallel("Rain.", "It rained.")]
    return record(score(segments, (), Trials(bootstrap=64)), Paths("mt.txt", "ref.txt"))
