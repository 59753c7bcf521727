"""An editor's minute in a browser: paste, decide by keyboard, take the text away."""

from __future__ import annotations

import json

import pytest
from steps import ARTICLE, REPAIRED, chosen, copied, every_how, hows, keys, open_text, saved, shown

from mt_repair.care.decisions import read_decisions

FOUND = ["made", "open", "open", "made", "open"]
CHINESE = "卖家告诉花街网，订单翻了一番。金桥通表示将降低费用。\n\n晨风吹过河边的田野。\n\n金桥通周一表示，它雇用了三百人。花街网表示同意。\n\n金桥通在一份声明中表示，费用不变。\n"


def test_an_article_is_repaired_by_keyboard_alone(view) -> None:
    view.focus("#mt-text")
    view.keyboard.insert_text(ARTICLE)
    keys(view, "Control+Enter")
    view.wait_for_selector("#mt-article .place")
    assert hows(view) == FOUND
    assert chosen(view) == 1
    assert view.evaluate("document.activeElement.matches('.place.chosen')")
    keys(view, "a", "Enter", "a")
    assert "All decided" in view.inner_text("#mt-status")
    assert hows(view) == ["made", "accepted", "accepted", "made", "accepted"]
    assert shown(view) == REPAIRED.strip()
    assert copied(view) == REPAIRED


def test_every_key_does_what_the_help_says(view) -> None:
    open_text(view)
    keys(view, "2")  # the second suggestion
    assert hows(view)[1] == "accepted"
    assert "Jinqiao Tong said it would" in shown(view)
    keys(view, "r")  # the next open place stays
    assert hows(view)[2] == "rejected"
    keys(view, "t")
    view.keyboard.insert_text("Golden Bridge Ltd")  # over what is selected
    keys(view, "Enter")
    assert hows(view)[4] == "typed"
    assert "Golden Bridge Ltd said in a statement" in shown(view)
    keys(view, "u")
    assert (hows(view)[4], chosen(view)) == ("open", 4)
    keys(view, "u", "Control+z")
    assert hows(view) == FOUND
    keys(view, "Shift+U", "Control+Shift+Z", "Control+y")
    assert hows(view)[4] == "typed"
    keys(view, "j")
    assert chosen(view) == 0
    keys(view, "r")  # what was repaired can be taken back
    assert shown(view).startswith("Sellers told flower street network")
    keys(view, "k", "p", "ArrowLeft", "n", "ArrowRight", "ArrowDown", "ArrowUp")
    assert chosen(view) == 4  # three back, two on, one on, one back: round the end
    keys(view, "?")
    assert view.is_visible("dialog.help")
    keys(view, "Escape")
    assert not view.is_visible("dialog.help")
    keys(view, "t", "Escape")
    assert hows(view)[4] == "typed"


def test_one_key_decides_all_of_the_same(view) -> None:
    open_text(view)
    keys(view, "Shift+A")
    assert hows(view) == ["made", "accepted", "accepted", "made", "accepted"]
    keys(view, "u")
    assert hows(view).count("open") == 3
    keys(view, "2", "k", "Shift+A")  # back to what was decided; now the same for its like
    assert shown(view).count("Jinqiao Tong said") == 3
    keys(view, "r", "Shift+A")
    assert [how for how in hows(view) if how == "made"] == ["made"] * 2


def test_the_chinese_of_a_place_is_lit_beside_it(view) -> None:
    open_text(view, source=CHINESE)
    place = view.query_selector("#mt-article .place")
    place.click()
    lit = view.eval_on_selector_all(".said.lit", "all => all.map((s) => s.textContent)")
    assert lit == ["花街网"]
    assert view.query_selector(".source").bounding_box()["x"] > place.bounding_box()["x"]


def test_views_show_changes_and_the_plain_text(view) -> None:
    open_text(view)
    assert "flower street network" not in shown(view)
    keys(view, "v")
    assert view.get_attribute(".views [aria-pressed=true]", "data-view") == "changes"
    assert shown(view).startswith("Sellers told flower street networkHuajie that")
    keys(view, "v")
    assert shown(view).startswith("Sellers told Huajie that")


def test_work_goes_on_after_a_reload_and_is_undone_there(view) -> None:
    open_text(view)
    keys(view, "a", "r")
    before = hows(view)
    view.wait_for_timeout(900)
    view.reload()
    view.wait_for_selector("#mt-article .place")
    assert hows(view) == before
    keys(view, "u")
    assert hows(view)[2] == "open"


