"""Every rule's examples through the pipeline: what `explain` shows is what happens."""

from __future__ import annotations

from itertools import zip_longest

import pytest

from mt_repair.detect.rules import RULES, Rule
from mt_repair.pipeline import Pipeline, build_pipeline, detect, repair
from mt_repair.types import KINDS, Document, Example

EXAMPLES = [
    (rule, example, source)
    for rule in RULES.values()
    for example, source in zip_longest(rule.examples, rule.sources)
]


def named(of: object) -> str | None:
    return of.name if isinstance(of, Rule) else None


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return build_pipeline(apply="review")


@pytest.mark.parametrize(("rule", "example", "source"), EXAMPLES, ids=named)
def test_an_example_does_what_it_says(
    pipeline: Pipeline, rule: Rule, example: Example, source: str | None
) -> None:
    document = Document.of(example.before, source)
    done = repair(pipeline, document)
    own = [flag for flag in detect(pipeline, document) if flag.rule == rule.name]
    assert [flag for flag in done.flags if flag.rule == rule.name] == own
    assert all(flag.kind == rule.kind for flag in own)
    if example.after is None:
        assert (own, done.edits, done.held, done.text) == ([], (), (), example.before)
    else:
        assert own, [(flag.rule, flag.surface) for flag in done.flags]
        assert done.text == (example.after or example.before)


@pytest.mark.parametrize("rule", RULES.values(), ids=named)
def test_a_rule_shows_what_it_catches_and_what_it_leaves_alone(rule: Rule) -> None:
    assert RULES[rule.name] is rule
    assert rule.kind in KINDS
    assert rule.summary.strip() == rule.summary != ""
    assert rule.explanation.strip() == rule.explanation != ""
    assert len(rule.sources) in (0, len(rule.examples))
    assert {example.keep for example in rule.examples} == {True, False}
    assert len({example.before for example in rule.examples}) == len(rule.examples)
    assert all(example.after != example.before for example in rule.examples)
