"""Entity accuracy: when a form stands, which mentions there are, and what serves which."""

from __future__ import annotations

from itertools import combinations

import pytest

from mt_repair.corpus.parallel import Parallel
from mt_repair.score.entity import shared_out
from mt_repair.score.evaluate import Glossaries, evaluate
from mt_repair.score.forms import stretches
from mt_repair.score.mentions import Names, Unit, units
from mt_repair.types import Span, Term

PAIPAI = Term("拍拍网", "Paipai", "ORG", accept=("Paipai.com",), aliases=("拍拍",))
JD = Term("京东", "JD.com", "ORG", accept=("JD",))
CHINA = Term("中国", "China", "LOC")
TELECOM = Term("中国电信", "China Telecom", "ORG")


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("Paipai", "Sellers on Paipai complained."),
        ("Paipai", "PAIPAI and paipai, as some write it"),
        ("Paipai", "Paipai's sellers; sellers of Paipai’s"),
        ("Meituan", "the Meituan-Dianping deal"),
        ("Paipai", '"Paipai"'),
        ("Ele.me", "Riders of Ele.me."),
        ("JD", "a JD warehouse"),
        ("IT", "the IT trade"),
        ("Yahoo!", "Yahoo! is gone"),
        ("NetEase", "NETEASE said"),
        ("36Kr", "36Kr reported"),
        ("Reuters", "Reuters' report"),
    ],
)
def test_a_form_stands_between_word_boundaries(form: str, text: str) -> None:
    assert stretches(text, [form])


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("pat", "a patent for patting"),
        ("Paipai", "Paipais and iPaipai"),
        ("JD", "a jd warehouse"),
        ("IT", "it is late; It is early"),
        ("US", "let us go"),
        ("China", "Indochina, Chinatown"),
        ("Ele.me", "Elexme"),
        ("36Kr", "136Kr"),
        ("China Telecom", "China  Telecom"),
        ("Paipai", "在Paipai上"),
    ],
)
def test_it_does_not_stand_elsewhere(form: str, text: str) -> None:
    assert not stretches(text, [form])


def accuracy(
    hypothesis: str, source: str | None, terms: list[Term], reference: str = ""
) -> tuple[float, float]:
    """Return how many mentions are right, and of how many."""
    one = Parallel(hypothesis, reference, source)
    column = evaluate([one], Glossaries(terms), [hypothesis]).column("entity_accuracy")
    return column.counts[0]


@pytest.mark.parametrize(
    ("hypothesis", "source", "counts"),
    [
        ("JD.com buys a warehouse.", "京东买下一座仓库。", (1, 1)),
        ("JD buys a warehouse.", "京东买下一座仓库。", (1, 1)),
        ("Beijing east buys a warehouse.", "京东买下一座仓库。", (0, 1)),
        ("A warehouse is bought.", "京东买下一座仓库。", (0, 1)),
        ("JD.com's warehouse is JD.com's own.", "京东的仓库归京东所有。", (2, 2)),
        ("JD.com's warehouse is its own.", "京东的仓库归京东所有。", (1, 2)),
        ("China Telecom invests in it.", "中国电信在这里投资。", (1, 1)),
        ("China invests in it.", "中国电信在这里投资。", (0, 1)),
        ("China Telecom invests in China.", "中国电信在中国投资。", (2, 2)),
        ("China Telecom invests at home.", "中国电信在中国投资。", (1, 2)),
        ("Paipai.com grows.", "拍拍网在增长。", (1, 1)),
        ("JD.com buys Paipai.", "京東買下拍拍網。", (2, 2)),
        ("Nobody is named.", "没有人被点名。", (0, 0)),
        ("", "京东买下一座仓库。", (0, 1)),
    ],
)
def test_a_stretch_serves_one_mention_of_the_source(hypothesis, source, counts) -> None:
    assert accuracy(hypothesis, source, [PAIPAI, JD, CHINA, TELECOM]) == counts


