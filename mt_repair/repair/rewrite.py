"""The sentence rewritten around the right name: a model proposes, the gate decides.

Only clauses with an applied edit are asked about, with each name as a slot. What a model
proposes is taken where it is surer of it than of leaving the clause alone, and where the
gate lets it pass; else what the rules did stands.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

from mt_repair.edits import apply, compose, diff, invert
from mt_repair.repair.aligned import aligned
from mt_repair.repair.answers import Put, Refused, by_words, decode
from mt_repair.repair.clauses import Clause, Slot, clauses
from mt_repair.repair.encoding import UNKNOWN_TYPE, encode
from mt_repair.repair.gate import check
from mt_repair.repair.rounds import Again, changed, grouped
from mt_repair.repair.wording import written
from mt_repair.seq2seq import (
    BEAM,
    Compact,
    Hypothesis,
    Writing,
    nothing,
    pieces_of,
    propose,
    write,
)
from mt_repair.types import Document, Edit, Safety, Span

RULE = "seq2seq"


class Least(NamedTuple):
    """What a rewriting must have to be made: that something is wrong, and that this is how to mend it.

    `odds` are the log-odds of it against leaving the clause alone, `share` its part of the
    probability of all rewritings that the gate has not refused.
    """

    odds: float
    share: float


SURE = Least(1.5, 0.4)  # `python -m benchmarks.rewriter sure`
_ROUNDING = 0.01  # of the probabilities of an 8-bit model
_MOST_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rewriting of a clause and how sure it is; `refused` says why it is not taken."""

    text: str
    odds: float
    share: float = 1.0
    refused: str = ""


Rewriter = Callable[[Clause, str], Iterator[Proposal]]  # a clause and its text: the likeliest first
Allowed = Callable[[list[Edit]], list[Edit]]
Forms = Mapping[str, str]  # a right form -> its type


def by_compact(model: Compact, least: Least = SURE) -> Rewriter:
    """Return a rewriter of our own kind of model.

    It proposes nothing that is less sure, and does not search where nothing can be: leaving a
    clause alone is an answer, too, and what it leaves of the probability is all another can have.
    """

    def proposals(clause: Clause, text: str) -> Iterator[Proposal]:
        shown = encode(clause, lambda word: pieces_of(model, word))
        leave = nothing(model, shown.tokens)
        if _odds_against(leave) < least.odds - _ROUNDING:
            return
        rest = -math.expm1(leave)
        for answer in _one_by_one(model, shown.tokens, len(clause.words)):
            chance, odds = math.exp(answer.score), answer.score - leave
            share = min(chance / max(rest, chance, sys.float_info.min), 1.0)
            if not answer.tokens or odds < least.odds or share < least.share:
                return  # what follows is less likely yet
            said = partial(_read, answer.tokens, shown.starts, clause)
            proposal = _judged(said, clause, text, odds, share)
            rest -= chance if proposal.refused else 0.0
            yield proposal

    return proposals


def _odds_against(score: float) -> float:
    """Return the log-odds against what has this log-probability."""
    return math.log(max(-math.expm1(score), sys.float_info.min)) - score


def _one_by_one(model: Compact, tokens: Sequence[str], most: int) -> Iterator[Hypothesis]:
    """Yield the best answer and then, should that one not be taken, the others: a longer search."""
    yield from propose(model, tokens, most, 1, beam=BEAM)
    yield from propose(model, tokens, most)[1:]


def _read(tokens: Sequence[str], starts: Sequence[int], clause: Clause) -> list[Put]:
    return decode(by_words(tokens, starts), clause)


def by_writing(model: Writing) -> Rewriter:
    """Return a rewriter of a model of transformers, which reads and writes text."""

    def proposals(clause: Clause, text: str) -> Iterator[Proposal]:
        was = text[clause.start : clause.end]
        for answer, _ in write(model, was):
            if answer.strip() == was:
                return
            yield _judged(lambda: aligned(answer.strip(), clause), clause, text, SURE.odds)  # noqa: B023

    return proposals


def _judged(
    read: Callable[[], list[Put]], clause: Clause, text: str, odds: float, share: float = 1.0
) -> Proposal:
    said = ""
    try:
        put = read()
        said = written(put, clause, text)
        check(put, clause)
    except Refused as reason:
        return Proposal(said, odds, share, str(reason))
    return Proposal(said, odds, share)


def rewritings(
    text: str, slots: Sequence[Slot], rewriter: Rewriter, least: Least = SURE
) -> list[Edit]:
    """Return an edit for each stretch around a name that is rewritten, the name included.

    Of a clause's proposals the likeliest is taken that the gate lets pass and that is sure enough.
    """
    out: list[Edit] = []
    for clause in clauses(text, slots):
        try:
            passed = (p for p in rewriter(clause, text) if not p.refused and _is_sure(p, least))
            taken = next(passed, None)
        except Refused:
            continue
        was = text[clause.start : clause.end]
        if taken is None or taken.text == was:
            continue
        out += _around_names(clause, text, diff(was, taken.text), taken)
    return out


def _is_sure(proposal: Proposal, least: Least) -> bool:
    return proposal.odds >= least.odds and proposal.share >= least.share


