"""The tables that names are composed with hold together."""

from __future__ import annotations

import pytest

from mt_repair.knowledge.offices import offices
from mt_repair.knowledge.ways import WAYS
from mt_repair.knowledge.wordlists import fields, heads, words
from mt_repair.language.chinese import has_han


def test_heads_have_a_manner_that_is_known():
    for zh, rows in heads().items():
        assert has_han(zh)
        assert len({manner for _, manner, _ in rows}) == len(rows), zh
        for _, manner, forms in rows:
            assert manner in WAYS, zh
            assert forms
            assert len(set(forms)) == len(forms), zh


def test_words_are_used_in_a_way_that_is_known():
    for zh, rows in words().items():
        for used, forms in rows:
            assert used in ("mod", "noun", "org", "title"), zh
            assert forms
            assert all(f == f.strip() and f for f in forms), zh
            assert len(set(forms)) == len(forms), zh


def test_fields_have_both_their_forms():
    assert all(of and before for of, before in fields().values())


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("应急管理厅", "Department of Emergency Management"),
        ("卫生部长", "Health Minister"),
        ("副财务大臣", None),
        ("经济产业大臣", "Minister of Economy, Trade and Industry"),
        ("水利局", "Water Resources Bureau"),
        ("好看部", None),
    ],
)
def test_offices_by_their_field(zh, en):
    found = [p.en for p in offices(zh)]
    assert (en in found) if en else not found
