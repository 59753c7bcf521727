"""Wrong forms of a name, derived from its characters: an entry needs only zh and en.

A machine translator that does not know a name cuts it into words and renders each as a
word (拍 -> pat), spells it out (恒大 -> Hengda), or does both (宁德时代 -> Ningde era).
`variants` does the same to the Chinese, keeps how each form came about, and gives it a
prior of being the mistranslation. No network, no model.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from mt_repair.knowledge.compositions import Composed, compositions
from mt_repair.knowledge.pieces import stretches
from mt_repair.knowledge.spellings import romanised_name, spellings
from mt_repair.language.chinese import core_name, has_han
from mt_repair.language.english import FUNCTION_WORDS, ordinariness
from mt_repair.types import Term

Route = Composed | Literal["pinyin"]

_TITLE_BREAK = re.compile(r"[·：:—–-]+")
_LONGEST_NAME = 10
_LEAST = 12  # partial forms kept at each step, at least
MOST_FORMS = 400  # forms kept for a name


@dataclass(frozen=True, slots=True)
class Variant:
    """A derived wrong form: how it came about, how likely it is, how ordinary it is.

    `prior` (0 to 1) ranks the forms of one name against its likeliest; `ordinary`
    (0 to 1) is how common the same words are in plain English.
    """

    form: str
    route: Route
    derivation: str
    prior: float
    ordinary: float


def variants(term: Term, most: int = MOST_FORMS) -> list[Variant]:
    """Return the wrong English forms a translator may make of a term, likeliest first.

    Right forms of the term are left out; forms are compared without case and hyphens.
    `most` limits their number. Empty for a name without Chinese characters.
    """
    # An accepted name of several words may still be wrong in small letters: "idle fish".
    accepted = [form for form in term.accept if " " not in form or form.islower()]
    right = {_key(form) for form in (term.en, *accepted, *romanised_name(term))}
    best: dict[str, tuple[float, Route, str, str]] = {}
    figures = re.findall(r"\d+", term.en)
    aliases = [zh for zh in term.aliases if re.findall(r"\d+", zh) == figures]  # 悟道2.0 is no 悟道
    names = (core_name(n) for zh in (term.zh, *aliases) for n in (zh, _with_asides(zh)))
    for zh in dict.fromkeys(names):
        for cost, route, form, why in _derive(zh, term.type == "PER", max(most, _LEAST)):
            key = _key(form)
            if key in right or best.get(key, (math.inf,))[0] <= cost or not _telling(form, route):
                continue
            best[key] = (cost, route, form, why)
    ranked = _spread(list(best.values()), most)
    if not ranked:
        return []
    return [
        Variant(form, route, why, round(min(math.exp(-cost), 1.0), 4), ordinariness(form))
        for cost, route, form, why in ranked
    ]


def _telling(form: str, route: Route) -> bool:
    """Tell whether a form could ever be told from plain English: not "to", not "the one".

    What is left of a name after dropping a word must be rarer, or half the dictionary
    would be suspected.
    """
    key = _key(form)
    words = key.split()
    if len(key) < 2 or words[0] in ("and", "or", "of", "the", "a", "s") or words[-1] == "the":
        return False
    if all(w in FUNCTION_WORDS or w.isdigit() or len(w) == 1 for w in words):
        return len(words) > 1 and words[0] not in FUNCTION_WORDS
    ordinary = ordinariness(key)
    if route == "part":
        proper = all(w[0].isupper() for w in form.split() if w.lower() not in FUNCTION_WORDS)
        return not proper and ordinary < (0.62 if len(words) == 1 else 0.75)
    return ordinary < 0.85 or len(words) > 1


# The share of the forms kept for each route; what a route leaves, the others take.
_SHARES: dict[Route, float] = {"pinyin": 0.2, "part": 0.2, "mixed": 0.15}


def _spread(
    found: list[tuple[float, Route, str, str]], most: int
) -> list[tuple[float, Route, str, str]]:
    """Return the likeliest forms in order, each route with a share of its own.

    Literal forms are so many that no half-translated one would be among the likeliest.
    """
    found = sorted(found)
    kept: set[tuple[float, Route, str, str]] = set()
    for route, share in _SHARES.items():
        kept.update([v for v in found if v[1] == route][: int(most * share)])
    for v in found:
        if len(kept) >= most:
            break
        kept.add(v)
    return sorted(kept)


def _with_asides(zh: str) -> str:
    """Return a glossary name with what its brackets hold as part of it: 路透(照) -> 路透照."""
    return re.sub(r"[()（）]", "", zh)


def _key(form: str) -> str:
    return " ".join(re.findall(r"\w+", form.lower()))


def _derive(zh: str, person: bool, breadth: int) -> Iterator[tuple[float, Route, str, str]]:
    if not has_han(zh):
        return
    whole = "".join(stretches(zh))
    if len(whole) <= _LONGEST_NAME:
        for cost, form, why in spellings(whole, person):
            yield cost, "pinyin", form, why
        yield from compositions(whole, breadth)
    pieces = [p for p in _TITLE_BREAK.split(zh) if has_han(p)]
    if len(pieces) > 1:
        for n, piece in enumerate(pieces):
            for cost, _, form, why in compositions(piece, breadth):
                if cost < 3:
                    yield cost + 1.0 + n, "part", form, f"only {piece}: {why}"
