"""Where the source's terms went in the target, and what is wrong with what stands there."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from mt_repair.detect.place_decision import PlaceDecision, score_of, shipped_place_decision
from mt_repair.detect.placing import Company, company_of, stretches
from mt_repair.detect.posterior import Learned, Shares, learn, nearness, share_out
from mt_repair.detect.rightforms import Stretch, right_stretches
from mt_repair.detect.units import Couple, TermIndex, bond_of, couple_of, index_terms
from mt_repair.language.align import line_pairs
from mt_repair.language.assign import Option, assign
from mt_repair.language.chinese import has_han
from mt_repair.language.english import zipf
from mt_repair.types import Document, Span, Term

_RIGHT = 8.0  # what a right form is worth to its mention
LEAST_MATCH = 0.18  # how well a source and a target must match for an edit
_LONGER = 4.0  # and each further word of it: China is not to be had from Bank of China
_AGAIN = 0.5  # how far a sure placement of the same words carries
_NEARLY = 0.5
_NO_SOURCE = 0.05  # a word of the target less explained has no source
_MINE, _ANOTHERS = 0.05, 0.5  # how little of a word a mention explains, and another unit how well
_EVERYDAY = 4.0  # how frequent the word of a title is
_BONUS = 2.2  # how unlikely a place may be and still be weighed


@dataclass(frozen=True, slots=True)
class Placed:
    """A mention of a term with its place in the target; `span` None where it has none.

    `right` says that an accepted form stands there; `confidence` is how likely the place
    is the mention's, `closeness` how well source and target match there, `certainty` how
    likely the source's characters are the name, all 0 to 1; `near` is where it was
    expected; `named` says that the source's own words show a name. Spans are of the whole
    segment.
    """

    segment: int
    source: Span
    term: Term
    span: Span | None
    surface: str
    right: bool
    confidence: float
    near: int = 0
    closeness: float = 0.0
    certainty: float = 1.0
    named: bool = False
    line: Span = field(
        default=Span(0, 0)
    )  # the stretch of the target that its source's line became


def couples_of(document: Document, index: TermIndex) -> list[Couple]:
    """Return the lines of a document's segments, each with its translation."""
    out = []
    for number, segment in enumerate(document.segments):
        source, target = segment.source, segment.target
        if not source or not has_han(source) or not target.strip():
            continue
        for a, b, c, d in line_pairs(source, target, partial(bond_of, index)):
            out.append(couple_of(number, source[a:b], target[c:d], a, c, index))
    return out


def _matched(couple: Couple, shares: Shares) -> tuple[float, float, float, float]:
    """Return how much of the target is explained, of how much; and of the source answered.

    Rare words count more; a unit is answered by a word that stands where it may be expected.
    """
    total = explained = 0.0
    for token, value in zip(couple.tokens, shares.explained, strict=True):
        if token.content:
            total += token.weight
            explained += token.weight * min(value, 1.0)
    asked = answered = 0.0
    for unit, raw, block in zip(couple.units, shares.readily, couple.expected, strict=True):
        if not unit.made.by_key:
            continue
        best = max(
            (
                w * nearness(block, at) * couple.tokens[at].weight
                for at, w in raw.items()
                if w > 0.2
            ),
            default=0.0,
        )
        weight = min(len(unit.text), 4) if unit.term < 0 else 2
        asked += weight
        answered += weight * min(2 * best, 1.0)
    return explained, total, answered, asked


def closeness_of(couples: Sequence[Couple], shares: Sequence[Shares]) -> list[tuple[float, float]]:
    """Return how well each target is explained by its source, and answers it, 0 to 1.

    What is too short to tell is taken to be like the rest of the document.
    """
    rows = [_matched(c, s) for c, s in zip(couples, shares, strict=True)]
    explained, total, answered, asked = (sum(r[i] for r in rows) for i in range(4))
    usual = (explained / (total + 1.0), answered / (asked + 2.0))
    return [((a + usual[0]) / (b + 1.0), (c + 2 * usual[1]) / (d + 2.0)) for a, b, c, d in rows]


def closeness(document: Document, index: TermIndex) -> dict[int, float]:
    """Return how well each segment and its source match, as `placements` does, and no more."""
    couples = couples_of(document, index)
    learned = learn(couples, index.terms)
    shares = [share_out(couple, index.terms, learned) for couple in couples]
    return _closeness(couples, closeness_of(couples, shares))


@dataclass(frozen=True, slots=True)
class Weighed:
    """A mention with every stretch that may be its place: `unit` of `couple`."""

    couple: int
    unit: int
    right: tuple[Stretch, ...]
    others: tuple[Stretch, ...]


