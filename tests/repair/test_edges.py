"""Which words a name replaces: widened by its own, never by another's."""

from __future__ import annotations

import pytest

from mt_repair.repair.edges import fitted, loses
from mt_repair.types import Span

FITTED = [
    # text, the place found, the right form, the place as it must be
    ("It ran 188 off-site checks.", "site checks", "off-site reviews", "非现场审查", "off-site checks"),
    ("The loan-to-value cap rose.", "value cap", "LTV limit", "按揭成数上限", "loan-to-value cap"),
    ("A post-epidemic rebound.", "epidemic", "COVID-19 pandemic", "新冠疫情", "epidemic"),
    ("A Qingdao-based maker.", "maker", "Haier", "海尔", "maker"),
    ("China's modernization goes on.", "modernization", "Chinese modernization", "中国式现代化", "China's modernization"),
    ("Japan's modernization goes on.", "modernization", "Chinese modernization", "中国式现代化", "modernization"),
    ("The renewal of the Chinese nation.", "Chinese nation", "rejuvenation of the Chinese nation", "中华民族复兴", "renewal of the Chinese nation"),
    ("The flag of the Chinese nation.", "Chinese nation", "Chinese nation", "中华民族", "Chinese nation"),
    ("Licences went to five issuers.", "five issuers", "SVF issuers", "储值支付发行人", "issuers"),
    ("It belongs to Three Gorges Group.", "Three Gorges Group", "China Three Gorges", "三峡集团", "Three Gorges Group"),
    ("Sent by the Society for Payments (SFP).", "Society for Payments", "SFP", "支付协会", "Society for Payments (SFP)"),
    ("Sent by the Society for Payments (Bern).", "Society for Payments", "SFP", "支付协会", "Society for Payments"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "place", "form", "zh", "wanted"), FITTED)
def test_a_place_is_fitted_to_the_form(
    text: str, place: str, form: str, zh: str, wanted: str
) -> None:
    at = text.index(place)
    assert fitted(text, Span(at, at + len(place)), form, zh).of(text) == wanted


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Framework 2.0", "Framework"),
        ("five issuers", "SVF issuers"),
        ("Initiative’ in May", "Initiative"),
        ("fund (and bond) market", "fund market"),
        ("“old” house", "house"),
    ],
)
def test_a_figure_a_number_and_a_mark_stay(old: str, new: str) -> None:
    assert loses(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("consensus of '92", "1992 consensus of '92"),
        ("banks' assets", "bank assets"),
        ("China's economy", "Chinese economy"),
        ("the Society for Payments (SFP)", "the SFP"),
        ("Two Sessions", "Two Sessions (NPC)"),
    ],
)
def test_what_only_looks_like_one_may_go(old: str, new: str) -> None:
    assert not loses(old, new)
