"""What public data calls a Chinese name, and where names stand in a text."""

from __future__ import annotations

import sqlite3
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mt_repair.errors import InputError
from mt_repair.knowledge.lexicon import Lexicon, longest_names, look_up, open_lexicon, simplified
from mt_repair.knowledge.territories import countries

LEXICON = open_lexicon()


def best(zh):
    found = look_up(LEXICON, zh)
    assert found, zh
    return found[0]


@pytest.mark.parametrize(
    ("zh", "en", "accepted", "kind"),
    [
        # the dictionary
        ("北京", "Beijing", (), "LOC"),
        ("江苏省", "Jiangsu Province", ("Jiangsu", "Jiangsu province"), "LOC"),
        ("江苏", "Jiangsu", ("Jiangsu Province",), "LOC"),
        ("默克尔", "Angela Merkel", ("Merkel",), "PER"),
        ("周恩来", "Zhou Enlai", ("Zhou",), "PER"),
        ("野田佳彦", "Yoshihiko Noda", ("Noda Yoshihiko", "Noda"), "PER"),
        ("世卫组织", "World Health Organization", ("WHO", "World Health Organisation"), "ORG"),
        ("青岛", "Qingdao", (), "LOC"),
        ("长泰县", "Changtai County", ("Changtai", "Changtai county"), "LOC"),
        ("哥本哈根", "Copenhagen", ("København",), "LOC"),
        ("墨西哥城", "Mexico City", (), "LOC"),
        ("胡志明市", "Ho Chi Minh City", (), "LOC"),
        ("辛辛那提", "Cincinnati", (), "LOC"),
        ("傲慢与偏见", "Pride and Prejudice", (), "WORK"),
        ("端午节", "Dragon Boat Festival", (), "EVENT"),
        ("微信", "Weixin", ("WeChat",), None),
        ("砂拉越", "Sarawak", (), None),  # see 沙捞越
        ("五角大楼", "Pentagon", (), None),  # without its article
        ("西安", "Xi'an", ("Xian",), "LOC"),
        # CLDR and our tables
        ("德国", "Germany", ("German", "Germans"), "LOC"),
        ("美国", "United States", ("US", "U.S.", "USA", "America", "American"), "LOC"),
        ("英国", "United Kingdom", ("UK", "Britain", "British"), "LOC"),
        ("安提瓜和巴布达", "Antigua and Barbuda", ("Antigua & Barbuda",), "LOC"),
        ("科特迪瓦", "Ivory Coast", ("Côte d'Ivoire", "Cote d'Ivoire"), "LOC"),
        ("欧盟", "European Union", ("EU",), "ORG"),
        ("泰语", "Thai", (), "TERM"),
        ("瑞士法郎", "Swiss francs", ("Swiss franc", "CHF"), "TERM"),
        # traditional characters, full width, marks
        ("義大利", "Italy", ("Italian",), "LOC"),
        ("臺北", "Taipei", (), "LOC"),
        ("《傲慢与偏见》", "Pride and Prejudice", (), "WORK"),
        ("希拉里‧克林顿", "Hillary Rodham Clinton", ("Hillary Clinton", "Clinton"), "PER"),
    ],
)
def test_a_public_name_has_its_english(zh, en, accepted, kind):
    name = best(zh)
    assert name.en == en
    assert set(accepted) <= set(name.accept)
    assert kind is None or name.type == kind
    assert name.confidence > 0.5


@pytest.mark.parametrize(
    "zh",
    ["单", "曾", "单位", "高兴", "他们", "经济", "昨天", "马上", "解放", "", " ", "，", "abc", "龦龦", "\ud800", "小强", "阿尔巴尼亚人民的好朋友"],
)  # fmt: skip
def test_what_is_no_name_has_none(zh):
    assert look_up(LEXICON, zh) == ()


@pytest.mark.parametrize(
    ("zh", "never"),
    [
        ("北京", "Beijing, capital of PRC"),
        ("台湾紫啸鸫", "Taiwan whistling thrush"),
        ("胡志明市", "Ho Chi Minh"),
        ("墨西哥城", "Mexico"),
        ("中美", "Central America"),  # in news, China and the United States
        ("国务院", "State Council (PRC)"),
        ("罗宋", "Russia"),
    ],
)
def test_a_wrong_form_is_not_accepted(zh, never):
    assert never not in {form for name in look_up(LEXICON, zh) for form in name.right}


def test_a_name_of_several_things_is_less_sure():
    several = look_up(LEXICON, "国会")
    assert len(several) > 2
    assert several[0].confidence < 0.8


def test_a_plain_word_that_is_also_a_name_is_less_sure():
    assert best("大陆").confidence < best("中国大陆").confidence


