"""How the words of a name are put together in English."""

from __future__ import annotations

import pytest

from mt_repair.knowledge.compositions import compositions


@pytest.mark.parametrize(
    ("zh", "form", "route"),
    [
        ("围城", "besieged city", "word"),
        ("亿邦动力", "billion state power", "literal"),
        ("宁德时代", "Ningde era", "mixed"),
        ("汽车之家", "home of the car", "literal"),
        ("大众点评网", "a little comment network", "part"),
    ],
)
def test_a_form_is_composed_with_its_route(zh, form, route):
    found = {(made.casefold(), how) for _, how, made, _ in compositions(zh, 200)}
    assert (form.casefold(), route) in found


@pytest.mark.parametrize("breadth", [12, 200])
def test_nothing_is_spelt_out_from_end_to_end(breadth):
    for zh in ("宁德时代", "恒大", "亿邦动力"):
        for _, route, form, why in compositions(zh, breadth):
            assert route in ("word", "literal", "mixed", "part")
            assert "=" in why
            assert form


@pytest.mark.parametrize("zh", ["", "Uber", "\ud800", "…"])
def test_what_is_not_chinese_is_not_composed(zh):
    assert list(compositions(zh, 12)) == []
