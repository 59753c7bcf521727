"""Plain text taken line by line."""

from __future__ import annotations

from pathlib import Path

import pytest
import toy
from formatted import items, pairs, written

from mt_repair.errors import InputError

TEXT = "\ufeffon pat\r\n\n  \nlast \x0b pat\u2028pat\rno end"


def test_only_names_change() -> None:
    assert written("text", TEXT, toy.words, by_line=True) == TEXT.replace("pat", "Paipai")
    assert written("text", "", toy.words, by_line=True) == ""


def test_each_line_is_a_document_or_all_of_them_are() -> None:
    assert [i.row for i in items("text", "a pat\n\nb\n", toy.words, by_line=True)] == [1, 2, 3]
    assert [p for p, _ in pairs("text", "\ufeffa\nb\n", by_line=True)] == ["a", "b"]
    seen = []
    items("text", "a\nb\n", lambda d: seen.append(d) or toy.words(d), by_line=True, whole=True)  # type: ignore[func-returns-value]
    assert [len(d.segments) for d in seen] == [2]


def test_what_is_no_utf8_and_what_fails_is_passed_on() -> None:
    made = items("text", b"ok pat\ncaf\xe9 pat\nboom\n", toy.toy, by_line=True)
    assert [i.output for i in made] == [b"ok Paipai\n", b"caf\xe9 pat\n", b"boom\n"]
    assert [i.problem and i.problem.line for i in made] == [None, 2, 3]


def test_the_chinese_is_the_same_line(tmp_path: Path) -> None:
    zh = tmp_path / "zh.txt"
    zh.write_bytes("\ufeff甲\r\n\n丙".encode())
    got = pairs("text", "a\nb\nc\n", str(zh), by_line=True)
    assert got == [("a", "甲"), ("b", None), ("c", "丙")]


def test_chinese_that_is_no_utf8_is_told_of_its_file(tmp_path: Path) -> None:
    zh = tmp_path / "zh.txt"
    zh.write_bytes("甲\n".encode() + b"\xff\n")
    made = items("text", "a pat\nb pat\n", toy.words, str(zh), by_line=True)
    assert [i.output for i in made] == [b"a Paipai\n", b"b pat\n"]
    assert str(made[1].problem).startswith(f"{zh}:2: the byte 0xFF is not UTF-8")


@pytest.mark.parametrize(("text", "line"), [("a\nb\n", 2), ("a\n", 2), ("a\nb\nc\nd\n", 4)])
def test_lines_that_differ_in_number_are_refused(tmp_path: Path, text: str, line: int) -> None:
    zh = tmp_path / "zh.txt"
    zh.write_text("甲\n乙\n丙\n" if len(text) != 4 else "甲\n")
    with pytest.raises(InputError) as got:
        items("text", text, toy.words, str(zh), by_line=True)
    assert got.value.problems[0].line == line
