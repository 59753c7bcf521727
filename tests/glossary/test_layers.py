"""Layers of a glossary: the later one wins, and what it leaves open is inherited."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mt_repair.glossary.glossary import Glossary, merged
from mt_repair.types import Example, Term

REPAIR = Example("On pat, shops", "On Paipai, shops", 3)
KEEP = Example("A pat on the back", None, 4)
LOWER = Term(
    zh="拍拍",
    en="Paipai",
    type="ORG",
    accept=("Paipai.com", "PaiPai Net"),
    wrong=("pat", "racket network"),
    aliases=("拍拍网",),
    domain="e-commerce",
    note="Tencent's",
    examples=(REPAIR, KEEP),
    origin="pack:1",
)


def user(en="Paipai", zh="拍拍", **given):
    return Term(zh, en, origin="user:1", **given)


# what the user's term gives, and what of the result differs from the pack's term
MERGES = {
    "nothing but the name": ({}, {}),
    "type": ({"type": "MEDIA"}, {"type": "MEDIA"}),
    "domain and note": ({"domain": "d", "note": "n"}, {"domain": "d", "note": "n"}),
    "aliases": ({"aliases": ("拍",)}, {"aliases": ("拍",)}),
    "examples": ({"examples": (KEEP,)}, {"examples": (KEEP,)}),
    "accept adds, its own first": (
        {"accept": ("PP",)},
        {"accept": ("PP", "Paipai.com", "PaiPai Net")},
    ),
    "wrong adds, its own first": (
        {"wrong": ("clap",)},
        {"wrong": ("clap", "pat", "racket network")},
    ),
    "a form given again is there once, with the new capitals": (
        {"accept": ("PAIPAI.com",), "wrong": ("Racket Network", "clap")},
        {"accept": ("PAIPAI.com", "PaiPai Net"), "wrong": ("Racket Network", "clap", "pat")},
    ),
    "an accepted form becomes wrong": (
        {"wrong": ("paipai.COM",)},
        {"wrong": ("paipai.COM", "pat", "racket network"), "accept": ("PaiPai Net",)},
    ),
    "a wrong form becomes accepted": (
        {"accept": ("Racket Network",)},
        {"accept": ("Racket Network", "Paipai.com", "PaiPai Net"), "wrong": ("pat",)},
    ),
    "a new name: the old ones are accepted, the old repairs go": (
        {"en": "Paipai Mall"},
        {
            "en": "Paipai Mall",
            "accept": ("Paipai", "Paipai.com", "PaiPai Net"),
            "examples": (KEEP,),
        },
    ),
    "a new name, the old ones forbidden": (
        {"en": "PP", "wrong": ("paipai", "PaiPai Net")},
        {
            "en": "PP",
            "accept": ("Paipai.com",),
            "wrong": ("paipai", "PaiPai Net", "pat", "racket network"),
            "examples": (KEEP,),
        },
    ),
    "a new name and accepted forms of its own": (
        {"en": "PP", "accept": ("P.P.", "Paipai")},
        {
            "en": "PP",
            "accept": ("P.P.", "Paipai", "Paipai.com", "PaiPai Net"),
            "examples": (KEEP,),
        },
    ),
    "a new name that was accepted": (
        {"en": "Paipai.com"},
        {"en": "Paipai.com", "accept": ("Paipai", "PaiPai Net"), "examples": (KEEP,)},
    ),
    "a new name that was wrong": (
        {"en": "Pat"},
        {
            "en": "Pat",
            "accept": ("Paipai", "Paipai.com", "PaiPai Net"),
            "wrong": ("racket network",),
            "examples": (KEEP,),
        },
    ),
    "only other capitals": (
        {"en": "PaiPai"},
        {"en": "PaiPai", "accept": ("Paipai.com", "PaiPai Net"), "examples": (KEEP,)},
    ),
    "an empty name is inherited": ({"en": ""}, {}),
}


@pytest.mark.parametrize(("given_", "changed"), MERGES.values(), ids=MERGES)
def test_merge(given_, changed):
    (term,) = Glossary.layered([[LOWER], [user(**given_)]]).terms
    assert term == replace(LOWER, origin="user:1", **changed)


def test_width_makes_no_difference_to_a_chinese_name():
    lower = Term("ＴＣＬ集团", "TCL", type="ORG")
    glossary = Glossary.layered([[lower], [Term("TCL集团", "TCL Group")]])
    assert glossary.terms == (Term("TCL集团", "TCL Group", type="ORG", accept=("TCL",)),)
    assert glossary.get("ＴＣＬ集团") is glossary.terms[0]


def test_an_alias_inherits_and_leaves_the_lower_term_alone():
    given_ = user("Pat Network", zh="拍拍网", accept=("Racket network",))
    lower, alias = Glossary.layered([[LOWER], [given_]]).terms
    assert lower == LOWER
    assert alias == replace(given_, type="ORG", domain="e-commerce", wrong=("pat",))


def test_an_alias_of_the_same_layer_inherits_nothing():
    other = Term("拍拍网", "Paipai")
    assert Glossary.layered([[LOWER, other]]).terms == (LOWER, other)


def test_of_two_terms_with_one_alias_the_first_gives():
    first, second = Term("一", "A", "LOC", aliases=("丙",)), Term("二", "B", "PER", aliases=("丙",))
    glossary = Glossary.layered([[first, second], [Term("丙", "C")]])
    assert glossary.get("丙") == Term("丙", "C", "LOC")


def test_off_removes_and_a_later_layer_brings_back():
    off = Term("拍拍", "", off=True)
    jd = Term("京东", "JD")
    assert Glossary.layered([[LOWER, jd], [off]]).terms == (jd,)
    again = user("PP")
    assert Glossary.layered([[LOWER, jd], [off], [again]]).terms == (jd, again)
    assert Glossary.layered([[off], [LOWER]]).terms == (LOWER,)
    assert Glossary.layered([[off]]).terms == ()


def test_three_layers():
    glossary = Glossary.layered([[LOWER], [user("PP")], [user("P", wrong=("PP",))]])
    (term,) = glossary.terms
    assert term.right == ("P", "Paipai", "Paipai.com", "PaiPai Net")
    assert term.wrong == ("PP", "pat", "racket network")


def test_order_is_the_first_layer_s():
    a, b, c = Term("一", "A"), Term("二", "B"), Term("三", "C")
    glossary = Glossary.layered([[a, b], [c, replace(a, note="x")]])
    assert [term.zh for term in glossary.terms] == ["一", "二", "三"]


def test_lookup():
    glossary = Glossary.layered([[LOWER]])
    assert glossary.get("拍拍") == LOWER
    assert glossary.get("拍拍网") is None
    assert glossary == Glossary((LOWER,))
    assert hash(glossary) == hash(Glossary((LOWER,)))
    assert Glossary().get("拍拍") is None


_FORM = st.sampled_from(["a", "A", "b", "B", "c", "d"])
_FORMS = st.lists(_FORM, max_size=2, unique_by=str.casefold).map(tuple)
_TERMS = st.lists(
    st.builds(
        Term,
        zh=st.sampled_from("甲乙丙"),
        en=_FORM,
        type=st.sampled_from([None, "ORG", "LOC"]),
        accept=_FORMS,
        wrong=_FORMS,
        aliases=st.lists(st.sampled_from("甲乙丙丁"), max_size=1).map(tuple),
        off=st.booleans(),
    ).filter(lambda t: not {w.casefold() for w in t.wrong} & {r.casefold() for r in t.right}),
    max_size=3,
    unique_by=lambda t: t.zh,
)


@settings(deadline=None, derandomize=True, max_examples=500)
@given(layers=st.lists(_TERMS, max_size=4))
def test_laws(layers):
    glossary = Glossary.layered(layers)
    assert glossary == Glossary.layered(layers)
    assert Glossary.layered([glossary.terms]) == glossary
    zh = [term.zh for term in glossary.terms]
    assert len(set(zh)) == len(zh)
    for term in glossary.terms:
        assert not term.off
        assert not {w.casefold() for w in term.wrong} & {r.casefold() for r in term.right}
        assert glossary.get(term.zh) is term
    for term in layers[-1] if layers else ():
        found = glossary.get(term.zh)
        assert (found is None) if term.off else (found is not None and found.en == term.en)


_ONE = _TERMS.filter(bool).map(lambda terms: terms[0])


@settings(deadline=None, derandomize=True, max_examples=500)
@given(lower=_ONE, upper=_ONE)
def test_no_form_is_lost_or_doubled_and_the_upper_term_is_believed(lower, upper):
    term = merged(lower, replace(upper, zh=lower.zh))
    right = [form.casefold() for form in term.right]
    wrong = [form.casefold() for form in term.wrong]
    assert not set(right) & set(wrong)
    assert {form.casefold() for form in (*upper.right, *lower.right)} <= {*right, *wrong}
    assert {form.casefold() for form in (*upper.wrong, *lower.wrong)} <= {*right, *wrong}
    assert term.en == upper.en
    assert term.accept[: len(upper.accept)] == upper.accept
    assert term.wrong[: len(upper.wrong)] == upper.wrong
    own = [form.casefold() for form in upper.right]
    added = [form.casefold() for form in term.accept[len(upper.accept) :]]
    assert not set(added) & set(own)
    assert len(set(wrong)) == len(wrong)
