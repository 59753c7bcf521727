"""Reports on marked-up files: places, regions and fixes are those of the file as it stands."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
import toy
from formatted import items
from made import MADE, format_of

from mt_repair.corpus.items import Item
from mt_repair.corpus.text import LINE_END
from mt_repair.report import REPORTS
from mt_repair.report.diff import diff
from mt_repair.report.look import Look
from mt_repair.report.records import Records

PAIRS = [("拍拍", "A & on pat."), ("新闻", "News"), ("拍拍", "pat “x” pat")]


def made(kind: str, mark: str = "") -> tuple[str, list[Item]]:
    raw = mark + MADE[kind](PAIRS)
    settings = {"target_field": "target"} if kind in ("csv", "tsv") else {}
    return raw, items(format_of(kind), raw, toy.words, **settings)


def at(raw: str, line: int, column: int) -> int:
    """Return the code point of a line and column of a file."""
    starts = [0, *(end.end() for end in LINE_END.finditer(raw))]
    mark = raw.startswith("\ufeff") and line == 1
    return starts[line - 1] + column - 1 + mark


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("kind", MADE)
def test_places_are_those_of_the_file(kind: str, mark: str) -> None:
    raw, found = made(kind, mark)
    records = Records("x")
    for item in found:
        records.add(item)
    flags = records.record()["flags"]
    assert len(flags) == 3
    for record in flags:
        begin = at(raw, record["line"], record["column"])
        assert raw[begin : begin + 3] == "pat"
        if kind in ("po", "srt", "vtt", "html", "markdown"):  # a file is one document
            text = raw.removeprefix("\ufeff")
            assert text[record["start"] : record["end"]] == "pat"


@pytest.mark.parametrize("kind", MADE)
def test_sarif_points_into_the_file_and_its_fixes_mend_it(kind: str) -> None:
    raw, found = made(kind)
    (log,) = REPORTS["sarif"]([(f"x.{kind}", found)], Look())
    results = json.loads(log)["runs"][0]["results"]
    mended = raw
    for result in reversed(results):
        region = result["locations"][0]["physicalLocation"]["region"]
        begin = at(raw, region["startLine"], region["startColumn"])
        end = at(raw, region["endLine"], region["endColumn"])
        assert raw[begin:end] == region["snippet"]["text"] == "pat"
        (change,) = result["fixes"][0]["artifactChanges"][0]["replacements"]
        mended = mended[:begin] + change["insertedContent"]["text"] + mended[end:]
    output = b"".join(item.output for item in found).decode()
    if not kind.startswith("xliff"):
        assert mended == output


def test_a_fix_is_spelt_as_its_file_spells() -> None:
    def renamed(document):  # type: ignore[no-untyped-def]
        done = toy.words(document)
        edits = tuple(dataclasses.replace(e, new="P&T") for e in done.edits)
        return dataclasses.replace(done, edits=edits)

    def fixes(page: str) -> list[str]:
        found = items("html", page, renamed)
        (log,) = REPORTS["sarif"]([("x.html", found)], Look())
        (result,) = json.loads(log)["runs"][0]["results"]
        return [
            fix["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"]
            for fix in result.get("fixes", [])
        ]

    assert fixes("<p>on pat") == ["P&amp;T"]
    assert fixes("<p>on <b>pat</b> network") == []  # no stretch of text to put it for


def test_lines_of_the_diff_and_the_page_are_those_of_the_file() -> None:
    for kind in MADE:
        raw, found = made(kind)
        lines = [raw.count("\n", 0, i) + 1 for i in range(len(raw)) if raw.startswith(("on pat.", "pat “"), i)]  # fmt: skip
        hunks = [line for line in diff("x", found) if line.startswith("@@")]
        assert hunks == [f"@@ -{line} +{line} @@\n" for line in lines], kind
        page = "".join(REPORTS["html"]([("x", found)], Look()))
        for line in lines:
            assert f'<span class="no">{line}</span>' in page, kind


def test_a_word_document_has_no_fixes_and_its_lines_are_paragraphs() -> None:
    files = Path(__file__).parent / "files"
    found = items("docx", (files / "python-docx.docx").read_bytes(), toy.words)
    (log,) = REPORTS["sarif"]([("x.docx", found)], Look())
    results = json.loads(log)["runs"][0]["results"]
    assert results
    assert not any("fixes" in result for result in results)
    first = next(iter(REPORTS["text"]([("x.docx", found)], Look())))
    assert first.startswith("x.docx:1:12: literal")
    assert "".join(REPORTS["junit"]([("x.docx", found)], Look())).count("<testcase") == len(results)
