"""What docs/ci.md tells a team to write is there, and does what it says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml
from click.testing import CliRunner

from mt_repair.cli import cli
from mt_repair.corpus.pragmas import pragmas_in
from mt_repair.report import REPORTS, SUFFIXES
from mt_repair.silence.pragmas import read_pragmas
from mt_repair.types import Document

ROOT = Path(__file__).parent.parent.parent
TEXT = (ROOT / "docs" / "ci.md").read_text()


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)


def test_hooks_inputs_and_options_exist() -> None:
    hooks, github, gitlab = map(yaml.safe_load, blocks("yaml"))
    known = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
    assert {hook["id"] for hook in hooks["repos"][0]["hooks"]} == known
    action: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text())
    (step,) = [s for s in github["jobs"]["names"]["steps"] if "mt_repair" in s["uses"]]
    assert set(step["with"]) <= set(action["inputs"])
    assert "--report names.xml" in gitlab["names"]["script"][1]
    helps = "".join(
        CliRunner().invoke(cli, [command, "--help"]).stdout
        for command in ("detect", "repair", "dismiss")
    )
    options = set(re.findall(r"(?<![\w-])--[a-z][\w-]+", TEXT))
    assert len(options) > 8
    assert options <= set(re.findall(r"--[a-z][\w-]+", helps))


def test_every_format_and_suffix_is_listed() -> None:
    table = TEXT[TEXT.index("## The reports") : TEXT.index("## An archive")]
    assert set(REPORTS) == set(re.findall("`([a-z]+)`", table))
    assert set(SUFFIXES) == set(re.findall(r"`(\.[a-z]+)`", table))


def test_the_pragmas_silence_what_the_example_says() -> None:
    (example,) = blocks("markdown")
    assert len(pragmas_in(example)) == 4
    pragmas = read_pragmas(Document.of(example))
    assert pragmas is not None
    assert pragmas.problems == ()
    for words in ("The coach told pat", "A quotation"):
        at = example.index(words)
        assert pragmas.silencer("literal", "literal", at, at + 1) is not None
