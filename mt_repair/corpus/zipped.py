"""Zip containers read safely, and written again with some of their members changed.

Nothing is unpacked to disk. What could harm or was made to mislead is refused: members that
expand too far, overlap, lie about their size, stand outside the container or twice in it, are
encrypted or links. What is packed inside a member is never opened.
"""

from __future__ import annotations

import io
import stat
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from copy import copy
from itertools import pairwise
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from mt_repair.corpus.limits import allowed, expands_too_far, remedy
from mt_repair.errors import InputError

LARGEST_MEMBER = 32_000_000
MOST_MEMBERS = 10_000
_HEADER = 30


def opened(data: bytes, path: str) -> ZipFile:
    """Return the zip container of these bytes; raise InputError where it is not sound."""
    try:
        archive = ZipFile(io.BytesIO(data))
    except (BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise _damaged(path, error) from None
    what, advice = _wrong(archive.infolist(), len(data))
    if what:
        raise InputError.one(path, None, what, advice or "make the file again, or do not trust it")
    return archive


def _wrong(members: Sequence[ZipInfo], size: int) -> tuple[str, str]:
    """Return what is wrong with the members of a container, and what to do if not the usual."""
    if len(members) > MOST_MEMBERS:
        return f"the zip file holds more than {MOST_MEMBERS:,} files", ""
    twice = [name for name, count in Counter(m.filename for m in members).items() if count > 1]
    if twice:
        return f'"{twice[0]}" is in the zip file twice', ""
    for member in members:
        name = member.filename
        if (
            name.startswith(("/", "\\"))
            or ".." in name.replace("\\", "/").split("/")
            or ":" in name
        ):
            return f'"{name}" stands outside the zip file', ""
        if member.flag_bits & 1:
            return "the zip file is encrypted", "save it without a password"
        if stat.S_ISLNK(member.external_attr >> 16):
            return f'"{name}" is a link', ""
        if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            return f'"{name}" is packed in a way that is not read here', "save the file anew"
        if expands_too_far(member.compress_size, member.file_size):
            mb = member.file_size >> 20
            return f'"{name}" expands too far, to {mb} MB', remedy("do not trust the file")
    if expands_too_far(size, sum(member.file_size for member in members)):
        return "the zip file expands too far", remedy("do not trust the file")
    ordered = sorted(members, key=lambda member: member.header_offset)
    for member, following in pairwise(ordered):
        end = member.header_offset + _HEADER + len(member.filename) + member.compress_size
        if end > following.header_offset:
            return f'"{member.filename}" and "{following.filename}" overlap', ""
    return "", ""


def read_member(archive: ZipFile, name: str, path: str) -> bytes:
    """Return a member's bytes; raise InputError where it is too large or damaged."""
    info = archive.getinfo(name)
    if info.file_size > allowed(LARGEST_MEMBER):
        what = f'"{name}" is larger than {allowed(LARGEST_MEMBER) // 1_000_000} MB'
        raise InputError.one(path, None, what, remedy("split the document"))
    try:
        return archive.read(info)
    except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise _damaged(path, error) from None


def rewritten(archive: ZipFile, changed: Mapping[str, bytes], path: str) -> bytes:
    """Return the container with some members changed, the others as they are, in their order."""
    out = io.BytesIO()
    with ZipFile(out, "w") as made:
        made.comment = archive.comment
        for info in archive.infolist():
            data = changed.get(info.filename)
            if data is None:
                data = read_member(archive, info.filename, path)
            made.writestr(copy(info), data, info.compress_type)
    return out.getvalue()


def _damaged(path: str, error: Exception) -> InputError:
    what = f"the zip file is damaged ({error})"
    return InputError.one(path, None, what, "get the whole file again, or save it anew")
