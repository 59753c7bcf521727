"""What a sentence is about: how well its words fit the trade a name belongs to.

"restaurants", "delivery" and "users" speak for Meituan where it says "US group";
"Geneva" and "talks" do not. scene.tsv counts, in the example sentences of the shipped
pack, in how many sentences of each domain a word stands; `make fit` writes it anew.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

EVERY = "*"  # sentences in which a name was mistranslated, of any domain
PLAIN = "-"  # sentences in which the same words were right
_PRIOR = 12.0  # sentences' worth of doubt
_LEAST = 4  # a word must stand in so many sentences


@dataclass(frozen=True, slots=True)
class Scene:
    """In how many sentences of each domain a word stands, and how many there are."""

    words: Mapping[str, Mapping[str, int]]
    sentences: Mapping[str, int]
    without: tuple[frozenset[str], str] = field(default=(frozenset(), ""))
    held: dict[tuple[str, str], float] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )  # what was asked before

    def odds(self, word: str, domain: str) -> float:
        """Return how much likelier a word is in sentences of the domain, as a logarithm."""
        if word not in self.words:
            return 0.0
        odds = self.held.get((word, domain))
        if odds is None:
            odds = self.held[word, domain] = self._odds(word, domain)
        return odds

    def news(self, word: str) -> float:
        """Return how much likelier a word is in mistranslated news than in plain sentences."""
        if word not in self.words:
            return 0.0
        odds = self.held.get((word, ""))
        if odds is None:
            odds = self.held[word, ""] = self.odds(word, EVERY) - self.odds(word, PLAIN)
        return odds

    def _odds(self, word: str, domain: str) -> float:
        counts = self.words[word]
        all_here = counts.get(EVERY, 0) + counts.get(PLAIN, 0)
        all_there = self.sentences[EVERY] + self.sentences[PLAIN]
        here, there = counts.get(domain, 0), self.sentences.get(domain, 0)
        own, own_domain = self.without
        if own_domain:
            same = domain == own_domain or (domain == EVERY and own_domain != PLAIN)
            there -= same
            if word in own:
                all_here -= 1
                here = max(here - same, 0)
        if all_here < _LEAST:
            return 0.0
        usual = all_here / all_there
        rate = (here + _PRIOR * usual) / (there + _PRIOR)
        return min(max(math.log(rate / usual), -1.0), 1.6)


@lru_cache(maxsize=1)
def shipped_scene() -> Scene:
    """Return the counts that ship with the package."""
    lines = (files("mt_repair") / "detect/scene.tsv").read_text("utf-8").splitlines()
    rows = {}
    for line in lines:
        word, *pairs = line.split("\t")
        rows[word] = {d: int(n) for d, n in (pair.rsplit(" ", 1) for pair in pairs)}
    return Scene(rows, rows.pop(""))


def scene_evidence(scene: Scene, words: Iterable[str], domain: str) -> dict[str, float]:
    """Return how far the words fit, or do not fit, the domain and mistranslated news at all."""
    distinct = {w.lower() for w in words if len(w) > 2 and w[0].isalpha()}
    out: dict[str, float] = {}
    if domain:
        fit = math.tanh(math.fsum(scene.odds(w, domain) for w in distinct) / 5)
        out["fits-domain" if fit > 0 else "off-domain"] = abs(fit)
    news = math.fsum(map(scene.news, distinct))  # exact, so that their order does not matter
    squashed = math.tanh(news / 4)
    out["fits-news" if squashed > 0 else "off-news"] = abs(squashed)
    return {name: round(value, 4) for name, value in out.items()}
