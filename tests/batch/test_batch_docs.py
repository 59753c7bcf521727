"""What docs/batch.md tells is there, and what is there it tells."""

from __future__ import annotations

import re
from pathlib import Path

from mt_repair.batch import plan, shards
from mt_repair.batch.folder import HIDDEN, MANIFEST
from mt_repair.batch.told import MOST_TOLD
from mt_repair.cli.batch import batch
from mt_repair.cli.repair import repair

PAGE = (Path(__file__).resolve().parents[2] / "docs/batch.md").read_text()


def test_every_option_is_told() -> None:
    known = {o for param in batch.params for o in param.opts if o.startswith("-")}
    as_in_repair = {option for param in repair.params for option in param.opts}
    told = set(re.findall(r"(?<![\w-])--?[a-z][\w-]*", PAGE))
    assert known - as_in_repair - {"--out", "--input-format"} <= told
    others = {
        "-9",
        "-m",
        "--head",
        "--port",
        "--address",
        "--object-store-memory",
    }  # of kill, Python and Ray
    assert told - known - others == set()


def test_figures_and_names_are_those_of_the_code() -> None:
    assert f"over {plan.LARGE // 1000} kB" in PAGE
    assert f"shards of {shards.SHARD_BYTES // 1000} kB" in PAGE
    assert f"the first {MOST_TOLD} problems" in PAGE
    assert f"`{HIDDEN}/`" in PAGE
    assert f"`{MANIFEST}`" in PAGE
