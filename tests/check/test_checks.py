"""Planted faults are found at their line, and what is sound is left alone."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from mt_repair.check.check import check

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases/glossary_checks.toml").read_text("utf-8")
)["case"]


def found(case: dict, folder: Path) -> list[str]:
    """Return what the check finds in the files of a case: rule and line."""
    paths = []
    for number, text in enumerate([case["text"], *case.get("others", ())]):
        paths.append(folder / (case.get("file") or f"names{number}.toml"))
        paths[-1].write_text(text, "utf-8")
    return [
        f"{'warning: ' if f.severity == 'warning' else ''}{f.rule}:{f.line}"
        for f in check(paths, fresh=True).findings
        if f.severity == "error" or case.get("warnings")
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_a_check_says(case, pack, tmp_path):
    assert found(case, tmp_path) == case["finds"]


def test_as_many_pass_as_fail():
    failing = sum(bool(case["finds"]) for case in CASES)
    assert abs(len(CASES) - 2 * failing) <= len(CASES) // 10
