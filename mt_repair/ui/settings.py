"""How the page is started: where it listens, who may use it, where it keeps work."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mt_repair.corpus.read import read_text
from mt_repair.errors import InputError

LOCAL = "127.0.0.1"
_SIZE = re.compile(r"(\d+)\s*(kb|mb|gb)?", re.IGNORECASE)
_UNITS = {"kb": 1_000, "mb": 1_000_000, "gb": 1_000_000_000}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a page is started with; `auth` are pairs of user and password.

    `largest` is how many bytes a file may have. Without a workspace nothing is written.
    """

    host: str = LOCAL
    port: int | None = None
    workspace: Path | None = None
    auth: tuple[tuple[str, str], ...] = ()
    glossaries: tuple[Path, ...] = ()
    shipped: bool = True
    largest: int = 20_000_000

    def __post_init__(self) -> None:
        if not is_local(self.host) and not self.auth:
            raise InputError.one(
                "--host",
                None,
                f"{self.host} lets other machines in, and anyone could read and change the work",
                "add --auth USER:PASSWORD, or leave --host out",
            )


def is_local(host: str) -> bool:
    """Tell whether only this machine reaches a host."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def read_auth(given: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return users and passwords, given as USER:PASSWORD or as a file with one a line.

    Raises InputError where one is neither.
    """
    pairs: list[tuple[str, str]] = []
    for one in given:
        is_file = Path(one).is_file()
        lines = read_text(one).splitlines() if is_file else [one]
        for number, line in enumerate(lines, 1):
            user, colon, password = line.strip("\ufeff \t\r").partition(":")
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            if not (user and colon and password):
                where = one if is_file else "--auth"
                what = (
                    "this is no USER:PASSWORD" if is_file else "it is no USER:PASSWORD, nor a file"
                )
                raise InputError.one(
                    where, number if is_file else None, what, "write wang:a-long-password"
                )
            pairs.append((user, password))
    return tuple(pairs)


def size_of(text: str) -> int:
    """Return a size such as 20mb in bytes; raises ValueError where it is none."""
    found = _SIZE.fullmatch(text.strip())
    if found is None or int(found[1]) == 0:
        raise ValueError(f"{text!r} is no size")
    return int(found[1]) * _UNITS.get((found[2] or "").lower(), 1)
