"""The one place that opens input files and decodes their bytes."""

from __future__ import annotations

import codecs
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from mt_repair.corpus.addresses import failed, is_address, open_address
from mt_repair.corpus.limits import allowed
from mt_repair.corpus.limits import remedy as remedy_of_limit
from mt_repair.corpus.packed import unpacked
from mt_repair.errors import InputError

STDIO = "-"
LARGEST_TEXT = 512_000_000
OF_A_TEXT = "split it, or take it line by line with batch --by-line"

_BUFFER = 1 << 16
_HEAD = 1 << 16
_LOOKED_AT = 1 << 20  # a guess at the encoding reads no more than this
_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_MAGIC = (
    (b"PK\x03\x04", "a Word, Excel or zip file"),
    (b"PK\x05\x06", "an empty zip file"),
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a zstd file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"SQLite format 3\0", "a database"),
    (b"\x7fELF", "a program"),
)
_CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef\u2014\u2018-\u201d\u2026]")
_FEWEST = 3  # Chinese characters that make a guess of GB18030 more than chance
_FEWEST_NULS = 4  # on one side; a stray NUL or two is a character of the text
_TO_UTF8 = "save the file as UTF-8"
_TO_TEXT = "give the plain text, or save it as UTF-8 text"


@contextmanager
def opened(path: str, packed: bool = True) -> Iterator[BinaryIO]:
    """Open a file for reading bytes; `-` is standard input, which stays open.

    What is packed (.gz, .zst) is unpacked, unless `packed` says no. Raises InputError for a
    folder, a missing file and one that cannot be opened; reading does where it cannot be unpacked.
    """
    if path == STDIO:
        if sys.stdin is None:
            raise InputError.one(path, None, "standard input is closed", "name a file")
        yield sys.stdin.buffer
        return
    with _file(path) as file:
        yield unpacked(path, file) if packed else file


def _file(path: str) -> BinaryIO:
    if is_address(path):
        return open_address(path)
    try:
        if Path(path).is_dir():
            raise InputError.one(path, None, "this is a folder", "name a file in it")
        return Path(path).open("rb", buffering=_BUFFER)
    except FileNotFoundError:
        raise InputError.one(
            path, None, "there is no such file", "check the name and the folder"
        ) from None
    except (OSError, ValueError) as error:
        raise unreadable(path, "opened", error) from None


def read_text(path: str) -> str:
    """Return the text of a UTF-8 file, every character kept, the byte order mark too.

    Raises InputError as `opened`, `read_whole` and `decode` do.
    """
    with opened(path) as file:
        return decode(read_whole(file, path, LARGEST_TEXT, OF_A_TEXT), path)


def read_whole(file: BinaryIO, path: str, largest: int, advice: str = "split it") -> bytes:
    """Return all of an open file's bytes.

    Raises InputError where there are more than `largest`, or than the user allows, and where
    the file cannot be read.
    """
    most = allowed(largest)
    try:
        size = _size(file)
        data = file.read(most + 1) if size <= most else b""
    except OSError as error:
        raise unreadable(path, "read", error) from None
    if max(size, len(data)) > most:
        what = f"the file is larger than {most // 1_000_000} MB"
        raise InputError.one(
            path,
            None,
            what,
            remedy_of_limit(advice),
        )
    return data


def _size(file: BinaryIO) -> int:
    """Return the size that a regular file tells, so that a huge one is refused unread, or 0."""
    try:
        return os.fstat(file.fileno()).st_size
    except (OSError, AttributeError):
        return 0


def read_line(file: BinaryIO, path: str, most: int) -> bytes:
    """Return the next line with its line end, at most `most` bytes of it, or nothing.

    Raises InputError where the file cannot be read on.
    """
    try:
        return file.readline(most)
    except OSError as error:
        raise unreadable(path, "read", error) from None


