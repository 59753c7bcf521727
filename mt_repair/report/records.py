"""Reports for programs.

`json` is one object, the same for `detect --format json` and `repair --report FILE`:

    {"version": 1,            raised when a field changes its meaning
     "file": "mt.txt",        as given on the command line; "-" is standard input
     "flags": [...],          in order of position
     "edits": [...],          what repair changed (detect: would change)
     "held":  [...],          what it offers and leaves to a person
     "silenced": [...],       flags that nobody wants to see: a flag's fields, and "by":
                              "pragma", "dismissal" or "baseline", and "why"
     "bad":   [...],          what could not be read: {"line", "error"}
     "notes": [...],          for a person to know, such as what was left as it is: {"line", "text"}
     "counts": {"flags": 3, "edits": 2, "held": 1, "silenced": 0, "bad": 0}}

Of several files it is {"version": 1, "files": [...], "counts": ...}, an object as above for
each file and the sums.

A flag is {"line", "column", "level", "start", "end", "surface", "zh", "kind", "rule",
"suggestions", "confidence", "message", "fingerprint"}; its `level` is "safe" (repair changes
it on its own), "review" or "note"; its `fingerprint` stays when it only moves. One that
rests on the Chinese has a "source" too: {"line", "start", "end", "text"}, the line of the
source from 1 (of the row's, in JSON Lines) and the code points in it from 0. An edit is
{"line", "column", "start", "end", "old", "new", "by", "safety", "confidence", "because"}.
Lines and columns count from 1, `start` and `end` are code points of the whole text from 0;
in JSON Lines and Parquet the line is the row's and the rest counts through its target. In
marked-up files all are places of the file as it stands, so that `end` lies behind the markup
inside; in tables and translation files `start` and `end` count through the texts of the row
or unit. In Word documents a line is a paragraph. Flags and edits have the "id" of their row or
unit where it has one.

`jsonl` is a flag a line, as above with "file" in front. Reports of a batch have all that is in
these lists, an entry a line with the name of its "list" in front.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mt_repair.corpus.items import Files, Item
from mt_repair.corpus.records import Record, edit_record, flag_record, to_json
from mt_repair.corpus.text import LINE_END
from mt_repair.report.look import Look
from mt_repair.report.places import Place, offers_of, placed_flags, places_of
from mt_repair.types import Edit, Flag, Safety

VERSION = 1

_LISTS = ("flags", "edits", "held", "silenced", "bad")


class Records:
    """What the JSON report holds of a file; grows item by item, so that it can follow a stream."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.lists: dict[str, list[Record]] = {name: [] for name in _LISTS}
        self.notes: list[Record] = []

    def add(self, item: Item) -> None:
        """Add what was found in an item."""
        for note in item.notes:
            self.notes.append({"line": note.line, "text": note.what})
        if item.problem is not None:
            self.lists["bad"].append({"line": item.problem.line, "error": item.problem.what})
        if item.repair is not None:
            self.lists["flags"] += flags_of(item)
            self.lists["edits"] += _edits_of(item, item.repair.edits)
            self.lists["held"] += _edits_of(item, item.repair.held)
            self.lists["silenced"] += _silenced_of(item)

    def counts(self) -> dict[str, int]:
        """Return how long each list is."""
        return {name: len(records) for name, records in self.lists.items()}

    def record(self) -> Record:
        """Return the report as one JSON object."""
        held = {"version": VERSION, "file": self.path, **self.lists}
        return {**held, "notes": self.notes, "counts": self.counts()}


def report_of(gathered: Sequence[Records]) -> str:
    """Return the report on one file, or on several, its last line ended."""
    if len(gathered) == 1:
        return to_json(gathered[0].record(), indent=2) + "\n"
    counts = {name: sum(one.counts()[name] for one in gathered) for name in _LISTS}
    files = [one.record() for one in gathered]
    return to_json({"version": VERSION, "files": files, "counts": counts}, indent=2) + "\n"


def as_json(files: Files, look: Look) -> Iterator[str]:
    """Yield the report as one JSON object; the module says what is in it."""
    gathered = []
    for path, items in files:
        gathered.append(Records(path))
        for item in items:
            gathered[-1].add(item)
    yield report_of(gathered)


def as_jsonl(files: Files, look: Look) -> Iterator[str]:
    """Yield the flags, a JSON object a line."""
    for path, items in files:
        for item in items:
            for record in flags_of(item):
                yield to_json({"file": path, **record}) + "\n"


def lines_of(item: Item) -> Iterator[Record]:
    """Yield what the report holds of an item, each with the name of the list it is in."""
    held = Records(item.path)
    held.add(item)
    for name, records in (*held.lists.items(), ("notes", held.notes)):
        yield from ({"list": name, **record} for record in records)


def flags_of(item: Item) -> Iterator[Record]:
    """Yield an item's flags as JSON objects, in order of position."""
    for place, flag, safety in placed_flags(item):
        yield _flag_of(item, place, flag, safety)


def _silenced_of(item: Item) -> Iterator[Record]:
    if item.repair is None:
        return
    places, offers = places_of(item, item.repair), offers_of(item.repair)
    for silenced in item.repair.silenced:
        flag = silenced.flag
        record = _flag_of(item, places.of(flag), flag, offers.level(flag))
        yield {**record, "by": silenced.by, "why": silenced.why}


def _flag_of(item: Item, place: Place, flag: Flag, safety: Safety) -> Record:
    return {
        **_placed(item, place),
        "level": safety,
        **flag_record(flag, place.offset - flag.span.start),
        "end": place.end,
        "fingerprint": flag.fingerprint(),
        **_source(item, flag),
    }


def _source(item: Item, flag: Flag) -> Record:
    if item.repair is None or flag.source_span is None:
        return {}
    text = item.repair.document.segments[flag.segment].source or ""
    span = flag.source_span
    before = text[: span.start]
    line = flag.segment + 1 + len(LINE_END.findall(before))
    column = len(LINE_END.split(before)[-1])
    where = {"line": line, "start": column, "end": column + len(span), "text": span.of(text)}
    return {"source": where}


def _edits_of(item: Item, edits: Sequence[Edit]) -> Iterator[Record]:
    if item.repair is None:
        return
    places = places_of(item, item.repair)
    for edit in edits:
        place = places.of(edit)
        record = edit_record(edit, place.offset - edit.span.start) | {"end": place.end}
        yield {**_placed(item, place), **record}


def _placed(item: Item, place: Place) -> Record:
    id = None if item.repair is None else item.repair.document.id
    placed: Record = {} if id is None else {"id": id}
    return {**placed, "line": place.line, "column": place.column}
