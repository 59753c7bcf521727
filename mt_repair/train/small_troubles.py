"""Troubles of single words around a name: articles, prepositions, forms, numbers, marks.

Each function makes one trouble in a draft and tells whether it could.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from mt_repair.language.english import is_common, zipf
from mt_repair.repair.answers import Refused, inflected
from mt_repair.train.draft import Draft

_ARTICLES = frozenset(("a", "an", "the"))
# What stands for a preposition where Chinese has another, or one word for several.
_TAKEN_FOR = {
    "to": ("with", "for", "at", "in", "into", "on"),
    "in": ("at", "on", "to", "into", "of", "for"),
    "on": ("in", "at", "in", "for"),
    "at": ("in", "on", "in", "for"),
    "for": ("of", "to", "with", "in", "on"),
    "of": ("in", "from", "for", "to", "by"),
    "by": ("from", "with", "of", "through"),
    "with": ("to", "by", "of", "in"),
    "from": ("of", "since", "in", "out"),
    "into": ("to", "in"),
    "about": ("of", "on", "for"),
}
_NAMED = frozenset(("PER", "ORG", "LOC", "MEDIA", "PROD", "WORK"))
_COUNTING = frozenset(
    "two three four five six seven eight nine ten many several some few most all both these those "
    "dozens hundreds thousands other".split()
)
_SINGLE = frozenset("a an one each every this another".split())


def _pick(rng: random.Random, found: Sequence[int]) -> int | None:
    return rng.choice(found) if found else None


def no_article(draft: Draft, rng: random.Random) -> bool:
    """Drop an article near the name."""
    words = draft.parsed.words
    at = _pick(rng, [i for i in draft.near() if words[i].lower() in _ARTICLES])
    return at is not None and draft.drop(at)


def no_article_of_its_phrase(draft: Draft, rng: random.Random) -> bool:
    """Drop the article of the name, or of what it belongs to: "Headquarters of Gome"."""
    parsed, word = draft.parsed, draft.focus
    found: list[int] = []
    for _ in range(4):  # a name, "of", its noun, and once more
        found += [c for c in draft.children[word] if parsed.words[c].lower() in _ARTICLES]
        word = parsed.heads[word]
        if word < 0 or parsed.tags[word].startswith("VB"):
            break
    at = _pick(rng, found)
    return at is not None and draft.drop(at)


def needless_article(draft: Draft, rng: random.Random) -> bool:
    """Put an article before a name that has none."""
    parsed, i = draft.parsed, draft.focus
    while i > 0 and parsed.heads[i - 1] == i and parsed.deps[i - 1] in ("compound", "amod"):
        i -= 1
    before = parsed.words[i - 1].lower() if i else ""
    bare = parsed.tags[i - 1] not in ("DT", "PRP$", "POS", "CD") if i else True
    if before in _ARTICLES or not bare or parsed.slots[draft.focus] not in _NAMED | {"TERM"}:
        return False
    at = draft.at(i)
    if at is None:
        return False
    draft.put("the" if rng.random() < 0.85 else "a", at)
    return True


def wrong_preposition(draft: Draft, rng: random.Random) -> bool:
    """Put another preposition for one near the name, nearest to it most often."""
    words, tags = draft.parsed.words, draft.parsed.tags
    found = [i for i in draft.near(5) if tags[i] in ("IN", "TO") and words[i].lower() in _TAKEN_FOR]
    found = [i for i in found if not (words[i] == "to" and tags[i + 1 : i + 2] == ("VB",))]
    at = _pick(rng, [*found, *(i for i in found if abs(i - draft.focus) < 4)])
    if at is None:
        return False
    place = draft.at(at)
    assert place is not None
    draft.drop(at)
    draft.put(rng.choice(_TAKEN_FOR[words[at].lower()]), place)
    return True


def no_preposition(draft: Draft, rng: random.Random) -> bool:
    """Drop a preposition near the name."""
    words, tags = draft.parsed.words, draft.parsed.tags
    found = [i for i in draft.near(4) if tags[i] == "IN" and words[i].lower() in _TAKEN_FOR]
    at = _pick(rng, found)
    return at is not None and draft.drop(at)


def needless_preposition(draft: Draft, rng: random.Random) -> bool:
    """Put a preposition before the object of a verb: "answered for the question"."""
    parsed = draft.parsed
    found = [
        i
        for i in draft.near()
        if parsed.deps[i] in ("dobj", "attr", "dative") and parsed.heads[i] >= 0
    ]
    at = _pick(rng, found)
    if at is None:
        return False
    phrase = draft.subtree(at)
    place = draft.at(phrase[0]) if phrase and draft.stand_together(phrase) else None
    if place is None:
        return False
    draft.put(rng.choice(("to", "for", "of", "with", "at", "in", "on")), place)
    return True


_OTHER_NUMBER = {
    "is": "are",
    "are": "is",
    "was": "were",
    "were": "was",
    "has": "have",
    "have": "has",
}


def wrong_number_of_verb(draft: Draft, rng: random.Random) -> bool:
    """Give a verb near the name the other number."""
    words, tags = draft.parsed.words, draft.parsed.tags
    found = [
        i
        for i in draft.near()
        if words[i] in _OTHER_NUMBER or (tags[i] in ("VBZ", "VBP") and words[i].isalpha())
    ]
    at = _pick(rng, found)
    if at is None:
        return False
    other = _OTHER_NUMBER.get(words[at])
    return draft.change(at, other or _form(words[at], "VB" if tags[at] == "VBZ" else "VBZ"))


def wrong_verb_form(draft: Draft, rng: random.Random) -> bool:
    """Give a verb near the name a form that its place does not allow."""
    words, tags = draft.parsed.words, draft.parsed.tags
    at = _pick(rng, [i for i in draft.near() if tags[i] in _FORMS and words[i].isalpha()])
    if at is None:
        return False
    if words[at].lower() in ("is", "are", "was", "were", "has", "have", "had", "be", "been"):
        return False
    tag, to = tags[at], rng.choice(_FORMS[tags[at]])
    place = draft.at(at)
    assert place is not None
    if to == "to VB":
        changed = draft.change(at, _form(words[at], "VB")) or tag == "VB"
        if changed:
            draft.put("to", place)
        return changed
    return draft.change(at, _form(words[at], to))


def bent_infinitive(draft: Draft, rng: random.Random) -> bool:
    """Bend an infinitive near the name: "asked Qihoo removing", "helps Kingsoft enters"."""
    words, tags = draft.parsed.words, draft.parsed.tags
    found = [i for i in draft.near() if tags[i] == "VB" and i and words[i].isalpha()]
    at = _pick(rng, found)
    if at is None:
        return False
    if words[at - 1] != "to":
        place = draft.at(at)
        if rng.random() < 0.5 and place is not None:
            draft.put("to", place)
            return True
        return draft.change(at, _form(words[at], rng.choice(("VBD", "VBZ", "VBG"))))
    if not draft.drop(at - 1):
        return False
    if rng.random() < 0.3:
        return True
    return draft.change(at, _form(words[at], rng.choice(("VBG", "VBG", "VBG", "VBZ", "VBD"))))


_FORMS = {
    "VBD": ("VB", "VB", "to VB", "VBG"),
    "VBZ": ("VB", "to VB"),
    "VBN": ("VB", "VB", "VBG"),
    "VBG": ("VB", "VB", "VBN"),
    "VB": ("VBD", "VBZ", "VBG", "to VB", "VBN"),
    "VBP": ("to VB", "VBG"),
}


def _form(word: str, tag: str, noun: bool = False) -> str:
    try:
        return inflected(word, tag, noun)
    except Refused:
        return word


def wrong_number(draft: Draft, rng: random.Random) -> bool:
    """Give a noun near the name the other number where a word before it tells which is right."""
    parsed, found = draft.parsed, []
    for i in draft.near():
        before = [w.lower() for w in parsed.words[max(i - 4, 0) : i]]
        counted = any(w in _COUNTING or w[0].isdigit() for w in before)
        many = parsed.tags[i] == "NNS" and (counted or draft.focus in (i - 1, i - 2))
        one = parsed.tags[i] == "NN" and any(w in _SINGLE for w in before)
        name = parsed.slots[i] and is_common(parsed.words[i]) and parsed.tags[i] == "NNS"
        if (many or one or name) and (not parsed.slots[i] or name):
            found.append(i)
    at = _pick(rng, found)
    if at is None:
        return False
    tag = "NN" if parsed.tags[at] == "NNS" else "NNS"
    return draft.change(at, _form(parsed.words[at], tag, bool(parsed.slots[at])))


def stray_comma(draft: Draft, rng: random.Random) -> bool:
    """Put a comma beside the name, or at the clause's beginning."""
    at = draft.at(draft.focus)
    if at is None:
        return False
    places = [at, at + 1, at + 1]
    if draft.parsed.opens:
        places.append(0)
    place = rng.choice(places)
    beside = [p.text for p in draft.pieces[max(place - 1, 0) : place + 1]]
    if any(not t[0].isalnum() for t in beside) or (place == at + 1 and place >= len(draft.pieces)):
        return False
    draft.put(",", place)
    if place == at and rng.random() < 0.4 and at + 2 < len(draft.pieces):
        draft.put(",", at + 2)
    return True


