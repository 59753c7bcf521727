"""Pragmas: which comments are one, what they silence, and that nothing happens to them."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strange import strange_text

from mt_repair.corpus import jsonl
from mt_repair.corpus.pragmas import is_pragma, pragmas_in
from mt_repair.corpus.records import segment_starts
from mt_repair.corpus.text import document, paragraphs
from mt_repair.detect.rules import RULES
from mt_repair.glossary.glossary import Glossary
from mt_repair.pipeline import Pipeline, detect, pipeline_of, repair
from mt_repair.silence.pragmas import read_pragmas
from mt_repair.types import Document, Term

DIRECTIVES = ("disable", "enable", "disable-line", "disable-next-line")
BAD = "Sellers on Taobao told billion state power that users of 拍拍 left."
GOOD = "Sellers on Taobao told Ebrun that users of Paipai left."
HALF = "Sellers on Taobao told billion state power that users of Paipai left."


@cache
def pipeline() -> Pipeline:
    terms = [
        Term("拍拍", "Paipai", type="ORG"),
        Term("淘宝", "Taobao", type="ORG"),
        Term("亿邦动力", "Ebrun", type="ORG", wrong=("billion state power",)),
    ]
    return pipeline_of(Glossary.layered([terms]))


def repaired(text: str) -> str:
    return repair(pipeline(), paragraphs(text)).text


def silent(text: str, at: int, rule: str = "literal") -> bool:
    pragmas = read_pragmas(Document.of(text))
    return pragmas is not None and pragmas.silencer(rule, "literal", at, at + 1) is not None


@pytest.mark.parametrize(
    ("line", "rules", "why"),
    [
        ("<!-- mt-repair-disable -->", (), ""),
        ("<!--mt-repair-disable-->", (), ""),
        ("  <!-- mt-repair-disable literal, source -->\t", ("literal", "source"), ""),
        ("<!-- mt-repair-disable literal: he pats: a lot -->", ("literal",), "he pats: a lot"),
        ("[//]: # (mt-repair-disable literal)", ("literal",), ""),
        ("[//]: # (mt-repair-disable: he (the vet) pats)", (), "he (the vet) pats"),
        ("// mt-repair-disable literal", ("literal",), ""),
        (".. mt-repair-disable literal source", ("literal", "source"), ""),
        ("% mt-repair-disable", (), ""),
    ],
)
def test_the_comments_of_many_markups_hold_pragmas(
    line: str, rules: tuple[str, ...], why: str
) -> None:
    assert is_pragma(line)
    for text in (line, f"\ufeff{line}\r\nx", f"x\r{line}\ry"):
        (found,) = pragmas_in(text)
        assert (found.directive, found.names, found.why) == ("disable", rules, why)
        assert text[found.start : found.end].strip() in line


@pytest.mark.parametrize(
    "line",
    [
        "mt-repair-disable",
        "# mt-repair-disable",  # a heading, which readers see
        "x // mt-repair-disable",
        "<!-- see mt-repair-disable -->",
        "<!-- mt-repair-disable",
        "<! mt-repair-disable >",
        "<!-- mt-repair-disable\n-->",
        "",
    ],
)
def test_what_is_no_pragma(line: str) -> None:
    assert not is_pragma(line)
    assert pragmas_in(line) == []
    assert repaired(f"{line}\n\n{BAD}\n") == f"{line}\n\n{GOOD}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"<!-- mt-repair-disable-next-line -->\n{BAD}\n{BAD}", f"{BAD}\n{GOOD}"),
        (f"<!-- mt-repair-disable-next-line -->\n\n \n{BAD}\n{BAD}", f"\n \n{BAD}\n{GOOD}"),
        (
            "<!-- mt-repair-disable-next-line literal -->\n"
            f"<!-- mt-repair-disable-next-line untranslated -->\n{BAD}\n{BAD}",
            f"<!-- mt-repair-disable-next-line untranslated -->\n{BAD}\n{GOOD}",
        ),
        (f"<!-- mt-repair-disable-next-line literal -->\n{BAD}", HALF),
        (f"<!-- mt-repair-disable -->\n{BAD}\n\n{BAD}", f"{BAD}\n\n{BAD}"),
        (
            f"// mt-repair-disable\n{BAD}\n\n// mt-repair-enable\n{BAD}",
            f"{BAD}\n\n// mt-repair-enable\n{GOOD}",
        ),
        (
            f"<!-- mt-repair-disable -->\n{BAD}\n\n<!-- mt-repair-enable untranslated -->\n{BAD}",
            f"{BAD}\n\n<!-- mt-repair-enable untranslated -->\n{HALF}",
        ),
        (f"<!-- mt-repair-enable -->\n{BAD}", GOOD),
        (f"<!-- mt-repair-disable suspect, missing -->\n{BAD}", GOOD),
        (f"<!-- mt-repair-disable romanised -->\n{BAD}", GOOD),
        (f"<!-- mt-repair-disable litteral -->\n{BAD}", GOOD),
        (f"<!-- mt-repair-disabel -->\n{BAD}", GOOD),
    ],
)
def test_what_is_silenced_is_not_repaired_and_the_rest_is(before: str, after: str) -> None:
    head = before.split("\n")[0]
    assert repaired(before) == f"{head}\n{after}"


def test_a_pragma_at_the_end_of_its_line() -> None:
    note = "<!-- mt-repair-disable-line -->"
    assert repaired(f"{BAD} {note}\n\n{BAD}") == f"{BAD} {note}\n\n{GOOD}"


def test_what_is_silenced_is_told_apart_with_the_reason() -> None:
    text = f"<!-- mt-repair-disable-next-line literal: as they said it -->\n{BAD}"
    made = repair(pipeline(), paragraphs(text))
    assert [flag.rule for flag in made.flags] == ["untranslated"]
    (silenced,) = made.silenced
    assert (silenced.flag.surface, silenced.by, silenced.why) == (
        "billion state power",
        "pragma",
        "as they said it",
    )
    assert detect(pipeline(), paragraphs(text)) == made.flags


@pytest.mark.parametrize(
    ("pragma", "what"),
    [
        ("<!-- mt-repair-disable litteral source -->", "there is no rule “litteral”"),
        ("<!-- mt-repair-disabel -->", "there is no pragma “mt-repair-disabel”"),
        ("<!-- mt-repair- -->", "there is no pragma “mt-repair-”"),
    ],
)
def test_a_pragma_that_says_nothing_is_told_with_its_line(pragma: str, what: str) -> None:
    made = Document.of(f"a\r\n{pragma}\r\n")
    (problem,) = repair(pipeline(), made).notes
    assert str(problem).startswith(f"text:2: {what}")


def test_a_pragma_is_never_flagged_nor_changed() -> None:
    text = "on <!-- mt-repair-disable-line romanised: 拍拍 told billion state power --> it.\n"
    made = repair(pipeline(), paragraphs(text))
    assert (made.text, made.flags) == (text, ())


def test_an_empty_place_is_silent_too() -> None:
    text = "a\n<!-- mt-repair-disable-next-line -->\nbcd\n"
    pragmas = read_pragmas(Document.of(text))
    assert pragmas is not None
    start = text.index("bcd")
    places = {
        at for at in range(len(text)) if pragmas.silencer("source", "missing", at, at) is not None
    }
    assert {start, start + 1, start + 3} <= places
    assert not {0, 1, start + 4} & places


def test_pragma_lines_of_their_own_do_not_disturb_the_alignment() -> None:
    made = document(f"a\n[//]: # (mt-repair-disable-next-line)\n{BAD}\n", "甲\n乙\n")
    assert [(s.target, s.source) for s in made.segments] == [("a", "甲"), (BAD, "乙")]
    assert made.text == f"a\n[//]: # (mt-repair-disable-next-line)\n{BAD}\n"


@pytest.mark.parametrize(
    ("field", "rules", "notes"),
    [
        ("true", ["*"], 0),
        ("false", [], 0),
        ("null", [], 0),
        ('["literal", "source"]', ["literal", "source"], 0),
        ("[]", [], 0),
        ('"literal"', [], 1),
        ("[3]", [], 1),
        ("1", [], 1),
    ],
)
def test_a_row_has_a_field_for_it(field: str, rules: list[str], notes: int) -> None:
    seen: list[Document] = []
    row = f'{{"target": "a", "mt-repair-disable": {field}}}'

    def look(made: Document):
        seen.append(made)
        return repair(pipeline(), made)

    item = jsonl.repair_row("a.jsonl", 7, row.encode(), look)
    assert seen[0].disabled == frozenset(rules)
    assert len(item.notes) == notes
    assert all(note.line == 7 for note in item.notes)
    assert field in item.output.decode()


def test_a_rows_unknown_rule_is_told_with_its_row() -> None:
    row = f'{{"target": "{BAD}", "mt-repair-disable": ["literal", "nope"]}}'
    item = jsonl.repair_row("a.jsonl", 7, row.encode(), lambda made: repair(pipeline(), made))
    assert [str(note).split(",")[0] for note in item.notes] == [
        "a.jsonl:7: there is no rule “nope”"
    ]
    assert item.repair is not None
    assert item.repair.text == HALF


def test_a_name_is_that_of_a_rule_or_of_a_kind_as_reports_show_it() -> None:
    text = "[Reuters] The platform said on Monday that it will open a shop."
    (flag,) = detect(pipeline(), paragraphs(text))
    assert (flag.rule, flag.kind) == ("dateline", "wrong-name")
    for name, left in [("dateline", 0), ("wrong-name", 0), ("source", 1), ("missing", 1)]:
        one = f"<!-- mt-repair-disable-next-line {name} -->\n{text}"
        assert len(detect(pipeline(), paragraphs(one))) == left
        again = f"<!-- mt-repair-disable -->\n<!-- mt-repair-enable {name} -->\n{text}"
        assert len(detect(pipeline(), paragraphs(again))) == 1 - left


def test_what_the_source_would_change_is_silent_with_its_flag() -> None:
    source = "淘宝的卖家告诉亿邦动力。"
    target = "Sellers on Taobao told billion state power of it."
    note = "<!-- mt-repair-disable-next-line {} -->"
    assert "Ebrun" in repair(pipeline(), document(target, source)).text
    for names, changed in [("", False), ("literal", False), ("source literal", False)]:
        made = repair(pipeline(), document(f"{note.format(names)}\n{target}\n", f"{source}\n"))
        assert ("Ebrun" in made.text) == changed
    made = repair(pipeline(), document(f"{note.format('missing')}\n{target}\n", f"{source}\n"))
    assert "Ebrun" in made.text


def test_lines_end_as_everywhere_else() -> None:
    text = "ab\u2028c <!-- mt-repair-disable-line -->\rd\r\ne"
    assert silent(text, 0)
    assert not silent(text, text.index("\rd") + 1)


def test_many_pragmas_cost_no_more_than_their_number() -> None:
    line = "<!-- mt-repair-disable-next-line --><!-- mt-repair-disable-line --> <!-- mt-repair-x\n"
    text = line * 3000 + "\n" * 3000 + "end"
    pragmas = read_pragmas(Document.of(text))
    assert pragmas is not None
    assert len(pragmas.lines["literal", "literal"]) == 3001


_parts = st.one_of(
    st.sampled_from([BAD, "fine.", "\n", "\n\n", "\r\n", " "]),
    st.builds(
        "<!-- mt-repair-{} {} -->".format,
        st.sampled_from(DIRECTIVES),
        st.lists(st.sampled_from(sorted(RULES)), max_size=2).map(" ".join),
    ),
    strange_text(3),
)


@settings(max_examples=100)
@given(st.lists(_parts, max_size=12).map("".join))
def test_a_second_run_changes_nothing_and_every_pragma_stays(text: str) -> None:
    made = repair(pipeline(), paragraphs(text))
    written = [text[p.start : p.end] for p in pragmas_in(text)]
    assert [made.text[p.start : p.end] for p in pragmas_in(made.text)] == written
    assert repaired(made.text) == made.text
    pragmas, starts = read_pragmas(made.document), segment_starts(made.document)
    for edit in made.edits if pragmas is not None else ():
        start = starts[edit.segment] + edit.span.start
        assert not pragmas.silences(edit.by, start, start + len(edit.span))
