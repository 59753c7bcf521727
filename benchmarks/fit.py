"""Fit the decision's weights: `make fit`.

Logistic regression with an L2 penalty on the labelled candidates of cases.py, by
Newton's method. Calibration is measured across entities: the cases of one entity are
never in both the fitted and the measured part.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.cases import Case, count_scene, from_examples, from_news
from benchmarks.data import present, wild
from benchmarks.quality import glossaries_of
from mt_repair.detect.names import compile_search
from mt_repair.glossary.forms import index_forms
from mt_repair.glossary.glossary import Glossary
from mt_repair.glossary.shipped import shipped_terms
from mt_repair.types import Example

WEIGHTS = Path(__file__).resolve().parents[1] / "mt_repair/detect/weights.json"
# How much a case of each kind of text counts.
SHARE = {"pack": 1.0, "bare": 1.5, "mt": 1.0, "human": 4.0, "wild-bare": 5.0, "wild-user": 3.0,
         "wild-listed": 3.0}  # fmt: skip
PENALTY = 12.0
APPLY_AT, REVIEW_AT = 0.78, 0.57
FOLDS = 5
# Bare entries are looked for among this many others, as in a user's own glossary.
BARE_TERMS = 150
BARE_EVERY = 3  # deriving every term's forms in depth takes minutes


SCENE = WEIGHTS.with_name("scene.tsv")


def write_scene() -> None:
    """Count what stands around names in the pack's examples, into scene.tsv."""
    counts = count_scene(Glossary.layered([shipped_terms(examples=True)]).terms)
    lines = ["\t".join([w, *(f"{d} {n}" for d, n in c.items())]) for w, c in counts.items()]
    SCENE.write_text("\n".join(lines) + "\n", "utf-8")


def cases() -> list[Case]:
    """Return every labelled candidate there is."""
    terms = Glossary.layered([shipped_terms(examples=True)]).terms
    index = index_forms(terms)
    search = compile_search(index)
    out = list(
        from_examples(terms, [(t, e) for t in terms for e in t.examples], "pack", index, search)
    )
    order = list(range(len(terms)))
    random.Random(3).shuffle(order)
    order = order[::BARE_EVERY]
    for at in range(0, len(order), BARE_TERMS):
        part = [terms[i] for i in order[at : at + BARE_TERMS]]
        bare = tuple(replace(t, wrong=(), examples=(), origin="user") for t in part)
        use = [(b, e) for b, t in zip(bare, part, strict=True) for e in t.examples]
        out += from_examples(bare, use, "bare")
    if present():
        out += from_news(terms, (21, 22), False, 1, index, search)
        out += from_news(terms, (18, 19, 20), True, 1, index, search)
        out += _wild()
    return out


def _wild() -> list[Case]:
    rows = wild()
    glossaries = glossaries_of(rows)
    out: list[Case] = []
    for mode in ("bare", "user", "listed"):
        glossary = glossaries[mode]
        use = []
        for row in rows:
            term = glossary.get(row["zh"])
            if term is None:
                continue
            use += [(term, Example(p["text"], p["fixed"])) for p in row["pos"]]
            use += [(term, Example(text)) for text in row.get("neg", ())]
        out += from_examples(glossary.terms, use, f"wild-{mode}")
    return out


def matrix(cases: Sequence[Case], names: Sequence[str]) -> np.ndarray:
    """Return the cases' evidence as a matrix with one column a name."""
    column = {name: i for i, name in enumerate(names)}
    out = np.zeros((len(cases), len(names)))
    for row, case in enumerate(cases):
        for name, value in case.evidence.items():
            if name in column:
                out[row, column[name]] = value
    return out


def solve(x: np.ndarray, y: np.ndarray, share: np.ndarray, bias: int) -> np.ndarray:
    """Return the weights that minimise the penalised log loss (Newton's method)."""
    weights = np.zeros(x.shape[1])
    penalty = np.eye(x.shape[1]) * PENALTY
    penalty[bias, bias] = 1e-3
    for _ in range(40):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        gradient = x.T @ (share * (p - y)) + penalty @ weights
        curvature = (x * (share * p * (1 - p))[:, None]).T @ x + penalty
        step = np.linalg.solve(curvature, gradient)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def calibration_error(p: np.ndarray, y: np.ndarray, bins: int = 10) -> float:
    """Return the expected calibration error over bins of equal width (Guo et al. 2017)."""
    error = 0.0
    for i in range(bins):
        inside = (p >= i / bins) & ((p < (i + 1) / bins) | (i == bins - 1))
        if inside.any():
            error += inside.mean() * abs(p[inside].mean() - y[inside].mean())
    return float(error)


def main() -> None:
    """Fit, print the calibration across entities, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dry", action="store_true", help="print only")
    args = parser.parse_args()
    write_scene()
    found = cases()
    counts: dict[str, int] = {}
    for case in found:
        for name in case.evidence:
            counts[name] = counts.get(name, 0) + 1
    names = sorted(n for n, count in counts.items() if count >= 20)
    x, bias = matrix(found, names), names.index("bias")
    y = np.array([float(c.label) for c in found])
    share = np.array([SHARE[c.origin] for c in found])
    groups = sorted({c.group for c in found})
    random.Random(5).shuffle(groups)
    fold_of = {group: i % FOLDS for i, group in enumerate(groups)}
    fold = np.array([fold_of[c.group] for c in found])
    p = np.zeros(len(found))
    for k in range(FOLDS):
        weights = solve(x[fold != k], y[fold != k], share[fold != k], bias)
        p[fold == k] = 1 / (1 + np.exp(-x[fold == k] @ weights))
    origins = np.array([c.origin for c in found])
    print(
        f"{'cases':12}{'number':>8}{'right':>8}{'ECE':>8}{'Brier':>8}{'applied':>9}{'wrongly':>9}"
    )
    for origin in SHARE:
        here = origins == origin
        if here.any():
            t, q = y[here], p[here]
            applied = q >= APPLY_AT
            print(
                f"{origin:12}{here.sum():8}{int(t.sum()):8}{calibration_error(q, t):8.3f}"
                f"{((q - t) ** 2).mean():8.3f}{int((applied & (t == 1)).sum()):9}"
                f"{int((applied & (t == 0)).sum()):9}"
            )
    if args.dry:
        return
    weights = solve(x, y, share, bias)
    data = {
        "fitted_by": "make fit  (python -m benchmarks.fit)",
        "apply_at": APPLY_AT,
        "review_at": REVIEW_AT,
        "weights": {
            n: round(float(w), 3) for n, w in zip(names, weights, strict=True) if abs(w) >= 5e-4
        },
    }
    WEIGHTS.write_text(json.dumps(data, indent=1) + "\n", "utf-8")
    print(f"{len(data['weights'])} weights written to {WEIGHTS.name}")


if __name__ == "__main__":
    main()
