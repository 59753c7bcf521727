"""The contextual cases: sentences around wrong names, with the least repair they need."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from mt_repair.edits import apply
from mt_repair.glossary.load import read_terms
from mt_repair.repair.terms import replacement
from mt_repair.types import Edit, Span, Term

CASES = Path(__file__).resolve().parents[2] / "tests/cases"  # of a checkout


@dataclass(frozen=True, slots=True)
class Contextual:
    """A case: `names` are the wrong names with what they stand for, `fixed` the good repairs."""

    trouble: str
    mt: str
    zh: str | None
    names: tuple[tuple[str, str], ...]  # Chinese, words of the translation
    fixed: tuple[str, ...]
    rules: bool  # whether the rules alone make one of them, the names being known


def read_cases(path: Path) -> list[Contextual]:
    """Return the cases of a file; tests/cases/contextual_dev.toml says what is in one."""
    return [
        Contextual(
            c["trouble"],
            c["mt"],
            c.get("zh"),
            tuple(_name(n) for n in c.get("names", ())),
            (c.get("fixed", c["mt"]), *c.get("also", ())),
            c["rules"],
        )
        for c in tomllib.loads(path.read_text("utf-8"))["case"]
    ]


def _name(said: str) -> tuple[str, str]:
    zh, _, words = said.partition("=")
    return zh, words


def contextual(half: str) -> list[Contextual]:
    """Return the cases of a half, "dev" or "test", of this checkout."""
    return read_cases(CASES / f"contextual_{half}.toml")


@lru_cache(maxsize=1)
def names() -> dict[str, Term]:
    """Return the cases' names by their Chinese."""
    return {term.zh: term for term in read_terms(CASES / "contextual_names.toml")}


def settled(case: Contextual) -> list[Edit]:
    """Return the rules' edits, the wrong names being known."""
    out: list[Edit] = []
    at = 0
    for zh, words in case.names:
        start = case.mt.index(words, at)
        at = start + len(words)
        new = replacement(case.mt, start, at, names()[zh])
        if out and new.start < out[-1].span.end:
            continue
        span = Span(new.start, new.end)
        out.append(Edit(0, span, span.of(case.mt), new.new, f"for {zh}", by="literal"))
    return out


def by_rules(case: Contextual) -> str:
    """Return what the rules alone make of a case, the wrong names being known."""
    return apply(case.mt, settled(case))


def is_exact(case: Contextual, text: str) -> bool:
    """Tell whether a text is one of the good repairs."""
    return text in case.fixed
