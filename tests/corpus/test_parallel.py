"""Files that belong together, and what is said where they do not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mt_repair.corpus.parallel import Paths, read_parallel
from mt_repair.errors import InputError
from mt_repair.types import Edit, Flag, Span

FLAG = {
    "start": 3, "end": 6, "surface": "pat", "zh": "拍拍", "kind": "literal", "rule": "literal",
    "suggestions": ["Paipai"], "confidence": 0.9, "message": "word by word",
}  # fmt: skip
EDIT = {
    "start": 3, "end": 6, "old": "pat", "new": "Paipai", "by": "literal", "safety": "safe",
    "confidence": 0.9, "because": "word by word",
}  # fmt: skip


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, *rows: object) -> str:
    lines = (row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
    Path(name).write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return name


def test_text_files_belong_together_line_by_line() -> None:
    write("hyp.txt", "one", "", "two")
    write("ref.txt", "eins", "", "zwei")
    Path("zh.txt").write_bytes("\ufeff一\r\n\r\n二".encode())
    found = read_parallel(Paths("hyp.txt", "ref.txt", "zh.txt", base=write("mt.txt", "1", "", "2")))
    assert [(p.hypothesis, p.reference, p.source, p.base) for p in found] == [
        ("one", "eins", "一", "1"), ("", "", "", ""), ("two", "zwei", "二", "2"),
    ]  # fmt: skip


def test_rows_have_all_in_one() -> None:
    row = {
        "id": "a1", "target": "On pat", "repaired": "On Paipai", "source": "在拍拍上",
        "reference": "On Paipai", "flags": [FLAG], "edits": [EDIT], "held": [], "other": {"a": 1},
        "gold": [{"start": 3, "end": 6}], "terms": {"拍拍": ["Paipai", "Paipai.com"], "京东": "JD.com"},
    }  # fmt: skip
    (found,) = read_parallel(Paths(write("out.jsonl", row)))
    assert (found.hypothesis, found.base, found.reference) == ("On Paipai", "On pat", "On Paipai")
    assert (found.source, found.id, found.gold) == ("在拍拍上", "a1", (Span(3, 6),))
    assert found.flags == (
        Flag(0, Span(3, 6), "pat", "literal", "literal", "word by word", "拍拍", ("Paipai",), 0.9),
    )
    assert found.edits == (
        Edit(0, Span(3, 6), "pat", "Paipai", "word by word", "safe", 0.9, "literal"),
    )
    assert [(t.zh, t.right) for t in found.terms] == [
        ("拍拍", ("Paipai", "Paipai.com")), ("京东", ("JD.com",)),
    ]  # fmt: skip


def test_a_row_that_was_not_repaired_is_its_own_hypothesis() -> None:
    (found,) = read_parallel(Paths(write("in.jsonl", {"target": "a", "reference": "b"}), None))
    assert (found.hypothesis, found.base) == ("a", None)


def test_files_beside_may_be_of_another_format() -> None:
    hyp = write("hyp.jsonl", {"target": "a", "id": 1}, "", {"target": "b", "id": 2})
    ref = write("ref.txt", "A", "B")
    base = write("base.jsonl", {"target": "x", "id": 1}, {"target": "y", "id": 2})
    gold = write("gold.jsonl", {"gold": []}, {"gold": [{"start": 0, "end": 1}]})
    found = read_parallel(Paths(hyp, ref, base=base, gold=gold))
    assert [(p.hypothesis, p.reference, p.base, p.gold) for p in found] == [
        ("a", "A", "x", ()), ("b", "B", "y", (Span(0, 1),)),
    ]  # fmt: skip


def test_edits_of_another_base_are_dropped() -> None:
    row = {"target": "On pat", "repaired": "On Paipai", "edits": [EDIT], "flags": [FLAG]}
    hyp, ref = write("out.jsonl", row), write("ref.txt", "On Paipai")
    (same,) = read_parallel(Paths(hyp, ref, base=write("mt.txt", "On pat")))
    (other,) = read_parallel(Paths(hyp, ref, base=write("other.txt", "At pat")))
    assert (same.edits is None, other.edits, other.flags) == (False, None, None)


ROW = {"target": "On pat", "reference": "On Paipai"}
BAD = [
    ({}, 'x.jsonl:1: the row has no "target"; mend the row'),
    ("[1]", "x.jsonl:1: the row is JSON, but no object in braces; mend the row"),
    ("{'a'}", "x.jsonl:1: the row is not JSON"),
    ({"target": 3, "reference": ""}, 'x.jsonl:1: "target" is no text; mend the row'),
    ({"target": "a"}, "x.jsonl:1: there is no reference to score against; name it with --ref"),
    ('{"target": "a", "target": "b"}', 'x.jsonl:1: "target" stands in the row twice'),
    ({**ROW, "gold": [3]}, 'x.jsonl:1: the row has no spans in "gold"'),
    ({**ROW, "gold": [{"start": 9, "end": 3}]}, 'x.jsonl:1: the row has no spans in "gold"'),
    ({**ROW, "gold": [{"start": 0, "end": 7}]}, "x.jsonl:1: a span of \"gold\" ends behind the segment's 6"),
    ({**ROW, "edits": [{**EDIT, "old": "hug"}]}, 'x.jsonl:1: what "flags" or "edits" say of character 3'),
    ({**ROW, "edits": [{"start": 3}]}, "x.jsonl:1: its \"flags\" or \"edits\" are not as repair writes them ('end' is missing)"),
    ({**ROW, "edits": [{**EDIT, "confidence": 9}]}, "x.jsonl:1: its \"flags\" or \"edits\" are not as"),
    ({**ROW, "edits": [{**EDIT, "confidence": float("nan")}]}, "x.jsonl:1: its \"flags\" or \"edits\" are not as"),
    ({**ROW, "flags": 3}, 'x.jsonl:1: its "flags" or "edits" are not as'),
    ({**ROW, "flags": [{**FLAG, "kind": "odd"}]}, "x.jsonl:1: its \"flags\" or \"edits\" are not as"),
    ('{"target": "On pat", "reference": "", "gold": [{"start": 0, "end": 1e999}]}', 'x.jsonl:1: the row has no spans in "gold"'),
    ('{"target": "On pat", "reference": "", "gold": [{"start": 0, "end": %s}]}' % ("9" * 99), "x.jsonl:1: a span of"),
    ({**ROW, "edits": ["odd"]}, 'x.jsonl:1: its "flags" or "edits" are not as'),
    ({**ROW, "terms": ["拍拍"]}, 'x.jsonl:1: its "terms" are no terms'),
    ({**ROW, "terms": {"拍拍": [1]}}, 'x.jsonl:1: its "terms" are no terms'),
]  # fmt: skip


@pytest.mark.parametrize(("row", "said"), BAD)
def test_a_bad_row_is_told_with_its_line(row: object, said: str) -> None:
    with pytest.raises(InputError) as caught:
        read_parallel(Paths(write("x.jsonl", row)))
    (problem,) = caught.value.problems
    assert str(problem).startswith(said)


def test_files_of_other_lengths_are_told_with_both_counts() -> None:
    with pytest.raises(InputError) as caught:
        read_parallel(Paths(write("hyp.txt", "a", "b"), write("ref.txt", "a")))
    assert str(caught.value) == (
        "ref.txt: the file has 1 segment, hyp.txt has 2 segments; "
        "give files whose lines belong together"
    )


def test_rows_in_another_order_are_told_by_their_ids() -> None:
    hyp = write("hyp.jsonl", {"target": "a", "id": 1}, {"target": "b", "id": 2})
    ref = write("ref.jsonl", {"reference": "b", "id": 2}, {"reference": "a", "id": 1})
    with pytest.raises(InputError) as caught:
        read_parallel(Paths(hyp, ref))
    assert str(caught.value) == (
        'ref.jsonl:1: "id" is 2 here and 1 in hyp.jsonl:1; bring the rows into the same order'
    )


@pytest.mark.parametrize(
    ("paths", "said"),
    [
        (Paths("-", "-"), "-: only one text can be standard input; name the others"),
        (Paths("none.txt", "ref.txt"), "none.txt: there is no such file"),
        (Paths("empty.txt", "ref.txt"), "empty.txt: the text is empty; name the text to score"),
        (Paths("hyp.txt"), "hyp.txt: there is no reference to score against; name it with --ref"),
    ],
)
def test_what_cannot_be_read_is_told(paths: Paths, said: str) -> None:
    write("empty.txt")
    write("hyp.txt", "a")
    write("ref.txt", "a")
    with pytest.raises(InputError, match="^" + said.replace(".", r"\.")):
        read_parallel(paths)
