"""The forms that a glossary lists, right and wrong, by what they are searched by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from mt_repair.glossary import match
from mt_repair.glossary.match import fits
from mt_repair.types import Example, Term


@dataclass(frozen=True, slots=True)
class Listed:
    """A form as its entry lists it."""

    term: Term
    role: Literal["right", "wrong"]
    text: str


key_of = lru_cache(maxsize=1 << 18)(match.key_of)  # a check asks four times of each form

Table = Mapping[bytes, Sequence[Listed]]


def table_of(terms: Sequence[Term]) -> dict[bytes, list[Listed]]:
    """Return the listed forms of the terms by key, right ones before wrong ones of a term."""
    table: dict[bytes, list[Listed]] = {}
    for term in terms:
        for form in forms_in(term):
            table.setdefault(key_of(form.text), []).append(form)
    return table


def forms_in(term: Term) -> Iterator[Listed]:
    """Yield the forms that a term lists."""
    for text in term.right:
        yield Listed(term, "right", text)
    for text in term.wrong:
        yield Listed(term, "wrong", text)


def alike(table: Table, term: Term, form: str) -> list[Listed]:
    """Return the forms of other names that a text cannot tell from this one.

    Capitals make no difference, and space, hyphen and apostrophe stand for one another. Two
    entries with the same English name are one name here.
    """
    return [
        other
        for other in table.get(key_of(form), ())
        if other.term.en != term.en and other.term.zh != term.zh and fits(other.text, form)
    ]


def holding(examples: Sequence[Example], form: str, *, keep: bool) -> bool:
    """Tell whether a sentence to keep, or one to repair, has a form, whatever its ending."""
    pattern = None
    for example in examples:
        if example.keep is not keep:
            continue
        if pattern is None:
            pattern = re.compile(rf"(?<!\w){re.escape(form)}", re.IGNORECASE)
        if pattern.search(example.before):
            return True
    return False
