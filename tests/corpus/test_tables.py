"""CSV and TSV: which cell is the text, what of its record stays, and what is left alone."""

from __future__ import annotations

import pytest
import toy
from formatted import items, pairs, targets, written

from mt_repair.errors import InputError


@pytest.mark.parametrize(
    ("name", "data", "settings", "found"),
    [
        ("csv", "source,target\n拍,pat\n", {}, [("pat", "拍")]),
        ("csv", "en,zh-CN,n\npat,拍,1\n", {}, [("pat", "拍")]),
        ("csv", "EN;ZH\npat;拍\n", {}, [("pat", "拍")]),
        ("csv", "a|MT|b\n1|pat|2\n", {}, [("pat", None)]),
        ("csv", "sep=;\r\nzh;en\r\n拍;a,b pat\r\n", {}, [("a,b pat", "拍")]),
        ("csv", '"zh","en"\n"拍","a ""pat""\nb"\n', {}, [('a "pat"\nb', "拍")]),
        ("csv", "x,y\npat,拍\n", {"target_field": "x", "source_field": "y"}, [("pat", "拍")]),
        ("csv", "拍,pat\n", {"target_field": "2", "source_field": "1"}, [("pat", "拍")]),
        ("csv", "拍,pat\n", {"target_field": "2"}, [("pat", None)]),
        ("csv", "2,en\npat,x\n", {"target_field": "2"}, [("pat", None)]),
        ("csv", "\ufefftarget\npat", {}, [("pat", None)]),
        ("csv", "target,source\npat\n\n,拍\n", {}, [("pat", None)]),
        ("csv", "target\ra pat\rb\r", {}, [("a pat", None), ("b", None)]),
        ("tsv", 'zh\ten\n拍\t"Hello" pat\n', {}, [('"Hello" pat', "拍")]),
        ("tsv", 'en\n"say ""pat"" now"\n"open pat\n', {}, [('say "pat" now', None), ('"open pat', None)]),
    ],
)  # fmt: skip
def test_which_cells_are_text_and_source(
    name: str, data: str, settings: dict[str, str], found: list[tuple[str, str | None]]
) -> None:
    assert pairs(name, data, **settings) == found


@pytest.mark.parametrize(
    ("name", "data", "settings", "message"),
    [
        ("csv", "a,b\n1,2\n", {}, 'in.csv:1: no column has a usual name for a translation (there are "a", "b"); name it with'),
        ("csv", "a,b\n1,2\n", {"target_field": "c"}, 'in.csv:1: there is no column "c" (there are "a", "b"); name'),
        ("csv", "a,b\n1,2\n", {"target_field": "3"}, 'in.csv:1: there is no column "3"'),
        ("csv", 'en,x\na,"\nb\n', {}, "in.csv:2: a quotation mark begins a field that never ends; close it"),
        ("csv", 'en\nx\n"a" b\n', {}, "in.csv:3: a quotation mark inside a field in quotation marks is not doubled"),
        ("csv", "en" + "," * 20_000, {}, "in.csv:1: the record has more than 16,384 fields"),
        ("csv", "en\n".encode("utf-16"), {}, "in.csv:1: the file seems to be UTF-16"),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_used_is_told(
    name: str, data: str | bytes, settings: dict[str, str], message: str
) -> None:
    with pytest.raises(InputError) as caught:
        items(name, data, toy.words, **settings)
    assert str(caught.value).startswith(message)


def test_only_the_cell_changes_and_gets_marks_where_it_needs_them() -> None:
    data = 'id,en,x\r\n1,on pat,"a ""b"""\r\n2,"the ""pat""",\r\n 3 , pat ,y\n4,pat,z'
    assert written("csv", data, toy.words) == data.replace("pat", "Paipai")

    def renamed(document):  # type: ignore[no-untyped-def]
        from dataclasses import replace

        made = toy.words(document)
        return replace(made, edits=tuple(replace(e, new='Pai, "P"') for e in made.edits))

    assert written("csv", "en\non pat\n", renamed) == 'en\n"on Pai, ""P"""\n'
    assert written("csv", 'en\n"on pat"\n', renamed) == 'en\n"on Pai, ""P"""\n'
    assert written("tsv", "en\non pat\n", renamed) == 'en\non Pai, "P"\n'


def test_formulas_are_left_and_told_once() -> None:
    data = "en\n=HYPERLINK(pat)\non pat\n-pat\n'=pat\n"
    made = items("csv", data, toy.words)
    assert b"".join(i.output for i in made).decode() == data.replace("on pat", "on Paipai")
    assert [str(note) for item in made for note in item.notes] == [
        "in.csv:2: a cell that a spreadsheet would run as a formula, and 2 more; left as it is"
    ]


def test_no_edit_makes_a_formula() -> None:
    def signed(document):  # type: ignore[no-untyped-def]
        from dataclasses import replace

        made = toy.words(document)
        text = document.segments[0].target.replace("pat", "@pat")
        edits = tuple(replace(e, new="@pat") for e in made.edits)
        return replace(made, edits=edits, text=text)

    made = items("csv", "en\npat\non pat\n", signed)
    assert b"".join(i.output for i in made) == b"en\npat\non @pat\n"
    assert [n.what for i in made for n in i.notes] == [
        "a cell that its repair would make a formula"
    ]
    (held,) = [item.repair.held for item in made if item.left and item.repair]
    assert held[0].new == "@pat"


def test_a_bad_row_is_told_and_passed_on() -> None:
    made = items("csv", b"x,en\n1,caf\xe9 pat\n2\n3,pat\n", toy.words)
    assert b"".join(i.output for i in made) == b"x,en\n1,caf\xe9 pat\n2\n3,Paipai\n"
    assert [str(i.problem) for i in made if i.problem] == [
        "in.csv:2: the byte 0xE9 is not UTF-8; mend the row; it was passed on as it is",
        "in.csv:3: the row has 1 cells, none in column 2; mend the row; it was passed on as it is",
    ]


def test_a_record_over_many_lines_is_read_in_one_go() -> None:
    text = "a\n" * 30_000
    assert targets("csv", f'en\n"{text}"\nb\n') == [text, "b"]