def no_comma(draft: Draft, rng: random.Random) -> bool:
    """Drop a comma near the name."""
    at = _pick(rng, [i for i in draft.near(4) if draft.parsed.words[i] == ","])
    return at is not None and draft.drop(at)


def doubled_word(draft: Draft, rng: random.Random) -> bool:
    """Say a function word near the name twice."""
    words = draft.parsed.words
    found = [
        i for i in draft.near(4) if words[i].lower() in "the a of to in that is and for".split()
    ]
    at = _pick(rng, found)
    place = draft.at(at) if at is not None else None
    if at is None or place is None:
        return False
    draft.put(words[at].lower(), place + 1)
    return True


def doubled_name(draft: Draft, rng: random.Random) -> bool:
    """Say the name, or a part of it, once more beside it."""
    at = draft.at(draft.focus)
    words = draft.parsed.words[draft.focus].split()
    if at is None:
        return False
    part = words if rng.random() < 0.35 else [rng.choice(words)]
    if rng.random() < 0.4 and part[0] == words[-1]:
        part = [part[0].lower()]
    place = at + (1 if rng.random() < 0.6 else 0)
    for word in reversed(part):
        draft.put(word, place)
    return True


_CLASS_NOUNS = (
    ["network"] * 6 + ["net"] * 3 + ["company"] * 2 + ["group"] * 2 + "website platform app mall shop web online "
    "electricity portal site bank brand magazine newspaper media agency store express city software power".split()
)  # fmt: skip


