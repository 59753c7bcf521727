"""What a Chinese word or character becomes when it is translated out of context."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from mt_repair.language.cedict import entries
from mt_repair.language.english import zipf

_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_SKIP = re.compile(
    r"^(surname |variant of|old variant|see |CL:|also written|also pr|Taiwan pr|used in|abbr\. for"
    r"|japanese variant|archaic variant|prefix |suffix |radical |erhua |\(Tw\) variant|unofficial variant)",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:a|an|the) ", re.IGNORECASE)
_CLASSIFIER = re.compile(r"^classifier for [^:]*: ([a-z]+)")
_CLEAN = re.compile(r"[A-Za-z][A-Za-z'. -]*$")
_FILLERS = frozenset("a an the one's sb sth esp. etc".split())
_MOST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Gloss:
    """One English rendering of a Chinese word; `weight` is its share, 1 for the likeliest."""

    text: str
    weight: float
    verb: bool
    origin: str


@lru_cache(maxsize=1)
def _favoured() -> dict[str, tuple[str, ...]]:
    lines = (files("mt_repair") / "knowledge/data/glosses.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines[1:] if line)
    return {zh: tuple(glosses.split("|")) for zh, glosses in rows}


@lru_cache(maxsize=16384)
def glosses(word: str) -> tuple[Gloss, ...]:
    """Return the English renderings of a Chinese word or character, likeliest first.

    First those machine translation is known to favour (data/glosses.tsv, ours), then
    CC-CEDICT's definitions made into names: no asides, no articles, three words at most.
    """
    found: dict[str, Gloss] = {}
    for rank, text in enumerate(_favoured().get(word, ())):
        found.setdefault(text.lower(), Gloss(text, 0.93**rank, False, "favoured"))
    base = 0.35 if found else 0.9
    rank = 0
    for text, verb in renderings(word):
        known = found.get(text.lower())
        if known is None:
            weight = base * 0.92**rank * _commonness(text)
            found[text.lower()] = Gloss(text, weight, verb, "CC-CEDICT")
            rank += 1
        elif verb and not known.verb:
            found[text.lower()] = Gloss(known.text, known.weight, True, known.origin)
    return tuple(sorted(found.values(), key=lambda g: -g.weight))


def renderings(word: str) -> list[tuple[str, bool]]:
    """Return CC-CEDICT's definitions of a word made into names, in its order; True for verbs."""
    return [r for e in entries(word) for definition in e.glosses for r in _renderings(definition)]


def _commonness(text: str) -> float:
    """Return how readily a translator picks a rendering: rare words and long ones less."""
    words = text.split()
    rarest = min(zipf(w) for w in words)
    return min(1.0, 10 ** (0.3 * (rarest - 4.8))) * 0.5 ** (len(words) - 1)


def _renderings(definition: str) -> list[tuple[str, bool]]:
    if _SKIP.match(definition):
        return []
    counted = _CLASSIFIER.match(definition)
    if counted:
        return [(counted[1], False)]
    if definition.startswith("classifier"):
        return []
    out: list[tuple[str, bool]] = []
    verb_before = False
    for part in re.split(r"[;,]| or ", _ASIDE.sub(" ", definition)):
        text = " ".join(part.split())
        verb = text.startswith("to ") or (verb_before and not out)
        verb_before = verb
        text = _ARTICLE.sub("", text.removeprefix("to ")).rstrip(" .-")
        if not text or len(text.split()) > _MOST_WORDS or not _CLEAN.match(text):
            continue
        text = " ".join(w for w in text.split() if w not in _FILLERS)
        if text and not (verb and text.split()[-1] in {"of", "to"} and len(text.split()) == 1):
            out.append((text, verb))
    return out
