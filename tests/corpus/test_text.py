"""Plain text: paragraphs, aligned lines, and that every document rebuilds its file."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mt_repair.corpus.text import aligned, check_source, document, line_spans, paragraphs
from mt_repair.errors import InputError

ODD = st.text(
    st.one_of(
        st.sampled_from(
            "a \t\r\n\x00\x0b\x0c\x1c\x85\u2028\u2029\u3000\ufeff\u200d\u0130ß\u0301é🀄拍"
        ),
        st.characters(),
    ),
    max_size=60,
)


@given(ODD)
@example("")
@example("\ufeff")
@example("\ufeff\r\n\r\na\r\rb\n")
@example("👩‍👩‍👧 e\u0301\r\n\n x")
def test_paragraphs_rebuild_any_text(text: str) -> None:
    made = paragraphs(text)
    assert made.text == text
    assert all(s.target.strip() for s in made.segments)


@given(ODD, ODD)
def test_aligned_lines_rebuild_any_text(text: str, source: str) -> None:
    made = aligned(text, source)
    if len(line_spans(text)) != len(line_spans(source)):
        assert made is None
    else:
        assert made is not None
        assert made.text == text
        assert len(made.segments) == len(line_spans(text))


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("one\ntwo\n\nthree", ["one\ntwo", "three"]),
        ("one\r\ntwo\r\n \t\r\nthree\r\n", ["one\r\ntwo", "three"]),
        ("one\rtwo\r\rthree", ["one\rtwo", "three"]),
        ("\n\n  one  \n\n\n", ["  one  "]),
        ("one\u2028\u2028two\x0c\x85\x85three", ["one\u2028\u2028two\x0c\x85\x85three"]),
        ("\ufeffone\n\ntwo", ["one", "two"]),
        ("a\x00b\n\x00\n", ["a\x00b\n\x00"]),
        ("", []),
        (" \n\u3000\n", []),
    ],
)
def test_a_paragraph_is_a_block_between_blank_lines(text: str, targets: list[str]) -> None:
    assert [s.target for s in paragraphs(text).segments] == targets


def test_a_name_split_over_a_line_end_is_whole_in_its_segment() -> None:
    assert paragraphs("He bought it on pat\nnet today.\n").segments[0].target.count("pat\nnet") == 1


def test_lines_are_aligned_with_their_source_blank_ones_too() -> None:
    made = document("a\n\nb\r\n", "甲\n\n乙")
    assert [(s.target, s.source) for s in made.segments] == [("a", "甲"), ("", ""), ("b", "乙")]


def test_a_source_of_another_length_is_one_segment_with_the_text() -> None:
    made = document("\ufeffa\nb\nc\r\n", "\ufeff甲\n")
    assert [(s.target, s.source) for s in made.segments] == [("a\nb\nc\r\n", "甲\n")]
    assert made.text == "\ufeffa\nb\nc\r\n"


def test_a_source_of_another_length_is_told_with_both_counts() -> None:
    note = check_source("mt.txt", "a\nb\nc", "zh.txt", "甲\n")
    assert str(note).startswith("mt.txt: the text has 3 lines, its source zh.txt 1 line; ")
    assert check_source("mt.txt", "a\nb\n", "zh.txt", "甲\nb") is None


@pytest.mark.parametrize("source", ["", "\n\n", "English only.", "かな"])
def test_a_source_without_chinese_is_refused(source: str) -> None:
    with pytest.raises(InputError) as caught:
        check_source("mt.txt", "a", "zh.txt", source)
    assert str(caught.value).startswith("zh.txt: the source holds no Chinese; ")


def test_a_megabyte_in_one_line_is_one_segment() -> None:
    text = "word " * 210_000
    assert [s.target for s in paragraphs(text).segments] == [text]
