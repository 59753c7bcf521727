"""Subtitles, SubRip (.srt) and WebVTT (.vtt): a cue is a segment, the file a document.

A name may stand on two lines of its cue; a cue keeps its number of lines. Left as they are:
numbers, times and settings, tags (<i>, <v Speaker>, {\\an8}), and of WebVTT notes, styles and
regions. A Chinese file beside it belongs to it cue by cue where both have as many, else by
their times.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from mt_repair.corpus import whole
from mt_repair.corpus.formats import format_of
from mt_repair.corpus.given import Given
from mt_repair.corpus.items import Item
from mt_repair.corpus.marked import Marked, Piece
from mt_repair.corpus.parts import Run
from mt_repair.corpus.text import LINE_END, line_spans
from mt_repair.corpus.whole import Found
from mt_repair.errors import InputError
from mt_repair.types import Edit, Span

_TIME = r"(?:\d{1,3}:)?\d{1,2}:\d{2}[,.:]\d{1,3}"
_TIMES = re.compile(rf"\s*({_TIME})[ \t]*-->[ \t]*({_TIME})(?:[ \t].*)?")
_NUMBERS = re.compile(r"\d+")
_TAGS = re.compile(
    r"</?(?:i|b|u|s|c|v|font|lang|ruby|rt)(?:[ \t.][^<>\r\n]*)?>|<[\d:.]+>|\{\\[^{}\r\n]*\}|\{[yc]:[^{}\r\n]*\}",
    re.IGNORECASE,
)
_REFERENCES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&nbsp;": "\xa0", "&lrm;": "\u200e", "&rlm;": "\u200f"}  # fmt: skip
_REFERENCE = re.compile("|".join(_REFERENCES))


def repaired(given: Given, run: Run) -> Iterator[Item]:
    """Repair subtitles; raises InputError where a file cannot be used."""
    vtt = format_of(given.path, given.settings.format) == "vtt"
    return whole.repaired(given, run, partial(_find, vtt), match=by_time)


def _find(vtt: bool, text: str, path: str) -> Found:
    lines = line_spans(text)
    if vtt and lines and not text[slice(*lines[0])].startswith("WEBVTT"):
        raise InputError.one(
            path, 1, "WebVTT begins with WEBVTT, this does not", "check that these are subtitles"
        )
    around: list[str] = []
    texts: list[Marked] = []
    ids: list[str] = []
    written = 0
    for time, start, end in _cues(text, lines):
        marked = Marked(tuple(_pieces(text[start:end], vtt)))
        if not marked.text.strip():
            continue
        around.append(text[written:start])
        texts.append(marked)
        ids.append(time)
        written = end
    if not texts and text.strip() and not (vtt and "-->" not in text):
        raise InputError.one(
            path, None, "no cue with its times was found", "check that these are subtitles"
        )
    around.append(text[written:])
    between = ["".join(LINE_END.findall(raw)) for raw in around]
    return Found(tuple(around), tuple(texts), tuple(between), ids=tuple(ids), settle=with_lines)


def _cues(text: str, lines: Sequence[tuple[int, int]]) -> Iterator[tuple[str, int, int]]:
    """Yield the times of each cue, and where its text begins and ends."""
    at = 0
    while at < len(lines):
        times = _TIMES.fullmatch(text, *lines[at])
        at += 1
        if times is None:
            continue
        first = at
        while at < len(lines) and text[slice(*lines[at])].strip():
            at += 1
        if first < at:
            yield f"{times[1]} --> {times[2]}", lines[first][0], lines[at - 1][1]


def _pieces(raw: str, vtt: bool) -> Iterator[Piece]:
    spell = _vtt if vtt else _srt
    at = 0
    for tag in _TAGS.finditer(raw):
        yield from _words(raw[at : tag.start()], vtt)
        yield Piece(tag[0], "")
        at = tag.end()
    yield from _words(raw[at:], vtt)
    if at == len(raw):
        yield Piece("", "", spell)


def _words(raw: str, vtt: bool) -> Iterator[Piece]:
    if not vtt:
        yield Piece(raw, raw, _srt)
        return
    at = 0
    for found in _REFERENCE.finditer(raw):
        yield Piece(raw[at : found.start()], raw[at : found.start()], _vtt)
        yield Piece(found[0], _REFERENCES[found[0]], _vtt)
        at = found.end()
    yield Piece(raw[at:], raw[at:], _vtt)


def _srt(text: str) -> str:
    return text


def _vtt(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def by_time(target: Found, source: Found) -> Sequence[str | None] | None:
    """Return for each cue what its source says while it is shown, None where counts agree."""
    if len(target.texts) == len(source.texts):
        return None
    others = sorted(
        (*_interval(id), text.text) for id, text in zip(source.ids, source.texts, strict=True)
    )
    starts = [start for start, _, _ in others]
    longest = max((stop - start for start, stop, _ in others), default=0)
    out: list[str | None] = []
    for id in target.ids:
        begin, end = _interval(id)
        near = others[bisect_left(starts, begin - longest) : bisect_left(starts, end)]
        said = [
            text
            for start, stop, text in near
            if 2 * (min(end, stop) - max(begin, start)) > min(end - begin, stop - start)
        ]
        out.append("\n".join(said) or None)
    return out


def _interval(id: str | None) -> tuple[int, int]:
    begin, _, end = (id or "").partition(" --> ")
    return _milliseconds(begin), _milliseconds(end)


def _milliseconds(time: str) -> int:
    *clock, fraction = _NUMBERS.findall(time)
    seconds = 0
    for number in clock:
        seconds = seconds * 60 + int(number)
    return seconds * 1000 + int(fraction.ljust(3, "0")[:3])


def with_lines(text: Marked, edits: Sequence[Edit]) -> list[Edit]:
    """Return edits of a cue that leave it its lines.

    Where a name that stood on two lines becomes a word on one, the line ends at the space
    behind it, or before it.
    """
    said = text.text
    out: list[Edit] = []
    ordered = sorted(edits, key=lambda e: e.span)
    for n, edit in enumerate(ordered):
        lost = LINE_END.search(edit.old)
        if lost is not None and not LINE_END.search(edit.new):
            start, end = edit.span.start, edit.span.end
            behind = ordered[n + 1].span.start if n + 1 < len(ordered) else len(said)
            before = out[-1].span.end if out else 0
            if said[end : end + 1] == " " and end < behind:
                edit = _widened(edit, said, Span(start, end + 1), edit.new + lost[0])
            elif said[start - 1 : start] == " " and before < start:
                edit = _widened(edit, said, Span(start - 1, end), lost[0] + edit.new)
        out.append(edit)
    return out


def _widened(edit: Edit, said: str, span: Span, new: str) -> Edit:
    return replace(edit, span=span, old=span.of(said), new=new)
