"""The command line over every format: the same file comes back, and says what was not looked at."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mt_repair.cli import cli

NAMES = '[[term]]\nzh = "亿邦动力"\nen = "Ebrun"\nwrong = ["billion state power"]\n'
BAD, GOOD = "Sellers told billion state power of it.", "Sellers told Ebrun of it."
WITH = ("--no-default-glossary", "--glossary", "names.toml")
FILES = {
    "a.txt": f"{BAD}\n",
    "a.csv": f"n,en\n1,{BAD}\n",
    "a.tsv": f"en\tn\n{BAD}\t1\n",
    "a.tmx": f'<tmx version="1.4"><body><tu><tuv xml:lang="en"><seg>{BAD}</seg></tuv></tu></body></tmx>',
    "a.xlf": f'<xliff version="1.2"><file><trans-unit><source>x</source><target state="new">{BAD}</target></trans-unit></file></xliff>',
    "a.po": 'msgid "x"\nmsgstr ""\n"Sellers told billion "\n"state power of it."\n',
    "a.srt": "1\n00:00:01,000 --> 00:00:02,000\nSellers told billion\nstate power of it.\n",
    "a.vtt": f"WEBVTT\n\n00:01.000 --> 00:02.000\n{BAD}\n",
    "a.html": "<p>Sellers told <b>billion state</b> power of it.</p>",
    "a.md": f"> {BAD}\n",
}  # fmt: skip
OUT = {
    "a.po": 'msgid "x"\nmsgstr ""\n"Sellers told Ebrun"\n" of it."\n',
    "a.srt": "1\n00:00:01,000 --> 00:00:02,000\nSellers told Ebrun\nof it.\n",
    "a.html": "<p>Sellers told <b>Ebrun</b> of it.</p>",
    "a.xlf": FILES["a.xlf"].replace(BAD, GOOD).replace(
        "</target>", f'</target><alt-trans alttranstype="previous-version" origin="mt-repair"><target state="new">{BAD}</target></alt-trans>'
    ),
}  # fmt: skip


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("names.toml").write_text(NAMES)
    for name, text in FILES.items():
        Path(name).write_text(text)
    return tmp_path


def run(*args: str, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(cli, args, input=stdin, prog_name="mt-repair")


@pytest.mark.parametrize("name", FILES)
def test_every_format_just_works(name: str) -> None:
    expected = OUT.get(name, FILES[name].replace(BAD, GOOD))
    got = run("repair", *WITH, name, "-o", "out" + name[1:])
    assert (got.exit_code, got.stdout) == (0, "")
    assert got.stderr == f"{name}: 1 edit made, 0 held for a person\n"
    assert Path("out" + name[1:]).read_text() == expected
    assert run("repair", *WITH, name, "--in-place").exit_code == 0
    assert Path(name).read_text() == expected
    assert run("repair", *WITH, name).stdout == expected


def test_flags_of_every_format_in_one_report() -> None:
    got = run("detect", *WITH, *FILES, "--format", "json", "--report", "names.html")
    assert got.exit_code == 1
    report = json.loads(got.stdout)
    assert report["counts"]["flags"] == len(FILES)
    assert [f["file"] for f in report["files"]] == list(FILES)
    page = Path("names.html").read_text()
    assert page.count('<li class="safe"') == len(FILES)


@pytest.mark.parametrize("name", [n for n in FILES if n != "a.txt"])
def test_what_a_file_is_can_be_said(name: str) -> None:
    kinds = {"xlf": "xliff", "md": "markdown"}
    kind = kinds.get(name[2:], name[2:])
    raw = FILES[name].encode()
    got = run("repair", *WITH, "--format", kind, "-", stdin=raw)
    assert got.stdout == OUT.get(name, FILES[name].replace(BAD, GOOD))
    told = run("detect", *WITH, "--input-format", kind, stdin=raw)
    assert told.stdout.startswith("-:")
    assert told.exit_code == 1


def test_packed_files_go_in_and_out() -> None:
    Path("a.tmx.gz").write_bytes(gzip.compress(FILES["a.tmx"].encode()))
    assert run("repair", *WITH, "a.tmx.gz", "-o", "out.tmx.gz").exit_code == 0
    expected = FILES["a.tmx"].replace(BAD, GOOD)
    assert gzip.decompress(Path("out.tmx.gz").read_bytes()).decode() == expected
    assert run("repair", *WITH, "a.tmx.gz", "-i").exit_code == 0
    assert gzip.decompress(Path("a.tmx.gz").read_bytes()).decode() == expected
    assert run("repair", *WITH, "a.tmx.gz").stdout == expected


def test_columns_are_chosen() -> None:
    Path("b.csv").write_text(f"{BAD},{BAD}\n")
    got = run("repair", *WITH, "b.csv", "--target-field", "2")
    assert got.stdout == f"{BAD},{GOOD}\n"
    got = run("repair", *WITH, "b.csv")
    assert got.exit_code == 2
    assert "no column has a usual name for a translation" in got.stderr


def test_what_was_not_looked_at_is_told_and_reported() -> None:
    Path("b.csv").write_text("en\n=A1\nfine\n")
    got = run("repair", *WITH, "b.csv", "-o", "c.csv", "--report", "r.json")
    said = "a cell that a spreadsheet would run as a formula"
    assert got.stderr.splitlines()[0] == f"b.csv:2: {said}; left as it is"
    assert json.loads(Path("r.json").read_text())["notes"] == [{"line": 2, "text": said}]


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (
            ["a.tmx", "--source", "a.txt"],
            "a.tmx: TMX files take no source file; leave --source out",
        ),
        (
            ["a.csv", "--source", "a.txt"],
            "a.csv: CSV files take no source file; name its column with",
        ),
        (["a.txt", "--target-field", "x"], "a.txt: Texts have no columns to choose; leave"),
        (["a.txt", "--format", "xml"], '"xml" is not known; use one of text, jsonl, csv,'),
    ],
)
def test_what_does_not_go_together_is_told(args: list[str], message: str) -> None:
    got = run("repair", *WITH, *args)
    assert got.exit_code == 2
    assert message in got.stderr


def test_changes_of_a_word_document_can_be_tracked() -> None:

    types = '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    with zipfile.ZipFile("a.docx", "w") as made:
        made.writestr("[Content_Types].xml", types)
        made.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="w"><w:p><w:r><w:t>{BAD}</w:t></w:r></w:p></w:document>',
        )
    assert run("repair", *WITH, "a.docx", "-o", "b.docx", "--track-changes").exit_code == 0
    xml = (
        zipfile.ZipFile(io.BytesIO(Path("b.docx").read_bytes())).read("word/document.xml").decode()
    )
    assert 'w:author="mt_repair"><w:r><w:delText xml:space="preserve">billion state power<' in xml
    assert run("detect", *WITH, "a.docx").stdout.startswith("a.docx:1:14: literal")
