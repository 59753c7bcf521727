"""Every rule of the check is explained, and none that is not there."""

from __future__ import annotations

import re
from pathlib import Path

from mt_repair.check.faults import FAULTS
from mt_repair.check.rules import RULES

DOCS = (Path(__file__).parents[2] / "docs/glossary-checks.md").read_text("utf-8")


def test_the_docs_explain_every_rule_with_its_severity():
    rows = re.findall(r"^\| `([a-z-]+)` \| (error|warning) \|", DOCS, re.MULTILINE)
    assert rows == [(rule.name, rule.severity) for rule in RULES.values()]


def test_the_docs_explain_every_fault():
    assert re.findall(r"^\| `([a-z-]+)` \| (?!error|warning)", DOCS, re.MULTILINE) == list(FAULTS)


def test_a_summary_is_a_sentence():
    assert all(rule.summary.endswith(".") for rule in RULES.values())
