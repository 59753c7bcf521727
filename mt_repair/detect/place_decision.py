"""How sure a place is: weights fitted on development data, and where the lines are drawn.

They stand in sourced.json, with the command that fits them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class PlaceDecision:
    """A fitted decision: one weight a piece of evidence, and the two thresholds."""

    weights: Mapping[str, float]
    apply_at: float
    review_at: float


@lru_cache(maxsize=1)
def shipped_place_decision() -> PlaceDecision:
    """Return the decision that ships with the package."""
    data = json.loads((files("mt_repair") / "detect/sourced.json").read_text("utf-8"))
    return PlaceDecision(data["weights"], data["apply_at"], data["review_at"])


def score_of(decision: PlaceDecision, evidence: Mapping[str, float]) -> float:
    """Return the log odds of a stretch against having no place."""
    weights = decision.weights
    return math.fsum(weights.get(name, 0.0) * value for name, value in evidence.items())
