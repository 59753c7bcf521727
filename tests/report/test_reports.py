"""Reports: places, levels, the lines for a person, JSON, the diff."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strange_items import texts

from mt_repair.corpus.items import Item
from mt_repair.corpus.text import paragraphs
from mt_repair.edits import apply_document
from mt_repair.errors import Problem
from mt_repair.report import REPORTS, diff, encoded, watched
from mt_repair.report.look import Look
from mt_repair.report.places import every_flag, offers_of, placed_flags
from mt_repair.report.records import Records, report_of
from mt_repair.report.rules import explained, listed
from mt_repair.report.style import seen
from mt_repair.report.table import drawn, tab_separated
from mt_repair.types import Document, Edit, Example, Flag, Repair, Safety, Span


def item(
    text: str,
    changes: Sequence[tuple[str, str]] = (),
    held: Safety | None = None,
    row: int | None = None,
) -> Item:
    """Return an item with a flag and an edit, or a held one, where each old text stands."""
    document = paragraphs(text, id="a1" if row else None)
    flags, edits = [], []
    for number, segment in enumerate(document.segments):
        for old, new in changes:
            for found in re.finditer(re.escape(old), segment.target):
                span = Span(*found.span())
                flags.append(
                    Flag(
                        number,
                        span,
                        old,
                        "toy",
                        "literal",
                        "known",
                        "拍拍",
                        (new,) if new else (),
                        0.876,
                    )
                )
                edits.append(
                    Edit(number, span, old, new, "known wrong form", held or "safe", 0.876, "toy")
                )
    done = () if held else tuple(edits)
    made = Repair(
        document,
        tuple(flags),
        done,
        tuple(edits) if held else (),
        apply_document(document, done),
    )
    return Item("mt.txt", made.text.encode("utf-8", "surrogatepass"), made, row)


def shown(form: str, *items: Item, path: str = "mt.txt", colour: bool = False) -> list[str]:
    return list(REPORTS[form]([(path, items)], Look(colour)))


def test_a_line_a_flag_for_a_person() -> None:
    text = "\ufeffon pat\r\n\r\nsaid\rthat pat\r\n"
    assert shown("text", item(text, [("pat", "Paipai")])) == [
        'mt.txt:1:4: literal [0.88]: "pat" -> "Paipai": known\n',
        'mt.txt:4:6: literal [0.88]: "pat" -> "Paipai": known\n',
    ]


def test_a_flag_without_a_suggestion_and_with_unseen_characters() -> None:
    bad = item("a\nb\x1b[31m\u202ec", [("a\nb\x1b[31m\u202ec", "")])
    assert shown("text", bad, path="m\n.txt") == [
        'm\\n.txt:1:1: literal [0.88]: "a\\nb\\x1b[31m\\u202ec": known\n'
    ]


def test_colours_only_where_wanted() -> None:
    (line,) = shown("text", item("pat", [("pat", "x")]), colour=True)
    assert line.startswith("\x1b[1mmt.txt:1:1\x1b[0m: \x1b[31mliteral\x1b[0m")


def test_in_json_lines_a_line_is_a_row_and_a_column_counts_through_the_target() -> None:
    ((place, _, _),) = placed_flags(item("on\n\npat", [("pat", "x")], row=9))
    assert (place.line, place.column, place.offset) == (9, 5, 4)


@pytest.mark.parametrize(
    ("edits", "held", "expected"),
    [
        (["safe"], [], "safe"),
        (["review"], [], "review"),
        ([], ["safe"], "review"),
        ([], ["review", "note"], "review"),
        ([], ["note"], "note"),
        ([], [], "review"),
    ],
)
def test_the_level_of_a_flag(edits: list[Safety], held: list[Safety], expected: Safety) -> None:
    flag = Flag(0, Span(4, 7), "pat", "toy", "literal", "")

    def made(safeties: list[Safety]) -> tuple[Edit, ...]:
        return tuple(Edit(0, Span(0, 7), "the pat", "Paipai", safety=s) for s in safeties)

    repair = Repair(Document.of("the pat"), (flag,), made(edits), made(held), "")
    assert offers_of(repair).level(flag) == expected


@settings(max_examples=200)
@given(texts())
def test_what_is_offered_is_every_edit_that_meets_the_flag(found: Item) -> None:
    assert found.repair is not None
    offers = offers_of(found.repair)
    for flag, _ in every_flag(found.repair):
        met = [
            e
            for e in (*found.repair.edits, *found.repair.held)
            if e.segment == flag.segment and e.span.overlaps(flag.span)
        ]
        assert sorted(map(id, offers.of(flag))) == sorted(map(id, met))


def test_a_long_edit_meets_what_stands_inside_it() -> None:
    text = "on the long pat network"
    flag = Flag(0, Span(12, 15), "pat", "toy", "literal", "")
    edits = (Edit(0, Span(3, 23), text[3:], "x"), Edit(0, Span(7, 8), "l", "y", safety="note"))
    repair = Repair(Document.of(text), (flag,), (edits[0],), (edits[1],), text)
    assert offers_of(repair).of(flag) == [edits[0]]


def test_the_json_report() -> None:
    records = Records("mt.jsonl")
    records.add(item("on pat", [("pat", "Paipai")], row=2))
    records.add(Item("mt.jsonl", b"", None, 3, Problem("mt.jsonl", 3, "broken", "mend it")))
    records.add(Item("mt.jsonl", b"\n", None, 4))
    report = json.loads(report_of([records]))
    (flag,), (edit,) = report["flags"], report["edits"]
    assert re.fullmatch("[0-9a-f]{16}", flag.pop("fingerprint"))
    assert flag == {
        "id": "a1", "line": 2, "column": 4, "level": "safe", "start": 3, "end": 6, "surface": "pat",
        "zh": "拍拍", "kind": "literal", "rule": "toy", "suggestions": ["Paipai"], "confidence": 0.876,
        "message": "known",
    }  # fmt: skip
    assert edit == {
        "id": "a1", "line": 2, "column": 4, "start": 3, "end": 6, "old": "pat", "new": "Paipai",
        "by": "toy", "safety": "safe", "confidence": 0.876, "because": "known wrong form",
    }  # fmt: skip
    assert report["held"] == []
    assert report["bad"] == [{"line": 3, "error": "broken"}]
    assert report["counts"] == {"flags": 1, "edits": 1, "held": 0, "silenced": 0, "bad": 1}
    assert (report["version"], report["file"]) == (1, "mt.jsonl")


def test_jsonl_is_a_flag_a_line_even_with_odd_characters() -> None:
    odd = item("p\u2028\ud800", [("p\u2028\ud800", "x\ny")])
    (line,) = shown("jsonl", odd)
    assert line.splitlines() == [line[:-1]]
    record = json.loads(encoded(line))
    assert (record["file"], record["surface"]) == ("mt.txt", "p\u2028\ud800")


def test_json_of_nothing_is_whole() -> None:
    (text,) = shown("json", item("fine"))
    assert set(json.loads(text)["counts"].values()) == {0}


def test_json_of_several_files_has_one_report_for_each_and_the_sums() -> None:
    files = [("a.txt", [item("pat pat", [("pat", "x")])]), ("b.txt", [item("pat", [("pat", "x")])])]
    (text,) = REPORTS["json"](files, Look())
    report = json.loads(text)
    assert [one["file"] for one in report["files"]] == ["a.txt", "b.txt"]
    assert [one["counts"]["flags"] for one in report["files"]] == [2, 1]
    assert (report["version"], report["counts"]["flags"]) == (1, 3)


def test_the_diff_shows_lines_and_reasons() -> None:
    text = "fine\non pat and pat\r\n\r\nfine\nend"
    assert "".join(diff("mt.txt", [item(text, [("pat", "Paipai"), ("end", "End")])])) == (
        "--- mt.txt\n"
        "+++ mt.txt (repaired)\n"
        "@@ -2 +2 @@\n"
        "-on pat and pat\n"
        "+on Paipai and Paipai\n"
        '  # "pat" -> "Paipai": known wrong form [0.88]\n'
        '  # "pat" -> "Paipai": known wrong form [0.88]\n'
        "@@ -5 +5 @@\n"
        "-end\n"
        "+End\n"
        '  # "end" -> "End": known wrong form [0.88]\n'
    )


def test_the_diff_counts_lines_on_both_sides() -> None:
    text = "he pat\nnet it\nx\ny cat\n"
    shown = "".join(diff("t", [item(text, [("pat\nnet", "Paipai"), ("cat", "dog")])]))
    assert "@@ -1,2 +1 @@\n-he pat\n-net it\n+he Paipai it\n" in shown
    assert "@@ -4 +3 @@\n-y cat\n+y dog\n" in shown


def test_the_diff_highlights_changed_words() -> None:
    shown = "".join(diff("t", [item("on the pat now", [("the pat", "the Paipai")])], True))
    assert (
        "\x1b[31m-\x1b[0m\x1b[31mon the \x1b[0m\x1b[31;7mpat\x1b[0m\x1b[31m now\x1b[0m\n" in shown
    )
    assert "\x1b[32;7mPaipai\x1b[0m" in shown


def test_nothing_changed_has_no_diff() -> None:
    assert list(diff("t", [item("fine"), item("pat", [("pat", "x")], held="review")])) == []


LINES = st.lists(st.sampled_from(["pat", "pat pat", "a", "a pat b", "", "x\u2028pat"]), max_size=7)


@given(
    LINES,
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
    st.sampled_from(["pat", "pat{}pat", "pat{}", "{}a", "{}"]),
    st.sampled_from(["Q", "Q\nR", ""]),
)
def test_the_diff_turns_the_old_lines_into_the_new(
    lines: list[str], end: str, ended: bool, old_side: str, new: str
) -> None:
    made = item(end.join(lines) + end * ended, [(old_side.format(end), new)])
    assert made.repair is not None
    for colour in (False, True):
        pieces = "".join(diff("t", [made], colour))
        plain = re.sub(r"\x1b\[[\d;]*m", "", pieces)
        old = re.split(r"\r\n|\r|\n", made.repair.document.text)
        at = shift = 0
        for row in plain.split("\n"):
            if head := re.match(r"@@ -(\d+)(?:,(\d+))? \+(\d+)", row):
                at = int(head[1]) - 1 + shift
                assert int(head[3]) == at + 1
            elif row.startswith("-") and not row.startswith("--- t"):
                assert seen(old.pop(at)) == row[1:]
                shift -= 1
            elif row.startswith("+") and not row.startswith("+++ t"):
                old.insert(at, row[1:].replace("\\u2028", "\u2028"))
                at += 1
                shift += 1
        assert old == re.split(r"\r\n|\r|\n", made.repair.text)


def test_items_are_counted_and_problems_told() -> None:
    from collections import Counter

    told: list[Problem] = []
    problem = Problem("t", 2, "broken", "mend it")
    items = [
        item("pat", [("pat", "x")]),
        item("pat", [("pat", "x")], held="note"),
        Item("t", b"", None, 2, problem),
    ]
    tally: Counter[str] = Counter()
    assert list(watched(items, tally, told.append)) == items
    assert told == [problem]
    assert tally == {"flags": 2, "edits": 1, "held": 1, "safe": 1, "note": 1, "bad": 1}


def test_tables() -> None:
    assert list(tab_separated(["a", "b"], [["1\t2", "x\ny"]])) == ["a\tb\n", "1 2\tx\\ny\n"]
    shown = "".join(drawn(["form", "prior"], [["[red]pat", "0.9"]], 60, False))
    assert "[red]pat" in shown
    assert "\x1b" not in shown


def test_rules_are_listed_and_explained() -> None:
    class Rule:
        name, kind, summary, explanation = "toy", "literal", "Toys.", "Looks for toys.\n"
        examples = (Example("a pat", "a Paipai"), Example("pat it"))
        sources = ("一个拍拍",)

    assert list(listed([Rule()])) == ["toy  literal  Toys.\n"]
    assert "".join(explained(Rule())) == (
        "toy (literal)\nToys.\n\nLooks for toys.\n\n"
        "source: 一个拍拍\nbefore: a pat\nafter:  a Paipai\n\nleft alone: pat it\n"
    )
