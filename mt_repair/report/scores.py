"""Scorings to reports, one function a format, each made of the JSON document alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from mt_repair.corpus.read import STDIO
from mt_repair.corpus.records import to_json
from mt_repair.corpus.write import writing
from mt_repair.report import encoded
from mt_repair.report.style import BOLD, DIM, GREEN, RED, paint, seen

Document = Mapping[str, Any]

SIGNIFICANT = 0.05
_ENTRIES = 10
_DIGITS = {"points": 2, "share": 4, "ratio": 4}


def lines(document: Document, colour: bool = False) -> Iterator[str]:
    """Yield the scores, the notes, the floors and the names most often missed."""
    files = document["files"]
    count = document["segments"]
    against = f" against {seen(files['reference'])}" if files["reference"] else ""
    head = f"{seen(files['hypothesis'])}{against}, {count} segment{'' if count == 1 else 's'}"
    yield paint(head, BOLD, colour) + "\n"
    yield from _table(document["metrics"], colour)
    for note in document["notes"]:
        yield f"note: {seen(note)}\n"
    for floor in document["floors"]:
        yield _floor(floor, document["metrics"], colour)
    yield from _missed(document["entries"], colour)


def write_score(document: Document, format: str, output: str, colour: bool = False) -> None:
    """Write a scoring's document to a file, or to standard output, in a format of SCORES.

    Raises InputError where it cannot be written.
    """
    with writing(output) as put:
        for piece in SCORES[format](document, colour and output == STDIO):
            put(encoded(piece))


def as_json(document: Document, colour: bool = False) -> Iterator[str]:
    """Yield the document itself; score.schema.json says what is in it."""
    yield to_json(document, indent=2) + "\n"


def as_html(document: Document, colour: bool = False) -> Iterator[str]:
    """Yield the document as a page that stands alone."""
    # Here and not above: who reads a table waits for no page.
    from mt_repair.report.score_page import page

    yield page(document)


def shown(value: float | None, unit: str, signed: bool = False) -> str:
    """Return a score as it is read: points with two digits, shares and ratios with four."""
    if value is None:
        return "–"
    digits = _DIGITS[unit]
    return f"{value:+.{digits}f}" if signed else f"{value:.{digits}f}"


def p_shown(value: float | None) -> str:
    """Return a p-value with three digits, or as under 0.001."""
    if value is None:
        return "–"
    return "<0.001" if value < 0.001 else f"{value:.3f}"


def verdict(metric: Mapping[str, Any]) -> str:
    """Return `better`, `worse`, or nothing where the difference to the base may be chance."""
    difference = metric.get("difference")
    if not difference or metric["better"] == "neither" or not difference["value"]:
        return ""
    p = difference["p_randomisation"]
    if p is None or p >= SIGNIFICANT:
        return ""
    return "better" if (difference["value"] > 0) == (metric["better"] == "higher") else "worse"


def _table(metrics: Sequence[Mapping[str, Any]], colour: bool) -> Iterator[str]:
    based = any("base" in metric for metric in metrics)
    head = ["", "score", "95 %"]
    head += ["base", "change", "p bootstrap", "p random"] if based else []
    rows = [_row(metric, based) for metric in metrics]
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    yield paint(_aligned(head, widths), DIM, colour) + "\n"
    for metric, row in zip(metrics, rows, strict=True):
        said = verdict(metric)
        mark = {"better": GREEN, "worse": RED}.get(said, "")
        line = _aligned(row, widths)
        yield (paint(f"{line}  {said}", mark, colour) if mark else line) + "\n"


def _row(metric: Mapping[str, Any], based: bool) -> list[str]:
    unit = metric["unit"]
    row = [metric["title"], shown(metric["value"], unit), _interval(metric, unit)]
    if not based:
        return row
    difference = metric.get("difference") or {}
    return [
        *row,
        shown(metric["base"]["value"], unit) if "base" in metric else "",
        shown(difference["value"], unit, signed=True) if difference else "",
        p_shown(difference["p_bootstrap"]) if difference else "",
        p_shown(difference["p_randomisation"]) if difference else "",
    ]


def _interval(score: Mapping[str, Any], unit: str) -> str:
    if score["low"] is None:
        return ""
    return f"{shown(score['low'], unit)} to {shown(score['high'], unit)}"


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *rest = (
        cell.ljust(width) if number == 0 else cell.rjust(width)
        for number, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join((first, *rest)).rstrip()


def _floor(floor: Mapping[str, Any], metrics: Sequence[Mapping[str, Any]], colour: bool) -> str:
    metric = next(m for m in metrics if m["name"] == floor["metric"])
    side = "at most" if metric["better"] == "lower" else "at least"
    value, bound = (shown(floor[key], metric["unit"]) for key in ("value", "bound"))
    state = paint("held", GREEN, colour) if floor["held"] else paint("MISSED", RED, colour)
    return f"floor {state}: {metric['name']} {value}, {side} {bound}\n"


def _missed(entries: Sequence[Mapping[str, Any]], colour: bool) -> Iterator[str]:
    if not entries:
        return
    yield paint("names most often missed", BOLD, colour) + "\n"
    for entry in entries[:_ENTRIES]:
        missed = entry["mentions"] - entry["right"]
        name = f"{seen(entry['zh'])} {seen(entry['en'])}"
        yield f"  {missed} of {entry['mentions']}  {name}\n"


SCORES: dict[str, Callable[[Document, bool], Iterator[str]]] = {
    "text": lines,
    "json": as_json,
    "html": as_html,
}
