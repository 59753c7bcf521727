"""How the tests serve a page, and open it in a browser."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

NAMES = Path(__file__).with_name("names.toml")


@dataclass(frozen=True)
class Served:
    """A page that is served: where, and the folder it keeps work in."""

    address: str
    workspace: Path | None


@contextmanager
def served(workspace: Path | None, *options: str) -> Iterator[Served]:
    """Serve a page with the tests' own names for as long as it is needed."""
    command = (sys.executable, "-m", "mt_repair", "ui", "--no-default-glossary")
    names = ["--glossary", str(NAMES)]
    names += [] if workspace is None else ["--workspace", str(workspace)]
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
