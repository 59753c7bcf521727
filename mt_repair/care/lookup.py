"""Leads compiled, so that one pass over many texts finds them all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mt_repair.care.leads import Lead, Leads
from mt_repair.care.making import Words
from mt_repair.care.trial import Trial, compile_trial
from mt_repair.glossary.loose import LooseIndex
from mt_repair.glossary.match import Matcher, compile_keys
from mt_repair.language.script import is_han
from mt_repair.language.terms import Terms, compile_terms, first_characters, search_key


@dataclass(frozen=True, slots=True)
class Chinese:
    """Chinese forms compiled, with the leads of each; `first` is what a text must match."""

    terms: Terms
    leads: Mapping[str, tuple[int, ...]]  # by search key
    first: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Search:
    """Leads compiled for looking through texts; made by `compile_leads`."""

    leads: tuple[Lead, ...]
    matcher: Matcher
    of_key: tuple[tuple[int, ...], ...]  # of each of the matcher's keys, the leads
    sources: Chinese  # what is looked for in every source
    helping: Chinese  # and in the sources of texts that have one of the words `needed`
    targets: Chinese  # what is looked for where Chinese was left in a target
    needed: Words
    loose: tuple[tuple[LooseIndex, Mapping[int, tuple[int, ...]]], ...]  # with the leads of a term
    trial: Trial
    by_word: dict[bytes, frozenset[int]] = field(default_factory=dict)  # leads a word may be of


def compile_leads(leads: Leads) -> Search:
    """Compile leads for `felt`."""
    every = leads.leads
    by_key: dict[bytes, list[int]] = {}
    of_term: tuple[dict[int, list[int]], dict[int, list[int]]] = ({}, {})
    for at, lead in enumerate(every):
        for key in lead.forms:
            by_key.setdefault(key, []).append(at)
        for held, number in zip(of_term, (lead.old, lead.new), strict=True):
            if number is not None:
                held.setdefault(number, []).append(at)
    keys = sorted(by_key)
    loose = tuple(
        (index, {term: tuple(numbers) for term, numbers in held.items()})
        for index, held in zip(leads.loose, of_term, strict=True)
        if index.by_key and held
    )
    # A wrong form that is listed is not told by the entry's name alone, so what helps it is.
    unsure = {c.entry for lead in every if lead.direct for c in lead.causes if c.needs}
    always = [at for at, lead in enumerate(every) if lead.direct]
    helping: list[int] = []
    needed: set[bytes] = set()
    for at, lead in enumerate(every):
        needs = [c.needs for c in lead.causes if c.told or c.entry in unsure]
        if not lead.direct and needs:
            (helping if all(needs) else always).append(at)
            needed.update(max(some, key=lambda word: (len(word), word)) for some in needs if some)
    return Search(
        every,
        compile_keys(keys),
        tuple(tuple(by_key[key]) for key in keys),
        _compile_chinese((at, every[at].zh) for at in always),
        _compile_chinese((at, every[at].zh) for at in helping),
        # What was left in a target is known by its characters alone.
        _compile_chinese(
            (at, [z for z in lead.zh if is_han(z[0])]) for at, lead in enumerate(every)
        ),
        frozenset(needed) if helping else frozenset(),
        loose,
        compile_trial(leads),
    )


def _compile_chinese(names: Iterable[tuple[int, Iterable[str]]]) -> Chinese:
    """Compile the Chinese forms of leads, given by their numbers."""
    by_key: dict[str, list[int]] = {}
    for at, forms in names:
        for key in {search_key(zh) for zh in forms} - {""}:
            by_key.setdefault(key, []).append(at)
    terms = compile_terms(sorted(by_key))
    held = {key: tuple(numbers) for key, numbers in by_key.items()}
    return Chinese(terms, held, first_characters(terms))
