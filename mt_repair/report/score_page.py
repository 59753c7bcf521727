"""A scoring as one page of HTML that stands alone: no script, no request, all text escaped.

A pure function of the JSON document, for screens of any width, light and dark, and paper.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from mt_repair.report import plots
from mt_repair.report.scores import Document, p_shown, shown, verdict
from mt_repair.report.style import seen

_KEY_FIGURES = ("chrf2++", "bleu", "entity_accuracy", "term_success", "flag_f1", "over_editing")
_CARDS = 4
_SCALES = {"points": 100.0, "share": 1.0}
_NAMES = {
    "hypothesis": "text",
    "base": "compared with",
    "reference": "reference",
    "source": "source",
    "gold": "gold spans",
}
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


def page(document: Document) -> str:
    """Return the page of a scoring's JSON document."""
    sections: Sequence[Callable[[Document], str]] = (
        _scores,
        _names,
        _edits,
        _flags,
        _segments,
        _table,
    )
    title = f"Scores of {_plain(document['files']['hypothesis'])}"
    body = "\n".join(part for part in (section(document) for section in sections) if part)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy()}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{title}</title>\n<link rel="icon" href="data:,">\n'
        f"<style>{_style()}</style>\n</head>\n<body>\n{_header(document)}\n"
        f"<main>\n{body}\n</main>\n{_footer(document)}\n</body>\n</html>\n"
    )


@cache
def _style() -> str:
    return (Path(__file__).parent / "score_page.css").read_text("utf-8")


