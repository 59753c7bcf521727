"""How a name may be spelt out in Latin letters."""

from __future__ import annotations

import pytest

from mt_repair.knowledge.spellings import romanised_name, spellings
from mt_repair.knowledge.variants import variants
from mt_repair.types import Term


@pytest.mark.parametrize(
    ("zh", "person", "form"),
    [
        ("恒大", False, "Hengda"),
        ("恒大", False, "Heng Da"),
        ("京东商城", False, "Jingdong mall"),
        ("京东商城", False, "Jingdong"),
        ("梁朝伟", True, "Liang Chaowei"),
        ("梁朝伟", True, "Liangchao Wei"),
        ("欧阳娜娜", True, "Ouyang Nana"),
        ("QQ音乐", False, "QQ Yin Yue"),
    ],
)
def test_a_name_is_spelt_in_each_way_a_translator_writes_it(zh, person, form):
    assert form.casefold() in {found.casefold() for _, found, _ in spellings(zh, person)}


@pytest.mark.parametrize("zh", ["恒大", "京东商城", "梁朝伟", "网", "重庆银行"])
def test_each_spelling_says_its_syllables_and_costs_something(zh):
    found = list(spellings(zh, False))
    assert found
    for cost, form, why in found:
        assert cost > 0
        assert form == form.strip() != ""
        assert why.startswith("pinyin ")


@pytest.mark.parametrize("zh", ["Uber", "", "360", "カカオ", "\ud800"])
def test_what_is_not_chinese_is_not_spelt(zh):
    assert list(spellings(zh, False)) == []


def test_a_persons_plain_pinyin_is_right_where_the_surname_is_kept():
    term = Term("余承东", "Richard Yu", "PER")
    assert romanised_name(term) == ("Yu Chengdong",)
    assert "Yu Chengdong" not in {v.form for v in variants(term)}
    assert romanised_name(Term("梁朝伟", "Tony Leung", "PER")) == ()
    assert romanised_name(Term("余承东", "Richard Yu", "ORG")) == ()
