"""A running page and a browser for the tests that look at it; both are slow to start, so shared."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pages import Served, served, watched


@pytest.fixture(scope="session")
def page_server() -> Iterator[Served]:
    with tempfile.TemporaryDirectory() as folder, served(Path(folder, "desk")) as server:
        yield server


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
