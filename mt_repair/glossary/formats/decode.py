"""The bytes of a glossary file as text, or what they seem to be instead."""

from __future__ import annotations

import codecs
import re

from mt_repair.errors import InputError
from mt_repair.language.chinese import has_han

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def text_of(data: bytes, path: str) -> str:
    """Return the text of UTF-8 bytes without a byte order mark.

    Raises InputError where they are not UTF-8 or hold NUL, with the line, and where there is
    nothing in them.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = _line_at(data, error.start)
        what = f"the byte 0x{data[error.start]:02X} is not UTF-8"
        guess = _encoding(data)
        if guess:
            what += f" (the file seems to be {guess})"
        raise InputError.one(path, line, what, "save the file as UTF-8") from None
    if "\0" in text:
        guess = _encoding(data)
        what = f"the file seems to be {guess}, not UTF-8" if guess else "there is a NUL character"
        remedy = "save the file as UTF-8" if guess else "delete it, or save the file anew as UTF-8"
        raise InputError.one(path, _line_at(data, data.index(b"\0")), what, remedy)
    if not text.strip():
        raise empty(path)
    return text


def empty(path: str) -> InputError:
    """Return the error of a file without anything in it."""
    return InputError.one(path, None, "the file is empty", "add a term, or leave the file out")


def _line_at(data: bytes, position: int) -> int:
    return len(re.findall(rb"\r\n?|\n", data[:position])) + 1


def _encoding(data: bytes) -> str:
    """Return the encoding that bytes not in UTF-8 seem to be in, or nothing."""
    if data.startswith(_UTF16_MARKS):
        return "UTF-16"
    tries = [("gb18030", "GB18030")]
    if b"\0" in data:
        tries = [("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16")]
    for codec, name in tries:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and has_han(text) and re.search("[,=:\t]", text):
            return name
    return ""