def _around_names(
    clause: Clause, text: str, changes: Sequence[Edit], taken: Proposal
) -> Iterator[Edit]:
    """Yield the changes joined with the names they stand nearest to, one edit a stretch."""
    names = [(w.start - clause.start, w.end - clause.start) for w in clause.words if w.slot]
    stretches: list[list[int]] = []
    for change in changes:
        a, b = change.span.start, change.span.end
        near = min(names, key=lambda n: max(n[0] - b, a - n[1], 0))
        stretches.append([min(a, near[0]), max(b, near[1])])
    stretches.sort()
    joined: list[list[int]] = []
    for stretch in stretches:
        if joined and stretch[0] <= joined[-1][1]:
            joined[-1][1] = max(joined[-1][1], stretch[1])
        else:
            joined.append(stretch)
    moved = 0
    for first, last in joined:
        new_first = first + moved
        inside = [c for c in changes if first <= c.span.start and c.span.end <= last]
        moved += sum(len(c.new) - len(c.old) for c in inside)
        span = Span(clause.start + first, clause.start + last)
        yield Edit(
            0,
            span,
            span.of(text),
            taken.text[new_first : last + moved],
            confidence=round(1 / (1 + math.exp(-min(taken.odds, 30.0))), 3),
            by=RULE,
        )


def rewritten(
    document: Document,
    edits: Sequence[Edit],
    forms: Forms,
    rewriter: Rewriter,
    again: Again,
    allowed: Allowed = list,
) -> list[Edit]:
    """Return the edits with the clauses around their names rewritten.

    `again` says what a document asks for; a rewriting after which something more would be
    found is taken back, so that a second run changes nothing. `allowed` returns those of some
    edits that may be made; of a segment all must be.
    """
    rules = grouped(edits)
    made = {i: _of_segment(document, i, rules[i], forms, rewriter) for i in sorted(rules)}
    kept = {i: e for i, e in made.items() if e is not None and len(allowed(e)) == len(e)}
    for _ in range(_MOST_ROUNDS):
        if not kept:
            break
        found = again(changed(document, [e for i in rules for e in kept.get(i, rules[i])]))
        before = {(e.segment, e.old, e.new) for e in again(changed(document, edits))}
        more = {e.segment for e in found if (e.segment, e.old, e.new) not in before}
        if not more:
            break
        kept = {i: e for i, e in kept.items() if i not in more} if more & kept.keys() else {}
    else:
        kept = {}
    return [e for i in sorted(rules) for e in kept.get(i, rules[i])]


def _of_segment(
    document: Document, number: int, edits: Sequence[Edit], forms: Forms, rewriter: Rewriter
) -> list[Edit] | None:
    """Return a segment's edits with its clauses rewritten, None where none is."""
    target = document.segments[number].target
    now = apply(target, edits, number)
    undo = invert(edits)
    found = [s for e in undo if (s := slot_in(e, forms))]
    slots = [s for i, s in enumerate(found) if not (i and _is_echo(now, found[i - 1], s))]
    changes = [replace(e, segment=number) for e in rewritings(now, slots, rewriter)]
    if not changes:
        return None
    by_place = dict(zip([e.span for e in undo], edits, strict=True))
    told = [_explained(e, [r for s, r in by_place.items() if e.span.overlaps(s)]) for e in changes]
    return compose(target, edits, told, number)


def slot_in(put: Edit, forms: Forms) -> Slot | None:
    """Return where the name stands in what an edit put in; the edit is turned round, its old side the new one.

    The longest right form in it, or all of it without an article where none is known.
    """
    text = put.old
    bounds = [i for i in range(len(text) + 1) if _is_bound(text, i)]
    best: tuple[int, int] | None = None
    for a in bounds:
        for b in bounds:
            if b > a and text[a:b].lower() in forms and (best is None or b - a > best[1] - best[0]):
                best = (a, b)
    kind = forms[text[best[0] : best[1]].lower()] if best else UNKNOWN_TYPE
    if best is None:
        bare = next((len(w) for w in ("the ", "a ", "an ") if text.lower().startswith(w)), 0)
        best = (bare, len(text))
        if not text[bare : bare + 1].isupper():
            return None
    span = Span(put.span.start + best[0], put.span.start + best[1])
    return Slot(span, kind or UNKNOWN_TYPE, put.new)


def _is_bound(text: str, at: int) -> bool:
    return at in (0, len(text)) or not (text[at - 1].isalnum() and text[at].isalnum())


def _is_echo(text: str, before: Slot, slot: Slot) -> bool:
    """Tell whether a name stands right behind itself, so that one of the two is too many."""
    between = text[before.span.end : slot.span.start]
    return between.strip() == "" and before.span.of(text) == slot.span.of(text)


def _explained(change: Edit, rules: Sequence[Edit]) -> Edit:
    """Return a rewriting with the reasons of the names in it, no surer than they were."""
    reasons = list(dict.fromkeys(e.because for e in rules if e.because))
    reasons.append("the model rewrote the words around it")
    safety: Safety = "review" if any(e.safety == "review" for e in rules) else "safe"
    return replace(
        change,
        because="; ".join(reasons),
        safety=safety,
        confidence=min([change.confidence, *(e.confidence for e in rules)]),
    )
