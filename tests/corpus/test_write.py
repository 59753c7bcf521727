"""Output: a whole file or none."""

from __future__ import annotations

import errno
import os
import stat
import threading
from pathlib import Path

import pytest

from mt_repair.corpus import write
from mt_repair.corpus.write import same_file, writing
from mt_repair.errors import InputError


def test_a_file_appears_whole_with_the_mode_it_had(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_text("old")
    path.chmod(0o640)
    with writing(str(path)) as put:
        put(b"new\r\n")
        assert path.read_text() == "old"
    assert path.read_bytes() == b"new\r\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert os.listdir(tmp_path) == ["out.txt"]


def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        with writing(str(tmp_path / "out.txt")) as put:
            put(b"")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "out.txt").stat().st_mode) == 0o640


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_nothing_is_left_of_a_block_that_fails(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "out.txt"
    path.write_text("old")

    def failing() -> None:
        with writing(str(path)) as put:
            put(b"new" * 100_000)
            raise error

    with pytest.raises(error):
        failing()
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["out.txt"]


@pytest.mark.parametrize("step", ["fsync", "replace", "write"])
def test_a_full_disk_is_named_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    path = tmp_path / "out.txt"
    if step == "write":
        path = Path("/dev/full")
        if not path.exists():
            pytest.skip("there is no /dev/full here")
    else:
        monkeypatch.setattr(write.os, step, full)
    with (
        pytest.raises(InputError, match=r"the file cannot be written \(No space left on device\)"),
        writing(str(path)) as put,
    ):
        put(b"new" * 100_000)
    assert os.listdir(tmp_path) == []


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to("real.txt")
    with writing(str(tmp_path / "link.txt")) as put:
        put(b"new")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text() == "new"


def test_a_device_stays_a_device() -> None:
    with writing(os.devnull) as put:
        put(b"new")
    assert not Path(os.devnull).is_file()


def test_a_pipe_is_written_directly(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(path.read_bytes()))
    reader.start()
    with writing(str(path)) as put:
        put(b"new")
    reader.join()
    assert got == [b"new"]


def test_where_nothing_can_be_written_is_named(tmp_path: Path) -> None:
    for path, words in [
        (tmp_path, "this is a folder; name a file in it"),
        (tmp_path / "none" / "out.txt", "the file cannot be written (No such file or directory)"),
    ]:
        with (
            pytest.raises(InputError, match=f"^{path}: ") as caught,
            writing(str(path)) as put,
        ):
            put(b"")
        assert words in str(caught.value)


def test_same_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a").touch()
    Path("b").symlink_to("a")
    assert same_file("a", str(tmp_path / "a"))
    assert same_file("b", "./a")
    assert same_file("none", "./none")
    assert not same_file("a", "none")
    assert not same_file("-", "-")
