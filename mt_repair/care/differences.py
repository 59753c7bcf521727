"""Which entries of two glossaries differ, by what they say and not by where they stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from mt_repair.glossary.glossary import Glossary, zh_key
from mt_repair.glossary.shipped import is_shipped
from mt_repair.glossary.store import users_depth
from mt_repair.types import Term

# What of an entry differs: only wrong forms that are listed; also what else is right or who
# says so; anything, its right forms included.
Reach = Literal["wrong", "names", "all"]


@dataclass(frozen=True, slots=True)
class Changed:
    """An entry before and after, one of them None where it is new or gone.

    `reach` says which of its forms the change concerns.
    """

    old: Term | None
    new: Term | None
    reach: Reach = "all"

    @property
    def term(self) -> Term:
        """The entry as it is, or as it was where it is gone."""
        term = self.new or self.old
        assert term is not None
        return term

    @property
    def zh(self) -> str:
        """The Chinese name, as the entry has it."""
        return self.term.zh


def differences(old: Glossary, new: Glossary) -> tuple[Changed, ...]:
    """Return the entries that differ, in the order of the new glossary, then those gone.

    Notes, examples and line numbers make no difference; the order of two entries does,
    since of equals the first wins.
    """
    before = {zh_key(t.zh): t for t in old.terms}
    moved = _moved(old.terms, new.terms)
    redone = users_depth(old.terms) != users_depth(new.terms)
    found: list[Changed] = []
    for term in new.terms:
        was = before.pop(zh_key(term.zh), None)
        if was is None:
            found.append(Changed(None, term))
        elif zh_key(term.zh) in moved or (redone and not is_shipped(term)):
            found.append(Changed(was, term))
        elif was is not term and (reach := _reach(was, term)) is not None:
            found.append(Changed(was, term, reach))
    return (*found, *(Changed(term, None) for term in before.values()))


def _reach(old: Term, new: Term) -> Reach | None:
    """Return how far the difference of two entries of one name goes, None for none."""
    if (old.zh, old.en, old.type, old.domain, is_shipped(old)) != (
        new.zh,
        new.en,
        new.type,
        new.domain,
        is_shipped(new),
    ):
        return "all"
    if (old.accept, old.aliases, old.inherited) != (new.accept, new.aliases, new.inherited):
        return "names"
    return "wrong" if old.wrong != new.wrong else None


def _moved(old: Sequence[Term], new: Sequence[Term]) -> frozenset[str]:
    """Return the fewest names that must change places to make one order of the other."""
    places = {zh_key(t.zh): at for at, t in enumerate(new)}
    common = [key for t in old if (key := zh_key(t.zh)) in places]
    kept = set(_rising([places[key] for key in common]))
    return frozenset(key for key in common if places[key] not in kept)


def _rising(numbers: Sequence[int]) -> list[int]:
    """Return the longest rising row among different numbers."""
    ends: list[int] = []
    tops: list[int] = []  # of the rows of each length, where the lowest end stands
    before: list[int] = []
    for at, number in enumerate(numbers):
        row = bisect_left(ends, number)
        before.append(tops[row - 1] if row else -1)
        ends[row : row + 1] = [number]
        tops[row : row + 1] = [at]
    out: list[int] = []
    at = tops[-1] if tops else -1
    while at >= 0:
        out.append(numbers[at])
        at = before[at]
    return out[::-1]


_FIELDS = ("en", "type", "domain", "accept", "wrong", "aliases")


def described(changed: Changed) -> list[str]:
    """Return what is different about an entry, a phrase each: `wrong: + "pat"`."""
    if changed.old is None:
        return ["new"]
    if changed.new is None:
        return ["gone"]
    return list(_described(changed.old, changed.new)) or ["its place in the order"]


def _described(old: Term, new: Term) -> Iterator[str]:
    for name in _FIELDS:
        was, now = getattr(old, name), getattr(new, name)
        if was == now:
            continue
        if not isinstance(was, tuple):
            yield f'{name}: "{was or ""}" -> "{now or ""}"'
            continue
        gone = [f'- "{form}"' for form in was if form not in now]
        come = [f'+ "{form}"' for form in now if form not in was]
        yield f"{name}: {', '.join([*gone, *come]) or 'in another order'}"
    if is_shipped(old) != is_shipped(new):
        yield (
            "taken over from the shipped names" if is_shipped(old) else "left to the shipped names"
        )
