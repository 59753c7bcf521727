"""How likely each candidate is the name's English: a conditional logit, with "none of them" as one choice."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence

from wordfreq import zipf_frequency

from mt_repair.knowledge.namer.candidates import Candidate, foreign_share, pinyin
from mt_repair.knowledge.namer.known import NOWHERE

RANKER_FILE = "ranker.json"
_UNHEARD = -1.0  # what the network's word is taken to be, a character, beside its worst candidate
_RULES = (
    "pinyin",
    "pinyin without class",
    "Chinese person",
    "Korean person",
    "Vietnamese person",
    "Japanese place",
    "Japanese person",
    "Japanese person, given name guessed",
)


def features(zh: str, kind: str, found: Sequence[Candidate]) -> list[dict[str, float]]:
    """Return what speaks for each candidate, and last for there being none among them."""
    foreign = foreign_share(zh)
    heard = [c.letters for c in found if c.letters is not None]
    best = max(heard, default=-20.0)
    worst = min(heard, default=-20.0) + _UNHEARD
    whole = pinyin(zh)
    out = [_features(zh, kind, c, foreign, best, worst, whole) for c in found]
    out.append(
        {
            "none": 1.0,
            "none foreign": foreign,
            "none best": max(best, -20.0) / 5,
            "none length": len(zh) / 5,
            f"none {kind or 'untyped'}": 1.0,
            "none known": float(any(c.kinds != NOWHERE for c in found)),
        }
    )
    return out


def _features(
    zh: str, kind: str, one: Candidate, foreign: float, best: float, worst: float, whole: str
) -> dict[str, float]:
    score = one.letters if one.letters is not None else worst
    told = {
        "letters": max(score, -25.0) / 3,
        "behind": max(score - best, -12.0) / 3,
        "per character": max(score, -25.0) / len(zh),
        "unheard": float(one.letters is None),
        "unknown": float(one.kinds == NOWHERE),
        "unknown foreign": foreign * (one.kinds == NOWHERE),
        "free": float("free" in one.ways),
        "words": float(" " in one.en),
        "words per character": (one.en.count(" ") + 1) / len(zh),
        "letters per character": abs(len(one.en) / len(zh) - 2.2),
    }
    where = kind or "untyped"
    usual = usualness(one.en)
    told["usual"] = usual
    told[f"usual {where}"] = usual
    told["unheard of"] = float(usual == 0)
    for name, size in one.kinds._asdict().items():
        told[f"is {name} {where}"] = float(size > 0)
        told[f"{name} {where}"] = size / 5
    told[f"pinyin {where}"] = float(one.en == whole)
    told["pinyin foreign"] = foreign * (one.en == whole)
    for rule in _RULES:
        if rule in one.ways:
            told[rule] = 1.0
            told[f"{rule} {where}"] = 1.0
            told[f"{rule} foreign"] = foreign
            told[f"{rule} sure"] = one.sure
    if "Chinese person" in one.ways:
        told[f"Chinese person of {min(len(zh), 4)}"] = 1.0
    return told


def usualness(en: str) -> float:
    """Return how often English has a name's rarest word: Zipf's measure by wordfreq, in fives."""
    return min((zipf_frequency(word, "en") for word in en.lower().split()), default=0.0) / 5


def chances(rows: Sequence[Mapping[str, float]], weights: Mapping[str, float]) -> list[float]:
    """Return the probability of each choice by its features and the weights."""
    worth = [sum(weights.get(name, 0.0) * size for name, size in row.items()) for row in rows]
    most = max(worth)
    shares = [math.exp(w - most) for w in worth]
    return [share / sum(shares) for share in shares]


def load_weights(held: bytes) -> dict[str, float]:
    """Return the weights of a ranker's file."""
    return {str(name): float(weight) for name, weight in json.loads(held)["weights"].items()}
