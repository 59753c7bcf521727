"""A pipeline with a few entries changed, without building it anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mt_repair.detect.search import Hit, Search
from mt_repair.glossary.forms import Form, Row
from mt_repair.glossary.match import compile_keys
from mt_repair.glossary.store import forms_to_store
from mt_repair.pipeline import Pipeline
from mt_repair.types import Term


@dataclass(frozen=True, slots=True)
class Patched:
    """A search in which some terms have other forms than when it was compiled."""

    base: Search
    gone: frozenset[int]  # terms whose compiled forms no longer count
    extra: Search  # their forms now

    def hits(self, text: str) -> Sequence[Hit]:
        """Return every occurrence of every key, those of the changed terms last."""
        offset = len(self.base.rows)
        added = ((key + offset, start, end) for key, start, end in self.extra.hits(text))
        return [*self.base.hits(text), *added]

    def forms(self, key: int) -> Sequence[Form]:
        """Return the forms of a key."""
        offset = len(self.base.rows)
        if key >= offset:
            return self.extra.forms(key - offset)
        return [form for form in self.base.forms(key) if form.term not in self.gone]


def patched(pipeline: Pipeline, changed: Mapping[int, Term]) -> Pipeline:
    """Return a pipeline with other terms in some places; its search must be a compiled one."""
    search = pipeline.search
    assert isinstance(search, Search)
    terms = list(pipeline.index.terms)
    for at, term in changed.items():
        terms[at] = term
    rows: dict[bytes, list[Row]] = {}
    for at, term in changed.items():
        for form in forms_to_store(term, terms):
            rows.setdefault(form[0], []).append((at, *form))
    keys = sorted(rows)
    extra = Search(compile_keys(keys), tuple(rows[key] for key in keys), {at: at for at in changed})
    by_zh = {zh: terms[at] for at, term in changed.items() for zh in (term.zh, *term.aliases)}
    return replace(
        pipeline,
        index=replace(pipeline.index, terms=tuple(terms)),
        by_zh={**pipeline.by_zh, **by_zh},
        search=Patched(search, frozenset(changed), extra),
    )


def new_keys(pipeline: Pipeline) -> Sequence[bytes]:
    """Return the keys that the changed terms of a patched pipeline are searched by."""
    assert isinstance(pipeline.search, Patched)
    return pipeline.search.extra.matcher.keys