def check_head(line: bytes, path: str) -> None:
    """Refuse a file whose first line shows that none of it can be read."""
    head = line[:_HEAD]
    try:
        head.decode("utf-8")
        sound = b"\0" not in head
    except UnicodeDecodeError:
        sound = False
    guess = "" if sound else seems(head)
    if guess:
        what = f"the file seems to be {guess}, not UTF-8"
        raise InputError.one(path, 1, what, remedy(guess))


def read_block(file: BinaryIO, path: str, most: int) -> bytes:
    """Return the next bytes, at most `most`, or nothing; raises InputError as `read_line` does."""
    try:
        return file.read(most)
    except OSError as error:
        raise unreadable(path, "read", error) from None


def decode(data: bytes, path: str) -> str:
    """Return the text of UTF-8 bytes, the byte order mark kept.

    Raises InputError where they are not UTF-8, naming the line and what they seem to be,
    and where they are UTF-16 or another file type whose bytes happen to pass as UTF-8.
    """
    try:
        text, error = data.decode("utf-8"), None
    except UnicodeDecodeError as caught:
        text, error = "", caught
    if error is None and b"\0" not in data:
        return text
    guess = seems(data)
    if error is None and not guess:
        return text
    line = 1 if error is None else len(re.findall(rb"\r\n?|\n", data[: error.start])) + 1
    if error is None or guess:
        raise InputError.one(path, line, f"the file seems to be {guess}, not UTF-8", remedy(guess))
    raise InputError.one(path, line, *undecodable(data, error))


def undecodable(data: bytes, error: UnicodeDecodeError) -> tuple[str, str]:
    """Return what is wrong with bytes that are not UTF-8, and what to do about it."""
    if error.reason == "unexpected end of data":
        return "the text ends in the middle of a character", "get the whole file again"
    return f"the byte 0x{data[error.start]:02X} is not UTF-8", _TO_UTF8


def remedy(guess: str) -> str:
    """Return what to do about a file that `seems` to be something else than UTF-8."""
    return _TO_UTF8 if guess in ("UTF-16", "UTF-32", "GB18030") else _TO_TEXT


def seems(data: bytes) -> str:
    """Return the encoding or file type that bytes seem to be in, or nothing.

    Meant for bytes that are not UTF-8 or hold NUL; plain UTF-8 text gives nothing.
    """
    head = data[:_LOOKED_AT]
    for mark, name in (*_MARKS, *_MAGIC):
        if head.startswith(mark):
            return name
    if b"\0" in head:
        # Every second byte of Latin text in UTF-16 is NUL, and those on one side only.
        even, odd = head[::2].count(0), head[1::2].count(0)
        few, many = sorted((even, odd))
        if many < _FEWEST_NULS:
            return ""
        if many * 3 >= len(head) // 2 and few * 20 <= many:
            return "UTF-16"
        return "a binary file" if (even + odd) * 10 > len(head) else ""
    return "GB18030" if _is_gb18030(head) else ""


def _is_gb18030(head: bytes) -> bool:
    lines = [line for line in head.split(b"\n") if not line.isascii()]
    # One sound line of UTF-8 settles it: then a single byte is broken, not the encoding.
    if not lines or any(_is_utf8(line) for line in lines[:-1]):
        return False
    try:
        text = codecs.getincrementaldecoder("gb18030")().decode(head)
    except UnicodeDecodeError:
        return False
    foreign = re.findall(r"[^\x00-\x7f]", text)
    # Chance bytes decode to rare characters; those of news are nearly all in GB 2312.
    common = [sign for sign in foreign if _CHINESE.match(sign) and sign.encode("gb2312", "ignore")]
    return len(common) >= _FEWEST and len(common) * 10 >= len(foreign) * 9


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def unreadable(path: str, verb: str, error: OSError | ValueError) -> InputError:
    """Return the error of a file that the system does not let us open or read."""
    if is_address(path):
        return failed(path, verb, error)
    reason = getattr(error, "strerror", None) or str(error)
    return InputError.one(
        path, None, f"the file cannot be {verb} ({reason})", "check its name and permissions"
    )
