"""Every English form the glossary knows or derives, looked up by a text's own words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from mt_repair.glossary.loose import LooseIndex, index_traces
from mt_repair.glossary.shipped import is_shipped
from mt_repair.glossary.store import Role, open_store, stored
from mt_repair.knowledge.traces import Trace
from mt_repair.knowledge.variants import Route
from mt_repair.types import Term

# A stored form: its term's row, its key, role, text, route, why, prior, ordinary.
Row = tuple[int, bytes, Role, str, Route | Literal["", "plural"], str, float, float]


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a term, found or to be found: right, known to be wrong, or derived."""

    term: int  # index into the glossary's terms
    role: Role
    text: str
    route: Route | Literal["", "plural", "loose"] = ""
    why: str = ""
    prior: float = 1.0  # of a derived form; of a wrong one, the share its characters explain
    ordinary: float = 0.0
    cover: float = 1.0  # the share of the name a loose form accounts for


def is_packs(term: Term, form: Form) -> bool:
    """Tell whether a form comes from the shipped pack, not from a user's own entry."""
    return is_shipped(term) or (
        form.role == "wrong" and (form.text in term.inherited or form.why in term.inherited)
    )


@dataclass(frozen=True, slots=True)
class FormIndex:
    """The forms of a glossary's terms; made by `index_forms`, asked by `rows_for`."""

    terms: tuple[Term, ...]
    store: sqlite3.Connection
    ids: Mapping[int, int]  # row of a term's derived forms -> index of the term
    loose: LooseIndex  # of the terms whose wrong forms nobody listed


def index_forms(terms: Sequence[Term]) -> FormIndex:
    """Return the index of all forms of the terms, storing what is not yet stored."""
    store = open_store()
    ids = stored(store, terms)
    store.execute("CREATE TEMP TABLE wanted (term INTEGER PRIMARY KEY)")
    store.executemany("INSERT INTO wanted VALUES (?)", [(row,) for row in ids])
    store.commit()
    loose = _loose(store, terms, ids)
    return FormIndex(tuple(terms), store, ids, loose)


def _loose(store: sqlite3.Connection, terms: Sequence[Term], ids: Mapping[int, int]) -> LooseIndex:
    rows = store.execute(
        "SELECT term, key, mask, weight, why FROM trace WHERE term IN (SELECT term FROM wanted)"
    )
    found = [(ids[row], Trace(key, mask, weight, why)) for row, key, mask, weight, why in rows]
    return index_traces({at: terms[at].zh for at in {at for at, _ in found}}, found)


def rows_for(index: FormIndex, words: Iterable[bytes] | None) -> dict[bytes, list[Row]]:
    """Return the forms made only of the given folded words, as stored, by search key.

    `words` None means every form.
    """
    found: dict[bytes, list[Row]] = {}
    vocabulary = None if words is None else frozenset(words)
    for row in _rows(index.store, vocabulary):
        if vocabulary is None or vocabulary.issuperset(row[1].split()):
            found.setdefault(row[1], []).append(row)
    return found


def forms_of(rows: Iterable[Row], ids: Mapping[int, int]) -> tuple[Form, ...]:
    """Return the stored forms of one search key in the order of their terms.

    Hundreds of thousands are stored and few are found, so they are made when they are.
    """
    forms = [
        Form(ids[row], role, text, route, why, prior, ordinary)
        for row, _, role, text, route, why, prior, ordinary in rows
    ]
    forms.sort(key=lambda f: (f.term, f.role != "right", f.role != "wrong", -f.prior, f.text))
    return tuple(forms)


def _rows(store: sqlite3.Connection, words: frozenset[bytes] | None) -> Iterable[Row]:
    # The plus keeps SQLite from going through the terms; other glossaries have theirs here too.
    columns = (
        "SELECT term, key, role, form, route, why, prior, ordinary FROM form"
        " WHERE +term IN (SELECT term FROM wanted)"
    )
    if words is None:
        yield from store.execute(columns)
        return
    ordered = sorted(words)
    for at in range(0, len(ordered), 500):
        some = ordered[at : at + 500]
        yield from store.execute(
            f"{columns} AND anchor IN ({','.join('?' * len(some))})",
            some,
        )