def weigh(
    couples: Sequence[Couple], index: TermIndex
) -> tuple[list[Weighed], list[Shares], list[tuple[float, float]]]:
    """Return every mention with its candidate stretches."""
    learned: Learned = learn(couples, index.terms)
    company: Company = company_of(couples)
    all_shares = [share_out(couple, index.terms, learned) for couple in couples]
    closes = closeness_of(couples, all_shares)
    out = []
    for number, couple in enumerate(couples):
        shares, close = all_shares[number], closes[number]
        rights: dict[int, tuple[Stretch, ...]] = {}
        for at, unit in enumerate(couple.units):
            if unit.term < 0:
                continue
            term = index.terms[unit.term]
            if unit.term not in rights:
                rights[unit.term] = tuple(right_stretches(couple, term))
            others = tuple(stretches(couple, at, term, shares, company, close))
            out.append(Weighed(number, at, rights[unit.term], others))
    return out, all_shares, closes


@dataclass(frozen=True, slots=True)
class Placements:
    """Every mention with its place, and how each segment's source and target match.

    `unexplained` are the words of each segment's target that no source word explains.
    """

    placed: tuple[Placed, ...]
    closeness: Mapping[int, float]  # of the segments that have both, 0 to 1
    unexplained: Mapping[int, frozenset[Span]]


def sourced(
    document: Document, terms: Sequence[Term] | TermIndex, decision: PlaceDecision | None = None
) -> tuple[Placed, ...]:
    """Return every mention of the terms in the document's sources, with its place."""
    return placements(document, terms, decision).placed


def placements(
    document: Document, terms: Sequence[Term] | TermIndex, decision: PlaceDecision | None = None
) -> Placements:
    """Return every mention of the terms with its place, and how well the segments match."""
    index = terms if isinstance(terms, TermIndex) else index_terms(terms)
    decision = decision or shipped_place_decision()
    couples = couples_of(document, index)
    weighed, shares, closes = weigh(couples, index)
    by_couple: dict[int, list[Weighed]] = {}
    for w in weighed:
        by_couple.setdefault(w.couple, []).append(w)
    out: list[Placed] = []
    for number, mentions in by_couple.items():
        out += _placed(couples[number], mentions, index, decision, closes[number], shares[number])
    return Placements(
        tuple(_with_memory(out)), _closeness(couples, closes), _unexplained(couples, shares)
    )


def _unexplained(couples: Sequence[Couple], shares: Sequence[Shares]) -> dict[int, frozenset[Span]]:
    found: dict[int, set[Span]] = {}
    for couple, share in zip(couples, shares, strict=True):
        found.setdefault(couple.segment, set()).update(
            Span(couple.target_at + token.start, couple.target_at + token.end)
            for token, value in zip(couple.tokens, share.explained, strict=True)
            if token.content and value < _NO_SOURCE
        )
    return {segment: frozenset(spans) for segment, spans in found.items()}


def _closeness(
    couples: Sequence[Couple], closes: Sequence[tuple[float, float]]
) -> dict[int, float]:
    """Return how well each segment matches: its couples', weighed by their length."""
    total: dict[int, float] = {}
    size: dict[int, int] = {}
    for couple, (one, other) in zip(couples, closes, strict=True):
        words = len(couple.tokens) + 1
        total[couple.segment] = total.get(couple.segment, 0.0) + one * other * words
        size[couple.segment] = size.get(couple.segment, 0) + words
    return {segment: value / size[segment] for segment, value in total.items()}


def _with_memory(placed: Sequence[Placed]) -> list[Placed]:
    """Return the placements, surer where the same words stand for the same term elsewhere."""
    sure: dict[tuple[str, str], list[float]] = {}
    for p in placed:
        if p.span is not None and not p.right:
            sure.setdefault((p.term.zh, p.surface.lower()), []).append(p.confidence)
    leading = {key: sorted(values)[-2:] for key, values in sure.items()}
    out = []
    for p in placed:
        others = leading.get((p.term.zh, p.surface.lower()), []) if not p.right else []
        if len(others) < 2:
            out.append(p)
            continue
        second, best = others
        other = second if p.confidence == best else best
        value = p.confidence + (1 - p.confidence) * _AGAIN * min(other, 1.0)
        out.append(replace(p, confidence=value))
    return out


def _right_within(stretch: Stretch, rights: Sequence[Stretch]) -> Stretch:
    """Return the right form that a stretch holds with other words, else the stretch."""
    inside = (r for r in rights if stretch.low <= r.low and r.high <= stretch.high)
    return next(inside, stretch)


