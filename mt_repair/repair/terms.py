"""The right name in the form its sentence needs.

A name is more than its letters: the article before a class noun goes with it ("the pat
network" is Paipai), stays before what it belongs to ("the Sailin factory"), a follows
the sound, a verb the number. Each rule widens the replaced stretch as far as it must and
no further.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mt_repair.detect.words import ACTING, AUXILIARY, PLACED, REPORTING
from mt_repair.language.english import (
    FUNCTION_WORDS,
    article_for,
    is_common,
    is_countable,
    is_plural,
    parts_of_speech,
    plural,
    singular_verb,
)
from mt_repair.types import Term

# Between two words: blanks, or one line end, never a blank line.
_GAP = r"(?:[ \t\u00a0]+(?:\r?\n[ \t]*)?|\r?\n[ \t]*)"
_NEXT = re.compile(
    r"[ \t]*(?:\r?\n)?[ \t]*(?P<open>[\"'\u201c\u2018(]?)(?P<word>\w+(?:[.'\u2019&-]\w+)*)"
)
_ARTICLE = re.compile(rf"(?<![\w'\u2019-])(?P<word>the|an|a){_GAP}\Z", re.IGNORECASE)
_CLASS_NOUN = re.compile(rf"{_GAP}(?P<word>network|net)(?![\w@-]|\.\w)", re.IGNORECASE)
_WORD_AFTER = re.compile(rf"({_GAP})(\w+)(?![\w@-]|\.\w)")
_PRINTED = re.compile(rf"{_GAP}(?:magazine|newspaper)\b")
_POSSESSIVE = re.compile(r"['\u2019](?:s\b)?")

# Heads of names that English says with "the".
_DEFINITE = frozenset(
    "award awards ministry commission committee administration bureau council office court congress "
    "festival exchange board bridge museum games championship championships league".split()
)
# Heads that keep a "the" already there: the Dahe Daily, the Xiong'an New Area.
_KEEPS = _DEFINITE | frozenset(
    "daily times journal post herald newspaper observer society university institute academy hospital "
    "department metropolis area zone center centre station airport river tower palace temple garden "
    "square road mountains sea lake army party association federation union foundation open cup "
    "prize house territory region dynasty library theatre theater platform system edition season".split()
)
_BEGINS_NOUN = frozenset("a an the its their his her our my your these those".split())
# What English, too, says after a trade that has no plural.
_TRADES = re.compile(
    r"\W(?:(?P<many>platforms|accounts|industries)|platform|account|industry)\Z", re.I
)


@dataclass(frozen=True, slots=True)
class Replacement:
    """The stretch to replace and what stands there afterwards."""

    start: int
    end: int
    new: str


def replacement(
    text: str, start: int, end: int, term: Term, made_plural: bool = False
) -> Replacement:
    """Return the replacement of text[start:end] by the term's name, grammar included.

    `made_plural` says that the surface is the plural of a wrong form, so that a common
    noun must follow; a name never does.
    """
    surface = text[start:end]
    new = term.en
    end = _swallow_class_noun(text, end, term)
    end = _swallow_repeat(text, end, new)
    quoted = text[start - 1 : start] in _QUOTES and start > 0
    bracket = start - quoted
    before = _article_before(text, bracket)
    if is_common(new):
        new = _in_number(new, surface, made_plural, before is not None)
    own_article = re.match(r"(?:the|a|an) ", new, re.IGNORECASE)
    if before:
        word = before["word"].lower()
        if own_article:
            start = start if quoted else before.start()
        elif word == "the" and _drops_the(text, end, term, surface, new) and bracket == start:
            start = before.start()
        elif word in ("a", "an"):
            start, new = _agree(text, before, start, new)
    elif _gains_the(text, start, end, term, surface, new) and not quoted:
        new = f"the {new}"
    start, new = _without_repeat(text, start, new)
    new = _cased(text, start, end, surface, new)
    end, new = _verb(text, end, surface, new)
    bare_mark = text[end : end + 1] in ("'", "\u2019") and not text[end + 1 : end + 2].isalnum()
    if bare_mark and not quoted and surface.endswith("s") and not new.endswith("s"):
        new, end = f"{new}{text[end]}s", end + 1  # customers' -> Vancl's
    return Replacement(start, end, new)


def _in_number(new: str, surface: str, made_plural: bool, article: bool) -> str:
    """Return a common noun in the number of its place.

    What has no plural stays as it is, and keeps the noun that can be counted: "electricity
    supplier platforms" are e-commerce platforms, "an electricity supplier platform" is one.
    """
    noun = _TRADES.search(surface)
    kept = noun and (noun["many"] or article)
    if not (made_plural or kept) or is_plural(new.split()[-1]):
        return new
    if is_countable(new):
        return plural(new) if made_plural else new
    return new + noun[0].lower() if noun and kept else new


_QUOTES = ('"', "'", "\u201c", "\u2018")


def _article_before(text: str, at: int) -> re.Match[str] | None:
    """Return the article right before a place; the "An" of "Ping An" is none."""
    found = _ARTICLE.search(text, max(at - 40, 0), at)
    if found and found["word"] in ("A", "An") and not _at_sentence_start(text, found.start()):
        return None
    return found


def _swallow_class_noun(text: str, end: int, term: Term) -> int:
    """Take in a "network" that is what 网 in the Chinese name became."""
    if term.type not in ("ORG", "MEDIA", "PROD", None) or is_common(term.en):
        return end
    found = _CLASS_NOUN.match(text, end)
    if found and found["word"].lower() not in term.en.lower():
        return found.end()
    return end


def _swallow_repeat(text: str, end: int, new: str) -> int:
    """Take in a following word that the right name ends with: "Jitu" express."""
    words = new.split()
    found = _WORD_AFTER.match(text, end)
    if len(words) > 1 and found and found[2].lower() == words[-1].lower():
        return found.end()
    return end


def _without_repeat(text: str, start: int, new: str) -> tuple[int, str]:
    """Take in the same name standing right before: "Meituan US group"."""
    low = max(start - len(new) - 8, 0)
    if text.find(new, low, start) < 0:
        return start, new  # as nearly always; a pattern of each name is dear
    found = re.compile(r"(?<![\w'-])" + re.escape(new) + _GAP + r"\Z").search(text, low, start)
    return (found.start(), new) if found else (start, new)


def _is_attributive(text: str, end: int) -> bool:
    """Tell whether a noun follows that an article before the name belongs to."""
    if _POSSESSIVE.match(text, end):
        return False
    found = _NEXT.match(text, end)
    if not found or found["open"] or found.start("word") == end:
        return False
    word = found["word"].lower()
    if word in FUNCTION_WORDS or word in REPORTING or word in AUXILIARY or word in PLACED:
        return False
    if word in ACTING or word.endswith(("ed", "ly")):
        return False
    if word.endswith("ing"):
        return _is_attributive(text, found.end())
    if found["word"][0].isupper() or word[0].isdigit():
        return True
    kinds = parts_of_speech(word)
    if not kinds:
        return True
    return bool(kinds & {"NOUN", "ADJ"})


def _acts(text: str, end: int) -> bool:
    """Tell whether what follows and may be a noun is a verb, by its object: uses a, uses new."""
    found = _NEXT.match(text, end)
    after = _NEXT.match(text, found.end()) if found else None
    if not found or not after or found["open"] or after["open"]:
        return False
    verb, word = found["word"].lower(), after["word"].lower()
    if "VERB" not in parts_of_speech(verb):
        return False
    kinds = parts_of_speech(word)
    return word in _BEGINS_NOUN or (
        verb.endswith("s")
        and (
            ("ADJ" in kinds and kinds.isdisjoint({"NOUN", "ADV"}))
            or ("NOUN" in kinds and is_plural(word))
        )
    )


def _drops_the(text: str, end: int, term: Term, surface: str, new: str) -> bool:
    """Tell whether "the" before the wrong name goes: it belonged to its class noun."""
    small = new[:1].isalpha() and new.split()[0].islower()  # "exchange value of ..."
    if small or is_common(new) or _head_in(new, _KEEPS) or re.search(r"\d$", surface):
        return False
    if term.type == "MEDIA" and _PRINTED.match(text, end):
        return True
    if not _is_attributive(text, end):
        return True
    # Models of products and teams keep it: the Fuxing cuts the journey, the Rockets lost.
    return term.type != "PROD" and not is_plural(new.split()[-1]) and _acts(text, end)


def _head_in(new: str, heads: frozenset[str]) -> bool:
    head = re.split(r" (?:of|for|in|on|at) ", new)[0].split()
    last = head[-1].lower().rpartition("-")[2] if head else ""  # a Sub-Committee is a committee
    return bool(head) and len(new.split()) > 1 and last in heads


def _gains_the(text: str, start: int, end: int, term: Term, surface: str, new: str) -> bool:
    """Tell whether the right name needs "the" where the wrong one stood bare."""
    definite = _head_in(new, _DEFINITE) or new.startswith("University of ")
    if term.type == "WORK" or not definite or _is_attributive(text, end):
        return False
    if any(w.lower() in _DEFINITE for w in surface.split()):
        return False  # the wrong name was of the same kind, and did without
    before = re.search(rf"([\w'\u2019]+){_GAP}\Z", text[max(start - 60, 0) : start])
    if not before:
        return False
    word = before[1].lower()
    return word in PLACED or word in REPORTING or word in ACTING or word == "of"


def _agree(text: str, article: re.Match[str], start: int, new: str) -> tuple[int, str]:
    """Change a to an, or back, where the new name sounds so."""
    want = article_for(new)
    if article["word"].lower() == want:
        return start, new
    if article["word"][0].isupper():
        want = want.capitalize()
    return article.start(), want + text[article.end("word") : start] + new


def _cased(text: str, start: int, end: int, surface: str, new: str) -> str:
    """Write a common noun as its place asks: capital at a sentence start, in a heading."""
    if not is_common(new) and not new.startswith(("the ", "a ", "an ")):
        return new
    first = _at_sentence_start(text, start)
    letters = [c for c in surface if c.isalpha()]
    if len(letters) > 3 and all(c.isupper() for c in letters):
        return new.upper()
    words = re.findall(r"[^\W\d_]\w*", surface)
    title = len(words) > 0 and all(w[0].isupper() for w in words if w not in FUNCTION_WORDS)
    if title and not first and _in_heading(text, start, end) and is_common(new):
        return " ".join(w if w in FUNCTION_WORDS else w[0].upper() + w[1:] for w in new.split())
    was_capital = text[start : start + 1].isupper()
    if first and was_capital:
        return new[0].upper() + new[1:]
    return new


def _at_sentence_start(text: str, start: int) -> bool:
    before = text[max(start - 40, 0) : start].rstrip(" \t\"'\u201c\u2018([\u3010")
    return not before or before[-1] in ".!?\n\u3002\uff01\uff1f:"


def _in_heading(text: str, start: int, end: int) -> bool:
    low = text.rfind("\n", 0, start) + 1
    high = text.find("\n", end)
    line = text[low : high if high >= 0 else len(text)]
    words = [w for w in re.findall(r"[^\W\d_]\w*", line) if w.lower() not in FUNCTION_WORDS]
    return len(words) > 2 and sum(w[0].isupper() for w in words) / len(words) > 0.7


def _verb(text: str, end: int, surface: str, new: str) -> tuple[int, str]:
    """Let the verb follow where a plural became one thing: "powers say" -> "Ebrun says"."""
    last = re.findall(r"\w+", surface)
    if not last or not is_plural(last[-1]) or is_plural(new.split()[-1]):
        return end, new
    found = _WORD_AFTER.match(text, end)
    if not found:
        return end, new
    verb = found[2]
    bends = verb in ("are", "were", "have", "do") or (
        verb + "s" in REPORTING and verb not in ("said", "told")
    )
    if not bends or (is_common(new) and (new.endswith("s") or is_countable(new))):
        return end, new
    return found.end(), new + found[1] + singular_verb(verb)
