"""The gate: repairs of every kind pass, and what would harm a sentence is refused with the reason."""

from __future__ import annotations

import pytest
from rewriting import clause_of

from mt_repair.repair.aligned import aligned
from mt_repair.repair.answers import Put, Refused
from mt_repair.repair.gate import check, reasons

PASS = [
    ("{Paipai} former employee told {Ebrun:MEDIA} so.", "A former Paipai employee told Ebrun so."),
    ("The {Paipai} network net will close.", "Paipai will close."),
    ("{Bright Dairy|light milk} milk rose.", "Bright Dairy rose."),
    ("Sales on {Tmall} above rose by 30%.", "Sales on Tmall rose by 30%."),
    ("According to {Ebrun:MEDIA} to understand, he left.", "According to Ebrun, he left."),
    (
        "According to {Xiaomi} founder said, the shop is closed.",
        "According to Xiaomi's founder, the shop is closed.",
    ),
    ("It is reported according to {Ebrun:MEDIA}, he left.", "According to Ebrun, he left."),
    (
        "{Meituan} relevant responsible person said so.",
        "A person responsible at Meituan said so.",
    ),
    ("{Wang Jianlin:PER} chairman said it.", "Chairman Wang Jianlin said it."),
    ("{Lei Jun:PER} {Xiaomi} founder came.", "Xiaomi founder Lei Jun came."),
    (
        "In Beijing {Lei Jun:PER} with the team celebrated.",
        "In Beijing Lei Jun celebrated with the team.",
    ),
    ("{Didi} did not published it.", "Didi did not publish it."),
    ("He was in the the {Gome} shop.", "He was in the Gome shop."),
    ("The {Ele.me} they want it.", "Ele.me wants it."),
]
REFUSE = [
    ("{Alibaba} sued {Tencent} in May.", "Tencent sued Alibaba in May.", "change places"),
    ("{Didi} did not publish it.", "Didi did publish it.", "meaning"),
    ("{Didi} sold 200 cars.", "Didi sold cars.", "number"),
    ("{Didi} sold cars to Baidu.", "Didi sold cars.", "another name"),
    ("Baidu sold {Didi} to Tencent.", "Tencent sold Didi to Baidu.", "change places"),
    ("{Didi} sold 20 cars and 300 bikes.", "Didi sold 300 cars and 20 bikes.", "change places"),
    ("{Didi} sold the old cars.", "Didi sold the cars.", "content word"),
    (
        "He bought {Didi} and it was a “great” success.",
        "He bought Didi and it was a great success.",
        "mark",
    ),
    ("{Didi} may close the site.", "Didi is to close the site.", "meaning"),
    ("The cars of {Didi} were old.", "The cars were old.", "name"),
    ("{Ebrun:MEDIA} to understand, {Didi} grew.", "Ebrun, Didi grew.", "somebody reports"),
    (
        "According to {Ebrun:MEDIA}, he said the shop is closed.",
        "According to Ebrun, he the shop is closed.",
        "content word",
    ),
    (
        "{Xiaomi} founder said, the shop is closed.",
        "Xiaomi founder, the shop is closed.",
        "content",
    ),
    ("Many sellers left {Didi}.", "Sellers left Didi.", "meaning"),
]


@pytest.mark.parametrize(("text", "repaired"), PASS)
def test_a_repair_passes(text, repaired):
    clause, _ = clause_of(text)
    assert list(reasons(aligned(repaired, clause), clause)) == []


@pytest.mark.parametrize(("text", "repaired", "reason"), REFUSE)
def test_a_harm_is_refused_with_its_reason(text, repaired, reason):
    clause, _ = clause_of(text)
    put = aligned(repaired, clause)
    assert reason in "; ".join(reasons(put, clause))
    with pytest.raises(Refused):
        check(put, clause)


@pytest.mark.parametrize(
    ("places", "reason"),
    [
        ([0, 0, 1, 2, 3, 4], "a word would be doubled"),
        ([0, 1, 2, 1, 3, 4], "lost or doubled"),
        ([0, 1], "too short"),
    ],
)
def test_words_stay_once_each(places, reason):
    clause, _ = clause_of("The {Paipai} shop closed again today after lunch and tea.")
    put = [Put(clause.words[i].text, i) for i in places]
    assert reason in "; ".join(reasons(put, clause))


@pytest.mark.parametrize("text", ["BAIDU opens {Paipai}.", "He opens {Paipai} for BAIDU."])
def test_another_name_keeps_its_form(text):
    clause, _ = clause_of(text)
    at = next(i for i, w in enumerate(clause.words) if w.text == "BAIDU")
    put = [
        Put("BAIDUS" if i == at else w.text, i, "NNS" if i == at else "")
        for i, w in enumerate(clause.words)
    ]
    assert "another name would be changed" in list(reasons(put, clause))


def test_a_clause_cannot_grow_without_end():
    clause, _ = clause_of("The {Paipai} shop closed.")
    put = [Put(w.text, i) for i, w in enumerate(clause.words)] + [Put("the"), Put("of")] * 5
    assert "the clause would become too long" in list(reasons(put, clause))


def test_what_was_put_in_is_not_said_twice():
    clause, _ = clause_of("The {Paipai} shop closed.")
    put = [Put("the"), *(Put(w.text, i) for i, w in enumerate(clause.words))]
    assert "a word would stand there twice" in list(reasons(put, clause))
