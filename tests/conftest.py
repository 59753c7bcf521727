"""What every test shares: Hypothesis profiles, and a cache folder of this checkout's own."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

try:
    from playwright.sync_api import sync_playwright
except ImportError:  # pragma: no cover
    sync_playwright = None

ROOT = Path(__file__).parent.parent
CACHE = ROOT / ".pytest_cache" / "mt_repair"
_DAY = 24 * 3600
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")

# A law takes this many examples; the laws of tests/laws and of tests/test_edits.py come to
# 10,000 and more each in ci, ten times that at night. ci draws the same ones in every run.
_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile(
    "ci", max_examples=1000, derandomize=True, deadline=None, suppress_health_check=_SLOW
)
settings.register_profile(
    "nightly", max_examples=10_000, deadline=None, suppress_health_check=_SLOW, print_blob=True
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_configure() -> None:
    """Keep derived forms in the checkout: seconds the first time, none after that.

    Workers and subprocesses share the folder; the store itself allows several writers.
    """
    os.environ.setdefault("MT_REPAIR_CACHE", str(CACHE))
    if "PYTEST_XDIST_WORKER" in os.environ or not CACHE.is_dir():
        return
    for old in CACHE.glob("derived-*"):  # of an earlier state of the code
        if old.stat().st_mtime < time.time() - _DAY:
            old.unlink(missing_ok=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One Chromium for all tests of a worker: a second Playwright would meet the first one's loop."""
    chromium = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if chromium is None or sync_playwright is None:
        pytest.skip("NOT LOOKED AT: pages need chromium (apt-get install chromium) and playwright")
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()
