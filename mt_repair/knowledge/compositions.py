"""A name rendered word by word, each word translated, spelt out or left out."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from mt_repair.knowledge.glosses import glosses
from mt_repair.knowledge.pieces import CLASS_NOUNS, PARTICLES, segmentations, stretches
from mt_repair.language.cedict import known
from mt_repair.language.chinese import has_han, readings
from mt_repair.language.english import past, plural, present_participle

Composed = Literal["word", "literal", "mixed", "part"]

_DROPPED = PARTICLES | {"地"}  # a particle as often as it is the earth
_OPTIONS = 14  # renderings kept for a word


@dataclass(frozen=True, slots=True)
class _Option:
    text: str
    cost: float  # negative log weight
    why: str
    part: Literal["noun", "verb", "pinyin", "none", "latin"]


@dataclass(frozen=True, slots=True)
class _Partial:
    words: tuple[str, ...]
    cost: float
    why: tuple[str, ...]
    literal: int
    pinyin: int
    dropped: int
    verb: bool


def compositions(zh: str, breadth: int) -> Iterator[tuple[float, Composed, str, str]]:
    """Yield the forms composed of a name's words: cost, route, form and how it came about.

    `breadth` is how many partial forms are kept at each word.
    """
    ways = 6 if breadth > 100 else 2
    for nth, words in enumerate(segmentations("".join(stretches(zh)))[:ways]):
        start = _Partial((), 0.25 * nth, (), 0, 0, 0, False)
        beam = [start]
        for i, word in enumerate(words):
            options = _options(word, words, i)
            # The n-th best partial form meets only the best 1/n of the options: what
            # that leaves out could hardly be among the best, and it is ten times faster.
            longer = [
                step
                for rank, partial in enumerate(beam)
                for option in options[: max(2, breadth // (rank + 1))]
                for step in _join(partial, option)
            ]
            beam = _fittest(longer, breadth)
        for partial in beam:
            yield from _finish(partial, words)


def _fittest(partials: list[_Partial], breadth: int) -> list[_Partial]:
    """Return the cheapest partial forms, those with a dropped or spelt-out word apart."""
    kinds: dict[tuple[bool, bool], list[_Partial]] = {}
    for p in partials:
        kinds.setdefault((p.dropped > 0, p.pinyin > 0), []).append(p)
    best = [heapq.nsmallest(max(breadth // 2, 4), k, key=_cost) for k in kinds.values()]
    return sorted((p for k in best for p in k), key=_cost)


def _cost(partial: _Partial) -> tuple[float, tuple[str, ...]]:
    return partial.cost, partial.words


def _options(word: str, words: tuple[str, ...], at: int) -> list[_Option]:
    if not has_han(word):
        return [_Option(word, 0.0, word, "latin")]
    whole = len(words) == 1
    out: dict[str, _Option] = {}

    def add(text: str, weight: float, why: str, part: Literal["noun", "verb", "pinyin"]) -> None:
        cost = -math.log(weight)
        held = out.get(text.lower())
        if held is None or held.cost > cost:
            out[text.lower()] = _Option(text, cost, why, part)

    for rank, text in enumerate(CLASS_NOUNS.get(word, ())):
        add(text, 0.95 - 0.15 * rank, f"{word}={text}", "noun")
    for gloss in () if word in _DROPPED and len(words) > 1 else glosses(word)[:_OPTIONS]:
        why = f"{word}={gloss.text}"
        add(gloss.text, gloss.weight, why, "verb" if gloss.verb else "noun")
        if gloss.verb:
            add(present_participle(gloss.text), gloss.weight * 0.6, why, "noun")
            add(past(gloss.text), gloss.weight * 0.25, why, "noun")
    if at == len(words) - 1 or whole:
        for option in list(out.values()):
            if option.part == "noun" or whole:
                weight = math.exp(-option.cost)
                doubled = len(word) == 2 and word[0] == word[1]
                add(plural(option.text), weight * (0.8 if doubled else 0.4), option.why, "noun")
    for rank, syllables in enumerate(readings(word)[:2]):
        spelt = "".join(syllables).capitalize()
        add(spelt, (0.22 if len(word) > 1 else 0.12) * 0.5**rank, f"{word}~{spelt}", "pinyin")
    best = sorted(out.values(), key=lambda o: (o.cost, o.text))[: _OPTIONS * 2]
    if word in _DROPPED:
        best.append(_Option("", 0.1, f"({word})", "none"))
    elif word in CLASS_NOUNS and at > 0:
        best.append(_Option("", 0.7, f"({word})", "none"))
    elif len(words) > 1:
        best.append(_Option("", 2.3, f"({word})", "none"))
    return best


def _join(partial: _Partial, option: _Option) -> Iterator[_Partial]:
    words, cost = partial.words, partial.cost + option.cost
    why = (*partial.why, option.why)
    dropped, verb = partial.dropped, option.part == "verb"
    if option.part == "none":
        dropped += option.cost > 1
        if dropped <= 1:
            yield _Partial(words, cost, why, partial.literal, partial.pinyin, dropped, partial.verb)
        return
    literal = partial.literal + (option.part in ("noun", "verb"))
    pinyin = partial.pinyin + (option.part == "pinyin")
    if words and words[-1].lower() == option.text.lower() and option.text.islower():
        yield _Partial(words, cost - 0.3, why, literal, pinyin, dropped, verb)
        return
    yield _Partial((*words, option.text), cost, why, literal, pinyin, dropped, verb)
    if partial.verb and option.part == "noun":
        for article, unlikely in (("the", 1.2), ("a", 1.8)):
            with_article = (*words, article, option.text)
            yield _Partial(with_article, cost + unlikely, why, literal, pinyin, dropped, False)
    if partial.pinyin and len(words) == 1 and option.part == "noun" and " " not in option.text:
        one = (words[0] + option.text.lower(),)  # 极氪: Jikrypton
        yield _Partial(one, cost + 0.6, why, literal, pinyin, dropped, False)
    if option.part == "pinyin" and words and partial.why[-1].endswith("~" + words[-1]):
        together = (*words[:-1], words[-1] + option.text.lower())
        joined = (*partial.why[:-1], f"{partial.why[-1]}{option.text.lower()}")
        yield _Partial(together, cost - 1.5, joined, literal, pinyin, dropped, False)


def _finish(
    partial: _Partial, words: tuple[str, ...]
) -> Iterator[tuple[float, Composed, str, str]]:
    if not partial.words or not partial.literal:
        return
    if partial.dropped:
        left = "".join(w for w in words if f"({w})" not in partial.why)
        words_left = sum(len(w.split()) for w in partial.words)
        if (len(left) > 1 and known(left)) or (len(left) == 1 and words_left > 1):
            return  # what is left is a word of its own: 春节 of 春节档, or too little
    why = " + ".join(partial.why)
    route: Composed = "word" if len(words) == 1 else "literal"
    if partial.pinyin:
        route = "mixed"
    elif partial.dropped:
        route = "part"
    form = " ".join(partial.words)
    yield partial.cost, route, form, why
    if len(partial.words) == 2 and partial.literal == 2:
        first, second = partial.words
        of = 0.2 if "之" in words or "的" in words else 1.6
        yield partial.cost + of, route, f"{second} of {first}", f"{why}, turned round"
        yield partial.cost + of + 0.3, route, f"{second} of the {first}", f"{why}, turned round"