def class_noun(draft: Draft, rng: random.Random) -> bool:
    """Leave the noun of the name's class beside it: 网 as "network"."""
    at = draft.at(draft.focus)
    kind = draft.parsed.slots[draft.focus]
    if at is None or kind not in ("ORG", "MEDIA", "PROD", "WORK", "EVENT", "NAME"):
        return False
    last = draft.parsed.words[draft.focus].split()[-1].lower()
    nouns = [rng.choice(_CLASS_NOUNS) for _ in range(1 if rng.random() < 0.75 else 2)]
    if kind == "EVENT":
        nouns = [rng.choice(("day", "festival", "fair", "period"))]
    if last in nouns:
        return False
    following = draft.pieces[at + 1].text.lower() if at + 1 < len(draft.pieces) else ""
    if following in nouns or following in _CLASS_NOUNS:
        return False
    for noun in reversed(nouns):
        draft.put(noun.capitalize() if rng.random() < 0.2 else noun, at + 1)
    if rng.random() < 0.3:
        needless_article(draft, rng)
    return True


def left_over(draft: Draft, rng: random.Random) -> bool:
    """Leave a word of the wrong name beside the right one; what it replaced is told."""
    at = draft.at(draft.focus)
    if at is None:
        return False
    wrong = rng.sample(_ordinary(), k=rng.choice((1, 2, 2, 3)))
    draft.was[draft.focus] = " ".join(wrong)
    before = rng.random() < 0.35
    draft.put(wrong[0] if before else wrong[-1], at if before else at + 1)
    return True


def told_only(draft: Draft, rng: random.Random) -> bool:
    """Tell what the name replaced, and leave nothing of it: no trouble."""
    draft.was[draft.focus] = " ".join(rng.sample(_ordinary(), k=rng.choice((1, 2, 3))))
    return True


_WORDS: list[str] = []


def _ordinary() -> list[str]:
    """Return everyday content words, which wrong names are made of."""
    if not _WORDS:
        from wordfreq import top_n_list

        from mt_repair.language.english import FUNCTION_WORDS, parts_of_speech

        _WORDS.extend(
            w
            for w in top_n_list("en", 6000, wordlist="small")
            if w.isalpha()
            and len(w) > 2
            and w not in FUNCTION_WORDS
            and parts_of_speech(w) & {"NOUN", "ADJ", "VERB"}
            and zipf(w) > 3.5
        )
    return _WORDS
