import pytest

from mt_repair.detect.sourced import closeness, placements, sourced
from mt_repair.detect.sourced_flags import sourced_flags
from mt_repair.detect.units import index_terms
from mt_repair.edits import apply, choose
from mt_repair.repair.sourced import source_edits
from mt_repair.types import Document, Segment, Term

SHEEP = Term("云杉牧场", "Spruce Ranch", type="ORG")
BANK = Term("北岭银行", "Northridge Bank", type="ORG")


def _repaired(target, source, *terms):
    document = Document.of(target, source)
    edits = choose(
        [e for e in source_edits(document, sourced(document, terms)) if e.safety == "safe"]
    )[0]
    return apply(target, edits, 0)


@pytest.mark.parametrize(
    ("target", "source", "right"),
    [
        (
            "The farmers sold milk to Yunshan Pasture in the spring of 2019.",
            "农民在2019年春天把牛奶卖给了云杉牧场。",
            "The farmers sold milk to Spruce Ranch in the spring of 2019.",
        ),
        (
            "On Monday, North Ridge Bank lent the school 300,000 yuan.",
            "周一，北岭银行借给学校30万元。",
            "On Monday, Northridge Bank lent the school 300,000 yuan.",
        ),
    ],
)
def test_a_wrong_name_is_found_and_put_right(target, source, right):
    assert _repaired(target, source, SHEEP, BANK) == right


def test_an_accepted_form_clears_the_mention():
    term = Term("北岭银行", "Northridge Bank", accept=("NRB",))
    for name in ("NRB", "Northridge Bank", "Northridge Bank’s branch"):
        text = f"On Monday, {name} lent the school money."
        assert _repaired(text, "周一，北岭银行借给学校钱。", term) == text


def test_one_stretch_serves_one_mention():
    placed = sourced(
        Document.of("The Bank of China opened a branch.", "中国银行在中国开设分行。"),
        [Term("中国银行", "Bank of China"), Term("中国", "China")],
    )
    by_name = {p.term.zh: p for p in placed}
    assert by_name["中国银行"].surface == "Bank of China"
    assert by_name["中国"].span is None


def test_short_capitals_are_matched_as_they_are():
    placed = sourced(
        Document.of("She is who we met.", "她在世卫组织工作。"), [Term("世卫组织", "WHO")]
    )
    assert not placed[0].right


def test_a_source_of_another_text_changes_nothing():
    text = "The choir sang two songs and the audience asked for a third."
    assert _repaired(text, "北岭银行昨日公布，去年利润增长百分之七。", BANK) == text


@pytest.mark.parametrize("source", ["", "Plain English here.", "？？", None])
def test_without_a_chinese_source_nothing_is_done(source):
    document = Document((Segment("Some text.", source),), ("", ""))
    assert sourced(document, [BANK]) == ()


def test_a_missing_name_is_flagged_with_its_place_in_the_source():
    source = "周一，学校向北岭银行借了30万元，用来修屋顶。"
    document = Document.of(
        "On Monday, the school borrowed 300,000 yuan to repair the roof.", source
    )
    flags = sourced_flags(sourced(document, [BANK]))
    assert [f.kind for f in flags] == ["missing"]
    assert flags[0].source_span.of(source) == "北岭银行"
    assert not source_edits(document, sourced(document, [BANK]))


def test_traditional_and_full_width_forms_are_the_same_name():
    placed = sourced(Document.of("North Ridge Bank opened.", "北嶺銀行開業。"), [BANK])
    assert len(placed) == 1


def test_it_is_the_same_every_time():
    document = Document.of(
        "The farmers sold milk to Yunshan Pasture in the spring.", "农民春天把牛奶卖给了云杉牧场。"
    )
    assert sourced(document, [SHEEP]) == sourced(document, [SHEEP])


@pytest.mark.parametrize(
    ("target", "source"),
    [
        ("On Monday, North Ridge Bank lent the school 300,000 yuan.", "周一，北岭银行借给学校30万元。"),
        ("The weather was fine.", "周一，北岭银行借给学校30万元。"),
        ("The weather was fine.", None),
    ],
)  # fmt: skip
def test_closeness_alone_is_that_of_the_placements(target, source):
    document, index = Document.of(target, source), index_terms((SHEEP, BANK))
    assert closeness(document, index) == placements(document, index).closeness
