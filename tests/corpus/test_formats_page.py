"""The page on formats against the code."""

from __future__ import annotations

import re
from pathlib import Path

from mt_repair.corpus import (
    columns,
    csvlines,
    docx,
    markdown,
    parquet,
    read,
    whole,
    xmlcuts,
    zipped,
)
from mt_repair.corpus import jsonl as rows
from mt_repair.corpus.formats import BY_SUFFIX, FORMATS, format_of
from mt_repair.corpus.given import Settings
from mt_repair.corpus.limits import MOST_EXPANSION, RAISED_BY

FIELDS = Settings()
PAGE = (Path(__file__).parent.parent.parent / "docs/formats.md").read_text()


def test_every_format_has_its_row_with_its_suffixes() -> None:
    found: dict[str, str] = {}
    for line in re.findall(r"^\| (`[a-z]+`.*)", PAGE, re.MULTILINE):
        names, suffixes = line.split("|")[:2]
        for name in re.findall(r"`([a-z]+)`", names):
            found[name] = suffixes
    assert set(found) == set(FORMATS)
    for name, format in FORMATS.items():
        for suffix in format.suffixes:
            assert re.search(rf"{re.escape(suffix)}\b", found[name]), suffix


def test_takes_of_a_source_are_those_of_the_code() -> None:
    for line in re.findall(r"^\| (`[a-z]+`.*)", PAGE, re.MULTILINE):
        cells = line.split("|")
        for name in re.findall(r"`([a-z]+)`", cells[0]):
            assert ("`--source`" in cells[4]) == FORMATS[name].beside, name
            assert ("`--target-field`" in cells[2]) == FORMATS[name].fields, name


def test_limits_are_those_of_the_code() -> None:
    mb = 1_000_000
    assert f"| a text | {read.LARGEST_TEXT // mb} MB |" in PAGE
    assert f"| {whole.LARGEST // mb} MB; {markdown.LARGEST // mb} MB |" in PAGE
    sizes = (rows.LARGEST_ROW, csvlines.LARGEST_RECORD, xmlcuts.LARGEST_ELEMENT)
    row, record, element = (size // mb for size in sizes)
    assert f"| {row} MB; {record} MB, {csvlines.MOST_FIELDS:,} fields; {element} MB |" in PAGE
    assert f"| {docx.LARGEST_FILE // mb} MB; {zipped.LARGEST_MEMBER // mb} MB |" in PAGE
    assert 1000 * mb == parquet.LARGEST_GROUP
    assert 10 * mb == parquet.MOST_ROWS
    assert f"{MOST_EXPANSION} times its size" in PAGE
    assert RAISED_BY in PAGE
    assert f"nested deeper than {xmlcuts.DEEPEST}" in PAGE


def test_usual_names_of_columns_are_on_the_page() -> None:
    for name in ("target", "mt", "hypothesis", "translation", "english"):
        assert columns.chosen("x", 1, [name, "y"], FIELDS)[1] == 0
    for name in ("source", "original", "chinese", "zh-CN"):
        assert columns.chosen("x", 1, ["target", name], FIELDS)[2] == 1


def test_a_suffix_is_of_one_format() -> None:
    assert len(BY_SUFFIX) == sum(len(format.suffixes) for format in FORMATS.values())
    assert format_of("-") == format_of("a") == format_of("a.xyz") == "text"
