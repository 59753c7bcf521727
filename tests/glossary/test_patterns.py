"""Regular expressions of rules: those that are lists of names, those that are not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mt_repair.glossary.formats.patterns import MOST, bounded, escaped, names_of

LISTS = {
    "pat network": ("pat network",),
    r"\bpat\b": ("pat",),
    r"\bC\+\+": ("C++",),
    r"a\.b\/c\-d": ("a.b/c-d",),
    r"colou?r": ("colour", "color"),
    "(?:cell|mobile) phone": ("cell phone", "mobile phone"),
    "(cell )?phone": ("cell phone", "phone"),
    "e-?mail|mail": ("e-mail", "email", "mail"),
    "[Pp]at": ("Pat",),
    "gr[ae]y": ("gray", "grey"),
    "(?i)pat": ("pat",),
    r"pat\s+network": ("pat network",),
    r"pat\s*network": ("patnetwork", "pat network"),
    "(a|b(c|d))": ("a", "bc", "bd"),
    "拍拍|京东": ("拍拍", "京东"),
    "pat|": ("pat",),
    "/": ("/",),
}
OTHERS = (
    "", " ", "a*", "a+", "a{2}", "a{1,3}", ".", "a.b", "^a", "a$", "(?=a)b", "(?<!a)b", "(?!a)b", "(?<n>a)", r"(a)\1",
    r"\d", r"\w", r"\p{L}", "[^a]", "[a-z]", "[", "[]", "(", ")", "a)", "(a", "(?:", "?", "a|?", "\\", "(a+)+$", "(a|b|c|d)" * 4,
    "(" * 50 + "a" + ")" * 50, "(?i", "a??b", "()",
)  # fmt: skip


@pytest.mark.parametrize(("pattern", "names"), LISTS.items())
def test_a_pattern_that_is_a_list(pattern, names):
    assert names_of(pattern) == names
    # What is listed is what the pattern matches.
    for name in names:
        assert re.fullmatch(pattern, name, re.IGNORECASE)


@pytest.mark.parametrize("pattern", OTHERS)
def test_a_pattern_that_is_none(pattern):
    assert names_of(pattern) is None


def test_as_many_as_are_allowed_and_one_more():
    assert len(names_of("|".join(f"a{i}" for i in range(MOST))) or ()) == MOST
    assert names_of("|".join(f"a{i}" for i in range(MOST + 1))) is None


@settings(max_examples=300, deadline=None, derandomize=True)
@given(name=st.text(st.sampled_from("ab .-+*?()[]{}|\\^$/'\"é拍😀_1"), min_size=1, max_size=8))
def test_a_name_comes_back_from_its_pattern(name):
    assert re.fullmatch(escaped(name), name)
    assert re.search(bounded(name, r"\w"), f" {name} ")
    for pattern in (escaped(name), bounded(name, r"\w"), bounded(name, "[a-z]")):
        assert names_of(pattern) == ((name.strip(),) if name.strip() else None)


@pytest.mark.parametrize(
    "pattern", ["(" * 100_000, "a|" * 100_000, "(a?)" * 10_000, "[" * 100_000, "\\" * 99_999]
)
def test_a_huge_pattern_is_no_list(pattern):
    assert names_of(pattern) is None
