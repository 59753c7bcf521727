"""What is known to fail must go on failing, or leave the list."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from known import failures
from ours import single

from mt_repair.pipeline import repair
from mt_repair.types import Document

sys.path.insert(0, str(Path(__file__).parent / "laws"))
from law_checks import LAWS, broken


def test_each_names_a_law_there_is_or_the_text_it_should_give():
    for failure in failures():
        assert failure.why.endswith(".")
        assert (failure.law in LAWS) != (failure.want is not None)


@pytest.mark.xfail(strict=True, reason="known failures: see tests/cases/known_failures.toml")
@pytest.mark.parametrize("failure", failures(), ids=lambda f: f.text[:40])
def test_known_failure(failure):
    made = repair(single(), Document.of(failure.text))
    if failure.law:
        assert not broken(made, single(), [failure.law])
    else:
        assert made.text == failure.want
