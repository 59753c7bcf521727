"""Fit the weights that place a term in a translation: `python -m benchmarks.sourced_fit`.

Cases come from the WMT23 news half only. Where a system got a name right, its right form
is hidden and the name has to be found by the rest of the evidence; where it got it wrong,
two systems' errors are annotated; cutting a name out gives cases that have no place.
Cross-validation is by document.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.fit import calibration_error
from benchmarks.sourced_data import NewsDocument, news_documents
from mt_repair.detect.rightforms import right_stretches
from mt_repair.detect.sourced import Weighed, couples_of, sourced, weigh
from mt_repair.detect.units import Couple, index_terms
from mt_repair.types import Document, Term

WEIGHTS = Path(__file__).resolve().parents[1] / "mt_repair/detect/sourced.json"
APPLY_AT, REVIEW_AT = 0.5, 0.3
FOLDS = 6
PENALTY = 3.0
HIDDEN = 3  # parts of a document's terms hidden in turn
SHARE = {"hidden": 1.0, "cut": 0.5, "error": 5.0, "missing": 4.0, "shuffled": 0.3}
# Hiding a right form hides what it shares with the others too: these must not count against.
FOR = frozenset(
    "overlap same-head overlap*near readily purity alike only-here alike*capital certainty cover mass inside derived".split()
)


AGAINST = frozenset(
    "capital-common lower-proper long theirs half-before half-after elsewhere odd-end odd-start in-derived".split()
)


@dataclass(frozen=True)
class Case:
    """A stretch weighed for a mention, and whether it is its place."""

    evidence: dict[str, float]
    label: bool
    origin: str
    group: str
    mention: int = 0


_NUMBERS = itertools.count()


def _hide(term: Term, found: set[str], like: bool) -> Term:
    """Return the term without the right forms a text has, with or without `like` ones."""
    left = [f for f in term.right if not any(f.lower() in x for x in found)]
    if not like:
        left = [f for f in left if not any(x in f.lower() for x in found)]
    return Term(term.zh, left[0] if left else "—", type=term.type, accept=tuple(left[1:]))


def _places(doc: NewsDocument) -> dict[tuple[int, int, str], tuple[int, int]]:
    """Return where right forms stand: segment, source start and name -> stretch."""
    out = {}
    for p in sourced(doc.document, doc.terms):
        if p.right and p.span:
            out[p.segment, p.source.start, p.term.zh] = (p.span.start, p.span.end)
    return out


def _bare(text: str, a: int, b: int) -> tuple[int, int]:
    """Return a stretch without articles, marks and possessives at its ends."""
    s = text[a:b]
    m = re.match(r"(?:(?:the|a|an)\s+|[\"'“”‘’(\[]+)+", s, re.IGNORECASE)
    if m:
        a += m.end()
        s = text[a:b]
    m = re.search(r"(?:['’]s|[\"'“”‘’)\].,;:]+)$", s)
    if m:
        b -= len(s) - m.start()
    return a, b


def _label(couple: Couple, start: int, end: int, gold: tuple[int, int] | None) -> bool | None:
    """Tell whether a stretch is the gold one; None where it is too near to say."""
    if gold is None:
        return False
    a, b = gold
    inside = {
        i
        for i, t in enumerate(couple.tokens)
        if a < t.end + couple.target_at and t.start + couple.target_at < b and t.content
    }
    mine = {i for i, t in enumerate(couple.tokens) if start < t.end and t.start < end and t.content}
    if inside == mine:
        return True
    if inside and len(inside & mine) / len(inside | mine) > 0.79:
        return None
    return False


def _cases(
    weighed: list[Weighed],
    couples: list[Couple],
    index_terms_: tuple[Term, ...],
    wanted,
    gold,
    origin: str,
    group: str,
) -> Iterator[Case]:
    for w in weighed:
        couple = couples[w.couple]
        unit = couple.units[w.unit]
        term = index_terms_[unit.term]
        if not wanted(couple, unit, term):
            continue
        place = gold(couple, unit, term)
        number = next(_NUMBERS)
        for s in w.others:
            label = _label(couple, s.start, s.end, place)
            if label is not None:
                yield Case(dict(s.evidence), label, origin, group, number)


def cases_of(doc: NewsDocument, seed: int) -> list[Case]:
    """Return the cases of one document of one system."""
    out: list[Case] = []
    places = _places(doc)
    rng = random.Random(f"{doc.name}{doc.system}{seed}")
    names = sorted({zh for _, _, zh in places})
    rng.shuffle(names)
    texts = [s.target for s in doc.document.segments]
    for part in range(HIDDEN):
        hidden = set(names[part::HIDDEN])
        if not hidden:
            continue
        found: dict[str, set[str]] = {}
        for (seg, _, zh), (a, b) in places.items():
            found.setdefault(zh, set()).add(texts[seg][a:b].lower())
        terms = tuple(
            _hide(t, found[t.zh], rng.random() < 0.6) if t.zh in hidden else t for t in doc.terms
        )
        # cut a few out of the text
        cut = {k for k in places if k[2] in hidden and rng.random() < 0.25}
        for origin in ("hidden", "cut"):
            document = doc.document
            if origin == "cut":
                if not cut:
                    continue
                new = list(texts)
                for key in sorted(cut, key=lambda k: -places[k][0]):
                    a, b = places[key]
                    new[key[0]] = new[key[0]][:a] + new[key[0]][b:]
                document = replace(
                    document,
                    segments=tuple(
                        replace(s, target=t) for s, t in zip(document.segments, new, strict=True)
                    ),
                )
            index = index_terms(terms)
            couples = couples_of(document, index)
            weighed, _, _ = weigh(couples, index)

            def key_of(couple, unit, term):
                return couple.segment, couple.source_at + unit.start, term.zh

            if origin == "hidden":
                out += _cases(
                    weighed,
                    couples,
                    terms,
                    lambda c, u, t, hidden=hidden: key_of(c, u, t) in places and t.zh in hidden,
                    lambda c, u, t: places.get(key_of(c, u, t)),
                    "hidden",
                    doc.name,
                )
            else:
                out += _cases(
                    weighed,
                    couples,
                    terms,
                    lambda c, u, t, cut=cut: key_of(c, u, t) in cut,
                    lambda c, u, t: None,
                    "cut",
                    doc.name,
                )
    if doc.errors:
        index = index_terms(doc.terms)
        couples = couples_of(doc.document, index)
        weighed, _, _ = weigh(couples, index)
        by_place = {(int(e["seg"]), e["zh"]): e for e in doc.errors}

        def error_of(couple, term):
            return by_place.get((doc.seg_ids[couple.segment], term.zh))

        def right_there(couple, term):
            return bool(right_stretches(couple, term))

        def gold(couple, unit, term):
            span = error_of(couple, term)["mt_span"]
            at = texts[couple.segment].find(span)
            if not span or at < 0:
                return None
            return _bare(texts[couple.segment], at, at + len(span))

        for origin, kinds in (("error", ("wrong",)), ("missing", ("missing",))):
            out += _cases(
                weighed,
                couples,
                doc.terms,
                lambda c, u, t, kinds=kinds: (
                    (e := error_of(c, t)) is not None
                    and e["kind"] in kinds
                    and not right_there(c, t)
                    and (not e["mt_span"] or e["mt_span"] in texts[c.segment])
                ),
                gold,
                origin,
                doc.name,
            )
    if doc.system in ("ONLINE-B", "NLLB_Greedy"):
        segs = list(doc.document.segments)
        moved = Document(
            tuple(
                replace(s, source=segs[(i + len(segs) // 2) % len(segs)].source)
                for i, s in enumerate(segs)
            ),
            doc.document.separators,
        )
        if len(segs) > 3:
            index = index_terms(doc.terms)
            couples = couples_of(moved, index)
            weighed, _, _ = weigh(couples, index)
            out += _cases(
                weighed,
                couples,
                doc.terms,
                lambda c, u, t: True,
                lambda c, u, t: None,
                "shuffled",
                doc.name,
            )
    return out


def chances(x: np.ndarray, mention: np.ndarray, w: np.ndarray) -> np.ndarray:
    """Return each stretch's chance among the stretches of its mention and no place at all."""
    score = np.exp(np.clip(x @ w, -30, 30))
    _, at = np.unique(mention, return_inverse=True)
    return score / (1 + np.bincount(at, score)[at])


