"""A running page and a browser for the tests that look at it; both are slow to start, so shared."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pages import Served, served, watched

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)

try:
    from playwright.sync_api import sync_playwright
except ImportError:  # pragma: no cover
    sync_playwright = None

NOT_LOOKED_AT = (
    "NOT LOOKED AT: the page's tests need chromium (apt-get install chromium) and playwright"
)


@pytest.fixture(scope="session")
def page_server() -> Iterator[Served]:
    with tempfile.TemporaryDirectory() as folder, served(Path(folder, "desk")) as server:
        yield server


@pytest.fixture(scope="session")
def browser():
    if CHROMIUM is None or sync_playwright is None:
        pytest.skip(NOT_LOOKED_AT)
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def context(browser):
    """One profile for all tabs, so that the page's files are loaded once."""
    made = browser.new_context(viewport={"width": 1280, "height": 900})
    made.grant_permissions(["clipboard-read", "clipboard-write"])
    yield made
    made.close()


@pytest.fixture
def view(context, page_server):
    """A new tab at the page, that must say nothing and ask nobody else."""
    with watched(context, page_server.address) as tab:
        yield tab
        tab.close()
