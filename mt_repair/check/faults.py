"""Faults seeded into a glossary, one at a time, to see whether its own tests catch them.

Each is what somebody may do on a Friday: another company's name pasted in, an accepted form
or a sentence to keep deleted, a form given to a second entry, a capital lost.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mt_repair.check.checked import Placed
from mt_repair.check.clashes import Field
from mt_repair.check.guards import ORDINARY
from mt_repair.check.listed import alike, holding
from mt_repair.glossary.entries import quoted
from mt_repair.language.english import is_common, ordinariness
from mt_repair.types import Term


@dataclass(frozen=True, slots=True)
class Mutant:
    """A fault: the entry it strikes, the terms it changes, by their Chinese, and in words what it does."""

    fault: str
    placed: Placed
    changed: tuple[Term, ...]
    told: str


Type = tuple[str | None, bool]  # a term's type, and whether it is a common noun


@dataclass(frozen=True, slots=True)
class Seeds:
    """What faults are made of: names to swap in, entries to strike as well, by type."""

    field: Field
    names: Mapping[Type, Sequence[Term]]  # of the whole glossary
    entries: Mapping[Type, Sequence[Term]]  # of the files checked


Fault = Callable[[Placed, Term, Seeds, random.Random], Mutant | None]


def mutants(
    forced: Sequence[tuple[Placed, Term]],
    terms: Sequence[Term],
    field: Field,
    number: int,
    seed: int,
) -> Iterator[Mutant]:
    """Yield so many faults, of each type as many, in entries drawn at random.

    `forced` are the entries that may be struck, `terms` those of the whole glossary. The same
    number and seed give the same faults. A type that few entries can suffer has fewer.
    """
    seeds = Seeds(field, _by_type(terms), _by_type([term for _, term in forced]))
    for at, (name, fault) in enumerate(FAULTS.items()):
        wanted = number // len(FAULTS) + (at < number % len(FAULTS))
        rng = random.Random(f"{seed}:{name}")  # noqa: S311 (a sample, no secret)
        for placed, term in rng.sample(forced, len(forced)):
            if not wanted:
                break
            mutant = fault(placed, term, seeds, rng)
            if mutant is not None:
                wanted -= 1
                yield mutant


def _swapped_target(placed: Placed, term: Term, seeds: Seeds, rng: random.Random) -> Mutant | None:
    other = _another(term, seeds.names, rng)
    if other is None or term.off:
        return None
    accept = tuple(form for form in term.accept if form.casefold() != other.en.casefold())
    changed = replace(term, en=other.en, accept=accept)
    return Mutant("swapped-target", placed, (changed,), f"en is {quoted(other.en)}")


def _lost_keep(placed: Placed, term: Term, seeds: Seeds, rng: random.Random) -> Mutant | None:
    owed = [form for form in placed.term.wrong if _owes_keep(term, form, seeds.field)]
    if not owed:
        return None
    form = rng.choice(owed)
    left = tuple(e for e in term.examples if not (e.keep and holding([e], form, keep=True)))
    if len(left) == len(term.examples):
        return None
    told = f"no sentence to keep has {quoted(form)}"
    return Mutant("lost-keep", placed, (replace(term, examples=left),), told)


def _owes_keep(term: Term, form: str, field: Field) -> bool:
    return ordinariness(form) >= ORDINARY or any(
        other.role == "right" for other in alike(field.table, term, form)
    )


def _lost_accept(placed: Placed, term: Term, seeds: Seeds, rng: random.Random) -> Mutant | None:
    if not placed.term.accept:
        return None
    form = rng.choice(placed.term.accept)
    accept = tuple(a for a in term.accept if a != form)
    told = f"{quoted(form)} is not accepted"
    return Mutant("lost-accept", placed, (replace(term, accept=accept),), told)


def _shadowed(placed: Placed, term: Term, seeds: Seeds, rng: random.Random) -> Mutant | None:
    other = _another(term, seeds.entries, rng)
    if other is None or not placed.term.wrong:
        return None
    form = rng.choice(placed.term.wrong)
    if form.casefold() in {f.casefold() for f in (*other.right, *other.wrong)}:
        return None
    changed = replace(other, wrong=(*other.wrong, form))
    told = f"{quoted(form)} is a wrong form of {other.zh} too"
    return Mutant("shadowed-entry", placed, (changed,), told)


def _case_loss(placed: Placed, term: Term, seeds: Seeds, rng: random.Random) -> Mutant | None:
    if term.en == term.en.lower() or term.off:
        return None
    changed = replace(term, en=term.en.lower())
    return Mutant("case-loss", placed, (changed,), f"en is {quoted(changed.en)}")


def _unstable(placed: Placed, term: Term, seeds: Seeds, rng: random.Random) -> Mutant | None:
    other = _another(term, seeds.entries, rng)
    if other is None or term.en.casefold() in {f.casefold() for f in (*other.right, *other.wrong)}:
        return None
    changed = replace(other, wrong=(*other.wrong, term.en))
    told = f"{quoted(term.en)} is a wrong form of {other.zh}"
    return Mutant("non-idempotent", placed, (changed,), told)


def _ordinary(placed: Placed, term: Term, seeds: Seeds, rng: random.Random) -> Mutant | None:
    if term.off:
        return None
    form = rng.choice(_EVERYDAY)
    if form in {f.casefold() for f in (*term.right, *term.wrong)}:
        return None
    changed = replace(term, wrong=(*term.wrong, form))
    return Mutant("ordinary-word", placed, (changed,), f"{quoted(form)} is a wrong form")


def _misspelt(placed: Placed, term: Term, seeds: Seeds, rng: random.Random) -> Mutant | None:
    letters = [at for at, c in enumerate(term.en) if c.isalpha() and at]
    if not letters or term.off:
        return None
    at = rng.choice(letters)
    changed = replace(term, en=term.en[:at] + term.en[at + 1 :])
    return Mutant("misspelt", placed, (changed,), f"en is {quoted(changed.en)}")


# Types of faults, by what they are called.
FAULTS: dict[str, Fault] = {
    "swapped-target": _swapped_target,
    "lost-keep": _lost_keep,
    "lost-accept": _lost_accept,
    "shadowed-entry": _shadowed,
    "case-loss": _case_loss,
    "non-idempotent": _unstable,
    "ordinary-word": _ordinary,
    "misspelt": _misspelt,
}
_EVERYDAY = (
    "apple bridge city cloud company country fire garden gold green group market moon mountain "
    "network number office park red river school sky small star state summer sun tiger time tree "
    "water white wind winter world year"
).split()


def _type(term: Term) -> Type:
    return term.type, is_common(term.en)


def _by_type(terms: Sequence[Term]) -> dict[Type, list[Term]]:
    found: dict[Type, list[Term]] = {}
    for term in terms:
        found.setdefault(_type(term), []).append(term)
    return found


def _another(term: Term, by_type: Mapping[Type, Sequence[Term]], rng: random.Random) -> Term | None:
    """Return some other name, of the same type if there is one; None where there is none."""
    for held in (by_type.get(_type(term), ()), [t for some in by_type.values() for t in some]):
        for _ in range(5):
            other = rng.choice(held) if held else term
            if other.zh != term.zh and other.en.casefold() != term.en.casefold():
                return other
    return None