def fit(
    x: np.ndarray, y: np.ndarray, share: np.ndarray, mention: np.ndarray, names: list[str]
) -> np.ndarray:
    """Return the weights of the conditional logit; `FOR` and `AGAINST` keep their signs."""
    on = np.ones(len(names), bool)
    while True:
        w = np.zeros(len(names))
        w[on] = _solve(x[:, on], y, share, mention)
        bad = [
            i for i, n in enumerate(names) if (n in FOR and w[i] < 0) or (n in AGAINST and w[i] > 0)
        ]
        if not bad:
            return w
        on[max(bad, key=lambda i: abs(w[i]))] = False


def _solve(x: np.ndarray, y: np.ndarray, share: np.ndarray, mention: np.ndarray) -> np.ndarray:
    """Return the weights by Newton's method, L2 penalised."""
    w = np.zeros(x.shape[1])
    _, at = np.unique(mention, return_inverse=True)
    size = at.max() + 1
    per = np.zeros(size)
    per[at] = share
    starts = np.flatnonzero(np.diff(at, prepend=-1))
    for _ in range(60):
        p = chances(x, at, w)
        gradient = x.T @ (share * (p - y)) + PENALTY * w
        mean = np.add.reduceat(x * p[:, None], starts)
        curvature = (x * (share * p)[:, None]).T @ x - (mean * per[:, None]).T @ mean
        step = np.linalg.solve(curvature + PENALTY * np.eye(len(w)), gradient)
        step *= min(1.0, 3.0 / (np.abs(step).max() + 1e-9))
        w -= step
        if np.abs(step).max() < 1e-3:
            break
    return w


