"""The documents of a corpus: rows, whole texts, and the lines of long ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mt_repair.corpus import jsonl
from mt_repair.corpus.texts import MANY_LINES, Text, document_of, gathered, texts
from mt_repair.errors import InputError, Problem


def write(path: Path, text: str | bytes) -> str:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return str(path)


def test_a_row_is_a_document_as_repair_takes_it(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "target": "One.\n\nTwo."},
        {"target": "One.\nTwo.", "source": "一。\n二。", "reference": "1."},
        {"id": 7, "target": "One.", "source": "一。\n二。"},
    ]
    path = write(tmp_path / "c.jsonl", "\n\n".join(map(json.dumps, rows)) + "\n")
    found, problems = gathered([path])
    assert (problems, [t.line for t in found]) == ([], [1, 3, 5])
    assert [(t.id, t.reference, t.row) for t in found] == [
        ("a", None, True),
        (None, "1.", True),
        (7, None, True),
    ]
    for text, row in zip(found, rows, strict=True):
        assert document_of(text) == jsonl.document_of(row)


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("nonsense", "not JSON"),
        ("[1]", "no object"),
        ('{"source": "一"}', 'no "target"'),
        ('{"target": 5}', '"target" is no text'),
        ('{"target": "a", "source": 5}', '"source" is no text'),
        ('{"target": "a", "reference": ["b"]}', '"reference" is no text'),
        ('{"target": "a", "target": "b"}', "twice"),
        (b'{"target": "\xff"}', "not UTF-8"),
        ('{"target": "' + "[" * 9000 + '", "x": ' + "[" * 9000 + "}", "row is"),
    ],
)
def test_a_bad_row_is_told_and_left_out(tmp_path: Path, row: str | bytes, what: str) -> None:
    raw = row.encode() if isinstance(row, str) else row
    path = write(
        tmp_path / "c.jsonl", b'\xef\xbb\xbf{"target": "a"}\r\n' + raw + b'\n{"target": "b"}'
    )
    good, bad, last = texts(path)
    assert isinstance(good, Text)
    assert isinstance(last, Text)
    assert isinstance(bad, Problem)
    assert (good.target, last.target, last.line) == ("a", "b", 3)
    assert bad.line == 2
    assert what in bad.what


def test_huge_numbers_are_no_fault(tmp_path: Path) -> None:
    path = write(tmp_path / "c.jsonl", '{"target": "a", "n": ' + "9" * 5000 + "}")
    (found,) = texts(path)
    assert isinstance(found, Text)


def test_a_text_is_one_document(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "One.\r\n\r\nTwo.\r\n")
    (found,) = texts(path)
    assert isinstance(found, Text)
    assert (found.target, found.line, found.row) == ("One.\r\n\r\nTwo.\r\n", 1, False)
    assert [s.target for s in document_of(found).segments] == ["One.", "Two."]


def test_a_long_text_is_a_collection_of_lines(tmp_path: Path) -> None:
    whole = "".join(f"Line {n}.\n" for n in range(1, MANY_LINES + 1))
    found, _ = gathered([write(tmp_path / "a.txt", whole)])
    assert len(found) == MANY_LINES
    assert (found[-1].target, found[-1].line) == (f"Line {MANY_LINES}.", MANY_LINES)
    assert len(gathered([write(tmp_path / "c.txt", "One.\n" * (MANY_LINES - 1))])[0]) == 1


def test_the_unit_may_be_told(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "One.\nTwo.\n")
    zh, en = write(tmp_path / "zh.txt", "一。\n二。\n"), write(tmp_path / "en.txt", "1.\n2.\n")
    found, _ = gathered([path], zh, en, "line")
    assert [(t.target, t.source, t.reference, t.line) for t in found] == [
        ("One.", "一。", "1.", 1),
        ("Two.", "二。", "2.", 2),
    ]
    ((whole,), _) = gathered([path], zh, en, "file")
    assert (whole.source, whole.reference) == ("一。\n二。\n", "1.\n2.\n")
    assert [s.source for s in document_of(whole).segments] == ["一。", "二。"]


@pytest.mark.parametrize("beside", ["source", "reference"])
def test_a_file_beside_it_needs_as_many_lines(tmp_path: Path, beside: str) -> None:
    path = write(tmp_path / "a.txt", "One.\nTwo.\n")
    other = write(tmp_path / "b.txt", "一。\n")
    with pytest.raises(InputError, match=r"has 1 lines where .* has 2; give a line for each"):
        list(texts(path, **{beside: other}))


@pytest.mark.parametrize("beside", ["source", "reference"])
def test_rows_have_all_in_them(tmp_path: Path, beside: str) -> None:
    path = write(tmp_path / "a.jsonl", '{"target": "a"}\n')
    with pytest.raises(InputError, match=f'put it in each row as "{beside}"'):
        list(texts(path, **{beside: path}))
