"""What each entry of a glossary does: where it was found, what came of it, how often wrongly.

Counted are texts, repaired here or before (rows of `repair`'s JSON Lines), and what editors
decided:

- hits: places where the entry was found wrong or missing (flags with its Chinese name);
- applied, held: edits of it that were made, or left to a person;
- accepted: decisions of editors that put its name in, as offered or typed;
- false alarms: offers of it that editors rejected and, where texts are a person's own
  English, every edit that was made;
- last seen: the latest day on which it was found, by the time of a decision or by the
  `"date"` of a row; empty where neither says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from mt_repair.care.decisions import Decision, read_all
from mt_repair.corpus import format_of, jsonl
from mt_repair.corpus.items import Repairer
from mt_repair.corpus.records import Record
from mt_repair.corpus.texts import bodies, document_of, texts
from mt_repair.errors import Problem
from mt_repair.glossary.glossary import Glossary, zh_key
from mt_repair.glossary.shipped import is_shipped
from mt_repair.pipeline import Pipeline, for_streams, repair
from mt_repair.types import Term

_REMEDY = "mend the row; it was left out"


@dataclass(slots=True)
class Count:
    """An entry with what was counted of it; the module says what each figure means."""

    term: Term
    hits: int = 0
    applied: int = 0
    held: int = 0
    accepted: int = 0
    false_alarms: int = 0
    last_seen: date | None = None

    @property
    def fired(self) -> bool:
        """Whether the entry was found at all."""
        return bool(self.hits or self.accepted or self.false_alarms)


@dataclass(slots=True)
class Counts:
    """The counts of a glossary's entries, to be added to; in the glossary's order."""

    of: Mapping[str, Count] = field(default_factory=dict)

    @classmethod
    def over(cls, glossary: Glossary) -> Counts:
        """Return counts of nothing yet."""
        return cls({zh_key(term.zh): Count(term) for term in glossary.terms})

    def add_results(self, row: Mapping[str, Any], human: bool = False) -> None:
        """Add a row with the flags and edits of a repair; `human` English has no wrong name."""
        day = _day(row.get("date"))
        for flag in row["flags"]:
            count = self.of.get(zh_key(flag["zh"]))
            if count is not None:
                count.hits += 1
                _see(count, day)
        for kind in ("edits", "held"):
            for edit in row.get(kind, ()):
                for count in self._behind(edit, row["flags"]):
                    if kind == "held":
                        count.held += 1
                        continue
                    count.applied += 1
                    count.false_alarms += human

    def add_decision(self, decision: Decision) -> None:
        """Add what an editor decided."""
        count = self.of.get(zh_key(decision.zh))
        if count is not None:
            if decision.taken:
                count.accepted += 1
            else:
                count.false_alarms += 1
            _see(count, decision.time.astimezone(UTC).date())

    def _behind(self, edit: Record, flags: Iterable[Record]) -> Iterator[Count]:
        """Yield the entries an edit is about: those of its rule's flags that it covers."""
        names = {
            zh_key(flag["zh"])
            for flag in flags
            if flag["rule"] == edit["by"]
            and flag["start"] < max(edit["end"], edit["start"] + 1)
            and edit["start"] < max(flag["end"], flag["start"] + 1)
        }
        yield from (self.of[name] for name in sorted(names) if name in self.of)


def _see(count: Count, day: date | None) -> None:
    if day is not None and (count.last_seen is None or day > count.last_seen):
        count.last_seen = day


def _day(value: object) -> date | None:
    """Return the day that a row's date names, None where it names none."""
    if not isinstance(value, str):
        return None
    try:
        return datetime.fromisoformat(value).date()
    except ValueError:
        return None


def counted(
    pipeline: Pipeline, files: Sequence[str], logs: Sequence[Path] = (), human: bool = False
) -> tuple[Counts, list[Problem]]:
    """Return the counts of the pipeline's entries in files and logs, and what is wrong with rows.

    Raises InputError where a file cannot be used.
    """
    repairer = partial(repair, for_streams(pipeline) if files else pipeline)
    counts = Counts.over(pipeline.glossary)
    decisions, problems = read_all(logs)
    for decision in decisions:
        counts.add_decision(decision)
    for path in files:
        for found in results(path, repairer):
            if isinstance(found, Problem):
                problems.append(found)
            else:
                counts.add_results(found, human)
    return counts, problems


def results(path: str, repairer: Repairer) -> Iterator[Record | Problem]:
    """Yield the results of each text of a file; rows that have none are repaired first.

    Raises InputError where the file cannot be used.
    """
    if format_of(path) != "jsonl":
        for text in texts(path):
            if not isinstance(text, Problem):
                yield jsonl.results(repairer(document_of(text)))
        return
    for number, body in bodies(path):
        try:
            yield _result(jsonl.read_fields(body), repairer)
        except jsonl.BadRowError as error:
            yield Problem(path, number, str(error), _REMEDY)


def _result(row: Record, repairer: Repairer) -> Record:
    if "flags" not in row:
        return {**row, **jsonl.results(repairer(jsonl.document_of(row)))}
    for name in ("flags", "edits", "held"):
        keys = ("start", "end", "rule", "zh") if name == "flags" else ("start", "end", "by")
        found = row.get(name, [])
        if not isinstance(found, list) or not all(_has(one, keys) for one in found):
            raise jsonl.BadRowError(f'"{name}" is not what repair writes')
    return row


def _has(record: object, keys: Sequence[str]) -> bool:
    """Tell whether a record has the keys, each with a value of its kind."""
    return isinstance(record, dict) and all(
        isinstance(record.get(key), int if key in ("start", "end") else str) for key in keys
    )


def ranked(counts: Counts, every: bool = True) -> list[Count]:
    """Return the counts: false alarms first, then the most hits, then the glossary's order.

    Without `every`, entries that ship are left out where they were not found.
    """
    shown = [c for c in counts.of.values() if every or c.fired or not is_shipped(c.term)]
    return sorted(shown, key=lambda c: (-c.false_alarms, -c.hits, -c.accepted))
