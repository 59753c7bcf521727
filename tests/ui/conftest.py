"""A running page and a browser for the tests that look at it; both are slow to start, so shared."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
NAMES = Path(__file__).with_name("names.toml")

try:
    from playwright.sync_api import sync_playwright
except ImportError:  # pragma: no cover
    sync_playwright = None

NOT_LOOKED_AT = (
    "NOT LOOKED AT: the page's tests need chromium (apt-get install chromium) and playwright"
)


@dataclass(frozen=True)
class Served:
    """A page that is served: where, and the folder it keeps work in."""

    address: str
    workspace: Path


@contextmanager
def served(workspace: Path, *options: str) -> Iterator[Served]:
    """Serve a page with the tests' own names for as long as it is needed."""
    command = (sys.executable, "-m", "mt_repair", "ui", "--no-default-glossary")
    names = ("--glossary", str(NAMES), "--workspace", str(workspace))
    server = subprocess.Popen(
        [*command, *names, *options],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "GRADIO_SERVER_PORT": str(18000 + os.getpid() % 20000)},
    )
    try:
        assert server.stderr is not None
        said = ""
        for line in server.stderr:
            said += line
            found = re.search(r"the page is at (\S+?)/? ", line)
            if found:
                break
        else:
            raise AssertionError(f"the page does not start: {said}")
        yield Served(found[1], workspace)
    finally:
        server.terminate()
        server.communicate(timeout=20)


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


@pytest.fixture
def view(browser, page_server):
    """A new tab at the page, that must say nothing and ask nobody else."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    with watched(context, page_server.address) as tab:
        yield tab
    context.close()


@contextmanager
def watched(context, address: str):
    """Open the page in a tab; afterwards it has complained of nothing and asked nobody else."""
    tab = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.on("dialog", lambda dialog: (said.append(f"dialog {dialog.message}"), dialog.dismiss()))
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(address)
    tab.wait_for_selector("#mt-article textarea.paper, #mt-article .place")
    yield tab
    own = (address, "blob:" + address, "data:")
    assert (said, [url for url in asked if not url.startswith(own)]) == ([], [])
