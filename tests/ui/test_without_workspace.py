"""Without a workspace the browser alone keeps work: names, dismissals, texts."""

from __future__ import annotations

from pages import served, watched
from steps import hows, keys, open_text

TEXT = "Sellers told flower street network so. Buyers told silver lake web too.\n"


def test_the_browser_keeps_names_and_dismissals(browser, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    context = browser.new_context()
    with served(None) as server, watched(context, server.address) as view:
        open_text(view, TEXT)
        keys(view, "g")
        view.fill("#mt-zh", "银湖网")
        view.fill("#mt-en", "Yinhu")
        view.press("#mt-en", "Enter")
        view.wait_for_function("document.querySelectorAll('.place:not(.quiet)').length === 2")
        view.click("text=Huajie")
        keys(view, "x")
        view.wait_for_timeout(400)
        view.reload()
        view.wait_for_selector("#mt-article .place")
        assert "dismissed" in hows(view)
        view.click("text=Another text")
        view.wait_for_selector(".kept li")
        # The name is known to the next text too, and what was dismissed is not flagged in it.
        open_text(view, TEXT)
        places = view.locator("#mt-article .place:not(.quiet)")
        told = places.evaluate_all("all => all.map((m) => m.getAttribute('aria-label'))")
        assert ["silver lake web" in one for one in told] == [True]
        view.click("button[role=tab]:has-text('Glossary')")
        view.wait_for_selector("#mt-glossary .names .link")
        assert "银湖网" in view.inner_text("#mt-glossary .names")
    context.close()
    assert list(tmp_path.rglob("*")) == []
