"""Troubles of order and of what holds a clause together: Chinese word order in English words.

Each function makes one trouble in a draft and tells whether it could.
"""

from __future__ import annotations

import random

from mt_repair.train.draft import Draft

_OWN = frozenset(("'s", "\u2019s"))
_BE = frozenset("is are was were".split())
_SUBJECTS = frozenset("it he she they".split())
_TITLES = frozenset(
    "mr. mr ms. ms mrs. mrs dr. dr president chairman chairwoman ceo founder minister premier mayor professor "
    "secretary director general spokesman spokeswoman analyst reporter governor manager".split()
)


def modifiers_behind_name(draft: Draft, rng: random.Random) -> bool:
    """Put the name before the adjectives of its noun: "Paipai former employee"."""
    parsed, k = draft.parsed, draft.focus
    head = parsed.heads[k]
    if head <= k or parsed.deps[k] not in ("compound", "nmod", "poss", "amod"):
        return False
    first = k
    while (
        first
        and parsed.heads[first - 1] == head
        and parsed.deps[first - 1]
        in (
            "amod",
            "compound",
            "nummod",
            "advmod",
        )
    ):
        first -= 1
    if first == k or parsed.words[k + 1] in _OWN:
        return False
    if not draft.move([k], first):
        return False
    if first and parsed.tags[first - 1] == "DT" and rng.random() < 0.6:
        draft.drop(first - 1)
    return True


def whose_is_lost(draft: Draft, rng: random.Random) -> bool:
    """Lose or bend a possessive: "Xiaomi success", "Xiaomi of success", "Xiaomi the success"."""
    parsed, k = draft.parsed, draft.focus
    if k + 1 >= len(parsed.words) or parsed.words[k + 1] not in _OWN:
        return False
    at = draft.at(k + 1)
    if at is None:
        return False
    way = rng.random()
    if way < 0.55:
        return draft.drop(k + 1)
    if way < 0.7:
        draft.put("the", at + 1)
    elif way < 0.8:
        draft.put("of", at + 1)
    else:
        draft.drop(k + 1)
        draft.put("of" if way < 0.9 else "its" if way < 0.95 else "the", at)
    return True


def of_turned_round(draft: Draft, rng: random.Random) -> bool:
    """Turn "the users of Zhihu" into "Zhihu of users", or into "Zhihu users" with all its words."""
    parsed, k = draft.parsed, draft.focus
    if k < 2 or parsed.words[k - 1] != "of" or parsed.heads[k - 1] < 0:
        return False
    noun = parsed.heads[k - 1]
    first = noun
    while (
        first
        and parsed.heads[first - 1] == noun
        and parsed.deps[first - 1] in ("amod", "compound", "det")
    ):
        first -= 1
    phrase = list(range(first, noun + 1))
    if noun != k - 2 or not draft.stand_together([*phrase, k - 1, k]):
        return False
    if not draft.move([k - 1], first) or not draft.move([k], k - 1):
        return False
    has_det = parsed.tags[first] == "DT"
    if has_det and rng.random() < 0.5:
        draft.drop(first)
    way = rng.random()
    if way < 0.3:
        draft.drop(k - 1)
    elif way < 0.5:
        at = draft.at(k - 1)
        draft.drop(k - 1)
        assert at is not None
        draft.put("'s", at)
    return True


def adverbials_first(draft: Draft, rng: random.Random) -> bool:
    """Put times, places and other companions of the verb before it: "yesterday in Beijing said"."""
    parsed = draft.parsed
    verbs = [i for i in draft.near(9) if parsed.tags[i].startswith("VB")]
    rng.shuffle(verbs)
    for verb in verbs:
        after = [
            c
            for c in draft.children[verb]
            if c > verb and parsed.deps[c] in ("prep", "npadvmod", "advmod", "dative", "agent")
        ]
        phrases = [p for c in after if (p := draft.subtree(c)) and p[0] > verb and len(p) <= 7]
        phrases = [p for p in phrases if not any(parsed.words[w] in ",.;:" for w in p)]
        if not phrases:
            continue
        before = first_of_verb(draft, verb)
        chosen = rng.sample(phrases, min(rng.choice((1, 1, 2)), len(phrases)))
        moved = [draft.move(p, before) for p in chosen]
        if any(moved):
            return True
    return False


