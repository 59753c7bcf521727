"""Batches that are killed or run out of room, and gone on with: the same bytes, nothing left over."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from corpus_made import ROOT

TIMES = int(os.environ.get("MT_REPAIR_KILLS", "1"))  # so many times as often


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize(("mode", "number"), [("moments", 50), ("points", 50), ("full", 30)])
def test_a_batch_that_is_cut_off_ends_with_the_same_bytes(mode: str, number: int) -> None:
    program = Path(__file__).with_name("kills.py")
    done = subprocess.run(
        [sys.executable, str(program), mode, str(number * TIMES), "7"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        check=True,
    )
    got = json.loads(done.stdout)
    assert got["bad"] == []
    assert got["times"] == number * TIMES
    assert got["points"] > 50
