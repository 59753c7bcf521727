"""A Word document made of a text: its paragraphs, its tracked changes, and nothing it cannot hold."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree

from mt_repair.corpus.docxmade import tracked
from mt_repair.corpus.text import document
from mt_repair.types import Edit, Span

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def body(data: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return etree.fromstring(archive.read("word/document.xml"))


def said(root: etree._Element, without: str) -> list[str]:
    return [
        "".join(
            {f"{W}br": "\n", f"{W}tab": "\t"}.get(n.tag, n.text or "")
            for n in p.iter(f"{W}t", f"{W}delText", f"{W}br", f"{W}tab")
            if without not in {a.tag for a in n.iterancestors()}
        )
        for p in root.iter(f"{W}p")
    ]


def test_changes_are_tracked_both_ways() -> None:
    made = document("One pat two.\nThree\tfour.\n\n\nFive & <six>.\n", None)
    edits = [
        Edit(0, Span(4, 7), "pat", "Paipai"),
        Edit(0, Span(0, 0), "", "So, "),
        Edit(1, Span(5, 12), "& <six>", ""),
    ]
    root = body(tracked([(made, edits)]))
    assert said(root, f"{W}ins") == ["One pat two.\nThree\tfour.", "Five & <six>."]
    assert said(root, f"{W}del") == ["So, One Paipai two.\nThree\tfour.", "Five ."]
    changes = list(root.iter(f"{W}ins", f"{W}del"))
    assert [n.get(f"{W}author") for n in changes] == ["mt_repair"] * 4
    assert len({n.get(f"{W}id") for n in changes}) == 4


def test_the_same_text_gives_the_same_bytes() -> None:
    made = [(document("One pat two.", None), [Edit(0, Span(4, 7), "pat", "Paipai")])]
    assert tracked(made) == tracked(made)


@pytest.mark.parametrize("sign", ["\0", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_what_no_xml_holds_is_replaced(sign: str) -> None:
    root = body(tracked([(document(f"a{sign}b", None), [])]))
    assert said(root, "") == ["a\ufffdb"]


@pytest.mark.parametrize("text", ["", "\n\n", " a ", "😀 e\u0301 \u200d", "]]>&amp;"])
def test_texts_are_kept_as_they_are(text: str) -> None:
    assert "\n".join(said(body(tracked([(document(text, None), [])])), "")) == text.strip("\n")
