"""Plots as inline SVG, without a library: strips, bars and the calibration square.

Everything but the square is placed in per cent, so that it fits any width without scaling
its lines. Colours come from the page's style sheet, by class.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

_MIDDLE = 14  # of a strip's height, in pixels
_TICKS = (0, 25, 50, 75, 100)
_SQUARE = 240
_MARGIN = 34


def strip(
    label: str, now: Mapping[str, Any], base: Mapping[str, Any] | None, scale: float, kind: str
) -> str:
    """Return a score on its axis from 0 to `scale`, with its interval, beside its base's.

    `now` and `base` have value, low and high. `kind` is the class that colours the change.
    """
    parts = [_ticks()]
    if base is not None:
        parts += [
            _interval(base, scale, "was", _MIDDLE - 5),
            f'<line class="move {kind}" x1="{_at(base["value"], scale)}" x2="{_at(now["value"], scale)}" '
            f'y1="{_MIDDLE}" y2="{_MIDDLE}"/>',
            f'<circle class="was" cx="{_at(base["value"], scale)}" cy="{_MIDDLE}" r="4.5"/>',
        ]
    parts += [
        _interval(now, scale, "now", _MIDDLE + (5 if base is not None else 0)),
        f'<circle class="now" cx="{_at(now["value"], scale)}" cy="{_MIDDLE}" r="4.5"/>',
    ]
    return _svg(2 * _MIDDLE, label, parts)


def axis(scale: float) -> str:
    """Return the numbers below strips, from 0 to `scale`."""
    anchors = {0: "start", 100: "end"}
    marks = (
        f'<text x="{tick}%" y="11" text-anchor="{anchors.get(tick, "middle")}">{tick * scale / 100:g}</text>'
        for tick in _TICKS
    )
    return f'<svg class="axis" width="100%" height="14" aria-hidden="true">{"".join(marks)}</svg>'


def bar(label: str, parts: Sequence[tuple[float, str]], mark: float | None = None) -> str:
    """Return a bar of parts, each a share of 1 with its class; `mark` is a share to point at."""
    drawn, at = [], 0.0
    for share, kind in parts:
        if share > 0:
            drawn.append(
                f'<rect class="{kind}" x="{100 * at:.3f}%" y="2" width="{100 * share:.3f}%" height="14"/>'
            )
        at += share
    if mark is not None:
        x = f"{100 * mark:.3f}%"
        drawn.append(f'<line class="mark" x1="{x}" x2="{x}" y1="0" y2="18"/>')
    return _svg(18, label, drawn)


def reliability(label: str, bins: Sequence[Mapping[str, Any]]) -> str:
    """Return confidence against how often it was right; the size of a dot is its bin's."""
    most = max((one["count"] for one in bins), default=1)
    parts = [
        f'<rect class="frame" x="{_MARGIN}" y="8" width="{_SQUARE}" height="{_SQUARE}"/>',
        f'<line class="ideal" x1="{_MARGIN}" y1="{8 + _SQUARE}" x2="{_MARGIN + _SQUARE}" y2="8"/>',
    ]
    for tick in (0, 0.5, 1):
        x, y = _MARGIN + _SQUARE * tick, 8 + _SQUARE * (1 - tick)
        parts += [
            f'<text x="{x:g}" y="{_SQUARE + 24}" text-anchor="middle">{tick:g}</text>',
            f'<text x="{_MARGIN - 6}" y="{y + 4:g}" text-anchor="end">{tick:g}</text>',
        ]
    for one in bins:
        x, y = _MARGIN + _SQUARE * one["confidence"], 8 + _SQUARE * (1 - one["right"])
        radius = 3 + 9 * (one["count"] / most) ** 0.5
        title = (
            f"confidence {one['confidence']:.2f}, right {one['right']:.2f}, {one['count']} in all"
        )
        parts.append(
            f'<circle class="bin" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"><title>{escape(title)}</title></circle>'
        )
    parts.append(
        f'<text x="{_MARGIN + _SQUARE / 2:g}" y="{_SQUARE + 40}" text-anchor="middle">confidence</text>'
    )
    parts.append(f'<text x="{_MARGIN + 6}" y="22">share right</text>')
    width, height = _SQUARE + _MARGIN + 14, _SQUARE + 46
    return (
        f'<svg class="square" viewBox="0 0 {width} {height}" role="img" aria-label="{escape(label)}">'
        f"{''.join(parts)}</svg>"
    )


def _interval(score: Mapping[str, Any], scale: float, kind: str, y: int) -> str:
    if score["low"] is None:
        return ""
    return (
        f'<line class="interval {kind}" x1="{_at(score["low"], scale)}" '
        f'x2="{_at(score["high"], scale)}" y1="{y}" y2="{y}"/>'
    )


def _ticks() -> str:
    return "".join(
        f'<line class="tick" x1="{tick}%" x2="{tick}%" y1="0" y2="{2 * _MIDDLE}"/>'
        for tick in _TICKS
    )


def _at(value: float, scale: float) -> str:
    return f"{100 * min(max(value / scale, 0.0), 1.0):.3f}%"


def _svg(height: int, label: str, parts: Iterable[str]) -> str:
    return (
        f'<svg class="plot" width="100%" height="{height}" role="img" aria-label="{escape(label)}">'
        f"{''.join(parts)}</svg>"
    )
