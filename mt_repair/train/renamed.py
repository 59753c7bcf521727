"""More names for clean sentences: the pack's, where a pronoun or "the company" stood.

"He said that the company's former staff" says as well "Lei Jun said that Xiaomi's former
staff"; so a sentence without a name teaches, too, and names stand in every place they can.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import lru_cache

from mt_repair.detect.words import AFTER, OWNED
from mt_repair.glossary.shipped import shipped_terms
from mt_repair.train.clean import Sentence
from mt_repair.types import EntityType, Span

_BODIES = (
    "company|firm|group|platform|retailer|developer|carmaker|site|website|bank|newspaper|magazine|brand|"
    "start-up|maker|agency|operator|giant|chain|app|airline|insurer|studio|lender|broker"
)
_COMPANY = re.compile(rf"\b[Tt]he (?:{_BODIES})\b(?! of\b| that\b| which\b| was founded)")
_CITY = re.compile(r"\b[Tt]he (?:city|province|county|town|district|village)\b(?! of\b| that\b)")
_PERSON = re.compile(r"(?:(?<=\A)|(?<=that )|(?<=and )|(?<=, ))(?:He|She|he|she)\b(?= [a-z]+)")
_HIS = re.compile(r"\b(?:His|his)\b(?= [a-z])")
_WORKERS = "|".join(
    sorted(w for w in AFTER | OWNED if len(w) > 3 and w not in ("news", "data", "merger", "sales"))
)
_MORE = (
    "(?:phone|model|factory|plant|office|team|project|product|service|version|report|deal|partner|engineer|worker|"
    "customer|member|reporter|fund|branch|warehouse|campaign|contract|study|survey|album|film|movie|song|program|"
    "programme|event|exhibition|initiative|player|actor|singer|vehicle|station|route|line|centre|center|building|"
    "base|unit|division|department|policy|order|statement|announcement|letter|video|picture|book|officer|doctor|"
    "analyst|lawyer|student|teacher|scientist|researcher|expert|subsidiary|supplier|game|system|device)s?"
)
_OF_BODY = re.compile(
    rf"\b(?:[Aa]n?|[Tt]he|[Tt]wo|[Tt]hree|[Ss]everal|[Mm]any|[Ss]ome|[Hh]is|[Ii]ts) "
    rf"(?:(?:former|senior|new|young|old|local|early|big|large|small|top|first|latest|second|chief|ordinary|loyal|"
    rf"female|biggest|largest|veteran|retired|angry|closed|second-hand|unpaid|current|annual|official|popular|famous|important|"
    rf"special|recent|major|key|major|previous|next|third|final|original|global|domestic|foreign|national|well-known) )+(?=(?:{_WORKERS}|{_MORE})\b)"
)
_PLACES: tuple[tuple[re.Pattern[str], EntityType, str], ...] = (
    (_COMPANY, "ORG", ""),
    (_CITY, "LOC", ""),
    (_PERSON, "PER", ""),
    (_HIS, "PER", "'s"),
    (_OF_BODY, "ORG", "before"),
)
_OTHER_BODIES: tuple[EntityType, ...] = ("ORG", "ORG", "MEDIA", "PROD")


def renamed(sentence: Sentence, seed: int) -> Iterator[Sentence]:
    """Yield a sentence with names of the pack where it has none; nothing if it has no such place."""
    rng = random.Random(f"{seed}:{sentence.text}")
    text = sentence.text
    found = [(m, kind, way) for pattern, kind, way in _PLACES for m in pattern.finditer(text)]
    found.sort(key=lambda f: f[0].start())
    out, at = "", 0
    names: list[tuple[Span, EntityType]] = []
    for match, kind, way in found:
        if match.start() < at or (names and rng.random() < 0.3):
            continue
        kind = rng.choice(_OTHER_BODIES) if kind == "ORG" else kind
        name = rng.choice(_named()[kind])
        out += text[at : match.end() if way == "before" else match.start()]
        names.append((Span(len(out), len(out) + len(name)), kind))
        out += f"{name} " if way == "before" else name + way
        at = match.end()
    if names:
        yield Sentence(out + text[at:], tuple(names), sentence.group)


@lru_cache(maxsize=1)
def _named() -> dict[EntityType, list[str]]:
    """Return the pack's names by type."""
    out: dict[EntityType, list[str]] = {}
    for term in shipped_terms():
        if term.type and term.en[0].isupper() and not term.en.lower().startswith("the "):
            out.setdefault(term.type, []).append(term.en)
    return {kind: sorted(set(names)) for kind, names in out.items()}
