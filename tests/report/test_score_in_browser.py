"""The page in a browser: no complaint, no request, nothing wider than a phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from score_documents import document, plain

from mt_repair.report import encoded
from mt_repair.report.score_page import page


@pytest.mark.parametrize("made", [document, plain])
@pytest.mark.parametrize(("width", "scheme"), [(375, "light"), (1280, "dark")])
def test_the_page_is_quiet_and_fits(browser, tmp_path: Path, made, width, scheme) -> None:
    file = tmp_path / "report.html"
    file.write_bytes(encoded(page(made())))
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    view = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    view.on("console", lambda message: said.append(message.text))
    view.on("pageerror", lambda error: said.append(str(error)))
    view.on("dialog", lambda dialog: said.append(dialog.message))
    view.on("request", lambda request: asked.append(request.url))
    view.goto(file.as_uri())
    view.wait_for_load_state("networkidle")
    assert (said, asked) == ([], [file.as_uri()])
    assert view.evaluate("document.documentElement.scrollWidth") <= width
    paper = view.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (paper == "rgb(251, 250, 247)") == (scheme == "light")
    assert view.evaluate("document.querySelectorAll('svg.plot').length") > 0
    view.emulate_media(media="print")
    assert view.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    context.close()
