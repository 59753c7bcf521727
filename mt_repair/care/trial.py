"""A name put in, to see whether it makes a form of a changed entry with the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mt_repair.care.leads import Leads
from mt_repair.glossary.loose import LooseIndex, explained, of_terms
from mt_repair.glossary.match import Matcher, compile_keys, scan

_AROUND = 160  # code points on either side that a form may reach over
_ARTICLE = re.compile(r"(?:the|an|a)\s+\Z", re.IGNORECASE)
_NEXT = re.compile(r"\s+(\w+)")
_CLASS = ("network", "net")  # what a repair takes in with a wrong name
_KEPT = re.compile(r"\W(?:platforms?|accounts?|industry|industries)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Trial:
    """The forms of the changed entries; made by `compile_trial`."""

    matcher: Matcher
    of_key: tuple[frozenset[int], ...]  # of each key, the changed entries
    loose: tuple[tuple[LooseIndex, dict[int, int]], ...]  # with the entry of each term


def compile_trial(leads: Leads) -> Trial:
    """Compile the forms of the changed entries for `made_by`."""
    by_key: dict[bytes, set[int]] = {}
    terms: tuple[dict[int, int], dict[int, int]] = ({}, {})
    for lead in leads.leads:
        if not lead.direct:
            continue
        for key in lead.forms:
            by_key.setdefault(key, set()).update(c.entry for c in lead.causes)
        for held, number in zip(terms, (lead.old, lead.new), strict=True):
            if number is not None:
                held[number] = lead.causes[0].entry
    keys = sorted(by_key)
    loose = tuple(
        (own, held)
        for index, held in zip(leads.loose, terms, strict=True)
        if (own := of_terms(index, held)).by_key
    )
    return Trial(compile_keys(keys), tuple(frozenset(by_key[key]) for key in keys), loose)


def made_by(trial: Trial, text: str, start: int, end: int, rights: Sequence[str]) -> set[int]:
    """Return the entries of which a form stands there once a name replaces text[start:end]."""
    return {
        entry
        for right in rights
        for tried in _tried(text, start, end, right)
        for entry in _found(trial, tried)
    }


def _found(trial: Trial, text: str) -> Iterator[int]:
    for key, _, _ in scan(trial.matcher, text):
        yield from trial.of_key[key]
    for index, entries in trial.loose:
        for found in explained(index, text):
            yield entries[found.term]


def _tried(text: str, start: int, end: int, right: str) -> Iterator[str]:
    """Yield the surroundings with the name put in, as the repair may do it.

    It takes an article with it or leaves it, and so a class noun or the name's own last
    word where it follows.
    """
    before, after = text[max(start - _AROUND, 0) : start], text[end : end + _AROUND]
    left = {before, _ARTICLE.sub("", before)}
    then = {after}
    following = _NEXT.match(after)
    words = right.lower().split()
    if following and following[1].lower() in (*_CLASS, *words[-1:]):
        then.add(after[following.end() :])
    kept = _KEPT.search(text[start:end])
    names = {right, *([right + kept[0]] if kept else [])}
    for head in sorted(left):
        for name in sorted(names):
            for tail in sorted(then):
                yield f"{head}{name}{tail}"
