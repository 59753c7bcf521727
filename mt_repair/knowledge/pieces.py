"""How a Chinese name comes apart: stretches of one script, words, particles, class nouns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from mt_repair.knowledge.glosses import glosses
from mt_repair.language.cedict import known
from mt_repair.language.chinese import has_han

_LATIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+&'-]*")
_STRETCH = re.compile(rf"{_LATIN.pattern}|[\u3400-\u9fff]+")
LONGEST_WORD = 4

# Words between the words of a name, which a rendering seldom keeps.
PARTICLES = frozenset("之的得和与了着过")

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
_LONGEST_FIRST = sorted(CLASS_NOUNS, key=len, reverse=True)


def stretches(zh: str) -> list[str]:
    """Return the stretches of a name in Chinese or in Latin letters, marks left out."""
    return _STRETCH.findall(zh)


def class_noun(name: Sequence[str], least: int = 1) -> str:
    """Return the longest class noun that ends a name and leaves so many of its parts, or "".

    The parts are characters, or what else the caller cuts a name into.
    """
    whole = "".join(name)
    for noun in _LONGEST_FIRST:
        if whole.endswith(noun) and len(name) - len(noun) >= least:
            return noun
    return ""


@lru_cache(maxsize=4096)
def segmentations(zh: str) -> tuple[tuple[str, ...], ...]:
    """Return ways to cut a name into words the dictionary has, fewest words first."""
    ends: list[list[tuple[str, ...]]] = [[] for _ in range(len(zh) + 1)]
    ends[0] = [()]
    for i in range(len(zh)):
        if not ends[i]:
            continue
        latin = _LATIN.match(zh, i)
        if latin:
            ends[latin.end()] += [(*path, latin[0]) for path in ends[i]]
            continue
        for size in range(1, LONGEST_WORD + 1):
            word = zh[i : i + size]
            if len(word) < size or not all(has_han(c) for c in word):
                break
            if size == 1 or word in CLASS_NOUNS or glosses(word) or known(word):
                ends[i + size] += [(*path, word) for path in ends[i]]
        for j in range(i + 1, len(zh) + 1):
            ends[j] = sorted(ends[j], key=lambda p: (len(p), p))[:12]
    return tuple(sorted(ends[len(zh)], key=lambda p: (len(p), p))[:6])
