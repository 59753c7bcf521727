"""What speaks for and against a stretch of text being a mistranslated name.

`evidence` turns one candidate in its sentence into named numbers, 0 to 1 each; the
weights that make a probability of them are in decision.py's file. Nothing here knows a
single name or sentence: only words that announce, own, report or determine.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from mt_repair.detect.decision import WAS_READ
from mt_repair.detect.scene import Scene, scene_evidence
from mt_repair.detect.words import (
    ACTING,
    AFTER,
    AUXILIARY,
    BEFORE,
    CHINA,
    DETERMINERS,
    FOREIGN,
    NEWS,
    OWNED,
    PLACED,
    REPORTING,
)
from mt_repair.glossary.forms import Form
from mt_repair.language.english import FUNCTION_WORDS, ordinariness, zipf
from mt_repair.language.pinyin import SURNAMES, is_pinyin
from mt_repair.types import EntityType

_TOKEN = re.compile(r"\w+(?:[.&'\u2019-]\w+)*|[^\w\s]")
_OPEN = frozenset("\"'\u201c\u2018\u300a(")
_CLOSE = frozenset("\"'\u201d\u2019\u300b)")
_END = frozenset(".!?;:\u2026)]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a segment, its words with their offsets in the segment's target."""

    start: int
    end: int
    words: tuple[str, ...]
    starts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Company:
    """What else the document holds: counts over the whole of it."""

    words: int
    china: int  # words that set the scene in China, romanised names included
    rights: Mapping[int, int]  # term -> mentions in a right form
    domains: Mapping[str, int]  # domain -> mentions of its terms in a right form
    candidates: Mapping[int, int]  # term -> mentions in a wrong form


def tokens(text: str, start: int, end: int) -> Sentence:
    """Return the words and marks of text[start:end] with their offsets in `text`."""
    found = list(_TOKEN.finditer(text, start, end))
    return Sentence(start, end, tuple(m[0] for m in found), tuple(m.start() for m in found))


@lru_cache(maxsize=65536)
def is_china_word(word: str) -> bool:
    """Tell whether a word sets the scene in China: a known word or a romanised name."""
    lower = word.lower()
    if lower in CHINA:
        return True
    return word[:1].isupper() and len(word) > 3 and is_pinyin(word) and zipf(word) < 3.2


def evidence(
    text: str,
    span: tuple[int, int],
    sentence: Sentence,
    form: Form,
    kind: EntityType | None,
    domain: str,
    homograph: bool,
    company: Company,
    scene: Scene,
    own: bool = False,
) -> dict[str, float]:
    """Return the named evidence for one candidate; a name that is absent counts as 0.

    `own` says that the term is the user's, who lists a wrong form because it was met.
    """
    start, end = span
    surface = text[start:end]
    before = list(sentence.words[: bisect_left(sentence.starts, start)])
    after = list(sentence.words[bisect_left(sentence.starts, end) :])
    outside = [*before, *after]
    quoted = bool(before and after and before[-1] in _OPEN and after[0] in _CLOSE)
    while before and before[-1] in _OPEN:
        before.pop()
    possessive = text[end : end + 2] in ("'s", "\u2019s") or (
        surface.endswith("s") and text[end : end + 1] in ("'", "\u2019") and not quoted
    )
    if possessive and after and after[0].lower() in ("'", "\u2019"):
        after = after[1:]
        if after and after[0] == "s":
            after = after[1:]
    if quoted:
        after = after[1:]
    out: dict[str, float] = {"bias": 1.0}
    out |= _lexical(form, surface, homograph)
    out["user-listed"] = float(own and form.role == "wrong")
    out |= _case(surface, before, sentence, quoted)
    out |= _left(before)
    out |= _right(after, possessive)
    out |= _around([w for w in outside if w[0].isalnum()], form, domain, company)
    out |= _typed(kind, quoted, before, after)
    if out["another-name"]:
        for name in ("foreign-sentence", "no-china", "china-sentence", "same-domain"):
            out[f"another-name*{name}"] = out["another-name"] * out[name]
    out |= _broken(out)
    out |= scene_evidence(scene, outside, domain)
    return {name: value for name, value in out.items() if value} | _crossed(out)


