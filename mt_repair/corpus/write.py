"""The one place that writes output: a whole file or none, or a line more."""

from __future__ import annotations

import errno
import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

from mt_repair.corpus.addresses import is_address, send
from mt_repair.corpus.packed import packed
from mt_repair.corpus.read import STDIO
from mt_repair.errors import InputError

Write = Callable[[bytes], None]
_FULL = (errno.ENOSPC, errno.EDQUOT)
_IN_MEMORY = 1 << 23  # bytes of what goes to an address; what is larger waits on the disk


class NoRoomError(InputError):
    """A file that cannot be written because the disk is full; nor can others."""


@contextmanager
def writing(path: str, folder: str | None = None) -> Iterator[Write]:
    """Give a function that writes bytes to a file, which appears whole at the end or not at all.

    The bytes go to a new file in the same folder, or in `folder` where that is on the same
    disk, which takes the old one's place, and its mode, when the block ends without an
    exception; a link stays a link. `-` is standard
    output; it, a pipe and a device are written directly. A path that ends in .gz or .zst is
    packed. To an address goes what is complete, from a temporary file of this machine. Raises InputError where a file cannot be written, BrokenPipeError where nobody
    reads on.
    """
    if path == STDIO:
        if sys.stdout is None:
            raise InputError.one(path, None, "standard output is closed", "name a file with -o")
        yield from _straight(path, sys.stdout.buffer)
        return
    if is_address(path):
        with tempfile.SpooledTemporaryFile(_IN_MEMORY) as waiting:
            yield from _straight(path, cast(BinaryIO, waiting), tempfile.gettempdir())
            send(path, cast(BinaryIO, waiting), folder)
        return
    file: BinaryIO | None = None
    temporary: Path | None = None
    try:  # from before the file is made: a signal can end the run at any step
        try:
            target = Path(os.path.realpath(path))
            mode = target.stat().st_mode if target.exists() else None
            if mode is not None and stat.S_ISDIR(mode):
                raise InputError.one(path, None, "this is a folder", "name a file in it")
            if mode is None or stat.S_ISREG(mode):
                unfinished = _unfinished_in(folder, target.parent)
                temporary = unfinished / f".mt-repair-{os.urandom(8).hex()}.tmp"
            file = target.open("wb") if temporary is None else temporary.open("xb")
        except (OSError, ValueError) as error:
            raise unwritable(path, error) from None
        yield from _straight(path, file)
        if temporary is not None:
            _finish(path, file, temporary, target, mode)
    except BaseException:
        if file is not None:
            with suppress(OSError):  # closing flushes, which fails again on a full disk
                file.close()
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink()
        raise
    file.close()


def _unfinished_in(folder: str | None, parent: Path) -> Path:
    """Return the folder for a file that is not complete, from which it can be moved in a step."""
    if folder is None or is_address(folder):
        return parent
    if os.stat(folder).st_dev != parent.stat().st_dev:
        return parent
    return Path(folder)


def append_line(path: str, line: bytes) -> None:
    """Add a line, given without its end, to a file, which is made where it is missing.

    It is written in one piece and synced, so that of what several add at once nothing is
    lost. Raises InputError where the file cannot be written.
    """
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        with Path(path).open("ab+", buffering=0) as file:
            end = file.seek(0, os.SEEK_END)
            file.seek(max(end - 1, 0))
            # What does not end its line was written by hand, or cut off.
            data = (b"\n" if file.read(1) not in (b"", b"\n") else b"") + line + b"\n"
            if file.write(data) != len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(file.fileno())
    except (OSError, ValueError) as error:
        raise unwritable(path, error) from None


def same_file(one: str, other: str) -> bool:
    """Tell whether two paths name one file; `-` is none."""
    if STDIO in (one, other):
        return False
    try:
        return os.path.samefile(one, other)
    except (OSError, ValueError):
        return os.path.abspath(one) == os.path.abspath(other)


def _straight(path: str, file: BinaryIO, place: str | None = None) -> Iterator[Write]:
    """Give what writes to an open file; `place` is told where it cannot, else the path."""
    packing = packed(path, file)

    def write(data: bytes) -> None:
        try:
            (packing or file).write(data)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise unwritable(place or path, error) from None

    yield write
    try:
        if packing is not None:
            packing.close()
        file.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise unwritable(place or path, error) from None


def _finish(path: str, file: BinaryIO, temporary: Path, target: Path, mode: int | None) -> None:
    try:
        if mode is not None:
            temporary.chmod(stat.S_IMODE(mode))
        os.fsync(file.fileno())
        file.close()
        os.replace(temporary, target)
    except OSError as error:
        raise unwritable(path, error) from None
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Make a rename last; where folders cannot be synced, the system sees to it."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def unwritable(path: str, error: OSError | ValueError) -> InputError:
    """Return the error of a file that the system does not let us write."""
    reason = getattr(error, "strerror", None) or str(error)
    full = isinstance(error, OSError) and error.errno in _FULL
    return (NoRoomError if full else InputError).one(
        path,
        None,
        f"the file cannot be written ({reason})",
        "choose another place, or make room or rights there",
    )
