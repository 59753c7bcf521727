"""How sure a candidate is: weights fitted on development data make a probability.

The weights, the thresholds and the command that fits them stand in weights.json.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Decision:
    """A fitted decision: one weight a piece of evidence, and where the lines are drawn."""

    weights: Mapping[str, float]
    apply_at: float
    review_at: float


@lru_cache(maxsize=1)
def shipped_decision() -> Decision:
    """Return the decision that ships with the package."""
    data = json.loads((files("mt_repair") / "detect/weights.json").read_text("utf-8"))
    return Decision(data["weights"], data["apply_at"], data["review_at"])


def probability(decision: Decision, evidence: Mapping[str, float]) -> float:
    """Return how likely a candidate is a mistranslated name, 0 to 1, by logistic regression."""
    weights = decision.weights
    score = math.fsum(weights.get(name, 0.0) * value for name, value in sorted(evidence.items()))
    return 1 / (1 + math.exp(-min(max(score, -30.0), 30.0)))
