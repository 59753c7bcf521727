"""Romanised Chinese as it stands in English text."""

from __future__ import annotations

import re
from functools import lru_cache

_SYLLABLE = (
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|uai|uan|ian|iao|ai|an|ao|ei|en|er|ou|ia|ie|in|iu|ua|ue|ui|un|uo|ve|a|e|i|o|u|v)"
)
_WORD = re.compile(rf"(?:{_SYLLABLE}){{1,4}}")

# The hundred commonest surnames, as Mainland pinyin writes them.
SURNAMES = frozenset(
    "wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie song "
    "tang deng han feng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lu ding ren yao "
    "shen zhong cui tan fan wan jin shi liao jia xia fu fang zou xiong bai meng qin qiu hou yan jiang xue yin "
    "duan lei long tao gu mao hao gong shao wan qian qin dai mo kong xiang chang lai niu bao pang miao ou ge yue jie zhai bian".split()
)


@lru_cache(maxsize=65536)
def is_pinyin(word: str) -> bool:
    """Tell whether a word can be read as one to four pinyin syllables."""
    return len(word) > 1 and _WORD.fullmatch(word.lower()) is not None
