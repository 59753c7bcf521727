"""How certain it is that a glossary's form, found in Chinese text, names what it should.

Three things speak against it: a word that lies across its edge (京东 in 北京东城区), a longer
name that holds it (中国 in 中国证监会), and a place for the common word (吃小米).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mt_repair.language.cedict import entries, known
from mt_repair.language.script import is_han
from mt_repair.language.segment import Name, Word
from mt_repair.language.terms import Hit
from mt_repair.types import NAME_TYPES, EntityType

# The dictionary's words are looked for this far to the left and right of a form.
_LEFT, _RIGHT = 4, 6
NAME_TAGS = frozenset({"PER", "LOC", "ORG", "nz", "nw"})
# With these a place is the same place still: 贵州省, but not 贵州路.
_OFFICES = frozenset(
    "省 市 县 区 州 自治区 自治州 特区 特别行政区 地区 全国 境内 全境 当地".split()
)
_TOWNS = frozenset("镇 乡 村 岛 湾 港 机场 火车站".split())
_PLACE_ENDS = "省市县区州盟旗国岛镇乡村府都道"
# What may follow a name that a longer one holds, and leave it a name of its own.
_FOLLOWS = frozenset(
    "人 人民 队 军 方 籍 裔 版 式 语 菜 媒 媒体 企业 公民 游客 居民 球员 队员 选手 球迷 网友 政府 当局 官方 "
    "总统 总理 首相 主席 国王 女王 外长 防长 财长 大使 大使馆 领事馆 使馆 军队 军方 海军 空军 陆军 警方 法院 国会 议会 "
    "国家队 男足 女足 男篮 女篮 男排 女排 代表团 代表队 足球队 市场 股市 经济 央行 "
    "公司 集团 总部 官网 网站 客户端 汽车 手机 平台 用户 电商 商城 社 先生 女士 夫妇".split()
)
_OFFICIALS = frozenset(
    "先生 女士 小姐 太太 夫人 夫妇 教授 博士 老师 同志 总统 总理 首相 主席 国王 女王 外长 防长 财长 大使 "
    "部长 书记 省长 市长 局长 校长 院长 导演 将军 政府".split()
)
_CONSUMES = frozenset(
    "吃 喝 煮 熬 炒 煎 炸 烤 啃 嚼 尝 种 种植 栽 栽种 播种 收割 采摘 削 榨 剥 切".split()
)
# What LAC takes for a part of a person's name where it is a word of its own: 于普京, 姚明说.
_BEFORE_PEOPLE = frozenset(["", *"于和与向对从由让被将把给跟同及比称据因"])
_AFTER_PEOPLE = frozenset(["", *"说称等指多的在是曰"])
_LAC_KINDS = frozenset({"PER", "LOC", "ORG"})
_BEFORE_ANY = frozenset("老 新 旧 大 小 前 原 各 全 本 该".split())
_NUMERALS = frozenset("〇一二三四五六七八九十百千万亿两几数多余0123456789.,")
_SUBJECTS = frozenset({"r", "d", "PER"})
_OBJECTS = frozenset({"n", "r", "PER"})
_COUNTS = "个斤克吨颗粒棵株碗袋篮筐箱堆片块瓶杯勺"


@dataclass(frozen=True, slots=True)
class Page:
    """A text with what is known of it: `plain` is its plain form, words and names in order."""

    plain: str
    words: tuple[Word, ...]
    names: tuple[Name, ...]
    word_starts: tuple[int, ...]
    name_starts: tuple[int, ...]
    hits: frozenset[tuple[int, int]]

    def word_across(self, at: int) -> Word | None:
        """Return the word that begins before an offset and ends after it.

        Between a Chinese character and any other a word may always end: 700英镑.
        """
        if is_han(self.plain[at - 1 : at]) != is_han(self.plain[at : at + 1]):
            return None
        i = bisect_right(self.word_starts, at) - 1
        if i >= 0 and self.words[i].start < at < self.words[i].end:
            return self.words[i]
        return None

    def words_in(self, start: int, end: int) -> Sequence[Word]:
        """Return the words that begin in a stretch."""
        return self.words[
            bisect_right(self.word_starts, start - 1) : bisect_right(self.word_starts, end - 1)
        ]

    def word_before(self, at: int) -> Word | None:
        """Return the word that ends at an offset."""
        i = bisect_right(self.word_starts, at - 1) - 1
        return self.words[i] if i >= 0 and self.words[i].end == at else None

    def name_over(self, start: int, end: int) -> Name | None:
        """Return the name that holds a stretch and is longer."""
        i = bisect_right(self.name_starts, start) - 1
        if i < 0:
            return None
        name = self.names[i]
        longer = name.end - name.start > end - start
        return name if longer and name.end >= end else None


def page_of(
    plain: str, words: tuple[Word, ...], names: tuple[Name, ...], hits: Iterable[Hit]
) -> Page:
    """Return the page of a text's plain form with its words, its names and every hit."""
    word_starts = tuple(w.start for w in words)
    name_starts = tuple(n.start for n in names)
    spans = frozenset((hit.start, hit.end) for hit in hits)
    return Page(plain, words, names, word_starts, name_starts, spans)


