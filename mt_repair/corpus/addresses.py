"""Files in buckets and on other machines, by address: `s3://bucket/news/rows.jsonl`.

The only module that knows pyarrow's file systems. Those are s3, gs, abfs, hdfs and file; other schemes
are asked of fsspec, where its package for them is installed. What lets us in stands in the
environment, never in an address: addresses are shown, logged and kept. Keys are taken as they are
spelt, without %-escapes. Needs pyarrow.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from os import urandom
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from mt_repair.errors import InputError

if TYPE_CHECKING:
    from pyarrow.fs import FileSystem

_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")  # two letters: C:/ is a drive
_ROOT = re.compile(r"[^:]+://[^/]*")
_PASSWORD = re.compile(r"://[^/@]*:(?!\d*(?:/|$))")  # and not a port; it may hold a /
_OPTIONS = re.compile(r"\?[^/?]*=")  # and not the ? of a pattern
_BUFFER = 1 << 22  # what is asked of a bucket at once: each question takes it a while
_OBJECTS = ("s3", "gcs", "abfs")  # where a file appears when it is complete, whoever looks
_NOISE = re.compile(r" \(Request ID: [^)]*\)|\s*Detail: .*|\s*Authenticated as .*", re.DOTALL)
_LONGEST = 300  # characters of what a system says


@dataclass(frozen=True, slots=True)
class Info:
    """What is known of a file without reading it: bytes, and when it was changed, in ns."""

    size: int
    changed: int


def is_address(path: str) -> bool:
    """Tell an address from a path."""
    return _ADDRESS.match(path) is not None


def check_address(address: str) -> None:
    """Raise InputError where an address tells what it must not, or no system here knows it."""
    if _PASSWORD.search(address):
        scheme, _, rest = address.partition("://")
        shown = f"{scheme}://{rest.rpartition('@')[2] if '@' in rest else '...'}"
        what = "the address holds a password"
        advice = "take it out, and say it in the environment (AWS_ACCESS_KEY_ID and the like)"
        raise InputError.one(shown.split("?")[0], None, what, advice)
    if _OPTIONS.search(address):
        what = "the address has options"
        advice = "take them out, and say them in the environment (AWS_ENDPOINT_URL and the like)"
        raise InputError.one(address.split("?")[0], None, what, advice)
    located(address)


def located(address: str) -> tuple[FileSystem, str]:
    """Return the file system of an address, and the path there; raises InputError."""
    root = _ROOT.match(address)
    assert root is not None
    system, base = _system(root.group())
    rest = address[root.end() :].strip("/")
    return system, "/".join(part for part in (base.rstrip("/"), rest) if part or base == "/")


@lru_cache(maxsize=64)
def _system(root: str) -> tuple[FileSystem, str]:
    try:
        from pyarrow import ArrowException, fs
    except ImportError:
        what, advice = "addresses need pyarrow, which is not installed", "pip install pyarrow"
        raise InputError.one(root, None, what, advice) from None
    try:
        return cast("tuple[FileSystem, str]", fs.FileSystem.from_uri(f"{root}/"))
    except (ArrowException, OSError, ValueError) as error:
        if "Unrecognized filesystem type" not in str(error):
            raise failed(root, "reached", error) from None
    try:
        from fsspec.core import url_to_fs

        found, base = url_to_fs(f"{root}/")
    except Exception as error:  # of any package, none of which is ours
        what = f"nothing here knows such an address ({_said(error)})"
        raise InputError.one(root, None, what, "check how it begins") from None
    return fs.PyFileSystem(fs.FSSpecHandler(found)), base


def open_address(address: str) -> BinaryIO:
    """Open a file for reading, anywhere in it; raises InputError where it cannot be."""
    system, path = located(address)
    try:
        return buffered(system.open_input_file(path))
    except FileNotFoundError:
        raise missing(address) from None
    except (OSError, ValueError) as error:
        raise failed(address, "opened", error) from None


def content(address: str) -> bytes | None:
    """Return what is in a file, None where it is not there; raises InputError."""
    system, path = located(address)
    try:
        with system.open_input_file(path) as file:
            return bytes(file.read())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise failed(address, "read", error) from None


def buffered(file: Any) -> BinaryIO:  # noqa: ANN401 - a NativeFile of pyarrow
    """Return an open file of pyarrow as one of Python's own."""
    return io.BufferedReader(cast(io.RawIOBase, file), _BUFFER)


