"""Baselines: only what is new counts, whatever moved."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mt_repair.corpus.items import Item
from mt_repair.errors import InputError, Problem
from mt_repair.silence.baseline import gathered, read_baseline, without_known, write_baseline
from mt_repair.types import Document, Flag, Repair, Silenced, Span


def item(path: str, text: str, row: int | None = None) -> Item:
    flags = [
        Flag(0, Span(at, at + 3), word, "literal", "literal", "", "拍拍", ("Paipai",), 0.9)
        for at, word in ((at, text[at : at + 3]) for at in range(len(text)))
        if word in ("pat", "hug")
    ]
    return Item(path, b"", Repair(Document.of(text), tuple(flags), (), (), text), row)


def shown(files: list[tuple[str, list[Item]]], baseline: str) -> list[list[str]]:
    out = []
    for _, items in without_known(files, read_baseline(baseline)):
        out.append([f.surface for i in items if i.repair for f in i.repair.flags])
    return out


def write(path: str, files: list[tuple[str, list[Item]]]) -> int:
    found: dict[str, list[Flag]] = {}
    for _, items in gathered(files, found):
        for made in items:
            assert made.repair is None or made.repair.flags == ()
    return write_baseline(path, found)


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_known_flags_are_silent_where_they_moved_and_new_ones_are_not() -> None:
    assert write("b.json", [("a.txt", [item("a.txt", "pat hug pat")])]) == 3
    moved = [("a.txt", [item("a.txt", "News.\n\nhug it\npat\n\npat")])]
    assert shown(moved, "b.json") == [[]]
    more = [("a.txt", [item("a.txt", "pat pat hug pat hug")])]
    assert shown(more, "b.json") == [["pat", "hug"]]
    assert shown([("c.txt", [item("c.txt", "pat")])], "b.json") == [["pat"]]


def test_what_is_silent_says_so_and_keeps_what_was_silent_before() -> None:
    write("b.json", [("a.txt", [item("a.txt", "pat")])])
    made = item("a.txt", "pat").repair
    assert made is not None
    before = Silenced(made.flags[0], "pragma", "a horse")
    found = Item("a.txt", b"", Repair(made.document, made.flags, (), (), "", (before,)))
    ((_, items),) = without_known([("a.txt", [found])], read_baseline("b.json"))
    (after,) = items
    assert after.repair is not None
    assert [s.by for s in after.repair.silenced] == ["pragma", "baseline"]


def test_rows_of_json_lines_count_together() -> None:
    rows = [item("a.jsonl", "pat", 1), item("a.jsonl", "fine", 2), item("a.jsonl", "pat", 3)]
    assert write("b.json", [("a.jsonl", rows)]) == 2
    assert shown([("a.jsonl", [*rows, item("a.jsonl", "pat", 4)])], "b.json") == [["pat"]]


def test_the_file_is_for_people_too_and_always_the_same() -> None:
    files = [("x/b.txt", [item("", "pat pat")]), ("a.txt", [item("", "hug")])]
    write("b.json", files)
    first = Path("b.json").read_bytes()
    write("b.json", files[::-1])
    assert Path("b.json").read_bytes() == first
    report = json.loads(first)
    assert report["version"] == 1
    assert list(report["files"]) == ["a.txt", "x/b.txt"]
    (row,) = report["files"]["x/b.txt"]
    assert len(row.pop("fingerprint")) == 16
    assert row == {"count": 2, "rule": "literal", "zh": "拍拍", "surface": "pat"}


def test_writing_it_anew_keeps_other_files_and_drops_what_is_gone() -> None:
    write("b.json", [("a.txt", [item("", "pat")]), ("b.txt", [item("", "pat hug")])])
    write("b.json", [("b.txt", [item("", "hug")])])
    report = json.loads(Path("b.json").read_text())
    assert {name: len(rows) for name, rows in report["files"].items()} == {"a.txt": 1, "b.txt": 1}
    write("b.json", [("b.txt", [item("", "fine")])])
    assert list(json.loads(Path("b.json").read_text())["files"]) == ["a.txt"]


def test_a_file_that_could_not_be_read_keeps_what_was_known() -> None:
    write("b.json", [("a.txt", [item("", "pat")])])
    bad = Item("a.txt", b"", problem=Problem("a.txt", None, "gone", "find it"))
    assert write("b.json", [("a.txt", [bad]), ("c.txt", [item("", "hug")])]) == 1
    assert list(json.loads(Path("b.json").read_text())["files"]) == ["a.txt", "c.txt"]


def test_files_are_named_from_the_baselines_folder(here: Path) -> None:
    (here / "p" / ".mt-repair").mkdir(parents=True)
    write("p/.mt-repair/b.json", [("p/news/a.txt", [item("", "pat")])])
    assert list(json.loads(Path("p/.mt-repair/b.json").read_text())["files"]) == ["news/a.txt"]
    absolute = str(here / "p" / "news" / "a.txt")
    assert shown([(absolute, [item("", "pat")])], "p/.mt-repair/b.json") == [[]]


def test_standard_input_has_a_baseline_too() -> None:
    write("b.json", [("-", [item("-", "pat")])])
    assert shown([("-", [item("-", "pat pat")])], "b.json") == [["pat"]]


@pytest.mark.parametrize(
    "text",
    [
        "", "{oops", "[]", "{}", '{"version": 2, "files": {}}', '{"version": 1}',
        '{"version": 1, "files": []}', '{"version": 1, "files": {"a": 3}}',
        '{"version": 1, "files": {"a": [3]}}', '{"version": 1, "files": {"a": [{"count": 1}]}}',
        '{"version": 1, "files": {"a": [{"fingerprint": "x", "count": 0}]}}',
        '{"version": 1, "files": {"a": [{"fingerprint": "x", "count": true}]}}', "[" * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_baseline_is_told_and_never_written_over(text: str) -> None:
    Path("b.json").write_text(text)
    with pytest.raises(InputError, match=r"b.json(:\d+)?: this is no baseline"):
        read_baseline("b.json")
    with pytest.raises(InputError, match="this is no baseline"):
        write_baseline("b.json", {})
    assert Path("b.json").read_text() == text
