"""What is offered for Chinese that was left in the text."""

from __future__ import annotations

from dataclasses import replace

from mt_repair.types import Flag, Span
from mt_repair.ui.proposed import with_proposals


def flag(zh: str, rule: str = "untranslated", *suggestions: str) -> Flag:
    return Flag(0, Span(0, len(zh)), zh, rule, "untranslated", "left", zh, suggestions, 0.6)


def test_names_left_in_chinese_have_proposals():
    got = with_proposals([flag("秘鲁旅游部"), flag("胡里奥·门德斯")])
    assert got[0].suggestions[0] == "Peruvian Ministry of Tourism"
    assert any("Julio" in name for name in got[1].suggestions)
    assert [replace(f, suggestions=()) for f in got] == [flag("秘鲁旅游部"), flag("胡里奥·门德斯")]


def test_other_flags_and_known_names_stay_as_they_are():
    flags = (flag("秘鲁旅游部", "suspect"), flag("拍拍", "untranslated", "Paipai"), flag(""))
    assert with_proposals(flags) == flags


def test_of_a_text_with_much_chinese_a_part_is_looked_for():
    many = [flag(f"秘鲁{a}{b}部") for a in "甲乙丙丁戊" for b in "天地玄黄宇宙"]
    got = with_proposals(many)
    assert all(not f.suggestions for f in got[20:])
