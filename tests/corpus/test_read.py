"""Bytes to text: what is refused, with which words."""

from __future__ import annotations

import gzip
import io
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from mt_repair.corpus import read
from mt_repair.errors import InputError

NEWS = "拍拍网宣布，京东集团将在年内收购该公司。\n据新浪科技讯，腾讯没有回应。\n"


def _zip() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr(zipfile.ZipInfo("word/document.xml"), "<w/>")
    return made.getvalue()


BAD = {
    "utf16 with mark": (
        NEWS.encode("utf-16"),
        ":1: the file seems to be UTF-16, not UTF-8",
    ),
    "utf16 latin, no mark": (
        "plain\n".encode("utf-16-le") * 9,
        ":1: the file seems to be UTF-16, not UTF-8; save",
    ),
    "utf16 big, no mark": (
        "plain\n".encode("utf-16-be") * 9,
        ":1: the file seems to be UTF-16, not UTF-8; save",
    ),
    "utf32": (
        NEWS.encode("utf-32"),
        ":1: the file seems to be UTF-32, not UTF-8",
    ),
    "gb18030": (
        b"plain\n" + NEWS.encode("gb18030"),
        ":2: the file seems to be GB18030, not UTF-8",
    ),
    "latin-1": (b"one\r\ntwo\rcaf\xe9 au lait", ":3: the byte 0xE9 is not UTF-8; save"),
    "one bad byte": (
        NEWS.encode() + b"\xb0\xa1\n" + NEWS.encode(),
        ":3: the byte 0xB0 is not UTF-8; save",
    ),
    "cut": (NEWS.encode()[:-2], ":2: the text ends in the middle of a character; get"),
    "lone surrogate": (b"a\n\xed\xa0\x80", ":2: the byte 0xED is not UTF-8; save"),
    "overlong": (b"\xc0\xaf", ":1: the byte 0xC0 is not UTF-8; save"),
    "zip": (_zip(), ":1: the file seems to be a Word, Excel or zip file, not UTF-8; give"),
    "gzip": (gzip.compress(b"text", mtime=0), ":1: "),
    "pdf": (
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        ":2: the file seems to be a PDF",
    ),
    "png": (b"\x89PNG\r\n\x1a\n\x00\x00", ":1: the file seems to be a picture"),
    "program": (b"\x7fELF\x02\x01\x01" + bytes(9), ":1: the file seems to be a program"),
    "zeros": (bytes(5000), ":1: the file seems to be a binary file"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_utf8_is_named(name: str, tmp_path: Path) -> None:
    data, words = BAD[name]
    path = tmp_path / "mt.txt"
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        read.read_text(str(path))
    assert str(caught.value).startswith(f"{path}{words}")
    assert len(caught.value.problems) == 1


@given(st.text(max_size=40))
@example("\0")
@example("a\0")
@example("\0\0\0")
def test_text_comes_back_as_it_was(text: str) -> None:
    assume(text.count("\0") < 4)
    assert read.decode(text.encode("utf-8"), "mt.txt") == text


@pytest.mark.parametrize(
    "text", ["", "\ufeffa", "a\0b and more words here", "\r\n\r", "a\x0c\x85\u2028b"]
)
def test_odd_text_is_read(text: str) -> None:
    assert read.decode(text.encode(), "mt.txt") == text


def test_what_cannot_be_opened_is_named(tmp_path: Path) -> None:
    for path, words in [
        (str(tmp_path), "this is a folder; name a file in it"),
        (str(tmp_path / "none.txt"), "there is no such file; check the name"),
        (str(tmp_path / "a.txt" / "b"), "there is no such file"),
        ("nul\0byte.txt", "the file cannot be opened (embedded null"),
        ("x" * 5000, "the file cannot be opened (File name too long)"),
    ]:
        with pytest.raises(InputError) as caught:
            read.read_text(path)
        assert str(caught.value).startswith(f"{path}: {words}"), path


def test_a_file_without_rights_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "mt.txt"
    path.write_text("a")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(
        InputError, match=r"mt.txt: the file cannot be opened \(Permission denied\)"
    ):
        read.read_text(str(path))


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "mt.txt"
    path.touch()
    os.truncate(path, 3_000_000_000)
    with pytest.raises(
        InputError, match="the file is larger than 512 MB; split it, or take it line by line"
    ):
        read.read_text(str(path))


def test_a_pipe_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "LARGEST_TEXT", 10)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"x" * 11)))
    with pytest.raises(InputError, match=r"^-: the file is larger"):
        read.read_text("-")
