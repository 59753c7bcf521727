"""The nouns: spans, documents, flags and edits keep their promises."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given as given_any
from hypothesis import settings
from hypothesis import strategies as st
from strange import documents, strange_text

from mt_repair.types import (
    ENTITY_TYPES,
    KINDS,
    SAFETIES,
    Document,
    Edit,
    Example,
    Flag,
    Repair,
    Score,
    Segment,
    Span,
    Term,
)

FEW = settings(max_examples=settings.default.max_examples // 5)


def given(*strategies: st.SearchStrategy):
    """Give fewer examples than to a law: these are definitions."""
    return lambda test: FEW(given_any(*strategies)(test))


spans = st.tuples(st.integers(0, 30), st.integers(0, 12)).map(lambda t: Span(t[0], t[0] + t[1]))


@pytest.mark.parametrize(("start", "end"), [(-1, 0), (-3, -1), (2, 1), (1, 0)])
def test_a_span_that_is_none_is_refused(start, end):
    with pytest.raises(ValueError, match=f"not a span: {start}..{end}"):
        Span(start, end)


@given(strange_text(), st.data())
def test_a_span_cuts_out_as_many_code_points_as_it_is_long(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    span = Span(start, end)
    assert span.of(text) == text[start:end]
    assert len(span.of(text)) == len(span)


@given(spans, spans)
def test_spans_overlap_where_they_share_a_code_point_or_an_empty_one_touches(a, b):
    shared = set(range(a.start, a.end)) & set(range(b.start, b.end))
    touching = (not len(a) or not len(b)) and a.start <= b.end and b.start <= a.end
    assert a.overlaps(b) == b.overlaps(a) == (bool(shared) or touching)


@given(spans, spans)
def test_a_span_holds_what_is_wholly_inside_it(a, b):
    inside = set(range(b.start, b.end + 1)) <= set(range(a.start, a.end + 1))
    assert a.holds(b) == inside
    if len(b) and a.holds(b):
        assert a.overlaps(b)


@given(st.lists(spans))
def test_spans_sort_by_start_then_end(some):
    assert sorted(some) == sorted(some, key=lambda s: (s.start, s.end))


@given(documents())
def test_a_document_rebuilds_its_text(document):
    parts = [document.separators[0]]
    for segment, separator in zip(document.segments, document.separators[1:], strict=True):
        parts += [segment.target, separator]
    assert document.text == "".join(parts)
    assert document.rebuild([s.target for s in document.segments]) == document.text


@given(documents(least=1), strange_text(), st.data())
def test_rebuild_changes_nothing_but_the_target_given(document, other, data):
    at = data.draw(st.integers(0, len(document.segments) - 1))
    targets = [s.target for s in document.segments]
    left = document.rebuild(["" if n >= at else t for n, t in enumerate(targets)])
    right = document.rebuild(["" if n <= at else t for n, t in enumerate(targets)])
    targets[at] = other
    head = left[: len(left) - len("".join(document.separators[at + 1 :]))]
    tail = right[len("".join(document.separators[: at + 1])) :]
    assert document.rebuild(targets) == head + other + tail


@given(documents(), st.integers(0, 6))
def test_rebuild_wants_one_target_a_segment(document, number):
    if number == len(document.segments):
        number += 1
    with pytest.raises(ValueError, match="one target a segment"):
        document.rebuild(["x"] * number)


@given(strange_text())
def test_a_document_of_one_text_is_that_text(text):
    document = Document.of(text, "源", 7)
    assert document.text == text
    assert document.segments == (Segment(text, "源", 7),)
    assert document.id == 7


@pytest.mark.parametrize("number", [0, 1, 3, 4])
def test_a_document_with_too_few_or_many_separators_is_refused(number):
    with pytest.raises(ValueError, match="one separator more"):
        Document((Segment("a"),), ("",) * number)


@pytest.mark.parametrize("old", ["", "pa", "patt"])
def test_an_edit_whose_span_does_not_fit_its_old_side_is_refused(old):
    with pytest.raises(ValueError, match="as long as the text"):
        Edit(0, Span(4, 7), old, "Paipai")


@given(strange_text(), spans, spans, st.integers(0, 9), st.floats(0, 1))
def test_a_fingerprint_ignores_where_the_flag_stands_and_how_sure_it_is(surface, a, b, at, sure):
    first = Flag(0, a, surface, "literal", "literal", "one", "拍拍", ("Paipai",), 0.5)
    moved = dataclasses.replace(first, segment=at, span=b, confidence=sure, message="two")
    assert first.fingerprint() == moved.fingerprint()
    assert len(first.fingerprint()) == 16
    assert set(first.fingerprint()) <= set("0123456789abcdef")


@pytest.mark.parametrize(
    "change",
    [
        {"surface": "Pat"},
        {"rule": "romanised"},
        {"kind": "romanised"},
        {"zh": "拍"},
        {"suggestions": ("Taobao",)},
        {"surface": "\ud800"},
    ],
    ids=str,
)
def test_a_fingerprint_tells_different_flags_apart(change):
    flag = Flag(0, Span(0, 3), "pat", "literal", "literal", "", "拍拍", ("Paipai", "x"))
    assert dataclasses.replace(flag, **change).fingerprint() != flag.fingerprint()


def test_a_fingerprint_stays_the_same_from_release_to_release():
    flag = Flag(0, Span(0, 3), "pat", "literal", "literal", "", "拍拍", ("Paipai",))
    assert flag.fingerprint() == "53d73a0338ff151e"


def test_the_right_forms_of_a_term_begin_with_the_preferred_one():
    assert Term("拍拍", "Paipai", accept=("Paipai.com",)).right == ("Paipai", "Paipai.com")


def test_an_example_without_after_is_one_to_keep():
    assert Example("a pat on the back").keep
    assert not Example("pat said", "Paipai said").keep
    assert not Example("pat", "").keep


def test_kinds_types_and_safeties_are_those_of_the_contract():
    assert set(KINDS) == {
        *("literal", "romanised", "wrong-name", "untranslated"),
        *("missing", "inconsistent", "forbidden", "suspect"),
    }
    assert set(ENTITY_TYPES) == {"PER", "ORG", "LOC", "MEDIA", "PROD", "WORK", "EVENT", "TERM"}
    assert set(SAFETIES) == {"safe", "review", "note"}


@pytest.mark.parametrize(
    "value",
    [
        Span(0, 1),
        Segment("a"),
        Document.of("a"),
        Example("a"),
        Term("拍", "Paipai"),
        Flag(0, Span(0, 1), "a", "r", "literal", ""),
        Edit(0, Span(0, 1), "a", "b"),
        Repair(Document.of("a"), (), (), (), "a"),
        Score("bleu", 1.0, "sig"),
    ],
    ids=lambda v: type(v).__name__,
)
def test_nothing_changes_once_made(value):
    name = dataclasses.fields(value)[0].name
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(value, name, None)
