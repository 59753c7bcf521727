"""Wrong forms of a name, derived from its characters: an entry needs only zh and en.

A machine translator that does not know a name cuts it into words and renders each as a
word (拍 -> pat), spells it out (恒大 -> Hengda), or does both (宁德时代 -> Ningde era).
`variants` does the same to the Chinese, keeps how each form came about, and gives it a
prior of being the mistranslation. No network, no model.
"""

from __future__ import annotations

import heapq
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from mt_repair.knowledge.glosses import glosses
from mt_repair.language.cedict import known
from mt_repair.language.chinese import core_name, has_han, readings, surname_length
from mt_repair.language.english import (
    FUNCTION_WORDS,
    ordinariness,
    past,
    plural,
    present_participle,
)
from mt_repair.types import Term

Route = Literal["word", "literal", "mixed", "pinyin", "part"]

_PIECE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+&'-]*|[\u3400-\u9fff]+")
_TITLE_BREAK = re.compile(r"[·：:—–-]+")
_LONGEST_WORD = 4
_LONGEST_NAME = 10
_OPTIONS = 14  # renderings kept for a word
_LEAST = 12  # partial forms kept at each step, at least
MOST_FORMS = 400  # forms kept for a name

# Words that name the class of a thing, which translators add, drop or vary at will.
CLASS_NOUNS: dict[str, tuple[str, ...]] = {
    "网": ("network", "net", "web", "website"),
    "在线": ("online",),
    "集团": ("group",),
    "公司": ("company",),
    "科技": ("technology", "technologies", "tech"),
    "技术": ("technology",),
    "银行": ("bank",),
    "汽车": ("car", "auto", "automobile", "motor", "motors"),
    "新闻": ("news",),
    "快递": ("express",),
    "速递": ("express",),
    "商城": ("mall",),
    "传媒": ("media",),
    "媒体": ("media",),
    "影业": ("pictures",),
    "股份": ("shares", "holdings"),
    "控股": ("holdings",),
    "证券": ("securities",),
    "地产": ("real estate", "property"),
    "游戏": ("games", "game"),
    "手机": ("mobile phone", "phone", "mobile"),
    "旅游网": ("travel network",),
    "平台": ("platform",),
    "大学": ("university",),
    "杂志": ("magazine",),
}
_PARTICLES = frozenset("之的地得和与了着过")


@dataclass(frozen=True, slots=True)
class Variant:
    """A derived wrong form: how it came about, how likely it is, how ordinary it is.

    `prior` (0 to 1) ranks the forms of one name against its likeliest; `ordinary`
    (0 to 1) is how common the same words are in plain English.
    """

    form: str
    route: Route
    derivation: str
    prior: float
    ordinary: float


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


def variants(term: Term, most: int = MOST_FORMS) -> list[Variant]:
    """Return the wrong English forms a translator may make of a term, likeliest first.

    Right forms of the term are left out; forms are compared without case and hyphens.
    `most` limits their number. Empty for a name without Chinese characters.
    """
    # An accepted name of several words may still be wrong in small letters: "idle fish".
    accepted = [form for form in term.accept if " " not in form or form.islower()]
    right = {_key(form) for form in (term.en, *accepted, *romanised_name(term))}
    best: dict[str, tuple[float, Route, str, str]] = {}
    figures = re.findall(r"\d+", term.en)
    aliases = [zh for zh in term.aliases if re.findall(r"\d+", zh) == figures]  # 悟道2.0 is no 悟道
    names = (core_name(n) for zh in (term.zh, *aliases) for n in (zh, _with_asides(zh)))
    for zh in dict.fromkeys(names):
        for cost, route, form, why in _derive(zh, term.type == "PER", max(most, _LEAST)):
            key = _key(form)
            if key in right or best.get(key, (math.inf,))[0] <= cost or not _telling(form, route):
                continue
            best[key] = (cost, route, form, why)
    ranked = _spread(list(best.values()), most)
    if not ranked:
        return []
    return [
        Variant(form, route, why, round(min(math.exp(-cost), 1.0), 4), ordinariness(form))
        for cost, route, form, why in ranked
    ]