def first_of_verb(draft: Draft, verb: int) -> int:
    """Return the first word of a verb's own group, its auxiliaries included."""
    parsed, first = draft.parsed, verb
    while (
        first
        and parsed.heads[first - 1] == verb
        and parsed.deps[first - 1] in ("aux", "auxpass", "neg", "advmod")
    ):
        first -= 1
    return first


def by_whom_first(draft: Draft, rng: random.Random) -> bool:
    """Put the agent, or all of a participle clause, first: "the by Gome bought chain"."""
    parsed = draft.parsed
    agents = [i for i in draft.near(6) if parsed.words[i] == "by" and parsed.heads[i] >= 0]
    for by in agents:
        verb, phrase = parsed.heads[by], draft.subtree(by)
        if not phrase or phrase[0] < verb or len(phrase) > 6 or parsed.tags[verb] != "VBN":
            continue
        noun = parsed.heads[verb]
        if parsed.deps[verb] != "acl" or noun < 0:
            return draft.move(phrase, verb)
        first = noun
        while (
            first
            and parsed.heads[first - 1] == noun
            and parsed.deps[first - 1] in ("amod", "compound")
        ):
            first -= 1
        if not draft.move([verb], first) or not draft.move(phrase, verb):
            return False
        if first and parsed.tags[first - 1] == "DT" and rng.random() < 0.5:
            draft.drop(first - 1)
        return True
    return False


def complement_first(draft: Draft, rng: random.Random) -> bool:
    """Put an adjective with its complement before the noun: "a close to Paipai seller"."""
    parsed, k = draft.parsed, draft.focus
    prep = parsed.heads[k]
    adjective = parsed.heads[prep] if prep >= 0 else -1
    noun = parsed.heads[adjective] if adjective >= 0 else -1
    if not 0 <= noun < adjective < prep < k or parsed.tags[adjective] not in ("JJ", "VBN", "VBG"):
        return False
    phrase = draft.subtree(adjective)
    return bool(phrase) and len(phrase) <= 6 and draft.move(phrase, noun)


def title_behind(draft: Draft, rng: random.Random) -> bool:
    """Put a title behind its person: "Dong Mingzhu Ms.", "Luo Yuansheng mayor"."""
    parsed, k = draft.parsed, draft.focus
    if parsed.slots[k] != "PER" or not k:
        return False
    if k > 1 and parsed.words[k - 1] == "." and parsed.words[k - 2].lower() in _TITLES:
        return draft.stand_together([k - 2, k - 1, k]) and draft.move([k], k - 2)
    first = k
    while (
        first
        and parsed.heads[first - 1] == k
        and parsed.deps[first - 1] in ("compound", "amod", "nmod")
    ):
        first -= 1
    if first < k and parsed.words[k - 1].lower() in _TITLES:
        return draft.move([k], rng.choice((k - 1, first)))
    return False


def of_behind_title(draft: Draft, rng: random.Random) -> bool:
    """Put "of" between a title and its person: "Ele.me's CEO of Zhang"."""
    parsed = draft.parsed
    found = [
        i
        for i in draft.near(4)
        if i
        and parsed.words[i - 1].lower() in _TITLES
        and parsed.tags[i].startswith("NNP")
        and draft.stand_together([i - 1, i])
    ]
    at = draft.at(rng.choice(found)) if found else None
    if at is None:
        return False
    draft.put("of", at)
    return True


