"""Files packed with gzip or zstd, which are read and written as what is in them."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Callable
from pathlib import PurePath
from types import ModuleType
from typing import TYPE_CHECKING, BinaryIO, cast

from mt_repair.corpus.limits import expands_too_far, remedy
from mt_repair.errors import InputError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_BUFFER = 1 << 16


def _zstd() -> ModuleType:
    if sys.version_info >= (3, 14):
        from compression import zstd  # type: ignore[import-not-found,unused-ignore]
    else:
        from backports import zstd
    return zstd


def _read_gzip(file: BinaryIO) -> BinaryIO:
    return cast(BinaryIO, gzip.GzipFile(fileobj=file, mode="rb"))


def _read_zstd(file: BinaryIO) -> BinaryIO:
    return cast(BinaryIO, _zstd().ZstdFile(file))


def _write_gzip(file: BinaryIO) -> BinaryIO:
    # No name and no time, so that the same text gives the same bytes.
    return cast(BinaryIO, gzip.GzipFile("", "wb", 6, file, mtime=0))


def _write_zstd(file: BinaryIO) -> BinaryIO:
    zstd = _zstd()
    checked = {zstd.CompressionParameter.checksum_flag: 1}
    return cast(BinaryIO, zstd.ZstdFile(file, "wb", options=checked))


_Wrap = Callable[[BinaryIO], BinaryIO]
_READ: dict[str, _Wrap] = {".gz": _read_gzip, ".zst": _read_zstd}
_WRITE: dict[str, _Wrap] = {".gz": _write_gzip, ".zst": _write_zstd}


def without_packing(path: str) -> str:
    """Return a path without the suffix that says it is packed."""
    pure = PurePath(path)
    return str(pure.with_suffix("")) if pure.suffix.lower() in _READ else path


def unpacked(path: str, file: BinaryIO) -> BinaryIO:
    """Return what is in an open file that its name says is packed, else the file.

    Reading raises InputError where the file is damaged, or expands too far.
    """
    wrap = _READ.get(PurePath(path).suffix.lower())
    if wrap is None:
        return file
    return cast(BinaryIO, io.BufferedReader(_Unpacking(path, file, wrap(file)), _BUFFER))


def packed(path: str, file: BinaryIO) -> BinaryIO | None:
    """Return what packs into a file as its name says, to be closed in the end, or nothing."""
    wrap = _WRITE.get(PurePath(path).suffix.lower())
    return None if wrap is None else wrap(file)


class _Unpacking(io.RawIOBase):
    def __init__(self, path: str, file: BinaryIO, inner: BinaryIO) -> None:
        self._path, self._file, self._inner = path, file, inner
        self._size = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        try:
            data = self._inner.read(len(view))
        except EOFError:
            raise InputError.one(
                self._path, None, "the packed file ends too early", "get the whole file again"
            ) from None
        except (OSError, zlib.error, _zstd().ZstdError) as error:
            raise InputError.one(
                self._path,
                None,
                f"the packed file is damaged ({error})",
                "get it again, or give it the suffix of what it is",
            ) from None
        self._size += len(data)
        if expands_too_far(self._file.tell(), self._size):
            raise InputError.one(
                self._path,
                None,
                f"the packed file expands more than a text does, to over {self._size >> 20} MB",
                remedy("unpack it yourself if you trust it"),
            )
        view[: len(data)] = data
        return len(data)
