"""Two glossary files compared over the files of a corpus."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from mt_repair.care.impact import Impact, examples, impact
from mt_repair.care.layers import layered
from mt_repair.corpus.texts import Unit, gathered
from mt_repair.errors import Problem
from mt_repair.pipeline import pipeline_of


def compare(
    old: Path,
    new: Path,
    corpora: Sequence[str],
    source: str | None = None,
    reference: str | None = None,
    *,
    unit: Unit | None = None,
    beside: Sequence[Path] = (),
    shipped: bool = True,
) -> tuple[Impact, list[Problem]]:
    """Return what a glossary changes that takes another's place, and what is wrong with rows.

    The examples that both have are looked at with the corpora. Raises InputError where a
    file cannot be used.
    """
    with _uncollected():
        before, after = (layered(path, beside, shipped) for path in (old, new))
        texts, problems = gathered(corpora, source, reference, unit)
        texts += examples(before, after)
        one, other = (pipeline_of(glossary, public=shipped) for glossary in (before, after))
        return impact(one, other, texts), problems


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep Python from looking for cycles: among 100,000 texts that takes a fifth of the time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
