"""What stands in an element of well-formed XML: its tags, and the pieces of its text.

Only for what `xmlcuts` has let through: it relies on tags being closed and nested.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from mt_repair.corpus.marked import Piece

Kind = Literal["open", "close", "empty", "text", "other"]

_TOKEN = re.compile(
    r"<!--.*?-->|<!\[CDATA\[(?P<cdata>.*?)\]\]>|<\?.*?\?>"
    r"|</(?P<close>[^\s>]+)\s*>"
    r"|<(?P<open>[^\s/>]+)(?P<attributes>(?:[^>\"']|\"[^\"]*\"|'[^']*')*?)(?P<empty>/?)>"
    r"|(?P<text>[^<]+)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([^\s=]+)\s*=\s*("[^"]*"|'[^']*')""")
_REFERENCE = re.compile(r"&(?:#[0-9]+|#x[0-9A-Fa-f]+|amp|lt|gt|quot|apos);")
# What XML has no place for, not even as a reference.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Token:
    """A tag or a stretch of text; `name` is without a prefix."""

    kind: Kind
    start: int
    end: int
    name: str = ""
    attributes: str = ""

    def get(self, name: str) -> str | None:
        """Return an attribute's value, by its name with its prefix."""
        for found, value in _ATTRIBUTE.findall(self.attributes):
            if found == name:
                return html.unescape(value[1:-1])
        return None


def tokens(raw: str) -> Iterator[Token]:
    """Yield the tags and texts of a stretch of XML in order; comments and the like are "other"."""
    for found in _TOKEN.finditer(raw):
        start, end = found.span()
        if found["open"]:
            kind: Kind = "empty" if found["empty"] else "open"
            name = found["open"].rpartition(":")[2]
            yield Token(kind, start, end, name, found["attributes"])
        elif found["close"]:
            yield Token("close", start, end, found["close"].rpartition(":")[2])
        elif found["text"] or found["cdata"] is not None:
            yield Token("text", start, end)
        else:
            yield Token("other", start, end)


def text_pieces(raw: str) -> Iterator[Piece]:
    """Yield the pieces of a text, which may be a CDATA section."""
    if raw.startswith("<![CDATA["):
        inner = raw[9:-3]
        yield Piece(raw[:9], "")
        yield Piece(inner, inner, in_cdata)
        yield Piece("]]>", "")
        return
    at = 0
    for found in _REFERENCE.finditer(raw):
        if at < found.start():
            yield Piece(raw[at : found.start()], raw[at : found.start()], in_text)
        yield Piece(found[0], html.unescape(found[0]), in_text)
        at = found.end()
    if at < len(raw):
        yield Piece(raw[at:], raw[at:], in_text)


def said(raw: str) -> str:
    """Return what a text says."""
    return "".join(piece.text for piece in text_pieces(raw))


def in_text(text: str) -> str:
    """Spell a text between tags; what XML has no place for is left out."""
    text = _NO_XML.sub("", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def in_cdata(text: str) -> str:
    """Spell a text in a CDATA section."""
    return _NO_XML.sub("", text).replace("]]>", "]]]]><![CDATA[>")
