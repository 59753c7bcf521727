"""Termbases in TBX written, in the dialect TBX-Basic.

Version 3 (ISO 30042:2019) in both styles, as the schemas of its keepers want them
(github.com/LTAC-Global/TBX-Basic_dialect: TBXcoreStructV03_TBX-Basic_integrated.rng,
TBX-Basic_DCA.sch, Min.rng, Basic.rng), and version 2 (ISO 30042:2008, TBX-Basic 2009). A
term's notes come before all else of it, as both versions demand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from mt_repair.corpus.languages import EN, ZH
from mt_repair.corpus.safexml import LANG, Element
from mt_repair.glossary.entries import Left
from mt_repair.glossary.formats.written import Written, fits_xml, note_lines
from mt_repair.types import Term

_CORE = "urn:iso:std:iso:30042:ed-2"
_MIN, _BASIC = "http://www.tbxinfo.net/ns/min", "http://www.tbxinfo.net/ns/basic"
_SOURCE = "Names with their wrong forms, written by mt-repair"
_PREFERRED, _ADMITTED, _DEPRECATED = (
    f"{word}Term-admn-sts" for word in ("preferred", "admitted", "deprecated")
)
# What the elements of the two versions are called.
_V3 = {"concept": "conceptEntry", "section": "langSec", "term": "termSec"}
_V2 = {"concept": "termEntry", "section": "langSet", "term": "tig"}
# The element that holds a data category in DCA style; its module in DCT style.
_CATEGORIES = {
    "subjectField": ("descrip", _MIN),
    "context": ("descrip", _BASIC),
    "partOfSpeech": ("termNote", _MIN),
    "administrativeStatus": ("termNote", _MIN),
}


@dataclass(slots=True)
class _Writer:
    """How the elements of one version and style are made, and what was left out so far."""

    names: dict[str, str]
    core: str = ""
    tags: bool = False  # DCT style
    left: list[Left] = field(default_factory=list)

    def under(self, parent: Element, name: str, text: str = "", **attributes: str) -> Element:
        """Add an element of the core to a parent."""
        tag = self.names.get(name, name)
        child = etree.SubElement(parent, f"{{{self.core}}}{tag}" if self.core else tag)
        child.attrib.update(attributes)
        child.text = text or None
        return child

    def category(self, parent: Element, name: str, text: str) -> None:
        """Add a data category to a parent."""
        holder, module = _CATEGORIES[name]
        if self.tags:
            etree.SubElement(parent, f"{{{module}}}{name}").text = text
        else:
            self.under(parent, holder, text, type=name)


def write_dca(terms: Sequence[Term]) -> Written:
    """Return terms as TBX 3, data categories as attributes (DCA)."""
    return _version_3(terms, tags=False)


def write_dct(terms: Sequence[Term]) -> Written:
    """Return terms as TBX 3, data categories as tags (DCT)."""
    return _version_3(terms, tags=True)


def write_2(terms: Sequence[Term]) -> Written:
    """Return terms as TBX 2."""
    writer = _Writer(_V2)
    root = etree.Element("martif", {"type": "TBX-Basic", LANG: ZH})
    header = writer.under(root, "martifHeader")
    _file_description(writer, header)
    encoding = writer.under(header, "encodingDesc")
    writer.under(encoding, "p", "TBXBasicXCSV02.xcs", type="XCSURI")
    doctype = '<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">'
    return _finished(writer, root, terms, doctype)


def _version_3(terms: Sequence[Term], tags: bool) -> Written:
    writer = _Writer(_V3, _CORE, tags)
    namespaces: dict[str | None, str] = {None: _CORE}
    if tags:
        namespaces |= {"min": _MIN, "basic": _BASIC}
    root = etree.Element(f"{{{_CORE}}}tbx", nsmap=namespaces)
    root.attrib.update({"type": "TBX-Basic", "style": "dct" if tags else "dca", LANG: ZH})
    _file_description(writer, writer.under(root, "tbxHeader"))
    return _finished(writer, root, terms)


def _file_description(writer: _Writer, header: Element) -> None:
    description = writer.under(header, "fileDesc")
    writer.under(writer.under(description, "sourceDesc"), "p", _SOURCE)


def _finished(
    writer: _Writer, root: Element, terms: Sequence[Term], doctype: str | None = None
) -> Written:
    body = writer.under(writer.under(root, "text"), "body")
    for term in terms:
        _concept(writer, body, term)
    data = etree.tostring(
        root, encoding="UTF-8", xml_declaration=True, pretty_print=True, doctype=doctype
    )
    return Written(data, len(body), tuple(writer.left))


def _concept(writer: _Writer, body: Element, term: Term) -> None:
    concept = writer.under(body, "concept", id=f"c{len(body) + 1}")
    if term.domain:
        writer.category(concept, "subjectField", term.domain)
    lines, left = note_lines(term)
    writer.left += left
    for line in lines:
        writer.under(concept, "note", line)
    chinese = writer.under(concept, "section", **{LANG: ZH})
    _term(writer, chinese, term.zh, _PREFERRED)
    for name in term.aliases:
        _term(writer, chinese, name, _ADMITTED)
    english = writer.under(concept, "section", **{LANG: EN})
    _term(writer, english, term.en, _PREFERRED, _contexts(writer, term))
    for name in term.accept:
        _term(writer, english, name, _ADMITTED)
    for name in term.wrong:
        _term(writer, english, name, _DEPRECATED)


def _contexts(writer: _Writer, term: Term) -> list[str]:
    """Return the sentences of a term that show its name; the others have no place in TBX."""
    contexts = []
    for example in term.examples:
        if example.after is None or term.en not in example.after:
            writer.left.append(Left("examples without the right name", term.zh))
        elif not fits_xml(example.after) or "\n" in example.after.strip():
            writer.left.append(Left("examples with line breaks or control characters", term.zh))
        else:
            contexts.append(example.after.strip())
            writer.left.append(
                Left("the wrong side of examples (the right one is a context)", term.zh)
            )
    return list(dict.fromkeys(contexts))


def _term(
    writer: _Writer, section: Element, name: str, status: str, contexts: Sequence[str] = ()
) -> None:
    term = writer.under(section, "term")
    etree.SubElement(term, f"{{{writer.core}}}term" if writer.core else "term").text = name
    if status != _DEPRECATED:
        writer.category(term, "partOfSpeech", "noun")
    writer.category(term, "administrativeStatus", status)
    for context in contexts:
        writer.category(term, "context", context)