def test_stretches_are_shared_out_so_that_most_mentions_are_served() -> None:
    """The first mention may take either stretch, the second only one of them."""
    either = Term("阿里", "Ali", accept=("Alibaba Cloud", "Ali"))
    cloud = Term("阿里云", "Alibaba Cloud")
    served = accuracy("Ali and Alibaba Cloud hire.", "阿里云和阿里都在招聘。", [either, cloud])
    assert served == (2, 2)


def test_without_a_source_the_references_names_are_the_mentions() -> None:
    reference = "JD.com's warehouse stands beside Paipai's."
    assert accuracy("JD.com's warehouse stands by Paipai's.", None, [JD, PAIPAI], reference) == (
        2,
        2,
    )
    assert accuracy("Beijing east's warehouse stands by pat's.", None, [JD, PAIPAI], reference) == (
        0,
        2,
    )


def test_what_is_likelier_something_else_is_a_mention_only_where_the_reference_has_it() -> None:
    source, hypothesis = "北京东城区的仓库着火了。", "A warehouse in Dongcheng caught fire."
    assert accuracy(hypothesis, source, [JD], "A warehouse in Dongcheng, Beijing, burnt.") == (0, 0)
    assert accuracy(hypothesis, source, [JD], "A warehouse of JD.com burnt.") == (0, 1)


def test_a_term_that_is_off_does_not_count() -> None:
    off = Term("京东", "JD.com", off=True)
    assert Names([off]).in_source("京东买下一座仓库。") == ()


def test_lines_belong_together_and_those_left_out_lack_their_names() -> None:
    source = "京东买下仓库。\n拍拍网在增长。\n中国电信在这里投资。"
    whole = "JD.com buys a warehouse.\nPaipai grows.\nChina Telecom invests."
    assert accuracy(whole, source, [PAIPAI, JD, TELECOM]) == (3, 3)
    swapped = "Paipai buys a warehouse.\nJD.com grows.\nChina Telecom invests."
    assert accuracy(swapped, source, [PAIPAI, JD, TELECOM]) == (1, 3)
    shorter = "JD.com buys a warehouse.\nChina Telecom invests."
    right, wanted = accuracy(shorter, source, [PAIPAI, JD, TELECOM])
    assert (right < 3, wanted) == (True, 3)
    assert accuracy("", source, [PAIPAI, JD, TELECOM]) == (0, 3)


def test_units_say_where_their_line_begins() -> None:
    text = "one\n\n  two"
    assert [text[u.start :].startswith(u.hypothesis) for u in units(text, "a\nb", "甲\n乙")] == [
        True,
        True,
    ]
    assert units("one", "a", None) == [Unit("one", "a", "")]


def test_strange_characters_are_text() -> None:
    odd = "\ud800\u202e JD.com \x00 İ"
    assert accuracy(f"{odd} buys.", "京东\ud800买下。", [JD], odd) == (1, 1)


@pytest.mark.parametrize(
    ("options", "taken"),
    [
        ([[(0, 5)], [(0, 5)]], 1),
        ([[(0, 5), (9, 12)], [(0, 5), (9, 12)]], 2),
        ([[(0, 2), (0, 6)], [(4, 9)]], 2),
        ([[(0, 9)], [(0, 4)], [(5, 9)]], 2),
        ([[(0, 4), (5, 9)], [(0, 4)], []], 2),
        ([[]], 0),
        ([], 0),
    ],
)
def test_stretches_that_overlap_serve_one(options, taken) -> None:
    spans = [[Span(*s) for s in mine] for mine in options]
    found = shared_out(spans)
    kept = [span for span in found if span is not None]
    assert len(kept) == taken
    assert not any(a.overlaps(b) for a, b in combinations(kept, 2))
    assert all(span is None or span in mine for span, mine in zip(found, spans, strict=True))


def test_a_document_in_one_line_is_shared_out_at_once() -> None:
    many = [Span(n * 50, n * 50 + 6) for n in range(3000)]
    assert shared_out([many] * 3000) == many
