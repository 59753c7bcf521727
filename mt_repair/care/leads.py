"""What in a text shows that a change of the glossary may be felt there.

A change is felt where a form of a changed entry stands, in English or in Chinese. It may
also be felt where none stands yet: a repair by another entry puts a name in, which makes
one with the words around it ("Ebrun" + "net"), and texts are judged again after each
repair. So an entry whose names may make such a form is a lead as well. Leads are never too
few, mostly too many: what they lead to is repaired with both glossaries to see.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mt_repair.care.differences import Changed
from mt_repair.care.making import Cause, Making, Watched, runs, stems, words_of
from mt_repair.glossary.forms import Form, FormIndex, forms_by_term
from mt_repair.glossary.glossary import zh_key
from mt_repair.glossary.loose import LooseIndex, of_terms
from mt_repair.glossary.match import fold
from mt_repair.knowledge.pieces import CLASS_NOUNS
from mt_repair.language.chinese import core_name
from mt_repair.types import Term


@dataclass(frozen=True, slots=True)
class Lead:
    """Forms to be looked for, English (by search key) and Chinese, and what they point to.

    Where `direct`, they are the changed entry's own, right ones where `right`; `old` and
    `new` are the numbers by which the loose index of each glossary knows it. Else they are
    another entry's, whose names `rights` may be put in for them.
    """

    forms: frozenset[bytes]
    zh: frozenset[str]
    causes: tuple[Cause, ...]
    direct: bool = False
    right: bool = False
    rights: tuple[str, ...] = ()
    old: int | None = None
    new: int | None = None


@dataclass(frozen=True, slots=True)
class Leads:
    """All leads of a change, with what finds the loose forms of their entries."""

    leads: tuple[Lead, ...]
    loose: tuple[LooseIndex, LooseIndex]  # of the old glossary and of the new one


def leads_of(changed: Sequence[Changed], old: FormIndex, new: FormIndex) -> Leads:
    """Return the leads of the changed entries, between the forms of two glossaries."""
    watched = _watched(changed, old, new)
    before = {w.old for w in watched if w.old is not None}
    after = {w.new for w in watched if w.new is not None}
    loose_old, loose_new = of_terms(old.loose, before), of_terms(new.loose, after)
    out: list[Lead] = []
    for at, w in enumerate(watched):
        out += _direct(at, w)
    out += _feeding(watched, new, _traced(watched, loose_old, loose_new))
    numbers = {lead.new for lead in out if lead.new is not None}
    return Leads(tuple(out), (loose_old, of_terms(new.loose, numbers)))


def _watched(changed: Sequence[Changed], old: FormIndex, new: FormIndex) -> list[Watched]:
    places = [{zh_key(t.zh): at for at, t in enumerate(index.terms)} for index in (old, new)]
    numbers = [
        (
            None if c.old is None else places[0][zh_key(c.old.zh)],
            None if c.new is None else places[1][zh_key(c.new.zh)],
        )
        for c in changed
    ]
    rows_old = forms_by_term(old, [n for n, _ in numbers if n is not None])
    rows_new = forms_by_term(new, [n for _, n in numbers if n is not None])
    out = []
    for c, (before, after) in zip(changed, numbers, strict=True):
        was = _rows(rows_old, before)
        now = _rows(rows_new, after)
        both, apart = was | now, was ^ now
        rights = both if c.reach == "all" else apart
        others = apart if c.reach == "wrong" else both
        out.append(
            Watched(
                c,
                before,
                after,
                frozenset(key for key, form in rights if form.role == "right"),
                frozenset(key for key, form in others if form.role != "right"),
            )
        )
    return out


def _rows(
    rows: Mapping[int, Iterable[tuple[bytes, Form]]], number: int | None
) -> set[tuple[bytes, Form]]:
    """Return an entry's forms as they compare between two glossaries."""
    if number is None:
        return set()
    return {(key, replace(form, term=0)) for key, form in rows[number]}


def _direct(at: int, watched: Watched) -> Iterator[Lead]:
    """Yield what shows a changed entry itself."""
    c = watched.entry
    names = _in_chinese(t for t in (c.old, c.new) if t is not None)
    here = (Cause(at),)
    if c.reach == "wrong":
        # Beside a source, too, a wrong form that is listed tells only where its words stand.
        told = tuple(Cause(at, words_of(key)) for key in sorted(watched.others))
        yield Lead(watched.others, frozenset(), here, direct=True)
        yield Lead(frozenset(), names, told, direct=True)
        return
    yield Lead(watched.others, frozenset(), here, direct=True, old=watched.old, new=watched.new)
    yield Lead(watched.rights, frozenset(), here, direct=True, right=True)
    yield Lead(frozenset(), names, here, direct=True)


def _in_chinese(terms: Iterable[Term]) -> frozenset[str]:
    """Return the Chinese forms of terms, without a class noun too: 拍拍 for 拍拍网."""
    found: set[str] = set()
    for term in terms:
        for zh in (term.zh, *term.aliases):
            name = core_name(zh)
            short = next((name.removesuffix(n) for n in CLASS_NOUNS if name.endswith(n)), "")
            found |= {zh, name, *([short] if len(short) > 1 else [])}
    return frozenset(found)


def _traced(
    watched: Sequence[Watched], old: LooseIndex, new: LooseIndex
) -> dict[str, frozenset[int]]:
    """Return the keys of the words that a changed entry's characters may become, by entry."""
    entry_of = [
        {w.old: at for at, w in enumerate(watched) if w.entry.reach != "wrong"},
        {w.new: at for at, w in enumerate(watched) if w.entry.reach != "wrong"},
    ]
    found: dict[str, set[int]] = {}
    for index, entries in zip((old, new), entry_of, strict=True):
        for key, rows in index.by_key.items():
            found.setdefault(key, set()).update(
                entries[term] for term, _ in rows if term in entries
            )
    return {key: frozenset(entries) for key, entries in found.items() if entries}


def _feeding(
    watched: Sequence[Watched], new: FormIndex, traced: Mapping[str, frozenset[int]]
) -> Iterator[Lead]:
    """Yield the entries whose repairs may bring about forms of the changed ones."""
    # Of an entry all of whose forms are looked for already, nothing more is to be known.
    known = {zh_key(w.entry.zh) for w in watched if w.entry.reach != "wrong"}
    made = Making(watched, traced)
    causes = {
        at: found
        for at, term in enumerate(new.terms)
        if zh_key(term.zh) not in known and (found := made.by(term))
    }
    # A repair may take in a name that was put in before it, and only so come about.
    parts: dict[tuple[bytes, ...], set[Cause]] = {}
    for at, found in causes.items():
        for right in new.terms[at].right:
            for part in runs(stems(fold(right))):
                parts.setdefault(part, set()).update(found)
    if parts:
        for at, term in enumerate(new.terms):
            if zh_key(term.zh) not in known:
                inner = [parts.get(stems(fold(right)), set()) for right in term.right]
                if any(inner):
                    causes[at] = causes.get(at, frozenset()).union(*inner)
    rows = forms_by_term(new, causes)
    loose = {term for held in new.loose.by_key.values() for term, _ in held}
    for at in sorted(causes):
        term = new.terms[at]
        yield Lead(
            frozenset(key for key, form in rows[at] if form.role != "right"),
            frozenset((term.zh, *term.aliases)),
            tuple(sorted(causes[at], key=lambda c: (c.entry, sorted(c.needs), c.told))),
            rights=term.right,
            new=at if at in loose else None,
        )
