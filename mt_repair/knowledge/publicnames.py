"""The value the public-name sources share, and how names from several sources are merged."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from mt_repair.types import EntityType

MOST_CERTAIN = 0.98
_SEPARATED = re.compile(r"(?<=[a-z])['’](?=[aeo])")
_DOTS = re.compile(r"[‧•・･∙⋅]")


@dataclass(frozen=True, slots=True)
class Name:
    """What a Chinese name is called in English; `confidence` is 0 to 1, `en` the usual form."""

    zh: str
    en: str
    accept: tuple[str, ...] = ()
    type: EntityType = "TERM"
    origin: str = ""
    confidence: float = 0.5

    @property
    def right(self) -> tuple[str, ...]:
        """Every right English form, the usual one first."""
        return (self.en, *self.accept)


def named(
    zh: str, en: str, accept: Iterable[str], type: EntityType, origin: str, confidence: float
) -> Name:
    """Return a name whose accepted forms are each there once, without diacritics too."""
    forms = dict.fromkeys(f for f in (en, *accept) if f)
    for form in tuple(forms):
        forms.setdefault(plain_letters(form))
        forms.setdefault(_SEPARATED.sub("", form))  # Xi'an, Xian
        if type == "ORG":
            forms.setdefault(form.replace(" and ", " & "))
    forms.pop(en, None)
    return Name(zh, en, tuple(forms), type, origin, round(min(confidence, MOST_CERTAIN), 3))


def plain_letters(text: str) -> str:
    """Return a text with its letters' diacritics and curly apostrophes made plain."""
    spelt = text.translate(_LETTERS)
    if spelt.isascii():
        return spelt
    bare = unicodedata.normalize("NFD", spelt)
    return unicodedata.normalize("NFC", "".join(c for c in bare if not unicodedata.combining(c)))


_LETTERS = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʻ": "'",
        "ı": "i",
        "ł": "l",
        "Ł": "L",
        "ø": "o",
        "Ø": "O",
        "đ": "d",
        "ß": "ss",
        "æ": "ae",
    }
)


def merged(names: Iterable[Name]) -> list[Name]:
    """Return the names with those of the same Chinese and English made one, best first.

    Two sources that agree are surer than either; accepted forms are united.
    """
    out: list[Name] = []
    ordered = sorted(names, key=lambda n: (n.zh, -n.confidence, n.en, n.origin))
    for _, group in groupby(ordered, key=lambda n: n.zh):
        kept: list[Name] = []
        for name in group:
            at = next((i for i, old in enumerate(kept) if _agree(old, name)), None)
            if at is None:
                kept.append(name)
            else:
                kept[at] = _joined(kept[at], name)
        out += sorted(kept, key=lambda n: (-n.confidence, n.en))
    return out


def _joined(old: Name, other: Name) -> Name:
    accept = dict.fromkeys((*old.accept, *other.right))
    accept.pop(old.en, None)
    origins = dict.fromkeys((*old.origin.split("+"), *other.origin.split("+")))
    surer = old.confidence
    if other.origin not in old.origin:
        surer = 1 - (1 - old.confidence) * (1 - other.confidence)
    kind = old.type
    for name in (other, old):  # a gazetteer knows a place for a place
        if "GeoNames" in name.origin or "CLDR" in name.origin:
            kind = name.type
    return replace(
        old,
        type=kind,
        accept=tuple(accept),
        origin="+".join(origins),
        confidence=round(min(surer, MOST_CERTAIN), 3),
    )


def _agree(a: Name, b: Name) -> bool:
    """Tell whether one of two names is among the other's accepted forms."""
    forms = {plain_letters(f).casefold() for f in a.right}
    return plain_letters(b.en).casefold() in forms or plain_letters(a.en).casefold() in {
        plain_letters(f).casefold() for f in b.right
    }


def key_text(text: str) -> str:
    """Return a text with full-width letters and name dots made plain, one for one.

    The result is as long as the text, so places found in it are the text's own.
    """
    folded = _DOTS.sub("·", text)
    return "".join(chr(ord(c) - 0xFEE0) if "\uff01" <= c <= "\uff5e" else c for c in folded)
