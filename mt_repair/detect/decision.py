"""How sure a candidate is: weights fitted on development data make a probability.

There are two steps: the evidence alone; then, where that leaves a name possible, the
evidence's sum with what the reader says of the sentence.
The weights, the thresholds and the command that fits them stand in weights.json.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from mt_repair.detect.reader import Ask, asking, shipped_reader

WAS_READ = "was-read"  # stands in evidence to which the reader has added its word


@dataclass(frozen=True, slots=True)
class Decision:
    """A fitted decision: one weight a piece of evidence, and where the lines are drawn."""

    weights: Mapping[str, float]  # of the evidence
    read_weights: Mapping[str, float]  # of the reader's word, and "first" of the evidence's sum
    apply_at: float
    review_at: float
    read_at: float  # how likely a candidate must be for the reader to be asked
    reader: Ask | None = None


@lru_cache(maxsize=1)
def shipped_decision() -> Decision:
    """Return the decision that ships with the package, with its reader loaded."""
    data = json.loads((files("mt_repair") / "detect/weights.json").read_text("utf-8"))
    return Decision(
        data["weights"],
        data["read_weights"],
        data["apply_at"],
        data["review_at"],
        data["read_at"],
        asking(shipped_reader()),
    )


def share(decision: Decision, name: str, evidence: Mapping[str, float]) -> float:
    """Return what one piece of the evidence adds to the sum that makes the probability."""
    first = decision.read_weights["first"] if WAS_READ in evidence else 1.0
    weight = first * decision.weights.get(name, 0.0)
    if WAS_READ in evidence:
        weight += decision.read_weights.get(name, 0.0)
    return weight * evidence[name]


def probability(decision: Decision, evidence: Mapping[str, float]) -> float:
    """Return how likely a candidate is a mistranslated name, 0 to 1, by logistic regression."""
    score = math.fsum(share(decision, name, evidence) for name in sorted(evidence))
    return 1 / (1 + math.exp(-min(max(score, -30.0), 30.0)))
