"""Walls: what no edit takes in, round after round."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ours import shipped

from mt_repair.edits import apply
from mt_repair.pipeline import repair
from mt_repair.repair.walls import moved, parted
from mt_repair.types import Document, Edit, Segment, Span


def edit(start: int, end: int, new: str = "x") -> Edit:
    return Edit(0, Span(start, end), "." * (end - start), new)


@pytest.mark.parametrize(
    ("wall", "start", "end", "clear"),
    [
        (Span(3, 3), 0, 3, True),
        (Span(3, 3), 3, 6, True),
        (Span(3, 3), 3, 3, True),
        (Span(3, 3), 2, 4, False),
        (Span(3, 4), 0, 3, True),
        (Span(3, 4), 4, 5, True),
        (Span(3, 4), 3, 4, False),
        (Span(3, 5), 4, 4, False),
        (Span(3, 4), 3, 3, True),
    ],
)
def test_an_edit_keeps_clear_or_takes_in(wall: Span, start: int, end: int, clear: bool) -> None:
    document = Document((Segment("." * 9, walls=(wall,)),), ("", ""))
    made = edit(start, end)
    assert parted(document, [made]) == (([made], []) if clear else ([], [made]))


@given(st.text("ab", max_size=12), st.data())
def test_walls_move_with_their_text(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
    edits = [
        Edit(0, Span(a, b), text[a:b], data.draw(st.text("xyz", max_size=3)))
        for a, b in zip(cuts[::2], cuts[1::2], strict=False)
        if not a < at < b
    ]
    (wall,) = moved([Span(at, at)], edits)
    before = [e for e in edits if e.span.end <= at]
    assert apply(text, edits)[: wall.start] == apply(text[:at], before)


@pytest.mark.parametrize(
    ("text", "wall", "repaired"),
    [
        ("Sellers told billion state power of it.", None, "Sellers told Ebrun of it."),
        ("Sellers told billion state power of it.", 13, "Sellers told Ebrun of it."),
        ("Sellers told billion state power of it.", 32, "Sellers told Ebrun of it."),
        ("Sellers told billion state power of it.", 21, None),
    ],
)
def test_a_name_with_code_inside_is_held_for_a_person(
    text: str, wall: int | None, repaired: str | None
) -> None:
    walls = () if wall is None else (Span(wall, wall),)
    made = repair(shipped(), Document((Segment(text, walls=walls),), ("", "")))
    assert made.text == (repaired or text)
    if repaired is None:
        assert [edit.new for edit in made.held] == ["Ebrun"]
        assert [flag.surface for flag in made.flags] == ["billion state power"]
