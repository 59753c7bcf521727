"""The glossary's Chinese forms, compiled once and found in any script, width and spacing."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, Implementation

from mt_repair.language.chinese import core_name
from mt_repair.language.script import HAN, Closed, close_up, fold, is_han, unfolded
from mt_repair.types import EntityType

_PLAIN_NAME = re.compile(f"[{HAN}]+")


@dataclass(frozen=True, slots=True)
class Terms:
    """Chinese forms compiled for searching; made by `compile_terms`.

    `firsts` has for each key the first form that is searched by it, `others` all of them
    where there are several.
    """

    forms: tuple[str, ...]
    kinds: Mapping[str, EntityType]
    keys: tuple[str, ...]
    firsts: array[int]
    others: Mapping[int, tuple[int, ...]]
    automaton: AhoCorasick | None


@dataclass(frozen=True, slots=True)
class Hit:
    """An occurrence of a form: `gaps` are the key's places where the text alone has a gap."""

    start: int
    end: int
    form: int
    key: str
    gaps: tuple[int, ...] = ()


def compile_terms(forms: Iterable[str], kinds: Mapping[str, EntityType] | None = None) -> Terms:
    """Compile Chinese forms for `find_terms`; those without a letter are never found.

    `kinds` says what a form names, where that is known. 200,000 forms take two seconds.
    """
    held = tuple(forms)
    numbers: dict[str, int] = {}  # of the keys
    firsts: array[int] = array("l")
    others: dict[int, tuple[int, ...]] = {}
    for at, form in enumerate(held):
        key = search_key(form)
        number = numbers.setdefault(key, len(firsts)) if key else -1
        if number == len(firsts):
            firsts.append(at)
        elif number >= 0:
            others[number] = (*others.get(number, (firsts[number],)), at)
    keys = tuple(numbers)
    automaton = None
    if keys:
        automaton = AhoCorasick(
            keys, store_patterns=False, implementation=Implementation.ContiguousNFA
        )
    return Terms(held, dict(kinds or {}), keys, firsts, others, automaton)


def search_key(form: str) -> str:
    """Return what a form is searched by: script, width, marks and gaps make no difference."""
    if _PLAIN_NAME.fullmatch(form):
        return fold(form)
    key = close_up(fold(core_name(form))).text.strip()
    return key if any(map(str.isalnum, key)) else ""


def find_terms(terms: Terms, text: str) -> list[Hit]:
    """Return every occurrence of every form, overlapping ones too, in order of their ends."""
    if terms.automaton is None:
        return []
    closed = close_up(fold(text))
    found = []
    for number, start, end in terms.automaton.find_matches_as_indexes(
        closed.text, overlapping=True
    ):
        if _cuts_a_word(closed.text, start, end):
            continue
        first, last = closed.span(start, end)
        form = _likest(terms, number, text[first:last])
        gaps = _gaps(closed, start, end)
        if gaps:
            gaps = gaps - _own_gaps(terms.forms[form])
        found.append(Hit(first, last, form, terms.keys[number], tuple(sorted(gaps))))
    return found


def first_characters(terms: Terms) -> re.Pattern[str] | None:
    """Return what a text must match to hold a form at all, None where there is no form."""
    chars = sorted(unfolded(key[0] for key in terms.keys))
    return re.compile(f"[{re.escape(''.join(chars))}]") if chars else None


def _cuts_a_word(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch begins or ends inside a Latin word or a number."""
    return _one_word(text[start - 1 : start], text[start]) or _one_word(
        text[end - 1], text[end : end + 1]
    )


def _one_word(left: str, right: str) -> bool:
    return (
        left.isalnum()
        and right.isalnum()
        and left.isdigit() == right.isdigit()
        and not (is_han(left) or is_han(right))
    )


def _likest(terms: Terms, number: int, surface: str) -> int:
    for form in terms.others.get(number, ()):
        if terms.forms[form] == surface:
            return form
    return terms.firsts[number]


def _gaps(closed: Closed, start: int, end: int) -> frozenset[int]:
    if closed.starts is None:
        return frozenset()
    at = closed.starts
    return frozenset(i - start for i in range(start + 1, end) if at[i] - at[i - 1] > 1)


def _own_gaps(form: str) -> frozenset[int]:
    closed = close_up(fold(core_name(form)))
    return _gaps(closed, 0, len(closed.text))
