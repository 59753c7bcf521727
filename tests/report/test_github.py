"""Workflow commands, read back as GitHub's runner reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hypothesis import given, settings
from strange_items import FilesOf, files

from mt_repair.corpus.items import Item
from mt_repair.errors import Problem
from mt_repair.report import encoded
from mt_repair.report.github import MOST, commands
from mt_repair.report.look import Look
from mt_repair.types import Document, Edit, Flag, Repair, Safety, Span


@dataclass
class Command:
    name: str
    properties: dict[str, str]
    data: str


def read(line: str) -> Command:
    """Read a line as ActionCommand.TryParseV2 does (actions/runner)."""
    line = line.lstrip()
    assert line.startswith("::")
    end = line.index("::", 2)
    name, _, properties = line[2:end].partition(" ")
    pairs = [pair.split("=", 1) for pair in properties.strip().split(",") if pair]
    unescaped = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}

    def plain(text: str, signs: list[str]) -> str:
        for sign in signs:
            text = text.replace(sign, unescaped[sign])
        return text

    read_pairs = {key: plain(value, list(unescaped)) for key, value in pairs}
    return Command(name, read_pairs, plain(line[end + 2 :], ["%0D", "%0A", "%25"]))


def written(found: FilesOf) -> list[Command]:
    text = encoded("".join(commands(found, Look()))).decode()
    lines = re.split("\r\n|\r|\n", text)
    assert lines.pop() == ""
    return [read(line) for line in lines]


def item(*found: tuple[str, Safety, float]) -> Item:
    text = "".join(f"{surface}\n" for surface, _, _ in found)
    flags, edits, held, at = [], [], [], 0
    for surface, safety, confidence in found:
        span = Span(at, at + len(surface))
        flags.append(
            Flag(0, span, surface, "literal", "literal", "100 % a: b, c\n", "", (), confidence)
        )
        (edits if safety == "safe" else held).append(Edit(0, span, surface, "x", safety=safety))
        at = span.end + 1
    made = Repair(Document.of(text), tuple(flags), tuple(edits), tuple(held), text)
    return Item("a.txt", b"", made)


def test_a_command_a_flag() -> None:
    found = item(("pat", "safe", 0.9), ("one, two: 3%", "review", 0.5), ("x", "note", 0.1))
    assert written([("x,y:z%.txt", [found])]) == [
        Command(
            "error",
            {
                "file": "x,y:z%.txt", "line": "1", "endLine": "1", "col": "1", "endColumn": "4",
                "title": "pat",
            },
            "100 % a: b, c\\n (literal, 0.90)",
        ),
        Command(
            "warning",
            {
                "file": "x,y:z%.txt", "line": "2", "endLine": "2", "col": "1", "endColumn": "13",
                "title": "one, two: 3%",
            },
            "100 % a: b, c\\n (literal, 0.50)",
        ),
        Command(
            "notice",
            {
                "file": "x,y:z%.txt", "line": "3", "endLine": "3", "col": "1", "endColumn": "2",
                "title": "x",
            },
            "100 % a: b, c\\n (literal, 0.10)",
        ),
    ]  # fmt: skip


def test_a_flag_over_two_lines_has_no_columns() -> None:
    (command,) = written([("a.txt", [item(("flower\nstreet", "safe", 0.9))])])
    assert {"line": "1", "endLine": "2"}.items() <= command.properties.items()
    assert "col" not in command.properties


def test_the_surest_ten_of_a_kind_are_shown_in_order_and_the_rest_is_counted() -> None:
    sure = [0.5 + 0.01 * (n % 12) for n in range(12)]
    found = item(
        *(("pat", "safe", value) for value in sure),
        *(("hug", "note", 0.2) for _ in range(10)),
    )
    got = written([("a.txt", [found])])
    errors = [c for c in got if c.name == "error"]
    assert [c.properties["line"] for c in errors] == [str(n) for n in range(3, 13)]
    assert [c.name for c in got].count("notice") == MOST
    assert got[-1].data.startswith("2 errors, 1 notice more that GitHub does not show")
    assert "file" not in got[-1].properties


def test_ten_of_each_kind_are_all_shown() -> None:
    found = item(*(("pat", "safe", 0.9) for _ in range(10)), ("x", "review", 0.5))
    assert [c.name for c in written([("a.txt", [found])])] == ["error"] * 10 + ["warning"]


def test_what_could_not_be_read_comes_first() -> None:
    bad = Item("a.jsonl", b"", None, 3, Problem("a.jsonl", 3, "broken", "mend it"))
    row, *_ = written([("a.jsonl", [item(("pat", "safe", 0.9)), bad])])[1:]
    assert (row.name, row.properties["line"], row.data) == ("error", "3", "broken; mend it")
    many = [item(*(("pat", "safe", 0.99) for _ in range(12))), bad]
    assert "broken; mend it" in [c.data for c in written([("a.jsonl", many)])]


def test_standard_input_has_no_file() -> None:
    (command,) = written([("-", [item(("pat", "safe", 0.9))])])
    assert "file" not in command.properties


@settings(max_examples=100)
@given(files())
def test_every_line_is_one_command_and_nothing_of_a_text_becomes_one(found: FilesOf) -> None:
    got = written(found)
    paths = {*(path for path, _ in found), "-"}
    kinds = {"error": 0, "warning": 0, "notice": 0}
    for command in got:
        kinds[command.name] += 1
        assert command.properties.get("file", "-") in paths
    assert max(kinds.values()) <= MOST
