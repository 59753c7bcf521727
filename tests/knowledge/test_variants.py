"""Wrong forms derived from a name's characters."""

from __future__ import annotations

import itertools

import pytest

from mt_repair.glossary.shipped import shipped_terms
from mt_repair.knowledge.variants import MOST_FORMS, variants
from mt_repair.types import Term

NAMES = {
    "亿邦动力": Term("亿邦动力", "Ebrun", "ORG", aliases=("亿邦动力网",)),
    "拍拍": Term("拍拍", "Paipai", "ORG", accept=("Paipai.com",), aliases=("拍拍网",)),
    "宁德时代": Term("宁德时代", "CATL", "ORG"),
    "极氪": Term("极氪", "Zeekr", "ORG"),
    "恒大": Term("恒大", "Evergrande", "ORG"),
    "汽车之家": Term("汽车之家", "Autohome", "ORG"),
    "京东商城": Term("京东商城", "JD.com", "ORG"),
    "美团": Term("美团", "Meituan", "ORG"),
    "梁朝伟": Term("梁朝伟", "Tony Leung", "PER"),
    "QQ音乐": Term("QQ音乐", "QQ Music", "PROD"),
    "《围城》": Term("《围城》", "Fortress Besieged", "WORK"),
}
SOME = list(NAMES.values())
name = pytest.mark.parametrize("term", SOME, ids=lambda t: t.zh)


@pytest.mark.parametrize(
    ("zh", "form", "route", "told"),
    [
        ("亿邦动力", "billion state power", "literal", "邦=state"),
        ("亿邦动力", "billion state power network", "literal", "网=network"),
        ("拍拍", "pat", "literal", "拍=pat"),
        ("宁德时代", "Ningde era", "mixed", "宁德~Ningde"),
        ("极氪", "Jikrypton", "mixed", "氪=krypton"),
        ("极氪", "Ji krypton", "mixed", "氪=krypton"),
        ("恒大", "Hengda", "pinyin", "heng da"),
        ("汽车之家", "car home", "literal", "汽车=car"),
        ("汽车之家", "home of car", "literal", "turned round"),
        ("汽车之家", "home of the car", "literal", "turned round"),
        ("京东商城", "Jingdong mall", "pinyin", "jing dong"),
        ("美团", "US group", "literal", "美=US"),
        ("梁朝伟", "Liang Chaowei", "pinyin", "liang chao wei"),
        ("QQ音乐", "QQ sound music", "literal", "音=sound"),
        ("《围城》", "besieged city", "word", "围城="),
    ],
)
def test_a_name_gives_its_mistranslation_with_its_derivation(zh, form, route, told):
    found = {v.form.casefold(): v for v in variants(NAMES[zh])}
    assert form.casefold() in found
    assert found[form.casefold()].route == route
    assert told in found[form.casefold()].derivation


def test_a_half_spelt_half_translated_name_comes_about():
    assert any(v.route == "mixed" for v in variants(NAMES["极氪"]))


@name
def test_a_right_form_is_never_among_the_wrong_ones(term):
    right = {f.casefold() for f in term.right}
    assert not right & {v.form.casefold() for v in variants(term)}


@name
def test_forms_are_ranked_and_come_once(term):
    found = variants(term)
    assert found
    others = [v.prior for v in found if v.route != "pinyin"]
    assert others == sorted(others, reverse=True)
    folded = [v.form.casefold() for v in found]
    assert len(set(folded)) == len(folded)
    for v in found:
        assert 0 < v.prior <= 1
        assert 0 <= v.ordinary <= 1
        assert v.derivation
        assert v.form == v.form.strip()
        assert "  " not in v.form


@name
def test_forms_are_the_same_every_time(term):
    first = variants(term)
    variants(Term("新浪", "Sina"))
    assert variants(term) == first


@pytest.mark.parametrize("most", [1, 5, 16, 400])
@name
def test_no_more_forms_than_asked_for(term, most):
    assert len(variants(term, most)) <= most
    assert len(variants(term)) <= MOST_FORMS


@pytest.mark.parametrize("zh", ["Uber", "", "360", "😀", "...", "カカオ"])
def test_a_name_without_characters_has_no_forms(zh):
    assert variants(Term(zh, "x")) == []


@pytest.mark.parametrize("zh", ["\ud800拍", "拍\x00拍", "拍" * 60, "龦龦龦", "（）", "拍 拍\n拍"])
def test_an_odd_name_is_no_error(zh):
    assert len(variants(Term(zh, "Paipai"))) <= MOST_FORMS


def test_the_likeliest_forms_of_the_packs_names_are_not_plain_words_alone():
    for term in itertools.islice(shipped_terms(), 0, None, 60):
        for v in variants(term, 16):
            assert v.form.casefold() not in {"the", "of", "to", "a", "and", "one"}
