"""Packed files: read and written as what is in them, and refused where they could hurt."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
import toy
from backports import zstd

from mt_repair.corpus import format_of, repaired
from mt_repair.corpus.limits import RAISED_BY, allowed, expands_too_far
from mt_repair.corpus.packed import without_packing
from mt_repair.corpus.write import writing
from mt_repair.errors import InputError

PACK = {".gz": gzip.compress, ".zst": zstd.compress}
UNPACK = {".gz": gzip.decompress, ".zst": zstd.decompress}
TEXT = b"on pat\r\nand more\n" * 50


def output(path: Path) -> bytes:
    return b"".join(item.output for item in repaired(str(path), toy.worder))


@pytest.mark.parametrize("suffix", PACK)
def test_what_is_packed_is_read_and_written(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.txt{suffix}"
    path.write_bytes(PACK[suffix](TEXT) + PACK[suffix](b"pat"))
    made = output(path)
    assert made == (TEXT + b"pat").replace(b"pat", b"Paipai")
    written = []
    for name in ("b", "c"):
        with writing(str(tmp_path / f"{name}.txt{suffix}")) as put:
            put(made[:9])
            put(made[9:])
        written.append((tmp_path / f"{name}.txt{suffix}").read_bytes())
    assert UNPACK[suffix](written[0]) == made
    assert written[0] == written[1]


def test_the_suffix_before_it_says_the_format() -> None:
    assert format_of("a/b.tmx.GZ") == "tmx"
    assert format_of("b.csv.zst") == "csv"
    assert format_of("b.gz") == "text"
    assert format_of("b.gz", "po") == "po"
    assert without_packing("a.b/c.txt") == "a.b/c.txt"


@pytest.mark.parametrize("suffix", PACK)
@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda data: data[:-9], "the packed file ends too early; get the whole file again"),
        (lambda data: data[:3] + b"\xff\xff\xff\xff" + data[7:], "the packed file "),
        (lambda data: b"plain", "the packed file is damaged ("),
    ],
)
def test_what_cannot_be_unpacked_is_told(suffix, spoil, message, tmp_path: Path) -> None:
    path = tmp_path / f"a.txt{suffix}"
    path.write_bytes(spoil(PACK[suffix](TEXT * 99)))
    with pytest.raises(InputError) as caught:
        output(path)
    assert str(caught.value).startswith(f"{path}: {message}")


@pytest.mark.parametrize("suffix", PACK)
def test_a_bomb_is_refused_unless_its_user_allows_it(
    suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / f"a.txt{suffix}"
    path.write_bytes(PACK[suffix](b"a" * 9_000_000))
    with pytest.raises(InputError, match=f"expands more than a text does.*set {RAISED_BY} to"):
        output(path)
    monkeypatch.setenv(RAISED_BY, "20")
    assert len(output(path)) == 9_000_000


@pytest.mark.parametrize(
    ("raised", "most"),
    [
        ("", 5_000_000),
        ("2", 5_000_000),
        ("7.5", 7_500_000),
        ("much", 5_000_000),
        ("inf", 5_000_000),
    ],
)
def test_a_limit_can_be_raised(raised: str, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(RAISED_BY, raised)
    assert allowed(5_000_000) == most


def test_little_files_may_expand_as_they_like() -> None:
    assert not expands_too_far(10, 900_000)
    assert expands_too_far(10, 1_100_000)
    assert not expands_too_far(20_000, 1_900_000)
