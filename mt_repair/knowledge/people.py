"""Chinese personal names spelt in English by rule: Mainland pinyin, and what is accepted for it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from mt_repair.knowledge.publicnames import Name, key_text, named
from mt_repair.knowledge.romanised import joined, wade, without_umlaut
from mt_repair.language.cedict import entries
from mt_repair.language.chinese import readings

ORIGIN = "pinyin"

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_TITLES = {
    "先生": ("Mr", "Mr."), "女士": ("Ms", "Ms.", "Mrs", "Mrs.", "Madam"), "小姐": ("Miss", "Ms", "Ms."),
    "太太": ("Mrs", "Mrs."), "夫人": ("Madam", "Mrs", "Mrs."), "教授": ("Professor", "Prof.", "Prof"),
    "博士": ("Dr", "Dr.", "Doctor"), "医生": ("Dr", "Dr.", "Doctor"),
}  # fmt: skip
_NAMELESS = re.compile(r"某{1,2}|某某某")
# Characters that spell foreign names and stand in few Chinese given names.
_FOREIGN = frozenset(
    "尔斯克特姆茨基鲁兹夫勒拉奥尼米蒂戈弗瑟廷顿逊萨塔伊诺莱蒙哈贝埃赫顿泽佩菲莫瓦维韦什耶库迪巴普布卡托科罗洛里利基加纳娜内列雷索图乌亚亨坦"
)
# Of these, the ones that Chinese given names have too, and often.
_BOTH = frozenset("菲丽基利里亚蒙维娜莱雷莫泽罗诺科坦")
_NO_NAME = frozenset("的了不是我你他她它们这那吗呢啊吧被把")  # no parents choose them


def spell_person(zh: str, region: str | None = None) -> Name | None:
    """Return a Chinese person's name in English, None where it cannot be one.

    `region` is where the person is known to be from, as a two-letter code: TW and HK change
    which spelling comes first and how sure it is; KR, JP and other countries whose names in
    Chinese characters are not read in Chinese give None. A surname with a title (高先生)
    or with 某 for the given name is spelt too.
    """
    zh = key_text(zh.strip())
    if not _HAN.fullmatch(zh) or (region is not None and region not in _READ_IN_CHINESE):
        return None
    surname = _surname_of(zh)
    if not surname:
        return None
    rest = zh[len(surname) :]
    known = surnames().get(surname)
    spelt = _surname_spelling(surname)
    if not spelt:
        return None
    others = [*(known[1] if known else ()), *_surname_variants(surname, spelt)]
    if rest in _TITLES:
        return _with_title(zh, spelt, others, _TITLES[rest], bool(known))
    if _NAMELESS.fullmatch(rest):
        accept = (f"a person surnamed {spelt}", f"{spelt} Mou", *others)
        return named(zh, spelt, accept, "PER", ORIGIN, 0.6)
    sure = _likely(zh, surname, rest, bool(known), region is not None)
    syllables = _given_syllables(zh, surname, rest)
    if not sure or not syllables:
        return None
    return _spelt(zh, spelt, others, syllables, sure, region)


_READ_IN_CHINESE = frozenset({"CN", "TW", "HK", "MO", "SG", "MY"})


@lru_cache(maxsize=1)
def surnames() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return the commoner surnames: their pinyin, and Cantonese, Hokkien and older spellings."""
    text = (files("mt_repair") / "knowledge/data/surnames.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:] if line)
    return {zh: (pinyin, tuple(o for o in other.split("|") if o)) for zh, pinyin, other in rows}


def _surname_of(zh: str) -> str:
    if len(zh) > 2 and zh[:2] in surnames():
        return zh[:2]
    rest = zh[1:]
    if not rest or (len(rest) > 2 and rest not in _TITLES):
        return ""
    return zh[0] if zh[0] in surnames() or _dictionary_surnames(zh[0]) else ""


def _dictionary_surnames(char: str) -> list[str]:
    return [
        gloss.removeprefix("surname ").split()[0].strip(",")
        for entry in entries(char)
        for gloss in entry.glosses
        if gloss.startswith("surname ")
    ]


def _surname_spelling(surname: str) -> str:
    known = surnames().get(surname)
    if known:
        return known[0]
    found = _dictionary_surnames(surname)
    return found[0] if found and found[0].isalpha() else ""


def _surname_variants(surname: str, spelt: str) -> list[str]:
    """Return the surname's other dictionary readings, its Wade-Giles, its forms without ü."""
    out = [s for s in _dictionary_surnames(surname) if s.isalpha() and s != spelt]
    if len(surname) == 1:
        out.append(wade(spelt.lower().replace("ü", "v")).capitalize())
    return [*out, *without_umlaut(spelt)]


def _given_syllables(zh: str, surname: str, rest: str) -> tuple[str, ...]:
    """Return the given name's syllables, as the dictionary reads the whole name if it has it."""
    for entry in entries(zh):
        syllables = [s.rstrip("12345").lower().replace("u:", "v") for s in entry.pinyin.split(" ")]
        if len(syllables) == len(zh) and all(s.isalpha() for s in syllables):
            return tuple(syllables[len(surname) :])
    parts = tuple(given_reading(c) for c in rest)
    return parts if all(parts) else ()


@lru_cache(maxsize=8192)
def given_reading(char: str) -> str:
    """Return how a character is read in a given name, without tone, ü as v; empty if unknown.

    The dictionary lists a character's readings by the alphabet; the one with the most
    meanings is the usual one, and a few characters are read otherwise in names.
    """
    if char in _IN_NAMES:
        return _IN_NAMES[char]
    best, most = "", 0
    for entry in entries(char):
        real = [g for g in entry.glosses if not _NO_MEANING.search(g)]
        if len(real) > most:
            best, most = entry.pinyin, len(real)
    if not best:
        found = readings(char)
        return found[0][0] if found else ""
    return best.rstrip("12345").lower().replace("u:", "v")


_NO_MEANING = re.compile(r"variant of|surname |^see |used in|^CL:|also pr|Taiwan pr|abbr\. ")
_IN_NAMES = dict(p.split("=") for p in (
    "宁=ning 奇=qi 伯=bo 长=chang 朝=chao 乐=le 柏=bai 茜=qian 重=zhong 行=xing 盛=sheng 大=da 俊=jun 楠=nan 晟=sheng "
    "陆=lu 尉=wei 禅=chan 臧=zang 薄=bo 覃=qin 单=shan 解=jie 卜=bu 曾=zeng 鹄=hu 琦=qi 锜=qi 骑=qi 旗=qi 石=shi "
    "若=ruo 贾=jia 车=che 谷=gu 洗=xian 种=zhong 参=shen 少=shao 中=zhong 正=zheng 华=hua 为=wei 应=ying 兴=xing "
    "相=xiang 冠=guan 佑=you 祥=xiang 藏=zang 任=ren 令=ling 调=diao 扁=bian 祭=ji 繁=fan 亮=liang 尧=yao"
).split())  # fmt: skip


def _likely(zh: str, surname: str, rest: str, common: bool, known_region: bool) -> float:
    """Return how sure it is that the characters are a Chinese person's name; 0 where they are not."""
    if not 1 <= len(rest) <= 2 or any(c in _NO_NAME for c in rest):
        return 0.0
    found = entries(zh)
    if found and not (common and any(_is_person(e.pinyin, len(surname)) for e in found)):
        return 0.0  # a word, a place, a brand, a foreigner
    foreign = sum(c in _FOREIGN for c in rest)
    firmly = sum(c in _FOREIGN and c not in _BOTH for c in rest)
    if firmly == 2:
        return 0.0
    sure = (0.92 if known_region else 0.78) if common else 0.55  # else Korean, Vietnamese ...?
    if firmly or foreign == 2:
        sure *= 0.55
    if len(zh) == 2 and not known_region and not found:
        sure *= 0.85  # two characters make many other things
    if surname in _RARELY_READ_SO:
        sure *= 0.75
    return round(sure, 3)


# Surnames of which a good part of the bearers reads or spells otherwise.
_RARELY_READ_SO = frozenset("朴覃乐仇盖区")


def _is_person(pinyin: str, at: int) -> bool:
    """Tell whether the dictionary writes an entry as a Chinese person: Zhou1 En1 lai2."""
    syllables = pinyin.split(" ")
    capitals = [i for i, syllable in enumerate(syllables) if syllable[:1].isupper()]
    return capitals == [0, at] and len(syllables) <= at + 2


def _with_title(
    zh: str, spelt: str, others: Iterable[str], titles: tuple[str, ...], common: bool
) -> Name:
    every = (spelt, *others)
    accept = [f"{t} {s}" for s in every for t in titles]
    return named(zh, accept[0], (*accept[1:], *every), "PER", ORIGIN, 0.88 if common else 0.6)


def _spelt(
    zh: str,
    spelt: str,
    others: list[str],
    syllables: tuple[str, ...],
    sure: float,
    region: str | None,
) -> Name:
    given = joined(syllables)
    plain = [s.replace("v", "ü") for s in syllables]
    taiwan = [wade(s) for s in syllables]
    mainland_given = [given, given.replace("'", "")]
    if len(syllables) == 2:
        mainland_given += [
            f"{plain[0].title()}-{plain[1]}",
            f"{plain[0].title()} {plain[1].title()}",
            f"{plain[0].title()}-{plain[1].title()}",
        ]
    taiwan_given = [
        "-".join(taiwan).capitalize(),
        *(["".join(taiwan).capitalize()] if len(taiwan) > 1 else []),
    ]
    givens = list(dict.fromkeys((*mainland_given, *taiwan_given)))
    for form in tuple(givens):
        givens += without_umlaut(form)
    bases = list(dict.fromkeys((spelt, *others)))
    en = f"{spelt} {given}"
    if region == "TW":
        en, sure = (
            f"{wade(spelt.lower().replace('ü', 'v')).capitalize()} {taiwan_given[0]}",
            sure * 0.75,
        )
    elif region in ("HK", "MO", "SG", "MY"):
        sure *= 0.5  # Cantonese or Hokkien given names, and English ones, are not in the characters
    accept = [f"{s} {g}" for s in bases for g in givens]
    accept += [f"{g} {s}" for s in bases for g in givens[:4]]
    accept += bases
    return named(zh, en, accept, "PER", ORIGIN, sure)
