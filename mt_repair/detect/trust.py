"""How far a place is trusted where the name is not the user's own: the pack's, or a public one.

A user's entry says what the name is called in this text. What ships says what it is usually
called: a translator may have meant the common word, or chosen another right form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from mt_repair.detect.sourced import Placed
from mt_repair.detect.units import letters
from mt_repair.glossary.shipped import is_shipped
from mt_repair.knowledge.people import ORIGIN as SPELT
from mt_repair.knowledge.renderings import derived_forms, renderings
from mt_repair.knowledge.traces import word_keys
from mt_repair.language.cedict import entries
from mt_repair.language.chinese import core_name
from mt_repair.language.english import FUNCTION_WORDS
from mt_repair.language.pinyin import SURNAMES, is_pinyin
from mt_repair.types import NAME_TYPES, Term

_SURELY_A_NAME = 0.7  # how certain the mention of a name that ships must be
_WORD_FOR_WORD = 0.9  # how sure the place of a name translated word for word must be
_FOR_REVIEW = 0.45  # what a place is worth that only a person can settle
_WORD = re.compile(r"[^\W_]+")


def trusted(
    placed: Sequence[Placed], trust: Mapping[str, float], translated: bool = False
) -> list[Placed]:
    """Return the placements as sure as their names are; user's entries as they were.

    `trust` says how sure public names are, by their Chinese. A name that ships is offered
    to a person, unless a known wrong form stands there, and the text is plainly
    machine-`translated` or no translator would write a name so; else what is repaired of
    them is what the English alone is sure of. What is left out is no finding at all: a
    public name or a turn of phrase that is not there may well have been left out.
    """
    translated = translated or len({p.term.zh for p in placed if _is_word_for_word(p)}) > 1
    out = []
    for p in placed:
        public = trust.get(p.term.zh)
        if public is None and not is_shipped(p.term):
            out.append(p)
        elif p.certainty < _SURELY_A_NAME:
            continue
        elif p.span is not None or (public is None and p.term.type in NAME_TYPES):
            sure = p.confidence * (1.0 if public is None else public)
            if (
                p.span is not None
                and not p.right
                and not (public is None and (translated or _is_small(p)) and _is_known_wrong(p))
            ):
                sure = 0.0 if may_be_right(p.surface, p.term) else min(sure, _FOR_REVIEW)
            out.append(replace(p, confidence=sure))
    return out


def _is_word_for_word(placed: Placed) -> bool:
    """Tell whether a name surely stands there translated word for word; two show a machine."""
    term, span = placed.term, placed.span
    if span is None or placed.right or placed.certainty < _SURELY_A_NAME:
        return False
    if placed.confidence < _WORD_FOR_WORD or not _is_proper(term):
        return False
    spelt = _is_spelt(placed.surface, term) or may_be_right(placed.surface, term)
    return not spelt and _is_known_wrong(placed)


def _is_proper(term: Term) -> bool:
    return term.en[:1].isupper() and term.type in NAME_TYPES


def _is_small(placed: Placed) -> bool:
    """Tell whether what the source shows to be a name is written like common words: US group."""
    if not (placed.named and _is_proper(placed.term)):
        return False
    words = [w for w in _WORD.findall(placed.surface) if w.lower() not in FUNCTION_WORDS]
    return placed.surface.islower() or (len(words) > 1 and any(w.islower() for w in words))


def _is_known_wrong(placed: Placed) -> bool:
    """Tell whether a form stands there that the pack lists as wrong, or its characters give."""
    term = placed.term
    if _is_dictionarys(placed.surface, term.zh):
        return False
    surface = placed.surface.lower().removeprefix("the ")
    if term.type not in NAME_TYPES:
        return surface in {form.lower() for form in term.wrong}
    return surface in derived_forms(term).get(surface.split(" ", 1)[0], {})


def _is_dictionarys(surface: str, zh: str) -> bool:
    """Tell whether a name is what the dictionary calls the characters: Cambrian for 寒武纪."""
    words = [w for w in _WORD.findall(surface) if w.lower() not in FUNCTION_WORDS]
    if not words or not all(w[:1].isupper() for w in words):
        return False
    name = " ".join(words)
    return any(name in gloss for entry in entries(core_name(zh)) for gloss in entry.glosses)


def may_be_right(surface: str, term: Term) -> bool:
    """Tell whether what stands there may be one more right way to say it."""
    if term.type not in NAME_TYPES or _is_variant(surface, term):
        return True
    return _is_read_aloud(term) and not _is_spelt(surface, term)


def _is_read_aloud(term: Term) -> bool:
    """Tell whether a public name is only its characters' pinyin, which others share: 莱西, Laixi."""
    listed = term.origin and not is_shipped(term)
    return term.origin == SPELT or bool(listed and letters(term.en) in renderings(term.zh).spelt)


def _is_spelt(surface: str, term: Term) -> bool:
    """Tell whether a name is spelt like a Chinese one: Pham Minh Chinh is 范明政 from Vietnam."""
    words = [w.lower() for w in _WORD.findall(surface)]
    surname = term.type != "PER" or (words[:1] and words[0] in SURNAMES)
    return bool(words and surname) and all(map(is_pinyin, words))


def _is_variant(surface: str, term: Term) -> bool:
    """Tell whether a stretch may be another right form: its words are a right form's.

    Or every word of it is what the characters mean, written as a name: Party Central
    Committee.
    """
    words = _content(surface)
    if not words:
        return True
    for form in term.right:
        theirs = _content(form)
        if all(any(a & b for b in theirs) for a in words):
            return True
    if not all(w[:1].isupper() for w in _WORD.findall(surface) if w.lower() not in FUNCTION_WORDS):
        return False
    made = renderings(term.zh)
    explained = sum(any(k in made.by_key for k in keys) for keys in words)
    return term.type in ("ORG", "LOC", "EVENT") and len(words) > 1 and explained == len(words)


def _content(text: str) -> list[frozenset[str]]:
    return [frozenset(word_keys(w)) for w in _WORD.findall(text) if w.lower() not in FUNCTION_WORDS]
