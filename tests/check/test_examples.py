"""The sentences of a glossary executed: what is repaired, what is kept, what an editor is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mt_repair.check.checked import Placed
from mt_repair.check.examples import Tried, finding_of, passes, ready, tried
from mt_repair.check.kept import Kept
from mt_repair.check.memory import Keys
from mt_repair.check.outcomes import Outcome
from mt_repair.glossary.entries import Entry
from mt_repair.glossary.glossary import Glossary
from mt_repair.pipeline import for_streams, pipeline_of
from mt_repair.types import Example, Term

OTHERS = (
    Term(
        "亿邦动力网", "Ebrun", "MEDIA", wrong=("billion state power network",), origin="n.toml:20"
    ),
    Term("淘宝", "Taobao", "ORG", domain="e-commerce", origin="n.toml:30"),
)
TOLD = "Sellers on Taobao and pat network complained."


def paipai(*examples: Example) -> Term:
    wrong = ("pat", "pat network")
    return Term(
        "拍拍",
        "Paipai",
        "ORG",
        (),
        wrong,
        domain="e-commerce",
        examples=examples,
        origin="n.toml:1",
    )


def told(*examples: Example, unsure: bool = False, cautious: bool = False) -> list[str]:
    """Return what is found of these sentences of 拍拍, in a glossary with two other terms.

    Where `unsure`, nothing is sure enough to be repaired without a person's look.
    """
    term = paipai(*examples)
    pipeline = for_streams(pipeline_of(Glossary((term, *OTHERS)), apply="review"))
    if unsure:
        pipeline = replace(pipeline, decision=replace(pipeline.decision, apply_at=1.1))
    placed = [Placed("n.toml", Entry(1, {}), term)]
    pipeline = ready(pipeline, placed)
    found = tried(pipeline, placed, Kept(), Keys(pipeline))
    lines = [f for f in map(finding_of, found) if f is not None]
    return [f"{f.path}:{f.line}: {f.message}; {f.remedy} [{f.rule}]" for f in lines]


@pytest.mark.parametrize(
    "example",
    [
        Example(TOLD, "Sellers on Taobao and Paipai complained."),
        Example("He told pat network that sales fell.", "He told Paipai that sales fell."),
        Example(
            "Traders on Taobao and pat network told billion state power network that sales fell.",
            "Traders on Taobao and Paipai told Ebrun that sales fell.",
        ),
        Example("The coach gave him a pat on the back."),
        Example("Sellers on Paipai complained."),
        Example("Sellers on clap complained.", "Sellers on Paipai complained.", known=True),
        Example(TOLD, None, known=True),
    ],
)
def test_an_example_that_holds_or_is_known_to_fail_is_no_finding(example):
    assert told(example) == []


@pytest.mark.parametrize(
    ("example", "finding"),
    [
        (
            Example(TOLD, "Sellers on Taobao and Paipai.com complained.", 7),
            f"n.toml:7: 拍拍: “{TOLD}” became “Sellers on Taobao and Paipai complained.”, not "
            "“Sellers on Taobao and Paipai.com complained.”; "
            "list the wrong form, or correct the example [not-repaired]",
        ),
        (
            Example("Sellers on clap complained.", "Sellers on Paipai complained.", 8),
            "n.toml:8: 拍拍: “Sellers on clap complained.” became “Sellers on clap complained.”, "
            "not “Sellers on Paipai complained.”; "
            "list the wrong form, or correct the example [not-repaired]",
        ),
        (
            Example(TOLD, None, 9),
            "n.toml:9: 拍拍: in a sentence to keep, “pat network” became “Paipai”; "
            "add context to the sentence, or drop the wrong form [not-kept]",
        ),
        (
            Example("He told billion state power network that sales fell.", None, 10),
            "n.toml:10: 拍拍: in a sentence to keep, “billion state power network” became “Ebrun”; "
            "add context to the sentence, or drop the wrong form [not-kept]",
        ),
        (
            Example(TOLD, "Sellers on Taobao and Paipai complained.", 0, known=True),
            f"n.toml:1: 拍拍: the sentence “{TOLD}” is marked as known to fail, but passes; "
            "take out known = true [known-passes]",
        ),
    ],
)
def test_an_example_that_does_not_hold_is_told(example, finding):
    fine = Example(TOLD, "Sellers on Taobao and Paipai complained.", 6)
    assert told(fine, example, Example("A pat on the back.", None, 11)) == [finding]


def test_an_edit_only_for_review_repairs_and_keeps():
    assert told(Example(TOLD, "Sellers on Taobao and Paipai complained."), unsure=True) == []
    assert told(Example(TOLD), unsure=True) == []
    assert len(told(Example(TOLD), unsure=False)) == 1


@pytest.mark.parametrize(
    ("example", "outcome", "passed"),
    [
        (Example("pat it"), Outcome("pat it", None, ("pat it",)), True),
        (Example("pat it"), Outcome("Paipai it", None, ("pat it", "Paipai it")), True),
        (Example("pat it"), Outcome("Paipai it", ("pat", "Paipai"), ("pat it",)), False),
        (Example("pat it", "Paipai it"), Outcome("Paipai it", None, ("pat it",)), True),
        (Example("pat it", "Paipai it"), Outcome("Paipai Paipai", None, ("pat it",)), False),
        (Example("pat it", "Paipai it"), Outcome("pat it", None, ("pat it",)), False),
    ],
)
def test_what_passes(example, outcome, passed):
    assert passes(example, outcome) is passed


def tried_as(example: Example, outcome: Outcome, close: bool) -> Tried:
    return Tried(Placed("n.toml", Entry(1, {}), paipai(example)), example, outcome, close)


UNDONE = Outcome("pat it", None, ("pat it",))
DONE = Outcome("Paipai it", None, ("pat it", "Paipai it"))


@pytest.mark.parametrize(
    ("known", "outcome", "close", "rule"),
    [
        (False, DONE, False, None),
        (False, UNDONE, False, "not-repaired"),
        (False, UNDONE, True, "at-the-line"),
        (True, UNDONE, False, None),
        (True, UNDONE, True, None),
        (True, DONE, False, "known-passes"),
        (True, DONE, True, None),
        (False, replace(UNDONE, judged=("pat it", "Paipai it")), False, "changes-again"),
    ],
)
def test_what_a_hair_decides_is_no_error(known, outcome, close, rule):
    found = finding_of(tried_as(Example("pat it", "Paipai it", known=known), outcome, close))
    assert (found and found.rule) == rule
    assert found is None or (found.severity == "warning") is (rule == "at-the-line")


def test_an_id_is_a_sentences_own_wherever_it_stands():
    one = tried_as(Example("pat it", "Paipai it", 3), DONE, False)
    assert one.id() == tried_as(Example("pat it", "Paipai it", 9), UNDONE, True).id()
    assert one.id() != tried_as(Example("pat it", None, 3), DONE, False).id()
    assert one.id() != tried_as(Example("pat it", "Pai it", 3), DONE, False).id()
