"""Entries to be offered to a person, and what keeps one from being offered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from mt_repair.glossary.entries import Entry, problems_in
from mt_repair.glossary.glossary import Glossary, zh_key
from mt_repair.glossary.shipped import is_shipped
from mt_repair.types import EntityType, Example, Term


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry with what speaks for it: `notes` are lines for whoever reviews it.

    `weight` is how often its name was met or decided. Where `held` says why, the entry is
    written down as a remark only.
    """

    zh: str
    en: str
    type: EntityType | None = None
    accept: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    notes: tuple[str, ...] = ()
    weight: int = 0
    held: str = ""

    @property
    def term(self) -> Term:
        """The entry as a term, without an origin."""
        return Term(
            self.zh,
            self.en,
            type=self.type,
            accept=self.accept,
            wrong=self.wrong,
            examples=self.examples,
        )


def sifted(found: Iterable[Suggestion], glossary: Glossary) -> list[Suggestion]:
    """Return the suggestions without what an existing entry, or an earlier one, has already.

    A wrong form that is another entry's, right or wrong, goes; so does a right form that
    another entry calls wrong. An entry that the user has already, or whose names
    contradict an existing one, is held: it is for a person to mend that one.
    """
    taken = _Taken(glossary.terms)
    out = []
    for s in found:
        existing = glossary.get(s.zh)
        s = _loadable(_without_taken(s, taken, existing))
        held = s.held or _against(s, existing, taken)
        if held:
            s = replace(s, held=held)
        elif existing is not None and not _adds(s, existing):
            continue
        else:
            if existing is not None:
                note = f"ships as {existing.origin}; this entry takes its place, with all it has"
                s = replace(s, notes=(*s.notes, note))
            taken.add(s.term)
        out.append(s)
    return out


def _loadable(s: Suggestion) -> Suggestion:
    """Return a suggestion with only what a glossary file may hold."""

    def fault(**values: object) -> str:
        entry = Entry(1, {"zh": s.zh, "en": s.en, **values})
        return next((p.what for p in problems_in(entry, "")), "")

    held = fault()
    if held:
        return replace(s, held=held)
    return replace(
        s,
        accept=tuple(f for f in s.accept if not fault(accept=[f])),
        wrong=tuple(f for f in s.wrong if not fault(wrong=[f])),
        examples=tuple(
            e
            for e in s.examples
            if not fault(
                examples=[
                    {"keep": e.before}
                    if e.after is None
                    else {"before": e.before, "after": e.after}
                ]
            )
        ),
    )


class _Taken:
    """The forms of entries, each with whose it is."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.right: dict[str, Term] = {}
        self.wrong: dict[str, Term] = {}
        self.alias: dict[str, Term] = {}
        for term in terms:
            self.add(term)

    def add(self, term: Term) -> None:
        for form in term.right:
            self.right.setdefault(form.casefold(), term)
        for form in term.wrong:
            self.wrong.setdefault(form.casefold(), term)
        for zh in term.aliases:
            self.alias.setdefault(zh_key(zh), term)

    def other(self, forms: dict[str, Term], form: str, zh: str) -> Term | None:
        """Return whose a form is, unless it is this name's own."""
        owner = forms.get(form.casefold())
        return owner if owner is not None and zh_key(owner.zh) != zh_key(zh) else None


def _without_taken(s: Suggestion, taken: _Taken, existing: Term | None) -> Suggestion:
    notes = list(s.notes)
    wrong = []
    known = {f.casefold() for t in (s.term, existing) if t is not None for f in t.right}
    if existing is not None:
        known |= {f.casefold() for f in existing.wrong}
    for form in s.wrong:
        owner = taken.other(taken.right, form, s.zh)
        other = taken.other(taken.wrong, form, s.zh)
        if owner is not None:
            notes.append(f'not listed as wrong: "{form}" is the right name of {owner.zh}')
        elif other is not None:
            notes.append(f'not listed as wrong: "{form}" is a wrong form of {other.zh} already')
        elif form.casefold() not in known:
            wrong.append(form)
    accept = []
    for form in s.accept:
        other = taken.other(taken.wrong, form, s.zh)
        if other is not None:
            notes.append(f'not accepted: "{form}" is a wrong form of {other.zh}')
        else:
            accept.append(form)
    return replace(s, wrong=tuple(wrong), accept=tuple(accept), notes=tuple(notes))


def _against(s: Suggestion, existing: Term | None, taken: _Taken) -> str:
    """Return what an existing entry has against a suggestion, or nothing."""
    if existing is not None:
        if not is_shipped(existing):
            return f"{existing.origin} has {existing.zh} ({existing.en}) already; add this to it"
        if s.en not in existing.right:
            return (
                f"{existing.origin} calls {existing.zh} {existing.en}; one of the two is mistaken"
            )
    owner = taken.alias.get(zh_key(s.zh))
    if existing is None and owner is not None:
        return f"{s.zh} is another name of {owner.zh} ({owner.en}, {owner.origin})"
    wrong = taken.other(taken.wrong, s.en, s.zh)
    if wrong is not None:
        return f'"{s.en}" is a wrong form of {wrong.zh} ({wrong.origin})'
    return ""


def _adds(s: Suggestion, existing: Term) -> bool:
    """Tell whether a suggestion has anything that the entry has not."""
    known = {(e.before, e.after) for e in existing.examples}
    forms = {f.casefold() for f in (*existing.right, *existing.wrong)}
    return any((e.before, e.after) not in known for e in s.examples) or any(
        f.casefold() not in forms for f in (*s.accept, *s.wrong)
    )


def as_terms(suggestions: Sequence[Suggestion]) -> tuple[Term, ...]:
    """Return the terms of the suggestions that are not held, in their order."""
    return tuple(s.term for s in suggestions if not s.held)
