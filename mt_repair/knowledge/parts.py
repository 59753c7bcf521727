"""What a stretch of a Chinese name may be by itself: a known name, a head, a word, a number."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from mt_repair.knowledge.countrypairs import SHORT
from mt_repair.knowledge.glosses import renderings
from mt_repair.knowledge.namer import Spelling
from mt_repair.knowledge.numbered import numbered
from mt_repair.knowledge.offices import offices
from mt_repair.knowledge.people import spell_person, surnames
from mt_repair.knowledge.phrases import Kind, Phrase
from mt_repair.knowledge.places import endings, is_foreign, pinyin_of
from mt_repair.knowledge.publicnames import Name, plain_letters
from mt_repair.knowledge.shortened import adjective, is_pair, shortened
from mt_repair.knowledge.territories import adjectives
from mt_repair.knowledge.wordlists import heads, words
from mt_repair.language.cedict import entries
from mt_repair.language.chinese import has_han
from mt_repair.language.english import present_participle, zipf
from mt_repair.language.nominal import nominal
from mt_repair.types import EntityType

Known = Callable[[str], Sequence[Name]]

_ONE_CHARACTER = 0.3  # what a word of one character costs more: it may be half of another
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9.&+'-]*")
_ONE_WORD = re.compile(r"[A-Z][a-z]+")
PROVINCES = frozenset(
    "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 "
    "陕西 甘肃 青海 内蒙古 广西 西藏 宁夏 新疆".split()
)
_CITIES = frozenset("北京 天津 上海 重庆".split())


def parts(zh: str, known: Known | None) -> list[Phrase]:
    """Return what a stretch may be; `known` None leaves out what lists and dictionary call it."""
    out = [*_own(zh)]
    if known is not None:
        out += _named(zh, known)
        out += _dictionary(zh)
    return sorted(out, key=lambda p: (p.cost, p.en))


def person_parts(zh: str) -> Iterator[Phrase]:
    """Yield what may be a Chinese person in pinyin: 李雷, a child as 芳芳, a friend as 老王."""
    if len(zh) == 2 and zh[0] in _FRIENDLY and zh[1] in surnames():
        en = f"{_FRIENDLY[zh[0]]} {surnames()[zh[1]][0]}"
        yield Phrase(en, "person", "PER", 0.9, "name", why=(f"{zh}~{en}",))
        return
    person = spell_person(zh)
    if person is not None:
        spelt = [person.en, *person.accept[:2]] if person.en.count(" ") else [person.en]
        for nth, en in enumerate(spelt):
            cost = 1.6 + 0.3 * nth - math.log(max(person.confidence, 0.1))
            yield Phrase(en, "person", "PER", cost, "name", why=(f"{zh}~{en}",))
    elif len(zh) == 2 and zh[0] == zh[1] and has_han(zh):
        word = pinyin_of(zh[0])
        for nth, en in enumerate((f"{word} {word}", f"{word}{word.lower()}") if word else ()):
            yield Phrase(en, "person", "PER", 1.8 + 0.3 * nth, "name", why=(f"{zh}~{en}",))


_FRIENDLY = {"小": "Xiao", "老": "Lao"}


def spelt_parts(zh: str, spellings: Sequence[Spelling]) -> list[Phrase]:
    """Return a stretch that is spelt, not translated, by what spells it and how surely."""
    why = f"{zh}~"
    return [
        Phrase(s.en, "spelt", "TERM", 1.2 - math.log(max(s.confidence, 0.02)), why=(why + s.en,))
        for s in spellings
    ]


@lru_cache(maxsize=16384)
def pinyin(zh: str, kind: EntityType | None = None) -> tuple[Spelling, ...]:
    """Return a stretch of two or three characters in pinyin, if it can be a Chinese name."""
    if not 2 <= len(zh) <= 3 or not all(has_han(c) for c in zh) or is_foreign(zh):
        return ()
    if set(zh) & _WORDY:
        return ()
    spelt = pinyin_of(zh)
    return (Spelling(spelt, 0.75 if len(zh) == 2 else 0.4),) if spelt else ()


_WORDY = frozenset("的一二三四五六七八九十个这那其该本各每某和与及第")


@lru_cache(maxsize=32768)
def _own(zh: str) -> tuple[Phrase, ...]:
    """Return what our own tables and the numbers make of a stretch."""
    out: list[Phrase] = []
    if _PLAIN.fullmatch(zh):
        return (Phrase(zh, "modifier", "TERM", 0.1, why=(zh,)),)
    out += numbered(zh)
    if len(zh) == 2 and zh[1] == "姓" and zh[0] in surnames():
        en = f"surnamed {surnames()[zh[0]][0]}"  # 张姓男子: man surnamed Zhang
        out.append(Phrase(en, "modifier", "PER", 0.1, why=(f"{zh}={en}",)))
    for type_, manner, forms in heads().get(zh, ()):
        for nth, en in enumerate(forms):
            cost = 0.12 + 0.3 * nth + _ONE_CHARACTER * (len(zh) == 1 and manner != "short")
            out.append(Phrase(en, "head", type_, cost, manner, why=(f"{zh}={en}",)))
    ending = endings().get(zh)
    if ending is not None:
        bare = (re.sub(r" ?\{(?:adj)?\}(?:'s)? ?| of$", "", f) for f in ending.forms)
        en = next((b for b in bare if b), zh)
        out.append(Phrase(en, "head", ending.type, 0.3, "own", ending.forms, why=(f"{zh}={en}",)))
    out += offices(zh)
    for as_, forms in words().get(zh, ()):
        for nth, en in enumerate(forms):
            out.append(_word(zh, as_, en, 0.15 + 0.3 * nth))
    out += shortened(zh)
    return tuple(out)


def _word(zh: str, as_: str, en: str, cost: float) -> Phrase:
    why = (f"{zh}={en}",)
    if as_ == "mod":
        return Phrase(en, "modifier", "TERM", cost, why=why)
    if as_ == "org":
        return Phrase(en, "body", "ORG", cost, "name", why=why)
    if as_ == "title":
        return Phrase(en, "noun", "PER", cost, "title", why=why)
    return Phrase(en, "noun", "TERM", cost + _ONE_CHARACTER * (len(zh) == 1), "term", why=why)


def _named(zh: str, known: Known) -> Iterator[Phrase]:
    """Yield the names that lists have for a stretch."""
    if len(zh) < 2:
        if zh in surnames():
            yield Phrase(
                surnames()[zh][0], "surname", "PER", 0.7, why=(f"{zh}={surnames()[zh][0]}",)
            )
        return
    for name in () if is_pair(zh) and not _is_name(zh) else known(zh)[:2]:
        if has_digit(name.en) == has_digit(zh):  # 天河 is no Tianhe-2
            yield from _public(zh, name)
    if 2 <= len(zh) <= 4:
        yield from person_parts(zh)


def has_digit(text: str) -> bool:
    """Tell whether a text has a digit."""
    return any(c.isdigit() for c in text)


def _is_name(zh: str) -> bool:
    """Tell whether two characters for countries make something else: 巴西, 日本."""
    return not any(" and " in n or "-" in n for n in (e for x in entries(zh) for e in x.glosses))


def _public(zh: str, name: Name) -> Iterator[Phrase]:
    cost = 0.2 - 0.8 * math.log(max(name.confidence, 0.05))
    why = (f"{zh}={name.en}",)
    people = adjectives().get(name.en, ())
    if people and name.type in ("LOC", "ORG"):
        short = SHORT.get(name.en, name.en)
        yield Phrase(
            name.en, "country", name.type, cost, "name", (), short, adjective(name.en), why
        )
        if adjective(name.en) != people[0]:
            yield Phrase(
                name.en, "country", name.type, cost + 0.5, "name", (), name.en, people[0], why
            )
        return
    if name.type == "LOC":
        kind = _place_kind(zh)
        yield Phrase(name.en, kind, "LOC", cost, "name", (), _bare(name), "", why)
        other = next((f for f in name.accept if f.isascii()), "")
        if not name.en.isascii() and other and other != plain_letters(name.en):  # München, Munich
            yield Phrase(other, kind, "LOC", cost - 0.1, "name", why=(f"{zh}={other}",))
        return
    if name.type in ("ORG", "MEDIA"):
        yield Phrase(name.en, "body", name.type, cost, "name", why=why)
        for short in [f for f in name.accept if re.fullmatch(r"[A-Z]{2,6}|Fed", f)][:1]:
            yield Phrase(short, "body", name.type, cost + 0.35, "name", why=(f"{zh}={short}",))
        return
    if name.type == "PER":
        yield Phrase(name.en, "person", "PER", cost, "name", (), name.en.split()[-1], "", why)
        return
    one = name.type == "TERM" and name.origin != "pack" and _ONE_WORD.fullmatch(name.en)
    if one:  # a place, mostly, that the list gave no type
        yield Phrase(name.en, "place", "LOC", cost + 0.1, "name", why=why)
    else:
        yield Phrase(name.en, "noun", name.type, cost + 0.1, "term", why=why)


def _place_kind(zh: str) -> Kind:
    if zh.endswith(("省", "自治区")) or (zh in PROVINCES and zh not in _CITIES):
        return "region"
    if zh.endswith("市") or zh in _CITIES:
        return "city"
    return "county" if zh.endswith(("县", "区", "旗")) else "place"


def _bare(name: Name) -> str:
    for form in name.accept:
        if name.en.startswith(f"{form} ") and " " not in form and len(form) > 2:
            return form
    return re.sub(r" (?:Province|City|province|city)$", "", name.en)


@lru_cache(maxsize=32768)
def _dictionary(zh: str) -> tuple[Phrase, ...]:
    """Return what the dictionary says a word means, nouns and adjectives before verbs."""
    if not has_han(zh) or len(zh) > 5:
        return ()
    single = 1.6 if len(zh) == 1 else 0.0
    listed = 0.9 if zh in heads() or any(used != "mod" for used, _ in words().get(zh, ())) else 0.0
    out: dict[str, Phrase] = {}
    found = renderings(zh)
    nouns = any(not verb for _, verb in found)
    rank = 0
    for text, verb in found[:8]:
        if verb:
            first = text.split()
            if first[0] in ("be", "become", "have"):
                continue
            noun = nominal(text) if len(first) == 1 else ""
            text = noun or present_participle(text)
        length = 0.25 * (len(text.split()) - 1)
        rare = max(0.0, 3.6 - min(zipf(w) for w in text.split())) * 0.35
        cost = 0.7 + 0.3 * rank + (0.7 if verb and nouns else 0.3 if verb else 0.0)
        kind: Kind = "noun"
        rank += 1
        out.setdefault(
            text,
            Phrase(
                text, kind, "TERM", cost + single + listed + length + rare, why=(f"{zh}={text}",)
            ),
        )
    return tuple(sorted(out.values(), key=lambda p: p.cost)[:4])