def _lexical(form: Form, surface: str, homograph: bool) -> dict[str, float]:
    words: list[str] = re.findall(r"\w+", form.text)
    unknown = sum(zipf(w) < 1.2 and not w.isdigit() for w in words) / max(len(words), 1)
    content = [w for w in words if w.lower() not in FUNCTION_WORDS]
    strange = 1.0 - form.prior if form.role == "wrong" else 0.0
    named = strange if surface[:1].isupper() else 0.0
    return {
        "listed": float(form.role == "wrong"),
        "another-name": named,
        "another-word": strange - named,
        "derived": float(form.role == "derived"),
        "prior": form.prior if form.role == "derived" else 0.0,
        "low-prior": float(form.role == "derived" and form.prior < 0.1),
        "route-pinyin": float(form.route == "pinyin"),
        "route-word": float(form.route == "word"),
        "route-mixed": float(form.route == "mixed"),
        "route-part": float(form.route == "part"),
        "route-loose": float(form.route == "loose"),
        "uncovered": 1.0 - form.cover,
        "ordinary": form.ordinary if form.role == "derived" else ordinariness(form.text),
        "unknown-words": unknown,
        "one-word": float(len(words) == 1),
        "three-words": float(len(words) >= 3),
        "function-word-first": float(words[0].lower() in FUNCTION_WORDS) if words else 0.0,
        "function-word-last": float(words[-1].lower() in FUNCTION_WORDS) if words else 0.0,
        "few-content-words": float(len(content) < 1),
        "homograph": float(homograph),
        "short": float(len(surface) <= 3),
    }


def _case(
    surface: str, before: Sequence[str], sentence: Sentence, quoted: bool
) -> dict[str, float]:
    every = re.findall(r"[^\W\d_]+", surface)
    words = [w for w in every if w.lower() not in FUNCTION_WORDS] or every
    capitals = sum(w[0].isupper() for w in words)
    all_words = [w for w in sentence.words if w[0].isalpha()]
    heading = len(all_words) > 3 and (
        sum(w[0].isupper() for w in all_words) / len(all_words) > 0.65
    )
    first = not any(w[0].isalnum() for w in before)
    title = bool(words) and capitals == len(words)
    return {
        "quoted": float(quoted),
        "capital-inside": float(title and not first and not heading),
        "capital-at-start": float(title and first and len(words) == 1),
        "capitals-at-start": float(title and first and len(words) > 1),
        "start-lower": float(first and not title and not surface[:1].isupper()),
        "half-capital": float(0 < capitals < len(words) and not first),
        "heading": float(heading),
        "lower": float(capitals == 0),
        "first": float(first),
    }


def _left(before: Sequence[str]) -> dict[str, float]:
    lower = [w.lower() for w in before]
    out: dict[str, float] = {}
    if not lower:
        return out
    determined = lower[-1] in DETERMINERS
    if determined:
        out["after-the" if lower[-1] == "the" else "after-determiner"] = 1.0
        lower, before = lower[:-1], before[:-1]
    if not lower:
        return out
    last, bare = lower[-1], before[-1]
    tag = "the-" if determined else ""
    if lower[-2:] == ["according", "to"]:
        out[tag + "according-to"] = 1.0
    elif last == "of" and len(lower) > 1 and lower[-2] in OWNED:
        out[tag + "owned"] = 1.0
    elif last in REPORTING:
        out[tag + "after-reporting"] = 1.0
    elif last in ("and", "or", ",", "\u3001") and _names_before(before):
        out[tag + "in-list"] = 1.0
    elif last == ",":
        out[tag + "after-comma"] = 1.0
    elif last in BEFORE:
        out[tag + "after-noun"] = 1.0
    elif last in PLACED:
        out[tag + "after-preposition"] = 1.0
    elif bare[:1].isupper():
        out[tag + "after-capital"] = 1.0
    elif last in AUXILIARY or last in FUNCTION_WORDS:
        out[tag + "after-function-word"] = 1.0
    elif bare[:1].isalpha():
        out[tag + "after-word"] = 1.0
    elif bare in "([\u3010":
        out["after-bracket"] = 1.0
    return out


def _names_before(before: Sequence[str]) -> bool:
    """Tell whether the words end in a list of names: "Taobao, Tmall and"."""
    rest = [w for w in before if w.lower() not in ("and", "or")]
    while rest and rest[-1] in (",", "\u3001"):
        rest = rest[:-1]
    return bool(rest) and rest[-1][:1].isupper() and rest[-1].lower() not in FUNCTION_WORDS


def _right(after: Sequence[str], possessive: bool) -> dict[str, float]:
    out: dict[str, float] = {}
    if possessive:
        out["possessive"] = 1.0
    if not after:
        return out | {"at-end": 1.0}
    word, lower = after[0], after[0].lower()
    if lower in REPORTING:
        out["before-reporting"] = 1.0
    elif lower in ACTING:
        out["before-acting"] = 1.0
    elif lower in AUXILIARY:
        out["before-auxiliary"] = 1.0
    elif lower in AFTER:
        out["before-noun"] = 1.0
    elif lower in (",", "and", "\u3001"):
        names = [w for w in after[1:3] if w[:1].isalpha()]
        listed = bool(names) and names[0][:1].isupper()
        out["before-list" if listed else "before-comma"] = 1.0
    elif word in _END:
        out["at-end"] = 1.0
    elif lower in PLACED or lower in FUNCTION_WORDS:
        out["before-function-word"] = 1.0
    elif word[:1].isupper():
        out["before-capital"] = 1.0
    elif lower.endswith("ed"):
        out["before-ed"] = 1.0
    elif word[:1].isalpha():
        out["before-word"] = 1.0
    return out


