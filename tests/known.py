"""Known failures: what they are, and which laws they keep from being tested at large."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).parent / "cases" / "known_failures.toml"


@dataclass(frozen=True, slots=True)
class Failure:
    """A text that is not repaired as it should be: `want`, or a law that it breaks."""

    why: str
    text: str
    want: str | None
    law: str | None


@lru_cache(maxsize=1)
def failures() -> tuple[Failure, ...]:
    held = tomllib.loads(FILE.read_text("utf-8")).get("failure", [])
    return tuple(Failure(f["why"], f["text"], f.get("want"), f.get("law")) for f in held)


def tolerated() -> frozenset[str]:
    """Return the laws that a known failure breaks, which no random test holds meanwhile."""
    return frozenset(f.law for f in failures() if f.law)