@cache
def _policy() -> str:
    """Return what the page may load: its own style, and an icon that is none."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _header(document: Document) -> str:
    files = document["files"]
    named = [
        f"<b>{name}</b> {_plain(files[key])}" for key, name in _NAMES.items() if files.get(key)
    ]
    named += [f"<b>glossary</b> {_plain(path)}" for path in files["glossaries"]]
    count = document["segments"]
    named.append(f"<b>{count}</b> segment{'' if count == 1 else 's'}")
    cards = "".join(_cards(document["metrics"]))
    return (
        f"<header>\n<h1>Scores of {_plain(files['hypothesis'])}</h1>\n"
        f'<p class="lead">{_summary(document)}</p>\n'
        f'<ul class="files"><li>{" · ".join(named)}</li></ul>\n'
        f'<div class="cards">{cards}</div>\n'
        f"{_floors(document)}{_notes(document)}</header>"
    )


def _summary(document: Document) -> str:
    """Return in a sentence how the text compares with its base."""
    compared = [m for m in document["metrics"] if "difference" in m and m["better"] != "neither"]
    if not compared:
        return "Measured on its own; name a text with --base to compare it with."
    said = [verdict(metric) for metric in compared]
    better, worse = said.count("better"), said.count("worse")
    base = _plain(document["files"]["base"] or "the text before repair")
    lost = f'<b class="worse">worse in {worse}</b>' if worse else "worse in none"
    gained = f'<b class="better">better in {better}</b>' if better else "better in none"
    rest = len(compared) - better - worse
    chance = f"; in {rest} the difference may be chance"
    return f"Against {base}, {gained} of {len(compared)} scores and {lost}{chance if rest else ''}."


def _cards(metrics: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    by_name = {metric["name"]: metric for metric in metrics}
    for name in [name for name in _KEY_FIGURES if name in by_name][:_CARDS]:
        metric = by_name[name]
        below = "&nbsp;"
        if "base" in metric:
            below = f"from {shown(metric['base']['value'], metric['unit'])}, {_change(metric)}"
        yield (
            f'<div class="card"><div class="name">{_plain(metric["title"])}</div>'
            f'<div class="value">{shown(metric["value"], metric["unit"])}</div>'
            f'<div class="from">{below}</div></div>'
        )


def _change(metric: Mapping[str, Any]) -> str:
    difference = metric["difference"]["value"]
    text = _minus(shown(difference, metric["unit"], signed=True))
    said = verdict(metric)
    return f'<span class="{said}">{text}</span>' if said else text


def _floors(document: Document) -> str:
    if not document["floors"]:
        return ""
    by_name = {metric["name"]: metric for metric in document["metrics"]}
    items = []
    for floor in document["floors"]:
        metric = by_name[floor["metric"]]
        side = "at most" if metric["better"] == "lower" else "at least"
        state = ("better", "held") if floor["held"] else ("worse", "missed")
        items.append(
            f'<li><b class="{state[0]}">{state[1]}</b> {_plain(metric["title"])} '
            f"{shown(floor['value'], metric['unit'])}, {side} {shown(floor['bound'], metric['unit'])}</li>"
        )
    return f'<ul class="floors">{"".join(items)}</ul>\n'


def _notes(document: Document) -> str:
    items = "".join(f"<li>{_plain(note)}</li>" for note in document["notes"])
    return f'<ul class="notes">{items}</ul>\n' if items else ""


def _scores(document: Document) -> str:
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
        f'<div class="row"><span class="name">{_plain(metric["title"])}{lower}</span>{drawn}'
        f'<span class="value">{value}</span></div>'
    )


def _names(document: Document) -> str:
    types = document["entity_types"]
    if not types:
        return ""
    parts = ["<h2>Names</h2>", "<h3>Right and missed, by type</h3>", _bars_legend(types)]
    for one in types:
        name = f"{_plain(_TYPES.get(one['type'], str(one['type'])))}"
        parts.append(_mentions(name, one))
    entries = document["entries"]
    if entries:
        parts.append("<h3>Entries most often missed</h3>")
        for one in entries[:_ENTRIES]:
            zh = f'<span class="zh" lang="zh">{_plain(one["zh"])}</span>'
            parts.append(_mentions(f"{zh}{_plain(one['en'])}", one))
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


def _edits(document: Document) -> str:
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


def _flags(document: Document) -> str:
    kinds = document["flag_kinds"]
    if not kinds:
        return ""
    most = max(one["flags"] for one in kinds)
    parts = ["<h2>Flags by kind</h2>"]
    for one in kinds:
        drawn = plots.bar(f"{one['flags']} flags", [(one["flags"] / most, "flag")])
        parts.append(
            f'<div class="row bars"><span class="name">{_plain(one["kind"])}</span>{drawn}'
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


def _segments(document: Document) -> str:
    if not document["examples"]:
        return ""
    parts = ["<h2>Segments to look at</h2>"]
    parts += (_segment(example) for example in document["examples"])
    return "\n".join(parts)


def _segment(example: Mapping[str, Any]) -> str:
    score = shown(example["chrf2++"], "points")
    if example["base_chrf2++"] is not None:
        score = f"{shown(example['base_chrf2++'], 'points')} → {score}"
    id = "" if example["id"] is None else f"<span>{_plain(str(example['id']))}</span>"
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
        f'<li><b class="{kind}" title="{said}">{sign}</b> <span lang="zh">{_plain(name["zh"])}</span> '
        f'{_plain(name["en"])}<span class="soft">{gained}</span></li>'
    )


def _table(document: Document) -> str:
    based = any("base" in metric for metric in document["metrics"])
    head = ["", "score", "95 %"]
    head += ["before", "change", "95 %", "p bootstrap", "p random."] if based else []
    rows = "".join(_table_row(metric, based) for metric in document["metrics"])
    cells = "".join(f'<th scope="col">{name}</th>' for name in head)
    return (
        f'<h2>All figures</h2>\n<div class="wide"><table><thead><tr>{cells}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _table_row(metric: Mapping[str, Any], based: bool) -> str:
    unit = metric["unit"]
    cells = [_plain(metric["title"]), shown(metric["value"], unit), _range(metric, unit)]
    if based:
        difference = metric.get("difference")
        cells += [
            shown(metric["base"]["value"], unit) if "base" in metric else "",
            _change(metric) if difference else "",
            _range(difference, unit) if difference else "",
            escape(p_shown(difference["p_bootstrap"])) if difference else "",
            escape(p_shown(difference["p_randomisation"])) if difference else "",
        ]
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _range(score: Mapping[str, Any], unit: str) -> str:
    if score["low"] is None:
        return "–"
    return _minus(f"{shown(score['low'], unit)} to {shown(score['high'], unit)}")


def _minus(number: str) -> str:
    return number.replace("-", "−")


def _footer(document: Document) -> str:
    settings = document["settings"]
    rows = "".join(
        f'<tr><td>{_plain(metric["title"])}</td><td class="left">{_plain(metric["signature"])}</td></tr>'
        for metric in document["metrics"]
    )
    return (
        "<footer><h2>To get the same figures</h2>\n"
        f'<p class="soft">Intervals: {settings["bootstrap"]:,} bootstrap resamples of the segments. '
        f"p-values: paired bootstrap, and {settings['randomisation']:,} rounds of paired "
        f"approximate randomisation, two-sided; seed {settings['seed']}. A difference counts as "
        "better or worse where the latter is under 0.05. docs/metrics.md defines each score.</p>\n"
        '<div class="wide"><table><thead><tr><th scope="col">score</th><th class="left" scope="col">'
        f"signature</th></tr></thead><tbody>{rows}</tbody></table></div></footer>"
    )


def _plain(text: str) -> str:
    """Return a text on one line, escaped; unseen characters are spelled out."""
    return escape(seen(text))


def _lined(text: str) -> str:
    """Return a text with its line ends, escaped; unseen characters are spelled out."""
    return "\n".join(_plain(line) for line in text.split("\n"))
