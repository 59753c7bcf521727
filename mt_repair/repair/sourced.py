"""Edits that put the source's terms right where the translation got them wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from mt_repair.detect.place_decision import PlaceDecision, shipped_place_decision
from mt_repair.detect.posterior import likeness
from mt_repair.detect.sourced import LEAST_MATCH, Placed
from mt_repair.detect.sourced_flags import RULE, why
from mt_repair.knowledge.traces import word_keys
from mt_repair.language.cover import touching
from mt_repair.language.english import (
    FUNCTION_WORDS,
    is_countable,
    is_plural,
    parts_of_speech,
    plural,
    singular,
    zipf,
)
from mt_repair.language.mentions import SURE
from mt_repair.repair.edges import fitted, keys_of, loses
from mt_repair.repair.spelling import first_places, usual_forms
from mt_repair.repair.terms import Replacement, replacement
from mt_repair.types import NAME_TYPES, Document, Edit, Safety, Span, Term

_WORD = re.compile(r"[^\W_]+")
_ORDINARY = 3.0  # how frequent every word of a term must be to be written small
_ASK = re.compile(r"(?:\b(?:to|may|might|will|would|can|could|should|must|not|n[’']t)\s+)\Z")
_SINGLE = re.compile(
    r"\b(?:an?|this|that|each|every|another|one)\s+(?:[\w-]+\s+)?\Z", re.IGNORECASE
)
_LINE_START = re.compile(r"(?:^|\n)[^\S\n]*(?:[#*•·\-–—\d.()]+[^\S\n]*)*\Z")
# Names that end so stand without an article.
_WITHOUT_THE = frozenset(
    "bank university college school airport group company securities news daily weekly network online "
    "road street avenue station city county province district town township village island lake park".split()
)
_THE = re.compile(r"\bthe\s+\Z", re.IGNORECASE)


def source_edits(
    document: Document, placed: Iterable[Placed], decision: PlaceDecision | None = None
) -> list[Edit]:
    """Return an edit for each mention that stands wrongly in the target, in order.

    Those under the decision's apply threshold, or in a segment whose source hardly
    belongs to it, are for review.
    """
    decision = decision or shipped_place_decision()
    out: list[Edit] = []
    placed = tuple(placed)
    usual, first = usual_forms(placed), first_places(placed, decision.apply_at)
    others = touching((p.segment, p.span) for p in placed if p.span is not None)
    for number, p in enumerate(placed):
        if p.span is None or not (number in first or not p.right):
            continue
        form = first.get(number) or _form_for(p.surface, p.term, usual.get(p.term.zh, p.term.en))
        text = document.segments[p.segment].target
        if p.right:
            out += _in_full(text, p, p.span, form)
            continue
        if p.confidence < decision.review_at:
            continue
        span = fitted(text, p.span, form, p.term.zh)
        if others(p.segment, span.start, p.span.start):
            span = p.span  # what stands before is another's
        new = replacement_of(text, span, p.term, form)
        if new is None or text[new.start : new.end] == new.new:
            continue
        if loses(text[new.start : new.end], new.new):
            continue
        sure = (
            p.confidence >= decision.apply_at and p.closeness >= LEAST_MATCH and p.certainty >= SURE
        )
        safety: Safety = "safe" if sure else "review"
        old = text[new.start : new.end]
        at = Span(new.start, new.end)
        out.append(Edit(p.segment, at, old, new.new, why(p), safety, p.confidence, RULE))
    return out


def _in_full(text: str, p: Placed, span: Span, form: str) -> Iterator[Edit]:
    """Yield the edit that names a right name in full, unless it does already."""
    if form.casefold() in text[span.start : span.start + len(form)].casefold():
        return
    because = f"“{p.term.zh}” is named here first; its entry asks for “{form}” there."
    yield Edit(p.segment, span, span.of(text), form, because, "safe", p.confidence, RULE)


def replacement_of(text: str, span: Span, term: Term, form: str) -> Replacement | None:
    """Return what to replace by what, by a right form; None where only grammar tells them apart."""
    surface = span.of(text)
    if _same_words(surface, form):
        plain = is_plural(surface.split()[-1]) == is_plural(form.split()[-1])
        if not plain and (
            is_plural(surface.split()[-1])
            or _SINGLE.search(text, max(span.start - 30, 0), span.start)
        ):
            return None
        if surface.lower() == form.lower():
            return None
    if " " not in form + surface and form.islower():
        if _is_verb(text, span) or _one_family(surface, form):
            return None
    elif _is_modifier(text, span.end, surface, form):
        return None
    form = _in_number(text, span, _small(surface, form, term), term)
    new = replacement(text, span.start, span.end, replace(term, en=form))
    new = _with_the(text, span, new, form, term)
    return _capital(text, span, new)


def _form_for(surface: str, term: Term, usual: str) -> str:
    """Return the right form that is most like what stands there, the usual one in doubt.

    Forms that only the shipped pack accepts for a user's name are not the user's choice.
    A name is called what its entry says; only one that plainly stands there in another
    accepted form, or as an abbreviation, keeps it.
    """
    own = [f for f in term.right if f not in term.inherited and f != term.first]
    if len(own) == 1:
        return term.en
    mine = _keys(surface)
    small = term.type not in NAME_TYPES
    best, value = term.en, 0.12 if small else 0.5
    for form in own:
        theirs = _keys(form)
        shared = sum(bool(a & b) for a in mine for b in theirs)
        worth = 2 * shared / (len(mine) + len(theirs) + 1) + 0.2 * likeness(
            surface.lower(), form.lower()
        )
        if _is_short(form) and _is_short(surface):
            worth += 0.6
        elif _is_short(form) != _is_short(surface):
            worth -= 0.1
        if not small and form != term.en and 3 * shared <= 2 * max(len(mine), len(theirs)):
            worth -= 0.5
        if worth > value + 0.05:
            best, value = form, worth
    return usual if best == term.en and _is_short(usual) == _is_short(best) else best


def _is_short(form: str) -> bool:
    return form.isupper() and len(form) > 1


def _keys(text: str) -> list[frozenset[str]]:
    return [keys_of(w) for w in _WORD.findall(text) if w.lower() not in FUNCTION_WORDS]


def _same_words(one: str, other: str) -> bool:
    left, right = _keys(one), _keys(other)
    return len(left) == len(right) and all(a & b for a, b in zip(left, right, strict=True))


def _is_verb(text: str, span: Span) -> bool:
    if _ASK.search(text, max(span.start - 12, 0), span.start):
        return True
    word = span.of(text).lower()
    return word.endswith(("ed", "ing")) or parts_of_speech(word) == frozenset({"VERB"})


def _one_family(one: str, other: str) -> bool:
    """Tell whether two words differ in their endings only: inflationary, inflation."""
    return not set(word_keys(one)).isdisjoint(word_keys(other))


def _is_modifier(text: str, end: int, surface: str, form: str) -> bool:
    """Tell whether an adjective ends the stretch before its noun, where the form has a noun."""
    after = re.match(r" [a-z]+", text[end : end + 20])
    last = surface.split()[-1].lower()
    if not after or not last.isalpha() or not form.islower():
        return False
    return parts_of_speech(last) == frozenset({"ADJ"}) and "NOUN" in parts_of_speech(
        form.split()[-1]
    )


def _small(surface: str, form: str, term: Term) -> str:
    """Return a term in sentence case, or all capitals, as a common noun inside a sentence."""
    words = _WORD.findall(form)
    if term.type in NAME_TYPES or len(words) < 2:
        return form
    letters = [c for c in surface if c.isalpha()]
    if form.isupper() and len(form) > 8 and not all(c.isupper() for c in letters):
        form = " ".join(
            w.lower() if w.lower() in FUNCTION_WORDS else w.capitalize() for w in form.split()
        )
        if surface == surface.lower() and all(map(_is_everyday, words)):
            form = form.lower()
        return form
    sentence_case = words[0][1:].islower() and all(w.islower() for w in words[1:])
    if sentence_case and surface == surface.lower() and _is_everyday(words[0]):
        return form[0].lower() + form[1:]
    return form


def _in_number(text: str, span: Span, form: str, term: Term) -> str:
    """Return a common noun in the number of what stands in its place, and in its capitals."""
    surface, last = span.of(text).split(), form.split()[-1]
    if term.type in NAME_TYPES or not last.islower():
        return form
    many, one_head = is_plural(surface[-1]), not keys_of(surface[-1]).isdisjoint(keys_of(last))
    if many and one_head and " of " not in form and not is_plural(last) and is_countable(form):
        form = plural(form)
    elif not many and is_plural(last) and _SINGLE.search(text, max(span.start - 30, 0), span.start):
        form = singular(form)
    content = [w for w in surface if w.lower() not in FUNCTION_WORDS]
    if len(content) > 1 and form.islower() and all(w[:1].isupper() for w in content):
        return " ".join(w if w in FUNCTION_WORDS else w[0].upper() + w[1:] for w in form.split())
    return form


def _is_everyday(word: str) -> bool:
    lower = word.lower()
    return (zipf(lower) >= _ORDINARY and bool(parts_of_speech(lower))) or lower in FUNCTION_WORDS


def _with_the(text: str, span: Span, new: Replacement, form: str, term: Term) -> Replacement:
    """Keep a "the" that belongs to an institution or an abbreviation."""
    the = _THE.search(text, max(span.start - 8, 0), span.start)
    if not the or new.start > the.start() or new.new.lower().startswith("the "):
        return new
    words = form.split()
    letters = sum(c.isalpha() for c in form)
    if new.new[:1].islower() or term.type in ("PER", "MEDIA", "WORK", "PROD"):
        return new
    named = (
        len(words) > 1
        and "." not in form
        and _is_everyday(words[-1])
        and words[-1].lower() not in _WITHOUT_THE
    )
    if (form.isupper() and letters > 2) or named:
        return Replacement(new.start, new.end, text[the.start() : the.end()] + new.new)
    return new


def _capital(text: str, span: Span, new: Replacement) -> Replacement:
    """Begin a line or heading as it began."""
    first = text[new.start : new.start + 1]
    if (
        first.isupper()
        and new.new[:1].islower()
        and _LINE_START.search(text[max(new.start - 40, 0) : new.start])
    ):
        return Replacement(new.start, new.end, new.new[0].upper() + new.new[1:])
    return new
