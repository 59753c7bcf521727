"""A scoring as one page of HTML that stands alone: no script, no request, all text escaped.

A pure function of the JSON document, for screens of any width, light and dark, and paper.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from mt_repair.report import score_sections as sections
from mt_repair.report.score_sections import plain
from mt_repair.report.scores import Document, p_shown, shown, verdict

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


def page(document: Document) -> str:
    """Return the page of a scoring's JSON document."""
    parts: Sequence[Callable[[Document], str]] = (
        sections.scores,
        sections.names,
        sections.edits,
        sections.flags,
        sections.segments,
        _table,
    )
    title = f"Scores of {plain(document['files']['hypothesis'])}"
    body = "\n".join(filter(None, (part(document) for part in parts)))
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
    named = [f"<b>{name}</b> {plain(files[key])}" for key, name in _NAMES.items() if files.get(key)]
    named += [f"<b>glossary</b> {plain(path)}" for path in files["glossaries"]]
    count = document["segments"]
    named.append(f"<b>{count}</b> segment{'' if count == 1 else 's'}")
    cards = "".join(_cards(document["metrics"]))
    return (
        f"<header>\n<h1>Scores of {plain(files['hypothesis'])}</h1>\n"
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
    base = plain(document["files"]["base"] or "the text before repair")
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
            f'<div class="card"><div class="name">{plain(metric["title"])}</div>'
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
            f'<li><b class="{state[0]}">{state[1]}</b> {plain(metric["title"])} '
            f"{shown(floor['value'], metric['unit'])}, {side} {shown(floor['bound'], metric['unit'])}</li>"
        )
    return f'<ul class="floors">{"".join(items)}</ul>\n'


def _notes(document: Document) -> str:
    items = "".join(f"<li>{plain(note)}</li>" for note in document["notes"])
    return f'<ul class="notes">{items}</ul>\n' if items else ""


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
    cells = [plain(metric["title"]), shown(metric["value"], unit), _range(metric, unit)]
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
        f'<tr><td>{plain(metric["title"])}</td><td class="left">{plain(metric["signature"])}</td></tr>'
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
