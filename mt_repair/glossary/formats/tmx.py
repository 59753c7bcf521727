"""Translation memories in TMX 1.4b (and older), each unit a name.

The standard (LISA OSCAR, tmx14.dtd) gives a unit its notes and properties before its
variants, and lets each tool write properties of its own under names that begin with x-;
types, domains, aliases, accepted and wrong forms are kept there. Read are also the `lang`
attribute of TMX 1.1, any capitals of a code, a namespace, and segments with inline codes:
what stands in bpt, ept, ph, it and ut is markup of the document's own format and no text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.metadata import version

from lxml import etree

from mt_repair.corpus.languages import EN, ZH, language, rank
from mt_repair.corpus.safexml import LANG, Element, elements, local
from mt_repair.glossary.entries import Reading
from mt_repair.glossary.formats.foreign import Found, entries_of, no_place, one_line
from mt_repair.glossary.formats.written import Written, note_lines
from mt_repair.types import Term

ROOTS = ("tmx",)

_CODES = ("bpt", "ept", "ph", "it", "ut")
_OWN = {"type": "x-type", "domain": "x-domain", "aliases": "x-alias", "accept": "x-accept", "wrong": "x-wrong"}  # fmt: skip
_DOMAINS = ("x-domain", "domain", "subject")


def read(text: str, path: str) -> Reading:
    """Return the entries of a TMX file's text, as `safexml.text_of` gives it.

    Further Chinese variants are aliases, further English ones accepted. Raises InputError
    as `elements` does.
    """
    entries, left = entries_of(_unit(element) for element in elements(text, path, ("tu", "TU")))
    return Reading(entries, left=left)


def write(terms: Sequence[Term]) -> Written:
    """Return terms as a TMX 1.4b file."""
    left = []
    root = etree.Element("tmx", {"version": "1.4"})
    header = {
        "creationtool": "mt-repair",
        "creationtoolversion": version("mt-repair"),
        "segtype": "phrase",
        "o-tmf": "mt-repair",
        "adminlang": EN,
        "srclang": ZH,
        "datatype": "plaintext",
    }
    etree.SubElement(root, "header", header)
    body = etree.SubElement(root, "body")
    for term in terms:
        unit = etree.SubElement(body, "tu")
        lines, unheld = note_lines(term)
        left += unheld
        for line in lines:
            etree.SubElement(unit, "note").text = line
        for key, prop in _OWN.items():
            value = getattr(term, key)
            for text in value if isinstance(value, tuple) else (value,):
                if text:
                    etree.SubElement(unit, "prop", {"type": prop}).text = text
        for code, name in ((ZH, term.zh), (EN, term.en)):
            variant = etree.SubElement(unit, "tuv", {LANG: code})
            etree.SubElement(variant, "seg").text = name
    doctype = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'
    data = etree.tostring(
        root, encoding="UTF-8", xml_declaration=True, pretty_print=True, doctype=doctype
    )
    return Written(data, len(terms), tuple(left))


def _unit(element: Element) -> Found:
    found = Found(element.sourceline or 0, id=element.get("tuid") or "")
    aliases: list[str] = []
    accepted: list[str] = []
    variants = [child for child in element if local(child) == "tuv"]
    for holder in (element, *variants):
        for child in holder:
            _describe(found, child, aliases, accepted)
    for variant in sorted(variants, key=lambda v: rank(_code(v))):
        which = language(_code(variant))
        text = next((one_line(_text(seg)) for seg in variant if local(seg) == "seg"), "")
        if which == ZH:
            found.zh.append(text)
        elif which == EN:
            found.en.append(text)
        else:
            found.left.append(f'no place for the language "{which or "?"}" in a glossary')
    found.zh += aliases
    found.en += accepted
    return found


def _describe(found: Found, child: Element, aliases: list[str], accepted: list[str]) -> None:
    name = local(child)
    text = one_line("".join(child.itertext())) if name in ("note", "prop") else ""
    if not text:
        return
    kind = child.get("type") or "prop"
    if name == "note":
        found.notes.append(text)
    elif kind in _DOMAINS:
        found.domain.append(text)
    elif kind == _OWN["type"]:
        found.type = text
    elif kind == _OWN["aliases"]:
        aliases.append(text)
    elif kind == _OWN["accept"]:
        accepted.append(text)
    elif kind == _OWN["wrong"]:
        found.wrong.append(text)
    else:
        found.left.append(no_place(kind))


def _code(variant: Element) -> str:
    return str(variant.get(LANG) or variant.get("lang") or "")


def _text(segment: Element) -> str:
    return "".join(_pieces(segment))


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if local(child) not in _CODES:
            yield from _pieces(child)
        yield child.tail or ""
