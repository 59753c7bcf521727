"""What the source changes: by a user's names, by those that ship, and where it belongs to none."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import pytest

from mt_repair.glossary.glossary import Glossary
from mt_repair.glossary.shipped import shipped_terms
from mt_repair.pipeline import Pipeline, detect, pipeline_of, repair
from mt_repair.types import Document, Segment, Term

USERS = (
    Term("云杉牧场", "Spruce Ranch", type="ORG"),
    Term("北岭银行", "Northridge Bank", type="ORG"),
    Term("拍拍", "Paipai", type="ORG"),
    Term("王者荣耀", "Kings' Glory"),
    Term("林芷涵", "Lin Zhihan", type="PER"),
)


@lru_cache(maxsize=1)
def pipeline() -> Pipeline:
    return pipeline_of(Glossary.layered([shipped_terms(), USERS]), public=True)


def repaired(target: str, source: str | None) -> str:
    return repair(pipeline(), Document.of(target, source)).text


CHANGED = [
    # a user's name, wherever its characters went
    (
        "The farmers sold milk to Yunshan Pasture in the spring of 2019.",
        "农民在2019年春天把牛奶卖给了云杉牧场。",
        "The farmers sold milk to Spruce Ranch in the spring of 2019.",
    ),
    (
        "On Monday, the North Ridge bank lent the school 300,000 yuan.",
        "周一，北岭银行借给学校30万元。",
        "On Monday, Northridge Bank lent the school 300,000 yuan.",
    ),
    (
        "Reporter Lin Zihan visited the village school last week.",
        "记者林芷涵上周走访了村里的学校。",
        "Reporter Lin Zhihan visited the village school last week.",
    ),
    # the user's English, not another that the pack accepts
    (
        "He plays King Glory every evening with his classmates.",
        "他每天晚上和同学玩王者荣耀。",
        "He plays Kings' Glory every evening with his classmates.",
    ),
    # traditional characters
    (
        "The farmers sold milk to Yunshan Pasture in the spring of 2019.",
        "農民在2019年春天把牛奶賣給了雲杉牧場。",
        "The farmers sold milk to Spruce Ranch in the spring of 2019.",
    ),
    # a name of the pack that no translator would write small
    (
        "On Monday, the customers of the market spent 300,000 yuan with pay treasure.",
        "周一，市场的顾客用支付宝消费了30万元。",
        "On Monday, the customers of the market spent 300,000 yuan with Alipay.",
    ),
]
KEPT = [
    # rightly there
    ("On Monday, Northridge Bank lent the school money.", "周一，北岭银行借给学校钱。"),
    ("On Monday, Northridge Bank’s branch lent money.", "周一，北岭银行的分行借出了钱。"),
    # plain English, as the source shows
    ("The coach gave him a pat and went home.", "教练拍了拍他，然后回家了。"),
    ("He gave the child a pat on the head.", "他轻轻拍拍孩子的头。"),
    ("Sellers on Taobao and pat complained of the fees.", "淘宝上的卖家拍着桌子抱怨费用。"),
    # left out in the translation: nothing to put it for
    ("He said that the harvest was good this year.", "北岭银行的他说今年收成很好。"),
    # in an address
    ("See www.yunshan-pasture.com for the prices of milk.", "牛奶价格见云杉牧场网站。"),
    # its source is another text's
    (
        "The farmers sold milk to Yunshan Pasture in the spring of 2019 and bought new cows.",
        "国际足联昨晚公布了下届世界杯的抽签结果，云杉牧场队与巴西队同组。",
    ),
]


@pytest.mark.parametrize(("target", "source", "right"), CHANGED)
def test_a_wrong_name_is_found_and_put_right(target, source, right):
    assert repaired(target, source) == right
    assert repaired(right, source) == right


@pytest.mark.parametrize(("target", "source"), KEPT)
def test_what_is_right_or_somebody_elses_stays(target, source):
    assert repaired(target, source) == target


@pytest.mark.parametrize("source", [None, "", "   ", "No Chinese here.", "１２３"])
def test_without_a_chinese_source_the_english_decides(source):
    text = "Sellers on Taobao and pat told billion state power network that traffic fell."
    assert repaired(text, source) == repaired(text, None) != text


def test_each_segment_has_its_own_source():
    document = Document(
        (
            Segment(
                "The farmers sold milk to Yunshan Pasture last spring.",
                "农民去年春天把牛奶卖给了云杉牧场。",
            ),
            Segment("The farmers sold milk to Yunshan Pasture last spring."),
        ),
        ("", "\n", ""),
    )
    assert repair(pipeline(), document).text.splitlines() == [
        "The farmers sold milk to Spruce Ranch last spring.",
        "The farmers sold milk to Yunshan Pasture last spring.",
    ]


def kinds(target: str, source: str) -> dict[str, str]:
    return {f.kind: f.surface for f in detect(pipeline(), Document.of(target, source))}


def test_a_missing_name_is_flagged_at_its_place_and_never_put_in():
    target = "On Monday, the school borrowed 300,000 yuan for new desks."
    made = repair(pipeline(), Document.of(target, "周一，学校向北岭银行借了30万元买新课桌。"))
    assert made.text == target
    assert [(f.kind, f.zh, f.surface) for f in made.flags] == [("missing", "北岭银行", "")]
    assert made.flags[0].source_span is not None


def test_a_name_without_a_source_is_flagged():
    found = kinds(
        "[Reuters] The farmers of the village sold milk worth 3 million yuan last spring.",
        "【本报讯】村里的农民去年春天卖出了价值300万元的牛奶。",
    )
    assert found["suspect"] == "Reuters"


def test_a_source_that_is_another_texts_is_told():
    target = "The farmers sold milk worth 3 million yuan last spring and bought twelve new cows."
    found = kinds(target, "国际足联昨晚公布了下届世界杯的抽签结果，巴西队与德国队同组。")
    assert found == {"suspect": "The"}


def test_what_only_ships_is_offered_not_changed():
    target = "The SEC fined the carmaker 3 million yuan on Friday."
    made = repair(pipeline(), Document.of(target, "证监会周五对该车企罚款300万元。"))
    assert made.text == target
    assert [(e.old, e.new, e.safety) for e in made.held] == [("The SEC", "The CSRC", "review")]
    mine = pipeline_of(Glossary((replace(USERS[0], zh="证监会", en="CSRC"),)))
    assert "The CSRC fined" in repair(mine, made.document).text


WHALE = Term("蓝鲸航运", "Lanjing Shipping", "ORG", wrong=("Blue Whale Lines", "pat"), origin="n:1")


@pytest.mark.parametrize(
    ("target", "source", "found"),
    [
        (
            "Blue Whale Lines opened a port office on Monday, and the mayor came.",
            "海事局周一开设了一个港口办事处，市长到场。",
            [("forbidden", "Blue Whale Lines")],
        ),
        ("The mayor gave the captain a pat on the back.", "市长拍了拍船长的后背。", []),
        (
            "Lanjing Shipping opened a port office on Monday, and the mayor came.",
            "蓝鲸航运周一开设了一个港口办事处，市长到场。",
            [],
        ),
    ],
)
def test_a_listed_wrong_form_that_the_source_does_not_name_is_forbidden(target, source, found):
    flags = detect(pipeline_of(Glossary((WHALE,))), Document.of(target, source))
    assert [(f.kind, f.surface) for f in flags] == found
