"""Fitting the weights that rank the namer's candidates, on names the network did not learn from."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mt_repair.knowledge.namer.candidates import Candidate, candidates
from mt_repair.knowledge.namer.known import Kinds, Known
from mt_repair.knowledge.namer.letters import Letters
from mt_repair.knowledge.namer.rank import chances, features
from mt_repair.knowledge.publicnames import Name
from mt_repair.language.script import simplify
from mt_repair.train.namedata import is_right

_UNLISTED = 0.3  # of the names are ranked as if their spelling were not known
_UNTYPED = 0.3  # of the names are ranked without their type
_RIDGE = 0.3
_STEPS = 400
_FOLDS = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """The features of a name's candidates and of "none", and which of them are right."""

    rows: list[dict[str, float]]
    right: list[bool]


def choices(names: Sequence[Name], letters: Letters, known: Known, seed: int) -> Iterator[Choice]:
    """Yield each name's choice; where no candidate is right, "none" is."""
    rng = random.Random(seed)
    for name in names:
        if "·" in name.zh:
            continue  # ranked part by part
        kind = "" if rng.random() < _UNTYPED else name.type
        zh = simplify(name.zh)
        found = candidates(zh, kind, letters, known)
        if rng.random() < _UNLISTED:
            found = [c for one in found for c in _unlisted(one, name)]
        right = [is_right(c.en, name) for c in found]
        yield Choice(features(zh, kind, found), [*right, not any(right)])


def _unlisted(one: Candidate, name: Name) -> list[Candidate]:
    """Return a candidate as it were if the name's spelling were not among the known ones."""
    if not is_right(one.en, name):
        return [one]
    if one.ways == {"known"}:
        return []
    return [Candidate(one.en, one.letters, Kinds(), one.ways - {"known"}, one.sure)]


def fit_weights(given: Sequence[Choice]) -> dict[str, float]:
    """Return the weights under which what is right is likeliest, with a ridge (Newton's steps, damped)."""
    order = sorted({name for c in given for row in c.rows for name in row})
    at = {name: i for i, name in enumerate(order)}
    tables = [_table(c, at) for c in given]
    weights = np.zeros(len(order))
    moment, spread = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, _STEPS + 1):  # Adam over all choices at once
        slope = _RIDGE * weights
        for table, right in tables:
            shares = _softmax(table @ weights)
            wanted = np.where(right, shares, 0.0)
            slope += table.T @ (shares - wanted / max(wanted.sum(), 1e-12))
        moment = 0.9 * moment + 0.1 * slope
        spread = 0.99 * spread + 0.01 * slope**2
        pace = 0.1 * (1 - step / (_STEPS + 1))
        weights -= pace * (moment / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8)
    return {name: round(float(w), 4) for name, w in zip(order, weights, strict=True)}


def _table(given: Choice, at: Mapping[str, int]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    table = np.zeros((len(given.rows), len(at)))
    for i, row in enumerate(given.rows):
        for name, size in row.items():
            table[i, at[name]] = size
    return table, np.asarray(given.right)


def _softmax(worth: NDArray[np.float64]) -> NDArray[np.float64]:
    shares = np.exp(worth - worth.max())
    out: NDArray[np.float64] = shares / shares.sum()
    return out


def judged(given: Sequence[Choice]) -> dict[str, float]:
    """Return, cross-validated, how often the first is right, how often one of three is, and the error of the confidence.

    The last is the expected calibration error of the first's probability in ten bins of equal
    width (Guo and others 2017).
    """
    first: list[tuple[float, bool]] = []
    three = 0
    for fold in range(_FOLDS):
        weights = fit_weights([c for i, c in enumerate(given) if i % _FOLDS != fold])
        for one in (c for i, c in enumerate(given) if i % _FOLDS == fold):
            likely = chances(one.rows, weights)[:-1]
            best = sorted(range(len(likely)), key=lambda i: -likely[i])[:3]
            if best:
                first.append((likely[best[0]], one.right[best[0]]))
                three += any(one.right[i] for i in best)
    bins: dict[int, list[tuple[float, bool]]] = {}
    for p, hit in first:
        bins.setdefault(min(int(p * 10), 9), []).append((p, hit))
    error = sum(
        abs(sum(p for p, _ in held) - sum(hit for _, hit in held)) for held in bins.values()
    )
    return {
        "first": round(sum(hit for _, hit in first) / len(given), 4),
        "three": round(three / len(given), 4),
        "calibration error": round(error / max(len(first), 1), 4),
    }


def ranker(weights: Mapping[str, float]) -> str:
    """Return the weights as they are kept in a file."""
    return json.dumps({"weights": dict(sorted(weights.items()))}, indent=1) + "\n"
