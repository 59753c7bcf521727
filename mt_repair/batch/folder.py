"""What a batch keeps beside its outputs, in a hidden folder, to know what is done.

| in `.mt-repair-batch/` | what |
|---|---|
| `files.jsonl` | the journal: a line for each file that is done, with hashes, counts and what was found |
| `done/` | at an address, where nothing can be added to a file: the lines of a run that has not ended, a file each |
| `running.json` | the fingerprint of a run that has not ended |
| `shards/` | the repaired shards of files that are not done, a folder each |
| `unfinished/` | files that are being written |
| `lock` | held by the run that is at work |

Of several lines on a file the last counts. A line that was not written to its end is dropped.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256

from mt_repair.corpus.addresses import below, is_address
from mt_repair.corpus.paths import clear, content, joined, make, remove
from mt_repair.corpus.records import Record, to_json
from mt_repair.corpus.write import append_line, unwritable, writing
from mt_repair.errors import InputError

try:
    import fcntl
except ImportError:  # Windows: two runs at once are not noticed
    fcntl = None  # type: ignore[assignment]

HIDDEN, MANIFEST = ".mt-repair-batch", "mt-repair-batch.json"
AT_ONCE = 16  # questions to a bucket, each of which it answers slowly


@dataclass(frozen=True, slots=True)
class Folder:
    """The places of a batch in the folder of its outputs, and in that of reports, if it has one.

    Both are paths or addresses.
    """

    out: str
    reports: str | None = None

    def output(self, name: str) -> str:
        """Return where an output is."""
        return joined(self.out, name)

    def report(self, name: str) -> str | None:
        """Return where the report on an output is, None where there are no reports."""
        return None if self.reports is None else joined(self.reports, f"{name}.jsonl")

    @property
    def hidden(self) -> str:
        """Where everything is that is no output."""
        return joined(self.out, HIDDEN)

    @property
    def journal(self) -> str:
        """What is done."""
        return joined(self.hidden, "files.jsonl")

    @property
    def lines(self) -> str:
        """Where lines of the journal are, each in a file, when it is at an address."""
        return joined(self.hidden, "done")

    @property
    def running(self) -> str:
        """The mark of a run that has not ended."""
        return joined(self.hidden, "running.json")

    @property
    def shards(self) -> str:
        """Where shards are kept."""
        return joined(self.hidden, "shards")

    @property
    def unfinished(self) -> str:
        """Where files are written that take their places when they are complete."""
        return joined(self.hidden, "unfinished")

    @property
    def manifest(self) -> str:
        """The manifest."""
        return joined(self.out, MANIFEST)


@contextmanager
def locked(folder: Folder) -> Iterator[int | None]:
    """Hold the folder for one run, and give the number of the lock's file.

    An address cannot be held. Raises InputError where another run holds the folder, or it
    cannot be made.
    """
    if is_address(folder.out):
        yield None
        return
    try:
        os.makedirs(folder.hidden, exist_ok=True)
        handle = os.open(joined(folder.hidden, "lock"), os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise unwritable(folder.out, error) from None
    try:
        if fcntl is not None:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                what = "another batch is at work in this folder"
                raise InputError.one(
                    folder.out, None, what, "wait for it, or name another"
                ) from None
            except OSError:
                pass  # a file system without locks
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
    clear(folder.lines)
    remove(folder.running)


def begun(folder: Folder) -> str | None:
    """Return the fingerprint of a run that has not ended, nothing where it is not known.

    None where there is no such run.
    """
    try:
        raw = content(folder.running)
        held = None if raw is None else json.loads(raw)
    except ValueError:
        return ""
    if raw is None:
        return None
    return str(held.get("settings", "")) if isinstance(held, dict) else ""


def write_json(path: str, record: Record, folder: Folder) -> None:
    """Write a JSON file, whole or not at all."""
    with writing(path, folder.unfinished) as put:
        put(to_json(record, indent=2).encode() + b"\n")


def note_done(folder: Folder, record: Record) -> None:
    """Add a line on a file to the journal."""
    line = json.dumps(record).encode()
    if is_address(folder.out):
        name = sha256(record["file"].encode("utf-8", "surrogateescape")).hexdigest()
        with writing(joined(folder.lines, name), folder.unfinished) as put:
            put(line)
        return
    append_line(folder.journal, line)


def journal(folder: Folder) -> dict[str, Record]:
    """Return what the journal holds, by the names of outputs."""
    found: dict[str, Record] = {}
    for line in _lines(folder):
        try:
            record = json.loads(line)
            found[record["file"]] = record
        except (ValueError, KeyError, TypeError):
            continue  # cut off: its file is repaired again
    return found


def _lines(folder: Folder) -> Iterable[bytes]:
    if not is_address(folder.out):
        try:
            with open(folder.journal, "rb") as lines:
                yield from lines
        except OSError:
            pass
        return
    yield from (content(folder.journal) or b"").splitlines()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        names = (joined(folder.lines, name) for name, _ in below(folder.lines))
        yield from (line for line in pool.map(content, names) if line)


def rewrite_journal(folder: Folder, records: Mapping[str, Record], first: Iterable[str]) -> None:
    """Write the journal anew, a line a file, those named first in their order."""
    names = dict.fromkeys([*(name for name in first if name in records), *sorted(records)])
    with writing(folder.journal, folder.unfinished) as put:
        for name in names:
            put(json.dumps(records[name]).encode() + b"\n")
