"""Word documents: paragraphs over runs, tracked changes, and what is no text."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import toy
from badfiles import docx
from formatted import items, pairs, targets

from mt_repair.corpus.docxtext import LINE
from mt_repair.corpus.marked import OBJECT
from mt_repair.errors import InputError

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def document(body: str) -> bytes:
    return docx(
        f"<?xml version='1.0'?>\n<w:document {W}><w:body>{body}</w:body></w:document>".encode()
    )


def run(text: str, formatting: str = "", space: str = ' xml:space="preserve"') -> str:
    return f"<w:r>{formatting}<w:t{space}>{text}</w:t></w:r>"


def paragraph(*runs: str) -> str:
    return f"<w:p><w:pPr><w:pStyle w:val='pat'/></w:pPr>{''.join(runs)}</w:p>"


def body(data: bytes) -> str:
    xml = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    return xml.split("<w:body>")[1].split("</w:body>")[0]


def written(content: str, **settings: bool) -> str:
    (item,) = items("docx", document(content), toy.words, **settings)
    return body(item.output)


BOLD = "<w:rPr><w:b/></w:rPr>"
BOX = "<w:r><w:drawing><w:txbxContent>{}</w:txbxContent></w:drawing></w:r>"


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        (paragraph(run("on "), run("pa", BOLD), run("t &amp; co")), ["on pat & co"]),
        (paragraph() + paragraph(run("a")) + "<w:p/>" + paragraph(run("b")), ["a", "b"]),
        (paragraph("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>"), [f"a\tb{LINE}c"]),
        (paragraph("<w:hyperlink>", run("a"), "</w:hyperlink>", run("b")), ["ab"]),
        (paragraph("<w:ins>", run("a"), "</w:ins><w:del><w:r><w:delText>pat</w:delText></w:r></w:del>"), ["a"]),
        (paragraph("<w:moveFrom>", run("pat"), "</w:moveFrom>", run("a")), ["a"]),
        (paragraph("<w:r><w:instrText>pat</w:instrText></w:r>", run("a")), ["a"]),
        (paragraph(run("a"), "<w:r><w:drawing/></w:r>", run("b")), [f"a{OBJECT}b"]),
        (paragraph(run("a"), BOX.format(paragraph(run("c"))), run("b")), [f"a{OBJECT}", "c", "b"]),
        (f"<w:tbl><w:tr><w:tc>{paragraph(run('a'))}</w:tc><w:tc>{paragraph(run('b'))}</w:tc></w:tr></w:tbl>", ["a", "b"]),
        (paragraph("<w:r><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:t>a</w:t></w:r>"), ["a"]),
    ],
)  # fmt: skip
def test_what_of_a_document_is_text(content: str, texts: list[str]) -> None:
    assert targets("docx", document(content)) == texts


@pytest.mark.parametrize(
    ("runs", "repaired"),
    [
        ([run("on pat.")], [run("on Paipai.")]),
        ([run("on p"), run("a", BOLD), run("t.")], [run("on Paipai"), run("", BOLD), run(".")]),
        ([run("pat", BOLD), run(" network")], [run("Paipai", BOLD), run("")]),
        ([run("pat", space=""), run(" said")], [run("Paipai", space=""), run(" said")]),
        ([run("pat network said", space="")], [run("Paipai said", space="")]),
    ],
)
def test_a_name_takes_the_formatting_of_its_first_word(
    runs: list[str], repaired: list[str]
) -> None:
    assert written(paragraph(*runs)) == paragraph(*repaired)


def test_white_space_at_an_end_is_kept_by_name() -> None:
    made = written(paragraph(run("on "), run("pat", space=""), run(" network said", space="")))
    assert made == paragraph(run("on "), run("Paipai", space=""), run(" said"))


def change(name: str, id: int, inner: str) -> str:
    return f'<w:{name} w:id="{id}" w:author="mt_repair">{inner}</w:{name}>'


def test_tracked_changes_keep_both_sides() -> None:
    marked = paragraph('<w:bookmarkStart w:id="7"/>', run("on p"), run("a", BOLD), run("t said"))
    gone = [
        f'<w:r>{f}<w:delText xml:space="preserve">{t}</w:delText></w:r>'
        for f, t in (("", "p"), (BOLD, "a"), ("", "t"))
    ]
    assert written(marked, track_changes=True) == paragraph(
        '<w:bookmarkStart w:id="7"/>',
        run("on ") + change("del", 8, gone[0]) + change("ins", 9, run("Paipai")),
        run("", BOLD) + change("del", 10, gone[1]),
        run("") + change("del", 11, gone[2]) + run(" said"),
    )


def test_what_somebody_inserted_takes_new_words_as_theirs() -> None:
    theirs = '<w:ins w:id="3" w:author="x">{}</w:ins>'
    made = written(paragraph(theirs.format(run("on pat"))), track_changes=True)
    gone = change("del", 4, '<w:r><w:delText xml:space="preserve">pat</w:delText></w:r>')
    assert made == paragraph(theirs.format(run("on ") + gone + run("Paipai")))


def test_a_document_without_edits_stays_byte_for_byte() -> None:
    data = document(paragraph(run("fine")))
    assert items("docx", data, toy.words)[0].output == data


def test_a_line_of_a_report_is_a_paragraph() -> None:
    (item,) = items(
        "docx", document("<w:p/><w:p/>" + paragraph(run("on pat")) + "<w:p/>"), toy.words
    )
    assert item.repair is not None
    assert item.repair.document.text == "\n\non pat\n"


def test_headers_and_notes_are_read_after_the_body() -> None:
    kinds = ("header", "footer", "footnotes", "endnotes")
    roots = dict(zip(kinds, ("hdr", "ftr", "footnotes", "endnotes"), strict=True))
    types = "".join(
        f'<Override PartName="/word/{k}.xml" ContentType="application/vnd.openxmlformats-'
        f'officedocument.wordprocessingml.{k}+xml"/>'
        for k in kinds
    )
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w") as made,
        zipfile.ZipFile(io.BytesIO(document(paragraph(run("pat"))))) as old,
    ):
        for k in kinds:
            made.writestr(
                f"word/{k}.xml", f"<w:{roots[k]} {W}>{paragraph(run(k + ' pat'))}</w:{roots[k]}>"
            )
        made.writestr("word/document.xml", old.read("word/document.xml"))
        made.writestr("word/media/x.bin", b"pat")
        listed = old.read("[Content_Types].xml").decode()
        made.writestr("[Content_Types].xml", listed.replace("</Types>", types + "</Types>"))
    assert targets("docx", out.getvalue()) == ["pat", *(f"{k} pat" for k in kinds)]
    (item,) = items("docx", out.getvalue(), toy.words)
    after = zipfile.ZipFile(io.BytesIO(item.output))
    assert [n for n in after.namelist() if b"pat<" in after.read(n)] == []
    assert after.read("word/media/x.bin") == b"pat"
    assert after.namelist() == zipfile.ZipFile(out).namelist()


def test_a_source_document_belongs_to_it_paragraph_by_paragraph(tmp_path: Path) -> None:
    source = tmp_path / "zh.docx"
    source.write_bytes(document(paragraph(run("甲")) + paragraph(run("乙"))))
    data = document(paragraph(run("a")) + paragraph(run("b")))
    assert pairs("docx", data, str(source)) == [("a", "甲"), ("b", "乙")]
    source.write_bytes(document(paragraph(run("甲"))))
    assert pairs("docx", data, str(source)) == [("a\nb", "甲")]
    (item,) = items(
        "docx", document(paragraph(run("a")) + paragraph(run("pat"))), toy.words, str(source)
    )
    assert body(item.output) == paragraph(run("a")) + paragraph(run("Paipai"))


def test_macros_stay_and_are_told() -> None:
    data = docx(f"<w:document {W}><w:p/></w:document>".encode(), {"word/vbaProject.bin": b"pat"})
    (item,) = items("docx", data, toy.words)
    assert [note.what for note in item.notes] == ["the document holds macros"]


def _swapped(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    return lambda data: data.replace(old, new)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda data: b"", "in.docx: this is no DOCX, which is a zip file; save"),
        (
            lambda data: b"\xd0\xcf\x11\xe0" + data,
            "in.docx: this is an old Word or Excel file, no DOCX",
        ),
        (lambda data: data[:-40], "in.docx: the zip file is damaged ("),
        (
            _swapped(b"word/document.xml", b"word/documen/.xml"),
            "in.docx: there is no text of Word in it",
        ),
        (
            _swapped(b"[Content_Types].xml", b"[Content_Types].xmm"),
            "in.docx: this zip file is no Word document",
        ),
    ],
)
def test_a_file_that_is_no_document_is_told(spoil: Callable[[bytes], bytes], message: str) -> None:
    with pytest.raises(InputError) as caught:
        items("docx", spoil(document(paragraph(run("a")))), toy.words)
    assert str(caught.value).startswith(message)


def test_xml_inside_that_cannot_be_used_is_told_with_its_place() -> None:
    with pytest.raises(InputError) as caught:
        items("docx", docx(f"<w:document {W}>\n<w:p></w:document>".encode()), toy.words)
    assert re.match(
        r"in.docx: word/document.xml:2: this is not XML: mismatched tag;", str(caught.value)
    )
