"""What a rewriting must not do, whoever proposes it (law 5).

Each name, number, quotation mark and other name stays, once and in its order; no content
word comes from nowhere or is lost, save what machine translation leaves beside names; no
"not" appears or goes; and the clause stays about as long as it was. A proposal that breaks
one of these is refused with the reason, and what the rules did stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from mt_repair.language.english import FUNCTION_WORDS, parts_of_speech
from mt_repair.repair.answers import Put, Refused
from mt_repair.repair.clauses import Clause, Word
from mt_repair.repair.encoding import names_words

_MOST_GROWTH, _MOST_LOSS = 0.5, 0.5  # of a clause's words
_SLACK = 3
_FURTHEST = 14  # words that one may move by
# What a Chinese name's class noun, or a reporter's formula, leaves beside the name.
LEFT_OVER = frozenset(
    "network net web site website portal online company firm group corporation inc ltd mall shop store platform app "
    "software magazine newspaper news paper agency media express bank brand side aspect aspects party "
    "power time period day festival city town fair industry understand understood learn learned know known "
    "report reported reports reportedly introduced introduction relevant related".split()
)
# Of these, what says that somebody reports: one of them, or of the others, must stay.
_REPORTING = frozenset(
    "understand understood learn learned know known report reported reports reportedly introduced".split()
)
_REPORTS = _REPORTING | frozenset("according said says say told tells announced".split())
# What says a second time, behind "according to", that somebody reports.
_SAYING = _REPORTING | frozenset("said says say told revealed disclosed".split())
_SOURCE = 9  # words that may name who reports
# Words that turn a sentence's meaning; to lose or to gain one is worse than bad grammar.
MEANING = frozenset(
    "not no never nor neither none nobody nothing without hardly cannot n't if unless but although though "
    "because may might can could must should would will shall all every each some any many much more most "
    "only than before after until under over above below against between during since out up down off".split()
)
# What Chinese says behind a place where English has a preposition before it.
_BEHIND = frozenset("above below under inside up on in there between among during".split())
_TIES = frozenset("of the 's , a an and".split())  # between two names whose order may change
_QUOTES = frozenset("\"'\u201c\u201d\u2018\u2019\u300a\u300b()[]\u3010\u3011\u2014;:?!%$&/")


def check(put: Sequence[Put], clause: Clause) -> None:
    """Raise Refused with the first reason why an answer must not be taken."""
    for reason in reasons(put, clause):
        raise Refused(reason)


def reasons(put: Sequence[Put], clause: Clause) -> Iterator[str]:
    """Yield why an answer must not be taken, in words for an editor; nothing if it may."""
    words = clause.words
    kept = [p.source for p in put if p.source is not None]
    times = Counter(kept)
    if any(times[i] != 1 for i, w in enumerate(words) if w.slot):
        yield "a name would be lost or doubled"
    if any(n > 1 for n in times.values()):
        yield "a word would be doubled"
    fixed = [i for i, w in enumerate(words) if _is_fixed(w, i, clause)]
    if any(times[i] != 1 for i in fixed):
        yield "a number, a mark or another name would be lost"
    if any(
        p.tag and p.source in fixed and not words[p.source].slot
        for p in put
        if p.source is not None
    ):
        yield "another name would be changed"
    if not _in_order([i for i in kept if i in set(fixed)], words):
        yield "names or numbers would change places"
    yield from _lost(times, clause)
    lost = {w.text.lower() for i, w in enumerate(words) if not times[i]}
    if lost & _REPORTING and not any(words[i].text.lower() in _REPORTS for i in set(kept)):
        yield "that somebody reports it would be lost"
    if any(p.source is None and p.text in MEANING for p in put):
        yield "a word that turns the meaning would be put in"
    if _length(put) > len(words) * (1 + _MOST_GROWTH) + _SLACK:
        yield "the clause would become too long"
    if _length(put) < len(words) * (1 - _MOST_LOSS) - _SLACK:
        yield "the clause would become too short"
    if any(a > _FURTHEST for a in _moves(kept)):
        yield "a word would move too far"
    if _repeats(put):
        yield "a word would stand there twice"


def _is_fixed(word: Word, place: int, clause: Clause) -> bool:
    """Tell whether a word must stay as it is, in its order."""
    text = word.text
    if word.slot or any(c.isdigit() for c in text) or text in _QUOTES:
        return True
    if not text[0].isupper() or text.lower() in FUNCTION_WORDS:
        return False
    if _is_left_over(place, clause):
        return False
    # A capital at a sentence's start says nothing.
    return not (place == 0 and clause.opens and bool(parts_of_speech(text)))


def _is_left_over(place: int, clause: Clause) -> bool:
    """Tell whether a word is one that may go: a class noun or a part of the name beside it."""
    lower = clause.words[place].text.lower()
    own = names_words(clause.words)
    if lower in own:
        return _touches_name(place, clause.words)
    return lower in LEFT_OVER and _touches_name(place, clause.words)


def _touches_name(place: int, words: Sequence[Word], most: int = 3) -> bool:
    near = words[max(place - most, 0) : place + most + 1]
    return any(w.slot for w in near)


def _in_order(kept: Sequence[int], words: Sequence[Word]) -> bool:
    """Tell whether fixed words stay in order, two names of one phrase aside."""
    for one, other in pairwise(kept):
        if other > one:
            continue
        counted = any(c.isdigit() for c in words[one].text + words[other].text)
        if counted or not all(_is_tie(w) for w in words[other + 1 : one]):
            return False
    return True


def _is_tie(word: Word) -> bool:
    if word.slot or word.text.lower() in _TIES:
        return True
    kinds = parts_of_speech(word.text)
    return bool(kinds) and "VERB" not in kinds and word.text.lower() not in FUNCTION_WORDS


def _lost(times: Counter[int], clause: Clause) -> Iterator[str]:
    words = clause.words
    twice = Counter(w.text.lower() for w in words)
    for place, word in enumerate(words):
        if times[place] or word.slot:
            continue
        lower = word.text.lower()
        doubled = twice[lower] > 1 and _stands_beside(place, lower, clause, times)
        if doubled or _is_left_over(place, clause):
            continue
        if lower in _BEHIND and place and words[place - 1].slot:
            continue
        if lower in _SAYING and _is_said_already(place, words, times):
            continue
        if lower in MEANING:
            yield "a word that turns the meaning would be lost"
        elif lower not in FUNCTION_WORDS and (word.text[0].isalnum() or word.text == "."):
            yield "a content word would be lost"


def _is_said_already(place: int, words: Sequence[Word], times: Counter[int]) -> bool:
    """Tell whether "according to" stands before, with no comma between, and stays."""
    for i in range(place - 1, max(place - _SOURCE, 0), -1):
        if words[i].text == ",":
            return False
        if words[i].text.lower() == "to" and words[i - 1].text.lower() == "according":
            return bool(times[i] and times[i - 1])
    return False


def _stands_beside(place: int, lower: str, clause: Clause, times: Counter[int]) -> bool:
    """Tell whether the same word is kept within a few words."""
    near = range(max(place - 4, 0), min(place + 5, len(clause.words)))
    return any(i != place and times[i] and clause.words[i].text.lower() == lower for i in near)


def _length(put: Sequence[Put]) -> int:
    return sum(p.text[0].isalnum() for p in put)


def _moves(kept: Sequence[int]) -> Iterator[int]:
    """Yield how far each word moves among those that are kept."""
    ordered = {place: i for i, place in enumerate(sorted(kept))}
    for now, place in enumerate(kept):
        yield abs(ordered[place] - now)


def _repeats(put: Sequence[Put]) -> bool:
    """Tell whether a word that was put in stands beside the same word."""
    return any(
        a.text.lower() == b.text.lower() and (a.source is None or b.source is None)
        for a, b in pairwise(put)
    )
