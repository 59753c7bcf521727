"""Places and bodies composed of a head and an ending."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mt_repair.knowledge.lexicon import open_lexicon
from mt_repair.knowledge.places import compose_place, endings

LEXICON = open_lexicon()


@pytest.mark.parametrize(
    ("zh", "en", "accepted", "kind"),
    [
        ("加州政府", "California government", (), "ORG"),
        ("法国政府", "French government", ("government of France",), "ORG"),
        ("美国政府", "US government", ("American government", "U.S. government"), "ORG"),
        ("德国外交部", "German Foreign Ministry", ("Germany's Foreign Ministry",), "ORG"),
        ("美国商务部", "US Department of Commerce", ("US Commerce Department",), "ORG"),
        ("埃及警方", "Egyptian police", ("Egypt police",), "ORG"),
        ("伦敦警方", "London police", (), "ORG"),
        ("成都日报", "Chengdu Daily", (), "MEDIA"),
        ("杭州市委", "Hangzhou Municipal Committee", ("CPC Hangzhou Municipal Committee",), "ORG"),
        ("武汉市第三中学", "Wuhan No. 3 Middle School", ("Wuhan Third Middle School",), "ORG"),
        ("四川大学第二附属医院", "Second Affiliated Hospital of Sichuan University", (), "ORG"),
        ("四川省成都市", "Chengdu, Sichuan Province", ("Chengdu",), "LOC"),
        ("云岗村", "Yungang Village", ("Yungang",), "LOC"),
        ("建国路", "Jianguo Road", (), "LOC"),
        ("巴黎奥运会", "Paris Olympics", (), "EVENT"),
        ("中法", "China-France", ("Sino-French", "France and China"), "LOC"),
        ("美俄", "US-Russia", ("Russia-US",), "LOC"),
        ("法方", "France", ("French side",), "LOC"),
        ("英媒", "British media", ("UK media",), "TERM"),
        ("法國政府", "French government", (), "ORG"),
    ],
)
def test_a_composed_name(zh, en, accepted, kind):
    name = compose_place(LEXICON, zh)
    assert name is not None
    assert name.en == en
    assert set(accepted) <= set(name.accept)
    assert name.type == kind


@pytest.mark.parametrize(
    "zh",
    [
        "公路", "高速公路", "铁路", "道路", "这条路", "一带一路", "城市", "地区", "政府", "医院", "大学", "中意",
        "方法", "社会", "股市", "政策展区", "债券上市", "成都银河", "托尔斯基镇", "", "北京", "abc区", "上市",
        "各个地区", "他的公司",
    ],
)  # fmt: skip
def test_what_is_no_composed_name(zh):
    assert compose_place(LEXICON, zh) is None


def test_a_spelt_head_is_less_sure_than_a_known_one():
    known, spelt = compose_place(LEXICON, "南京路"), compose_place(LEXICON, "云岗路")
    assert known is not None
    assert spelt is not None
    assert spelt.confidence < known.confidence


@pytest.mark.parametrize("ending", endings().values(), ids=lambda e: e.zh)
def test_each_ending_has_a_form_to_fill(ending):
    assert ending.forms
    assert all("{}" in f or "{adj}" in f for f in ending.forms)
    assert any("{}" in f for f in ending.forms) or ending.needs
    assert 0 < ending.confidence < 1


@settings(max_examples=300)
@given(st.text(alphabet="中美国德江苏省南京市区县路村政府大学第一二医院长方", max_size=10))
def test_any_text_is_composed_or_not(zh):
    name = compose_place(LEXICON, zh)
    if name is not None:
        assert not any("{" in f or "  " in f for f in name.right)
        assert 0 < name.confidence < 1