def certainty(page: Page, hit: Hit, form: str, kind: EntityType | None) -> float:
    """Return how certain it is, 0 to 1, that a hit is a mention of its form."""
    surface = page.plain[hit.start : hit.end]
    value = _in_longer_name(page, hit)
    if value is None:
        value = _at_edges(page, hit)
    if value is None:
        value = _as_a_name(page, hit, surface, kind)
    return round(value * _whole(page, hit) * _written_alike(page, hit, form), 3)


def _in_longer_name(page: Page, hit: Hit) -> float | None:
    """Return what a longer name leaves of the certainty; None where none holds the hit."""
    name = page.name_over(hit.start, hit.end)
    if name is not None:
        low, high, kind = name.start, name.end, name.kind
        rest = [(a, b) for a, b in ((low, hit.start), (hit.end, high)) if a < b]
        if kind in ("LOC", "ORG") and page.hits.issuperset(rest):
            return 0.9  # the glossary has the longer name's parts, not the whole: 中国|外交部
    else:
        span = _dictionary_name(page, hit)
        if span is None:
            return None
        (low, high), kind = span, "ORG"
    held = page.plain[hit.start : hit.end]
    before, after = page.plain[low : hit.start], page.plain[hit.end : high]
    if kind in ("WORK", "MEDIA"):
        return 0.55 if high - low >= 3 * len(held) else 0.35
    if kind == "PER":
        return _in_a_person(before, after)
    if kind == "LOC":
        return _in_a_place(before, held, after)
    return _in_an_office(before, held, after)


def _in_a_person(before: str, after: str) -> float:
    if not before and after in _OFFICIALS:
        return 0.95
    if before.endswith("·") and not after:
        return 0.75  # the surname of a foreign name
    if before in _BEFORE_PEOPLE and after in _AFTER_PEOPLE:
        return 0.6
    return 0.4 if not before and after.startswith("·") else 0.15


def _in_a_place(before: str, held: str, after: str) -> float:
    whole = before + held + after
    if not before and after in _TOWNS and not known(whole):
        return 0.9
    if not known(whole) and _is_place(before):
        if _is_place(after):
            return 0.85
        if held[-1] in "省市县州" and is_proper(held):
            return 0.75
    return _in_an_office(before, held, after)


def _in_an_office(before: str, held: str, after: str) -> float:
    if not before and after in _OFFICES:
        straddles = known(held[-1] + after) and not known(held + after)
        return 0.5 if straddles else 0.9  # 新华社区
    if not before and (after in _FOLLOWS or (after[0] in "省市县" and after[1:] in _FOLLOWS)):
        return 0.85
    if not after and len(held) > 2 and is_proper(held):
        return 0.6
    return 0.3 if known(before or after) or len(held) > 3 else 0.2


def _is_place(part: str) -> bool:
    return not part or (len(part) > 1 and (part[-1] in _PLACE_ENDS or is_proper(part)))


def _dictionary_name(page: Page, hit: Hit) -> tuple[int, int] | None:
    """Return the longest of the dictionary's names that holds a hit and fits the words."""
    if len(hit.key) > 4:
        return None
    plain = page.plain
    low, high = hit.start, hit.end
    while low > max(0, hit.start - _LEFT) and is_han(plain[low - 1]):
        low -= 1
    while high < min(len(plain), hit.end + _RIGHT) and is_han(plain[high]):
        high += 1
    lows = [at for at in range(low, hit.start + 1) if page.word_across(at) is None]
    highs = [at for at in range(high, hit.end - 1, -1) if page.word_across(at) is None]
    for first in lows:
        for last in highs:
            if last - first > hit.end - hit.start and is_proper(plain[first:last]):
                return first, last
    return None


