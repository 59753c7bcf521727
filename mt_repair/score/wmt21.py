"""Exact match and window overlap, as the WMT21 terminology task defines them.

Alam et al. 2021 (arXiv:2106.11891), evaluate_term_wmt.py of
github.com/mahfuzibnalam/terminology_evaluation without its lemmas, which need a tagger.
The task's data is tokenised; texts are tokenised here by sacrebleu's 13a, possessives apart.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mt_repair.score.entity import shared_out
from mt_repair.score.mentions import Mention, Names, Unit
from mt_repair.score.metrics import Counts, Metric, share
from mt_repair.types import Span

WINDOWS = (2, 3)
EXACT_MATCH = Metric(
    "wmt21_exact_match",
    "Exact match (WMT21)",
    "higher",
    "share",
    "wmt21-terminology, no lemmas, tok:13a+'s|v:1",
    share,
)
WINDOW_OVERLAP = {
    window: Metric(
        f"wmt21_window_{window}",
        f"Window overlap {window} (WMT21)",
        "higher",
        "share",
        f"wmt21-terminology, window {window}, no lemmas, tok:13a+'s|v:1",
        share,
    )
    for window in WINDOWS
}

_POSSESSIVE = re.compile(r"(?<=\w)(['’]s)(?!\w)")
Tokens = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A term that the reference renders: its tokens there, and every right form's."""

    start: int
    tokens: Tokens
    forms: tuple[Tokens, ...]


def wanted(names: Names, unit: Unit, mentions: Sequence[Mention]) -> list[Wanted]:
    """Return the mentions that the reference renders with a right form, in its order.

    A stretch of the reference serves one mention. Offsets are tokens of the reference.
    """
    spans = shared_out([names.right(unit.reference, mention.term) for mention in mentions])
    out = []
    for mention, span in zip(mentions, spans, strict=True):
        if span is not None:
            start, tokens = _token_span(unit.reference, span)
            right = map(tokenised, names.terms[mention.term].right)
            out.append(Wanted(start, tokens, tuple(dict.fromkeys((tokens, *right)))))
    return sorted(out, key=lambda w: (w.start, w.tokens))


def exact_match(unit: Unit, terms: Sequence[Wanted]) -> Counts:
    """Return how many terms stand in the hypothesis, and of how many.

    A place serves one term; as in the task's script, a term that stands there in two of its
    forms takes both places.
    """
    tokens = tokenised(unit.hypothesis)
    used: set[int] = set()
    correct = 0
    for term in terms:
        found = False
        for form in term.forms:
            start = next((s for s in _starts(tokens, form) if s not in used), None)
            if start is not None:
                used.add(start)
                found = True
        correct += found
    return float(correct), float(len(terms))


def window_overlap(unit: Unit, terms: Sequence[Wanted], window: int) -> Counts:
    """Return how much the terms' neighbours are those of the reference, and 1 for the unit.

    The share of the `window` words to either side of a term in the reference that stand
    beside it in the hypothesis, averaged over the terms found there as the reference has
    them; (0, 0) for a unit without terms.
    """
    if not terms:
        return 0.0, 0.0
    reference, hypothesis = tokenised(unit.reference), tokenised(unit.hypothesis)
    found: list[float] = []
    for tokens in dict.fromkeys(term.tokens for term in terms):
        there = [
            _window(reference, t.start, len(tokens), window) for t in terms if t.tokens == tokens
        ]
        here = [_window(hypothesis, s, len(tokens), window) for s in _starts(hypothesis, tokens)]
        pairs = [
            (_overlap(ours, theirs), i, j)
            for i, ours in enumerate(there)
            for j, theirs in enumerate(here)
        ]
        pairs.sort(key=lambda p: (-p[0], p[1], p[2]))
        taken: set[int] = set()
        met: set[int] = set()
        for value, i, j in pairs:
            if i not in taken and j not in met:
                taken.add(i)
                met.add(j)
                found.append(value)
    return (sum(found) / len(found) if found else 0.0), 1.0


@lru_cache(maxsize=4096)
def tokenised(text: str) -> Tokens:
    """Return the tokens of a text, as sacrebleu's tokeniser 13a cuts it; a possessive is one."""
    from sacrebleu.tokenizers.tokenizer_13a import Tokenizer13a

    apart = _POSSESSIVE.sub(r" \1", text.rstrip())
    return tuple(Tokenizer13a()(apart).split())  # type: ignore[no-untyped-call]


def _token_span(text: str, span: Span) -> tuple[int, Tokens]:
    """Return where a stretch begins in a text's tokens, and its own tokens."""
    tokens = tokenised(span.of(text))
    near = len(tokenised(text[: span.start]))
    starts = list(_starts(tokenised(text), tokens))
    return min(starts, key=lambda start: abs(start - near), default=near), tokens


def _starts(tokens: Tokens, form: Tokens) -> Iterator[int]:
    for start in range(len(tokens) - len(form) + 1):
        if form and tokens[start : start + len(form)] == form:
            yield start


def _window(tokens: Tokens, start: int, size: int, window: int) -> list[str]:
    left = [t for t in reversed(tokens[:start]) if t not in string.punctuation][:window]
    right = [t for t in tokens[start + size :] if t not in string.punctuation][:window]
    return left + right


def _overlap(reference: Sequence[str], hypothesis: Sequence[str]) -> float:
    left = list(hypothesis)
    shared = 0
    for word in reference:
        if word in left:
            left.remove(word)
            shared += 1
    return shared / len(reference) if reference else 0.0
