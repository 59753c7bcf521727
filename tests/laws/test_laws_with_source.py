"""The laws where a text has its Chinese, right or wrong, and for a user's own names too."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

import pytest
from law_checks import LAWS, broken
from law_texts import MUTATIONS, stock

from mt_repair.glossary.glossary import Glossary
from mt_repair.glossary.shipped import shipped_terms
from mt_repair.pipeline import Pipeline, detect, for_streams, pipeline_of, repair
from mt_repair.types import Document, Segment

COUNT, PARTS = 6000, 6
PAIRS = (
    ("{}表示，公司去年的收入增长了20%。", "{} said that the company's revenue rose 20% last year."),
    ("据{}报道，{}周一宣布了新的计划。", "{} reported that {} announced a new plan on Monday."),
    (
        "记者从{}获悉，{}和{}已经签署协议。",
        "The reporter learned from {} that {} and {} have signed an agreement.",
    ),
    ("用户称{}的服务比{}好。", "Users say that the service of {} is better than that of the {}."),
    ("《{}》昨日上映，票房3.5亿元。", "\u201c{}\u201d opened yesterday and took 350 million yuan."),
    (
        "{}前员工告诉{}，他在2019年离开。",
        "A former {} employee told {}: \u201cI left in 2019\u201d (see www.{}.com).",
    ),
    ("卖家在{}、{}和{}开了店。", "Sellers opened shops on {}, {} and {} in 2012-2013."),
)


@lru_cache(maxsize=1)
def users() -> Pipeline:
    """Return a pipeline whose names are all a user's own."""
    terms = tuple(replace(t, origin="user.toml:1") for t in shipped_terms()[::3])
    return for_streams(pipeline_of(Glossary(terms), public=True))


@lru_cache(maxsize=1)
def ours() -> Pipeline:
    return for_streams(pipeline_of(Glossary(shipped_terms()), public=True))


def pair(chance: random.Random) -> Segment:
    """Return a segment of which the target has wrong and right names of its source."""
    source, target = chance.choice(PAIRS)
    terms = [chance.choice(shipped_terms()) for _ in range(target.count("{}"))]
    named = [chance.choice((t.right[0], *t.wrong[:4])) for t in terms]
    text = target.format(*named)
    for _ in range(chance.choice((0, 0, 1, 2))):
        text = chance.choice(MUTATIONS)(text, chance, stock())
    return Segment(text, source.format(*(t.zh for t in terms[: source.count("{}")])))


def sourced(seed: int, count: int) -> Iterator[Document]:
    """Yield documents of pairs, some of whose sources are another's or none, `count` in all."""
    chance = random.Random(seed)
    while count > 0:
        segments = [pair(chance) for _ in range(min(count, chance.choice((1, 5, 20))))]
        count -= len(segments)
        for at in range(len(segments)):
            if not chance.randrange(4):
                other = chance.choice((chance.choice(segments).source, "", "Not Chinese.", None))
                segments[at] = replace(segments[at], source=other)
        yield Document(tuple(segments), ("", *["\n"] * len(segments)))


@pytest.mark.parametrize("pipeline", [ours, users], ids=["ours", "users"])
@pytest.mark.parametrize("part", range(PARTS // 2))
def test_no_source_breaks_a_law(part, pipeline):
    edits = by_source = 0
    for document in sourced(part, COUNT // PARTS):
        made = repair(pipeline(), document)
        found = broken(made, pipeline(), LAWS)
        if found:
            pytest.fail("\n".join([f"seed {part}", *map(ascii, found[:9])]), pytrace=False)
        assert set(detect(pipeline(), document)) <= set(made.flags)
        edits += len(made.edits)
        by_source += sum(e.by == "source" for e in made.edits)
    assert edits > COUNT / PARTS / 10, "the fuzz must reach the repairs"
    assert by_source > COUNT / PARTS / 20, "and those by the source"


def test_a_source_about_something_else_changes_nothing_by_itself():
    for document in sourced(11, 200):
        other = "今天天气很好，我们去公园散步，还看见了一只猫。"
        moved = replace(
            document, segments=tuple(replace(s, source=other) for s in document.segments)
        )
        assert not [e for e in repair(users(), moved).edits if e.by == "source"]
