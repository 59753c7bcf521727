"""The English side: inflection, articles, case, and how ordinary a phrase is."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import Literal

from mt_repair.language.pinyin import is_pinyin

FUNCTION_WORDS = frozenset(
    "a an the this that these those it its he she they we you i his her their our my your one ones who whom "
    "what which where when how why and or but nor so if as at by for from in into of off on onto out over "
    "to up with without within about above after before between during through under until upon via not no "
    "is are was were be been being am do does did has have had will would can could may might must shall "
    "should all any each every some many much more most other another such same own there here then than "
    "too very just also only even still yet again back down away".split()
)


@lru_cache(maxsize=65536)
def zipf(word: str, wordlist: Literal["small", "large"] = "small") -> float:
    """Return how frequent a word is, 0 (unseen) to 8 (the), from wordfreq's list.

    The small list has no word below 3; the large one takes 0.2 s to load.
    """
    from wordfreq import get_frequency_dict

    frequency = get_frequency_dict("en", wordlist=wordlist).get(word.lower(), 0.0)
    return round(math.log10(frequency) + 9, 2) if frequency else 0.0


@lru_cache(maxsize=16384)
def ordinariness(form: str) -> float:
    """Return how ordinary a phrase is as plain English, 0 (never seen) to 1 (every day).

    A word counts by its frequency. A phrase counts as its rarest content word, less for
    each further content word, since chance company of two words is rarer than either.
    """
    words = re.findall(r"\w+", form.lower())
    content = [w for w in words if w not in FUNCTION_WORDS and not w.isdigit()]
    if not content:
        return 1.0
    rarest = min(zipf(w) for w in content)
    if not rarest:
        return 0.0
    score = (rarest - 1.5) / 5 - 0.22 * (len(content) - 1) + 0.1 * (len(words) > len(content))
    return round(min(max(score, 0.0), 1.0), 3)


def _inflect_last(phrase: str, tag: str, first: bool = False) -> str:
    from lemminflect import getInflection

    words = phrase.split()
    if not words:
        return phrase
    at = 0 if first else -1
    found = getInflection(words[at], tag=tag)
    if found:
        words[at] = found[0]
    return " ".join(words)


@lru_cache(maxsize=65536)
def plural(noun: str) -> str:
    """Return the plural of a noun phrase: its last word's."""
    return _inflect_last(noun, "NNS")


@lru_cache(maxsize=65536)
def singular(noun: str) -> str:
    """Return the singular of a noun phrase: its last word's."""
    from lemminflect import getLemma

    head, blank, last = noun.rpartition(" ")
    return head + blank + (getLemma(last, upos="NOUN") or (last,))[0]


_SAME = frozenset("aircraft spacecraft fish sheep deer series species chassis".split())
_RARER = 1.6  # how much less frequent a plural may be: "lidars" is a word, "softwares" none
_LEAST = 1.0  # the frequency of a word that the large list has not seen, at most


@lru_cache(maxsize=4096)
def is_countable(noun: str) -> bool:
    """Tell whether a noun phrase has a plural, which e-commerce, software, lending have not.

    It has none if hardly anybody writes it. A hyphenated word counts as its last part.
    """
    word = noun.lower().split()[-1] if noun.split() else ""
    last = word.split("-")[-1]
    if word in _SAME or (last in FUNCTION_WORDS and last != word):
        return True  # a start-up
    many = plural(last)
    if many == last or last in FUNCTION_WORDS:
        return False
    seen, one = zipf(many, "large"), zipf(last, "large")
    if not seen and (last.endswith("ing") or (one and is_pinyin(last) and not zipf(last))):
        return False  # livestreaming, haitao
    return one - max(seen, _LEAST) < _RARER


@lru_cache(maxsize=65536)
def present_participle(verb: str) -> str:
    """Return the -ing form of a verb phrase: its first word's."""
    return _inflect_last(verb, "VBG", first=True)


@lru_cache(maxsize=65536)
def past(verb: str) -> str:
    """Return the past form of a verb phrase: its first word's."""
    return _inflect_last(verb, "VBD", first=True)