def test_two_tabs_do_not_meet(view, page_server) -> None:
    open_text(view)
    keys(view, "a")
    other = view.context.new_page()
    other.goto(page_server.address)
    other.wait_for_selector("#mt-text")
    open_text(other, "Sellers told flower street network so.")
    keys(other, "r")
    for tab in (view, other):
        tab.wait_for_timeout(900)
        tab.reload()
        tab.wait_for_selector("#mt-article .place")
    assert hows(view).count("accepted") == 1
    assert hows(other) == ["rejected"]
    kept = list((page_server.workspace / "sessions").glob("*/*.head.json"))
    assert {json.loads(path.read_bytes())["name"][:8] for path in kept} == {"Sellers "}
    assert len(kept) >= 2
    other.click("text=Another text")
    other.wait_for_selector(".kept li")
    assert other.locator(".kept li").count() >= 2


def test_decisions_are_logged_for_suggest(view, page_server) -> None:
    name = "Sellers told flower street network a story."
    open_text(view, f"{name} golden bridge pass said it would lower its fees.\n")
    keys(view, "2", "c")
    view.wait_for_selector(".flash")
    view.wait_for_timeout(300)
    found, problems = read_decisions(page_server.workspace / "decisions.jsonl")
    mine = [d for d in found if d.target.startswith(name)]
    assert problems == []
    assert [(d.old, d.new, d.zh, d.decision, d.by) for d in mine] == [
        ("golden bridge pass", "Jinqiao Tong", "金桥通", "accepted", "editor")
    ]


def test_what_is_dismissed_is_never_flagged_again_and_can_be_undone(view, page_server) -> None:
    text = "Shoppers told morning wind express delivery of it. Others told morning wind express delivery too."
    open_text(view, text)
    keys(view, "x")
    assert set(hows(view)) == {"dismissed"}
    view.wait_for_timeout(300)
    rows = (page_server.workspace / "dismissed.jsonl").read_text("utf-8")
    assert "morning wind express delivery" in rows
    keys(view, "u")
    assert set(hows(view)) == {"made"}
    view.wait_for_timeout(300)
    assert '"undo": true' in (page_server.workspace / "dismissed.jsonl").read_text("utf-8")


def test_a_name_is_added_with_its_sentence_and_found_at_once(view, page_server) -> None:
    open_text(view, "Sellers told flower street network so. Buyers told silver lake web too.\n")
    assert len(hows(view)) == 1
    keys(view, "g")
    view.fill("#mt-zh", "银湖网")
    view.fill("#mt-en", "Yinhu")
    view.press("#mt-en", "Enter")
    view.wait_for_function("document.querySelectorAll('#mt-article .place').length === 2")
    assert shown(view).endswith("Buyers told Yinhu too.")
    kept = (page_server.workspace / "glossary.toml").read_text("utf-8")
    assert 'zh = "银湖网"' in kept
    (page_server.workspace / "glossary.toml").unlink()


def test_a_name_that_is_none_is_refused_with_a_reason(view) -> None:
    open_text(view, "Sellers told flower street network so.")
    keys(view, "g")
    view.fill("#mt-zh", "not Chinese")
    view.press("#mt-en", "Enter")
    view.wait_for_selector("form .problems li")
    assert "not Chinese" in view.inner_text("form .problems")


@pytest.mark.parametrize(("key", "suffix"), [("s", ".txt"), ("w", ".docx")])
def test_a_pasted_text_is_saved(view, key: str, suffix: str) -> None:
    open_text(view)
    keys(view, "a", "a", "a")
    name, data = saved(view, key)
    assert name == f"article.repaired{suffix}"
    assert data.startswith(b"PK") if suffix == ".docx" else data.decode() == REPAIRED


def test_the_page_is_told_to_a_screen_reader(view) -> None:
    open_text(view)
    place = view.query_selector("#mt-article .place.chosen")
    assert place.get_attribute("role") == "button"
    assert place.get_attribute("aria-label") == "golden bridge pass: to decide; 2 of 5"
    assert (
        view.eval_on_selector_all(".place", "all => all.filter((m) => m.tabIndex === 0).length")
        == 1
    )
    keys(view, "a")
    assert view.inner_text("[role=status]").startswith("Jinqiao put in. 2 to decide")
    unnamed = view.eval_on_selector_all(
        "#mt-article button, #mt-article input:not(.unseen)",
        "all => all.filter((e) => !(e.textContent.trim() || e.ariaLabel || e.labels?.length)).length",
    )
    assert unnamed == 0


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_the_page_fits_and_is_dark_where_wanted(browser, page_server, width, scheme) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)
    tab = context.new_page()
    tab.goto(page_server.address)
    tab.wait_for_selector("#mt-text")
    open_text(tab)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    paper = tab.evaluate(
        "getComputedStyle(document.querySelector('.gradio-container')).backgroundColor"
    )
    assert (paper == "rgb(253, 252, 250)") == (scheme == "light")
    tab.click(".card .offer")
    assert "accepted" in hows(tab)
    context.close()