def romanised_name(term: Term) -> tuple[str, ...]:
    """Return the plain pinyin of a person known by another name with the same surname.

    "Yu Chengdong" is no mistake for Richard Yu; "Liang Chaowei" is one for Tony Leung.
    """
    zh = core_name(term.zh)
    size = surname_length(zh)
    if term.type != "PER" or not size or not 2 <= len(zh) <= 4:
        return ()
    out = []
    for syllables in readings(zh[:size])[:2]:
        surname = "".join(syllables).capitalize()
        if surname in term.en.split():
            out += [f"{surname} {''.join(given).capitalize()}" for given in readings(zh[size:])[:1]]
    return tuple(out)


def _telling(form: str, route: Route) -> bool:
    """Tell whether a form could ever be told from plain English: not "to", not "the one".

    What is left of a name after dropping a word must be rarer, or half the dictionary
    would be suspected.
    """
    key = _key(form)
    words = key.split()
    if len(key) < 2 or words[0] in ("and", "or", "of", "the", "a", "s") or words[-1] == "the":
        return False
    if all(w in FUNCTION_WORDS or w.isdigit() or len(w) == 1 for w in words):
        return len(words) > 1 and words[0] not in FUNCTION_WORDS
    ordinary = ordinariness(key)
    if route == "part":
        proper = all(w[0].isupper() for w in form.split() if w.lower() not in FUNCTION_WORDS)
        return not proper and ordinary < (0.62 if len(words) == 1 else 0.75)
    return ordinary < 0.85 or len(words) > 1


# The share of the forms kept for each route; what a route leaves, the others take.
_SHARES: dict[Route, float] = {"pinyin": 0.2, "part": 0.2, "mixed": 0.15}


def _spread(
    found: list[tuple[float, Route, str, str]], most: int
) -> list[tuple[float, Route, str, str]]:
    """Return the likeliest forms in order, each route with a share of its own.

    Literal forms are so many that no half-translated one would be among the likeliest.
    """
    found = sorted(found)
    kept: set[tuple[float, Route, str, str]] = set()
    for route, share in _SHARES.items():
        kept.update([v for v in found if v[1] == route][: int(most * share)])
    for v in found:
        if len(kept) >= most:
            break
        kept.add(v)
    return sorted(kept)


def _with_asides(zh: str) -> str:
    """Return a glossary name with what its brackets hold as part of it: 路透(照) -> 路透照."""
    return re.sub(r"[()（）]", "", zh)


def _key(form: str) -> str:
    return " ".join(re.findall(r"\w+", form.lower()))


def _derive(zh: str, person: bool, breadth: int) -> Iterator[tuple[float, Route, str, str]]:
    if not has_han(zh):
        return
    whole = "".join(_PIECE.findall(zh))
    if len(whole) <= _LONGEST_NAME:
        yield from _spell(whole, person)
        yield from _compose(zh, breadth)
    pieces = [p for p in _TITLE_BREAK.split(zh) if has_han(p)]
    if len(pieces) > 1:
        for n, piece in enumerate(pieces):
            for cost, _, form, why in _compose(piece, breadth):
                if cost < 3:
                    yield cost + 1.0 + n, "part", form, f"only {piece}: {why}"


# --- spelt out -----------------------------------------------------------------------


def _spell(zh: str, person: bool) -> Iterator[tuple[float, Route, str, str]]:
    """Yield the pinyin forms of a name: joined, split, with its class noun translated."""
    stem, class_noun = _split_class(zh)
    for han, tails in ((zh, ("",)), (stem, ("", *class_noun))):
        if not han or not has_han(han):
            continue
        for rank, syllables in enumerate(_syllables(han)[:6]):
            for form, extra in _spellings(syllables, _split_points(han, person)):
                for tail in tails:
                    bare = 0.0 if han == zh else (1.2 if not tail else 0.2)
                    why = f"pinyin {' '.join(syllables)}" + (f" + {tail}" if tail else "")
                    yield 0.7 + rank * 0.9 + extra + bare, "pinyin", f"{form} {tail}".strip(), why