def _around(outside: Sequence[str], form: Form, domain: str, company: Company) -> dict[str, float]:
    lower = [w.lower() for w in outside]
    china = sum(map(is_china_word, outside))
    people = sum(
        a[0].isupper() and a.lower() in SURNAMES and b[0].isupper() and is_pinyin(b)
        for a, b in pairwise(outside)
    )
    news = sum(map(NEWS.__contains__, lower))
    foreign = sum(map(FOREIGN.__contains__, lower))
    others = sum(company.rights.values()) - company.rights.get(form.term, 0)
    near = company.domains.get(domain, 0) if domain else 0
    density = company.china / max(company.words, 1)
    return {
        "china-sentence": min(china, 3) / 3,
        "china-people": min(people, 2) / 2,
        "news-words": min(news, 3) / 3,
        "foreign-sentence": min(foreign, 2) / 2,
        "no-china": float(not china and not others),
        "china-document": min(density * 20, 1.0),
        "known-names": min(others, 4) / 4,
        "same-domain": min(near, 3) / 3,
        "right-elsewhere": float(company.rights.get(form.term, 0) > 0),
        "again": min(company.candidates.get(form.term, 1) - 1, 3) / 3,
    }


def _typed(
    kind: EntityType | None, quoted: bool, before: Sequence[str], after: Sequence[str]
) -> dict[str, float]:
    if kind is None:
        return {}
    out = {f"type-{kind}": 1.0}
    if kind == "WORK":
        out["work-quoted" if quoted else "work-bare"] = 1.0
    if kind == "PER" and after and after[0].lower() in (REPORTING | ACTING | AUXILIARY):
        out["person-acts"] = 1.0
    if kind == "MEDIA":
        speaks = bool(after) and after[0].lower() in REPORTING
        asked = [w.lower() for w in before[-2:]] == ["according", "to"]
        out["media-speaks"] = float(speaks or asked)
    return out


_VERB_AFTER = ("before-reporting", "before-acting", "before-auxiliary", "possessive", "before-noun")
_NOUN_BEFORE = ("according-to", "owned", "after-preposition", "after-determiner", "after-the",
                "after-reporting", "after-noun")  # fmt: skip


def _broken(out: Mapping[str, float]) -> dict[str, float]:
    """Return where the phrase could not stand as plain English: "easy to has launched"."""
    last = out.get("function-word-last") and any(out.get(n) for n in (*_VERB_AFTER, "at-end"))
    first = out.get("function-word-first") and any(out.get(n) for n in _NOUN_BEFORE)
    return {"broken-after": float(bool(last)), "broken-before": float(bool(first))}


def with_reading(facts: Mapping[str, float], read: Mapping[str, float]) -> dict[str, float]:
    """Return the evidence with what the reader said, crossed with the kind of form."""
    level = next((name for name in _LEVELS if name in facts), "")
    known = "listed" if "listed" in facts else "derived"
    out = {**facts, WAS_READ: 1.0, f"{WAS_READ}*{level}": 1.0, f"{WAS_READ}*{known}": 1.0}
    named = facts.get("another-name", 0.0)
    if named:
        out[f"{WAS_READ}*another-name"] = named
    listed = "user-listed" in facts
    if listed:
        out[f"{WAS_READ}*user-listed"] = 1.0
        out[f"{WAS_READ}*user-listed-{level}"] = 1.0
    for name, value in read.items():
        out |= {name: value, f"{level}*{name}": value, f"{known}*{name}": value}
        if listed:
            out[f"user-listed*{name}"] = value
        if named:
            out[f"another-name*{name}"] = named * value
    return out


_LEVELS = tuple(
    level + word for level in ("rare", "odd", "plain", "common") for word in ("-word", "")
)
_LEXICAL = frozenset(
    "bias listed another-name another-word user-listed derived prior low-prior route-pinyin route-word route-mixed route-part route-loose uncovered ordinary "
    "unknown-words one-word three-words function-word-first function-word-last few-content-words "
    "homograph short".split()
)


def _crossed(out: Mapping[str, float]) -> dict[str, float]:
    """Return how the same evidence weighs for rare words, ordinary words, known forms."""
    ordinary = out.get("ordinary", 0.0)
    level = "rare" if ordinary < 0.12 else "odd" if ordinary < 0.35 else "plain"
    if ordinary >= 0.6:
        level = "common"
    if out.get("one-word"):
        level += "-word"
    known = "listed" if out.get("listed") else "derived"
    crossed = {level: 1.0}
    for name, value in out.items():
        if value and name not in _LEXICAL and "*" not in name:
            crossed[f"{level}*{name}"] = value
            crossed[f"{known}*{name}"] = value
    return {name: round(value, 4) for name, value in crossed.items()}
