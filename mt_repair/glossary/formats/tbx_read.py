"""Termbases in TBX read: versions 2 and 3, both styles, any dialect, as tools write them.

One concept is one entry. TBX 2 (ISO 30042:2008) is <martif> with termEntry, langSet and tig
or ntig; TBX 3 (ISO 30042:2019) is <tbx> with conceptEntry, langSec and termSec. A data
category is the type of an element (DCA style: <termNote type="partOfSpeech">) or an element
of a module's namespace (DCT: <min:partOfSpeech>). Elements are told by their names alone: the
examples of the standard's keepers put subjectField into two different modules
(github.com/LTAC-Global/TBX-Basic_dialect), and version 2 is found with and without a
namespace. administrativeStatus is read in the words of the standard and in those of Weblate
and translate-toolkit (preferred, obsolete, forbidden).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mt_repair.corpus.languages import EN, ZH, language, rank
from mt_repair.corpus.safexml import LANG, Element, elements, local
from mt_repair.glossary.entries import Reading
from mt_repair.glossary.formats.foreign import Found, entries_of, no_place, one_line

ROOTS = ("martif", "tbx")

_CONCEPTS = ("termEntry", "conceptEntry", "termentry", "conceptentry")
_SECTIONS = ("langset", "langsec")
_TERMS = ("tig", "ntig", "termsec")
# Elements whose type is a data category (DCA), and those that only group others.
_CATEGORIES = frozenset(
    "descrip termnote admin transac descripnote adminnote transacnote ref xref termcomplist".split()
)
_GROUPS = frozenset("termgrp termnotegrp descripgrp admingrp transacgrp".split())
_SILENT = frozenset("term date hi foreign termcomp termcompgrp".split())

_NAMES = ("noun", "propernoun", "proper noun")
_PREFERRED = ("preferredterm", "preferred", "standardizedterm", "standardized")
_WRONG = frozenset(
    "deprecatedterm deprecated supersededterm superseded obsolete forbidden rejected".split()
)
_ADMITTED = ("admittedterm", "admitted")
_STATUSES = ("administrativestatus", "normativeauthorization", "status")
_STATUS_TAIL = re.compile(r"-(?:admn-sts|norm(?:ative)?-?auth.*)$")


def read(text: str, path: str) -> Reading:
    """Return the entries of a TBX file's text, as `safexml.text_of` gives it.

    The preferred English term is `en`, admitted ones are accepted, deprecated and superseded
    ones wrong; further Chinese terms are aliases. Definitions and notes make the note,
    English contexts of right terms are sentences to keep. Raises InputError as `elements`.
    """
    found = (_concept(element) for element in elements(text, path, _CONCEPTS))
    entries, left = entries_of(found)
    return Reading(entries, left=left)


def _concept(element: Element) -> Found:
    found = Found(element.sourceline or 0, id=element.get("id", ""))
    sections = [child for child in element if local(child) in _SECTIONS]
    _describe(found, element)
    # A stable sort: simplified Chinese first, else the order of the file.
    for section in sorted(sections, key=lambda s: rank(_code(s))):
        which = language(_code(section))
        if which in (ZH, EN):
            _describe(found, section)
            _section(found, section, which)
        else:
            found.left.append(f'no place for the language "{which or "?"}" in a glossary')
    return found


def _code(section: Element) -> str:
    return str(section.get(LANG) or section.get("lang") or "")


def _section(found: Found, section: Element, which: str) -> None:
    ranked: list[list[str]] = [[], [], [], []]
    for term in (child for child in section if local(child) in _TERMS):
        name = next((one_line(_text(e)) for e in term.iter() if local(e) == "term"), "")
        place = 1
        contexts = []
        for category, text in _categories(term):
            if category.lower() in _STATUSES:
                place = _place(text, found)
            elif category == "context" and which == EN:
                contexts.append(text)
            else:
                _put(found, category, text)
        ranked[place].append(name)
        if place < 3:
            found.examples += ({"keep": context} for context in contexts if context)
        elif contexts:
            found.left.append("no place for the context of a wrong form in a glossary")
    right = [name for names in ranked[:3] for name in names]
    if which == ZH:
        found.zh += right + ranked[3]  # a deprecated name still occurs in sources
    else:
        found.en += right
        found.wrong += ranked[3]


def _place(status: str, found: Found) -> int:
    """Return the place of a status: 0 preferred, 1 unsaid, 2 admitted, 3 wrong."""
    word = _STATUS_TAIL.sub("", status.strip().lower())
    if word in _PREFERRED:
        return 0
    if word in _WRONG:
        return 3
    if word not in _ADMITTED:
        found.left.append(f'no place for the status "{status.strip()}" in a glossary')
    return 2


def _describe(found: Found, element: Element) -> None:
    for category, text in _categories(element):
        _put(found, category, text)


def _put(found: Found, category: str, text: str) -> None:
    if not text:
        return
    if category == "subjectField":
        found.domain.append(text)
    elif category in ("note", "definition"):
        found.notes.append(text)
    elif not (category == "partOfSpeech" and text.lower() in _NAMES):
        found.left.append(no_place(category))


def _categories(element: Element) -> Iterator[tuple[str, str]]:
    """Yield the data categories right under an element, or in groups there, with their texts."""
    for child in element:
        name = local(child)
        if name in _GROUPS:
            yield from _categories(child)
        elif name in _CATEGORIES:
            yield child.get("type") or name, one_line(_text(child))
        elif name and name not in (*_SECTIONS, *_TERMS) and name not in _SILENT:
            yield child.tag.rpartition("}")[2], one_line(_text(child))


def _text(element: Element) -> str:
    return "".join(element.itertext())