def send(address: str, file: BinaryIO, aside: str | None = None) -> None:
    """Write a file, given open and read from its beginning; it appears whole or not at all.

    Where a system shows files before they are complete it is written `aside` first, in the
    folder of that address where that is in the same system, or beside its place. Raises
    InputError where it cannot be written.
    """
    system, path = located(address)
    at = path
    try:
        if system.type_name not in _OBJECTS:
            folder = _folder_aside(system, aside) or path.rpartition("/")[0]
            at = f"{folder}/.mt-repair-{urandom(8).hex()}.tmp"
            for one in (folder, path.rpartition("/")[0]):
                system.create_dir(one, recursive=True)
        file.seek(0)
        with system.open_output_stream(at, compression=None) as out:  # its suffix is ours
            out.upload(file)
        if at != path:
            system.move(at, path)
    except (OSError, ValueError) as error:
        with suppress(OSError, ValueError):  # what was closed too early looks complete
            system.delete_file(at)
        raise failed(address, "written", error) from None


def _folder_aside(system: FileSystem, aside: str | None) -> str | None:
    """Return the path of a folder in a system, None where it is not there."""
    if aside is None or not is_address(aside):
        return None
    other, path = located(aside)
    return path if other is system else None


def info_of(address: str) -> Info | None:
    """Return what is known of a file, None where there is none; raises InputError."""
    system, path = located(address)
    try:
        found = system.get_file_info(path)
    except (OSError, ValueError) as error:
        raise failed(address, "reached", error) from None
    return _info(found) if found.is_file else None


def below(address: str) -> Iterator[tuple[str, Info]]:
    """Yield the files in a folder and below it, by name; none where there is no such folder.

    A name is what follows the address. Raises InputError where they cannot be told.
    """
    from pyarrow.fs import FileSelector

    system, path = located(address)
    try:
        found = system.get_file_info(FileSelector(path, allow_not_found=True, recursive=True))
    except NotADirectoryError:
        return
    except (OSError, ValueError) as error:
        raise failed(address, "listed", error) from None
    start = len(path.rstrip("/")) + 1
    files = {one.path[start:]: one for one in found if one.is_file}
    for name in sorted(files):
        yield name, _info(files[name])


def remove(address: str) -> None:
    """Remove a file, if it is there and may be removed."""
    system, path = located(address)
    with suppress(OSError, ValueError):
        system.delete_file(path)


def clear(address: str) -> None:
    """Remove a folder with all that is in it, if it is there and may be removed."""
    system, path = located(address)
    with suppress(OSError, ValueError):
        system.delete_dir(path)


def missing(address: str) -> InputError:
    """Return the error of a file that is not there."""
    return InputError.one(address, None, "there is no such file", "check the address")


def _info(found: Any) -> Info:  # noqa: ANN401 - pyarrow's types have none of their own
    return Info(found.size or 0, found.mtime_ns or 0)


def failed(address: str, verb: str, error: Exception) -> InputError:
    """Return the error of a file that a system does not let us open, read or write."""
    advice = "check the address, the network, and what the environment says to be let in"
    return InputError.one(address, None, f"it cannot be {verb} ({_said(error)})", advice)


def _said(error: Exception) -> str:
    """Return what a system says of an error, without what changes from one time to the next."""
    said = getattr(error, "strerror", None) or str(error)
    return " ".join(_NOISE.sub("", said).split())[:_LONGEST] or type(error).__name__
