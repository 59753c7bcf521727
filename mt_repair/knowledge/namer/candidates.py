"""What a Chinese name may be called in English, by every way of reading it, with what speaks for each.

Written by the network in letters, and the known spellings that sound like it; a Chinese person
or place in pinyin; a Japanese, Korean or Vietnamese name read as at home. `rank.py` weighs them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from mt_repair.knowledge.namer.eastern import (
    japanese_people,
    japanese_places,
    korean_person,
    vietnamese_person,
)
from mt_repair.knowledge.namer.known import NOWHERE, Kinds, Known, capitalised
from mt_repair.knowledge.namer.letters import JAPANESE, Letters, heard, reading, spelt
from mt_repair.knowledge.people import spell_person
from mt_repair.knowledge.romanised import joined

_WIDE = 24  # partial spellings kept
_FREE, _KNOWN = 10, 14  # candidates of each kind
_ASKED, _NEAR = 4, 48  # free ones whose neighbours are looked for, and how many in all
_FOREIGN = frozenset(
    "阿埃艾爱安昂奥巴白柏拜班邦保鲍贝本比彼宾波伯博布查达戴丹当道德登迪蒂丁顿多恩尔法凡方菲费芬丰佛弗福夫盖甘冈高戈哥格根古瓜圭哈海汉豪赫黑亨"
    "洪胡怀惠霍基吉加贾坚江杰金津卡凯坎康考科可克肯库夸拉莱兰朗劳勒雷里利列林龙卢鲁路伦罗洛马迈麦曼芒毛梅门蒙米密缅明莫默姆穆拿娜纳南内尼宁纽农努诺"
    "欧帕派潘庞佩彭皮平坡珀普奇齐恰乔切琴丘热仁日荣茹若撒萨塞赛桑森沙山尚舍申圣什舒斯丝松苏孙所索塔泰坦汤唐陶特滕提廷通图托瓦万旺威韦维魏温沃乌武西希"
    "锡夏香肖谢欣兴休许雅亚扬耶叶伊因英尤约泽扎詹章兹宗祖佐"
)
_CLASSES = "省市县区镇乡村州岛山河湖湾港郡町旗盟"


@dataclass(slots=True)
class Candidate:
    """A proposed name; `letters` is what the network says of it, `ways` how it was come by.

    `letters` is None where the network was not asked or did not find it.
    """

    en: str
    letters: float | None = None
    kinds: Kinds = NOWHERE
    ways: set[str] = field(default_factory=set)
    sure: float = 0.0  # of a rule: its own certainty


def candidates(
    zh: str, kind: str, letters: Letters, known: Known, *, dotted: bool = False
) -> list[Candidate]:
    """Return the candidates for a name without dots in simplified characters, each spelling once.

    `dotted` says that it is a part of a name with dots, so a foreign one.
    """
    found: dict[str, Candidate] = {}
    every = _of_part(zh, kind, letters, known) if dotted else _of_one(zh, kind, letters, known)
    for one in every:
        held = found.setdefault(one.en, one)
        if held is not one:
            held.ways |= one.ways
            held.sure = max(held.sure, one.sure)
            if one.letters is not None:
                held.letters = max(
                    one.letters, held.letters if held.letters is not None else -math.inf
                )
            held.kinds = Kinds(*map(max, held.kinds, one.kinds))
    return list(found.values())


def foreign_share(zh: str) -> float:
    """Return how many of a name's characters foreign names are written with."""
    return sum(c in _FOREIGN for c in zh) / max(len(zh), 1)


def pinyin(zh: str) -> str:
    """Return a name's characters in pinyin as one word; empty where one has no reading."""
    read = [reading(c) for c in zh]
    return joined(read).replace("ü", "u") if all(read) else ""


def _of_one(zh: str, kind: str, letters: Letters, known: Known) -> Iterator[Candidate]:
    yield from _written(zh, kind, letters, known)
    yield from _by_pinyin(zh)
    if kind in ("", "PER"):
        yield from _people(zh, letters)
    if kind in ("", "LOC"):
        yield from (Candidate(en, ways={"Japanese place"}) for en in japanese_places(zh))


def _of_part(zh: str, kind: str, letters: Letters, known: Known) -> Iterator[Candidate]:
    for one in _written(zh, kind, letters, known):
        if " " not in one.en or "known" in one.ways:
            yield one
    if len(zh) == 1 and (whole := pinyin(zh)):
        yield Candidate(whole, ways={"pinyin"})


def _written(zh: str, kind: str, letters: Letters, known: Known) -> Iterator[Candidate]:
    """Yield what the network writes, and the known spellings near it by what it says of them."""
    free = spelt(letters, zh, kind, _WIDE)[:_FREE]
    for text, score in free:
        yield Candidate(known.spelling(text), score, known.kinds(text), {"free"})
    near = known.near([text for text, _ in free[:_ASKED]], _NEAR)
    scored = zip(near, heard(letters, zh, kind, near), strict=True)
    best = sorted(scored, key=lambda one: (-one[1] - _worth(known.kinds(one[0])), one[0]))
    for text, score in best[:_KNOWN]:
        yield Candidate(known.spelling(text), score, known.kinds(text), {"known"})


def _by_pinyin(zh: str) -> Iterator[Candidate]:
    if whole := pinyin(zh):
        yield Candidate(whole, ways={"pinyin"})
    if len(zh) > 2 and zh[-1] in _CLASSES and (bare := pinyin(zh[:-1])):
        yield Candidate(bare, ways={"pinyin without class"})


def _people(zh: str, letters: Letters) -> Iterator[Candidate]:
    person = spell_person(zh)
    if person is not None:
        yield Candidate(person.en, ways={"Chinese person"}, sure=person.confidence)
    for nth, en in enumerate(korean_person(zh)):
        yield Candidate(en, ways={"Korean person"}, sure=1 - nth / 2)
    if en := vietnamese_person(zh):
        yield Candidate(en, ways={"Vietnamese person"})
    if 3 <= len(zh) <= 5:
        for surname, given, said in japanese_people(zh):
            if not said and len(given) > 2:
                continue
            told = said or tuple(t for t, _ in spelt(letters, given, JAPANESE, _WIDE)[:2])
            for nth, first in enumerate(told):
                yield Candidate(
                    f"{capitalised(first)} {surname}",
                    ways={"Japanese person" if said else "Japanese person, given name guessed"},
                    sure=1 / (1 + nth),
                )


def _worth(kinds: Kinds) -> float:
    """Return what a known spelling is worth beside the network's word, in log-probability."""
    return 1.5 + 0.25 * max(kinds) if max(kinds) else 0.0
