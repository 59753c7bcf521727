"""The sentence a new name is added with, and the wrong form that stood in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from mt_repair.check.guards import ORDINARY
from mt_repair.detect.names import split
from mt_repair.language.chinese import has_han
from mt_repair.language.english import ordinariness
from mt_repair.ui.wire import WireError

_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


def example_of(pieces: Sequence[Any], at: object, keep: bool) -> Mapping[str, str]:
    """Return the sentence that holds place `at`, before and after, as a glossary's example.

    `pieces` are a segment's texts, and for its places objects with number, old and new text.
    With `keep` the sentence must stay. Empty where there is no such place.
    """
    old = "".join(_side(piece, "old") for piece in pieces)
    start, places = 0, list[tuple[int, int, str]]()
    own: tuple[int, int] | None = None
    for piece in pieces:
        width = len(_side(piece, "old"))
        if isinstance(piece, dict):
            places.append((start, start + width, _side(piece, "now")))
            own = (start, start + width) if piece.get("i") == at else own
        start += width
    if own is None:
        return {}
    first, last = _sentence(old, own, [(a, b) for a, b, _ in places])
    before = after = ""
    done = first
    for a, b, now in places:
        if first <= a and b <= last:
            after += old[done:a] + now
            done = b
    before, after = _plain(old[first:last]), _plain(after + old[done:last])
    if keep:
        return {"keep": before}
    return {"before": before, "after": after} if before != after else {}


def wrong_form(surface: str, en: str, example: Mapping[str, str]) -> str:
    """Return a wrong form to list, or nothing where the example is no proof of it.

    Ordinary words are left to the derived forms, which weigh the sentence around them.
    """
    form = _plain(_ARTICLE.sub("", surface, count=1))
    if not form or has_han(form) or form.casefold() == en.casefold() or "after" not in example:
        return ""
    return "" if ordinariness(form) >= ORDINARY else form


def _side(piece: object, side: str) -> str:
    if isinstance(piece, str):
        return piece
    if isinstance(piece, dict) and isinstance(piece.get(side), str):
        return str(piece[side])
    raise WireError("a piece is neither a text nor a place")


def _sentence(
    text: str, own: tuple[int, int], places: Sequence[tuple[int, int]]
) -> tuple[int, int]:
    """Return where the sentence around a place begins and ends, no place cut through."""
    first, last = own
    for sentence in split(text):
        if sentence.start <= own[1] and own[0] <= sentence.end:
            first, last = min(first, sentence.start), max(last, sentence.end)
    for a, b in places:
        if a < last and first < b:
            first, last = min(first, a), max(last, b)
    return first, last


def _plain(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
