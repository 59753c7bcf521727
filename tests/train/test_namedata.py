"""Names to learn from: no entity is both taught and measured with."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice

from mt_repair.knowledge.publicnames import Name, plain_letters
from mt_repair.language.script import simplify
from mt_repair.train.namedata import Names, by_pinyin, forms, is_right, more_names, names


@lru_cache(maxsize=1)
def data() -> Names:
    return names(7)


def test_no_entity_is_taught_and_measured_with():
    held = data()
    assert len(held.test) == 500
    assert len(held.ranked) > 500
    assert len(held.taught) > 10_000
    taught = {plain_letters(n.en).casefold() for n in held.taught}
    assert not taught & {plain_letters(n.en).casefold() for n in (*held.test, *held.ranked)}
    assert {n.type for n in held.test} == {"PER", "LOC", "ORG"}


def test_nor_is_one_of_the_further_names():
    held = data()
    away = {simplify(n.zh) for n in (*held.test, *held.ranked)}
    more = list(islice(more_names(held, 7), 3000))
    assert len(more) > 2000
    assert not {simplify(n.zh) for n in more} & away
    assert more == list(islice(more_names(held, 7), 3000))


def test_forms_are_plain_and_each_there_once():
    assert forms(Name("波哥大", "Bogotá", ("Bogota", "Bogotá D.C."))) == ["bogota", "bogota d.c."]
    assert forms(Name("某", "x" * 40)) == []


def test_the_baseline_and_what_counts_as_right():
    assert by_pinyin(Name("雷军", "Lei Jun", type="PER")) == "Lei Jun"
    assert by_pinyin(Name("海宁", "Haining", type="LOC")) == "Haining"
    assert is_right("Bogota", Name("波哥大", "Bogotá"))
    assert not is_right("Bogata", Name("波哥大", "Bogotá"))
