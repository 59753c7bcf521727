"""How much of a file is taken at once, and how a user allows more.

A limit keeps a damaged or hostile file from filling the memory; honest files stay far below.
MT_REPAIR_MAX_MB raises all of them to so many megabytes, and lifts the cap on how far a packed
file may expand to as much.
"""

from __future__ import annotations

import os

RAISED_BY = "MT_REPAIR_MAX_MB"
MOST_EXPANSION = 100  # times the size of the packed file; text packs 3 to 20 times

_MB = 1_000_000
_SMALL = _MB


def allowed(usual: int) -> int:
    """Return a limit in bytes: the usual one, or what the environment allows if that is more."""
    return max(usual, _raised())


def expands_too_far(packed: int, unpacked: int) -> bool:
    """Tell whether so many bytes from so few cannot be an honest file; little ones may be."""
    return unpacked > max(_SMALL, packed * MOST_EXPANSION, _raised())


def remedy(otherwise: str) -> str:
    """Return what to do about something over a limit."""
    return f"{otherwise}, or set {RAISED_BY} to the megabytes to allow"


def _raised() -> int:
    try:
        return int(float(os.environ.get(RAISED_BY, "0")) * _MB)
    except (ValueError, OverflowError):
        return 0
