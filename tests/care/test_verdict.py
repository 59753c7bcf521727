"""Better or worse: what the example, the source and the reference say, in this order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mt_repair.care.differences import differences
from mt_repair.care.verdict import Case, Verdict, chrf, judge_of
from mt_repair.glossary.glossary import Glossary
from mt_repair.types import Term

HUAJIE = Term("花街网", "Huajie", "ORG", origin="n.toml:1")
TAOBAO = Term("淘宝", "Taobao", "ORG", accept=("Taobao.com",), origin="n.toml:2")
NEW = (HUAJIE, TAOBAO)
ZH = "卖家告诉花街网，淘宝的销量下降。"

HAS = "Sellers told Huajie that sales on Taobao fell."
LACKS = "Sellers told flower street that sales on Taobao fell."
BROKEN = "Sellers told Huajie that sales on China Unicom fell."


def judged(case: Case, old: tuple[Term, ...] = (TAOBAO,)) -> tuple[Verdict, str]:
    glossaries = Glossary(old), Glossary(NEW)
    return judge_of(*glossaries, differences(*glossaries))(case)


def case(old: str, new: str, **more: object) -> Case:
    none = {"source": None, "reference": None, "expected": None}
    names = {"gone": frozenset[str](), "come": frozenset[str]()}
    return replace(Case(old, new, **none, **names), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [
        (LACKS, HAS, "better"),
        (HAS, LACKS, "worse"),
        (LACKS, BROKEN, "worse"),  # one name won, another lost
        (HAS, HAS.replace("Taobao", "Taobao.com"), "different"),
        (HAS, HAS.replace("Taobao", "Taobao's"), "different"),
        (LACKS, LACKS.replace("fell", "dropped"), "different"),
        # A stretch serves one mention only, wherever it stands.
        (HAS, HAS + " Huajie said so.", "different"),
    ],
)
def test_the_source_tells_by_the_names_it_has(old: str, new: str, verdict: str) -> None:
    assert judged(case(old, new, source=ZH))[0] == verdict


@pytest.mark.parametrize(
    ("source", "come", "verdict"),
    [
        ("卖家说销量下降。", {"花街网"}, "worse"),
        ("卖家告诉花街，销量下降。", {"花街网"}, "different"),  # named without its class noun
        ("卖家说销量下降。", set(), "different"),
    ],
)
def test_a_name_put_in_that_the_source_has_not_is_worse(
    source: str, come: set[str], verdict: str
) -> None:
    plain = "Sellers told the press that sales fell."
    put_in = plain.replace("the press", "Huajie")
    assert judged(case(plain, put_in, source=source, come=frozenset(come)))[0] == verdict
    back = {"worse": "better"}.get(verdict, verdict)
    assert judged(case(put_in, plain, source=source, gone=frozenset(come)))[0] == back


def test_a_right_name_of_both_glossaries_is_no_loss() -> None:
    """The new English name is right, the old one still accepted."""
    was = (replace(HUAJIE, en="Hua Jie", accept=("Huajie",)), TAOBAO)
    one = case(HAS.replace("Huajie", "Hua Jie"), HAS, source=ZH)
    assert judged(one, was)[0] == "different"


def test_glossaries_that_contradict_one_another_leave_it_to_the_reference() -> None:
    was = (replace(HUAJIE, en="Flower Street"), TAOBAO)
    old = HAS.replace("Huajie", "Flower Street")
    assert judged(case(old, HAS, source=ZH), was)[0] == "different"
    assert judged(case(old, HAS, source=ZH, reference=HAS), was)[0] == "better"
    assert judged(case(old, HAS, source=ZH, reference=old), was)[0] == "worse"


def test_what_either_calls_worse_is_worse_and_the_example_goes_before_both() -> None:
    """A source may name 联通, connected, where a person wrote no name."""
    assert judged(case(LACKS, HAS, source=ZH, reference="They told Hua Jie."))[0] == "better"
    told = {"source": ZH, "reference": LACKS}
    assert judged(case(LACKS, HAS, **told)) == ("worse", "the reference has “flower street”")
    assert judged(case(HAS, LACKS, **told))[0] == "worse"
    assert judged(case(LACKS, HAS, **told, expected=LACKS)) == ("worse", "the example held before")
    assert judged(case(LACKS, HAS, **told, expected=HAS)) == ("better", "the example holds now")
    assert judged(case(LACKS, HAS, expected="Else."))[0] == "different"


@pytest.mark.parametrize(
    ("old", "new", "reference", "verdict", "why"),
    [
        (LACKS, HAS, HAS, "better", "the reference has “Huajie”"),
        (HAS, LACKS, HAS, "worse", "the reference has “Huajie”"),
        (LACKS, HAS, "HUAJIE and flower street.", "worse", "chrF2++"),  # it has both
        (LACKS, HAS, "Huajies streets told us.", "better", "chrF2++"),  # no whole word of it
        ("A pat.", "The pat.", "The pat.", "better", "chrF2++"),  # an article is no name
        (HAS, HAS + " ", HAS, "different", "nothing"),
    ],
)
def test_the_reference_tells_by_its_words_then_by_sentence_chrf(
    old: str, new: str, reference: str, verdict: str, why: str
) -> None:
    told = judged(case(old, new, reference=reference))
    assert told[0] == verdict, told
    assert why in told[1]


def test_chrf_is_that_of_sentences() -> None:
    assert chrf(HAS, HAS) == pytest.approx(100)
    assert chrf("nothing", "") < 1


def test_an_entry_of_one_glossary_tells_what_is_right() -> None:
    glossaries = Glossary(NEW), Glossary((TAOBAO,))  # 花街网 is taken out
    judge = judge_of(*glossaries, differences(*glossaries))
    assert judge(case(HAS, LACKS, source=ZH))[0] == "worse"
