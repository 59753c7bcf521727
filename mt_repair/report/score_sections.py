"""The parts of a scoring's page: scores before and after, names, edits, flags, segments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from mt_repair.report import plots
from mt_repair.report.scores import Document, shown, verdict
from mt_repair.report.style import seen

_WHY = {"lowered": "lowered", "raised": "raised", "worst": "among the worst"}
_TYPES = {
    "PER": "people",
    "ORG": "organisations",
    "LOC": "places",
    "MEDIA": "media",
    "PROD": "products",
    "WORK": "works",
    "EVENT": "events",
    "TERM": "terms",
    None: "without a type",
}
_ENTRIES = 15


def scores(document: Document) -> str:
    """Return the plots of the scores, before and after, with their intervals."""
    based = any("base" in metric for metric in document["metrics"])
    parts = [f"<h2>Scores{' before and after' if based else ''}</h2>", _legend(based)]
    for unit, scale, name in (("points", 100.0, "Points"), ("share", 1.0, "Shares")):
        rows = [_strip(m, scale) for m in document["metrics"] if m["unit"] == unit]
        if rows:
            parts += [
                f"<h3>{name}, 0 to {scale:g}</h3>",
                *rows,
                f'<div class="row scale"><span class="name"></span>{plots.axis(scale)}'
                '<span class="value"></span></div>',
            ]
    return "\n".join(parts)


def _legend(based: bool) -> str:
    dot = '<svg width="12" height="12"><circle class="{0}" cx="6" cy="6" r="4.5"/></svg>'
    keys = [(dot.format("was"), "before"), (dot.format("now"), "after")]
    if not based:
        keys = [(dot.format("now"), "score")]
    bar = '<svg width="22" height="12"><line class="interval now" x1="2" x2="20" y1="6" y2="6" stroke-width="3"/></svg>'
    keys.append((bar, "95 % of 1,000 resamples"))
    return (
        f'<div class="legend">{"".join(f"<span>{mark}{name}</span>" for mark, name in keys)}</div>'
    )


def _strip(metric: Mapping[str, Any], scale: float) -> str:
    value = shown(metric["value"], metric["unit"])
    label = f"{metric['title']}: {value}"
    if "base" in metric:
        before = shown(metric["base"]["value"], metric["unit"])
        label += f", before {before}"
        value = f"{before} → <b>{value}</b>"
    lower = ' <span class="unit">lower is better</span>' if metric["better"] == "lower" else ""
    drawn = plots.strip(seen(label), metric, metric.get("base"), scale, verdict(metric))
    return (
        f'<div class="row"><span class="name">{plain(metric["title"])}{lower}</span>{drawn}'
        f'<span class="value">{value}</span></div>'
    )


def names(document: Document) -> str:
    """Return how many names are right and missed, by type and by entry."""
    types = document["entity_types"]
    if not types:
        return ""
    parts = ["<h2>Names</h2>", "<h3>Right and missed, by type</h3>", _bars_legend(types)]
    for one in types:
        name = f"{plain(_TYPES.get(one['type'], str(one['type'])))}"
        parts.append(_mentions(name, one))
    entries = document["entries"]
    if entries:
        parts.append("<h3>Entries most often missed</h3>")
        for one in entries[:_ENTRIES]:
            zh = f'<span class="zh" lang="zh">{plain(one["zh"])}</span>'
            parts.append(_mentions(f"{zh}{plain(one['en'])}", one))
    return "\n".join(parts)


def _bars_legend(types: Sequence[Mapping[str, Any]]) -> str:
    box = '<svg width="14" height="12"><rect class="{0}" width="14" height="12"/></svg>'
    keys = [(box.format("hit"), "right"), (box.format("miss"), "missed")]
    if any("base_right" in one for one in types):
        mark = '<svg width="8" height="14"><line class="mark" x1="4" x2="4" y1="0" y2="14"/></svg>'
        keys.append((mark, "right before"))
    return (
        f'<div class="legend">{"".join(f"<span>{sign}{name}</span>" for sign, name in keys)}</div>'
    )


def _mentions(name: str, one: Mapping[str, Any]) -> str:
    right, all_ = one["right"], one["mentions"]
    before = one.get("base_right")
    label = f"{right} of {all_} right" + ("" if before is None else f", before {before}")
    parts = [(right / all_, "hit"), (1 - right / all_, "miss")]
    drawn = plots.bar(label, parts, None if before is None else before / all_)
    return (
        f'<div class="row bars"><span class="name">{name}</span>{drawn}'
        f'<span class="value">{right} of {all_}</span></div>'
    )


def edits(document: Document) -> str:
    """Return what the edits did to the scores of their lines."""
    effects = document["edit_effects"]
    total = sum(effects.values()) if effects else 0
    if not total:
        return ""
    parts = ["<h2>Edits</h2>", '<p class="soft">Each edit alone, by the chrF2++ of its line.</p>']
    for name, kind in (("raised", "gain"), ("kept", "kept"), ("lowered", "loss")):
        share = effects[name] / total
        drawn = plots.bar(f"{effects[name]} of {total} edits", [(share, kind)])
        parts.append(
            f'<div class="row bars"><span class="name">{name}</span>{drawn}'
            f'<span class="value">{effects[name]} of {total}</span></div>'
        )
    return "\n".join([*parts, _calibrations(document["calibration"]["edits"], "edit")])


def flags(document: Document) -> str:
    """Return the flags by kind, and how far their confidence can be trusted."""
    kinds = document["flag_kinds"]
    if not kinds:
        return ""
    most = max(one["flags"] for one in kinds)
    parts = ["<h2>Flags by kind</h2>"]
    for one in kinds:
        drawn = plots.bar(f"{one['flags']} flags", [(one["flags"] / most, "flag")])
        parts.append(
            f'<div class="row bars"><span class="name">{plain(one["kind"])}</span>{drawn}'
            f'<span class="value">{one["flags"]}</span></div>'
        )
    return "\n".join([*parts, _calibrations(document["calibration"]["flags"], "flag")])


def _calibrations(bins: Sequence[Mapping[str, Any]], what: str) -> str:
    if not bins:
        return ""
    return (
        f"<figure>{plots.reliability(f'Confidence of {what}s and how often they were right', bins)}"
        f"<figcaption>How often {what}s were right, by their confidence; on the dashed line they "
        "would mean what they say. A larger dot stands for more of them.</figcaption></figure>"
    )


def segments(document: Document) -> str:
    """Return the segments that were picked, side by side with what was changed marked."""
    if not document["examples"]:
        return ""
    parts = ["<h2>Segments to look at</h2>"]
    parts += (_segment(example) for example in document["examples"])
    return "\n".join(parts)


def _segment(example: Mapping[str, Any]) -> str:
    score = shown(example["chrf2++"], "points")
    if example["base_chrf2++"] is not None:
        score = f"{shown(example['base_chrf2++'], 'points')} → {score}"
    id = "" if example["id"] is None else f"<span>{plain(str(example['id']))}</span>"
    based = example["base"] is not None
    sides = [_side("after" if based else "text", _pieces(example["hypothesis"], "ins"))]
    if based:
        sides.insert(0, _side("before", _pieces(example["base"], "del")))
    sides.append(_side("reference", _lined(example["reference"]), "quiet"))
    if example["source"]:
        sides.append(_side("source", _lined(example["source"]), "quiet", "zh"))
    names = "".join(_chip(name) for name in example["names"])
    return (
        f'<article class="segment"><div class="top"><b>Segment {example["segment"]}</b>{id}'
        f'<span>{_WHY[example["why"]]}</span><span class="num">chrF2++ {score}</span></div>'
        f'<div class="sides">{"".join(sides)}</div>'
        f"{f'<ul class=names>{names}</ul>' if names else ''}</article>"
    )


def _side(label: str, text: str, kind: str = "", lang: str = "en") -> str:
    return (
        f'<div class="side {kind}"><div class="label">{label}</div>'
        f'<p class="text" lang="{lang}" dir="auto">{text}</p></div>'
    )


def _pieces(pieces: Iterable[Sequence[Any]], mark: str) -> str:
    return "".join(
        f"<{mark}>{_lined(text)}</{mark}>" if changed else _lined(text) for text, changed in pieces
    )


def _chip(name: Mapping[str, Any]) -> str:
    sign, kind, said = ("✓", "better", "right") if name["right"] else ("✗", "worse", "missed")
    was = name["base_right"]
    gained = "" if was is None or was == name["right"] else f" newly {said}"
    return (
        f'<li><b class="{kind}" title="{said}">{sign}</b> <span lang="zh">{plain(name["zh"])}</span> '
        f'{plain(name["en"])}<span class="soft">{gained}</span></li>'
    )


def plain(text: str) -> str:
    """Return a text on one line, escaped; unseen characters are spelled out."""
    return escape(seen(text))


def _lined(text: str) -> str:
    """Return a text with its line ends, escaped; unseen characters are spelled out."""
    return "\n".join(plain(line) for line in text.split("\n"))
