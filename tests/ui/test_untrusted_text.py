"""Scripts in any text are text: in the article, its Chinese, names, notes, file names and rows."""

from __future__ import annotations

import json

from steps import hows, keys, open_file, open_text, shown

PAYLOADS = (
    "<script>window.ran=1</script>",
    "<img src=x onerror=window.ran=1>",
    "<svg onload=window.ran=1>",
    "<svg><script>window.ran=1</script></svg>",
    "<iframe srcdoc='<script>parent.ran=1</script>'></iframe>",
    "<a href='javascript:window.ran=1'>x</a>",
    "<body onload=window.ran=1>",
    "<details open ontoggle=window.ran=1>",
    "<input autofocus onfocus=window.ran=1>",
    '"><script>window.ran=1</script>',
    "'-window.ran=1-'",
    "${window.ran=1}",
    "{{constructor.constructor('window.ran=1')()}}",
    "`${window.ran=1}`",
    "</textarea></script><script>window.ran=1</script>",
)
LINES = "".join(f"Sellers told flower street network {p} so.\n\n" for p in PAYLOADS)


def unharmed(tab, wait: int = 150) -> None:
    tab.wait_for_timeout(wait)
    assert tab.evaluate("window.ran") is None
    assert tab.locator("#mt-article :is(script, iframe, svg, img, object)").count() == 0


def test_payloads_in_text_and_source_are_text(view) -> None:
    source = "".join(f"卖家告诉花街网{p}。\n\n" for p in PAYLOADS)
    open_text(view, LINES, source)
    unharmed(view)
    for payload in PAYLOADS:
        assert payload in shown(view)
    keys(view, "v", "v", "j", "r", "u")
    unharmed(view)


def test_payloads_typed_named_and_noted_are_text(view, page_server) -> None:
    open_text(view, LINES)
    for payload in PAYLOADS:
        keys(view, "t")
        view.keyboard.insert_text(payload)
        keys(view, "Enter", "j")
    assert set(hows(view)) == {"typed"}
    unharmed(view)
    keys(view, "g")
    view.fill("#mt-zh", "银湖网")
    view.fill("#mt-en", PAYLOADS[1])
    view.fill("#mt-note", PAYLOADS[0])
    view.press("#mt-note", "Enter")
    view.wait_for_timeout(500)
    unharmed(view)
    view.reload()
    view.wait_for_selector("#mt-article .place")
    unharmed(view)
    view.click("text=Another text")
    view.wait_for_selector(".kept li")
    unharmed(view)
    (page_server.workspace / "glossary.toml").unlink(missing_ok=True)


def test_payloads_in_a_glossary_are_text(view, tmp_path) -> None:
    """A name of a glossary is offered, named and explained; each of them as it is."""
    glossary = tmp_path / "g.toml"
    terms = []
    for n, payload in enumerate(PAYLOADS):
        name = json.dumps(f"Yinhu {payload}", ensure_ascii=False)
        note = json.dumps(payload, ensure_ascii=False)
        wrong = f'["silver lake {chr(97 + n)}web"]'
        zh = f"银湖{'一二三四五六七八九十'[n % 10]}{'网站'[n // 10]}"
        terms.append(f'[[term]]\nzh = "{zh}"\nen = {name}\nwrong = {wrong}\nnote = {note}\n')
    glossary.write_text("\n".join(terms), "utf-8")
    view.set_input_files('input[data-for="glossaries"]', glossary)
    view.wait_for_selector(".chip")
    lines = [f"Sellers told silver lake {chr(97 + n)}web so.\n\n" for n in range(len(PAYLOADS))]
    open_text(view, "".join(lines))
    assert len(hows(view)) == len(PAYLOADS)
    for _ in PAYLOADS:
        keys(view, "a", "j")
        unharmed(view, 10)
    for payload in PAYLOADS:
        assert payload in shown(view)
    unharmed(view)


def test_payloads_in_names_of_files_and_rows_are_text(view, tmp_path) -> None:
    file = tmp_path / "<img src=x onerror=window.ran=1>.jsonl"
    rows = [{"id": p, "target": "Sellers told flower street network so."} for p in PAYLOADS]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    open_file(view, file)
    assert len(hows(view)) == len(PAYLOADS)
    assert PAYLOADS[0] in view.inner_text("#mt-article .sheet-of")
    unharmed(view)
    assert view.inner_text("#mt-article .title") == file.name


def test_what_is_wrong_with_a_file_is_told_as_text(view, tmp_path) -> None:
    file = tmp_path / "<svg onload=window.ran=1>.csv"
    file.write_bytes(b"a,b\n1,2\n")
    view.set_input_files('input[data-for="given"]', file)
    view.wait_for_selector(".chip")
    view.click("#mt-go")
    view.wait_for_selector("#mt-article .problems li")
    assert file.name in view.inner_text("#mt-article .problems")
    unharmed(view)


def test_an_event_handler_that_got_in_would_not_run(browser, page_server) -> None:
    """The content policy is the second wall: what is put in raw does not run either."""
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(page_server.address)
    tab.wait_for_selector("#mt-text")
    tab.evaluate(
        "all => { for (const p of all) { const d = document.createElement('div'); d.innerHTML = p; document.body.append(d); } }",
        list(PAYLOADS[:10]),
    )
    tab.wait_for_timeout(300)
    assert tab.evaluate("window.ran") is None
    context.close()
