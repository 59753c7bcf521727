"""WMT21's exact match and window overlap.

The figures are those of the task's own functions (evaluate_term_wmt.py, compare_EXACT and
compare_exact_window_overlap, without a tagger), run on these sentences.
"""

from __future__ import annotations

import pytest

from mt_repair.score.mentions import Mention, Names, Unit
from mt_repair.score.wmt21 import Wanted, exact_match, tokenised, wanted, window_overlap
from mt_repair.types import Span, Term


def terms(*found: tuple[int, str]) -> list[Wanted]:
    out = []
    for start, forms in found:
        tokens = tuple(tuple(form.split()) for form in forms.split("|"))
        out.append(Wanted(start, tokens[0], tokens))
    return out


CASES = [
    (
        "the sellers of Paipai said that Paipai grew fast",
        "sellers on Paipai said Paipai had grown very fast",
        terms((2, "Paipai"), (4, "Paipai")),
        (2, 2),
        (0.375, 0.4666666666666667),
    ),
    (
        "Cainiao will ship for Tmall , and Tmall Global pays",
        "Cainiao ships for Tmall , Tmall Global is paying",
        terms((0, "Cainiao"), (3, "Tmall"), (5, "Tmall Global")),
        (3, 3),
        (0.25, 0.41111111111111115),
    ),
    (
        "pat said orders doubled",
        "Paipai said that orders doubled",
        terms((0, "Paipai|Paipaicom")),
        (0, 1),
        (0, 0),
    ),
    (
        "on Tuesday Eleme , the delivery platform , raised its fees",
        "the delivery platform Eleme raised fees on Tuesday",
        terms((3, "Eleme|Ele")),
        (1, 1),
        (0.25, 0.6666666666666666),
    ),
    (
        "JD and JDcom are one",
        "JDcom and JD are one firm",
        terms((0, "JDcom|JD"), (2, "JD|JDcom")),
        (1, 2),
        (0.75, 0.8),
    ),
]


@pytest.mark.parametrize(("hypothesis", "reference", "found", "exact", "windows"), CASES)
def test_the_figures_are_those_of_the_tasks_script(
    hypothesis, reference, found, exact, windows
) -> None:
    unit = Unit(hypothesis, reference, "")
    assert exact_match(unit, found) == exact
    assert [window_overlap(unit, found, n) for n in (2, 3)] == [
        (pytest.approx(value), 1) for value in windows
    ]


def test_a_segment_without_terms_does_not_count() -> None:
    unit = Unit("a", "b", "")
    assert (exact_match(unit, []), window_overlap(unit, [], 2)) == ((0, 0), (0, 0))


def test_a_possessive_is_a_token_of_its_own() -> None:
    assert tokenised('JD\'s; China’s "pat"') == ("JD", "'s", ";", "China", "’s", '"', "pat", '"')


def test_the_terms_are_what_the_reference_has_of_the_sources_mentions() -> None:
    names = Names([Term("拍拍", "Paipai"), Term("京东", "JD.com")])
    unit = Unit("", "Paipai's and Paipai", "拍拍、拍拍、拍拍和京东")
    mentions = [Mention(n, Span(0, 2)) for n in (0, 0, 0, 1)]
    found = wanted(names, unit, mentions)
    assert [(w.start, w.tokens) for w in found] == [(0, ("Paipai",)), (3, ("Paipai",))]
