"""JUnit XML: valid for Jenkins, a failure where the run fails, one name a flag."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree
from strange_items import FilesOf, files

from mt_repair.corpus.items import Item
from mt_repair.errors import Problem
from mt_repair.report import encoded
from mt_repair.report.junit import as_junit
from mt_repair.report.look import Look
from mt_repair.types import Document, Edit, Flag, Repair, Safety, Silenced, Span

SCHEMA = Path(__file__).parent.parent / "schemas" / "junit-10.xsd"


@cache
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMA))


def report(found: FilesOf, look: Look | None = None) -> etree._Element:
    root = etree.fromstring(encoded("".join(as_junit(found, look or Look()))))
    schema().assertValid(root)
    return root


def item(text: str, *safeties: Safety) -> Item:
    flags, edits, held = [], [], []
    for number, safety in enumerate(safeties):
        span = Span(4 * number, 4 * number + 3)
        flags.append(
            Flag(0, span, "pat", "literal", "literal", "a <name>", "拍拍", ("Paipai",), 0.9)
        )
        (edits if safety == "safe" else held).append(Edit(0, span, "pat", "Paipai", safety=safety))
    made = Repair(Document.of(text), tuple(flags), tuple(edits), tuple(held), text)
    return Item("a.txt", b"", made)


def test_a_suite_a_file_and_a_case_a_flag() -> None:
    root = report([("a.txt", [item("pat pat", "safe", "safe")]), ("b.txt", [item("fine")])])
    assert dict(root.attrib) == {"name": "mt-repair", "tests": "3", "failures": "2", "errors": "0"}
    a, b = root
    assert [case.get("name") for case in a] == ["“pat” → Paipai", "“pat” → Paipai (2)"]
    assert {case.get("classname") for case in a} == {"a.txt"}
    failure = a[1][0]
    assert (failure.tag, failure.get("type"), failure.get("message")) == (
        "failure",
        "literal",
        "a <name>",
    )
    assert failure.text == "a.txt:1:5: a <name> [0.90]"
    assert [(case.get("name"), len(case)) for case in b] == [("no doubtful name", 0)]


@pytest.mark.parametrize(
    ("failing", "outcomes"),
    [
        ({"safe", "review"}, ["failure", "failure", "skipped"]),
        ({"safe"}, ["failure", "skipped", "skipped"]),
        (set(), ["skipped", "skipped", "skipped"]),
    ],
)
def test_a_case_fails_where_the_run_does(failing: set[Safety], outcomes: list[str]) -> None:
    found = item("pat pat pat", "safe", "review", "note")
    (suite,) = report([("a.txt", [found])], Look(failing=frozenset(failing)))
    assert [case[0].tag for case in suite] == outcomes
    assert suite.get("failures") == str(outcomes.count("failure"))
    assert suite.get("skipped") == str(outcomes.count("skipped"))


def test_what_is_silent_is_skipped_with_its_reason() -> None:
    made = item("pat", "safe").repair
    assert made is not None
    silent = Repair(made.document, (), (), (), "", (Silenced(made.flags[0], "pragma", "a horse"),))
    (suite,) = report([("a.txt", [Item("a.txt", b"", silent)])])
    assert suite[0][0].tag == "skipped"
    assert suite[0][0].get("message") == "silent by a pragma: a horse"


def test_what_could_not_be_read_is_an_error() -> None:
    bad = [
        Item("a.jsonl", b"", None, 3, Problem("a.jsonl", 3, "broken", "mend it")),
        Item("a.jsonl", b"", None, None, Problem("a.jsonl", None, "gone", "find it")),
    ]
    (suite,) = report([("a.jsonl", bad)])
    assert [case.get("name") for case in suite] == ["row 3 is read", "the file is read"]
    assert suite[0][0].get("message") == "broken; mend it"
    assert suite.get("errors") == "2"


def test_what_xml_has_no_place_for_is_spelled_out() -> None:
    odd = "a\x00\ufffe\uffff\ud800\x1b\tb"
    flag = Flag(0, Span(0, 1), odd, "literal", "literal", odd)
    made = Repair(Document.of("a"), (flag,), (), (), "")
    (suite,) = report([(odd, [Item(odd, b"", made)])])
    spelt = "a\\x00\\ufffe\\uffff\\ud800\\x1b\tb"
    assert suite.get("name") == spelt
    assert suite[0].get("name") == f"“{spelt}”"
    assert suite[0][0].get("message") == spelt


@settings(max_examples=100)
@given(files())
def test_every_report_is_valid_and_its_names_are_one_each(found: FilesOf) -> None:
    root = report(found)
    assert len(root) == len(found)
    for suite in root:
        names = [case.get("name") for case in suite]
        assert len(set(names)) == len(names) == int(suite.get("tests", ""))
