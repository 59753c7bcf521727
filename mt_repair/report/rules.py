"""What `explain` prints: the rules of the detectors, one or all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from mt_repair.types import Example


class Rule(Protocol):
    """What a report needs to know of a rule; `detect.rules.Rule` has it."""

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def summary(self) -> str: ...
    @property
    def explanation(self) -> str: ...
    @property
    def examples(self) -> Sequence[Example]: ...


def listed(rules: Iterable[Rule]) -> Iterator[str]:
    """Yield a line a rule: name, kind and summary."""
    known = list(rules)
    names = max((len(rule.name) for rule in known), default=0)
    kinds = max((len(rule.kind) for rule in known), default=0)
    for rule in known:
        yield f"{rule.name:{names}}  {rule.kind:{kinds}}  {rule.summary}\n"


def explained(rule: Rule) -> Iterator[str]:
    """Yield what a rule looks for and its examples, those it must leave alone too."""
    yield f"{rule.name} ({rule.kind})\n{rule.summary}\n\n{rule.explanation.strip()}\n"
    for example in rule.examples:
        if example.after is None:
            yield f"\nleft alone: {example.before}\n"
        elif not example.after:
            yield f"\nflagged: {example.before}\n"
        else:
            yield f"\nbefore: {example.before}\nafter:  {example.after}\n"
