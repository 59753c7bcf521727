"""Names of sources that are translated now one way, now another."""

from __future__ import annotations

from collections.abc import Sequence

from mt_repair.care.from_parallel import from_parallel
from mt_repair.corpus.texts import Text
from mt_repair.glossary.glossary import Glossary
from mt_repair.types import Term

# 林晓峰 is a person's name, of whom nobody has heard; 梧桐里 a street.
ROWS = (
    ("林晓峰说，公司明年将开设新工厂。", "{} said the company would open a new factory next year."),
    ("记者采访了林晓峰，他没有回答。", "The reporter interviewed {}, who did not answer."),
    (
        "昨天，林晓峰在北京会见了银行代表。",
        "Yesterday {} met representatives of the bank in Beijing.",
    ),
    ("林晓峰还表示，价格不会上涨。", "{} also said that prices would not rise."),
    ("董事会任命林晓峰为总经理。", "The board appointed {} general manager."),
)


def texts(names: Sequence[str]) -> list[Text]:
    return [
        Text("c.jsonl", n + 1, english.format(name), chinese, row=True)
        for n, ((chinese, english), name) in enumerate(zip(ROWS, names, strict=False))
    ]


def test_a_name_translated_variously_is_offered_with_its_variants() -> None:
    names = ["Lin Xiaofeng", "Lin Xiaofeng", "Lin Xiaofeng", "Lin Little Peak", "Forest Xiaofeng"]
    (found,) = from_parallel(texts(names), Glossary(), None)
    assert (found.zh, found.en, found.type) == ("林晓峰", "Lin Xiaofeng", "PER")
    assert set(found.wrong) == {"Lin Little Peak", "Forest Xiaofeng"}
    assert found.weight == 5
    assert any(
        '"Lin Little Peak" 1x (c.jsonl:4: Lin Little Peak also said' in n for n in found.notes
    )


def test_a_name_translated_one_way_is_not() -> None:
    assert from_parallel(texts(["Lin Xiaofeng"] * 5), Glossary(), None) == []


def test_a_name_spaced_otherwise_is_no_wrong_one() -> None:
    names = ["Lin Xiaofeng"] * 3 + ["Lin Xiao Feng", "Lin Xiao-feng"]
    assert from_parallel(texts(names), Glossary(), None) == []


def test_a_name_that_does_not_recur_is_not() -> None:
    names = ["Lin Xiaofeng", "Lin Little Peak"]
    assert from_parallel(texts(names), Glossary(), None, least=3) == []
    assert from_parallel(texts(names), Glossary(), None, least=2) == []  # neither is usual


def test_a_name_that_the_glossary_has_is_not() -> None:
    names = ["Lin Xiaofeng", "Lin Xiaofeng", "Lin Xiaofeng", "Lin Little Peak", "Forest Xiaofeng"]
    glossary = Glossary((Term("林晓峰", "Lin Xiaofeng", "PER", origin="n.toml:1"),))
    assert from_parallel(texts(names), glossary, None) == []


def test_texts_without_a_source_say_nothing() -> None:
    bare = [Text("c.jsonl", n, "Lin Xiaofeng said so.", row=True) for n in range(5)]
    assert from_parallel(bare, Glossary(), None) == []
