"""Entries from what editors decided, with the sentences they decided on."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mt_repair.care.decisions import Decision
from mt_repair.care.from_decisions import from_decisions
from mt_repair.care.suggest import suggested
from mt_repair.care.suggestions import Suggestion
from mt_repair.glossary.glossary import Glossary
from mt_repair.types import Example, Span, Term

SHIPPED = Term(
    "拍拍", "Paipai", "ORG", ("Paipai.com",), ("pat",), ("拍拍网",), origin="zh-en-news/c.toml:1"
)


def did(
    text: str,
    old: str,
    new: str,
    zh: str = "花街网",
    decision: str = "accepted",
    source: str | None = None,
    document: str = "a",
) -> Decision:
    at = text.index(old)
    return Decision(
        datetime(2026, 3, 1, tzinfo=UTC), document, 0, text, source, Span(at, at + len(old)), old,
        new, zh, "literal", decision, "wang",  # type: ignore[arg-type]
    )  # fmt: skip


def one(*decisions: Decision, glossary: Glossary | None = None) -> Suggestion:
    (found,), remarks = from_decisions(decisions, glossary or Glossary())
    assert not remarks
    return found


@pytest.mark.parametrize(
    ("text", "old", "new", "wrong"),
    [
        ("He told flower street that sales fell.", "flower street", "Huajie", "flower street"),
        (
            "He told the flower street that sales fell.",
            "the flower street",
            "Huajie",
            "flower street",
        ),
        ("An electric street opened.", "An electric street", "A Huajie", "electric street"),
        ("Powers of street say so.", "Powers of street say", "Huajie says", "Powers of street"),
        ("The street flowers' sales fell.", "street flowers'", "Huajie's", "street flowers"),
        ("He told flower street's owner.", "flower street's", "Huajie's", "flower street"),
        ("He told 花街网 that sales fell.", "花街网", "Huajie", ""),
        ("He told it that sales fell.", "it", "Huajie", ""),  # no form to search for
    ],
)
def test_the_wrong_form_is_what_stood_there_without_its_grammar(
    text: str, old: str, new: str, wrong: str
) -> None:
    known = Glossary((Term("花街网", "Huajie", origin="n.toml:1"),))
    found = one(did(text, old, new), glossary=known)
    assert (found.en, found.wrong) == ("Huajie", (wrong,) if wrong else ())


def test_what_was_taken_becomes_a_sentence_to_repair_and_what_was_not_one_to_keep() -> None:
    text = "Prices rose. He told flower street that sales on pat fell. It said no more."
    found = one(
        did(text, "flower street", "Huajie"),
        did("A flower street of stalls. More.", "flower street", "Huajie", decision="rejected"),
    )
    assert found.examples == (
        Example(
            "He told flower street that sales on pat fell.",
            "He told Huajie that sales on pat fell.",
        ),
        Example("A flower street of stalls."),
    )
    assert found.notes[0] == "taken once, rejected once; by wang, last on 2026-03-01"


def test_a_sentence_has_all_that_was_put_into_it() -> None:
    text = "He told flower street that sales on pat fell."
    both = [did(text, "flower street", "Huajie"), did(text, "pat", "Paipai", "拍拍")]
    found, _ = from_decisions(both, Glossary())
    assert {s.examples[0].after for s in found} == {"He told Huajie that sales on Paipai fell."}


def test_a_rejected_place_stays_where_another_of_the_sentence_was_taken() -> None:
    text = "He told flower street that the old flower lane is closed."
    found = one(
        did(text, "flower street", "Huajie"),
        did(text, "flower lane", "Huajie", decision="rejected"),
    )
    assert found.examples == (Example(text, "He told Huajie that the old flower lane is closed."),)


def test_the_english_name_is_what_most_put_in() -> None:
    found = one(
        did("He told flower street no.", "flower street", "Huajie", document="a"),
        did("He told flower street no.", "flower street", "Huajie", document="b"),
        did("He told flower lane no.", "flower lane", "Hua Jie", decision="typed"),
    )
    assert (found.en, found.accept) == ("Huajie", ("Hua Jie",))
    assert found.weight == 3


def test_what_nobody_took_suggests_nothing() -> None:
    rejected = did("A flower street of stalls.", "flower street", "Huajie", decision="rejected")
    assert from_decisions([rejected], Glossary()) == ([], [])


def test_a_rejected_offer_of_an_entry_is_a_sentence_to_keep_for_it() -> None:
    rejected = did("A pat on the back.", "pat", "Paipai", "拍拍", decision="rejected")
    found = one(rejected, glossary=Glossary((SHIPPED,)))
    assert (found.zh, found.en, found.examples) == (
        "拍拍",
        "Paipai",
        (Example("A pat on the back."),),
    )


def test_another_name_of_an_entry_is_that_entry() -> None:
    taken = did("Sellers on clap left.", "clap", "Paipai", "拍拍网")
    assert one(taken, glossary=Glossary((SHIPPED,))).zh == "拍拍"


def test_a_name_typed_without_its_chinese_is_found_in_the_source() -> None:
    typed = did(
        "Reporter Zhang Ling Yu learned that the flower city bank will close two branches.",
        "flower city bank", "Huacheng Bank", "", "typed",
        "记者张灵雨获悉，花城银行将关闭两家分行。",
    )  # fmt: skip
    assert one(typed).zh == "花城银行"


def test_a_name_that_nobody_knows_the_chinese_of_is_a_remark() -> None:
    typed = did("He told flower street no.", "flower street", "Huajie", "", "typed")
    assert from_decisions([typed], Glossary()) == (
        [],
        ['no Chinese name is known: "flower street" -> "Huajie", once'],
    )


def test_examples_that_do_not_hold_yet_are_told() -> None:
    decisions = [
        did("Sellers told flower street that sales fell.", "flower street", "Huajie"),
        did(
            "Sellers told flower street, and pat said so.", "flower street", "Huajie", document="b"
        ),
        did("Sellers told flower street, and pat said so.", "pat", "Paipai", "拍拍", document="b"),
    ]
    found = suggested(decisions, (), Glossary((SHIPPED,)), None)
    assert all(not s.held for s in found.suggestions)
    assert ("花街网", "Sellers told flower street that sales fell.") not in found.failing
