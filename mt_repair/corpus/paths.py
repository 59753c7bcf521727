"""What is done to files and folders by path or by address, the same for both."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path, PurePath

from mt_repair.corpus import addresses
from mt_repair.corpus.addresses import is_address
from mt_repair.corpus.read import opened, unreadable
from mt_repair.corpus.write import unwritable

_HERE = "file://"  # and a path


def joined(folder: str, *names: str) -> str:
    """Return the place of what is in a folder."""
    if is_address(folder):
        return "/".join((folder.rstrip("/"), *names))
    return str(Path(folder, *names))


def real(place: str) -> str:
    """Return the one spelling of a place, which is a path for `file://` too."""
    if is_address(place) and not place.startswith(f"{_HERE}/"):
        return place.rstrip("/")
    return os.path.realpath(place.removeprefix(_HERE))


def same_place(one: str, other: str) -> bool:
    """Tell whether two paths or addresses lead to one place."""
    return real(one) == real(other)


def inside(place: str, folder: str) -> bool:
    """Tell whether a place is a folder or in it."""
    return PurePath(real(place)).is_relative_to(real(folder))


def is_file(path: str) -> bool:
    """Tell whether there is a file; raises InputError where an address cannot be reached."""
    return addresses.info_of(path) is not None if is_address(path) else os.path.isfile(path)


def state_of(path: str) -> tuple[int, int]:
    """Return a file's size and time of change; raises InputError where it cannot be opened."""
    if is_address(path):
        info = addresses.info_of(path)
        if info is None:
            raise addresses.missing(path)
        return info.size, info.changed
    with opened(path, packed=False) as held:
        stat = os.fstat(held.fileno())
        return stat.st_size, stat.st_mtime_ns


def content(path: str) -> bytes | None:
    """Return what is in a file, None where it is not there; raises InputError."""
    if is_address(path):
        return addresses.content(path)
    if not os.path.isfile(path):
        return None
    with opened(path, packed=False) as file:
        try:
            return file.read()
        except OSError as error:
            raise unreadable(path, "read", error) from None


def make(path: str) -> None:
    """Make a folder and those above it, where folders are made; raises InputError."""
    if is_address(path):
        return
    try:
        Path(path).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(path, error) from None


def remove(path: str) -> None:
    """Remove a file, if it is there and may be removed."""
    if is_address(path):
        addresses.remove(path)
        return
    with suppress(OSError):
        os.unlink(path)


def clear(path: str) -> None:
    """Remove a folder with all that is in it, if it is there and may be removed."""
    if is_address(path):
        addresses.clear(path)
        return
    shutil.rmtree(path, ignore_errors=True)
