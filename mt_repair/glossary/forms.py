"""Every English form the glossary knows or derives, looked up by a text's own words."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, cast

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


_MOST_MET = 20_000  # words whose forms are kept


@dataclass(frozen=True, slots=True)
class FormIndex:
    """The forms of a glossary's terms; made by `index_forms`, asked by `rows_for`."""

    terms: tuple[Term, ...]
    store: sqlite3.Connection
    ids: Mapping[int, int]  # row of a term's derived forms -> index of the term
    loose: LooseIndex  # of the terms whose wrong forms nobody listed
    # the forms looked up by each word met, with the words of their keys
    met: dict[bytes, list[tuple[Row, tuple[bytes, ...]]]] = field(
        default_factory=dict, repr=False, compare=False
    )


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


_COLUMNS = "SELECT term, key, role, form, route, why, prior, ordinary FROM form"
_BY_ANCHOR = "SELECT anchor, term, key, role, form, route, why, prior, ordinary FROM form"
# The plus keeps SQLite from going through the terms; other glossaries have theirs here too.
_OF_WANTED = "WHERE +term IN (SELECT term FROM wanted)"


def rows_for(index: FormIndex, words: Iterable[bytes] | None) -> dict[bytes, list[Row]]:
    """Return the forms made only of the given folded words, as stored, by search key.

    `words` None means every form.
    """
    found: dict[bytes, list[Row]] = {}
    if words is None:
        for row in index.store.execute(f"{_COLUMNS} {_OF_WANTED}"):
            found.setdefault(row[1], []).append(row)
        return found
    vocabulary = frozenset(words)
    for row, needed in _met(index, vocabulary):
        if vocabulary.issuperset(needed):
            found.setdefault(row[1], []).append(row)
    return found


def forms_of(rows: Iterable[Row], ids: Mapping[int, int]) -> tuple[Form, ...]:
    """Return the stored forms of one search key in the order of their terms.

    Hundreds of thousands are stored and few are found, so they are made when they are.
    """
    forms = [_form(row, ids) for row in rows]
    forms.sort(key=lambda f: (f.term, f.role != "right", f.role != "wrong", -f.prior, f.text))
    return tuple(forms)


def forms_by_term(index: FormIndex, terms: Collection[int]) -> dict[int, list[tuple[bytes, Form]]]:
    """Return every form of some terms, by term, with the key it is searched by; none is loose."""
    wanted = set(terms)
    numbers = sorted(row for row, term in index.ids.items() if term in wanted)
    found: dict[int, list[tuple[bytes, Form]]] = {term: [] for term in wanted}
    for at in range(0, len(numbers), 500):
        some = numbers[at : at + 500]
        marks = ",".join("?" * len(some))
        for row in index.store.execute(f"{_COLUMNS} WHERE term IN ({marks})", some):
            form = _form(row, index.ids)
            found[form.term].append((row[1], form))
    return found


def _form(row: Row, ids: Mapping[int, int]) -> Form:
    number, _, role, text, route, why, prior, ordinary = row
    return Form(ids[number], role, text, route, why, prior, ordinary)


def _met(index: FormIndex, words: frozenset[bytes]) -> Iterator[tuple[Row, tuple[bytes, ...]]]:
    """Yield the forms that are looked up by one of the words; texts share most of these."""
    met = index.met
    if len(met) > _MOST_MET:
        met.clear()
    # Threads may ask at the same time: what is kept is complete from the first moment.
    held = {word: rows for word in words if (rows := met.get(word)) is not None}
    fresh: dict[bytes, list[tuple[Row, tuple[bytes, ...]]]] = {
        word: [] for word in sorted(words) if word not in held
    }
    asked = list(fresh)
    for at in range(0, len(asked), 500):
        some = asked[at : at + 500]
        marks = ",".join("?" * len(some))
        for anchor, *row in index.store.execute(
            f"{_BY_ANCHOR} {_OF_WANTED} AND anchor IN ({marks})", some
        ):
            fresh[anchor].append((cast("Row", tuple(row)), tuple(row[1].split())))
    met.update(fresh)
    for word in sorted(words):
        yield from held[word] if word in held else fresh[word]