def _trimmed(stretch: Stretch, couple: Couple, shares: Shares, unit: int, person: bool) -> Stretch:
    """Return a stretch without the words at its ends that plainly come from other units.

    Capitals in a row are one name, whatever explains them; but a person's begins after the
    title.
    """
    tokens, row, raw = couple.tokens, shares.by_unit[unit], shares.readily[unit]

    def is_anothers(at: int) -> bool:
        mine = max(row.get(at, 0.0), raw.get(at, 0.0))
        return not tokens[at].content or (mine < _MINE and shares.explained[at] >= _ANOTHERS)

    def may_go(at: int, beside: int) -> bool:
        in_a_row = tokens[at].capital and tokens[beside].capital
        title = person and len(tokens[at].text) > 3 and zipf(tokens[at].key) >= _EVERYDAY
        return is_anothers(at) and (not in_a_row or title)

    low, high = stretch.low, stretch.high
    while high - low > 1 and may_go(low, low + 1):
        low += 1
    while high - low > 1 and may_go(high - 1, high - 2):
        high -= 1
    if (low, high) == (stretch.low, stretch.high) or not tokens[low].content:
        return stretch
    return replace(stretch, low=low, high=high, start=tokens[low].start, end=tokens[high - 1].end)


def _expected_at(couple: Couple, unit: int) -> int:
    at = min(max(round(couple.expected[unit].at), 0), len(couple.tokens) - 1)
    return couple.tokens[at].start if couple.tokens else 0


def _chance(
    every: Sequence[Stretch],
    scores: Sequence[float],
    chosen: int,
    used: Sequence[tuple[int, int]],
) -> float:
    """Return how likely the chosen stretch is, among those no other mention takes.

    A stretch that shares most of its words with the chosen one speaks half for it.
    """
    total = 1.0
    near = 0.0
    best = every[chosen]
    for stretch, score in zip(every, scores, strict=True):
        if stretch.right or any(a < stretch.high and stretch.low < b for a, b in used):
            continue
        value = math.exp(min(score, 30.0))
        total += value
        shared = min(best.high, stretch.high) - max(best.low, stretch.low)
        if stretch is not best and 2 * shared >= best.high - best.low:
            near += value
    return (math.exp(min(scores[chosen], 30.0)) + _NEARLY * near) / total


def _placed(
    couple: Couple,
    mentions: Sequence[Weighed],
    index: TermIndex,
    decision: PlaceDecision,
    close: tuple[float, float],
    shares: Shares,
) -> list[Placed]:
    options: list[list[Option]] = []
    scores: list[list[float]] = []
    for w in mentions:
        block = couple.expected[w.unit]
        mine, sure = [], []
        for k, s in enumerate(w.right):
            near = nearness(block, (s.low + s.high - 1) // 2)
            worth = _RIGHT + math.log(near + 0.01) + _LONGER * (s.high - s.low - 1)
            mine.append(Option(s.low, s.high, worth, k))
            sure.append(0.0)
        for k, s in enumerate(w.others, len(w.right)):
            score = score_of(decision, s.evidence)
            sure.append(score)
            if score + _BONUS > 0:
                mine.append(Option(s.low, s.high, score + _BONUS, k))
        options.append(mine)
        scores.append(sure)
    out = []
    chosen = assign(options)
    used = [(o.low, o.high) if o else (0, 0) for o in chosen]
    for at, (w, taken) in enumerate(zip(mentions, chosen, strict=True)):
        unit = couple.units[w.unit]
        source = Span(couple.source_at + unit.start, couple.source_at + unit.end)
        term = index.terms[unit.term]
        nowhere = Placed(
            couple.segment,
            source,
            term,
            None,
            "",
            False,
            0.0,
            couple.target_at + _expected_at(couple, w.unit),
            close[0] * close[1],
            unit.certainty,
            unit.named,
            Span(couple.target_at, couple.target_at + len(couple.target)),
        )
        if taken is None:
            out.append(nowhere)
            continue
        every = (*w.right, *w.others)
        stretch = _right_within(every[taken.number], w.right)
        confidence = 1.0
        if not stretch.right:
            others = [u for i, u in enumerate(used) if i != at]
            confidence = _chance(every, scores[at], taken.number, others)
            stretch = _trimmed(stretch, couple, shares, w.unit, term.type == "PER")
        out.append(
            replace(
                nowhere,
                span=Span(couple.target_at + stretch.start, couple.target_at + stretch.end),
                surface=couple.target[stretch.start : stretch.end],
                right=stretch.right,
                confidence=confidence,
            )
        )
    return out