_CONSONANT_SOUND = re.compile(
    r"(?:eu|ew[er]|uni(?:$|on|t|que|vers|corn|form|son|lever|lateral|cef|sex|f[iy]|cyc)|unes|us(?:e|u|a)"
    r"|ut[eio]|uk\b|ur[au]|ubi|one\b|once\b|ouija)",
    re.IGNORECASE,
)
_SILENT_H = re.compile(r"(?:hour|honest|honou?r|heir)", re.I)
_VOWEL_LETTERS = frozenset("AEFHILMNORSX")


def article_for(word: str) -> str:
    """Return "a" or "an" for the word that follows, by how it sounds.

    Letters read one by one count by their names (an MBA, a UN body, an H-share); "an Uber", "an iPhone", "a euro".
    """
    head = re.match(r"[^\W_]+", word.lstrip("\"'\u201c\u2018"))
    if not head:
        return "a"
    first = head[0]
    if first[0].isdigit():
        return "an" if first[0] == "8" or first in ("11", "18") else "a"
    spelt = first.isupper() and (len(first) < 4 or not re.search("[AEIOU]", first))
    if spelt:
        return "an" if first[0] in _VOWEL_LETTERS else "a"
    if _SILENT_H.match(first):
        return "an"
    if _CONSONANT_SOUND.match(first):
        return "a"
    return "an" if first[0].lower() in "aeiou" else "a"


@lru_cache(maxsize=16384)
def parts_of_speech(word: str) -> frozenset[str]:
    """Return what a word can be (NOUN, VERB, ADJ, ADV), by lemminflect's dictionary."""
    from lemminflect import getAllLemmas

    return frozenset(getAllLemmas(word.lower()))


_FORMS = {
    "NN": "N", "NNS": "S", "VB": "V", "VBP": "V", "VBZ": "Z", "VBD": "D", "VBN": "D", "VBG": "G",
    "JJ": "J", "JJR": "J", "JJS": "J", "RB": "R", "RBR": "R", "RBS": "R",
}  # fmt: skip


@lru_cache(maxsize=65536)
def forms_of(word: str) -> str:
    """Return which forms a word can be, by lemminflect's dictionary, as letters in the order NSVZDGJR.

    N and S are nouns in the singular and plural, V, Z, D and G verbs (open, opens, opened,
    opening), J adjectives, R adverbs. Empty for a word the dictionary has not.
    """
    from lemminflect import getAllInflections, getAllLemmas

    lower = word.lower()
    found = set()
    for upos, lemmas in getAllLemmas(lower).items():
        for lemma in lemmas:
            for tag, forms in getAllInflections(lemma, upos=upos).items():
                if lower in forms and tag in _FORMS:
                    found.add(_FORMS[tag])
    if "N" in found:
        found.discard("S")  # lemminflect has a plural like the singular for most nouns
    return "".join(letter for letter in "NSVZDGJR" if letter in found)


@lru_cache(maxsize=4096)
def singular_verb(verb: str) -> str:
    """Return a present-tense verb in its third-person singular: say -> says, are -> is."""
    irregular = {"are": "is", "were": "was", "have": "has", "do": "does"}
    if verb in irregular:
        return irregular[verb]
    return _inflect_last(verb, "VBZ")


@lru_cache(maxsize=16384)
def is_plural(word: str) -> bool:
    """Tell whether a word is the plural of another noun; "media" and "data" are not."""
    lower = word.lower()
    if not lower.endswith(("s", "men", "ren")):
        return False
    from lemminflect import getLemma

    lemma = getLemma(lower, upos="NOUN")
    return bool(lemma) and lemma[0] != lower and plural(lemma[0]) == lower


def is_common(en: str) -> bool:
    """Tell whether a right form is a common noun (e-commerce), not a proper name."""
    words = [w for w in en.split() if w[0].isalpha()]
    return (
        bool(words)
        and "." not in words[-1]
        and words[-1].islower()
        and (words[0].islower() or len(words) > 1)
    )
