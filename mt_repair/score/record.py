"""What scoring found, as the JSON document that every report is made of.

`score.schema.json` beside this file says what is in it; `version` is raised when a field
changes its meaning or goes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from mt_repair.corpus.parallel import Paths
from mt_repair.score.bleu import TER_LONGEST, segment_scores
from mt_repair.score.calibration import BINS, Bin, bins
from mt_repair.score.edit_quality import EFFECTS
from mt_repair.score.evaluate import Checked, Evaluation
from mt_repair.score.metrics import added
from mt_repair.score.scoring import Floor, Measured, Scoring
from mt_repair.score.significance import CONFIDENCE
from mt_repair.score.views import View, views
from mt_repair.types import Score

VERSION = 1
MOST_ENTRIES = 30
MOST_SEGMENTS = 8  # of each kind: lowered, worst, raised

Record = dict[str, Any]


def record(
    scoring: Scoring, paths: Paths, glossaries: Sequence[str] = (), held: Sequence[Floor] = ()
) -> Record:
    """Return the JSON document of a scoring; `paths` and `glossaries` are told as they are given."""
    return {
        "version": VERSION,
        "kind": "mt-repair score",
        "files": {**asdict(paths), "glossaries": list(glossaries)},
        "segments": len(scoring.segments),
        "settings": {
            "confidence": CONFIDENCE,
            "seed": scoring.trials.seed,
            "bootstrap": scoring.trials.bootstrap,
            "randomisation": scoring.trials.randomisation,
        },
        "notes": list(_notes(scoring)),
        "metrics": [_metric(measured) for measured in scoring.measured],
        "floors": [
            {"metric": f.metric.name, "bound": f.bound, "value": _round(f.value), "held": f.held}
            for f in held
        ],
        "entity_types": _by_type(scoring),
        "entries": _entries(scoring),
        "flag_kinds": _kinds(scoring),
        "edit_effects": _effects(scoring.ours),
        "calibration": {
            "flags": _calibration(scoring.ours, "flag_calibration_error"),
            "edits": _calibration(scoring.ours, "edit_calibration_error"),
        },
        "examples": [_example(view) for view in _chosen(scoring)],
    }


def _notes(scoring: Scoring) -> Iterator[str]:
    """Yield what a reader must know: what was left out, and what does not count."""
    names = {measured.metric.name for measured in scoring.measured}
    if "ter" not in names:
        yield f"TER is left out: it is for sentences, and a segment has more than {TER_LONGEST} words."
    if not any(scoring.ours.checked):
        yield "No glossary was given, so names and terms are not counted."
    elif scoring.value("entity_accuracy") is None:
        yield "No segment mentions a term of the glossary, so names and terms are not counted."
    beside = sum(len(line.found.beside) for lines in scoring.ours.checked for line in lines)
    if beside:
        forms = "1 right form is" if beside == 1 else f"{beside} right forms are"
        yield f"{forms} only set beside the text, in a list or on its own, and count for no mention."
    based = sum(one.base is not None for one in scoring.segments)
    if 0 < based < len(scoring.segments):
        yield (
            f"Only {based} of {len(scoring.segments)} segments have a base, so nothing is compared "
            "with it."
        )
    if scoring.theirs is not None and all(one.gold is None for one in scoring.segments):
        yield (
            "No gold spans were given: over-editing is what was changed and the reference "
            "does not ask for."
        )


def _metric(measured: Measured) -> Record:
    metric, comparison = measured.metric, measured.comparison
    out: Record = {
        "name": metric.name,
        "title": metric.title,
        "better": metric.better,
        "unit": metric.unit,
        "signature": metric.signature,
        **_score(measured.score),
    }
    if measured.base is not None:
        out["base"] = _score(measured.base)
    if comparison is not None:
        interval = comparison.interval
        out["difference"] = {
            "value": _round(comparison.difference),
            "low": None if interval is None else _round(interval.low),
            "high": None if interval is None else _round(interval.high),
            "p_bootstrap": _rounded(comparison.p_bootstrap),
            "p_randomisation": _rounded(comparison.p_randomisation),
        }
    return out


def _score(score: Score) -> Record:
    return {
        "value": _round(score.value),
        "low": _rounded(score.low),
        "high": _rounded(score.high),
    }


@dataclass
class _Tally:
    mentions: int = 0
    right: int = 0
    base_right: int = 0

    def record(self, with_base: bool) -> Record:
        out = {"mentions": self.mentions, "right": self.right}
        return {**out, "base_right": self.base_right} if with_base else out


def _tallies(scoring: Scoring, key: Callable[[Checked, int], Any]) -> dict[Any, _Tally]:
    out: dict[Any, _Tally] = defaultdict(_Tally)
    for lines in scoring.ours.checked:
        for line in lines:
            for served in line.found.served:
                tally = out[key(line, served.mention.term)]
                tally.mentions += 1
                tally.right += served.span is not None
    for lines in scoring.theirs.checked if scoring.theirs is not None else ():
        for line in lines:
            for served in line.found.served:
                tally = out[key(line, served.mention.term)]
                tally.base_right += served.span is not None
    return out


def _by_type(scoring: Scoring) -> list[Record]:
    """Return the mentions by their term's type, the most frequent type first."""
    found = _tallies(scoring, lambda line, term: line.names.terms[term].type)
    order = sorted(found.items(), key=lambda item: (-item[1].mentions, item[0] or ""))
    with_base = scoring.theirs is not None
    return [{"type": type, **tally.record(with_base)} for type, tally in order]


