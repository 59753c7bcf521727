"""How reports write text for a terminal: colours, and nothing that could command it."""

from __future__ import annotations

import re

RED, GREEN, YELLOW, BOLD, DIM, REVERSE = "31", "32", "33", "1", "2", "7"

# Control characters, marks that turn the direction of a line round, and lone surrogates.
_UNSEEN = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_NAMED = {"\n": "\\n", "\r": "\\r"}


def seen(text: str) -> str:
    """Return a text with unseen characters spelled out, so that it stays on its line."""
    return _UNSEEN.sub(_spelled, text)


def paint(text: str, code: str, colour: bool) -> str:
    """Return a text in a colour, or as it is."""
    return f"\x1b[{code}m{text}\x1b[0m" if colour and text else text


def _spelled(found: re.Match[str]) -> str:
    sign = found[0]
    wide = f"\\x{ord(sign):02x}" if ord(sign) < 256 else f"\\u{ord(sign):04x}"
    return _NAMED.get(sign, wide)
