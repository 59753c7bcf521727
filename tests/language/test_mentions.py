"""Mentions of the glossary's names: which count, which are doubtful, and where they stand."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt_repair.language import lac
from mt_repair.language.mentions import SURE, mentions, words_and_names
from mt_repair.language.terms import compile_terms
from tests.language.test_segment import texts

# form, what it names, and texts with each place that must count in [].
SURE_ONES = [
    ("京东", "ORG", "[京东]在北京东城区开店。"),
    ("大众", "ORG", "广大众多读者喜欢[大众]汽车。"),
    ("小米", "ORG", "他早上喝小米粥，晚上吃小米。"),
    ("小米", "ORG", "[小米]发布了新手机，[小米]股价上涨。"),
    ("小米", "ORG", "她买了三斤小米。"),
    ("苹果", "ORG", "一斤苹果和一瓶苹果汁"),
    ("苹果", "ORG", "[蘋果]公司發布新手機"),
    ("中国", "LOC", "中国证监会主席表示，[中国]队赢了，[中国]人高兴。"),
    ("中国", "LOC", "许多发展中国家，其中国有企业占一半"),
    ("北大", "ORG", "[北大]教授谈北大西洋公约组织和西北大学"),
    ("南京", "LOC", "[南京]市政府在南京大学开会"),
    ("上海", "LOC", "他吃过海上海鲜，住在[上海]。"),
    ("特朗普", "PER", "唐纳德·[特朗普]说，[特朗普]总统"),
    ("麦克", "PER", "拜伦·麦克唐纳说"),
    ("李强", "PER", "[李强]会见客人"),
    ("马云", "PER", "[马云]说，白马云集"),
    ("联想", "ORG", "[联想]集团发布报告，让人联想到过去"),
    ("华为", "ORG", "[华为]发布手机，此后中华为先"),
    ("高通", "ORG", "[高通]公司说，提高通行效率，抑制高通胀"),
    ("快手", "ORG", "[快手]主播要加快手续办理"),
    ("河南", "LOC", "黄河南岸属于[河南]省"),
    ("长春", "LOC", "[长春]市的学生长春天里的个子"),
    ("国会", "ORG", "美国会不会赢"),
    ("美元", "TERM", "筹得5亿[美元]"),
    ("人民日报", "MEDIA", "《[人民日報]》報道"),
    ("《围城》", "WORK", "小说《[围城]》写人被困围城之中"),
    ("AI", "TERM", "[AI]技术"),
    ("蒋介石", "PER", "[蒋 介 石] 讲话，[蔣介石]讲话"),
    ("李宁", "ORG", "“[李　宁]”开店"),
    ("泽连斯基", "PER", "总统[泽连\n斯基]访问北京"),
    ("中国人", "TERM", "中国 人民日报"),
    ("字节跳动", "ORG", "[字節跳動]公司"),
    ("阿里", "ORG", "阿里巴巴去了阿里山"),
    ("和平", "PER", "李和平签了和平协议"),
    ("朝阳区", "LOC", "他住在北京市[朝阳区]"),
]


@pytest.mark.parametrize(("form", "kind", "marked"), SURE_ONES)
def test_what_counts_as_a_mention(form, kind, marked):
    text = marked.replace("[", "").replace("]", "")
    shown, at = "", 0
    for mention in mentions(text, compile_terms([form], {form: kind})):
        if mention.certainty >= SURE:
            shown += f"{text[at : mention.start]}[{mention.text}]"
            at = mention.end
    assert shown + text[at:] == marked


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("京东", "北京东城区"),
        ("大众", "广大众多读者"),
        ("小米", "晚上吃小米"),
        ("中国", "中国证监会主席"),
    ],
)
def test_what_is_doubtful_is_reported_all_the_same(form, text):
    (mention,) = mentions(text, compile_terms([form]))
    assert 0 < mention.certainty < SURE


@pytest.mark.parametrize(
    ("forms", "text", "found"),
    [
        ("中国 中国证监会 证监会", "中国证监会主席", ["中国证监会"]),
        ("中国 外交部", "中国外交部发言人", ["中国", "外交部"]),
        ("北京 京东 东城区", "北京东城区", ["北京", "东城区"]),
        ("外交部 法国 法国外交部", "法国外交部在法国", ["法国外交部", "法国"]),
        ("公共交通 交通", "发展公共交通", ["公共交通"]),
    ],
)
def test_the_longest_first_and_none_inside_another(forms, text, found):
    assert [m.zh for m in mentions(text, compile_terms(forms.split()))] == found


def test_a_term_is_one_word_and_a_name_of_its_kind():
    terms = compile_terms(["小满做晚饭", "拍拍网"], {"小满做晚饭": "WORK"})
    sentence = words_and_names("打开小满做晚饭账号看拍拍网", terms)
    cut = [w.text for w in sentence.words]
    assert "小满做晚饭" in cut
    assert "拍拍网" in cut
    assert "".join(cut) == sentence.text
    assert [(n.text, n.kind) for n in sentence.names] == [("小满做晚饭", "WORK"), ("拍拍网", "ORG")]


def test_without_terms_there_are_words_and_names():
    sentence = words_and_names("李强在北京")
    assert [n.text for n in sentence.names] == ["李强", "北京"]
    assert sentence.mentions == ()


FORMS = [
    "中国",
    "中国人民",
    "人民日报",
    "人",
    "日报",
    "北京",
    "京东",
    "蔣介石",
    "马克·龙",
    "A",
    "红楼梦",
]
TERMS = compile_terms(FORMS, {"蔣介石": "PER", "北京": "LOC", "红楼梦": "WORK"})


@given(texts)
def test_offsets_give_back_the_surface(text):
    sentence = words_and_names(text, TERMS)
    for found in (sentence.words, sentence.mentions):
        assert [text[m.start : m.end] for m in found] == [m.text for m in found]
        assert all(a.end <= b.start for a, b in pairwise(found))
    for mention in sentence.mentions:
        assert FORMS[mention.form] == mention.zh
        assert 0 < mention.certainty <= 1
    cut = {(w.start, w.end) for w in sentence.words}
    assert {(m.start, m.end) for m in sentence.mentions if m.certainty >= SURE} <= cut
    for name in sentence.names:
        assert text[name.start : name.end] == name.text


@given(st.lists(texts, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_texts_changes_nothing(batch, random):
    before = {text: mentions(text, TERMS) for text in batch}
    random.shuffle(batch)
    lac._kept.clear()
    assert {text: mentions(text, TERMS) for text in batch} == before


@given(texts)
def test_neither_script_hides_a_mention(text):
    surfaces = [(m.start, m.end) for m in mentions(text, TERMS)]
    other = mentions(text.replace("国", "國").replace("马", "馬"), TERMS)
    assert {(m.start, m.end) for m in other if m.certainty >= SURE} <= set(surfaces)


@pytest.mark.parametrize("unit", [" ", "中 ", "中国", "《", "A", "。", "中国·", "\n　", "\ud800"])
def test_a_long_line_takes_time_in_proportion(unit):
    def seconds(length):
        text = (unit * length)[:length]
        began = time.process_time()
        mentions(text, TERMS)
        return time.process_time() - began

    seconds(1000)
    assert seconds(80_000) < 24 * seconds(10_000) + 2
