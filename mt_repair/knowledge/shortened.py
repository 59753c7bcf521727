"""Countries and places of one character: 土叙, 京津冀, 涉台, 访美."""

from __future__ import annotations

from collections.abc import Iterator

from mt_repair.knowledge.countrypairs import SHORT
from mt_repair.knowledge.phrases import Phrase
from mt_repair.knowledge.places import NOUN_FIRST
from mt_repair.knowledge.territories import adjectives, by_character

_PLACES = {
    zh: en.replace("_", " ")
    for zh, en in (
        p.split("=")
        for p in (
            "京=Beijing 津=Tianjin 沪=Shanghai 渝=Chongqing 冀=Hebei 晋=Shanxi 辽=Liaoning 吉=Jilin 黑=Heilongjiang 苏=Jiangsu "
            "浙=Zhejiang 皖=Anhui 闽=Fujian 赣=Jiangxi 鲁=Shandong 豫=Henan 鄂=Hubei 湘=Hunan 粤=Guangdong 桂=Guangxi 琼=Hainan "
            "川=Sichuan 蜀=Sichuan 贵=Guizhou 黔=Guizhou 云=Yunnan 滇=Yunnan 藏=Tibet 陕=Shaanxi 甘=Gansu 青=Qinghai 宁=Nanjing "
            "疆=Xinjiang 港=Hong_Kong 澳=Macao 台=Taiwan 穗=Guangzhou 深=Shenzhen 杭=Hangzhou 蓉=Chengdu 成=Chengdu 汉=Wuhan "
            "昆=Kunming 广=Guangzhou 珠=Zhuhai 郑=Zhengzhou 西=Xi'an 济=Jinan 哈=Harbin 大=Dalian 合=Hefei 福=Fuzhou 厦=Xiamen "
            "南=Nanjing 长=Changsha 徐=Xuzhou 兰=Lanzhou 银=Yinchuan 张=Zhangjiakou 石=Shijiazhuang 太=Taiyuan 沈=Shenyang "
            "莞=Dongguan 佛=Foshan 甬=Ningbo"
        ).split()
    )
}
# Pairs that are not called as their two characters say.
_PAIRS = {
    "巴以": ("Israeli-Palestinian", "Palestinian-Israeli", "Israel-Palestine"),
    "以巴": ("Israeli-Palestinian", "Israel-Palestine"),
    "朝韩": ("inter-Korean", "North Korea-South Korea"),
    "朝美": ("US-North Korea", "North Korea-US"),
    "中欧": ("China-Europe", "China-EU", "Sino-European"),
    "美欧": ("US-Europe", "US-EU", "transatlantic"),
    "欧美": ("European and American", "Western", "Europe and the US"),
    "中拉": ("China-Latin America", "China-LAC"),
    "中阿": ("China-Arab", "China-Arab states"),
    "港澳": ("Hong Kong and Macao", "Hong Kong-Macao"),
    "亚欧": ("Asia-Europe", "Eurasian"),
}
# What is done to a place, and what follows it as a noun; where someone goes, the place itself.
_TO = {
    "访": "visit to {}", "赴": "trip to {}", "来": "visit to {}", "抵": "arrival in {}", "驻": "{}-based", "涉": "{}-related",
    "援": "aid to {}", "对": "toward {}", "在": "in {}", "反": "anti-{}", "亲": "pro-{}", "抗": "resistance against {}",
    "侵": "invasion of {}", "离": "departure from {}", "挺": "support for {}", "仇": "anti-{}", "旅": "{}-based",
}  # fmt: skip
_GOING = frozenset("访赴来抵驻在对离")
_SCOPE = {"华": "China", "疆": "Xinjiang", "藏": "Tibet", "京": "Beijing", "沪": "Shanghai", "澳": "Macao"}  # fmt: skip
_SINGLE = 0.5  # what one character for a country costs


def shortened(zh: str) -> Iterator[Phrase]:
    """Yield what a stretch of such characters may be."""
    countries = by_character()
    if len(zh) == 1 and zh in countries:
        noun = _called(zh)
        before = adjective(countries[zh].en)
        why = (f"{zh}={noun}",)
        yield Phrase(noun, "country", "LOC", _SINGLE, "character", (), noun, before, why)
    if 2 <= len(zh) <= 4:
        yield from _together(zh)
    if len(zh) == 2 and zh[0] in _TO:
        yield from _visited(zh)


def adjective(en: str) -> str:
    """Return what stands before a noun for a country: Iranian, US."""
    every = adjectives().get(en, ())
    return SHORT.get(en, en) if en in NOUN_FIRST or not every else every[0]


def is_pair(zh: str) -> bool:
    """Tell whether two characters may be two countries or two places: 美俄, 京广."""
    countries = by_character()
    if len(zh) != 2:
        return False
    return zh in _PAIRS or all(c in countries for c in zh) or all(c in _PLACES for c in zh)


def _called(char: str) -> str:
    en = by_character()[char].en
    return SHORT.get(en, en)


def _together(zh: str) -> Iterator[Phrase]:
    countries = by_character()
    if len(set(zh)) < len(zh):
        return
    for nth, en in enumerate(_PAIRS.get(zh, ())):
        both = en.replace("-", " and ")
        yield Phrase(en, "pair", "LOC", 0.1 + 0.3 * nth, bare=both, why=(f"{zh}={en}",))
    if all(c in countries for c in zh) and zh not in _PAIRS:
        names = [_called(c) for c in zh]
        why = tuple(f"{c}={n}" for c, n in zip(zh, names, strict=True))
        both = f"{', '.join(names[:-1])} and {names[-1]}"
        forms = ["-".join(names), both]
        one, *_, last = (countries[c] for c in zh)
        if one.code == "CN" and last.adjective and len(zh) == 2:
            forms.insert(1, f"Sino-{last.adjective[0]}")
        if one.adjective and last.adjective and len(zh) == 2:
            forms.append(f"{one.adjective[0]}-{last.adjective[0]}")
        base = 0.2 if len(zh) == 2 else 0.6
        for nth, en in enumerate(forms):
            yield Phrase(en, "pair", "LOC", base + 0.3 * nth, bare=both, why=why)
    if all(c in _PLACES for c in zh):
        names = [_PLACES[c] for c in zh]
        why = tuple(f"{c}={n}" for c, n in zip(zh, names, strict=True))
        yield Phrase("-".join(names), "pair", "LOC", 0.7, bare=" and ".join(names), why=why)


def _visited(zh: str) -> Iterator[Phrase]:
    done, char = zh[0], zh[1]
    country = by_character().get(char)
    name = _SCOPE.get(char) or (_called(char) if country else "")
    if not name:
        return
    why = (f"{char}={name}",)
    if done in _GOING:
        full = country.en if country is not None and char not in _SCOPE else f"{name} SAR"
        for nth, en in enumerate(dict.fromkeys((name.removesuffix(" China"), full))):
            yield Phrase(en, "noun", "LOC", 0.4 + 0.4 * nth, why=why)
    article = "the " if name in ("US", "UK", "EU", "UN") and "-" not in _TO[done] else ""
    yield Phrase(_TO[done].replace("{}", article + name), "noun", "TERM", 0.4, why=why)
