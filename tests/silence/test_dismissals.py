"""Dismissals: what a row means, that many may write, and that what is dismissed stays so."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from mt_repair.errors import InputError
from mt_repair.glossary.glossary import Glossary
from mt_repair.pipeline import Pipeline, detect, pipeline_of, repair
from mt_repair.silence.dismissals import (
    Dismissal,
    append_dismissal,
    dismissals_of,
    read_dismissals,
)
from mt_repair.silence.naming import folder_of, name_of
from mt_repair.types import Document, Flag, Segment, Span, Term

BAD = "Sellers on Taobao told billion state power that users of 拍拍 left."


@cache
def plain() -> Pipeline:
    terms = [
        Term("拍拍", "Paipai", type="ORG"),
        Term("淘宝", "Taobao", type="ORG"),
        Term("亿邦动力", "Ebrun", type="ORG", wrong=("billion state power",)),
    ]
    return pipeline_of(Glossary.layered([terms]))


def silent_about(*made: Dismissal) -> Pipeline:
    return replace(plain(), dismissals=dismissals_of(made, Path.cwd()))


def flag(surface: str = "pat", zh: str = "拍拍") -> Flag:
    return Flag(0, Span(0, len(surface)), surface, "literal", "literal", "", zh)


def in_text(name: str = "", id: str | int | None = None) -> Document:
    return Document((Segment("x"),), ("", ""), id, name)


@pytest.mark.parametrize(
    ("made", "found", "where", "meant"),
    [
        (Dismissal("pat"), flag(), in_text(), True),
        (Dismissal("pat", "拍拍"), flag(), in_text(), True),
        (Dismissal("pat", "拍"), flag(), in_text(), False),
        (Dismissal("pat", ""), flag(), in_text(), False),
        (Dismissal("pat", ""), flag(zh=""), in_text(), True),
        (Dismissal("Pat"), flag(), in_text(), False),
        (Dismissal("pats"), flag(), in_text(), False),
        (Dismissal("flower  street"), flag("flower\r\nstreet"), in_text(), True),
        (Dismissal("", "拍拍"), flag(""), in_text(), True),
        (Dismissal("pat", file="a.txt"), flag(), in_text("a.txt"), True),
        (Dismissal("pat", file="a.txt"), flag(), in_text("./x/../a.txt"), True),
        (Dismissal("pat", file="a.txt"), flag(), in_text("b.txt"), False),
        (Dismissal("pat", file="a.txt"), flag(), in_text(), False),
        (Dismissal("pat", file="a.jsonl", id="7"), flag(), in_text("a.jsonl", 7), True),
        (Dismissal("pat", file="a.jsonl", id=7), flag(), in_text("a.jsonl", 8), False),
        (Dismissal("pat", id=7), flag(), in_text("b.jsonl"), False),
    ],
)
def test_what_a_dismissal_means(made: Dismissal, found: Flag, where: Document, meant: bool) -> None:
    dismissals = dismissals_of([Dismissal("other"), made], Path.cwd())
    assert dismissals.of(found, where) == (made if meant else None)


def test_what_is_dismissed_is_neither_flagged_nor_repaired() -> None:
    pipeline = silent_about(Dismissal("billion state power", why="as printed"))
    made = repair(pipeline, Document.of(BAD))
    assert made.text == BAD.replace("拍拍", "Paipai")
    assert [f.surface for f in made.flags] == ["拍拍"]
    assert [(s.flag.surface, s.by, s.why) for s in made.silenced] == [
        ("billion state power", "dismissal", "as printed")
    ]
    assert detect(pipeline, Document.of(BAD)) == made.flags
    assert repair(pipeline, Document.of(made.text)).text == made.text


def test_what_is_held_is_not_offered_again() -> None:
    text = "Sellers on Taobao told billion state power of it."
    held = repair(plain(), Document.of("They told it. " + text)).edits
    assert held
    pipeline = silent_about(Dismissal("billion state power"))
    made = repair(pipeline, Document.of("They told it. " + text))
    assert (made.edits, made.held) == ((), ())


def test_a_dismissal_of_one_name_leaves_the_other() -> None:
    made = repair(silent_about(Dismissal("拍拍", "拍拍")), Document.of(BAD))
    assert made.text == BAD.replace("billion state power", "Ebrun")


@pytest.mark.parametrize(
    ("path", "text", "name"),
    [
        ("p/dismissed.jsonl", "p/a.txt", "a.txt"),
        ("p/.mt-repair/dismissed.jsonl", "p/x/a.txt", "x/a.txt"),
        ("p/.mt-repair/dismissed.jsonl", "a.txt", "../a.txt"),
        ("d.jsonl", "-", "-"),
        ("d.jsonl", "", ""),
    ],
)
def test_texts_are_named_from_the_folder_of_the_file(path: str, text: str, name: str) -> None:
    assert name_of(text, folder_of(path)) == name


def test_rows_are_added_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / ".mt-repair" / "dismissed.jsonl"
    made = [
        Dismissal("pat", "拍拍", "a.txt", None, "a horse"),
        Dismissal("", "拍拍"),
        Dismissal("x\ud800\u2028", ""),
        Dismissal("pat", file="a.jsonl", id=7),
    ]
    for one in made:
        append_dismissal(path, one)
    read = read_dismissals(path)
    assert [d for of in read.by_surface.values() for d in of] == [
        made[0], made[3], made[1], made[2]
    ]  # fmt: skip
    assert read.folder == tmp_path
    assert path.read_text().splitlines()[0] == (
        '{"surface": "pat", "zh": "拍拍", "file": "a.txt", "why": "a horse"}'
    )


def test_a_dismissal_can_be_taken_back_and_made_again(tmp_path: Path) -> None:
    path = tmp_path / "d.jsonl"
    append_dismissal(path, Dismissal("pat", "拍拍", id=7, why="x"))
    append_dismissal(path, Dismissal("pat", "拍"))
    append_dismissal(path, Dismissal("pat", "拍拍", id="7", undo=True))
    assert [d.zh for d in read_dismissals(path).by_surface["pat"]] == ["拍"]
    append_dismissal(path, Dismissal("pat", "拍拍", id=7))
    assert len(read_dismissals(path).by_surface["pat"]) == 2


@pytest.mark.parametrize(
    "before", [b'{"surface": "a"}', b'{"surface": "a"}\n\n', b"", b"\xef\xbb\xbf"]
)
def test_a_row_gets_a_line_of_its_own(tmp_path: Path, before: bytes) -> None:
    path = tmp_path / "d.jsonl"
    path.write_bytes(before)
    append_dismissal(path, Dismissal("b"))
    assert "b" in read_dismissals(path).by_surface
    assert ("a" in read_dismissals(path).by_surface) == (b"a" in before)


def test_many_writers_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "d.jsonl"
    code = (
        "import sys\n"
        "from mt_repair.silence.dismissals import Dismissal, append_dismissal\n"
        "for n in range(50):\n"
        "    append_dismissal(sys.argv[1], Dismissal(f'{sys.argv[2]} {n}' + 'x' * 500))\n"
    )
    writers = [subprocess.Popen([sys.executable, "-c", code, str(path), str(n)]) for n in range(3)]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    assert len(read_dismissals(path).by_surface) == 150


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("{oops", "the row is not JSON"),
        ("[" * 100_000, "the row is not JSON"),
        ("[]", "the row is JSON, but no object"),
        ('{"zh": "拍拍"}', "the row has no “surface”"),
        ('{"surface": " "}', "neither a “surface” nor a “zh”"),
        ('{"surface": "", "zh": ""}', "neither a “surface” nor a “zh”"),
        ('{"surface": 3}', "“surface” is of the wrong kind"),
        ('{"surface": "pat", "flie": "a.txt"}', "“flie” is not known here"),
        ('{"surface": "pat", "id": true}', "“id” is of the wrong kind"),
        ('{"surface": "pat", "undo": "yes"}', "“undo” is of the wrong kind"),
    ],
)
def test_a_bad_row_is_told_with_its_line(tmp_path: Path, row: str, what: str) -> None:
    path = tmp_path / "d.jsonl"
    path.write_text(f'{{"surface": "a"}}\r\n\n{row}\n{row}\n')
    with pytest.raises(InputError) as caught:
        read_dismissals(path)
    assert [problem.line for problem in caught.value.problems] == [3, 4]
    assert what in caught.value.problems[0].what


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "f").write_text("")
    with pytest.raises(InputError, match="cannot be written"):
        append_dismissal(tmp_path / "f" / "d.jsonl", Dismissal("a"))
    if os.path.exists("/dev/full"):
        with pytest.raises(InputError, match="cannot be written"):
            append_dismissal("/dev/full", Dismissal("a"))