def _entries(scoring: Scoring) -> list[Record]:
    """Return the terms that some mention lacks, those most often missed first."""
    found = _tallies(
        scoring, lambda line, term: (line.names.terms[term].zh, line.names.terms[term].en)
    )
    missed = [(entry, tally) for entry, tally in found.items() if tally.right < tally.mentions]
    missed.sort(key=lambda item: (item[1].right - item[1].mentions, item[0]))
    with_base = scoring.theirs is not None
    return [
        {"zh": zh, "en": en, **tally.record(with_base)} for (zh, en), tally in missed[:MOST_ENTRIES]
    ]


def _kinds(scoring: Scoring) -> list[Record]:
    """Return the flags by kind, the most frequent first."""
    counted = Counter(flag.kind for one in scoring.segments for flag in one.flags or ())
    order = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return [{"kind": kind, "flags": count} for kind, count in order]


def _effects(ours: Evaluation) -> Record | None:
    if not ours.effects:
        return None
    counted = Counter(effect for effects in ours.effects for effect in effects)
    return {name: counted[name] for name in EFFECTS}


def _calibration(ours: Evaluation, name: str) -> list[Record]:
    column = ours.column(name)
    if column is None:
        return []
    return [_bin(one) for one in bins(added(((0.0,) * (3 * BINS), *column.counts)))]


def _bin(one: Bin) -> Record:
    return {
        "low": one.low,
        "high": one.high,
        "count": one.count,
        "confidence": _round(one.confidence),
        "right": _round(one.right),
    }


def _chosen(scoring: Scoring) -> list[View]:
    """Return the segments to look at: most lowered, worst, most raised; each once."""
    chrf = scoring.ours.column("chrf2++")
    base = scoring.theirs.column("chrf2++") if scoring.theirs is not None else None
    values = segment_scores(chrf) if chrf is not None else []
    before = segment_scores(base) if base is not None else None
    numbers = [n for n, one in enumerate(scoring.segments) if one.reference or one.hypothesis]
    picked: dict[int, str] = {}

    def pick(why: str, order: Sequence[int]) -> None:
        for number in [n for n in order if n not in picked][:MOST_SEGMENTS]:
            picked[number] = why

    if before is not None:
        change = [one - other for one, other in zip(values, before, strict=True)]
        pick("lowered", sorted((n for n in numbers if change[n] < 0), key=change.__getitem__))
        pick("raised", sorted((n for n in numbers if change[n] > 0), key=lambda n: -change[n]))
    pick("worst", sorted(numbers, key=values.__getitem__))
    return views(scoring, picked, values, before)


def _example(view: View) -> Record:
    return {
        "segment": view.number + 1,
        "id": view.id,
        "why": view.why,
        "chrf2++": _round(view.score),
        "base_chrf2++": _rounded(view.base_score),
        "source": view.source,
        "reference": view.reference,
        "hypothesis": [list(piece) for piece in view.hypothesis],
        "base": None if view.base is None else [list(piece) for piece in view.base],
        "names": [
            {"zh": name.zh, "en": name.en, "right": name.right, "base_right": name.base_right}
            for name in view.names
        ],
    }


def _round(value: float) -> float:
    return round(value, 6)


def _rounded(value: float | None) -> float | None:
    return None if value is None else _round(value)
