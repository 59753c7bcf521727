"""What the readers of other tools' files share: names sorted into keys, duplicates made one.

Such a file is not written for a glossary. What has no place in one is left out and named,
one value at a time, so that an odd note does not cost its entry.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from mt_repair.glossary.entries import Entry, Faults, Left, name_faults, text_faults
from mt_repair.glossary.glossary import zh_key
from mt_repair.language.chinese import has_han
from mt_repair.types import ENTITY_TYPES

_BROKEN_LINE = re.compile(r"[ \t\r]*\n[ \t\r\n]*")

_WORDS = {
    "aliases": "Chinese names",
    "en": "English names",
    "wrong": "wrong forms",
    "domain": "domains",
    "note": "notes",
}


@dataclass(slots=True)
class Found:
    """What a file says of one name; lists are in the order of preference.

    `left` is what of it a glossary has no place for.
    """

    line: int
    zh: list[str] = field(default_factory=list)
    en: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    domain: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    examples: list[dict[str, str]] = field(default_factory=list)
    type: str = ""
    left: list[str] = field(default_factory=list)
    id: str = ""

    @property
    def name(self) -> str:
        """What the entry is called in reports."""
        return next((name for name in (*self.zh, *self.en, *self.wrong, self.id) if name), "?")


def one_line(text: str) -> str:
    """Return a text without the line breaks and indents that a pretty-printed file puts into it."""
    return _BROKEN_LINE.sub(" ", text).strip()


def no_place(key: str) -> str:
    """Return what is left when a key of a file has no place in a glossary."""
    return f'no place for "{key}" in a glossary'


def entries_of(
    founds: Iterable[Found], rules: bool = False
) -> tuple[tuple[Entry, ...], tuple[Left, ...]]:
    """Return the entries that the finds make, in their order, and what is left of them.

    Finds of one Chinese name become one entry: the first one's English stays, that of the
    others is accepted. Finds without English are left out, and those without Chinese; of
    `rules`, which know no Chinese, these stay if they have wrong forms.
    """
    merged: dict[tuple[str, str], Found] = {}
    left: list[Left] = []
    for found in founds:
        left += _cleaned(found)
        if not found.en:
            left.append(Left("no English name, left out", found.name))
        elif not found.zh and not rules:
            left.append(Left("no Chinese name, left out", found.name))
        elif not found.zh and not found.wrong:
            left.append(Left("no wrong forms, left out", found.name))
        else:
            key = (zh_key(found.zh[0]), "") if found.zh else ("", found.en[0])
            if key in merged:
                _add(merged[key], found)
                if not rules:
                    left.append(Left("given more than once, made one entry", found.name))
            else:
                merged[key] = found
    entries = []
    for found in merged.values():
        entry, whats = _entry(found)
        entries.append(entry)
        left += (Left(what, found.name) for what in whats)
    return tuple(entries), tuple(left)


def _cleaned(found: Found) -> Iterator[Left]:
    """Take out of a find what a glossary refuses; yield that and what else is left of it."""
    name = found.name
    yield from (Left(what, name) for what in found.left)
    for key, values in (
        ("aliases", found.zh), ("en", found.en), ("wrong", found.wrong), ("domain", found.domain),
    ):  # fmt: skip
        yield from _sound(key, values, name_faults)
    # An alias may be in Latin letters (KOL), the name itself is in Chinese.
    found.zh.sort(key=lambda zh: not has_han(zh))
    if found.zh and not has_han(found.zh[0]):
        yield Left("a Chinese name without Chinese characters, left out", found.zh[0])
        found.zh.clear()
    yield from _sound("note", found.notes, text_faults)
    for example in tuple(found.examples):
        what = next((w for k, text in example.items() for w, _ in text_faults(k, text)), "")
        if what:
            found.examples.remove(example)
            yield Left("examples that a glossary refuses, left out", f"{name} ({what})")
    if found.type and found.type not in ENTITY_TYPES:
        yield Left("types that a glossary does not know, left out", f"{name} ({found.type})")
        found.type = ""


def _sound(key: str, values: list[str], faults: Callable[[str, str], Faults]) -> Iterator[Left]:
    kept: dict[str, None] = {}
    for value in dict.fromkeys(map(str.strip, values)):
        what = next((what for what, _ in faults(key, value)), "")
        if what:
            yield Left(f"{_WORDS[key]} that a glossary refuses, left out", f"{value} ({what})")
        elif value:
            kept[value] = None
    values[:] = kept


def _add(first: Found, other: Found) -> None:
    for mine, theirs in (
        (first.zh, other.zh), (first.en, other.en), (first.wrong, other.wrong),
        (first.domain, other.domain), (first.notes, other.notes),
    ):  # fmt: skip
        mine += [value for value in theirs if value not in mine]
    first.examples += [e for e in other.examples if e not in first.examples]
    first.type = first.type or other.type


def _entry(found: Found) -> tuple[Entry, list[str]]:
    left: list[str] = []
    right = {name.casefold() for name in found.en}
    wrong = [name for name in found.wrong if name.casefold() not in right]
    if len(wrong) < len(found.wrong):
        left.append("wrong forms that are also right, capitals apart, left out")
    if len(found.domain) > 1:
        left.append("a second domain, left out")
    values: dict[str, Any] = {
        "zh": "".join(found.zh[:1]),
        "en": found.en[0],
        "type": found.type,
        "domain": "".join(found.domain[:1]),
        "aliases": found.zh[1:],
        "accept": found.en[1:],
        "wrong": wrong,
        "note": "\n".join(found.notes),
        "examples": found.examples,
    }
    return Entry(found.line, {key: value for key, value in values.items() if value}), left
