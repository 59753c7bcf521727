"""Every text format: what is written reads as it was repaired, and all else stays byte for byte."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pytest
import toy
from hypothesis import example, given, settings
from hypothesis import strategies as st
from made import MADE, format_of

from mt_repair.corpus.formats import FORMATS
from mt_repair.corpus.given import Given, Settings
from mt_repair.corpus.items import Item, Repairer
from mt_repair.corpus.parts import runner
from mt_repair.edits import apply_document, invert
from mt_repair.types import Document, Edit, Repair, Span

# What a line of every format can hold. Letters are plenty, so that most texts are texts.
WORDS = st.text("abcpatZ é😀-&<>\"'’.;,:|\\", min_size=1, max_size=12)
NEW = st.sampled_from(["", "Paipai", "A&B", "<x>", 'say "x"', "a\\b", "é 拍", "x;y,z"])


def items(data: bytes, name: str, repairer: Repairer) -> list[Item]:
    settings = Settings(name, "target", "source") if FORMATS[name].fields else Settings(name)
    given = Given(f"x.{name}", io.BytesIO(data), None, settings)
    return list(FORMATS[name].repaired(given, runner(lambda: repairer)))


def output(data: bytes, name: str, repairer: Repairer) -> bytes:
    return b"".join(item.output for item in items(data, name, repairer))


def texts_of(data: bytes, name: str) -> list[str]:
    found: list[str] = []

    def look(document: Document) -> Repair:
        found.extend(segment.target for segment in document.segments)
        return toy.unchanged(document)

    assert output(data, name, look) == data
    return found


class Editor:
    """Makes the edits it is given on each segment, in the order segments come."""

    def __init__(self, make: Callable[[str], list[Edit]]) -> None:
        self.make = make
        self.done: list[str] = []
        self.undo: list[list[Edit]] = []

    def __call__(self, document: Document) -> Repair:
        edits: list[Edit] = []
        for n, segment in enumerate(document.segments):
            own = [Edit(n, e.span, e.old, e.new) for e in self.make(segment.target)]
            edits += own
            self.done.append(Document.of(segment.target).rebuild([_applied(segment.target, own)]))
            self.undo.append(invert(own))
        return Repair(document, (), tuple(edits), (), apply_document(document, edits))


def _applied(text: str, edits: Sequence[Edit]) -> str:
    return apply_document(Document.of(text), [Edit(0, e.span, e.old, e.new) for e in edits])


def drawn(data: st.DataObject) -> Callable[[str], list[Edit]]:
    def make(text: str) -> list[Edit]:
        # An edit is of whole words, as the pipeline's are, and leaves some of the text.
        starts = [i for i, sign in enumerate(text) if sign == "p"]
        if not starts or data.draw(st.booleans()):
            return []
        start = data.draw(st.sampled_from(starts))
        new = data.draw(NEW)
        span = Span(start, start + 1)
        return [Edit(0, span, span.of(text), f"q{new}q")]

    return make


@pytest.mark.parametrize("kind", MADE)
@settings(max_examples=60)
@given(st.data(), st.lists(st.tuples(st.just("拍拍"), WORDS), max_size=4))
def test_what_is_written_reads_as_it_was_repaired(
    kind: str, data: st.DataObject, pairs: list[tuple[str, str]]
) -> None:
    name = format_of(kind)
    raw = MADE[kind]([(zh, f"x{en.strip()}p") for zh, en in pairs]).encode()
    before = texts_of(raw, name)
    editor = Editor(drawn(data))
    made = output(raw, name, editor)
    if kind != "markdown":  # where a text may say anything, so that pieces of it may be markup
        assert len(before) == len(pairs)
        assert texts_of(made, name) == editor.done
    if not any(editor.undo):
        assert made == raw
    if kind not in ("markdown", "tsv", "xliff", "xliff2"):
        back = iter(editor.undo)
        assert output(made, name, Editor(lambda _: next(back))) == raw


@pytest.mark.parametrize("kind", MADE)
def test_all_but_the_words_stays(kind: str) -> None:
    raw = MADE[kind]([("拍拍", "on pat, said"), ("新闻", "News"), ("拍拍", "pat network fell")])
    made = output(raw.encode(), format_of(kind), toy.words).decode()
    assert made.count("Paipai") == 2
    if format_of(kind) != "xliff":
        old = raw.replace("on pat,", "on Paipai,").replace("pat network fell", "Paipai fell")
        assert made == old
    again = items(made.encode(), format_of(kind), toy.words)
    assert not any(item.repair.edits for item in again if item.repair is not None)


@pytest.mark.parametrize("kind", [k for k in MADE if k not in ("tsv", "markdown")])
@settings(max_examples=40)
@given(st.lists(st.text(min_size=1, max_size=12).filter(lambda t: t.strip()), max_size=3))
@example(["\ufeffx", "a\u2028b", "\x85"])
def test_texts_of_any_characters_come_back(kind: str, texts: list[str]) -> None:
    import re

    bad = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
    said = [f"x{bad.sub('', text)}x" for text in texts]
    raw = MADE[kind]([("拍拍", text) for text in said]).encode()
    assert texts_of(raw, format_of(kind)) == said


@pytest.mark.parametrize("kind", MADE)
@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_and_marks_stay(kind: str, end: str) -> None:
    raw = "\ufeff" + MADE[kind]([("拍拍", "on pat")]).replace("\r\n", "\n").replace("\n", end)
    made = output(raw.encode(), format_of(kind), toy.words).decode()
    if format_of(kind) == "xliff":
        assert "on Paipai" in made
        assert made.startswith("\ufeff<xliff")
    else:
        assert made == raw.replace("on pat", "on Paipai")


@pytest.mark.parametrize("kind", MADE)
def test_an_empty_list_stays(kind: str) -> None:
    raw = MADE[kind]([]).encode()
    if kind == "srt":
        assert raw == b""
    assert texts_of(raw, format_of(kind)) == []
