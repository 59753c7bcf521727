"""Each detector: what it must flag, with the exact place, and what it must leave alone."""

from __future__ import annotations

import pytest
from ours import shipped

from mt_repair.detect.dateline import dateline
from mt_repair.detect.inconsistent import inconsistent
from mt_repair.detect.names import split
from mt_repair.detect.suspect import suspect
from mt_repair.detect.untranslated import names_in_chinese, untranslated
from mt_repair.pipeline import detect, repair
from mt_repair.types import Document, Segment, Term

TERMS = (
    Term("拍拍网", "Paipai", "ORG", accept=("Paipai.com",), aliases=("拍拍",)),
    Term("淘宝", "Taobao", "ORG"),
)


def surfaces(flags):
    flags = list(flags)
    for flag in flags:
        assert flag.message
        assert 0 < flag.confidence <= 1
    return [f.surface for f in flags]


def checked(text, flags):
    flags = list(flags)
    for flag in flags:
        assert flag.span.of(text) == flag.surface
    return surfaces(flags)


# untranslated


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sellers on 拍拍网 complained.", ["拍拍网"]),
        ("拍拍 and 淘宝 merged", ["拍拍", "淘宝"]),
        ("He said 你好 to her", ["你好"]),
        ("Prices rose by 3％。", ["％。"]),
        ("the paper，which", ["，"]),
        ("the film 《Siege》 won", ["《", "》"]),
        ("【Hangzhou】 rain", ["【", "】"]),
        ("the star 约翰·列侬 sang", ["约翰·列侬"]),
        ("\ufeffin 北京\r\nnow", ["北京"]),
        ("😀 in 北京 😀", ["北京"]),
        ("\ud800 in 北京", ["北京"]),
    ],
)
def test_chinese_left_in_is_flagged(text, found):
    flags = list(untranslated(Document.of(text), names_in_chinese(TERMS)))
    assert sorted(checked(text, flags)) == sorted(found)
    assert {f.kind for f in flags} == {"untranslated"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Sellers on Paipai (拍拍网) complained.",
        "Paipai(\u201c拍拍网\u201d) fell",
        "Paipai [拍拍网] fell",
        "Paipai/拍拍网 fell",
        "全文都是中文，没有英文。",
        "See https://ww拍拍网w.example/pat?x=1 for more.",
        "See https://拍拍网.example",
        "Follow @拍拍网 and #淘宝 today",
        "mail to me.拍拍@mail.example",
        "A plain sentence, with \u201cquotes\u201d and 3%.",
        "naïve café ß İ Ж カ",
        "\ud800 \x00 e\u0301 😀",
    ],
)
def test_chinese_in_brackets_and_texts_all_in_chinese_are_left_alone(text):
    assert not list(untranslated(Document.of(text), names_in_chinese(TERMS)))


def test_a_known_name_left_in_chinese_is_suggested_and_an_unknown_one_is_less_sure():
    document = Document((Segment("on 拍拍"), Segment("on 你好")), ("", "", ""))
    known, unknown = untranslated(document, names_in_chinese(TERMS))
    assert (known.segment, known.suggestions) == (0, ("Paipai", "Paipai.com"))
    assert (unknown.segment, unknown.suggestions) == (1, ())
    assert known.confidence > unknown.confidence
    assert "Paipai" in known.message


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [("，", ","), ("。", "."), ("（", "("), ("％", "%"), ("：", ":"), ("！", "!")],
)
def test_a_full_width_mark_is_given_in_english(wide, narrow):
    (flag,) = untranslated(Document.of(f"rose{wide} then"), {})
    assert flag.suggestions == (narrow,)


def test_the_first_term_of_a_chinese_form_keeps_it():
    rival = Term("拍拍", "Snapchat")
    assert names_in_chinese([*TERMS, rival])["拍拍"] is TERMS[0]
    assert names_in_chinese([rival, *TERMS])["拍拍"] is rival


# dateline


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[Reuters] Prices in Hangzhou rose.", ["Reuters"]),
        ("[Sina Technology Reuters] Prices rose.", ["Reuters"]),
        ("[Billion state power hearing] Sales rose.", ["hearing"]),
        ("It ended.\n[Our Xun] It began.", ["Xun"]),
        ("【Reuters】 Prices rose.", ["Reuters"]),
        ("\t[Reuters] Prices rose.", ["Reuters"]),
    ],
)
def test_an_agency_in_square_brackets_at_the_start_is_flagged(text, found):
    flags = list(dateline(Document.of(text)))
    assert checked(text, flags) == found
    assert {f.kind for f in flags} == {"wrong-name"}
    assert all(f.suggestions for f in flags)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "LONDON (Reuters) - Prices rose.",
        "Reuters said on Monday that prices rose.",
        "He told Reuters [in May] that prices rose.",
        "Prices rose [Reuters] in May.",
        "[AP and Reuters] Prices rose.",
        "[Bloomberg, Reuters] Prices rose.",
        "[The hearings] were long.",
        "[Xunlei] listed.",
        "The hearing was held.",
        "[Hangzhou]\n(Reuters)",
        "[Reuters",
    ],
)
def test_an_agency_that_signs_as_english_agencies_do_is_left_alone(text):
    assert not list(dateline(Document.of(text)))


# suspect


