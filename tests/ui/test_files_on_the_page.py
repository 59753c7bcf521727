"""Files of every kind go in, and come out with the decisions in them and nothing else changed."""

from __future__ import annotations

import gzip
import io
import shutil
import subprocess
import time
import zipfile

import pytest
from lxml import etree
from steps import ARTICLE, REPAIRED, hows, keys, open_file, open_text, saved, shown

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BAD = "Sellers told flower street network of it."
GOOD = BAD.replace("flower street network", "Huajie")
FILES = {
    "a.md": (f"# Title\r\n\r\n> {BAD}\r\n", f"# Title\r\n\r\n> {GOOD}\r\n"),
    "a.html": (f"<p>{BAD[:20]}<b>{BAD[20:]}</b></p>", None),
    "a.csv": (f"n,en\n1,{BAD}\n2,plain\n", f"n,en\n1,{GOOD}\n2,plain\n"),
    "a.srt": (
        f"1\n00:00:01,000 --> 00:00:02,000\n{BAD}\n",
        f"1\n00:00:01,000 --> 00:00:02,000\n{GOOD}\n",
    ),
    "a.txt.gz": (f"{BAD}\n", f"{GOOD}\n"),
}


def runs(data: bytes) -> tuple[str, str]:
    """Return what a Word document says before its tracked changes, and after them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    old, new = [], []
    for paragraph in root.iter(f"{W}p"):
        before = after = ""
        for node in paragraph.iter(f"{W}t", f"{W}delText"):
            above = {a.tag for a in node.iterancestors()}
            before += "" if f"{W}ins" in above else node.text or ""
            after += "" if f"{W}del" in above else node.text or ""
        old.append(before)
        new.append(after)
    return "\n\n".join(old), "\n\n".join(new)


@pytest.mark.parametrize("name", FILES)
def test_a_file_comes_back_with_the_decisions_in_it(view, tmp_path, name: str) -> None:
    given, wanted = FILES[name]
    file = tmp_path / name
    data = given.encode()
    file.write_bytes(gzip.compress(data, mtime=0) if name.endswith(".gz") else data)
    open_file(view, file)
    assert hows(view) == ["made"]
    made, out = saved(view, "s")
    text = (gzip.decompress(out) if name.endswith(".gz") else out).decode()
    assert made == name.replace("a.", "a.repaired.")
    assert text == wanted if wanted else "Huajie" in text
    keys(view, "r")
    _, out = saved(view, "s")
    assert (gzip.decompress(out) if name.endswith(".gz") else out) == data


def test_a_word_document_is_tracked_and_its_changes_can_be_taken_back(view, tmp_path) -> None:
    open_text(view)
    keys(view, "a", "a", "r")
    _, data = saved(view, "w")
    before, after = runs(data)
    assert before == ARTICLE.strip()
    assert after == shown(view)


def test_a_word_document_comes_back_as_one(view, tmp_path) -> None:
    open_text(view)
    keys(view, "r", "r", "r", "j", "r", "j", "j", "j", "r")
    _, plain = saved(view, "w")
    assert runs(plain) == (ARTICLE.strip(), ARTICLE.strip())
    file = tmp_path / "again.docx"
    file.write_bytes(plain)
    view.click("text=Another text")
    view.wait_for_selector("#mt-text")
    open_file(view, file)
    keys(view, "Shift+A")
    name, data = saved(view, "s")
    assert (name, runs(data)) == ("again.repaired.docx", (REPAIRED.strip(),) * 2)
    assert runs(saved(view, "w")[1]) == (ARTICLE.strip(), REPAIRED.strip())


@pytest.mark.skipif(shutil.which("soffice") is None, reason="NOT OPENED: there is no LibreOffice")
def test_libreoffice_opens_the_tracked_changes(view, tmp_path) -> None:
    open_text(view)
    keys(view, "a", "a", "a")
    _, data = saved(view, "w")
    file = tmp_path / "a.docx"
    file.write_bytes(data)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "fodt", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(file)], check=True, capture_output=True, timeout=90)
    text = (tmp_path / "a.fodt").read_text("utf-8")
    assert text.count("<text:insertion") == 5
    assert text.count("<text:deletion") == 5
    assert "mt_repair" in text


def test_an_article_with_a_thousand_flags_stays_usable(view) -> None:
    told = "Sellers told flower street network of it. golden bridge pass said it would wait.\n\n"
    view.fill("#mt-text", told * 500)
    view.click("#mt-go")
    view.wait_for_selector("#mt-article .place")
    assert len(hows(view)) == 1000
    begun = time.perf_counter()
    for _ in range(20):
        keys(view, "a")
    took = time.perf_counter() - begun
    assert hows(view).count("accepted") == 20
    assert took < 20 * 2  # a fortieth of it is usual; this catches only a page that hangs
    keys(view, "Shift+A")
    assert "All decided" in view.inner_text("#mt-status")
    keys(view, "u")
    assert hows(view).count("open") == 480


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.txt", b"PK\x03\x04\0\0\0\0 no text", "zip"),
        ("a.docx", b"no zip at all", "DOCX"),
        ("a.exe", b"\x7fELF\0\0\0\0", "program"),
        ("a.txt", b"", ""),
        ("a.csv", b"x,y\n1,2\n", "column"),
    ],
)
def test_a_file_is_judged_by_what_it_holds(view, tmp_path, name, data, told) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    view.set_input_files('input[data-for="given"]', file)
    view.wait_for_selector(".chip")
    view.click("#mt-go")
    if not told:
        view.wait_for_selector(".quiet-card")
        return
    view.wait_for_selector("#mt-article .problems li")
    assert told in view.inner_text("#mt-article .problems")
