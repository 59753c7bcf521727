"""Where findings stand in their files, whatever the files hold."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strange_items import oracle, rows, texts

from mt_repair.corpus import jsonl, repaired
from mt_repair.corpus.items import Item
from mt_repair.corpus.records import segment_starts
from mt_repair.corpus.text import document
from mt_repair.report.places import every_flag
from mt_repair.report.regions import Region, regions_of
from mt_repair.types import Document, Flag, Repair, Span


def flagged(text: str, *spans: tuple[int, int]) -> Item:
    made = Document.of(text)
    flags = [Flag(0, Span(*s), text[slice(*s)], "toy", "literal", "") for s in spans]
    return Item("a.txt", b"", Repair(made, tuple(flags), (), (), text))


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("on pat", (3, 6), Region(1, 4, 1, 7, 3)),
        ("a\r\non pat", (6, 9), Region(2, 4, 2, 7, 6)),
        ("a\ron pat", (5, 8), Region(2, 4, 2, 7, 5)),
        ("a\n\n\npat\n", (4, 7), Region(4, 1, 4, 4, 4)),
        ("a\u2028\x0c\x85pat", (4, 7), Region(1, 5, 1, 8, 4)),
        ("\ufeffpat", (1, 4), Region(1, 1, 1, 4, 0)),
        ("\ufeffa\npat", (3, 6), Region(2, 1, 2, 4, 2)),
        ("😀e\u0301 pat", (4, 7), Region(1, 5, 1, 8, 4)),
        ("flower\r\nstreet", (0, 14), Region(1, 1, 2, 7, 0)),
        ("pat\n", (4, 4), Region(2, 1, 2, 1, 4)),
        ("", (0, 0), Region(1, 1, 1, 1, 0)),
    ],
)
def test_regions_of_a_text(text: str, span: tuple[int, int], expected: Region) -> None:
    item = flagged(text, span)
    assert item.repair is not None
    assert regions_of(item, item.repair).of(0, Span(*span)) == expected


@settings(max_examples=150)
@given(texts())
def test_a_region_of_a_text_is_where_its_flag_stands(item: Item) -> None:
    assert item.repair is not None
    text, regions = item.repair.document.text, regions_of(item, item.repair)
    starts, place = segment_starts(item.repair.document), oracle(text)
    mark = text.startswith("\ufeff")
    for flag, _ in every_flag(item.repair):
        region = regions.of(flag.segment, flag.span)
        start = starts[flag.segment] + flag.span.start
        assert (region.line, region.column) == place(start)
        assert (region.end_line, region.end_column) == place(start + len(flag.span))
        assert region.offset == start - mark


@settings(max_examples=150)
@given(st.integers(1, 9).flatmap(rows))
def test_a_region_of_a_row_is_where_its_flag_is_spelt(pair: tuple[bytes, Item]) -> None:
    line, item = pair
    if item.repair is None:
        return
    row, regions = line.decode(), regions_of(item, item.repair)
    for flag, _ in every_flag(item.repair):
        spelt = [(regions.of(flag.segment, flag.span), flag.surface)]
        if flag.source_span is not None:
            source = item.repair.document.segments[flag.segment].source or ""
            spelt.append((regions.of_source(flag), flag.source_span.of(source)))
        for region, words in spelt:
            assert region is not None
            assert region.line == region.end_line == item.row
            raw = row[region.column - 1 : region.end_column - 1]
            assert json.loads(f'"{raw}"') == words


def test_a_row_may_spell_its_names_with_escapes() -> None:
    line = rb'{"target": "\u0070at \ud83d\ude00 \"pat\""}' + b"\n"

    def found(made: Document) -> Repair:
        text = made.segments[0].target
        at = text.rindex("pat")
        return Repair(made, (Flag(0, Span(at, at + 3), "pat", "toy", "literal", ""),), (), (), text)

    item = jsonl.repair_row("a.jsonl", 4, line, found)
    assert item.repair is not None
    region = regions_of(item, item.repair).of(0, item.repair.flags[0].span)
    assert region == Region(4, line.rindex(b"pat") + 1, 4, line.rindex(b"pat") + 4)


@pytest.mark.parametrize(
    ("target", "source", "segment", "expected"),
    [
        ("a\r\nb\r\n", "\ufeff甲\r\n乙拍拍\r\n", 1, Region(2, 2, 2, 4)),
        ("a\nb\nc\n", "\ufeff甲\n乙拍拍\n", 0, Region(2, 2, 2, 4)),
        ("a\n<!-- mt-repair-disable-next-line -->\nb\n", "甲\n乙拍拍\n", 1, Region(2, 2, 2, 4)),
    ],
)
def test_a_region_in_the_source(target: str, source: str, segment: int, expected: Region) -> None:
    made = document(target, source)
    at = (made.segments[segment].source or "").index("拍拍")
    flag = Flag(segment, Span(0, 1), "a", "source", "literal", "", source_span=Span(at, at + 2))
    item = Item("a.txt", b"", Repair(made, (flag,), (), (), target), source="a.zh.txt")
    assert item.repair is not None
    assert regions_of(item, item.repair).of_source(flag) == expected


def test_a_source_in_a_row_is_measured_as_it_is_spelt(tmp_path) -> None:
    row = '{"source": "\\u7532\\r\\n乙\\u62cd拍", "target": "a\\nb"}\n'
    path = tmp_path / "a.jsonl"
    path.write_bytes(row.encode())

    def found(made: Document) -> Repair:
        flag = Flag(1, Span(0, 1), "b", "source", "literal", "", source_span=Span(1, 3))
        return Repair(made, (flag,), (), (), made.text)

    (item,) = repaired(str(path), lambda: found)
    assert item.repair is not None
    region = regions_of(item, item.repair).of_source(item.repair.flags[0])
    assert region is not None
    assert row[region.column - 1 : region.end_column - 1] == "\\u62cd拍"
