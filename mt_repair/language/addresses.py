"""Addresses, handles, tags and marked-up code: stretches that are not prose."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)[@#]\w+"
    r"|(?<![\w.])[\w-]+(?:\.[\w-]+)*\.(?:com|cn|net|org|hk|tw|io|gov)(?:\.[a-z]{2})?(?:/\S*)?(?!\w)"
    r"|<[a-z/!?][^<>\n]{0,199}>|`[^`\n]*`",
    re.IGNORECASE,
)


def addresses(text: str, places: Iterable[int]) -> list[tuple[int, int]]:
    """Return the spans of addresses and code in the lines that hold one of the places.

    Offsets are code points. No address spans two lines, so the other lines need no look.
    """
    out: list[tuple[int, int]] = []
    done = 0
    for place in sorted(set(places)):
        if place < done:
            continue
        first = text.rfind("\n", 0, place) + 1
        last = text.find("\n", place)
        done = len(text) if last < 0 else last + 1
        out += (m.span() for m in _ADDRESS.finditer(text, first, done))
    return out
