"""Words and names of Chinese sentences, and the offsets they stand at."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mt_repair.language import lac
from mt_repair.language.segment import names, titles, words
from tests.strange import strange_text

CHINESE = "中国人民日报王小明在北京会见马克龙，《红楼梦》。·・ \n　臺灣A1😀\ud800\0"
texts = st.one_of(strange_text(), st.text(alphabet=CHINESE, max_size=60))


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("总理在北京会见客人。", "总理 在 北京 会见 客人 。"),
        ("廣大讀者喜歡", "廣大 讀者 喜歡"),
        ("Tim Cook in Beijing", "Tim Cook in Beijing"),
        ("", ""),
        (" \n　", ""),
    ],
)
def test_words(text, cut):
    assert [w.text for w in words(text)] == cut.split()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("李强在东京会见布林肯。", {"李强": "PER", "东京": "LOC", "布林肯": "PER"}),
        ("约翰・史密斯来访", {"约翰・史密斯": "PER"}),
        ("约翰‧史密斯来访", {"约翰‧史密斯": "PER"}),
        ("王 小 明 出席", {"王 小 明": "PER"}),
        ("他读《人民日报》和《红楼梦》", {"人民日报": "MEDIA", "红楼梦": "WORK"}),
        ("他讀〈聯合報〉", {"聯合報": "MEDIA"}),
        ("电影《北京爱情故事》上映", {"北京爱情故事": "WORK"}),
        ("他在中国人民银行工作", {"中国人民银行": "ORG"}),
        ("天气很好，我们去散步。", {}),
        ("他读了一本书《》", {}),
        ("No Chinese here.", {}),
        ("", {}),
    ],
)
def test_names(text, found):
    assert {n.text: n.kind for n in names(text, words(text))} == found


def test_a_title_too_long_or_broken_is_none():
    assert titles("《" + "长" * 81 + "》《断\n行》《没完") == ()


def test_only_the_sentences_asked_for_are_read():
    text = "他去北京。她去上海。我去广州。"
    assert "".join(w.text for w in words(text, [7])) == "她去上海。"
    assert words(text, []) == ()


@given(texts)
def test_offsets_give_back_the_surface(text):
    found = words(text)
    assert [text[w.start : w.end] for w in found] == [w.text for w in found]
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert sum(len(w.text.split()) > 0 for w in found) == len(found)
    for name in names(text, found):
        assert text[name.start : name.end] == name.text != ""


@settings(max_examples=50)
@given(st.lists(texts, max_size=8), st.integers())
def test_the_order_of_texts_changes_nothing(batch, seed):
    lac._kept.clear()
    before = [words(text) for text in batch]
    order = list(range(len(batch)))
    random.Random(seed).shuffle(order)
    lac._kept.clear()
    after = {i: words(batch[i]) for i in order}
    assert before == [after[i] for i in range(len(batch))]