def select(tab, words: str) -> None:
    """Select words of the article, as with a mouse."""
    tab.evaluate(
        """(words) => {
          for (const node of document.querySelectorAll("#mt-article .target")) {
            const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
            for (let text = walker.nextNode(); text; text = walker.nextNode()) {
              const at = text.data.indexOf(words);
              if (at >= 0) return getSelection().setBaseAndExtent(text, at, text, at + words.length);
            }
          }
        }""",
        words,
    )


def test_words_that_nobody_flagged_are_put_right_too(view) -> None:
    text = "😀 The grey goose wrote. Later the grey goose slept, and flower street network paid the grey goose.\n"
    open_text(view, text)
    assert hows(view) == ["made"]
    select(view, "grey goose")
    keys(view, "t")
    view.keyboard.type("Hui'e")
    keys(view, "Enter")
    assert hows(view).count("typed") == 1
    keys(view, "k" if chosen(view) == 0 else "Escape")
    view.click(".place.typed")
    keys(view, "Shift+A")
    wanted = text.replace("grey goose", "Hui'e").replace("flower street network", "Huajie")
    assert copied(view) == wanted
    assert saved(view, "s")[1].decode() == wanted
    view.wait_for_timeout(300)
    view.reload()
    view.wait_for_selector("#mt-article .place")
    assert shown(view) == wanted.strip()
    keys(view, "u")
    assert hows(view).count("typed") == 1
    keys(view, "u")
    assert hows(view).count("typed") == 0


def test_words_are_marked_by_keyboard_alone_and_across_a_mark(view) -> None:
    open_text(view, "Sellers told flower street network group so.\n")
    keys(view, "m")
    view.keyboard.type("Sellers told")
    keys(view, "Enter")
    view.keyboard.type("Sellers of")
    keys(view, "Enter")
    assert shown(view) == "Sellers of Huajie group so."
    view.evaluate(
        """() => {
          const line = document.querySelector("#mt-article .target");
          const [mark] = line.querySelectorAll(".place.made");
          getSelection().setBaseAndExtent(mark.firstChild, 0, mark.nextSibling, 6);
        }"""
    )
    keys(view, "t")
    view.keyboard.type("the Huajie Group")
    keys(view, "Enter")
    assert shown(view) == "Sellers of the Huajie Group so."
    assert saved(view, "s")[1].decode() == "Sellers of the Huajie Group so.\n"


def test_a_name_is_finished_while_it_is_typed(view) -> None:
    open_text(view, "Sellers told flower street network so. The grey goose wrote.\n")
    view.wait_for_timeout(300)
    select(view, "grey goose")
    keys(view, "t")
    view.keyboard.type("ch")
    assert view.inner_text(".hint") == "Tab Chenfeng Express"
    keys(view, "Tab", "Enter")
    assert shown(view).endswith("The Chenfeng Express wrote.")
    keys(view, "t")
    view.keyboard.type("hu")
    keys(view, "Tab")
    view.keyboard.type("'s cat")
    keys(view, "Enter")
    assert shown(view).endswith("The Huajie's cat wrote.")
    keys(view, "t")
    view.keyboard.type("hu")
    keys(view, "Enter")  # what was typed is what is put in
    assert shown(view).endswith("The hu wrote.")


def test_words_that_read_well_have_their_name_offered_all_the_same(view) -> None:
    open_text(view, "A morning wind blew. Sellers told flower street network so.\n")
    assert every_how(view) == ["quiet", "made"]
    assert view.locator(".place[role=button]").count() == 1
    view.click(".place.quiet")
    assert "Perhaps a name" in view.inner_text(".card")
    keys(view, "1")
    assert shown(view).startswith("A Chenfeng Express blew")
    keys(view, "u")
    assert every_how(view) == ["quiet", "made"]