def apposition_run_on(draft: Draft, rng: random.Random) -> bool:
    """Drop the commas and articles of an apposition: "Lei Jun founder of Xiaomi showed"."""
    parsed = draft.parsed
    for i in draft.near(6):
        if parsed.deps[i] != "appos" or parsed.heads[i] < 0:
            continue
        phrase = draft.subtree(i)
        if not phrase or phrase[0] == 0 or parsed.words[phrase[0] - 1] != ",":
            continue
        draft.drop(phrase[0] - 1)
        after = phrase[-1] + 1
        if after < len(parsed.words) and parsed.words[after] == ",":
            draft.drop(after)
        if parsed.tags[phrase[0]] == "DT" and rng.random() < 0.5:
            draft.drop(phrase[0])
        return True
    return False


def needless_pronoun(draft: Draft, rng: random.Random) -> bool:
    """Say the subject once more: "Paipai it has never made a profit"."""
    parsed, k = draft.parsed, draft.focus
    at = draft.at(k)
    if at is None or parsed.deps[k] not in ("nsubj", "nsubjpass") or not draft.near(0):
        return False
    pronoun = rng.choice(("he", "she") if parsed.slots[k] == "PER" else ("it", "it", "they"))
    draft.put(pronoun, at + 1)
    if rng.random() < 0.25:
        draft.put(",", at + (1 if rng.random() < 0.4 else 2))
    return True


def no_copula(draft: Draft, rng: random.Random) -> bool:
    """Drop a form of be near the name, or put a needless one before a verb or behind a preposition."""
    parsed = draft.parsed
    found = [i for i in draft.near(5) if parsed.words[i] in _BE]
    if found and rng.random() < 0.7:
        return draft.drop(rng.choice(found))
    behind = [i + 1 for i in draft.near(4) if parsed.tags[i] == "IN" and parsed.words[i] != "that"]
    if behind and rng.random() < 0.3:
        at = draft.at(rng.choice(behind))
        if at is not None:
            draft.put(rng.choice(("is", "is", "are")), at)
            return True
    verbs = [i for i in draft.near(4) if parsed.tags[i] in ("VBZ", "VBD") and i not in found]
    if not verbs or parsed.words[verbs[0]] in ("has", "had", "'s"):
        return False
    at = draft.at(rng.choice(verbs))
    assert at is not None
    draft.put(rng.choice(("is", "is", "are", "was")), at)
    return True


def no_and(draft: Draft, rng: random.Random) -> bool:
    """Lose the "and" between two things, or put a comma after it."""
    parsed = draft.parsed
    found = [i for i in draft.near(6) if parsed.words[i] == "and" and parsed.deps[i] == "cc"]
    at = draft.at(found[0]) if found else None
    if at is None:
        return False
    if rng.random() < 0.2:
        draft.put(",", at + 1)
        return True
    draft.drop(found[0])
    if rng.random() < 0.75:
        draft.put(",", at)
    return True


def place_word(draft: Draft, rng: random.Random) -> bool:
    """Leave the word that Chinese says after a place: "on Tmall above", "in WeChat inside"."""
    parsed, k = draft.parsed, draft.focus
    before = parsed.words[k - 1].lower() if k else ""
    if k > 1 and before in ("the", "a"):
        before = parsed.words[k - 2].lower()
    at = draft.at(k)
    if (
        before not in ("in", "on", "at", "between", "during", "from", "among", "inside")
        or at is None
    ):
        return False
    left = {"between": ("between",), "during": ("period", "during"), "among": ("among", "in")}
    word = rng.choice(left.get(before, ("on", "in", "inside", "above", "there", "up", before)))
    draft.put(word, at + 1)
    return True


def no_subject(draft: Draft, rng: random.Random) -> bool:
    """Drop the pronoun, with its "that", that a reported clause begins with."""
    parsed = draft.parsed
    found = [
        i
        for i in draft.near(6)
        if parsed.words[i] in _SUBJECTS and parsed.deps[i] in ("nsubj", "nsubjpass") and i
    ]
    if not found:
        return False
    at = rng.choice(found)
    if parsed.words[at - 1] == "that" and rng.random() < 0.6:
        draft.drop(at - 1)
    return draft.drop(at)
