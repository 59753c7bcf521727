"""A shipped pack of two names, for checks that need not wait for thousands."""

from __future__ import annotations

from pathlib import Path

import pytest

PACK = """[[term]]
zh = "淘宝"
en = "Taobao"
type = "ORG"
domain = "e-commerce"
wrong = ["panning treasure"]

[[term]]
zh = "拍拍"
en = "Paipai"
type = "ORG"
domain = "e-commerce"
wrong = ["pat network"]
"""


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a pack of two names in the shipped one's place, and return its folder."""
    folder = tmp_path / "zh-en-test"
    folder.mkdir()
    (folder / "commerce.toml").write_text(PACK, "utf-8")
    monkeypatch.setattr("mt_repair.glossary.shipped.PACK", folder)
    return folder
