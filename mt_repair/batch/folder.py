"""What a batch keeps beside its outputs, in a hidden folder, to know what is done.

| in `.mt-repair-batch/` | what |
|---|---|
| `files.jsonl` | the journal: a line for each file that is done, with hashes, counts and what was found |
| `running.json` | the fingerprint of a run that has not ended |
| `shards/` | the repaired shards of files that are not done, a folder each |
| `unfinished/` | files that are being written |
| `lock` | held by the run that is at work |

Of several lines on a file the last counts. A line that was not written to its end is dropped.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from mt_repair.corpus.records import Record, to_json
from mt_repair.corpus.write import append_line, unwritable, writing
from mt_repair.errors import InputError

try:
    import fcntl
except ImportError:  # Windows: two runs at once are not noticed
    fcntl = None  # type: ignore[assignment]

HIDDEN, MANIFEST = ".mt-repair-batch", "mt-repair-batch.json"


@dataclass(frozen=True, slots=True)
class Folder:
    """The places of a batch in the folder of its outputs."""

    out: Path

    @property
    def hidden(self) -> Path:
        """Where everything is that is no output."""
        return self.out / HIDDEN

    @property
    def journal(self) -> Path:
        """What is done."""
        return self.hidden / "files.jsonl"

    @property
    def running(self) -> Path:
        """The mark of a run that has not ended."""
        return self.hidden / "running.json"

    @property
    def shards(self) -> Path:
        """Where shards are kept."""
        return self.hidden / "shards"

    @property
    def unfinished(self) -> Path:
        """Where files are written that take their places when they are complete."""
        return self.hidden / "unfinished"

    @property
    def manifest(self) -> Path:
        """The manifest."""
        return self.out / MANIFEST


@contextmanager
def locked(folder: Folder) -> Iterator[int]:
    """Hold the folder for one run, and give the number of the lock's file.

    Raises InputError where another run holds it, or it cannot be made.
    """
    try:
        folder.hidden.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder.hidden / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise unwritable(str(folder.out), error) from None
    try:
        if fcntl is not None:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                what = "another batch is at work in this folder"
                raise InputError.one(
                    str(folder.out), None, what, "wait for it, or name another"
                ) from None
        yield handle
    finally:
        os.close(handle)


def begin(folder: Folder, fingerprint: str) -> None:
    """Mark that a run has begun; raises InputError where nothing can be written."""
    clear(folder.unfinished)
    make(folder.unfinished)
    write_json(folder.running, {"settings": fingerprint}, folder)


def end(folder: Folder) -> None:
    """Mark that a run has come to its end."""
    clear(folder.shards)
    clear(folder.unfinished)
    with suppress(OSError):
        folder.running.unlink()


def begun(folder: Folder) -> str | None:
    """Return the fingerprint of a run that has not ended, nothing where it is not known.

    None where there is no such run.
    """
    try:
        held = json.loads(folder.running.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        return ""
    return str(held.get("settings", "")) if isinstance(held, dict) else ""


def make(path: Path) -> None:
    """Make a folder, and those above it; raises InputError where that cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(str(path), error) from None


def clear(path: Path) -> None:
    """Remove a folder with all that is in it."""
    shutil.rmtree(path, ignore_errors=True)


def write_json(path: Path, record: Record, folder: Folder) -> None:
    """Write a JSON file, whole or not at all."""
    with writing(str(path), folder.unfinished) as put:
        put(to_json(record, indent=2).encode() + b"\n")


def note_done(folder: Folder, record: Record) -> None:
    """Add a line on a file to the journal."""
    append_line(str(folder.journal), json.dumps(record).encode())


def journal(folder: Folder) -> dict[str, Record]:
    """Return what the journal holds, by the names of outputs."""
    found: dict[str, Record] = {}
    try:
        with folder.journal.open("rb") as lines:
            for line in lines:
                try:
                    record = json.loads(line)
                    found[record["file"]] = record
                except (ValueError, KeyError, TypeError):
                    continue  # cut off: its file is repaired again
    except OSError:
        return {}
    return found


def rewrite_journal(folder: Folder, records: Mapping[str, Record], first: Iterable[str]) -> None:
    """Write the journal anew, a line a file, those named first in their order."""
    names = dict.fromkeys([*(name for name in first if name in records), *sorted(records)])
    with writing(str(folder.journal), folder.unfinished) as put:
        for name in names:
            put(json.dumps(records[name]).encode() + b"\n")
