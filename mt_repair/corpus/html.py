"""Web pages (.html): what a reader sees of a block is a segment, the page a document.

Left as they are: tags, comments, scripts and styles, code and preformatted text, what is
marked as not to be translated (translate="no", class notranslate) or as another language, and
attributes but `alt` and `title`, of links not even these. A name may reach across a tag that
only formats: the tags stay, and the right name stands where its first word stood. The page is
not parsed or mended as browsers do it, so that every other byte stays.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from mt_repair.corpus import whole
from mt_repair.corpus.encodings import decoded
from mt_repair.corpus.gather import Gather
from mt_repair.corpus.given import Given
from mt_repair.corpus.items import Item
from mt_repair.corpus.languages import EN, language
from mt_repair.corpus.marked import OBJECT, Piece, Spell
from mt_repair.corpus.parts import Run
from mt_repair.corpus.pragmas import is_pragma
from mt_repair.corpus.whole import Found

_FORMATTING = frozenset(
    "a abbr acronym b bdi bdo big cite del dfn em font i ins label mark nobr q s small span "
    "strike strong sub sup time tt u wbr".split()
)
# These stand in a text for something; what is in them is no text of it.
_OBJECTS = frozenset(
    "audio canvas code embed iframe img input kbd math meter object picture progress samp "
    "select svg var video".split()
)
_RAW = frozenset("script style xmp noembed noframes plaintext template".split())  # hold no tags
_CLOSED = _RAW | frozenset("pre textarea".split())
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_CLOSED_BY_NEXT = frozenset("p dt dd option".split())
_ROOTS = frozenset("html body".split())

_ATTRIBUTES = r"""(?:[\s/]+|=?[^\s/>=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"'][^\s>]*|(?=>)))?|=)*+"""
_TAG = re.compile(rf"<(?P<close>/)?(?P<name>[A-Za-z][^\s/>]*)(?P<attributes>{_ATTRIBUTES})>")
_TOKEN = re.compile(
    rf"(?P<comment><!--.*?(?:-->|\Z))|(?P<tag>{_TAG.pattern})|<[!?/][^>]*>", re.DOTALL
)
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+)""")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9A-Fa-f]{1,7}|[A-Za-z][A-Za-z0-9]{0,40});?")
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.-]{1,40})""", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.-]{1,40})""")
_LOOKED_AT = 4096


def repaired(given: Given, run: Run) -> Iterator[Item]:
    """Repair a page; raises InputError where a file cannot be used."""
    return whole.repaired(given, run, find, decode)


def decode(data: bytes, path: str) -> tuple[str, str]:
    """Return the text of a page's bytes and what to write it in.

    UTF-8 wins over what the page says, since other encodings hardly ever look like it.
    """
    head = data[:_LOOKED_AT]
    found = _XML_CHARSET.match(head) or _CHARSET.search(head)
    return decoded(data, path, found[1].decode("ascii") if found else "")


def find(text: str, path: str) -> Found:
    """Return the texts of a page."""
    gather = Gather()
    gather_page(gather, text)
    return gather.found()


def gather_page(gather: Gather, text: str) -> None:
    """Gather the texts of a page, or of HTML inside something else."""
    ends = _Ends(text)
    last = text.rfind(">") + 1  # behind it no tag ends
    said = at = 0
    while (at := text.find("<", at, last)) >= 0:
        token = _TOKEN.match(text, at, last)
        if token is None:
            at += 1
            continue
        gather.add(*words(text[said:at]))
        raw, at = token[0], token.end()
        if token["tag"]:
            at = _gather_tag(gather, text, token, ends)
        elif token["comment"]:
            gather.add(Piece(raw, raw if is_pragma(raw) else "", wall=True))
        else:
            gather.skip(raw)
        said = at
    gather.add(*words(text[said:]))


def _gather_tag(gather: Gather, text: str, token: re.Match[str], ends: _Ends) -> int:
    """Gather a tag, or the whole element where no text is in it; return where it ends."""
    name, raw = token["name"].lower(), token[0]
    if token["close"]:
        gather.add(Piece(raw, "")) if name in _FORMATTING else gather.skip(raw)
        return token.end()
    attributes = token["attributes"]
    foreign = name not in _ROOTS and _is_foreign(attributes)
    if name not in _VOID and (foreign or name in _CLOSED or name in _OBJECTS):
        end = ends.of(name, token.start())
        if end is not None:
            raw = text[token.start() : end]
            inline = name in _OBJECTS or (foreign and name in _FORMATTING)
            gather.add(Piece(raw, OBJECT, wall=True)) if inline else gather.skip(raw)
            return end
    if name == "br":
        gather.add(Piece(raw, "\n", wall=True))
    elif name in _FORMATTING:
        gather.add(Piece(raw, ""))
    elif not _gather_attributes(gather, raw, token.start("attributes") - token.start(), attributes):
        gather.add(Piece(raw, OBJECT, wall=True)) if name in _OBJECTS else gather.skip(raw)
    return token.end()


def _gather_attributes(gather: Gather, raw: str, start: int, attributes: str) -> bool:
    """Gather the texts among a tag's attributes; return whether there are any."""
    at = 0
    for found in _ATTRIBUTE.finditer(attributes):
        value = found[2]
        if found[1].lower() not in ("alt", "title") or value[0] not in "\"'" or not value[1:-1]:
            continue
        gather.skip(raw[at : start + found.start(2) + 1])
        spell = _in_double_quotes if value[0] == '"' else _in_single_quotes
        gather.add(*words(value[1:-1], spell))
        at = start + found.end(2) - 1
    if at:
        gather.skip(raw[at:])
    return bool(at)


