"""A glossary's examples executed: what is repaired, what is kept, and what an editor is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from mt_repair.errors import Problem
from mt_repair.glossary.check import check
from mt_repair.glossary.glossary import Glossary
from mt_repair.pipeline import pipeline_of, repair
from mt_repair.types import Document, Edit, Example, Repair, Safety, Span, Term

OTHERS = (
    Term(
        "亿邦动力网", "Ebrun", "MEDIA", wrong=("billion state power network",), origin="n.toml:20"
    ),
    Term("淘宝", "Taobao", "ORG", domain="e-commerce", origin="n.toml:30"),
)
TOLD = "Sellers on Taobao and pat network complained."


def paipai(*examples: Example, origin: str = "n.toml:1") -> Term:
    wrong = ("pat", "pat network")
    return Term("拍拍", "Paipai", "ORG", (), wrong, domain="e-commerce", examples=examples, origin=origin)  # fmt: skip


def told(*examples: Example, unsure: bool = False) -> list[str]:
    """Return the problems of these examples of 拍拍, in a glossary with two other terms.

    Where `unsure`, nothing is sure enough to be repaired without a person's look.
    """
    terms = (paipai(*examples), *OTHERS)
    pipeline = pipeline_of(Glossary(terms), apply="review")
    if unsure:
        pipeline = replace(pipeline, decision=replace(pipeline.decision, apply_at=1.1))
    return [str(p) for p in check(terms, lambda text: repair(pipeline, Document.of(text)))]


def edited(*safeties: Safety) -> Callable[[str], Repair]:
    """Return a repair that puts “Paipai” for the words of a sentence, with these safeties."""

    def repaired(sentence: str) -> Repair:
        edits, at = [], 0
        for word, safety in zip(sentence.split(), safeties, strict=False):
            at = sentence.index(word, at)
            edits.append(Edit(0, Span(at, at + len(word)), word, "Paipai", safety=safety))
            at += len(word)
        text = " ".join([*["Paipai"] * len(edits), *sentence.split()[len(edits) :]])
        return Repair(Document.of(sentence), (), tuple(edits), (), text)

    return repaired


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
    ],
)
def test_an_example_that_holds_is_no_problem(example: Example) -> None:
    assert told(example) == []


@pytest.mark.parametrize(
    ("example", "problem"),
    [
        (
            Example(TOLD, "Sellers on Taobao and Paipai.com complained.", 7),
            f"n.toml:7: 拍拍: “{TOLD}” became “Sellers on Taobao and Paipai complained.”, not "
            "“Sellers on Taobao and Paipai.com complained.”; "
            "list the wrong form, or correct the example",
        ),
        (
            Example("Sellers on clap complained.", "Sellers on Paipai complained.", 8),
            "n.toml:8: 拍拍: “Sellers on clap complained.” became “Sellers on clap complained.”, "
            "not “Sellers on Paipai complained.”; list the wrong form, or correct the example",
        ),
        (
            Example(TOLD, None, 9),
            "n.toml:9: 拍拍: in a sentence to keep, “pat network” became “Paipai”; "
            "add context to the sentence, or drop the wrong form",
        ),
        (
            Example("He told billion state power network that sales fell.", None, 10),
            "n.toml:10: 拍拍: in a sentence to keep, “billion state power network” became “Ebrun”; "
            "add context to the sentence, or drop the wrong form",
        ),
    ],
)
def test_an_example_that_does_not_hold_is_told(example: Example, problem: str) -> None:
    fine = Example(TOLD, "Sellers on Taobao and Paipai complained.", 6)
    assert told(fine, example, Example("A pat on the back.", None, 11)) == [problem]


def test_an_edit_only_for_review_repairs_and_keeps() -> None:
    assert told(Example(TOLD, "Sellers on Taobao and Paipai complained."), unsure=True) == []
    assert told(Example(TOLD), unsure=True) == []
    assert len(told(Example(TOLD), unsure=False)) == 1


@pytest.mark.parametrize(
    ("safeties", "problems"),
    [
        (["safe"], 1),
        (["review"], 0),
        (["note"], 0),
        (["review", "safe"], 1),
        (["safe", "safe"], 1),
        (["review", "review"], 0),
        ([], 0),
    ],
)
def test_only_a_safe_edit_breaks_a_sentence_to_keep(
    safeties: Sequence[Safety], problems: int
) -> None:
    terms = [paipai(Example("pat it", None, 4))]
    found = check(terms, edited(*safeties))
    assert len(found) == problems
    for problem in found:
        word = "pat" if safeties[0] == "safe" else "it"
        assert problem.what == f"拍拍: in a sentence to keep, “{word}” became “Paipai”"


def test_a_sentence_repaired_too_much_or_not_at_all_is_told() -> None:
    terms = [paipai(Example("pat it", "Paipai it", 4))]
    assert check(terms, edited("review")) == []
    assert [p.what for p in check(terms, edited("safe", "safe"))] == [
        "拍拍: “pat it” became “Paipai Paipai”, not “Paipai it”"
    ]
    assert len(check(terms, edited())) == 1


@pytest.mark.parametrize(
    ("origin", "line", "path", "at"),
    [
        ("n.toml:3", 7, "n.toml", 7),
        ("n.toml:3", 0, "n.toml", 3),
        ("zh-en-news/cars.toml:12", 0, "zh-en-news/cars.toml", 12),
        ("C:\\names.toml:12", 0, "C:\\names.toml", 12),
    ],
)
def test_a_problem_stands_at_the_example_or_else_at_its_term(
    origin: str, line: int, path: str, at: int
) -> None:
    for example in (Example("pat it", "it", line), Example("pat it", None, line)):
        (problem,) = check([paipai(example, origin=origin)], edited("safe"))
        assert (problem.path, problem.line) == (path, at)


def test_every_problem_of_every_term_is_told_in_their_order() -> None:
    first = paipai(Example("a", "b", 2), Example("c", None, 3), Example("d", "Paipai", 4))
    second = Term("京东", "JD", examples=(Example("e", "f", 9),), origin="m.toml:8")
    found = check([first, OTHERS[0], second], edited("safe"))
    assert [(p.path, p.line) for p in found] == [("n.toml", 2), ("n.toml", 3), ("m.toml", 9)]
    assert all(isinstance(p, Problem) and p.remedy for p in found)
    assert check([], edited("safe")) == []
    assert check(OTHERS, edited("safe")) == []