def test_answers_come_best_first_with_each_form_once():
    for zh in ("国会", "黄埔", "法国", "纽约", "鼓楼区", "内地"):
        names = look_up(LEXICON, zh)
        assert list(names) == sorted(names, key=lambda n: -n.confidence)
        for name in names:
            assert len(set(name.right)) == len(name.right)
            assert all(form == form.strip() and form for form in name.right)
            assert 0 < name.confidence <= 0.98
            assert name.origin


@pytest.mark.parametrize("country", countries().values(), ids=lambda c: c.code)
def test_each_row_of_our_table_is_found_by_its_chinese(country):
    for zh in country.zh:
        assert any(n.en == country.en for n in look_up(LEXICON, zh))


# --- places in a text ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("德国总理默克尔访问南京市。", ["德国", "默克尔", "南京市"]),
        ("中华人民共和国成立", ["中华人民共和国"]),  # not 中华, 人民, 共和国
        ("他们昨天很高兴。", []),
        ("臺灣與日本", ["臺灣", "日本"]),
        ("", []),
        ("plain English, no names", []),
    ],
)
def test_the_longest_names_of_a_text(text, names):
    assert [text[start:end] for start, end, _ in longest_names(LEXICON, text)] == names


@pytest.mark.parametrize(
    ("zh", "en"),
    [("南宁", "Nanning"), ("南寧", "Nanning"), ("辽宁", "Liaoning"), ("遼寧", "Liaoning"), ("列宁", "Lenin")],
)  # fmt: skip
def test_a_character_that_is_old_and_new_at_once_is_found_both_ways(zh, en):
    assert en in look_up(LEXICON, zh)[0].right


@settings(max_examples=200)
@given(st.text(alphabet="中美国德江苏省南京市长大桥，臺灣ab ‧\ud800默克尔人民币", max_size=40))
def test_names_found_are_in_order_apart_and_known(text):
    found = longest_names(LEXICON, text)
    last = 0
    for start, end, name in found:
        assert last <= start < end <= len(text)
        assert end - start >= 2
        assert simplified(LEXICON, text[start:end]) == name.zh
        last = end
    assert len(simplified(LEXICON, text)) == len(text)


def test_no_longer_name_was_passed_over():
    text = "南京市长江大桥在江苏省，中国国家博物馆在北京。"
    spans = [(s, e) for s, e, _ in longest_names(LEXICON, text)]
    for start in range(len(text)):
        for end in range(start + 2, len(text) + 1):
            if (
                look_up(LEXICON, text[start:end])
                and text[start:end].strip("，。") == text[start:end]
            ):
                over = [(s, e) for s, e in spans if s < end and start < e]
                assert any(e - s >= end - start for s, e in over), text[start:end]


def test_finding_takes_time_in_proportion_to_the_text():
    text = "德国总理默克尔访问南京市，他们昨天很高兴，谈到人民币和美元。" * 100
    longest_names(LEXICON, text)

    def seconds(times):
        start = time.process_time()
        longest_names(LEXICON, text * times)
        return time.process_time() - start

    assert min(seconds(8) for _ in range(3)) < 30 * min(seconds(1) for _ in range(5))


# --- the file --------------------------------------------------------------------------


def answers(lexicon):
    return [look_up(lexicon, zh) for zh in ("北京", "德国", "國會", "默克尔")]


def test_a_compiled_lexicon_is_small_and_opens_again(tmp_path):
    first = open_lexicon(tmp_path)
    (file,) = tmp_path.iterdir()
    assert file.stat().st_size < 30_000_000
    again = open_lexicon(tmp_path)
    assert answers(first) == answers(again) == answers(LEXICON)


def test_an_older_or_broken_file_is_replaced(tmp_path):
    open_lexicon(tmp_path)
    (file,) = tmp_path.iterdir()
    (tmp_path / "lexicon-00000000.sqlite").write_bytes(b"of an earlier version")
    file.write_bytes(b"half a file")
    assert answers(open_lexicon(tmp_path)) == answers(LEXICON)
    assert [f.name for f in tmp_path.iterdir()] == [file.name]


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path):
    (tmp_path / "file").write_text("in the way")
    assert answers(open_lexicon(tmp_path / "file" / "below")) == answers(LEXICON)


def test_a_layer_that_is_no_lexicon_is_an_error(tmp_path):
    path = tmp_path / "names.sqlite"
    with pytest.raises(InputError, match="not a lexicon"):
        open_lexicon(layers=[path])
    path.write_text("not one either")
    with pytest.raises(InputError, match="not a lexicon"):
        open_lexicon(layers=[path])


def test_the_stores_are_read_only(tmp_path):
    lexicon = open_lexicon(tmp_path)
    assert isinstance(lexicon, Lexicon)
    with pytest.raises(sqlite3.OperationalError):
        lexicon.stores[-1].execute("DELETE FROM name")
