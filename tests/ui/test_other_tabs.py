"""The corpus, the glossary and the scores in a browser."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from steps import keys, open_text, shown

BAD = "Sellers told flower street network of it."
GOOD = "Sellers told Huajie of it."


def tab(view, name: str) -> None:
    view.click(f"button[role=tab]:has-text('{name}')")
    view.wait_for_selector(f"#mt-{name.lower()} h1")


def choose(view, panel: str, key: str, *files) -> None:
    view.set_input_files(f'#mt-{panel} input[data-for="{key}"]', [str(f) for f in files])


@pytest.fixture
def files(tmp_path):
    made = {
        "a.txt": f"{BAD}\n",
        "b.mt.txt": f"{BAD}\n",
        "b.zh.txt": "卖家告诉花街网。\n",
        "c.csv": f"n,en\n1,{BAD}\n",
        "d.jsonl": f'{{"target": "{BAD}"}}\nnot JSON\n',
        "e.docx": "no Word document",
    }
    for name, text in made.items():
        (tmp_path / name).write_text(text, "utf-8")
    return [tmp_path / name for name in made]


def test_a_corpus_is_repaired_and_taken_away_with_its_report(view, files) -> None:
    tab(view, "Corpus")
    choose(view, "corpus", "files", *files)
    view.wait_for_selector("#mt-corpus .chip >> nth=5")
    view.click("#mt-corpus .go .primary")
    view.wait_for_selector("#mt-corpus button:has-text('Save all')")
    said = view.inner_text("#mt-corpus .status")
    assert said.startswith("done: 5 of 5 files")
    assert "4 edits made" in said
    assert view.locator("#mt-corpus .changed ins").all_inner_texts() == ["Huajie"] * 4
    told = view.locator("#mt-corpus .problems li").all_inner_texts()
    assert [line.split(":")[0] for line in told] == ["d.jsonl", "e.docx"]
    with view.expect_download() as download:
        view.click("#mt-corpus button:has-text('Save all')")
    with zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())) as archive:
        assert sorted(archive.namelist()) == [
            "changes.diff",
            *(f"files/{name}" for name in ("a.txt", "b.mt.txt", "c.csv", "d.jsonl")),
            "report.json",
        ]
        assert archive.read("files/b.mt.txt").decode() == f"{GOOD}\n"
        assert b"/tmp" not in archive.read("report.json")
        assert b"+Sellers told Huajie of it." in archive.read("changes.diff")


def test_a_corpus_is_stopped(view, tmp_path) -> None:
    file = tmp_path / "many.jsonl"
    file.write_text(f'{{"target": "{BAD}"}}\n' * 20_000, "utf-8")
    tab(view, "Corpus")
    choose(view, "corpus", "files", file)
    view.wait_for_selector("#mt-corpus .chip")
    view.click("#mt-corpus .go .primary")
    view.wait_for_selector("#mt-corpus .changed li")  # what is done is shown as it comes
    view.click("#mt-corpus button:has-text('Stop')")
    view.wait_for_selector("#mt-corpus button:has-text('Save all')")
    assert view.inner_text("#mt-corpus .status").startswith("stopped: 0 of 1 file")


def test_a_name_is_kept_checked_and_used_in_the_article(view, page_server) -> None:
    tab(view, "Glossary")
    view.click("text=New name")
    view.fill("#mt-name-zh", "银湖网")
    view.fill("#mt-name-en", "Yinhu")
    view.fill("#mt-name-wrong", "silver lake web | silver lake")
    view.click("text=Must be repaired…")
    view.fill("[data-key=before]", "Buyers told silver lake web too.")
    view.fill("[data-key=after]", "Buyers told Yinhu too.")
    view.click("#mt-glossary button[type=submit]")
    view.wait_for_selector("#mt-glossary .names .link")
    assert "银湖网" in (page_server.workspace / "glossary.toml").read_text("utf-8")
    view.wait_for_selector("#mt-glossary .forms li")
    view.click("#mt-glossary button:has-text('Check')")
    # Where nothing has derived the shipped names' forms yet, the check does.
    view.wait_for_selector("#mt-glossary .result .status", timeout=180_000)
    assert "1 sentences come out right, 0 do not" in view.inner_text("#mt-glossary .result")
    view.click("button[role=tab]:has-text('Article')")
    open_text(view, "Buyers told silver lake web too.\n")
    assert shown(view) == "Buyers told Yinhu too."
    tab(view, "Glossary")
    view.click("#mt-glossary .names .link")
    view.click("#mt-glossary button:has-text('Delete')")
    view.wait_for_selector("text=No names of yours yet")
    assert not (page_server.workspace / "glossary.toml").exists()


def test_a_glossary_goes_in_and_out_and_its_impact_is_shown(view, page_server, tmp_path) -> None:
    names, corpus = tmp_path / "in.csv", tmp_path / "corpus.txt"
    names.write_text("zh,en,wrong\n银湖网,Yinhu,silver lake web\n", "utf-8")
    corpus.write_text("Buyers told silver lake web too.\nPlain.\n", "utf-8")
    tab(view, "Glossary")
    choose(view, "glossary", "import", names)
    view.wait_for_selector("#mt-glossary .names .link")
    choose(view, "glossary", "impact", corpus)
    view.wait_for_selector("#mt-glossary .result li")
    assert "Buyers told Yinhu too." in view.inner_text("#mt-glossary .result")
    view.select_option("#mt-glossary select[aria-label=Format]", "tbx")
    with view.expect_download() as download:
        view.click("#mt-glossary button:has-text('Export')")
    assert "银湖网" in download.value.path().read_text("utf-8")
    (page_server.workspace / "glossary.toml").unlink()


def test_a_name_that_cannot_be_is_refused(view) -> None:
    tab(view, "Glossary")
    view.click("text=New name")
    view.fill("#mt-name-zh", "<img src=x onerror=window.ran=1>")
    view.fill("#mt-name-en", "Yinhu")
    view.click("#mt-glossary button[type=submit]")
    view.wait_for_selector("#mt-glossary form .problems li")
    assert view.evaluate("window.ran") is None


def test_scores_are_shown_with_their_plots(view, tmp_path) -> None:
    payload = "<img src=x onerror=parent.ran=1>"
    (tmp_path / "mt.txt").write_text(f"{BAD}\nIt is {payload} so.\n", "utf-8")
    (tmp_path / "out.txt").write_text(f"{GOOD}\nIt is {payload} so.\n", "utf-8")
    (tmp_path / "zh.txt").write_text("卖家告诉花街网。\n就是这样。\n", "utf-8")
    (tmp_path / "g.csv").write_text("zh,en\n花街网,Huajie\n", "utf-8")
    tab(view, "Scores")
    for key, name in (
        ("hypothesis", "out.txt"),
        ("reference", "out.txt"),
        ("base", "mt.txt"),
        ("source", "zh.txt"),
        ("glossaries", "g.csv"),
    ):
        choose(view, "scores", key, tmp_path / name)
    view.wait_for_selector("#mt-scores .chip >> nth=4")
    view.click("#mt-scores .primary")
    report = view.frame_locator("#mt-scores iframe")
    report.locator("h1").wait_for()
    assert report.locator("h1").inner_text() == "Scores of out.txt"
    assert report.locator("svg.plot").count() > 0
    assert view.evaluate("window.ran") is None
    with view.expect_download() as download:
        view.click("text=Save scores.json")
    found = json.loads(download.value.path().read_bytes())
    assert found["files"]["hypothesis"] == "out.txt"


def test_scores_of_nothing_are_explained(view, tmp_path) -> None:
    tab(view, "Scores")
    view.click("#mt-scores .primary")
    assert "Choose the text" in view.inner_text("#mt-scores .problems")
    (tmp_path / "a.txt").write_text("One.\n", "utf-8")
    (tmp_path / "b.txt").write_text("One.\nTwo.\n", "utf-8")
    choose(view, "scores", "hypothesis", tmp_path / "a.txt")
    choose(view, "scores", "reference", tmp_path / "b.txt")
    view.wait_for_selector("#mt-scores .chip >> nth=1")
    view.click("#mt-scores .primary")
    view.wait_for_selector("#mt-scores .problems:has-text('b.txt')")
    keys(view, "Escape")
