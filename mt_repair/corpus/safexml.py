"""XML files read safely: no document type reaches the parser, elements one at a time.

A DOCTYPE that only names a DTD, as TBX and TMX files have it, is cut away unread; one that
declares anything is refused, and with it every entity but the five of XML. Nothing is
fetched. Depth is capped, and libxml2 caps the size of a text (huge_tree is off).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TypeAlias

from lxml import etree

from mt_repair.corpus.encodings import BOMS, ENCODINGS
from mt_repair.errors import InputError

Element: TypeAlias = etree._Element
DEEPEST = 64
MOST_TAGS = 4_000_000
MOST_IN_ONE = 10_000  # elements of one entry
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_CHUNK = 1 << 16
_UTF16 = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
_DECLARED = re.compile(rb"""\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([\w.-]{1,40})["']""")
_SKIPPED = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_DOCTYPE = re.compile(r"""<!DOCTYPE(?:[^"'\[\]<>]|"[^"]*"|'[^']*')*""")
_ROOT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
_LONG_TAG = re.compile(r"<[^!?<>][^<>]{100000}")
_COUNT = etree.XPath("count(.//*)")
_DEEP = etree.XPath(f".//*[count(ancestor::*) > {DEEPEST}]")
_PLACE = re.compile(
    r"(?:, try XML_PARSE_HUGE| use XML_PARSE_HUGE option|, line \d+, column \d+|\n).*", re.DOTALL
)
_REMEDIES = (
    ("xmlParseEntityRef", "write &amp; for an & in a text"),
    ("EntityRef", "write &amp; for an & in a text"),
    ("entity", "write the character itself, not its name between & and ;"),
    ("token", "write &amp; for an & and &lt; for a <, or export the file again"),
    ("ends", "get the whole file again"),
    ("Entity", "write the character itself, not its name between & and ;"),
    ("invalid Char", "delete the character, or export the file again"),
    ("depth", "export the file again: no termbase is nested that deep"),
    ("limit", "shorten the text, or export the file again"),
)


def text_of(data: bytes, path: str) -> str:
    """Return the text of an XML file from its root on, line breaks as \\n.

    What stands before the root is replaced by as many line breaks as it holds. Raises
    InputError where the encoding is unknown or wrong, and where a DOCTYPE declares something.
    """
    name = encoding_of(data, path)
    try:
        text = data.decode(name).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError.one(
            path, line, f"this is not {name.upper()}", "save the file as UTF-8"
        ) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    at = _prolog_end(text, path)
    return "\n" * text.count("\n", 0, at) + text[at:]


def root_of(text: str) -> str:
    """Return the name of the root element of a text, in lower case, or nothing."""
    found = _ROOT.match(text.lstrip())
    return found[1].lower() if found else ""


def elements(text: str, path: str, names: Collection[str]) -> Iterator[Element]:
    """Yield each element of these names when it is complete, then forget it.

    Raises InputError with the line where the text is not XML, an element is nested too deep
    or holds too much.
    """
    if text.count("<") > MOST_TAGS:
        raise InputError.one(
            path, None, f"there are more than {MOST_TAGS:,} tags", "split it into several files"
        )
    long = _LONG_TAG.search(text)
    if long:
        line = text.count("\n", 0, long.start()) + 1
        raise InputError.one(path, line, "a tag does not end", "export the file again")
    parser = etree.XMLPullParser(
        events=("end",),
        tag=[f"{{*}}{name}" for name in names],
        encoding="utf-8",
        resolve_entities="internal",  # there are none: no document type gets here
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for chunk in _chunks(text.encode("utf-8", "surrogatepass")):
            if chunk:
                parser.feed(chunk)
            else:
                parser.close()
            for _, element in parser.read_events():
                _check_size(element, path)
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise _not_xml(path, error) from None


def _check_size(element: Element, path: str) -> None:
    what, remedy = "", "export the file again: no termbase has such an entry"
    if _COUNT(element) > MOST_IN_ONE:
        what = f"one entry holds more than {MOST_IN_ONE:,} elements"
    elif _DEEP(element):
        what = "elements are nested too deep"
    if what:
        raise InputError.one(path, element.sourceline, what, remedy)


def local(element: Element) -> str:
    """Return an element's name in lower case, without its namespace; nothing for an entity."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _chunks(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), _CHUNK):
        yield data[start : start + _CHUNK]
    yield b""


def _prolog_end(text: str, path: str) -> int:
    at = 0
    while True:
        if found := _SKIPPED.match(text, at):
            at = found.end()
        elif found := _DOCTYPE.match(text, at):
            at = found.end() + 1
            if text[found.end() : at] != ">":
                line = text.count("\n", 0, found.end()) + 1
                raise declares_something(path, line)
        else:
            return at


def encoding_of(data: bytes, path: str) -> str:
    """Return the codec of an XML file's bytes; raise InputError where it is not known."""
    for mark, name in (*BOMS, *_UTF16):
        if data.startswith(mark):
            return name
    found = _DECLARED.match(data[:400])
    if not found:
        return "utf-8"
    declared = found[1].decode("ascii").lower()
    if declared not in ENCODINGS:
        raise InputError.one(
            path, 1, f"the encoding {declared} is not known here", "save the file as UTF-8"
        )
    return ENCODINGS[declared]


def declares_something(path: str, line: int) -> InputError:
    """Return the error of a document type that could expand or fetch something."""
    what = "the document type declares something"
    remedy = "delete it, from <!DOCTYPE to ]>, and write characters instead of entities"
    return InputError.one(path, line, what, remedy)


def not_xml(path: str, line: int | None, what: str, about: str) -> InputError:
    """Return the error of a file that is not XML; `about` is what the parser calls it."""
    remedy = next((advice for word, advice in _REMEDIES if word in about), "")
    return InputError.one(
        path,
        line,
        f"this is not XML: {what}",
        remedy or "check the tags here, or export the file again",
    )


def _not_xml(path: str, error: etree.XMLSyntaxError) -> InputError:
    what = _PLACE.sub("", error.msg or "it is empty").rstrip(", ")
    return not_xml(path, error.lineno or None, what, what)
