"""Model folders: where those that ship lie, and that they are what was shipped."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from mt_repair.errors import InputError

MANIFEST = "manifest.json"
_REMEDY = "install mt-repair again, or remove the folder to do without"


def shipped_folder(name: str) -> Path | None:
    """Return where a shipped model lies, in an installed package or a checkout; None without it."""
    package = Path(__file__).resolve().parent
    for base in (package / "models", package.parent / "models"):
        if (base / name / MANIFEST).is_file():
            return base / name
    return None


def verified(folder: Path, names: Sequence[str], what: str) -> dict[str, bytes]:
    """Return the contents of a model folder's files once each is what the manifest says.

    `what` names the model in messages. Raises InputError where a file is missing or another.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        sums = {name: manifest["sha256"][name] for name in names}
        held = {name: (folder / name).read_bytes() for name in names}
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError.one(
            str(folder), None, f"the {what}'s model is not complete", _REMEDY
        ) from error
    for name, data in held.items():
        if hashlib.sha256(data).hexdigest() != sums[name]:
            raise InputError.one(str(folder / name), None, "not the file that was shipped", _REMEDY)
    return held


def write_manifest(folder: Path, names: Sequence[str]) -> None:
    """Write the manifest of a folder's files."""
    sums = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
    (folder / MANIFEST).write_text(json.dumps({"sha256": sums}, indent=1) + "\n", "utf-8")