def main() -> None:
    """Fit, print the calibration across documents, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dry", action="store_true", help="print only")
    parser.add_argument("--systems", default="", help="only these, comma separated")
    args = parser.parse_args()
    found: list[Case] = []
    for doc in news_documents():
        if not args.systems or doc.system in args.systems.split(","):
            found += cases_of(doc, 1)
    names = sorted({n for c in found for n in c.evidence})
    x = np.array([[c.evidence.get(n, 0.0) for n in names] for c in found])
    y = np.array([float(c.label) for c in found])
    share = np.array([SHARE[c.origin] for c in found])
    order = {m: i for i, m in enumerate(dict.fromkeys(c.mention for c in found))}
    mention = np.array([order[c.mention] for c in found])
    groups = sorted({c.group for c in found})
    random.Random(5).shuffle(groups)
    fold = np.array([groups.index(c.group) % FOLDS for c in found])
    p = np.zeros(len(found))
    for k in range(FOLDS):
        on = fold != k
        w = fit(x[on], y[on], share[on], mention[on], names)
        p[~on] = chances(x[~on], mention[~on], w)
    origins = np.array([c.origin for c in found])
    print(
        f"{'cases':10}{'mentions':>9}{'places':>8}{'ECE':>8}"
        + "".join(f"{f'>{a}':>7}{'wrong':>6}" for a in (0.4, 0.5, 0.6, 0.7, 0.8))
    )
    for origin in SHARE:
        here = origins == origin
        if here.any():
            t, q = y[here], p[here]
            text = "".join(
                f"{int(((q >= a) & (t == 1)).sum()):7}{int(((q >= a) & (t == 0)).sum()):6}"
                for a in (0.4, 0.5, 0.6, 0.7, 0.8)
            )
            print(
                f"{origin:10}{len(set(mention[here])):9}{int(t.sum()):8}{calibration_error(q, t):8.3f}"
                + text
            )
    w = fit(x, y, share, mention, names)
    print(
        "  ".join(f"{n} {v:.2f}" for n, v in sorted(zip(names, w, strict=True), key=lambda i: i[1]))
    )
    if not args.dry:
        data = {
            "fitted_by": "python -m benchmarks.sourced_fit",
            "apply_at": APPLY_AT,
            "review_at": REVIEW_AT,
            "weights": {n: round(float(v), 3) for n, v in zip(names, w, strict=True)},
        }
        WEIGHTS.write_text(json.dumps(data, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
