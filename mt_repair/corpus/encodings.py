"""The encodings that web pages and XML files may name, and their bytes as text and back."""

from __future__ import annotations

import codecs

from mt_repair.corpus import read
from mt_repair.errors import InputError

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Other names, of Python codecs too that are no encodings of text, are refused.
ENCODINGS = {
    **dict.fromkeys(("utf-8", "utf8", "us-ascii", "ascii"), "utf-8"),
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "x-gbk"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs"), "big5hkscs"),
    **dict.fromkeys(("iso-8859-1", "latin1", "windows-1252"), "cp1252"),
}


def marked_codec(data: bytes) -> str | None:
    """Return the codec that a byte order mark tells, None where there is none."""
    return next((name for mark, name in BOMS if data.startswith(mark)), None)


def decoded(data: bytes, path: str, declared: str) -> tuple[str, str]:
    """Return the text of bytes, a byte order mark kept, and the codec that gives them back.

    `declared` is the encoding a file says it is in, tried where it is not UTF-8. Raises
    InputError where that is not known or not true.
    """
    codec = marked_codec(data)
    if codec is None:
        other = ENCODINGS.get(declared.lower(), "utf-8")
        if other == "utf-8" or _is_utf8(data):
            return read.decode(data, path), "utf-8"
        codec = other
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = f"this is not {codec.upper()}, as the file says"
        raise InputError.one(path, line, what, "save the file as UTF-8") from None
    if text.encode(codec) != data:
        raise not_given_back(path, codec)
    return text, codec


def not_given_back(path: str, codec: str) -> InputError:
    """Return the error of a file whose bytes its encoding does not give back."""
    what = f"it is {codec.upper()} with characters that it writes in two ways"
    return InputError.one(path, None, what, "save the file as UTF-8")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
