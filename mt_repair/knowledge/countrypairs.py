"""Countries as news Chinese shortens them: 美俄, 法方, 英媒, 访德."""

from __future__ import annotations

from mt_repair.knowledge.publicnames import Name, named
from mt_repair.knowledge.territories import by_character
from mt_repair.language.cedict import entries

ORIGIN = "composed"

SHORT = {
    "United States": "US",
    "European Union": "EU",
    "United Kingdom": "UK",
    "United Nations": "UN",
}
_TOWARDS = frozenset("访赴驻抵")  # 访德: to visit Germany


def two_countries(key: str) -> Name | None:
    """Return two countries written as two characters (美俄), or one side of talks (法方)."""
    short = by_character()
    if len(key) != 2 or is_word(key):
        return None
    first, second = short.get(key[0]), short.get(key[1])
    if key[0] in _TOWARDS and second is not None:
        sure = 0.5 if key[1] == "澳" else 0.75  # Australia or Macao
        return named(key, second.en, (*second.accept, *second.adjective), "LOC", ORIGIN, sure)
    if first is not None and key[1] in "方媒":
        adjective = first.adjective[0] if first.adjective else first.en
        noun = SHORT.get(first.en, first.en)
        if key[1] == "媒":
            forms = [f"{adjective} media", f"{noun} media", f"{noun}'s media"]
            return named(key, forms[0], forms[1:], "TERM", ORIGIN, 0.8)
        forms = [first.en, f"{adjective} side", adjective, *first.accept]
        return named(key, forms[0], forms[1:], "LOC", ORIGIN, 0.7)
    if (
        first is None
        or second is None
        or first == second
        or not (first.adjective and second.adjective)
    ):
        return None
    one, two = (SHORT.get(c.en, c.en) for c in (first, second))
    accept = [
        f"{a}{mark}{b}"
        for a, b in ((one, two), (two, one), (first.en, second.en), (second.en, first.en))
        for mark in ("-", " and ", "–", "/")
    ]
    accept += [
        f"{first.adjective[0]}-{second.adjective[0]}",
        f"{first.adjective[0]} and {second.adjective[0]}",
    ]
    if first.code == "CN":
        accept += [f"Sino-{second.adjective[0]}", f"Sino-{two}"]
    return named(key, f"{one}-{two}", accept, "LOC", ORIGIN, 0.75)


def is_word(text: str) -> bool:
    """Tell whether the dictionary has the text as a plain word, not only as a name."""
    return any(not e.pinyin[:1].isupper() for e in entries(text))
