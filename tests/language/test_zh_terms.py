"""The glossary's forms, found in whatever script, width and spacing a text has."""

from __future__ import annotations

import pytest

from mt_repair.language.terms import compile_terms, find_terms, first_characters


@pytest.mark.parametrize(
    ("form", "text", "surface"),
    [
        ("苹果公司", "他在蘋果公司工作", "蘋果公司"),
        ("臺灣", "他去台湾", "台湾"),
        ("QQ音乐", "打开ＱＱ音樂", "ＱＱ音樂"),
        ("约翰·史密斯", "约翰・史密斯说", "约翰・史密斯"),
        ("约翰·史密斯", "约翰史密斯说", "约翰史密斯"),
        ("约翰·史密斯", "约翰 · 史密斯说", "约翰 · 史密斯"),
        ("泽连斯基", "总统泽连\n斯基访问", "泽连\n斯基"),
        ("QQ音乐", "打开QQ 音乐", "QQ 音乐"),
        ("Tim Cook", "Tim  Cook来了", "Tim  Cook"),
        ("《人物》(杂志)", "《人物》报道", "人物"),
        ("80后", "80后的她", "80后"),
        ("iPhone", "iPhone15发布", "iPhone"),
        ("AI", "用AI写", "AI"),
        ("小米", "\ud800小米\0", "小米"),
    ],
)
def test_found(form, text, surface):
    hits = find_terms(compile_terms([form]), text)
    assert [text[h.start : h.end] for h in hits] == [surface]


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("AI", "KAI和OpenAI"),
        ("80后", "1980后"),
        ("iPhone", "myiPhones"),
        ("泽连斯基", "泽连\n\n斯基"),
        ("泽连斯基", "泽连，斯基"),
        ("京东", "京西"),
        ("·", "约翰·史密斯"),
        ("\ud800", "\ud801"),
        ("", "什么"),
        ("京东", ""),
    ],
)
def test_not_found(form, text):
    assert find_terms(compile_terms([form]), text) == []


def test_of_two_forms_alike_the_one_written_so_is_found():
    terms = compile_terms(["台湾", "臺灣", "台湾"])
    assert [h.form for h in find_terms(terms, "台湾臺灣台灣")] == [0, 1, 0]


def test_a_gap_is_told_only_where_the_form_has_none():
    terms = compile_terms(["约翰·史密斯", "中国人"])
    gaps = {h.key: h.gaps for h in find_terms(terms, "约翰‧史密斯和中国·人寿")}
    assert gaps == {"约翰史密斯": (), "中国人": (2,)}


def test_nothing_compiled_finds_nothing():
    assert find_terms(compile_terms([]), "中国") == []


@pytest.mark.parametrize(
    "text", ["拍拍網", "「拍 拍」", "ＴＣＬ集团", "tcl 集團", "乾隆", "干隆", "無關", ""]
)
def test_a_text_that_holds_a_form_matches_its_first_characters(text):
    terms = compile_terms(["拍拍", "TCL集团", "乾隆"])
    first = first_characters(terms)
    assert first is not None
    assert not find_terms(terms, text) or first.search(text)
    assert first.search("无关") is None


def test_no_forms_have_no_first_characters():
    assert first_characters(compile_terms([])) is None