def _syllables(zh: str) -> list[tuple[str, ...]]:
    """Return the readings of a name, Latin stretches kept as one syllable."""
    found: list[tuple[str, ...]] = [()]
    for piece in _PIECE.findall(zh):
        if not has_han(piece):
            found = [(*f, piece) for f in found]
            continue
        options = readings(piece)
        found = [(*f, *o) for f in found for o in options[:4]]
    return [f for f in found if f]


def _split_points(zh: str, person: bool) -> list[int]:
    """Return where a pinyin spelling is likely cut: after the surname, or by words."""
    if person:
        return [surname_length(zh) or 1]
    words = next(iter(_segmentations(zh)), ())
    points, at = [], 0
    for word in words[:-1]:
        at += len(word)
        points.append(at)
    return points


def _spellings(syllables: tuple[str, ...], points: list[int]) -> Iterator[tuple[str, float]]:
    joined = "".join(syllables)
    yield joined.capitalize(), 0.0
    if len(syllables) > 1:
        yield " ".join(s.capitalize() for s in syllables), 0.5
    cuts = [0, *[p for p in points if 0 < p < len(syllables)], len(syllables)]
    parts = ["".join(syllables[a:b]) for a, b in pairwise(cuts)]
    if len(parts) > 1:
        yield " ".join(p.capitalize() for p in parts), 0.1
    if len(syllables) in (3, 4):
        yield f"{syllables[0]} {''.join(syllables[1:])}".title(), 0.6
        yield f"{''.join(syllables[:2])} {''.join(syllables[2:])}".title(), 0.6


def _split_class(zh: str) -> tuple[str, tuple[str, ...]]:
    for noun in sorted(CLASS_NOUNS, key=len, reverse=True):
        if zh.endswith(noun) and len(zh) > len(noun):
            return zh[: -len(noun)], CLASS_NOUNS[noun]
    return "", ()


# --- rendered word by word ------------------------------------------------------------


@lru_cache(maxsize=4096)
def _segmentations(zh: str) -> tuple[tuple[str, ...], ...]:
    """Return ways to cut a name into words the dictionary has, fewest words first."""
    ends: list[list[tuple[str, ...]]] = [[] for _ in range(len(zh) + 1)]
    ends[0] = [()]
    for i in range(len(zh)):
        if not ends[i]:
            continue
        latin = re.match(r"[A-Za-z0-9][A-Za-z0-9.+&'-]*", zh[i:])
        if latin:
            stop = i + latin.end()
            ends[stop] += [(*path, latin[0]) for path in ends[i]]
            continue
        for size in range(1, _LONGEST_WORD + 1):
            word = zh[i : i + size]
            if len(word) < size or not all(has_han(c) for c in word):
                break
            if size == 1 or word in CLASS_NOUNS or glosses(word) or known(word):
                ends[i + size] += [(*path, word) for path in ends[i]]
        for j in range(i + 1, len(zh) + 1):
            ends[j] = sorted(ends[j], key=lambda p: (len(p), p))[:12]
    return tuple(sorted(ends[len(zh)], key=lambda p: (len(p), p))[:6])


def _compose(zh: str, breadth: int) -> Iterator[tuple[float, Route, str, str]]:
    ways = 6 if breadth > 100 else 2
    for nth, words in enumerate(_segmentations("".join(_PIECE.findall(zh)))[:ways]):
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
    for gloss in () if word in _PARTICLES and len(words) > 1 else glosses(word)[:_OPTIONS]:
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
    if word in _PARTICLES:
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


def _finish(partial: _Partial, words: tuple[str, ...]) -> Iterator[tuple[float, Route, str, str]]:
    if not partial.words or not partial.literal:
        return
    if partial.dropped:
        left = "".join(w for w in words if f"({w})" not in partial.why)
        words_left = sum(len(w.split()) for w in partial.words)
        if (len(left) > 1 and known(left)) or (len(left) == 1 and words_left > 1):
            return  # what is left is a word of its own: 春节 of 春节档, or too little
    why = " + ".join(partial.why)
    route: Route = "word" if len(words) == 1 else "literal"
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
