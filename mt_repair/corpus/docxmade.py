"""A new Word document made of texts, with edits as tracked changes.

For a text that was no Word document, so that an editor can look through its changes in Word
or LibreOffice. A segment is a paragraph, a line end in it a line break; blank ones are left
out. The same texts and edits give the same bytes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import count
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from mt_repair.corpus.docxtext import AUTHOR, LINE
from mt_repair.corpus.framed import by_segment
from mt_repair.types import Document, Edit

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FRAME = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
}
_SPACED = '<w:pPr><w:spacing w:after="160" w:line="276" w:lineRule="auto"/></w:pPr>'
_PARTS = re.compile(rf"(\r\n|[\r\n{LINE}]|\t)")
# What no XML 1.0 document may hold, and what has no UTF-8.
_UNSAYABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def tracked(documents: Iterable[tuple[Document, Sequence[Edit]]]) -> bytes:
    """Return a Word document (.docx) of the texts of documents, each with its edits tracked.

    Edits must not overlap, and fit their document.
    """
    ids = count(1)
    body = "".join(
        f"<w:p>{_SPACED}{''.join(_runs(segment.target, edits.get(n, ()), ids))}</w:p>"
        for document, made in documents
        for edits in [by_segment(made)]
        for n, segment in enumerate(document.segments)
        if segment.target.strip() or n in edits
    )
    document = f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, raw in (*_FRAME.items(), ("word/document.xml", document)):
            info = ZipInfo(name)  # whose date is always the same
            archive.writestr(info, (_XML + raw).encode("utf-8"), ZIP_DEFLATED)
    return out.getvalue()


def _runs(text: str, edits: Sequence[Edit], ids: count[int]) -> Iterator[str]:
    at = 0
    for edit in sorted(edits, key=lambda e: e.span):
        yield _run(text[at : edit.span.start])
        yield _change("del", _run(edit.old, "delText"), ids)
        yield _change("ins", _run(edit.new), ids)
        at = edit.span.end
    yield _run(text[at:])


def _change(name: str, run: str, ids: count[int]) -> str:
    tag = f'w:{name} w:id="{next(ids)}" w:author="{escape(AUTHOR)}"'
    return f"<{tag}>{run}</w:{name}>" if run else ""


def _run(text: str, name: str = "t") -> str:
    if not text:
        return ""
    out = []
    for part in _PARTS.split(_UNSAYABLE.sub("\ufffd", text)):
        if part == "\t":
            out.append("<w:tab/>")
        elif _PARTS.fullmatch(part):
            out.append("<w:br/>")
        elif part:
            held = escape(part, quote=False)
            out.append(f'<w:{name} xml:space="preserve">{held}</w:{name}>')
    return f"<w:r>{''.join(out)}</w:r>"