def _is_foreign(attributes: str) -> bool:
    """Tell whether an element is not to be translated, or in another language."""
    if not attributes:
        return False
    found = {
        name.lower(): value.strip("\"'").lower() for name, value in _ATTRIBUTE.findall(attributes)
    }
    code = language(found.get("lang") or found.get("xml:lang") or "")
    return (
        found.get("translate") == "no"
        or "notranslate" in found.get("class", "").split()
        or code not in ("", EN)
    )


class _Ends:
    """Tells where elements end; each name is looked up in the text once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._ends: dict[str, dict[int, int]] = {}

    def of(self, name: str, start: int) -> int | None:
        """Return where an element that starts at a place ends, None where it does not."""
        if name not in self._ends:
            self._ends[name] = dict(self._matched(name))
        return self._ends[name].get(start)

    def _matched(self, name: str) -> Iterator[tuple[int, int]]:
        tag = re.compile(rf"<(/?){re.escape(name)}(?=[\s/>])[^>]*>", re.IGNORECASE)
        open_: list[int] = []
        for found in tag.finditer(self._text):
            if found[1]:
                if open_:
                    yield open_.pop(), found.end()
            elif found[0].endswith("/>") and name not in _RAW:
                yield found.start(), found.end()
            elif open_ and name in _RAW:
                continue  # text of the one before
            else:
                if open_ and name in _CLOSED_BY_NEXT:
                    yield open_.pop(), found.start()
                open_.append(found.start())


def words(raw: str, spell: Spell | None = None) -> Iterator[Piece]:
    """Yield the pieces of a text without tags."""
    spell = spell or _in_text
    at = 0
    for found in _REFERENCE.finditer(raw):
        said = html.unescape(found[0])
        if said == found[0]:
            continue
        if at < found.start():
            yield Piece(raw[at : found.start()], raw[at : found.start()], spell)
        yield Piece(found[0], said, spell)
        at = found.end()
    if at < len(raw):
        yield Piece(raw[at:], raw[at:], spell)


def _in_text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _in_double_quotes(text: str) -> str:
    return _in_text(text).replace('"', "&quot;")


def _in_single_quotes(text: str) -> str:
    return _in_text(text).replace("'", "&#39;")
