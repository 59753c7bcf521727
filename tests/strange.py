"""Hypothesis strategies for texts, documents and edits as hard as real files get."""

from __future__ import annotations

from hypothesis import strategies as st

from mt_repair.types import Document, Edit, Segment, Span

NOISE = (
    *("\u0130", "ı", "ß", "ſ", "\u212a", "İstanbul", "ﬁ", "straße"),
    *("\u200d", "\u200b", "\u2060", "\u00ad", "\u00a0", "\u202f", "\u3000"),
    *("\u202e", "\u200f", "\u2067", "שלום", "مرحبا", "\u061c"),
    *("\x00", "\x1b", "\x7f", "\x85", "\x9f", "\u2028", "\u2029", "\x0b", "\x0c"),
    *("e\u0301", "\u0301", "a\u0308\u0323", "\u20e3", "\ufe0f", "नि"),
    *("😀", "👨\u200d👩\u200d👧", "🇨🇳", "\U0001d54f", "\U00020bb7", "\U0010ffff"),
    *("\ud800", "\udfff", "\ud83d", "\udc00\ud800"),
    *("\r\n", "\n", "\r", "\n\n", "\t", "  ", "   \n ", " \r\n\t"),
    *("拍拍网", "。", "，", "「」", "（", "．", "Ａｌｉ", "\ufeff", "\ufffe"),
)
QUOTES = "\"'\u201c\u201d\u2018\u2019\u00ab\u00bb\u300a\u300b`"
_WORDS = ("pat", "Paipai", "the", "state", "powers", "said", "3.14", "2020-01-02", "a")

_pieces = st.one_of(
    st.sampled_from(NOISE),
    st.sampled_from(_WORDS),
    st.sampled_from([" ", " ", " ", ".", ",", "-", *QUOTES]),
    st.characters(exclude_categories=()),
)


def strange_text(most: int = 24) -> st.SearchStrategy[str]:
    """Return texts of words between surrogates, marks, line ends, emoji and the rest."""
    return st.lists(_pieces, max_size=most).map("".join)


@st.composite
def documents(draw: st.DrawFn, least: int = 0) -> Document:
    """Draw a document with strange targets and strange separators."""
    targets = draw(st.lists(strange_text(8), min_size=least, max_size=4))
    separators = draw(st.lists(strange_text(3), min_size=len(targets) + 1, max_size=5))
    return Document(tuple(map(Segment, targets)), tuple(separators[: len(targets) + 1]))


@st.composite
def edits_of(draw: st.DrawFn, text: str, segment: int = 0) -> list[Edit]:
    """Draw edits of a text that do not overlap but may touch, in any order."""
    cuts = draw(st.lists(st.integers(0, len(text)), max_size=10).map(sorted))
    made: list[Edit] = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        span = Span(start, end)
        if made and not len(span) and made[-1].span == span:
            continue  # two insertions at one place have no order
        made.append(edit(draw, span, text, segment))
    return draw(st.permutations(made))


@st.composite
def any_edits(draw: st.DrawFn, text: str, most: int = 8) -> list[Edit]:
    """Draw edits of a text in a few segments, which may overlap and be equal."""
    made = []
    for _ in range(draw(st.integers(0, most))):
        start = draw(st.integers(0, len(text)))
        span = Span(start, draw(st.integers(start, min(len(text), start + 6))))
        made.append(edit(draw, span, text, draw(st.integers(0, 1))))
    if made:
        made += draw(st.lists(st.sampled_from(made), max_size=2))
    return made


def edit(draw: st.DrawFn, span: Span, text: str, segment: int) -> Edit:
    """Draw an edit of one place; the values are few, so that ties come up."""
    return Edit(
        segment,
        span,
        span.of(text),
        draw(st.one_of(st.sampled_from(["", "Paipai", "x"]), strange_text(3))),
        draw(st.sampled_from(["", "why"])),
        draw(st.sampled_from(["safe", "review", "note"])),
        draw(st.sampled_from([0.5, 0.9, 1.0])),
        draw(st.sampled_from(["", "literal"])),
    )
