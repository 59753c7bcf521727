"""Every metric of a text, segment by segment; what of it can be counted depends on what is given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from mt_repair.corpus.parallel import Parallel
from mt_repair.edits import diff
from mt_repair.score import changes, edit_quality, flags, terms, wmt21
from mt_repair.score.bleu import text_columns
from mt_repair.score.calibration import (
    EDIT_CALIBRATION,
    FLAG_CALIBRATION,
    calibration_counts,
)
from mt_repair.score.entity import ENTITY_ACCURACY, Found, found, ground_of
from mt_repair.score.mentions import Mention, Names, Unit, units
from mt_repair.score.metrics import Column, Counts, Metric, added
from mt_repair.types import Edit, Term


@dataclass(frozen=True, slots=True)
class Checked:
    """A line of a segment, and how its names were found in it."""

    unit: Unit
    names: Names
    found: Found


@dataclass(frozen=True)
class Evaluation:
    """What was counted in a text: a column a metric, and the lines of each segment.

    `effects` are those of the edits that made the text of its base.
    """

    columns: tuple[Column, ...]
    checked: tuple[tuple[Checked, ...], ...]
    effects: tuple[tuple[edit_quality.Effect, ...], ...] = ()

    def column(self, name: str) -> Column | None:
        """Return the column of a metric, None where it was not counted."""
        return next((c for c in self.columns if c.metric.name == name), None)


@dataclass
class Glossaries:
    """The terms that count in every segment, compiled once; and those of single segments."""

    terms: Sequence[Term]
    _compiled: dict[tuple[Term, ...], Names] = field(default_factory=dict)
    _mentions: dict[tuple[int, str, str], tuple[Mention, ...]] = field(default_factory=dict)

    def names(self, own: tuple[Term, ...]) -> Names:
        """Return the terms of a segment that has some of its own."""
        held = self._compiled.get(own)
        if held is None:
            held = self._compiled[own] = Names((*self.terms, *own))
        return held

    def mentions(self, names: Names, unit: Unit) -> tuple[Mention, ...]:
        """Return the mentions of a unit's source, or of its reference where it has none."""
        key = (id(names), unit.source, unit.reference)
        held = self._mentions.get(key)
        if held is None:
            held = (
                names.in_source(unit.source, unit.reference)
                if unit.source
                else names.in_english(unit.reference)
            )
            self._mentions[key] = held
        return held


def evaluate(
    segments: Sequence[Parallel], glossaries: Glossaries, texts: Sequence[str]
) -> Evaluation:
    """Return what every metric counts in a text of the segments: the hypotheses, or the bases.

    BLEU, chrF2++, TER and the length are always there; names and terms where there are terms.
    """
    references = [one.reference for one in segments]
    columns = text_columns(texts, references)
    pairs = zip(texts, references, strict=True)
    columns.append(_column(changes.LENGTH_RATIO, (changes.lengths(t, r) for t, r in pairs)))
    if not glossaries.terms and not any(one.terms for one in segments):
        return Evaluation(tuple(columns), tuple(() for _ in segments))
    checked = [_checked(one, text, glossaries) for one, text in zip(segments, texts, strict=True)]
    columns += _name_columns(checked, texts)
    columns += _term_columns(segments, texts, checked, glossaries)
    return Evaluation(tuple(columns), tuple(checked))


def evaluate_repair(
    segments: Sequence[Parallel], glossaries: Glossaries
) -> tuple[Evaluation, Evaluation | None]:
    """Return what every metric counts in the hypotheses, and in their bases where they have some.

    With bases there are over-editing, the change of length and the quality of the edits, too;
    with gold spans, how flags agree with them.
    """
    ours = evaluate(segments, glossaries, [one.hypothesis for one in segments])
    columns = [*ours.columns, *_flag_columns(segments)]
    bases = [one.base for one in segments if one.base is not None]
    if len(bases) < len(segments):
        return Evaluation(tuple(columns), ours.checked), None
    theirs = evaluate(segments, glossaries, bases)
    edits = [_edits(one) for one in segments]
    effects = [
        tuple(edit_quality.effects(base, made, one.reference))
        for one, base, made in zip(segments, bases, edits, strict=True)
    ]
    columns += _edit_columns(segments, bases, edits, effects)
    return Evaluation(tuple(columns), ours.checked, tuple(effects)), theirs


def _checked(one: Parallel, text: str, glossaries: Glossaries) -> tuple[Checked, ...]:
    names = glossaries.names(one.terms)
    out = []
    for unit in units(text, one.reference, one.source):
        wanted = glossaries.mentions(names, unit)
        ground = ground_of(names, unit, wanted)
        out.append(Checked(unit, names, found(names, unit, wanted, ground)))
    return tuple(out)


