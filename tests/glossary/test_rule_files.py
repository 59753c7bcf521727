"""Written rules run as prh and Vale would run them, by their sources told in the modules."""

from __future__ import annotations

import re

import pytest
import yaml

from mt_repair.glossary.exchange import export_terms
from mt_repair.types import Example, Term

TERMS = (
    Term("花街网", "Huajie", wrong=("flower", "flower street network", "C++ street")),
    Term("元宝", "A$$1|B'C", wrong=("gold (ingot)", "$1", "ingot's")),
    Term("日期", "12.12", wrong=("no", "double.twelve")),
)
TEXTS = {
    "On Flower street network and flower, not sunflower.": "On Huajie and Huajie, not sunflower.",
    "A gold (ingot) cost $1, ingot's price.": "A A$$1|B'C cost A$$1|B'C, A$$1|B'C price.",
    "No doubleXtwelve, NO nothing, double.twelve": "12.12 doubleXtwelve, 12.12 nothing, 12.12",
    "C++ street C++ streets": "Huajie C++ streets",
}


def prh(text: str, config: dict) -> str:
    """Return what prh makes of a text (lib/rule.ts, lib/changeset/diff.ts)."""
    for rule in config["rules"]:
        bodies = [re.fullmatch(r"/(.*)/([gimy]*)", pattern) for pattern in rule["patterns"]]
        assert {body[2] for body in bodies} == {"i"}  # prh refuses to mix flags
        # A \b of JavaScript's knows ASCII only.
        whole = re.compile("|".join(f"(?:{body[1]})" for body in bodies), re.IGNORECASE | re.ASCII)
        text = whole.sub(lambda _, right=rule["expected"]: right, text)
    return text


def vale(text: str, rule: dict) -> str:
    """Return a text with each finding replaced (internal/check/substitution.go)."""
    keys = sorted(rule["swap"], key=len, reverse=True)
    joined = "|".join(f"({key})" for key in keys)
    pattern = f"(?:{joined})" if rule["nonword"] else rf"\b(?:{joined})\b"

    def right(found: re.Match[str]) -> str:
        value = rule["swap"][keys[found.lastindex - 1]]
        value = re.sub(r"\$\$(?=\d)", "$", value)  # .NET's replacement, where there is a $1
        (option,) = re.split(r"(?<!\\)\|", value)
        return option.replace(r"\|", "|")

    return re.sub(pattern, right, text, flags=re.IGNORECASE)


@pytest.mark.parametrize(("before", "after"), TEXTS.items())
def test_the_rules_do_what_the_terms_say(before, after):
    assert prh(before, yaml.safe_load(export_terms(TERMS, "prh").data)) == after
    assert vale(before, yaml.safe_load(export_terms(TERMS, "vale").data)) == after


def test_without_marks_at_an_edge_vale_sets_the_bounds_itself():
    rule = yaml.safe_load(export_terms([Term("花街网", "Huajie", wrong=("a (b) c",))], "vale").data)
    assert (rule["nonword"], rule["swap"]) == (False, {r"a \(b\) c": "Huajie"})
    assert (rule["extends"], rule["ignorecase"], rule["action"]) == (
        "substitution", True, {"name": "replace"},
    )  # fmt: skip


def test_one_wrong_form_of_two_terms_is_the_first_ones():
    written = export_terms(
        [Term("甲", "One", wrong=("x",)), Term("乙", "Two", wrong=("X", "y"))], "vale"
    )
    assert yaml.safe_load(written.data)["swap"] == {"x": "One", "y": "Two"}
    assert [left.name for left in written.left] == ["乙"]


SENTENCES = {
    "the name alone": (Example("On flower net.", "On Huajie."), True),
    "twice, in any capitals": (Example("Flower net, FLOWER NET", "Huajie, Huajie"), True),
    "with its article": (Example("On a flower net.", "On Huajie."), False),
    "to keep, without the form": (Example("On sunflower nets."), True),
    "to keep, with it": (Example("A flower net of wire."), False),
    "letters that engines take apart": (Example("flower net ſ", "Huajie ſ"), False),
}


@pytest.mark.parametrize(("example", "written"), SENTENCES.values(), ids=SENTENCES)
def test_prh_gets_the_sentences_that_hold(example, written):
    term = Term("花街网", "Huajie", wrong=("flower net",), examples=(example,))
    (rule,) = yaml.safe_load(export_terms([term], "prh").data)["rules"]
    after = example.before if example.after is None else example.after
    assert rule.get("specs", []) == ([{"from": example.before, "to": after}] if written else [])
    for spec in rule.get("specs", []):  # prh loads no file in which one fails
        assert prh(spec["from"], {"rules": [rule]}) == spec["to"]
