"""How what stands before a head goes together with it."""

from __future__ import annotations

import re

import pytest

from mt_repair.knowledge.constructions import coordinated, joined
from mt_repair.knowledge.phrases import Phrase, lowered, titled
from mt_repair.knowledge.ways import WAYS, with_article

PERU = Phrase("Peru", "country", "LOC", 0.2, "name", (), "Peru", "Peruvian")
STATES = Phrase("United States", "country", "LOC", 0.2, "name", (), "US", "US")
HENAN = Phrase("Henan Province", "region", "LOC", 0.2, "name", (), "Henan")
FED = Phrase("Federal Reserve", "body", "ORG", 0.2, "name")
PEACE = Phrase("peace", "noun", "TERM", 0.2)


@pytest.mark.parametrize(
    ("left", "head", "forms"),
    [
        (PERU, Phrase("government", "head", "ORG", 0.1, "state"), ["Peruvian government", "Peru's government", "government of Peru"]),
        (STATES, Phrase("Senate", "head", "ORG", 0.1, "state"), ["US Senate", "US's Senate", "Senate of the US"]),
        (HENAN, Phrase("Health Commission", "head", "ORG", 0.1, "body"), ["Henan Provincial Health Commission", "Henan Health Commission", "Health Commission of Henan Province"]),
        (Phrase("Wang Yi", "person", "PER", 0.2, "name", (), "Yi"), Phrase("professor", "head", "PER", 0.1, "title"), ["Professor Wang Yi"]),
        (FED, Phrase("Chair", "head", "PER", 0.1, "title"), ["Federal Reserve Chair", "Chair of the Federal Reserve", "Federal Reserve chair"]),
        (PEACE, Phrase("Foundation", "head", "ORG", 0.1, "society"), ["Peace Foundation", "Foundation of Peace"]),
        (PEACE, Phrase("talks", "head", "EVENT", 0.1, "event"), ["peace talks", "talks on peace", "talks of peace"]),
        (Phrase("anti-", "modifier", "TERM", 0.1), Phrase("corruption", "noun", "TERM", 0.1), ["anti-corruption"]),
        (Phrase("vaccine", "noun", "TERM", 0.1), Phrase("vaccination rate", "noun", "TERM", 0.1), ["vaccination rate"]),
    ],
)  # fmt: skip
def test_forms_in_their_order(left, head, forms):
    assert [p.en for p in joined(left, head, 3)] == forms


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (PEACE, PERU),  # nothing stands before a country's name
        (Phrase("Li", "surname", "PER", 0.1), PEACE),
        (Phrase("Wusuli Island", "place", "LOC", 0.1, "name"), Phrase("Island", "head", "LOC", 0.1, "place")),
        (Phrase("international", "modifier", "TERM", 0.1), Phrase("International Women's Day", "noun", "EVENT", 0.1, "event")),
    ],
)  # fmt: skip
def test_what_does_not_go_together(left, right):
    assert list(joined(left, right, 3)) == []


def test_every_form_beside_a_better_one_costs_more():
    costs = [p.cost for p in joined(PERU, Phrase("police", "head", "ORG", 0.1, "state"), 4)]
    assert costs == sorted(set(costs))


@pytest.mark.parametrize(
    ("mark", "forms"),
    [("和", ["Peru and United States"]), ("-", ["Peruvian-US", "Peru-US"])],
)
def test_two_of_a_kind(mark, forms):
    assert [p.en for p in coordinated(PERU, STATES, mark)] == forms


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (FED, "the Federal Reserve"),
        (STATES, "the US"),
        (PERU, "Peru"),
        (Phrase("Wuhan University", "body", "ORG", 0.1), "Wuhan University"),
        (Phrase("Bank of Japan", "body", "ORG", 0.1), "Bank of Japan"),
        (Phrase("Ministry of Finance", "body", "ORG", 0.1), "the Ministry of Finance"),
        (Phrase("Chinese nation", "noun", "TERM", 0.1), "the Chinese nation"),
    ],
)
def test_the_article_after_of(name, text):
    assert with_article(name) == text


@pytest.mark.parametrize(
    ("plain", "proper"),
    [("trade in services", "Trade in Services"), ("high-speed rail", "High-Speed Rail"), ("e-CNY", "E-CNY")],
)  # fmt: skip
def test_capitals(plain, proper):
    assert titled(plain) == proper


def test_small_letters_leave_acronyms():
    assert lowered("CEO of Foreign Trade") == "CEO of foreign trade"


def test_each_manner_has_a_form_for_everything_or_takes_only_countries():
    for manner, ways in WAYS.items():
        assert "*" in ways or manner == "short"
        for forms in ways.values():
            assert all({"{x}", "{X}", "{lower}"} & set(re.findall(r"{\w+}", f)) for f in forms)
