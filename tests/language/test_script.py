"""Simplified and traditional, widths and gaps, with offsets that hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt_repair.language.script import close_spaced_out, close_up, fold, is_han, plain, simplify
from tests.strange import strange_text

texts = st.one_of(
    strange_text(),
    st.text(alphabet="中國国臺台乾隆A b\u3000·・‧\n\r《〈「ＡＢ１．。\ud800😀", max_size=40),
)


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("蘋果公司在臺灣發布新手機", "苹果公司在台湾发布新手机"),
        ("乾隆皇帝", "乾隆皇帝"),
        ("乾杯", "干杯"),
        ("頭髮與發展", "头发与发展"),
        ("皇后在後面", "皇后在后面"),
        ("已经是简体", "已经是简体"),
        ("plain English", "plain English"),
        ("蘋\ud800果😀", "苹\ud800果😀"),
        ("", ""),
    ],
)
def test_simplify(traditional, simplified):
    assert simplify(traditional) == simplified


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("裏", "裡"),
        ("衞星", "卫星"),
        ("啟德機場", "启德机场"),
        ("ＱＱ音樂", "QQ音乐"),
        ("３６０", "360"),
        ("約翰．史密斯", "约翰·史密斯"),
        ("约翰・史密斯", "约翰•史密斯"),
        ("约翰‧史密斯", "约翰･史密斯"),
        ("〈紅樓夢〉", "《红楼梦》"),
        ("「小米」", "“小米”"),
        ("iPhone", "IPHONE"),
        ("⼈⼝", "人口"),
        ("A–B", "A-B"),
    ],
)
def test_what_folds_alike(text, same):
    assert fold(text) == fold(same)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("1．5", "1·5"),
        ("天津", "天京"),
        ("《围城》", "围城"),
        ("中国", "中 国"),
        ("A,B", "A.B"),
        ("ß", "ss"),
    ],
)
def test_what_does_not_fold_alike(text, other):
    assert fold(text) != fold(other)


def test_plain_keeps_case_and_chinese_marks():
    assert plain("「ＡＢＣ」，約翰・史密斯（〈書〉）") == "“ABC”，约翰·史密斯（《书》）"


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("王 小 明", "王小明"),
        ("约翰·史密斯", "约翰史密斯"),
        ("约翰 · 史密斯", "约翰史密斯"),
        ("总统泽连\n斯基访问", "总统泽连斯基访问"),
        ("总统泽连 \r\n斯基访问", "总统泽连斯基访问"),
        ("qq 音乐", "qq音乐"),
        ("the  red\n house", "the red house"),
        # An empty or indented line begins a paragraph; four blanks are a table's.
        ("标题\n\n正文", "标题\n正文"),
        ("标题\n　　正文", "标题 正文"),
        ("北京    上海", "北京 上海"),
        ("a·b", "a·b"),
        ("", ""),
    ],
)
def test_close_up(text, closed):
    assert close_up(text).text == closed


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("王 小 明 出席", "王小明 出席"),
        ("李　宁", "李宁"),
        ("北京 上海 广州", "北京 上海 广州"),
        ("我 爱北京", "我 爱北京"),
    ],
)
def test_close_spaced_out(text, closed):
    assert close_spaced_out(text).text == closed


@pytest.mark.parametrize("char", "中㐀々〇龥\U00020000")
def test_han(char):
    assert is_han(char)


@pytest.mark.parametrize("char", ["", "a", "１", "，", "·", "《", "か", "😀", "\ud800"])
def test_not_han(char):
    assert not is_han(char)


@given(texts)
def test_every_form_is_as_long_as_its_text(text):
    assert len(simplify(text)) == len(plain(text)) == len(fold(text)) == len(text)


@given(texts)
def test_folding_again_changes_nothing(text):
    assert fold(fold(text)) == fold(text)
    fold(text).encode("utf-8")


@given(texts)
def test_a_simplified_text_folds_like_its_original(text):
    assert fold(simplify(text)) == fold(text)


@given(texts, st.data())
def test_what_closing_up_leaves_is_where_it_was(text, data):
    for close in (close_up, close_spaced_out):
        closed = close(text)
        if closed.text:
            at = data.draw(st.integers(0, len(closed.text) - 1))
            start, end = closed.span(at, at + 1)
            assert end == start + 1
            assert text[start] == closed.text[at] or closed.text[at] in " \n"
            assert closed.span(0, len(closed.text))[1] <= len(text)
