"""One stretch serves one mention: the best total over all mentions of a couple."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_BEAM = 120


@dataclass(frozen=True, slots=True)
class Option:
    """A stretch of tokens, low to high, that a mention may take, and what it is worth."""

    low: int
    high: int
    worth: float
    number: int  # whose meaning is the caller's

    @property
    def mask(self) -> int:
        """A bit for each token."""
        return ((1 << (self.high - self.low)) - 1) << self.low


def assign(options: Sequence[Sequence[Option]]) -> list[Option | None]:
    """Return the option each mention takes, none overlapping, of the greatest total worth.

    A mention may take none, which is worth 0; only mentions that compete for tokens are
    weighed against each other, with a beam that is exact for all but crowded sentences.
    """
    out: list[Option | None] = [None] * len(options)
    for group in _groups(options):
        states: dict[int, tuple[float, tuple[Option | None, ...]]] = {0: (0.0, ())}
        for at in group:
            grown: dict[int, tuple[float, tuple[Option | None, ...]]] = {}
            for used, (worth, taken) in states.items():
                for option in (None, *options[at]):
                    mask = option.mask if option else 0
                    if used & mask:
                        continue
                    value = worth + (option.worth if option else 0.0)
                    held = grown.get(used | mask)
                    if held is None or value > held[0]:
                        grown[used | mask] = (value, (*taken, option))
            best = sorted(grown.items(), key=lambda s: (-s[1][0], s[0]))[:_BEAM]
            states = dict(best)
        _, chosen = max(states.values(), key=lambda s: s[0])
        for at, option in zip(group, chosen, strict=True):
            out[at] = option
    return out


def _groups(options: Sequence[Sequence[Option]]) -> list[list[int]]:
    """Return the mentions in groups that share no token with one another."""
    groups: list[tuple[int, list[int]]] = []
    for at, mine in enumerate(options):
        mask = 0
        for option in mine:
            mask |= option.mask
        joined = [at]
        apart = []
        for held, members in groups:
            if held & mask:
                mask |= held
                joined = members + joined
            else:
                apart.append((held, members))
        groups = [*apart, (mask, joined)]
    return [sorted(members) for _, members in groups]
