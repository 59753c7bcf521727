"""Halves of a code point, which broken files hold and the libraries written in Rust refuse."""

from __future__ import annotations

import re

_SURROGATE = re.compile("[\ud800-\udfff]")


def without_surrogates(text: str) -> str:
    """Return the text with U+FFFD for each surrogate, one for one, so that offsets stay."""
    return _SURROGATE.sub("\ufffd", text)
