"""Names to learn from: no entity is both taught and measured with."""

from __future__ import annotations

from functools import lru_cache

from mt_repair.knowledge.namer import answer_of, spelt, symbols, told
from mt_repair.knowledge.publicnames import Name, plain_letters
from mt_repair.train.namedata import Names, by_pinyin, is_right, names, naming_task, vocabulary
from mt_repair.train.settings import END_ID, Settings


@lru_cache(maxsize=1)
def data() -> Names:
    return names(7)


def test_no_entity_is_taught_and_measured_with():
    held = data()
    assert len(held.test) == 500
    assert len(held.taught) > 10_000
    taught = {plain_letters(n.en).casefold() for n in held.taught}
    assert not taught & {plain_letters(n.en).casefold() for n in (*held.test, *held.tried)}
    assert {n.type for n in held.test} == {"PER", "LOC", "ORG"}


def test_every_name_can_be_said():
    held = data()
    for name in (*held.test, *held.taught[:500]):
        en = plain_letters(name.en)
        assert spelt(answer_of(en, name.zh)) == en


def test_lessons_are_rows_of_known_tokens_and_the_same_each_time():
    held, settings = data(), Settings(4, batch=4)
    tokens = vocabulary(held.taught)
    assert len(set(tokens)) == len(tokens)
    assert tokens[: len(list(symbols()))] == list(symbols())
    task = naming_task(held, tokens, settings)
    rows = task.pool(3)
    assert rows == naming_task(held, tokens, settings).pool(3) != task.pool(4)
    assert len(rows) == settings.pool
    assert all(r.answer[-1] == END_ID and 2 not in r.answer for r in rows)
    assert all(0 <= i < len(tokens) for r in rows for i in (*r.shown, *r.answer))
    right = [[tokens.index(t) for t in answer_of(plain_letters(n.en), n.zh)] for n in held.tried]
    assert task.scores(right)["score"] == 1.0
    assert len(task.shown) == len(held.tried)


def test_the_baseline_and_what_counts_as_right():
    assert by_pinyin(Name("雷军", "Lei Jun", type="PER")) == "Lei Jun"
    assert by_pinyin(Name("海宁", "Haining", type="LOC")) == "Haining"
    assert is_right("Bogota", Name("波哥大", "Bogotá"))
    assert not is_right("Bogata", Name("波哥大", "Bogotá"))
    assert told("海宁", "LOC")[0] == "<LOC>"
