"""Files by address: read, written whole or not at all, listed, removed; what is refused."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from mt_repair.corpus import addresses, paths
from mt_repair.corpus.addresses import check_address, content, is_address, located, send
from mt_repair.corpus.read import opened
from mt_repair.corpus.write import writing
from mt_repair.errors import InputError

pytest.importorskip("pyarrow")
DATA = bytes(range(256)) * 40_000  # larger than what is asked for at once


@pytest.fixture(params=["file", "memory"])
def base(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A folder by address, of a system of pyarrow and of one of fsspec."""
    return tmp_path.as_uri() if request.param == "file" else f"memory://{tmp_path.name}/in"


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("s3://bucket/rows.jsonl", True),
        ("file:///rows.jsonl", True),
        ("rows.jsonl", False),
        ("C:/rows.jsonl", False),
        ("c://rows.jsonl", False),
        ("a folder/s3://x", False),
        ("-", False),
    ],
)
def test_an_address_is_told_from_a_path(path: str, told: bool) -> None:
    assert is_address(path) is told


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("s3://bucket", "bucket"),
        ("s3://bucket/", "bucket"),
        ("s3://bucket/a b/%20.jsonl", "bucket/a b/%20.jsonl"),
        ("s3://bucket/a:b@c.jsonl", "bucket/a:b@c.jsonl"),
        ("s3://bucket/part-?.jsonl", "bucket/part-?.jsonl"),
        ("gs://bucket/x", "bucket/x"),
        ("file:///", "/"),
        ("file:///a/b", "/a/b"),
        ("memory://a/b", "/a/b"),
    ],
)
def test_where_an_address_leads(address: str, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(
        "AWS_ENDPOINT_URL", "http://127.0.0.1:9"
    )  # else buckets are asked where they are
    check_address(address)
    assert located(address)[1] == path


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("s3://KEY:S3CRET@bucket/x", "s3://bucket/x: the address holds a password"),
        ("s3://KEY:S3C/RET@bucket/x", "s3://bucket/x: the address holds a password"),
        ("s3://KEY:S3CRET/x", "s3://...: the address holds a password"),
        ("sftp://me:1234@host/x", "sftp://host/x: the address holds a password"),
        ("s3://bucket/x?secret=S3CRET", "s3://bucket/x: the address has options"),
        ("nosuch://x/y", "nosuch://x: nothing here knows such an address"),
    ],
)
def test_what_is_refused_is_not_shown(address: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        check_address(address)
    assert str(caught.value).startswith(said)
    assert "S3C" not in str(caught.value)
    assert "1234" not in str(caught.value)


def test_what_is_written_is_read_and_removed(base: str) -> None:
    at = paths.joined(base, "deep", "odd name \u65b0\u95fb #1.bin")
    assert content(at) is None
    assert not paths.is_file(at)
    with writing(at, paths.joined(base, "unfinished")) as put:
        put(DATA[:1000])
        put(DATA[1000:])
        assert not paths.is_file(at)  # before it is complete
    assert paths.is_file(at)
    assert paths.content(at) == DATA
    assert paths.state_of(at)[0] == len(DATA)
    assert [name for name, _ in addresses.below(base)] == ["deep/odd name \u65b0\u95fb #1.bin"]
    with opened(at) as file:
        assert file.read(3) == DATA[:3]
        assert file.seek(1_000_000) == 1_000_000
        assert file.read(5) == DATA[1_000_000:1_000_005]
    paths.remove(at)
    assert not paths.is_file(at)
    paths.remove(at)
    paths.clear(paths.joined(base, "deep"))
    paths.clear(paths.joined(base, "deep"))
    assert list(addresses.below(base)) == []


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_what_is_packed_is_packed_once(base: str, suffix: str, tmp_path: Path) -> None:
    at, here = f"{base}/text.txt{suffix}", str(tmp_path / f"here.txt{suffix}")
    for path in (at, here):
        with writing(path) as put:
            put(b"Sellers told Ebrun.\n" * 100)
    with opened(at) as file:
        assert file.read() == b"Sellers told Ebrun.\n" * 100
    assert content(at) == Path(here).read_bytes()


def test_what_is_cut_short_leaves_nothing(base: str) -> None:
    def cut_short() -> None:
        with writing(f"{base}/half.txt", f"{base}/unfinished") as put:
            put(b"half")
            raise KeyError

    with pytest.raises(KeyError):
        cut_short()
    assert list(addresses.below(base)) == []


class _Failing(io.BytesIO):
    def read(self, size: int | None = -1) -> bytes:
        raise OSError(5, "the line is cut (Request ID: 8d6JPH)")


@pytest.mark.parametrize("objects", [("s3",), ("s3", "local")])
def test_what_cannot_be_sent_leaves_nothing(
    objects: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addresses, "_OBJECTS", objects)
    with pytest.raises(InputError, match=r"it cannot be written .*the line is cut") as caught:
        send(f"{tmp_path.as_uri()}/x.txt", _Failing(b"half"))
    assert "Request" not in str(caught.value)
    assert os.listdir(tmp_path) == []


def test_where_objects_appear_when_complete_they_are_written_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addresses, "_OBJECTS", ("local",))
    send(f"{tmp_path.as_uri()}/x.txt", io.BytesIO(b"whole"), f"{tmp_path.as_uri()}/aside")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"x.txt": b"whole"}


@pytest.mark.parametrize("at", ["{file}", "{path}", "memory://told"])
@pytest.mark.parametrize("aside", ["{file}/aside", "{path}/aside", "memory://aside", None])
def test_what_is_written_aside_need_not_be_in_the_same_system(
    at: str, aside: str | None, tmp_path: Path
) -> None:
    known = {"path": tmp_path, "file": tmp_path.as_uri()}
    target = f"{at.format(**known)}/x.txt"
    (tmp_path / "aside").mkdir()
    with writing(target, aside and aside.format(**known)) as put:
        put(b"whole")
    assert content(target) == b"whole" if is_address(target) else Path(target).is_file()
    names = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")}
    assert names == {"aside"} | ({"x.txt"} if at != "memory://told" else set())


def test_what_is_not_there_is_told(base: str) -> None:
    for act in (lambda: addresses.open_address(f"{base}/no"), lambda: paths.state_of(f"{base}/no")):
        with pytest.raises(InputError, match="no: there is no such file; check the address"):
            act()


@pytest.mark.parametrize(
    ("folder", "names", "place"),
    [
        ("out", ("a", "b.txt"), os.path.join("out", "a", "b.txt")),
        ("./out/", ("b.txt",), os.path.join("out", "b.txt")),
        ("s3://bucket/out/", ("a", "b.txt"), "s3://bucket/out/a/b.txt"),
        ("s3://bucket", ("./b", "..", "c"), "s3://bucket/./b/../c"),
    ],
)
def test_places_in_folders(folder: str, names: tuple[str, ...], place: str) -> None:
    assert paths.joined(folder, *names) == place


@pytest.mark.parametrize(
    ("place", "folder", "told"),
    [
        ("s3://b/out/x", "s3://b/out", True),
        ("s3://b/out", "s3://b/out/", True),
        ("s3://b/outer/x", "s3://b/out", False),
        ("s3://b/x", "out", False),
        ("out/x", "out", True),
        ("outer/x", "out", False),
        ("out/x", f"{Path.cwd().as_uri()}/out/", True),
        (f"{Path.cwd().as_uri()}/outer/x", "out", False),
        ("/x", "file:///", True),
    ],
)
def test_what_is_inside(place: str, folder: str, told: bool) -> None:
    assert paths.inside(place, folder) is told
