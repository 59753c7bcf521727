"""Which words a name replaces: what belongs to its place at the edges, and what must not go."""

from __future__ import annotations

import re
from collections import Counter

from mt_repair.knowledge.renderings import renderings
from mt_repair.knowledge.traces import word_keys
from mt_repair.language.english import FUNCTION_WORDS
from mt_repair.types import Span

_WORD = re.compile(r"[^\W_]+")
_FIGURE = re.compile(r"\d+(?:[.,:/-]\d+)*")
_NUMERALS = frozenset(
    "two three four five six seven eight nine ten eleven twelve dozen dozens hundred hundreds thousand "
    "thousands million millions billion billions trillion trillions first second third fourth fifth".split()
)
_MARK = re.compile(r"(?<!\w)['\u2018\u2019](?!\d)|['\u2018\u2019](?!\w)|[\"\u201c\u201d()\[\]]")
_PLURAL_OWNER = re.compile(r"s['\u2019]\s")
_COMPOUND = re.compile(r"(?<![\w-])(?:[^\W_]+-)+\Z")
_BEFORE = re.compile(r"(?<![\w'\u2019-])([^\W\d_]+)(?:['\u2019]s)?[ \t]+\Z")
_HEAD_BEFORE = re.compile(r"(?<![\w'\u2019-])([^\W\d_]{4,}) of (?:the )?\Z")
_COUNTED = re.compile(r"([^\W\d_]+)[ \t]+(?=\w)")
_LONGEST = 60  # how far before a place its words are looked for


def fitted(text: str, span: Span, form: str, zh: str) -> Span:
    """Return the place widened by the words beside it that the right form says itself.

    The beginning of a word with hyphens ("off-[site examinations]" for off-site reviews), the
    form's first word ("China's [modernization]"), its head ("renewal of the [Chinese
    nation]"), and its own abbreviation after it ("[the Society] (SWIFT)"); narrowed by a
    number that it does not ("[five issuers]").
    """
    start, end = span.start, span.end
    counted = _COUNTED.match(text, start, end)
    if counted and counted[1].lower() in _NUMERALS and counted[1].lower() not in form.lower():
        return Span(counted.end(), end)
    before = text[max(start - _LONGEST, 0) : start]
    start -= (
        _compound(before, form) or _head(before, span.of(text), form) or _first(before, form, zh)
    )
    echo = re.compile(r"[ \t]*\(" + re.escape(form) + r"\)").match(text, end)
    return Span(start, echo.end() if echo else end)


def loses(old: str, new: str) -> bool:
    """Tell whether a figure, a number or a mark would go: it belongs to other words."""
    if old.endswith(")") and old[old.rfind("(") + 1 : -1] in new.split():
        old = old[: old.rfind("(")]  # the name's own abbreviation
    return any(bool(Counter(f(old)) - Counter(f(new))) for f in (_figures, _numerals, _marks))


def _figures(text: str) -> list[str]:
    return _FIGURE.findall(text)


def _numerals(text: str) -> list[str]:
    return [w for w in _WORD.findall(text.lower()) if w in _NUMERALS]


def _marks(text: str) -> list[str]:
    return _MARK.findall(_PLURAL_OWNER.sub("s ", text + " "))


def keys_of(word: str) -> frozenset[str]:
    """Return what a word shares with the words it is the same as, in any form and spelling."""
    return frozenset(k for k in word_keys(word) if not k.endswith("~"))


def _compound(before: str, form: str) -> int:
    """Return the length of the compound's beginning, if the form has it or it can't stand alone."""
    found = _COMPOUND.search(before)
    if not found:
        return 0
    has_it = form.lower().startswith(found[0].lower())
    tied = any(part.lower() in FUNCTION_WORDS for part in found[0].split("-")[1:])
    return len(found[0]) if has_it or tied else 0


def _first(before: str, form: str, zh: str) -> int:
    """Return the length of the word before, if it is the form's first of several.

    Two words are one where they are the same characters': China and Chinese for 中国.
    """
    found, words = _BEFORE.search(before), _WORD.findall(form)
    if not found or len(words) < 2 or words[0].lower() in FUNCTION_WORDS:
        return 0
    one, other = keys_of(found[1]), keys_of(words[0])
    same = not one.isdisjoint(other) or _characters(one, zh) & _characters(other, zh)
    return len(found[0]) if same else 0


def _characters(keys: frozenset[str], zh: str) -> int:
    """Return which characters of a name may have become a word, one bit for each."""
    made = renderings(zh).by_key
    ways = [made[key] for key in sorted(keys) if key in made]
    return max(ways, key=lambda r: r.weight).mask if ways else 0


def _head(before: str, surface: str, form: str) -> int:
    """Return the length of "renewal of the" before what the form calls so, too."""
    found = _HEAD_BEFORE.search(before)
    head, of, rest = form.partition(" of ")
    if not found or not of or " " in head.strip():
        return 0
    mine = [keys_of(w) for w in _WORD.findall(surface) if w.lower() not in FUNCTION_WORDS]
    theirs = [keys_of(w) for w in _WORD.findall(rest) if w.lower() not in FUNCTION_WORDS]
    same = len(mine) == len(theirs) and all(a & b for a, b in zip(mine, theirs, strict=True))
    return len(found[0]) if same else 0
