"""What `explain` prints: the rules of the detectors, one or all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, repeat
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
    @property
    def sources(self) -> Sequence[str]: ...


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
    sources = chain(rule.sources, repeat(""))
    for example, source in zip(rule.examples, sources, strict=False):
        yield f"\nsource: {source}\n" if source else "\n"
        if example.after is None:
            yield f"left alone: {example.before}\n"
        elif not example.after:
            yield f"flagged: {example.before}\n"
        else:
            yield f"before: {example.before}\nafter:  {example.after}\n"
