"""docs/metrics.md defines every score there is, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from mt_repair.score.registry import NEEDS

PAGE = (Path(__file__).resolve().parents[2] / "docs/metrics.md").read_text("utf-8")


def test_every_score_has_its_definition() -> None:
    defined = set()
    for line in re.findall(r"^\*\*`.*$", PAGE, re.M):
        defined |= set(re.findall(r"\*\*`([a-z0-9_+]+)`\*\*", line))
    assert defined == set(NEEDS)


def test_every_definition_says_what_it_cannot_see() -> None:
    sections = PAGE.split("\n## ")[1:-2]
    assert [s.split("\n")[0] for s in sections] == [
        "The text", "Names", "Terms", "Edits", "Flags", "Calibration",
    ]  # fmt: skip
    for section in sections:
        assert "*Cannot see:*" in section, section[:40]
