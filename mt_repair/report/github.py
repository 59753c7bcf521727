"""Annotations on a pull request: workflow commands that GitHub's runner reads from the log.

    ::error file=mt.txt,line=4,endLine=4,col=6,endColumn=9,title=pat → Paipai::known ...

What repair mends on its own is an error, what a person must look at a warning, the rest a
notice. GitHub shows ten of each in a step and drops the others without a word, so the surest
ten are written, and how many more there are. Escapes are those of the runner
(actions/runner, ActionCommand.cs): % CR LF in what is said, and : , in a property as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from mt_repair.corpus.items import Files, Item
from mt_repair.corpus.read import STDIO
from mt_repair.report.look import Look
from mt_repair.report.places import placed_flags
from mt_repair.report.regions import Region, regions_of
from mt_repair.report.style import seen
from mt_repair.types import Flag, Safety

MOST = 10  # annotations of a kind that GitHub shows in a step
_COMMANDS: dict[Safety, str] = {"safe": "error", "review": "warning", "note": "notice"}
_LONGEST = 1000  # code points of a message; the runner cuts at 4,096 bytes


@dataclass(frozen=True, slots=True)
class _Annotation:
    """A command; `rank` is smaller for what should be shown first."""

    command: str
    rank: float
    path: str
    region: Region | None
    title: str
    message: str


def commands(files: Files, look: Look) -> Iterator[str]:
    """Yield the workflow commands of files, errors first, each kind in order of position."""
    found = [a for path, items in files for item in items for a in _annotations(path, item)]
    left: Counter[str] = Counter()
    for command in _COMMANDS.values():
        of_kind = [a for a in found if a.command == command]
        most = MOST - 1 if command == "notice" else MOST  # the last notice tells of the rest
        shown = sorted(range(len(of_kind)), key=lambda i: (of_kind[i].rank, i))[:most]
        left[command] = len(of_kind) - len(shown)
        for i in sorted(shown):
            yield _command(of_kind[i])
    if left.total():
        more = ", ".join(f"{n} {kind}{'s' * (n > 1)}" for kind, n in left.items() if n)
        yield f"::notice title=mt-repair::{_data(_MORE.format(more))}\n"


_MORE = "{} more that GitHub does not show; the other reports have them all"


def _annotations(path: str, item: Item) -> Iterator[_Annotation]:
    if item.problem is not None:
        line = item.problem.line
        region = None if line is None else Region(line, 1, line, 1)
        said = f"{item.problem.what}; {item.problem.remedy}"
        yield _Annotation("error", -1.0, path, region, "not read", said)
    if item.repair is None or not item.repair.flags:
        return
    regions = regions_of(item, item.repair)
    for _, flag, safety in placed_flags(item):
        region = regions.of(flag.segment, flag.span)
        said = f"{flag.message} ({flag.rule}, {flag.confidence:.2f})"
        yield _Annotation(_COMMANDS[safety], -flag.confidence, path, region, _title(flag), said)


def _title(flag: Flag) -> str:
    return " → ".join((flag.surface or flag.zh, *flag.suggestions[:1]))


def _command(a: _Annotation) -> str:
    properties = [] if a.path == STDIO else [("file", a.path)]
    if a.region is not None:
        r = a.region
        properties += [("line", str(r.line)), ("endLine", str(r.end_line))]
        if r.line == r.end_line and r.column < r.end_column:
            properties += [("col", str(r.column)), ("endColumn", str(r.end_column))]
    properties.append(("title", seen(a.title)))
    joined = ",".join(f"{name}={_property(value)}" for name, value in properties)
    said = seen(a.message)
    short = said if len(said) <= _LONGEST else said[:_LONGEST] + "…"
    return f"::{a.command} {joined}::{_data(short)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
