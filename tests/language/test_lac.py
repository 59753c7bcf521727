"""LAC: a sentence's words depend on nothing but the sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt_repair.language import lac
from mt_repair.language.lac import sentences, tag_ahead, tagged


def test_tags():
    text = "李强在东京工作。"
    assert [(text[a:b], tag) for a, b, tag in tagged(text)] == [
        ("李强", "PER"),
        ("在", "p"),
        ("东京", "LOC"),
        ("工作", "v"),
        ("。", "w"),
    ]


@pytest.mark.parametrize("text", ["", "中", "\ud800", "\0\0", "😀" * 200, " "])
def test_strange_sentences_are_covered(text):
    spans = tagged(text)
    assert "".join(text[a:b] for a, b, _ in spans) == text
    assert all(a < b for a, b, _ in spans)


def test_a_sentence_keeps_its_closing_marks():
    text = "他说：“走吧。”她没动！（完）好"
    assert [text[a:b] for a, b in sentences(text)] == ["他说：“走吧。”", "她没动！", "（完）好"]


def test_a_long_sentence_is_cut_at_a_pause():
    text = "长" * 150 + "，" + "句" * 150
    assert [b - a for a, b in sentences(text)] == [151, 150]


@given(st.text(alphabet="中国，。 \na！”", max_size=900))
def test_sentences_cover_the_text(text):
    spans = list(sentences(text))
    assert "".join(text[a:b] for a, b in spans) == text
    assert all(0 < b - a <= 200 for a, b in spans)


@given(st.lists(st.text(alphabet="中国李强在东京，a\n", min_size=1, max_size=12), max_size=40))
def test_sentences_read_together_come_out_as_alone(batch):
    lac._kept.clear()
    alone = {text: tagged(text) for text in batch}
    lac._kept.clear()
    tag_ahead(batch)
    assert lac._kept == alone


def test_what_is_kept_has_a_bound(monkeypatch):
    monkeypatch.setattr(lac, "_KEPT", 3)
    lac._kept.clear()
    for text in "一二三四五六七":
        tagged(text)
        assert len(lac._kept) <= 3
    tag_ahead("甲乙丙丁")  # more than is kept at all
    assert tagged("甲") == ((0, 1, tagged("甲")[0][2]),)