def suspects(text):
    document = Document.of(text)
    return checked(text, suspect(document, split))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("billion state power network learned that sales fell.", "billion state power network"),
        ("It rained, iron wheel learned from insiders.", "iron wheel"),
        ("According to golden hill network, the deal is done.", "golden hill network"),
        ("[happy sheep news] Prices rose.", "happy sheep"),
        ("Sales fell; silver cloud announced a loss.", "silver cloud"),
    ],
)
def test_a_bare_phrase_that_acts_as_a_name_is_flagged(text, found):
    assert found in suspects(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The company learned that sales fell.",
        "Police announced an arrest.",
        "Analysts learned that sales fell.",
        "According to the report, sales fell.",
        "According to people familiar with it, sales fell.",
        "Alibaba announced a plan.",
        "Zhang Yong told reporters so.",
        "He learned that she announced it.",
        "State media reported that rain fell.",
        "A spokesman told the paper so.",
        "According to police, nobody was hurt.",
        "Research revealed that sleep helps.",
        "Sales learned from error.",
        "[Hangzhou news] Prices rose.",
        "She reported on the war.",
    ],
)
def test_plain_english_is_not_suspected(text):
    assert suspects(text) == []


# inconsistent


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Zhang Chaoyang spoke. Zhang Chaoyang left. Zhang Zhaoyang sat.", ["Zhang Zhaoyang"]),
        (
            "Liu Qiangdong, Liu Qiangdong and Liu Qiangdng; Liu Qiandong met.",
            ["Liu Qiandong"],
        ),
        ("Wang Xiaochuan. " * 4 + "Wang Xiaochan. Wang Xiaochan.", ["Wang Xiaochan"] * 2),
    ],
)
def test_a_rarer_spelling_of_a_person_is_flagged(text, found):
    flags = list(inconsistent(Document.of(text)))
    assert checked(text, flags) == found
    assert all(f.suggestions and f.kind == "inconsistent" for f in flags)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Zhang Chaoyang spoke. Zhang Zhaoyang sat.",
        "Zhang Chaoyang spoke. Zhang Chaoyang left. Zhang Yong sat.",
        "Zhang Chaoyang spoke. Zhang Chaoyang left. Wang Zhaoyang sat.",
        "Zhang Chaoyang, Zhang Chaoyang, Zhang Chaoyang",
        "Ma Yun said. Ma Yun said. Ma Jun said.",
        "John Smithers. John Smithers. John Smither.",
        "Zhang Chaoyang. Zhang Chaoyang. Zhang Chaoyang-led",
    ],
)
def test_different_people_are_left_alone(text):
    assert not list(inconsistent(Document.of(text)))


def test_spellings_are_compared_over_the_whole_document():
    document = Document(
        (Segment("Zhang Chaoyang spoke."), Segment("Zhang Chaoyang. Zhang Zhaoyang.")),
        ("", "\n", ""),
    )
    (flag,) = inconsistent(document)
    assert (flag.segment, flag.suggestions) == (1, ("Zhang Chaoyang",))


# wrong names, with the pack


@pytest.mark.parametrize(
    ("text", "surface", "right"),
    [
        ("Tencent's pat network said that Taobao sellers left in 2014.", None, "Paipai"),
        ("Billion state power network learned that Alibaba raised fees.", None, "Ebrun"),
        ("Sellers told billion state power that Tmall raised its fees.", None, "Ebrun"),
        ("Battery maker Ningde era supplies Tesla's Shanghai plant.", "Ningde era", "CATL"),
        (
            "Hengda missed a payment, and the Shenzhen developer's bonds fell.",
            "Hengda",
            "Evergrande",
        ),
    ],
)
def test_a_wrong_name_is_found_and_put_right(text, surface, right):
    made = repair(shipped(), Document.of(text))
    assert surface is None or surface in {f.surface for f in made.flags}
    assert right in made.text
    assert any(right in f.suggestions for f in made.flags)


@pytest.mark.parametrize(
    "text",
    [
        "He gave the dog a pat on the head.",
        "The billion-dollar state power utility raised its prices.",
        "Shares of the car maker fell after a home fire in Ohio.",
        "It is easy to see why the network failed.",
        "Write to pat@example.com or see https://pat.example/billion.",
        "Butter is sold by the pat.",
        "An era ended when the mill shut.",
        "The Premier League club sold its striker.",
        "",
        "\ufeff\r\n\t",
    ],
)
def test_plain_english_is_not_changed(text):
    made = repair(shipped(), Document.of(text))
    assert made.text == text
    assert made.edits == ()


def test_right_names_are_not_flagged():
    text = "Alibaba, Tencent, JD.com and CATL are listed; Paipai, Taobao and Tmall are not."
    assert detect(shipped(), Document.of(text)) == ()


def test_a_name_already_flagged_is_not_guessed_at_again():
    text = "Billion state power network learned that Alibaba raised fees on Taobao."
    flags = detect(shipped(), Document.of(text))
    for n, a in enumerate(flags):
        assert not any(a.span.overlaps(b.span) for b in flags[n + 1 :])


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u2002", "\u2029", "\u202f", "\u3000", "\x85"])
def test_sentences_are_cut_where_they_end_whatever_the_space(space):
    # sentencex itself panics on a space outside ASCII after an initial.
    text = f"He met Fox S{space}. Then he left."
    found = split(text)
    assert [text[s.start : s.end].strip() for s in found][-1].endswith("Then he left.")
    assert all(
        text[at : at + len(word)] == word
        for s in found
        for word, at in zip(s.words, s.starts, strict=True)
    )
