"""Surrogates taken out, offsets kept."""

from __future__ import annotations

import pytest

from mt_repair.language.surrogates import without_surrogates


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("pat \ud800 pat", "pat \ufffd pat"),
        ("\udfff\ud800", "\ufffd\ufffd"),
        ("拍拍 \U0001f600 pat", "拍拍 \U0001f600 pat"),
        ("", ""),
    ],
)
def test_each_surrogate_becomes_one_mark(text, plain):
    assert without_surrogates(text) == plain
    without_surrogates(text).encode("utf-8")
