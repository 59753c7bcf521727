"""Names composed of a known head and a kind of place or body: 四川省成都市, 法国政府, 云岗村."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from mt_repair.knowledge.countrypairs import SHORT, is_word, two_countries
from mt_repair.knowledge.lexicon import Lexicon, look_up, simplified
from mt_repair.knowledge.people import given_reading
from mt_repair.knowledge.publicnames import Name, named
from mt_repair.knowledge.romanised import joined
from mt_repair.knowledge.territories import adjectives
from mt_repair.language.cedict import entries
from mt_repair.language.chinese import core_name, readings
from mt_repair.types import EntityType

ORIGIN = "composed"

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_ORDINALS = ("", "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")  # fmt: skip
_NUMBERED = re.compile(
    r"(.{2,}?)第([一二三四五六七八九十]{1,3})(人民医院|医院|中学|小学|中级人民法院|附属医院)"
)
_FOREIGN = frozenset(
    "尔斯克特姆茨鲁兹夫勒拉奥尼米蒂戈弗瑟廷顿逊萨塔伊诺埃赫泽佩菲莫瓦维韦什耶库迪巴普布卡托科罗洛里基加纳娜内列雷索图乌亚坦达阿"
)


@dataclass(frozen=True, slots=True)
class Ending:
    """A row of data/endings.tsv: how a Chinese ending is said after a name in English.

    `forms` hold {} for the head, {adj} for its adjective; `spelt` tells whether a head
    no source knows may be spelt in pinyin; `needs` is "country" or empty.
    """

    zh: str
    type: EntityType
    forms: tuple[str, ...]
    confidence: float
    spelt: bool
    needs: str


def compose_place(lexicon: Lexicon, zh: str) -> Name | None:
    """Return the English of a place or body composed by rule, None where no rule fits.

    The head is looked up; where no source knows it, it is spelt in pinyin if its ending
    allows, which is less sure. Also two countries in a word (美俄) and a side (法方).
    """
    key = simplified(lexicon, core_name(zh))
    if not _HAN.fullmatch(key):
        return None
    pair = two_countries(key)
    if pair is not None:
        return pair
    numbered = _numbered(lexicon, key)
    if numbered is not None:
        return numbered
    for ending in _endings_of(key):
        made = _composed(lexicon, key, ending)
        if made is not None:
            return made
    return _chain(lexicon, key)


@lru_cache(maxsize=1)
def endings() -> dict[str, Ending]:
    """Return the endings that names are composed with, by their Chinese."""
    text = (files("mt_repair") / "knowledge/data/endings.tsv").read_text("utf-8")
    kinds: dict[str, EntityType] = {"LOC": "LOC", "ORG": "ORG", "MEDIA": "MEDIA", "EVENT": "EVENT"}
    out = {}
    for line in text.splitlines()[1:]:
        zh, kind, forms, sure, spelt, needs = line.split("\t")
        for one in zh.split("|"):
            out[one] = Ending(
                one, kinds[kind], tuple(forms.split("|")), float(sure), spelt == "1", needs
            )
    return out


def _endings_of(key: str) -> Iterator[Ending]:
    """Yield the endings a name has, the longest first."""
    for length in range(min(8, len(key) - 1), 0, -1):
        found = endings().get(key[-length:])
        if found is not None:
            yield found


def _composed(lexicon: Lexicon, key: str, ending: Ending) -> Name | None:
    head = key[: -len(ending.zh)]
    if len(head) < 2:
        return None
    known = next((n for n in look_up(lexicon, head) if _can_head(n)), None)
    if known is None and len(head) == 2 and ending.type == "EVENT":
        known = two_countries(head)
    if known is None and len(head) > 2 and head[-1] in "省市县区州":
        made = compose_place(lexicon, head)
        known = made if made is not None and made.type == "LOC" else None
    if known is None:
        return _on_spelt_head(lexicon, key, head, ending)
    every = adjectives().get(known.en, ())
    if ending.needs == "country" and not every:
        return None
    heads = [_bare(known), *(f for f in known.accept if f not in every and len(f) > 1)]
    adjective = (heads[0], *every[:1]) if known.en in NOUN_FIRST else every[:1]
    patterns = ending.forms
    if known.en == "United States":  # has departments where others have ministries
        patterns = tuple(sorted(patterns, key=lambda f: "Department" not in f))
    forms = list(_filled(patterns, heads[:4], adjective))
    sure = ending.confidence * min(1.0, known.confidence + 0.05)
    return named(key, forms[0], forms[1:], ending.type, f"{ORIGIN}+{known.origin}", sure)


def _can_head(name: Name) -> bool:
    """Tell whether a name may be a place or body, if only one nobody gave a type."""
    if name.type == "TERM":
        return name.en.isalpha() and name.en.istitle() and name.confidence >= 0.8
    return name.type in {"LOC", "ORG"}


def _on_spelt_head(lexicon: Lexicon, key: str, head: str, ending: Ending) -> Name | None:
    """Return a name whose head no source knows, spelt in pinyin if it can be Chinese."""
    if ending.needs or not ending.spelt or len(head) > 3 or entries(key) or _WORDY & set(head):
        return None
    if is_foreign(head):
        return None
    sure = ending.confidence * 0.75
    if is_word(head):
        if ending.zh not in _OF_WORDS:
            return None
        sure *= 0.8
    if len(head) == 3 and any(is_word(part) for part in (head[:2], head[1:])):
        return None  # 政策展区
    if any(n.type == "LOC" for n in look_up(lexicon, head[:2])):
        return None  # 成都银河 is no river called Chengduyin
    word = pinyin_of(head)
    if not word:
        return None
    forms = list(_filled(ending.forms, [word, word.replace("'", "")], ()))
    return named(key, forms[0], forms[1:], ending.type, f"{ORIGIN}+pinyin", sure)


def pinyin_of(head: str) -> str:
    """Return a Chinese head in pinyin as one word, empty where a character has no reading."""
    known = readings(head) if entries(head) else ()
    syllables = known[0] if known else tuple(given_reading(c) for c in head)
    return joined(syllables) if all(syllables) else ""


def is_foreign(zh: str) -> bool:
    """Tell whether most characters are those that spell foreign names."""
    return sum(c in _FOREIGN for c in zh) > len(zh) // 2


_OF_WORDS = frozenset("路 街 大道 大街 街道 社区 村 公园 广场".split())  # 解放路 is Jiefang Road
_WORDY = frozenset("的一二三四五六七八九十个这那其该本各每某")


def _chain(lexicon: Lexicon, key: str) -> Name | None:
    """Return a place with the one it lies in: 南京市鼓楼区 -> Gulou District, Nanjing."""
    for at in range(2, len(key) - 1):
        if key[at - 1] not in "省市县区州":
            continue
        outer = _place_named(lexicon, key[:at])
        inner = _place_named(lexicon, key[at:]) or compose_place(lexicon, key[at:])
        if outer is None or inner is None or inner.type != "LOC":
            continue
        forms = [
            form
            for i in (inner.en, *inner.accept[:3])
            for o in (outer.en, *outer.accept[:3])
            for form in (f"{i}, {o}", f"{i} of {o}", f"{i} in {o}", f"{o}'s {i}")
        ]
        sure = 0.9 * min(outer.confidence, inner.confidence)
        accept = (*forms[1:], *inner.right)
        return named(key, forms[0], accept, "LOC", f"{ORIGIN}+{inner.origin}", sure)
    return None


def _place_named(lexicon: Lexicon, key: str) -> Name | None:
    return next((n for n in look_up(lexicon, key) if n.type == "LOC"), None)


def _bare(name: Name) -> str:
    """Return a place's name without its kind: Henan of Henan Province, US of United States."""
    if name.en in SHORT:
        return SHORT[name.en]
    for form in name.accept:
        if name.en.startswith(f"{form} ") and " " not in form and len(form) > 3:
            return form
    return name.en


