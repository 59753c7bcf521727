"""Documents of several parts: one for who repairs them, each its own in the file."""

from __future__ import annotations

from dataclasses import dataclass

import toy
from hypothesis import given, settings
from hypothesis import strategies as st
from strange import documents, edits_of

from mt_repair.corpus.items import Item
from mt_repair.corpus.parts import joined, repaired_parts, runner, split
from mt_repair.edits import apply_document
from mt_repair.types import Document, Edit, Flag, Repair, Segment, Silenced, Span


@dataclass(frozen=True)
class Part:
    text: str

    @property
    def size(self) -> int:
        return len(self.text)

    def read(self) -> Part | Item:
        return Item("x", self.text.encode()) if self.text.startswith("#") else self

    @property
    def document(self) -> Document:
        return Document.of(self.text)

    def item(self, repair: Repair) -> Item:
        return Item("x", repair.text.encode(), repair)

    def failed(self, error: Exception) -> Item:
        return Item("x", self.text.encode() + b"!")


def test_parts_come_back_in_order_with_those_that_are_no_text() -> None:
    parts = [Part("#pat"), Part("on pat"), Part("#"), Part("pat pat")]
    assert [i.output for i in repaired_parts(parts, toy.words)] == [
        b"#pat", b"on Paipai", b"#", b"Paipai Paipai"
    ]  # fmt: skip


def test_a_document_that_fails_leaves_the_others() -> None:
    made = list(runner(toy.repairer)([[Part("pat")], [Part("boom"), Part("pat")], [Part("a pat")]]))
    assert [i.output for i in made] == [b"Paipai", b"boom!", b"pat!", b"a Paipai"]


def test_more_workers_give_the_same() -> None:
    found = [[Part(f"{n} pat"), Part("#")] for n in range(60)]
    assert list(runner(toy.worder, 2)(found)) == list(runner(toy.worder)(found))


def test_what_joins_documents_is_a_line_end() -> None:
    one = Document((Segment("a"),), ("(", ")"))
    assert joined([one, Document((), ("-",)), one]).text == "(a)\n-\n(a)"
    assert joined([one]) is one


@settings(max_examples=300)
@given(st.data(), st.lists(documents(), min_size=1, max_size=4))
def test_a_repair_is_split_as_it_was_joined(data: st.DataObject, parts: list[Document]) -> None:
    whole = joined(parts)
    edits: list[Edit] = []
    for n, segment in enumerate(whole.segments):
        edits += data.draw(edits_of(segment.target, n))
    flags = [Flag(e.segment, e.span, e.old, "toy", "literal", "") for e in edits]
    silenced = tuple(Silenced(flag, "pragma") for flag in flags[::2])
    made = Repair(
        whole, tuple(flags), tuple(edits), tuple(edits), apply_document(whole, edits), silenced
    )
    repairs = split(made, parts)
    assert joined([replace_text(r) for r in repairs]).text == made.text
    assert sum(len(r.flags) for r in repairs) == len(flags)
    assert sum(len(r.silenced) for r in repairs) == len(silenced)
    for repair, document in zip(repairs, parts, strict=True):
        assert repair.document == document
        assert apply_document(document, repair.edits) == repair.text
        for flag in repair.flags:
            assert flag.span.of(document.segments[flag.segment].target) == flag.surface


def replace_text(repair: Repair) -> Document:
    return Document((Segment(repair.text, walls=(Span(0, 0),)),), ("", ""))
