"""The forms of terms: by a text's words, by term, and by what a word may be a trace of."""

from __future__ import annotations

from collections.abc import Iterable

from mt_repair.glossary.forms import Form, FormIndex, forms_by_term, forms_of, index_forms, rows_for
from mt_repair.glossary.loose import explained, of_terms
from mt_repair.glossary.match import fold
from mt_repair.types import Term

TERMS = (
    Term("花街网", "Huajie", accept=("Huajie Net",), wrong=("blossom lane",), origin="n.toml:1"),
    Term("拍拍", "Paipai", "ORG", wrong=("pat", "pat network"), origin="n.toml:2"),
    Term("东方网", "Eastday", "MEDIA", origin="n.toml:3"),
)
TEXTS = (
    "Sellers on pat network told blossom lane.",
    "Huajie Net and Eastday told the flower street network of pat.",
    "Sellers on pat network told blossom lane.",
    "nothing",
    "",
)


def forms_for(index: FormIndex, words: Iterable[bytes] | None) -> dict[bytes, tuple[Form, ...]]:
    return {key: forms_of(rows, index.ids) for key, rows in rows_for(index, words).items()}


def index() -> FormIndex:
    return index_forms(TERMS)


def test_what_was_looked_up_before_makes_no_difference() -> None:
    kept = index()
    every = forms_for(kept, None)
    for text in TEXTS:
        words = fold(text).split()
        found = forms_for(kept, words)
        assert found == forms_for(index(), words)
        assert found == {k: f for k, f in every.items() if set(k.split()) <= set(words)}


def test_the_forms_of_some_terms_are_all_their_forms() -> None:
    kept = index()
    mine: dict[int, set[tuple[bytes, Form]]] = {0: set(), 2: set()}
    for key, forms in forms_for(kept, None).items():
        for form in forms:
            if form.term in mine:
                mine[form.term].add((key, form))
    found = forms_by_term(kept, (0, 2))
    assert {term: set(forms) for term, forms in found.items()} == mine
    assert {form.role for _, form in found[0]} == {"right", "wrong", "derived"}
    assert forms_by_term(kept, ()) == {}


def test_the_loose_forms_of_some_terms_are_found_as_among_all() -> None:
    kept = index()
    for text in TEXTS:
        every = explained(kept.loose, text)
        for term in range(len(TERMS)):
            own = explained(of_terms(kept.loose, {term}), text)
            assert own == [e for e in every if e.term == term]
    assert explained(of_terms(kept.loose, ()), TEXTS[1]) == []
