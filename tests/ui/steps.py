"""What an editor does on the page, for the tests."""

from __future__ import annotations

ARTICLE = """\
Sellers told flower street network that orders doubled. golden bridge pass said it would lower its fees.

A morning wind blew over the fields near the river.

golden bridge pass said on Monday that it hired 300 people. flower street network said it agreed.

golden bridge pass said in a statement that the fees stay as they are.
"""
REPAIRED = """\
Sellers told Huajie that orders doubled. Jinqiao said it would lower its fees.

A morning wind blew over the fields near the river.

Jinqiao said on Monday that it hired 300 people. Huajie said it agreed.

Jinqiao said in a statement that the fees stay as they are.
"""


def open_text(tab, text: str = ARTICLE, source: str = "") -> None:
    """Paste an article, with its Chinese or not, and have its names found."""
    tab.fill("#mt-text", text)
    if source:
        tab.fill("#mt-source", source)
    tab.press("#mt-text", "Control+Enter")
    tab.wait_for_selector("#mt-article .desk")


def open_file(tab, path) -> None:
    """Open a file instead."""
    tab.set_input_files('input[data-for="given"]', path)
    tab.wait_for_selector(".chip")
    tab.click("#mt-go")
    tab.wait_for_selector("#mt-article .desk")


def keys(tab, *pressed: str) -> None:
    for key in pressed:
        tab.keyboard.press(key)


def shown(tab) -> str:
    """Return the text of the article as it stands on the page, a line a paragraph."""
    return "\n\n".join(line.inner_text() for line in tab.query_selector_all("#mt-article .target"))


def every_how(tab) -> list[str]:
    """Return the state of each place, of those too that nobody is asked about."""
    classes = tab.eval_on_selector_all("#mt-article .place", "all => all.map((m) => m.className)")
    return [found.split()[1] for found in classes]


def hows(tab) -> list[str]:
    """Return the state of each place that an editor is asked about."""
    return [how for how in every_how(tab) if how != "quiet"]


def chosen(tab) -> int:
    """Return the number of the chosen place among those an editor is asked about, from 0."""
    places = tab.query_selector_all("#mt-article .place:not(.quiet)")
    return next(n for n, place in enumerate(places) if "chosen" in place.get_attribute("class"))


def copied(tab) -> str:
    """Press the key that copies, and return what was copied."""
    keys(tab, "c")
    tab.wait_for_selector(".flash")
    return tab.evaluate("navigator.clipboard.readText()")


def saved(tab, key: str) -> tuple[str, bytes]:
    """Press a key that saves a file; return its name and its bytes."""
    with tab.expect_download() as download:
        keys(tab, key)
    return download.value.suggested_filename, download.value.path().read_bytes()
