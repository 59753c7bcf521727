"""The accepted forms of a known person's English name: the surname alone, the order turned."""

from __future__ import annotations

import re
from collections.abc import Sequence

NAME_PARTICLES = frozenset(
    "von van der den de del della di da du la le of the or al bin ibn ben ter dos das el bint".split()
)
_SURNAME_FIRST = re.compile(
    r"Korea|Vietnam|Cambodia|North Korean|Hungar|Chinese|China|PRC|dynasty|Dynasty|Taiwan|Hong Kong|"
    r"Kuomintang|Guomindang|Qing|Ming|Tang|Song|Han |Khmer|Burm|Singapore"
)


def person_forms(
    zh: str, en: str, syllables: Sequence[str], description: str
) -> tuple[str, tuple[str, ...]]:
    """Return a person's usual English name and its accepted forms.

    `syllables` are the Chinese key's, lower case with tones; `description` says who it is.
    """
    words = en.split()
    if len(words) < 2 or "of" in words or re.match(r"(?:King|Queen|Emperor|Prince|Pope|Duke) ", en):
        return en, ()
    if re.search(r"Japan", description) and len(words) == 2:
        surname, given = words
        if _modern(description):
            return f"{given} {surname}", (en, surname)
        return en, (f"{given} {surname}", surname, given)
    first = re.sub(r"[^a-z]", "", syllables[0]) if syllables else ""
    spelt_first = words[0].lower().startswith(first[:1]) and _is_spelt(words[0], syllables)
    if spelt_first or (_SURNAME_FIRST.search(description) and len(words) == 2 and "-" in words[1]):
        surname = words[0]
        given = " ".join(words[1:])
        return en, (surname, f"{given} {surname}", given)
    at = len(words) - 1
    if re.fullmatch(r"(?:[IVX]+|Jr\.?|Sr\.?)", words[at]):
        return en, (" ".join(words[:at]),)
    while at > 1 and words[at - 1].lower() in NAME_PARTICLES:
        at -= 1
    surname = " ".join(words[at:])
    accept = [surname, surname[0].upper() + surname[1:], words[-1]]
    if len(words) > 2 and at == len(words) - 1:
        accept.append(f"{words[0]} {words[-1]}")
    return en, tuple(dict.fromkeys(accept))


def _is_spelt(surname: str, syllables: Sequence[str]) -> bool:
    """Tell whether a word is the first syllable, or the first two, of the Chinese key."""
    bare = [re.sub(r"[^a-z]", "", s) for s in syllables]
    return surname.lower() in {"".join(bare[:1]), "".join(bare[:2])}


def _modern(description: str) -> bool:
    years = [int(y) for y in re.findall(r"\b(\d{4})\b", description)]
    return not years or min(years) >= 1870
