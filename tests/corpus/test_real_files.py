"""Files as real tools write them: the words are repaired, every other byte stays."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
import toy

from mt_repair.corpus import Settings, repaired
from mt_repair.corpus.items import Item

FILES = Path(__file__).parent / "files"
PAT = re.compile(rb"\bpat(?:\s+network)?\b")
# How many names each holds that are text, of all that stand in it.
TEXTS = {
    "toolkit.po": 8,
    "toolkit.tmx": 6,
    "toolkit.csv": 8,
    "pandoc.md": 8,
    "pandoc.html": 7,
    "libreoffice.html": 7,
}
UNITS = {"toolkit.xlf": 8, "toolkit2.xlf": 6}
WORD = {"libreoffice.docx": 9, "python-docx.docx": 5}


def run(path: Path, **settings: bool) -> tuple[bytes, list[Item]]:
    items = list(repaired(str(path), toy.worder, settings=Settings(**settings)))  # type: ignore[arg-type]
    return b"".join(item.output for item in items), items


def edits(items: list[Item]) -> int:
    return sum(len(item.repair.edits) for item in items if item.repair is not None)


@pytest.mark.parametrize("name", TEXTS)
def test_outside_the_names_every_byte_stays(name: str) -> None:
    old = (FILES / name).read_bytes()
    new, items = run(FILES / name)
    assert edits(items) == TEXTS[name]
    # A name that reaches out of a tag stands in it now, and its last word is gone.
    old = re.sub(rb"(</strong>|</b>|\*\*)\s+network", rb"\1", old)
    parts = re.split(rb"Paipai", new)
    assert len(parts) == TEXTS[name] + 1
    at = 0
    for number, part in enumerate(parts):
        assert old.startswith(part, at)
        at += len(part)
        if number < len(parts) - 1:
            found = PAT.match(old, at)
            assert found is not None
            at = found.end()
    assert at == len(old)


@pytest.mark.parametrize("name", [*TEXTS, *UNITS, *WORD])
def test_a_second_run_changes_nothing(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(run(FILES / name)[0])
    new, items = run(path)
    assert edits(items) == 0
    assert new == path.read_bytes()


@pytest.mark.parametrize("name", UNITS)
def test_units_of_a_translation_file_say_that_they_changed(name: str) -> None:
    old = (FILES / name).read_bytes()
    new, items = run(FILES / name)
    assert edits(items) == UNITS[name]
    kept = rb"<alt-trans [^>]*>.*?</alt-trans>|<mtc:matches .*?</mtc:matches>"
    marks = rb' (?:sub)?[sS]tate="[^"]*"| approved="[^"]*"| id="mtr[^"]*"'
    now = re.sub(marks, b"", re.sub(kept, b"", new, flags=re.DOTALL))
    targets = rb"(?<=<target>)[^<]*"
    was = re.sub(targets, lambda t: PAT.sub(b"Paipai", t[0]), re.sub(marks, b"", old))
    assert now == was


@pytest.mark.parametrize("tracked", [False, True])
@pytest.mark.parametrize("name", WORD)
def test_of_a_word_document_only_the_parts_with_edits_change(name: str, tracked: bool) -> None:
    old = (FILES / name).read_bytes()
    new, items = run(FILES / name, track_changes=tracked)
    assert edits(items) == WORD[name]
    before, after = zipfile.ZipFile(FILES / name), zipfile.ZipFile(io.BytesIO(new))
    assert before.namelist() == after.namelist()
    changed = {n for n in before.namelist() if before.read(n) != after.read(n)}
    assert changed <= {"word/document.xml", "word/header1.xml"}
    for part in changed:
        text = after.read(part).decode()
        was = before.read(part).decode()
        if tracked:
            rejected = re.sub(r"<w:ins [^>]*>.*?</w:ins>", "", text)
            rejected = re.sub(r"</?w:del( [^>]*)?>", "", rejected).replace("delText", "t")
            assert words(rejected) == words(was)
            text = re.sub(r"<w:del [^>]*>.*?</w:del>", "", text)
        assert "Paipai" in text
        # Across a line break nothing is edited: that one is held for a person.
        assert words(text) == re.sub(r"\bpat\b(?!\u2028)( network)?", "Paipai", words(was))
    assert len(new) < 2 * len(old)


def words(xml: str) -> str:
    """Return what the runs of a document say, a paragraph a line."""
    said = re.sub(r"</w:p>", "\n", xml)
    said = re.sub(r"<w:br/>|<w:cr/>", "\u2028", said)
    return re.sub(r"<[^>]*>", "", said)
