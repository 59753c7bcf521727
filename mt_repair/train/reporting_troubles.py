"""Troubles of who says what: the formulas of Chinese news in English words.

Each function makes one trouble in a draft and tells whether it could.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from mt_repair.detect.words import REPORTING
from mt_repair.train.draft import Draft, Piece
from mt_repair.train.order_troubles import first_of_verb
from mt_repair.train.parsed import Parsed

_SPEAKERS = frozenset(
    "spokesman spokeswoman spokesperson official executive representative manager employee insider".split()
)
_LONGEST = 8  # words of who is named


def reported_wrongly(draft: Draft, rng: random.Random) -> bool:
    """Bend who says what: "learned Ebrun", "to Ebrun disclosed", "According to Ebrun to understand"."""
    parsed, k = draft.parsed, draft.focus
    words = parsed.words
    before = [w.lower() for w in words[max(k - 2, 0) : k]]
    at = draft.at(k)
    if at is None:
        return False
    if before == ["according", "to"]:
        more = rng.choice(
            (
                "to understand",
                "understand",
                "reported",
                "report",
                "learned",
                "to learn",
                "introduced",
            )
        )
        for word in reversed(more.split()):
            draft.put(word, at + 1)
        return True
    head = parsed.heads[k]
    if head > k and parsed.deps[k] in ("nsubj", "nsubjpass") and words[head] in REPORTING:
        return _says(draft, rng, head)
    if head >= 0 and parsed.deps[k] in ("dobj", "dative") and words[head] in REPORTING:
        way = rng.random()
        draft.put("to", at)
        if way < 0.6:
            put = draft.pieces.pop(at)
            moved = draft.move([k], first_of_verb(draft, head))
            to = draft.at(k)
            assert to is not None
            draft.pieces.insert(to, put)
            return moved
        return True
    return False


def _says(draft: Draft, rng: random.Random, verb: int) -> bool:
    k, parsed = draft.focus, draft.parsed
    at, way = draft.at(k), rng.random()
    if at is None:
        return False
    if way < 0.3:
        draft.put(rng.choice(("aspect", "side", "aspects", "party")), at + 1)
        return True
    if way < 0.75 and verb == k + 1:
        if not draft.move([verb], k):
            return False
        at = draft.at(k)
        assert at is not None
        following = draft.pieces[at + 1] if at + 1 < len(draft.pieces) else None
        if (
            following
            and following.text == "that"
            and following.clean is not None
            and rng.random() < 0.8
        ):
            draft.drop(following.clean)
        if rng.random() < 0.75:
            draft.put(",", at + 1)
        return True
    that = verb + 1
    if that < len(parsed.words) and parsed.words[that] == "that":
        return draft.drop(that)
    if verb + 1 < len(parsed.words):
        draft.put(",", (draft.at(verb) or 0) + 1)
        return True
    return False


def reported_twice(draft: Draft, rng: random.Random) -> bool:
    """Say again behind "according to" that somebody said it: "According to Xiaomi founder said"."""
    phrase = _according_to(draft)
    if not phrase:
        return False
    at = draft.at(phrase[-1])
    if at is None:
        return False
    said = rng.choice(
        ("said", "said", "says", "revealed", "disclosed", "reported", "told", "introduced")
    )
    draft.put(said, at + 1)
    owner = draft.focus + 1
    if owner in phrase and draft.parsed.words[owner] in ("'s", "\u2019s") and rng.random() < 0.4:
        draft.drop(owner)
    return True


def _according_to(draft: Draft) -> list[int]:
    """Return the words behind "according to" that hold the name; empty where none do."""
    parsed, k = draft.parsed, draft.focus
    low = max(k - _LONGEST, 0)
    to = next((i for i in range(k - 1, low, -1) if parsed.words[i] == "to"), 0)
    if not to or parsed.words[to - 1].lower() != "according":
        return []
    named = [c for c in draft.children[to] if parsed.deps[c] == "pobj"]
    phrase = draft.subtree(named[0]) if named else []
    fits = k in phrase and len(phrase) <= _LONGEST and "," not in [parsed.words[i] for i in phrase]
    return phrase if fits and draft.stand_together(phrase) else []


def it_is_reported(draft: Draft, rng: random.Random) -> bool:
    """Say "it is reported" beside who reports, or bend it: "Ebrun it is reported that"."""
    parsed, k = draft.parsed, draft.focus
    phrase = _according_to(draft)
    if phrase:
        according = draft.at(phrase[0] - 2)
        behind = draft.at(phrase[-1])
        if according is None or behind is None:
            return False
        before = rng.random() < 0.4
        formula = "it is reported" if before or rng.random() < 0.3 else "it is reported that"
        if not before and rng.random() < 0.3:
            formula = f", {formula}"
        for word in reversed(formula.split()):
            draft.put(word, according if before else behind + 1)
        return True
    at = draft.at(k)
    if at is None:
        return False
    verb = parsed.heads[k]
    if verb == k + 1 and parsed.deps[k] == "nsubj" and parsed.words[verb] == "reported":
        for word in ("is", "it"):
            draft.put(word, at + 1)
        return True
    opening = [w.lower() for w in parsed.words[max(k - 4, 0) : k]]
    match opening:
        case ["it", "is" | "was", _, "that"]:
            if rng.random() < 0.5:
                draft.drop(k - 1)
            if rng.random() < 0.8 or not draft.at(k - 1):
                draft.put(",", draft.at(k) or at)
            return True
    return False


def responsible_person(draft: Draft, rng: random.Random) -> bool:
    """Say "Xiaomi relevant responsible person" for a person responsible at Xiaomi.

    The clean clause is changed, too: who speaks for the name in it is called so.
    """
    untouched = [Piece(w, i) for i, w in enumerate(draft.parsed.words)]
    made = (
        _with_person(draft.parsed, draft.focus, draft.children)
        if draft.pieces == untouched
        else None
    )
    if made is None:
        return False
    draft.reset(*made)
    person, k = draft.focus - 3, draft.focus
    draft.move([person + 1], person)
    if rng.random() < 0.75:
        draft.move([k], person + 1)
        draft.drop(k - 1)
    draft.drop(person - 1)
    at = draft.at(person + 1)
    if at is not None and rng.random() < 0.75:
        draft.put("relevant", at)
    return True


def _with_person(
    parsed: Parsed, k: int, children: Sequence[Sequence[int]]
) -> tuple[Parsed, int] | None:
    """Return a clause in which "a person responsible at" the name speaks, and where the name is.

    That is put for "a spokesman for" it, or before a body that says something itself.
    """
    if _is_spoken_for(parsed, k):
        first, article = k - 3, parsed.words[k - 3].lower()
    elif parsed.slots[k] not in ("PER", "WORK", "EVENT", "TERM") and _speaks(parsed, k, children):
        first, article = k, "a"
    else:
        return None
    article = "the" if article == "the" else "a"
    if first == 0 and parsed.opens:
        article = article.capitalize()
    shift = first + 4 - k

    def placed(head: int) -> int:
        return head if head < first else first + 1 if head < k else head + shift

    heads = [placed(h) for h in parsed.heads]
    speaker = heads[k - 2] if first < k else heads[k]
    heads[first:k] = [first + 1, speaker, first + 1, first + 1]
    heads[first + 4] = first + 3

    def put(row: Sequence[str], new: str) -> tuple[str, ...]:
        return (*row[:first], *new.split("|"), *row[k:])

    gaps = list(put(parsed.gaps, "| | | "))
    gaps[first], gaps[first + 4] = parsed.gaps[first], " "
    deps = list(put(parsed.deps, "det|nsubj|amod|prep"))
    deps[first + 4] = "pobj"
    made = replace(
        parsed,
        words=put(parsed.words, f"{article}|person|responsible|at"),
        gaps=tuple(gaps),
        tags=put(parsed.tags, "DT|NN|JJ|IN"),
        deps=tuple(deps),
        heads=tuple(heads),
        slots=put(parsed.slots, "|||"),
    )
    return made, first + 4


def _is_spoken_for(parsed: Parsed, k: int) -> bool:
    """Tell whether "a spokesman for" stands before the name, and no more of the name behind."""
    if k < 3 or parsed.words[k - 1] not in ("of", "for", "at", "from", "in"):
        return False
    following = parsed.words[k + 1 : k + 2]
    return (
        parsed.words[k - 2].lower() in _SPEAKERS
        and parsed.words[k - 3].lower() in ("a", "an", "the")
        and not any(parsed.slots[k - 3 : k])
        and bool(following)
        and (following[0].islower() or following[0] in ",.")
    )


def _speaks(parsed: Parsed, k: int, children: Sequence[Sequence[int]]) -> bool:
    """Tell whether the name alone is who says something, with the verb behind it."""
    return (
        parsed.heads[k] == k + 1
        and parsed.deps[k] == "nsubj"
        and parsed.words[k + 1] in REPORTING
        and not children[k]
    )
