"""Texts inside markup: where edits go, what stays, where things stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt_repair.corpus.marked import OBJECT, Marked, Piece, Spot, as_it_is, moved_on
from mt_repair.edits import apply
from mt_repair.types import Edit, Span


def upper(text: str) -> str:
    return text.replace("&", "&amp;")


def marked(*parts: str) -> Marked:
    """Return a text: `<...>` is markup, `{...}` a wall, `&amp;` a spelt &, the rest plain."""
    pieces = []
    for part in parts:
        if part.startswith("<"):
            pieces.append(Piece(part, ""))
        elif part.startswith("{"):
            pieces.append(Piece(part, OBJECT if part == "{x}" else "", wall=True))
        elif part == "&amp;":
            pieces.append(Piece(part, "&", upper))
        else:
            pieces.append(Piece(part, part, upper))
    return Marked(tuple(pieces))


def edit(text: Marked, old: str, new: str) -> Edit:
    at = text.text.index(old)
    return Edit(0, Span(at, at + len(old)), old, new)


@pytest.mark.parametrize(
    ("parts", "old", "new", "raw"),
    [
        (["on pat."], "pat", "Paipai", "on Paipai."),
        (["on ", "<b>", "pat", "</b>", " net"], "pat net", "Paipai", "on <b>Paipai</b>"),
        (["on ", "<b>", "the pat", "</b>"], "the pat", "Paipai", "on <b>Paipai</b>"),
        (["on the ", "<b>", "pat", "</b>"], "the pat", "Paipai", "on <b>Paipai</b>"),
        (["pa", "<i>", "t", "</i>", "!"], "pat", "Paipai", "Paipai<i></i>!"),
        (["a ", "&amp;", " b"], "& b", "B&C", "a B&amp;C"),
        (["a ", "&amp;", " b"], "a", "x", "x &amp; b"),
        (["a", "{g}", " pat ", "{/g}", "b"], "pat", "Paipai", "a{g} Paipai {/g}b"),
        (["a", "{x}", "b"], OBJECT, "c", "a{x}b"),
        (["a", "{x}", "b"], "a" + OBJECT, "c", "c{x}b"),
    ],
)
def test_new_words_stand_where_the_first_old_one_stood(
    parts: list[str], old: str, new: str, raw: str
) -> None:
    text = marked(*parts)
    assert text.edited([edit(text, old, new)]) == raw


def test_what_is_inserted_stands_before_markup() -> None:
    text = marked("on", "<b>", "pat", "</b>")
    assert text.edited([Edit(0, Span(2, 2), "", " a ")]) == "on a <b>pat</b>"
    assert text.edited([Edit(0, Span(0, 0), "", "a ")]) == "a on<b>pat</b>"
    assert text.edited([Edit(0, Span(5, 5), "", "!")]) == "on<b>pat!</b>"


def test_the_words_of_an_edit_are_spelt_only_where_no_markup_stands_inside() -> None:
    text = marked("a ", "&amp;", " b", "<i>", " c")
    assert text.spelling(edit(text, "a &", "x&")) == "x&amp;"
    assert text.spelling(edit(text, "b c", "x")) is None


def test_where_things_stand() -> None:
    text = Marked(marked("on\r\n", "<b>", "p", "&amp;", "t", "</b>", "!").pieces, Spot(3, 9, 40))
    assert text.spot(0) == Spot(3, 9, 40)
    assert text.spot(4) == Spot(4, 4, 47)
    assert text.spot(4, ends=True) == Spot(4, 1, 44)
    assert text.spot(5) == Spot(4, 5, 48)
    assert text.spot(6, ends=True) == Spot(4, 10, 53)
    assert text.spot(8) == Spot(4, 16, 59)
    assert Marked(()).spot(0) == Spot(1, 1, 0)


def test_walls_are_stretches_of_the_text() -> None:
    assert marked("a", "{g}", "b", "{x}", "<b>").walls() == (Span(1, 1), Span(2, 3))


PARTS = st.lists(
    st.one_of(
        st.sampled_from(["<b>", "</b>", "<br\n/>", "{g}", "{x}", "&amp;"]),
        st.text("ab \n&", min_size=1, max_size=5).filter(lambda s: s != "&amp;"),
    ),
    max_size=8,
)


@st.composite
def texts_and_edits(draw: st.DrawFn) -> tuple[Marked, list[Edit]]:
    text = marked(*draw(PARTS))
    said, walls = text.text, text.walls()
    cuts = sorted(draw(st.lists(st.integers(0, len(said)), max_size=8)))
    edits: list[Edit] = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        clear = not any(start < w.end and w.start < end for w in walls)
        apart = not edits or edits[-1].span.end < start or (edits[-1].span.end == start < end)
        if clear and apart:
            new = draw(st.text("xyz&\n", max_size=3))
            edits.append(Edit(0, Span(start, end), said[start:end], new))
    return text, edits


def read_again(raw: str) -> str:
    import re

    said = re.sub(r"<[^>]*>|\{/?g\}", "", raw).replace("{x}", OBJECT)
    return said.replace("&amp;", "&")


@given(texts_and_edits())
def test_what_is_written_reads_as_it_was_repaired(pair: tuple[Marked, list[Edit]]) -> None:
    text, edits = pair
    if not any(piece.spell for piece in text.pieces):
        return
    raw = text.edited(edits)
    markup = [p.raw for p in text.pieces if p.spell is None]
    at = 0
    for tag in markup:
        at = raw.index(tag, at) + len(tag)
    if any(e.old == "" for e in edits) and OBJECT in text.text:
        return  # between two walls an insertion has no place of its own
    assert read_again(raw) == apply(text.text, edits)


@given(texts_and_edits())
def test_a_text_that_is_not_edited_stays(pair: tuple[Marked, list[Edit]]) -> None:
    text, _ = pair
    assert text.edited([]) == text.raw
    for offset in range(len(text.text) + 1):
        start, end = text.spot(offset), text.spot(offset, ends=True)
        assert moved_on(text.at, text.raw[: start.offset]) == start
        assert moved_on(text.at, text.raw[: end.offset]) == end
        assert end.offset <= start.offset or offset == len(text.text)


def test_an_edited_text_may_need_more() -> None:
    text = Marked((Piece("a", "a", as_it_is),), finish=lambda raw: f'"{raw}"')
    assert text.edited([Edit(0, Span(0, 1), "a", "b")]) == '"b"'
