"""Fit the decision's weights: `make fit`.

Logistic regression with an L2 penalty on the labelled candidates of cases.py, by
Newton's method: the evidence first, then its sum with what the reader says, on names the
reader was not trained on. Calibration is measured across entities: the cases of one entity
are never in both the fitted and the measured part.
"""

from __future__ import annotations

import argparse
import json
import random
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.cases import Case, count_scene, from_examples, from_news
from benchmarks.data import present, wild
from benchmarks.quality import glossaries_of
from mt_repair.detect.decision import WAS_READ, Decision
from mt_repair.detect.evidence import with_reading
from mt_repair.detect.names import type_of
from mt_repair.detect.reader import Reader, about, asking, read, shipped_reader
from mt_repair.detect.search import compile_search
from mt_repair.glossary.forms import index_forms
from mt_repair.glossary.glossary import Glossary
from mt_repair.glossary.shipped import shipped_terms
from mt_repair.types import Example

WEIGHTS = Path(__file__).resolve().parents[1] / "mt_repair/detect/weights.json"
# How much a case of each kind of text counts.
SHARE = {"pack": 1.0, "bare": 1.5, "mt": 1.0, "human": 4.0, "human-read": 4.0, "wild-bare": 5.0, "wild-user": 3.0,
         "wild-listed": 3.0}  # fmt: skip
PENALTY, SECOND_PENALTY = 12.0, 3.0
APPLY_AT, REVIEW_AT = 0.8, 0.66
READ_AT = 0.08
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
        out += from_news(terms, (21, 22), False, 1, index, search, "mt")
        out += from_news(terms, (18, 19), True, 1, index, search, "human-read")
        out += from_news(terms, (20,), True, 1, index, search, "human")
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


def solve(
    x: np.ndarray, y: np.ndarray, share: np.ndarray, bias: int, penalised: float
) -> np.ndarray:
    """Return the weights that minimise the penalised log loss (Newton's method)."""
    weights = np.zeros(x.shape[1])
    penalty = np.eye(x.shape[1]) * penalised
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


def _names(found: Sequence[Case], least: int) -> list[str]:
    counts = Counter(name for case in found for name in case.evidence)
    return sorted(name for name, count in counts.items() if count >= least)


def _folds(found: Sequence[Case]) -> np.ndarray:
    groups = sorted({c.group for c in found})
    random.Random(5).shuffle(groups)
    fold_of = {group: i % FOLDS for i, group in enumerate(groups)}
    return np.array([fold_of[c.group] for c in found])


def _across(
    x: np.ndarray, y: np.ndarray, share: np.ndarray, fold: np.ndarray, bias: int, penalty: float
) -> np.ndarray:
    """Return the sum for each case by weights fitted on the other entities."""
    out = np.zeros(len(y))
    for k in range(FOLDS):
        others = fold != k
        out[~others] = x[~others] @ solve(x[others], y[others], share[others], bias, penalty)
    return out


def _table(found: Sequence[Case], p: np.ndarray, y: np.ndarray) -> None:
    print(
        f"{'cases':12}{'number':>8}{'right':>8}{'ECE':>8}{'Brier':>8}{'applied':>9}{'wrongly':>9}"
    )
    origins = np.array([c.origin for c in found])
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


def read_case(case: Case, first: float, reader: Reader) -> Case:
    """Return a case with the reader's word and the first step's sum as its evidence."""
    said = read(reader, case.text, case.start, case.end, about(case.term, type_of(case.term)))
    facts = with_reading(case.evidence, said)
    step = {n: v for n, v in facts.items() if n.rsplit("*", 1)[-1] in _SECOND or WAS_READ in n}
    return replace(case, evidence={**step, "first": first})


_SECOND = frozenset(("reads-name", "reads-plain"))


def unseen(case: Case) -> bool:
    """Tell whether the reader was trained without the name (and the text) of a case."""
    if case.origin == "human-read":
        return False
    return case.origin.startswith("wild") or (
        case.origin in ("human", "mt") or held_out(case.group)
    )


def held_out(name: str) -> bool:
    """Tell whether the reader is never trained on a name: every fifth, by its checksum."""
    return zlib.crc32(name.encode()) % 5 == 0


def first_step(found: Sequence[Case], show: bool = False) -> tuple[dict[str, float], np.ndarray]:
    """Return the weights of the evidence, and each case's sum by weights of other entities."""
    names = _names(found, 20)
    x, bias = matrix(found, names), names.index("bias")
    y = np.array([float(c.label) for c in found])
    share = np.array([SHARE[c.origin] for c in found])
    sums = _across(x, y, share, _folds(found), bias, PENALTY)
    if show:
        print("the evidence alone")
        _table(found, 1 / (1 + np.exp(-sums)), y)
    return dict(zip(names, solve(x, y, share, bias, PENALTY).tolist(), strict=True)), sums


def second_step(
    found: Sequence[Case], sums: np.ndarray, reader: Reader, show: bool = False
) -> dict[str, float]:
    """Return the weights of the reader's word, fitted on the names it was not trained on."""
    fresh = [(c, float(s)) for c, s in zip(found, sums, strict=True) if unseen(c)]
    asked = np.array([1 / (1 + np.exp(-first)) >= READ_AT for _, first in fresh])
    cases = [read_case(*c, reader) for c, ask in zip(fresh, asked, strict=True) if ask]
    names = _names(cases, 20)
    x, bias = matrix(cases, names), names.index(WAS_READ)
    y = np.array([float(c.label) for c in cases])
    share = np.array([SHARE[c.origin] for c in cases])
    if show:
        p = 1 / (1 + np.exp(-np.array([first for _, first in fresh])))
        p[asked] = 1 / (1 + np.exp(-_across(x, y, share, _folds(cases), bias, SECOND_PENALTY)))
        print("with the reader's word where it is asked, on names it was not trained on")
        _table([c for c, _ in fresh], p, np.array([float(c.label) for c, _ in fresh]))
    return dict(zip(names, solve(x, y, share, bias, SECOND_PENALTY).tolist(), strict=True))


def fitted(found: Sequence[Case], reader: Reader | None, show: bool = False) -> Decision:
    """Return the decision fitted on the cases."""
    weights, sums = first_step(found, show)
    read_weights = {"first": 1.0}
    if reader is not None:
        read_weights = second_step(found, sums, reader, show)
    return Decision(weights, read_weights, APPLY_AT, REVIEW_AT, READ_AT, asking(reader))


def main() -> None:
    """Fit, print the calibration across entities, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dry", action="store_true", help="print only")
    args = parser.parse_args()
    write_scene()
    decision = fitted(cases(), shipped_reader(), show=True)
    if args.dry:
        return
    data = {
        "fitted_by": "make fit  (python -m benchmarks.fit)",
        "apply_at": decision.apply_at,
        "review_at": decision.review_at,
        "read_at": decision.read_at,
        "read_weights": {n: round(w, 3) for n, w in decision.read_weights.items()},
        "weights": {n: round(w, 3) for n, w in decision.weights.items() if abs(w) >= 5e-4},
    }
    WEIGHTS.write_text(json.dumps(data, indent=1) + "\n", "utf-8")
    print(f"{len(data['weights'])} weights written to {WEIGHTS.name}")


if __name__ == "__main__":
    main()
