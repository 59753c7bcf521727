"""The laws of edits, on texts as hard as real files get."""

from __future__ import annotations

import dataclasses
import random
import time

import pytest
from hypothesis import example, settings
from hypothesis import given as given_any
from hypothesis import strategies as st
from strange import any_edits, documents, edits_of, strange_text

from mt_repair.edits import (
    STRATEGIES,
    apply,
    apply_document,
    choose,
    compose,
    diff,
    invert,
    minimise,
)
from mt_repair.errors import EditError
from mt_repair.types import Edit, Span

# 26 properties: 10,000 examples in all, 100,000 at night.
SHARE = settings(max_examples=settings.default.max_examples * 2 // 5)


def given(*some: st.SearchStrategy, **named: st.SearchStrategy):
    """Give each property its share of the examples."""
    return lambda test: SHARE(given_any(*some, **named)(test))


strategies = pytest.mark.parametrize("strategy", sorted(STRATEGIES))
HARD = [
    "",
    "\ufeffpat said\r\n\r\npat \t",
    "👨\u200d👩\u200d👧 pat e\u0301 \ud800\udfff",
    "拍拍网宣布 pat,\tpat's",
]


def at(text: str, old: str, new: str, **other: object) -> Edit:
    start = text.index(old)
    return Edit(0, Span(start, start + len(old)), old, new, **other)


# apply


@given(strange_text(), st.data())
def test_apply_puts_each_new_side_in_place_and_leaves_the_rest(text, data):
    edits = data.draw(edits_of(text))
    now, place, rest = apply(text, edits), 0, 0
    for edit in sorted(edits, key=lambda e: e.span):
        same = edit.span.start - rest
        assert now[place : place + same] == text[rest : edit.span.start]
        place += same
        assert now[place : place + len(edit.new)] == edit.new
        place += len(edit.new)
        rest = edit.span.end
    assert now[place:] == text[rest:]


@given(strange_text(), st.data())
def test_apply_does_not_mind_the_order_of_edits(text, data):
    edits = data.draw(edits_of(text))
    assert apply(text, edits) == apply(text, data.draw(st.permutations(edits)))


@given(strange_text(), st.data())
def test_apply_ignores_edits_of_other_segments(text, data):
    edits = data.draw(edits_of(text, segment=3))
    assert apply(text, edits) == text
    assert apply(text, edits, 3) == apply(text, [dataclasses.replace(e, segment=0) for e in edits])


def test_apply_carries_out_edits_that_touch():
    assert apply("abc", [Edit(0, Span(1, 2), "b", "B"), Edit(0, Span(0, 1), "a", "A")]) == "ABc"
    assert apply("abc", [Edit(0, Span(1, 1), "", "-"), Edit(0, Span(1, 2), "b", "B")]) == "a-Bc"


@pytest.mark.parametrize(
    ("text", "edits"),
    [
        ("Pat said", [Edit(0, Span(0, 3), "pat", "Paipai")]),
        ("pat", [Edit(0, Span(1, 4), "at\x00", "x")]),
        ("", [Edit(0, Span(0, 1), "a", "b")]),
        ("abcd", [Edit(0, Span(0, 2), "ab", "x"), Edit(0, Span(1, 3), "bc", "y")]),
        ("abcd", [Edit(0, Span(0, 3), "abc", "x"), Edit(0, Span(1, 1), "", "y")]),
        ("abcd", [Edit(0, Span(0, 2), "ab", "x"), Edit(0, Span(0, 2), "ab", "x")]),
        ("e\u0301", [Edit(0, Span(0, 1), "\u00e9", "e")]),
    ],
    ids=["case", "too long", "empty text", "overlap", "inside", "twice", "other composition"],
)
def test_apply_refuses_edits_that_do_not_fit(text, edits):
    with pytest.raises(EditError):
        apply(text, edits)


@given(documents(), st.data())
def test_apply_document_repairs_segments_and_keeps_separators(document, data):
    edits = [
        edit
        for number, segment in enumerate(document.segments)
        for edit in data.draw(edits_of(segment.target, number))
    ]
    expected = document.rebuild(
        [apply(s.target, edits, number) for number, s in enumerate(document.segments)]
    )
    assert apply_document(document, data.draw(st.permutations(edits))) == expected
    assert apply_document(document, []) == document.text


@pytest.mark.parametrize("segment", [-1, 1, 9])
def test_apply_document_refuses_an_edit_of_no_segment(segment):
    from mt_repair.types import Document

    with pytest.raises(EditError, match="no segment"):
        apply_document(Document.of("a"), [Edit(segment, Span(0, 1), "a", "b")])


# invert


@given(strange_text(), st.data())
def test_invert_undoes(text, data):
    edits = data.draw(edits_of(text))
    now = apply(text, edits)
    assert apply(now, invert(edits)) == text


@given(strange_text(), st.data())
def test_invert_twice_is_nothing_but_order(text, data):
    edits = data.draw(edits_of(text))
    assert invert(invert(edits)) == sorted(edits, key=lambda e: (e.segment, e.span))


def test_invert_counts_each_segment_for_itself():
    edits = [
        Edit(1, Span(2, 3), "c", ""),
        Edit(0, Span(0, 1), "a", "xyz"),
        Edit(0, Span(4, 4), "", "!"),
    ]
    assert [(e.segment, e.span, e.old, e.new) for e in invert(edits)] == [
        (0, Span(0, 3), "xyz", "a"),
        (0, Span(6, 7), "!", ""),
        (1, Span(2, 2), "", "c"),
    ]


# choose


@strategies
@given(text=strange_text(8), data=st.data())
def test_choose_keeps_a_set_without_overlaps_and_loses_nothing(strategy, text, data):
    edits = data.draw(any_edits(text))
    taken, lost = choose(edits, strategy)
    for n, a in enumerate(taken):
        for b in taken[n + 1 :]:
            assert a.segment != b.segment or not a.span.overlaps(b.span)
    assert len(taken) + len(lost) == len(set(edits))
    assert set(taken) | set(lost) == set(edits)
    apply(text, taken, 0)
    apply(text, taken, 1)


@strategies
@given(text=strange_text(8), data=st.data())
def test_choose_does_not_mind_the_order_of_edits(strategy, text, data):
    edits = data.draw(any_edits(text))
    assert choose(edits, strategy) == choose(data.draw(st.permutations(edits)), strategy)


@strategies
@given(text=strange_text(8), data=st.data())
def test_choose_loses_an_edit_only_to_one_it_takes(strategy, text, data):
    taken, lost = choose(data.draw(any_edits(text)), strategy)
    for edit in lost:
        assert any(t.segment == edit.segment and t.span.overlaps(edit.span) for t in taken)


@strategies
@given(text=strange_text(8), data=st.data())
def test_choose_from_what_was_chosen_changes_nothing(strategy, text, data):
    taken, _ = choose(data.draw(any_edits(text)), strategy)
    assert choose(taken, strategy) == (taken, [])


def test_each_strategy_prefers_what_its_name_says():
    text = "billion state power network"
    sure = at(text, "state", "A", confidence=1.0)
    long = at(text, "state power network", "B", confidence=0.5)
    left = at(text, "billion state", "C", confidence=0.7)
    for strategy, best in (("confident", sure), ("longest", long), ("leftmost", left)):
        assert choose([sure, long, left], strategy)[0] == [best]


def test_a_strategy_that_is_none_is_an_error():
    with pytest.raises(KeyError):
        choose([], "prettiest")


def test_choose_goes_on_after_a_loser():
    text = "a b c d e"
    edits = [at(text, "a b", "1"), at(text, "b c d", "2"), at(text, "d e", "3")]
    assert choose(edits, "leftmost") == ([edits[0], edits[2]], [edits[1]])
    assert choose(edits, "longest") == ([edits[1]], [edits[0], edits[2]])


# minimise


@given(strange_text(), strange_text(8), st.data())
def test_minimise_changes_what_the_edit_does_by_nothing(text, new, data):
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    shared = data.draw(st.sampled_from(["", span.of(text)]))
    edit = Edit(
        0, span, span.of(text), shared[: len(shared) // 2] + new + shared[len(shared) // 2 :]
    )
    less = minimise(edit)
    assert apply(text, [less]) == apply(text, [edit])
    assert edit.span.holds(less.span)
    assert minimise(less) == less


@pytest.mark.parametrize(
    ("old", "new", "less"),
    [
        ("the pat said", "the Paipai said", ("pat", "Paipai")),
        ("patent", "Paipai", ("patent", "Paipai")),
        ("pat, pat", "Paipai, pat", ("pat", "Paipai")),
        ("same", "same", ("", "")),
        ("cafe\u0301 pat", "cafe pat", ("cafe\u0301", "cafe")),
        ("a a a", "a a", (" a", "")),
        ("", "x", ("", "x")),
        ("3.14", "3.15", ("14", "15")),
    ],
)
def test_minimise_cuts_whole_words(old, new, less):
    made = minimise(Edit(0, Span(5, 5 + len(old)), old, new))
    assert (made.old, made.new) == less


# diff


@given(strange_text(), strange_text())
@example("", "")
@example(HARD[1], HARD[2])
@example(HARD[2], HARD[3])
def test_diff_turns_one_text_into_the_other(old, new):
    edits = diff(old, new)
    assert apply(old, edits) == new
    assert choose(edits) == (edits, [])


@given(strange_text(), st.data())
def test_diff_finds_what_edits_did(text, data):
    now = apply(text, data.draw(edits_of(text)))
    edits = diff(text, now, 2)
    assert apply(text, edits, 2) == now
    assert all(e.old != e.new and e.segment == 2 for e in edits)


@given(strange_text())
def test_diff_of_a_text_and_itself_is_empty(text):
    assert diff(text, text) == []


@given(st.lists(st.sampled_from(["a", "b", "c d", "e\n", "\ud800"]), max_size=60), st.data())
def test_diff_of_long_texts_holds_too(words, data):
    head = " ".join(f"w{n}" for n in range(700))
    mixed = " ".join(data.draw(st.permutations(words)))
    tail = head.replace("w", "t")
    old = f"x {head} {' '.join(words)} {tail} y"
    new = f"z {head.replace('w350', 'v')} {mixed} {tail} q"
    edits = diff(old, new)
    assert apply(old, edits) == new
    assert choose(edits) == (edits, [])
    assert sum(len(e.old) for e in edits) < len(old) / 2


def test_diff_changes_only_the_word_that_changed():
    edits = diff("The pat network said that pat paid.", "The Paipai said that Paipai paid.")
    assert [(e.old, e.new) for e in edits] == [("pat network", "Paipai"), ("pat", "Paipai")]


# compose


@given(strange_text(), st.data())
def test_compose_does_in_one_step_what_two_do(text, data):
    first = data.draw(edits_of(text))
    middle = apply(text, first)
    second = data.draw(edits_of(middle))
    both = compose(text, first, second)
    assert apply(text, both) == apply(middle, second)
    assert choose(both) == (both, [])
    assert apply(apply(text, both), invert(both)) == text


@given(strange_text(), st.data())
def test_compose_with_nothing_is_the_same_edits(text, data):
    edits = sorted(data.draw(edits_of(text)), key=lambda e: e.span)
    merged = choose(edits)[0] == edits
    for both in (compose(text, edits, []), compose(text, [], edits)):
        assert both == edits if merged else apply(text, both) == apply(text, edits)


@given(strange_text(), st.data())
def test_compose_with_the_inverse_gives_the_text_back(text, data):
    edits = data.draw(edits_of(text))
    assert apply(text, compose(text, edits, invert(edits))) == text


def test_compose_takes_the_reason_of_the_later_edit_and_the_lower_confidence():
    text = "the pat network said"
    first = at(text, "pat", "Paipai", because="one", confidence=0.8)
    second = at(
        "the Paipai network said", "Paipai network", "Paipai", because="two", safety="review"
    )
    assert compose(text, [first], [second]) == [
        at(text, "pat network", "Paipai", because="two", safety="review", confidence=0.8)
    ]


def test_compose_leaves_other_segments_out():
    text = "a b"
    edits = [Edit(1, Span(0, 1), "a", "A")]
    assert compose(text, edits, edits, 0) == []
    assert compose(text, edits, [Edit(1, Span(0, 1), "A", "B")], 1) == [
        Edit(1, Span(0, 1), "a", "B")
    ]


@pytest.mark.parametrize("which", ["first", "second"])
def test_compose_refuses_edits_that_do_not_fit(which):
    wrong = [Edit(0, Span(0, 1), "x", "y")]
    with pytest.raises(EditError):
        compose("a", wrong if which == "first" else [], wrong if which == "second" else [])


# a megabyte in one line


def big(parts: int, seed: int = 1) -> str:
    """Return a line of `parts` words of about eight characters, hard ones among them."""
    chance = random.Random(seed)
    words = ["pat", "the", "state", "power", "naïve", "e\u0301", "😀", "拍拍", "\ud800", "3.14,"]
    return " ".join(chance.choice(words) + str(chance.randrange(10_000)) for _ in range(parts))


def big_edits(text: str, seed: int) -> list[Edit]:
    chance = random.Random(seed)
    cuts = sorted(chance.sample(range(len(text) - 4), len(text) // 50 * 2))
    spans = [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True)]
    return [Edit(0, s, s.of(text), chance.choice(["", "Paipai", "x"])) for s in spans]


def test_a_megabyte_in_one_line_takes_a_moment():
    text = big(125_000)
    assert len(text) > 900_000
    assert "\n" not in text
    edits = big_edits(text, 2)
    started = time.process_time()
    now = apply(text, edits)
    assert apply(now, invert(edits)) == text
    then = big_edits(now, 3)
    both = compose(text, edits, then)
    assert apply(text, both) == apply(now, then)
    rivals = [*edits, *big_edits(text, 4)]
    taken, lost = choose(rivals)
    assert len(taken) + len(lost) == len(set(rivals))
    whole = Edit(0, Span(0, len(text)), text, f"{text[:-4]}end")
    assert len(minimise(whole).old) < 20
    assert time.process_time() - started < 15


@pytest.mark.parametrize("kind", ["ends", "scattered", "all other", "one word", "no word twice"])
def test_diff_of_a_megabyte_takes_a_moment(kind):
    old = big(125_000)
    words = old.split(" ")
    if kind == "ends":
        new = f"Paipai {old} Paipai"
        old = f"pat {old} pat"
    elif kind == "scattered":
        new = " ".join("Paipai" if n % 999 == 5 else w for n, w in enumerate(words))
    elif kind == "all other":
        new = big(125_000, 9)
    elif kind == "one word":
        old, new = "pat " * 250_000, "Paipai" + " pat" * 249_000 + "x"
    else:
        old, new = "x" + "a" * 1_000_000, "y" + "b" * 1_000_000
    started = time.process_time()
    edits = diff(old, new)
    taken = time.process_time() - started
    assert apply(old, edits) == new
    if kind == "scattered":
        assert len(edits) <= 130
    assert taken < 15
