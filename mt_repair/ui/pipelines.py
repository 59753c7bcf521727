"""Pipelines for the page: built once for each set of names, kept while they are in use."""

from __future__ import annotations

import tempfile
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from threading import Lock

from mt_repair.corpus import text
from mt_repair.errors import InputError
from mt_repair.glossary.entries import Entry, problems_in, term_of
from mt_repair.glossary.glossary import Glossary
from mt_repair.glossary.load import read_layers, read_terms
from mt_repair.glossary.shipped import shipped_terms
from mt_repair.pipeline import Pipeline, for_streams, pipeline_of, repair
from mt_repair.types import Term
from mt_repair.ui.article import Given, safe_name

Layer = tuple[Term, ...]
_KEPT = 6
_WARMING = (
    "Sellers on pat complained to billion state power network.",
    "拍拍的卖家向亿邦动力网抱怨。",
)


class Pipelines:
    """The pipelines over the shipped names and those the page was started with, and more."""

    def __init__(self, glossaries: Sequence[Path] = (), shipped: bool = True) -> None:
        self._base: list[Layer] = [shipped_terms()] if shipped else []
        self._base += read_layers(glossaries)
        self._shipped = shipped
        self._built: OrderedDict[tuple[Layer, ...], Pipeline] = OrderedDict()
        self._lock = Lock()

    def over(self, layers: Sequence[Layer]) -> Pipeline:
        """Return a pipeline that knows further layers of names too, later ones winning."""
        key = tuple(layer for layer in layers if layer)
        with self._lock:
            found = self._built.pop(key, None)
            if found is None:
                glossary = Glossary.layered([*self._base, *key])
                found = pipeline_of(glossary, public=self._shipped)
                found = found if key else for_streams(found)
            self._built[key] = found
            if len(self._built) > _KEPT:
                self._built.popitem(last=False)
            return found

    def warm(self) -> None:
        """Load what the first text would wait for."""
        repair(self.over(()), text.document(*_WARMING))


def terms_in_file(given: Given) -> Layer:
    """Return the terms of a glossary that a page sends; raises InputError as `read_terms` does."""
    with tempfile.TemporaryDirectory(prefix="mt-repair-") as folder:
        path = Path(folder, safe_name(given.name))
        path.write_bytes(given.data)
        try:
            return read_terms(path)
        except InputError as error:
            told = [replace(p, path=given.name) for p in error.problems]
            raise InputError(told) from None


def terms_of(entries: Sequence[object], origin: str) -> Layer:
    """Return the terms that entries of a page describe.

    Raises InputError with every problem of them.
    """
    read = [Entry(n, e if isinstance(e, dict) else {}) for n, e in enumerate(entries, 1)]
    problems = [replace(p, line=None) for e in read for p in problems_in(e, origin)]
    if problems:
        raise InputError(problems)
    return tuple(replace(term_of(e, origin), origin=origin) for e in read)