def _filled(forms: tuple[str, ...], heads: list[str], adjective: tuple[str, ...]) -> Iterator[str]:
    done: dict[str, None] = {}
    for head in heads:
        for form in forms:
            if "{adj}" in form:
                for one in adjective or (head,):
                    done.setdefault(form.replace("{adj}", one))
            else:
                done.setdefault(form.replace("{}", head))
    yield from done


# Said as they are where other countries' adjectives stand: US police, the Hong Kong government.
NOUN_FIRST = frozenset(
    (
        "United States",
        "United Kingdom",
        "European Union",
        "United Nations",
        "Hong Kong",
        "Macao",
        "Singapore",
        "New Zealand",
        "United Arab Emirates",
        "Eurozone",
    )
)


def _numbered(lexicon: Lexicon, key: str) -> Name | None:
    """Return a numbered hospital, school or court: 四川大学第二附属医院, 武汉市第三中学."""
    match = _NUMBERED.fullmatch(key)
    if not match:
        return None
    number = number_of(match[2])
    head = next((n for n in look_up(lexicon, match[1]) if n.type in {"LOC", "ORG"}), None)
    head = head or compose_place(lexicon, match[1])
    if head is None or not 0 < number < len(_ORDINALS):
        return None
    what = _WHAT[match[3]]
    place, nth = _bare(head) if head.type == "LOC" else head.en, _ORDINALS[number]
    forms = [f"{nth} {what} of {place}", f"{place} {nth} {what}", f"{nth} {what}, {place}"]
    if match[3] != "附属医院":
        forms = [
            f"{place} No. {number} {what}",
            f"{place} No.{number} {what}",
            f"No. {number} {what} of {place}",
            *forms,
        ]
    return named(
        key,
        forms[0],
        forms[1:],
        "ORG",
        f"{ORIGIN}+{head.origin}",
        0.8 * min(1.0, head.confidence + 0.1),
    )


_WHAT = {
    "人民医院": "People's Hospital", "医院": "Hospital", "中学": "Middle School", "小学": "Primary School",
    "中级人民法院": "Intermediate People's Court", "附属医院": "Affiliated Hospital",
}  # fmt: skip


def number_of(zh: str) -> int:
    """Return a Chinese number up to 99, 0 where it is none."""
    tens, ten, ones = zh.partition("十")
    if not ten:
        return _DIGITS.get(zh, 0) if len(zh) == 1 else 0
    return (_DIGITS.get(tens, 0) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)
