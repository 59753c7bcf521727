"""mt-repair with small shards, so that a small corpus has many.

SLOW is seconds that each takes more; where SHARDS is "usual" they are as they are.
"""

from __future__ import annotations

import os
import time
from typing import Any

from mt_repair.batch import plan, shards
from mt_repair.cli import main


def make_small() -> None:
    """Make shards small."""
    plan.LARGE, shards.SHARD_BYTES = 1_000, 400


def _slow(repaired: Any, seconds: float) -> Any:
    def slowly(*args: Any) -> Any:
        time.sleep(seconds)
        return repaired(*args)

    return slowly


if __name__ == "__main__":
    if os.environ.get("SHARDS") != "usual":
        make_small()
    shards.repaired = _slow(shards.repaired, float(os.environ.get("SLOW", "0")))
    main()
