"""The log of what editors decided: read and appended to here, and nowhere else.

A decision a line, JSON Lines, append-only; docs/decisions-log.md describes the fields. A
line that cannot be read is told and passed over: the log is what it is, and the rest of it
still counts.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, get_args

from mt_repair.corpus.jsonl import BadRowError, read_fields
from mt_repair.corpus.records import Record, to_json
from mt_repair.corpus.texts import bodies
from mt_repair.errors import InputError, Problem
from mt_repair.types import Span

VERSION = 1

Verdict = Literal["accepted", "rejected", "typed"]

_REMEDY = "mend the line, or take it out; it was passed over"
_TEXTS = ("target", "old", "new", "zh", "rule", "decision", "by", "time")


@dataclass(frozen=True, slots=True)
class Decision:
    """What an editor did about one place of a text.

    `target` and `source` are the segment's as it came, `span` code points of the target.
    `new` is what was offered where it was accepted or rejected, what was put in where it
    was typed; `offered` then is what had been offered, if anything was. `zh` is the Chinese
    name it is about, empty where nobody knows; `rule` the rule that offered it.
    """

    time: datetime
    document: str | int
    segment: int
    target: str
    source: str | None
    span: Span
    old: str
    new: str
    zh: str
    rule: str
    decision: Verdict
    by: str
    offered: str = ""

    def __post_init__(self) -> None:
        if self.time.tzinfo is None:
            raise ValueError("a decision's time needs its time zone")
        if self.span.of(self.target) != self.old:
            raise ValueError("a decision's old side must stand at its span")

    @property
    def taken(self) -> bool:
        """Whether the place was changed: by what was offered, or by what was typed."""
        return self.decision != "rejected"


def record_of(decision: Decision) -> Record:
    """Return a decision as the JSON object of its line."""
    record: Record = {
        "version": VERSION,
        "time": decision.time.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "document": decision.document,
        "segment": decision.segment,
        "target": decision.target,
        "source": decision.source,
        "start": decision.span.start,
        "end": decision.span.end,
        "old": decision.old,
        "new": decision.new,
        "zh": decision.zh,
        "rule": decision.rule,
        "decision": decision.decision,
        "by": decision.by,
    }
    return record | ({"offered": decision.offered} if decision.offered else {})


def append(path: Path, decisions: Iterable[Decision]) -> None:
    """Add decisions to a log, each a whole line or not at all, on the disk when this returns.

    Several processes may append at the same time. What a crash cut off stays a line of its
    own. Raises InputError where the log cannot be written.
    """
    lines = "".join(f"{to_json(record_of(d))}\n" for d in decisions).encode()
    if not lines:
        return
    try:
        with _locked(path) as log:
            if os.lseek(log, 0, os.SEEK_END):
                os.lseek(log, -1, os.SEEK_END)
                if os.read(log, 1) != b"\n":
                    lines = b"\n" + lines
            while lines:
                lines = lines[os.write(log, lines) :]
            os.fsync(log)
    except OSError as error:
        raise InputError.one(
            str(path),
            None,
            f"the log cannot be written ({error.strerror or error})",
            "make room or rights there; the decision is not kept",
        ) from None


@contextmanager
def _locked(path: Path) -> Iterator[int]:
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
    log = os.open(path, flags, 0o644)
    try:
        try:
            import fcntl
        except ImportError:  # Windows, where one process keeps the log
            pass
        else:
            fcntl.flock(log, fcntl.LOCK_EX)
        yield log
    finally:
        os.close(log)


def read_decisions(path: Path) -> tuple[list[Decision], list[Problem]]:
    """Return the decisions of a log in their order, and what is wrong with its other lines.

    Raises InputError where the file cannot be read at all.
    """
    found: list[Decision] = []
    problems: list[Problem] = []
    for number, body in bodies(str(path)):
        try:
            found.append(decision_of(read_fields(body)))
        except (BadRowError, ValueError) as error:
            problems.append(Problem(str(path), number, str(error), _REMEDY))
    return found, problems


def decision_of(fields: Mapping[str, Any]) -> Decision:
    """Return the decision that a line's fields describe; raises ValueError where they do not."""
    if fields.get("version") != VERSION:
        raise ValueError(f'"version" is not {VERSION}')
    for key in _TEXTS:
        if not isinstance(fields.get(key), str):
            raise ValueError(f'"{key}" is {"missing" if key not in fields else "no text"}')
    source, document = fields.get("source"), fields.get("document")
    if not isinstance(source, str | None):
        raise ValueError('"source" is no text')
    if not isinstance(document, str | int) or isinstance(document, bool):
        raise ValueError('"document" is no text or number')
    segment, start, end = (_number(fields, key) for key in ("segment", "start", "end"))
    if fields["decision"] not in get_args(Verdict):
        raise ValueError(f'"decision" is none of {", ".join(get_args(Verdict))}')
    return Decision(
        _time(fields["time"]),
        document,
        segment,
        fields["target"],
        source,
        Span(start, end),
        fields["old"],
        fields["new"],
        fields["zh"],
        fields["rule"],
        fields["decision"],
        fields["by"],
        str(fields.get("offered") or ""),
    )


def _number(fields: Mapping[str, Any], key: str) -> int:
    value = fields.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f'"{key}" is no whole number')
    return value


def _time(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise ValueError('"time" is no time such as 2026-03-01T09:30:00Z') from None


def settled(decisions: Iterable[Decision]) -> list[Decision]:
    """Return the last decision on each place, in the order of these."""
    last: dict[tuple[object, ...], Decision] = {}
    for d in decisions:
        key = (d.document, d.segment, d.target, d.span)
        last.pop(key, None)
        last[key] = d
    return list(last.values())


def read_all(paths: Sequence[Path]) -> tuple[list[Decision], list[Problem]]:
    """Return what several logs hold once each place is settled, by time; as `read_decisions`."""
    found: list[Decision] = []
    problems: list[Problem] = []
    for path in paths:
        decisions, bad = read_decisions(path)
        found += decisions
        problems += bad
    return settled(sorted(found, key=lambda d: d.time)), problems