def _name_columns(checked: Sequence[Sequence[Checked]], texts: Sequence[str]) -> list[Column]:
    right: list[Counts] = []
    beside: list[Counts] = []
    for lines, text in zip(checked, texts, strict=True):
        served = [s for line in lines for s in line.found.served]
        right.append((float(sum(s.span is not None for s in served)), float(len(served))))
        spans = [span for line in lines for span in line.found.beside]
        beside.append(changes.set_beside(spans, text))
    return [
        Column(ENTITY_ACCURACY, tuple(right)),
        Column(changes.SET_BESIDE, tuple(beside)),
        _consistency(checked),
    ]


def _consistency(checked: Sequence[Sequence[Checked]]) -> Column:
    """Return the consistency of the segments' names, each glossary's on its own."""
    flat = [(number, line) for number, lines in enumerate(checked) for line in lines]
    counts: list[list[Counts]] = [[] for _ in checked]
    by_names: dict[int, list[tuple[int, Checked]]] = {}
    for number, line in flat:
        by_names.setdefault(id(line.names), []).append((number, line))
    for group in by_names.values():
        column = terms.consistency(
            group[0][1].names, [(line.unit, line.found) for _, line in group]
        )
        for (number, _), counted in zip(group, column.counts, strict=True):
            counts[number].append(counted)
    return Column(terms.CONSISTENCY, tuple(map(_sum, counts)))


def _term_columns(
    segments: Sequence[Parallel],
    texts: Sequence[str],
    checked: Sequence[Sequence[Checked]],
    glossaries: Glossaries,
) -> list[Column]:
    columns = []
    if all(one.source is not None for one in segments):
        for metric, bounded in ((terms.TERM_SUCCESS, False), (terms.TERM_SUCCESS_BOUNDED, True)):
            successes = [
                terms.term_success(
                    one.source or "",
                    one.reference,
                    text,
                    glossaries.names(one.terms).terms,
                    bounded,
                )
                for one, text in zip(segments, texts, strict=True)
            ]
            columns.append(_column(metric, successes))
    wanted = [
        [
            (line.unit, wmt21.wanted(line.names, line.unit, [s.mention for s in line.found.served]))
            for line in lines
        ]
        for lines in checked
    ]
    exact = (_sum(wmt21.exact_match(*pair) for pair in pairs) for pairs in wanted)
    columns.append(_column(wmt21.EXACT_MATCH, exact))
    for window, metric in wmt21.WINDOW_OVERLAP.items():
        overlaps = [_sum(wmt21.window_overlap(*pair, window) for pair in pairs) for pairs in wanted]
        columns.append(_column(metric, overlaps))
    return columns


def _edits(one: Parallel) -> tuple[Edit, ...]:
    """Return the edits that made a segment of its base: its own, or else the difference."""
    if one.edits is not None:
        return one.edits
    return tuple(diff(one.base or "", one.hypothesis))


def _edit_columns(
    segments: Sequence[Parallel],
    bases: Sequence[str],
    edits: Sequence[Sequence[Edit]],
    effects: Sequence[Sequence[edit_quality.Effect]],
) -> list[Column]:
    pairs = list(zip(segments, bases, strict=True))
    outside = (changes.over_editing(b, s.hypothesis, s.reference, s.gold) for s, b in pairs)
    change = (changes.lengths(s.hypothesis, b) for s, b in pairs)
    quality = tuple(map(edit_quality.effect_counts, effects))
    columns = [
        _column(changes.OVER_EDITING, outside),
        _column(changes.LENGTH_CHANGE, change),
        *(Column(metric, quality) for metric in edit_quality.EDIT_QUALITY),
    ]
    if any(one.edits is not None for one in segments):
        judged = (
            calibration_counts(
                (edit.confidence, effect == "raised")
                for edit, effect in zip(made, seen, strict=True)
                if one.edits is not None and effect != "kept"
            )
            for one, made, seen in zip(segments, edits, effects, strict=True)
        )
        columns.append(_column(EDIT_CALIBRATION, judged))
    return columns


def _flag_columns(segments: Sequence[Parallel]) -> list[Column]:
    if any(one.flags is None or one.gold is None for one in segments):
        return []
    given = [[flag.span for flag in one.flags or ()] for one in segments]
    gold = [one.gold or () for one in segments]
    judged = (
        calibration_counts(
            (flag.confidence, any(span.overlaps(flag.span) for span in one.gold or ()))
            for flag in one.flags or ()
        )
        for one in segments
    )
    return [*flags.flag_columns(given, gold), _column(FLAG_CALIBRATION, judged)]


def _sum(counts: Iterable[Counts]) -> Counts:
    """Return the counts of a segment's lines added up, two zeros where it has none."""
    return added([(0.0, 0.0), *counts])


def _column(metric: Metric, counts: Iterable[Counts]) -> Column:
    return Column(metric, tuple(counts))
