"""Unknown names: a phrase of plain words where English can only have a name.

"billion state power network learned that": a singular noun without article says
something. No glossary is needed, and none is consulted; a person must look.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from mt_repair.detect.evidence import Sentence
from mt_repair.detect.words import DETERMINERS, PLACED
from mt_repair.language.english import FUNCTION_WORDS, is_plural, parts_of_speech, zipf
from mt_repair.types import Document, Flag, Span

RULE = "suspect"
_SPEAKS = frozenset(
    "learned learns announced reported disclosed revealed told introduced understands understood".split()
)
_SIGNS = (*sorted(_SPEAKS), "according", "[", "\u3010")
# Nouns that English lets stand bare, people among them.
_BARE = frozenset(
    "police media government management staff state news research data evidence information press industry "
    "parliament congress court labour labor industry market company analysis work police reuters xinhua radio "
    "television tv law justice history science education health security intelligence army navy office "
    "headquarters authority customs prosecution defense defence opposition study report survey statement article "
    "spokesman spokeswoman spokesperson chairman president director manager official officer reporter reporters "
    "expert analyst professor lawyer doctor minister secretary mayor chief head insider source author writer "
    "people everyone someone nobody anyone who that which it he she they we you this these those there one some "
    "many most all others people men women children friends family members mother father wife husband".split()
)
_MOST_WORDS = 5


def suspect(document: Document, split: Callable[[str], Sequence[Sentence]]) -> Iterator[Flag]:
    """Yield a flag for each phrase that must be a name and is none; `split` cuts sentences."""
    for number, segment in enumerate(document.segments):
        if not _may_name(segment.target):
            continue
        for sentence in split(segment.target):
            for start, end, why in _phrases(sentence):
                first, last = sentence.starts[start], sentence.starts[end - 1]
                span = Span(first, last + len(sentence.words[end - 1]))
                surface = span.of(segment.target)
                yield Flag(
                    number,
                    span,
                    surface,
                    RULE,
                    "suspect",
                    f"“{surface}” {why}, yet it is no name: perhaps a name translated word by word.",
                    confidence=0.5,
                )


def _may_name(text: str) -> bool:
    """Tell whether a text has a word that `_phrases` looks for; most have none."""
    lower = text.lower()
    return any(sign in lower for sign in _SIGNS)


def _phrases(sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    words = sentence.words
    lower = [w.lower() for w in words]
    for i, word in enumerate(lower):
        if word in _SPEAKS and i and _follows(word, lower[i + 1 : i + 2]):
            start = _phrase_before(words, i)
            if start is not None and _odd(words[start:i]):
                yield start, i, f"{word} something as only a name can"
        if word == "to" and lower[i - 1 : i] == ["according"]:
            end = _phrase_after(words, i + 1)
            if end is not None and _odd(words[i + 1 : end]):
                yield i + 1, end, "is named as a source"
        if word in ("[", "\u3010") and i + 2 < len(words):
            end = next((j for j in range(i + 1, len(words)) if words[j] in "]\u3011"), None)
            signed = end and i + 2 < end <= i + 7 and lower[end - 1] in ("news", "report")
            if end and signed and _odd(words[i + 1 : end - 1]):
                yield i + 1, end - 1, "signs the report"


def _follows(verb: str, after: Sequence[str]) -> bool:
    """Tell whether the verb has what a speaker's verb has: learned that, told the paper."""
    if verb == "told":
        return True
    return bool(after) and (after[0] in ("that", "on", "from", "exclusively", ",") or verb in (
        "announced", "reported", "disclosed", "revealed"))  # fmt: skip


def _phrase_before(words: Sequence[str], verb: int) -> int | None:
    """Return where the bare noun phrase before a verb begins, if there is one."""
    start = verb
    while start and verb - start < _MOST_WORDS and words[start - 1].islower():
        word = words[start - 1]
        if word in FUNCTION_WORDS or word in DETERMINERS or not word.replace("-", "").isalpha():
            break
        start -= 1
    if start and words[start - 1][0].isupper() and start == 1:
        start -= 1  # a sentence's first word is capital anyway
        if words[start].lower() in FUNCTION_WORDS:
            start += 1
    if start == verb:
        return None
    before = words[start - 1].lower() if start else ""
    opens = not start or before in ("that", ",", ":", "[", "\u201c", '"', ".", ";", "according")
    return start if opens else None


def _phrase_after(words: Sequence[str], start: int) -> int | None:
    """Return where the bare noun phrase after "according to" ends, if one stands there."""
    end = start
    while end < len(words) and end - start < _MOST_WORDS and words[end].replace("-", "").isalpha():
        if words[end].lower() in FUNCTION_WORDS or words[end].lower() in PLACED:
            break
        end += 1
    if end == start or end >= len(words) or words[end] not in (",", "reported", "reports"):
        return None
    return end if any(w.islower() for w in words[start:end]) else None


def _odd(phrase: Sequence[str]) -> bool:
    """Tell whether a bare phrase cannot be plain English: its head is one countable thing."""
    head = phrase[-1].lower()
    if head in _BARE or phrase[0].lower() in _BARE or is_plural(head) or not head.isalpha():
        return False
    if any(w[0].isupper() for w in phrase[1:]):
        return False
    kinds = parts_of_speech(head)
    if any(re.search(r"(?:ly|ing|ed)$", w.lower()) for w in phrase[:1]) and len(phrase) < 3:
        return False
    if not kinds or zipf(head) < 2.0:
        return phrase[0].islower()
    return "NOUN" in kinds and len(phrase) >= 2
