"""The glossary a text is checked against: terms of several layers made one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mt_repair.glossary.shipped import is_shipped
from mt_repair.types import Term


def zh_key(zh: str) -> str:
    """Return what two Chinese names must share to be the same one: their NFKC form."""
    return unicodedata.normalize("NFKC", zh).strip()


@dataclass(frozen=True, slots=True)
class Glossary:
    """Terms in a fixed order, each found by its Chinese name."""

    terms: tuple[Term, ...] = ()
    _by_zh: Mapping[str, Term] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_zh", {zh_key(term.zh): term for term in self.terms})

    def get(self, zh: str) -> Term | None:
        """Return the term of a Chinese name, or None; aliases are not looked at."""
        return self._by_zh.get(zh_key(zh))

    @classmethod
    def layered(cls, layers: Sequence[Sequence[Term]]) -> Glossary:
        """Return one glossary of several layers, the later ones winning.

        A term stays where its first layer has it. `merged` says what a later term changes,
        `related` what it takes over where it names a lower term's alias. A term that is off
        removes the ones before it; given again later, it starts anew at the end.
        """
        terms: dict[str, Term] = {}
        for layer in layers:
            by_alias = _by_alias(terms.values())
            for term in layer:
                key = zh_key(term.zh)
                if term.off:
                    terms.pop(key, None)
                elif key in terms:
                    terms[key] = merged(terms[key], term)
                elif key in by_alias:
                    terms[key] = related(by_alias[key], term)
                else:
                    terms[key] = term
        return cls(tuple(terms.values()))


def merged(lower: Term, upper: Term) -> Term:
    """Return the upper term with what it leaves open taken from the lower one.

    Accepted and wrong forms add up: who adds one does not lose the others. Where `en`
    changes, the lower right forms become accepted ones, and the lower sentences with a
    repair, which show the old name, go. A form is never both right and wrong: what `upper`
    says of it holds.
    """
    en = upper.en or lower.en
    if en == lower.en:
        examples = lower.examples
    else:
        examples = tuple(example for example in lower.examples if example.keep)
    accept = (*upper.accept, *_without(lower.right, (en, *upper.accept, *upper.wrong)))
    whole = related(lower, replace(upper, en=en, accept=accept))
    return replace(
        whole,
        inherited=(
            *whole.inherited,
            *_without(_packs_right(lower), (en, *upper.accept, *upper.wrong)),
        ),
        aliases=upper.aliases or lower.aliases,
        note=upper.note or lower.note,
        first=upper.first or (lower.first if en == lower.en else ""),
        examples=upper.examples or examples,
    )


def related(lower: Term, upper: Term) -> Term:
    """Return the upper term with the lower one's wrong forms, and its type and domain if open."""
    inherited = _without(lower.wrong, (*upper.right, *upper.wrong))
    return replace(
        upper,
        type=upper.type or lower.type,
        domain=upper.domain or lower.domain,
        wrong=(*upper.wrong, *inherited),
        inherited=_without(_packs(lower), _without(lower.wrong, inherited)),
    )


def _packs(term: Term) -> tuple[str, ...]:
    """Return the wrong forms of a term that the shipped pack lists."""
    return term.wrong if is_shipped(term) else tuple(w for w in term.wrong if w in term.inherited)


def _packs_right(term: Term) -> tuple[str, ...]:
    """Return the right forms of a term that only the shipped pack gives."""
    if is_shipped(term):
        return term.right
    return tuple(form for form in term.right if form in term.inherited)


def _by_alias(terms: Iterable[Term]) -> dict[str, Term]:
    """Return the terms by alias; where two share one, the first has it."""
    found: dict[str, Term] = {}
    for term in terms:
        for alias in term.aliases:
            found.setdefault(zh_key(alias), term)
    return found


def _without(forms: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    """Return the forms that are none of the others; capitals make no difference."""
    taken = {form.casefold() for form in others}
    return tuple(form for form in forms if form.casefold() not in taken)
