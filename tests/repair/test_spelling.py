"""One spelling through a text, and the name in full where it is named first."""

from __future__ import annotations

from functools import cache

import pytest

from mt_repair.glossary.glossary import Glossary
from mt_repair.pipeline import Pipeline, pipeline_of, repair
from mt_repair.types import Document, Term

BANK = Term(
    "北岭银行", "Beiling Bank", "ORG", accept=("BLB",), first="Beiling Bank (BLB)", origin="n:1"
)
CITY = Term("绿湾", "Luwan", "LOC", accept=("Green Bay",), origin="n:2")


@cache
def pipeline() -> Pipeline:
    return pipeline_of(Glossary((BANK, CITY)))


ONE = (
    "周一，北岭银行向学校借出30万元买新课桌。",
    "On Monday, {} lent the school 300,000 yuan for desks.",
)
TWO = ("周五，北岭银行行长参观了学校的新图书馆。", "On Friday, the head of {} visited the new library of the school.")  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("North Ridge Bank", "North Ridge Bank"), ("Beiling Bank (BLB)", "Beiling Bank")),
        (("Beiling Bank", "BLB"), ("Beiling Bank (BLB)", "BLB")),
        (("BLB", "Beiling Bank"), ("Beiling Bank (BLB)", "Beiling Bank")),
        (("Beiling Bank (BLB)", "BLB"), ("Beiling Bank (BLB)", "BLB")),
        (("Beiling Bank (BLB)", "North Ridge Bank"), ("Beiling Bank (BLB)", "Beiling Bank")),
    ],
)
def test_a_name_stands_in_full_where_it_is_named_first(
    before: tuple[str, str], after: tuple[str, str]
) -> None:
    def text(names: tuple[str, str]) -> str:
        return "\n".join(line[1].format(name) for line, name in zip((ONE, TWO), names, strict=True))

    made = repair(pipeline(), Document.of(text(before), "\n".join((ONE[0], TWO[0]))))
    assert made.text == text(after)
    assert repair(pipeline(), Document.of(made.text, "\n".join((ONE[0], TWO[0])))).edits == ()


@pytest.mark.parametrize(("kept", "put_in"), [("Green Bay", "Green Bay"), ("Luwan", "Luwan")])
def test_a_wrong_name_is_put_right_as_the_text_spells_it(kept: str, put_in: str) -> None:
    source = "绿湾的渔民去年捕到了很多鱼。\n绿湾市长周一感谢了渔民。\n游客周末坐船去绿湾吃海鲜。"
    target = (
        f"The fishermen of {kept} caught many fish last year.\n"
        f"The mayor of {kept} thanked the fishermen on Monday.\n"
        "Tourists take the boat to Green Bend at the weekend and eat seafood."
    )
    made = repair(pipeline(), Document.of(target, source))
    assert made.text == target.replace("Green Bend", put_in)
