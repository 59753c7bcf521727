"""Pinyin joined into names, and the spellings Taiwan uses for it."""

from __future__ import annotations

import re
from collections.abc import Sequence

_INITIAL = re.compile(r"(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]?)(.+)")
_WADE_INITIALS = {
    "b": "p", "p": "p", "d": "t", "t": "t", "g": "k", "k": "k", "j": "ch", "q": "ch", "x": "hs",
    "zh": "ch", "ch": "ch", "r": "j", "z": "ts", "c": "ts",
}  # fmt: skip
_WADE_FINALS = {
    "ian": "ien",
    "ie": "ieh",
    "ong": "ung",
    "iong": "iung",
    "ue": "ueh",
    "ve": "ueh",
    "v": "u",
}
_WADE_WHOLE = {
    "yi": "yi", "ye": "yeh", "yan": "yen", "you": "yu", "yong": "yung", "yue": "yueh", "er": "erh",
    "zi": "tzu", "ci": "tzu", "si": "szu", "he": "ho", "ge": "ko", "ke": "ko", "e": "o",
    "gui": "kuei", "kui": "kuei", "hui": "hui", "shui": "shui", "guo": "kuo", "kuo": "kuo",
    "huo": "huo", "shuo": "shuo",
}  # fmt: skip


def joined(syllables: Sequence[str]) -> str:
    """Return pinyin syllables as one capitalised word, apostrophes where they are needed."""
    out = ""
    for syllable in syllables:
        spelt = syllable.replace("v", "ü")
        if out and syllable[0] in "aeo":
            out += "'"
        out += spelt
    return out[:1].upper() + out[1:]


def wade(syllable: str) -> str:
    """Return a pinyin syllable in Wade-Giles as passports in Taiwan write it: no apostrophes."""
    if syllable in _WADE_WHOLE:
        return _WADE_WHOLE[syllable]
    match = _INITIAL.fullmatch(syllable)
    if not match:
        return syllable
    initial, final = match[1], match[2]
    if final == "i" and initial in {"zh", "ch", "sh", "r"}:
        return _WADE_INITIALS.get(initial, initial) + "ih"
    if final == "uo" and initial not in {"g", "k", "h", "sh"}:
        final = "o"
    elif final == "e" and initial in {"d", "t", "l", "z", "c", "s", "zh", "ch", "sh", "r", "n"}:
        final = "e"
    return _WADE_INITIALS.get(initial, initial) + _WADE_FINALS.get(final, final)


def without_umlaut(word: str) -> tuple[str, ...]:
    """Return the ways a word with ü is written where there is none: lu, lyu, lv."""
    if "ü" not in word and "Ü" not in word:
        return ()
    return tuple(word.replace("ü", u).replace("Ü", u.title()) for u in ("u", "yu", "v"))
