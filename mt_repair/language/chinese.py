"""The Chinese side of a name: its characters, the dictionary's words in it, its pinyin."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from mt_repair.language.cedict import entries

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")
_ASIDE = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_MARKS = str.maketrans("", "", "《》〈〉「」『』“”\"‘’'")
_TONE = re.compile(r"[1-5]$")

# The compound surnames a news text meets; single ones are marked by CC-CEDICT itself.
COMPOUND_SURNAMES = frozenset(
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 司空 夏侯 端木 独孤 南宫 西门 呼延 闻人 长孙".split()
)


def has_han(text: str) -> bool:
    """Tell whether the text holds a Chinese character."""
    return _HAN.search(text) is not None


def core_name(zh: str) -> str:
    """Return a glossary name without asides in brackets, book-title marks and quotes.

    Full-width letters and digits become half-width: 《人物》(杂志) gives 人物.
    """
    bare = _ASIDE.sub("", unicodedata.normalize("NFKC", zh)).translate(_MARKS).strip()
    return bare or unicodedata.normalize("NFKC", zh).translate(_MARKS).strip(" ()[]【】")


@lru_cache(maxsize=16384)
def readings(word: str) -> tuple[tuple[str, ...], ...]:
    """Return the pinyin readings of a word, without tones, the likeliest first.

    Each reading is a tuple of syllables, lower case, ü as v. Readings are CC-CEDICT's;
    a word it lacks is read character by character. Empty where a character is unknown.
    """
    found: dict[tuple[str, ...], None] = {}
    for entry in sorted(entries(word), key=lambda e: e.pinyin[:1].isupper() and len(word) == 1):
        syllables = tuple(
            _TONE.sub("", s).lower().replace("u:", "v") for s in entry.pinyin.split(" ")
        )
        if len(syllables) == len(word) and all(s.isalpha() for s in syllables):
            found.setdefault(syllables)
    if found or len(word) == 1:
        return tuple(found)
    parts = [readings(c) for c in word]
    if not all(parts):
        return ()
    first = tuple(p[0][0] for p in parts)
    out = {first: None}
    for i, part in enumerate(parts):
        for other in part[1:3]:
            out.setdefault((*first[:i], other[0], *first[i + 1 :]))
    return tuple(out)


def surname_length(zh: str) -> int:
    """Return how many characters of a personal name are its surname, 0 if none is known."""
    if zh[:2] in COMPOUND_SURNAMES and len(zh) > 2:
        return 2
    if any(g.startswith("surname ") for e in entries(zh[:1]) for g in e.glosses):
        return 1
    return 0


def is_plain_pinyin(zh: str, surface: str) -> bool:
    """Tell whether a text is a Chinese name spelt syllable by syllable, in any reading."""
    letters = "".join(c for c in surface.lower() if c.isalpha())
    spelt = {""}
    for char in core_name(zh):
        options = {r[0] for r in readings(char)}
        spelt = {s + o for s in spelt for o in options if letters.startswith(s + o)}
    return letters in spelt
