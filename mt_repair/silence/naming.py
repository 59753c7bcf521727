"""What a text is called in the files that many share: its path from the folder they are for."""

from __future__ import annotations

import os
from pathlib import Path

from mt_repair.corpus.read import STDIO

HOME = Path(".mt-repair")  # where a project keeps what it decided


def folder_of(path: str | Path) -> Path:
    """Return the folder that a shared file names its texts from: its own, or that of HOME."""
    parent = Path(path).absolute().parent
    return parent.parent if parent.name == HOME.name else parent


def name_of(file: str, folder: Path) -> str:
    """Return what a text is called from a folder; standard input and no file stay as they are."""
    if file in ("", STDIO):
        return file
    try:
        return Path(os.path.relpath(file, folder)).as_posix()
    except ValueError:  # on another drive
        return Path(file).absolute().as_posix()