def _at_edges(page: Page, hit: Hit) -> float | None:
    """Return what a word across an edge leaves of the certainty; None where there is none."""
    size = len(hit.key)
    left, right = page.word_across(hit.start), page.word_across(hit.end)
    if left is not None and set(page.plain[left.start : hit.start]) <= _NUMERALS:
        left = None  # 亿美元
    if left is None and right is None:
        return None
    crossing = [word for word in (left, right) if word is not None]
    whole = crossing[0]
    if whole.start <= hit.start and hit.end <= whole.end:
        if known(page.plain[whole.start : whole.end]):
            return _by_size(size, 0.1, 0.15, 0.5, 0.6)
        before = page.plain[whole.start : hit.start]
        after = page.plain[hit.end : whole.end]
        if (before in _BEFORE_ANY or _is_word(before)) and (after in _FOLLOWS or _is_word(after)):
            return _by_size(size, 0.6, 0.75, 0.85, 0.9)
        return _by_size(size, 0.2, 0.4, 0.7, 0.9)
    if any(w.tag in _LAC_KINDS or known(page.plain[w.start : w.end]) for w in crossing):
        return _by_size(size, 0.1, 0.15, 0.4, 0.7)
    return _by_size(size, 0.2, 0.5, 0.75, 0.9)


def _is_word(part: str) -> bool:
    return not part or (len(part) > 1 and known(part))


def _by_size(size: int, *values: float) -> float:
    """Return the value for a form's length: the longer, the less it is found by accident."""
    return values[min(size, len(values)) - 1]


def _as_a_name(page: Page, hit: Hit, surface: str, kind: EntityType | None) -> float:
    if _acts_on(page, hit):
        return 0.4
    inside = page.words_in(hit.start, hit.end)
    tag = inside[0].tag if len(inside) == 1 else ""
    names = kind in NAME_TYPES or (kind is None and (tag in NAME_TAGS or is_proper(surface)))
    if not names or not is_common_word(surface):
        return 0.97 if len(hit.key) > 1 else 0.6
    before = page.word_before(hit.start)
    if before is not None and (
        page.plain[before.start : before.end] in _CONSUMES
        or (before.tag in "mq" and page.plain[before.end - 1] in _COUNTS)
    ):
        return 0.4
    if tag in NAME_TAGS or not tag:
        return 0.95
    if tag in ("n", "s"):
        return 0.35 if kind == "PER" else 0.65
    return 0.4


def _acts_on(page: Page, hit: Hit) -> bool:
    """Tell whether a hit is a verb between its subject and its object: 给自己拍拍肩膀, 要拍拍自己."""
    inside = page.words_in(hit.start, hit.end)
    if not inside or inside[-1].end != hit.end or any(word.tag != "v" for word in inside):
        return False
    after = page.words_in(hit.end, hit.end + 1)
    if not after:
        return False
    before = page.word_before(hit.start)
    if before is not None and before.tag in _SUBJECTS:
        return after[0].tag in _OBJECTS
    return after[0].tag == "r" and before is not None and before.tag == "v"


def _whole(page: Page, hit: Hit) -> float:
    """Return a factor for gaps inside a hit that its form has not."""
    if not hit.gaps:
        return 1.0
    around = page.plain[max(0, hit.start - 1) : hit.start] + page.plain[hit.end : hit.end + 1]
    if len(hit.gaps) == len(hit.key) - 1 and not any(map(is_han, around)):
        return 1.0
    if "\n" in page.plain[hit.start : hit.end]:
        return 0.55 if len(hit.key) < 3 else 0.9
    return 0.4 if len(hit.key) < 5 else 0.7


def _written_alike(page: Page, hit: Hit, form: str) -> float:
    """Return a factor for case and title marks that differ from the form's."""
    surface = page.plain[hit.start : hit.end]
    factor = 1.0
    letters = "".join(c for c in form if c.isascii() and c.isalpha())
    here = "".join(c for c in surface if c.isascii() and c.isalpha())
    if letters != here and len(letters) == len(here):
        factor = 0.3 if len(letters) < 5 and letters.isupper() else 0.85
    if form.startswith(("《", "〈")) and page.plain[hit.start - 1 : hit.start] != "《":
        factor *= 0.5
    return factor


@lru_cache(maxsize=65536)
def is_proper(word: str) -> bool:
    """Tell whether the dictionary has the word as a name."""
    return known(word) and any(e.pinyin[:1].isupper() for e in entries(word))


@lru_cache(maxsize=65536)
def is_common_word(word: str) -> bool:
    """Tell whether the dictionary has the word as a common one."""
    return any(e.pinyin[:1].islower() for e in entries(word))
