"""What a change of a glossary does, for a person and for programs.

Text: the entries that differ, each with the lines it changes, the worse ones first: `-` as
the old glossary leaves them, `+` as the new one does, the edits below.

JSON: one object.

    {"version": 1,               raised when a field changes its meaning
     "entries": [...],           the entries that differ
     "counts": {"better", "worse", "different", "asked"},
     "texts": 100000,            documents looked at, the glossaries' common examples included
     "repaired": 31}             of them with both glossaries

An entry is {"zh", "en", "origin", "differs", "lines"}: `differs` says in words what is
different about it. A line is {"file", "line", "id", "verdict", "why", "before", "old",
"new", "gone", "come"} and, where it is about other entries too, "also": `before` is the line
as it came, `old` and `new` as the glossaries leave it (a segment of several lines that
differ: all of them), `gone` and `come` are edits as in the JSON Lines of `repair`, their
offsets code points of the segment. `verdict` is "better", "worse", "different" (nothing
tells) or "asked" (the text is the same, what a person is asked about is not).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from mt_repair.care.differences import Changed, described
from mt_repair.care.impact import Change, Impact
from mt_repair.care.verdict import VERDICTS
from mt_repair.corpus.records import Record, edit_record, to_json
from mt_repair.edits import diff
from mt_repair.report.diff import marked, reason, signed
from mt_repair.report.style import BOLD, DIM, GREEN, RED, YELLOW, paint, seen

VERSION = 1

_COLOURS = {"better": GREEN, "worse": RED, "different": YELLOW, "asked": DIM}


def counts(changes: Iterable[Change]) -> dict[str, int]:
    """Return how many changes there are of each verdict."""
    found = Counter(c.verdict for c in changes)
    return {verdict: found[verdict] for verdict in ("better", "worse", "different", "asked")}


def as_text(found: Impact, most: int, colour: bool = False) -> Iterator[str]:
    """Yield the entries with at most so many lines each, in pieces of whole lines."""
    for entry, changes in _grouped(found):
        yield from _heading(entry, changes, colour)
        for change in changes[:most]:
            yield from _shown(change, found.entries, colour)
        if len(changes) > most:
            yield paint(f"  ... and {len(changes) - most} more", DIM, colour) + "\n"


def as_json(found: Impact) -> Iterator[str]:
    """Yield the JSON object; the module says what is in it."""
    whole = {
        "version": VERSION,
        "entries": [_entry_record(e, cs, found.entries) for e, cs in _grouped(found)],
        "counts": counts(found.changes),
        "texts": found.texts,
        "repaired": found.repaired,
    }
    yield to_json(whole, indent=2) + "\n"


def _grouped(found: Impact) -> list[tuple[Changed, list[Change]]]:
    """Return each entry with its changes, each of them at the first entry it is about."""
    changes: dict[int, list[Change]] = {at: [] for at in range(len(found.entries))}
    for change in found.changes:
        changes[change.entries[0]].append(change)
    order = {verdict: at for at, verdict in enumerate(VERDICTS)}
    return [
        (found.entries[at], sorted(held, key=lambda c: order[c.verdict]))
        for at, held in changes.items()
    ]


def _heading(entry: Changed, changes: Sequence[Change], colour: bool) -> Iterator[str]:
    term = entry.term
    name = f"{seen(term.zh)} ({seen(term.en)})"
    place = f"{seen(term.origin)}: " if term.origin else ""
    yield paint(f"{place}{name}: {seen('; '.join(described(entry)))}", BOLD, colour) + "\n"
    told = [f"{number} {verdict}" for verdict, number in counts(changes).items() if number]
    yield f"  {', '.join(told) or 'changes no line'}\n"


def _shown(change: Change, entries: Sequence[Changed], colour: bool) -> Iterator[str]:
    verdict = paint(change.verdict, _COLOURS[change.verdict], colour)
    also = [entries[at].zh for at in change.entries[1:]]
    why = change.why + (f" (also about {', '.join(also)})" if also else "")
    yield f"@@ {seen(change.text.path)}:{change.line} {verdict}: {seen(why)}\n"
    if change.old == change.new:
        yield from signed(" ", DIM, marked(change.new, ()), colour)
    else:
        edits = diff(change.old, change.new)
        gone = [(e.span.start, e.span.end) for e in edits]
        come, shift = [], 0
        for e in edits:
            come.append((e.span.start + shift, e.span.start + shift + len(e.new)))
            shift += len(e.new) - len(e.old)
        yield from signed("-", RED, marked(change.old, gone), colour)
        yield from signed("+", GREEN, marked(change.new, come), colour)
    for sign, made in (("-", change.gone), ("+", change.come)):
        for edit in made:
            yield paint(f"  # {sign} {reason(edit)}", DIM, colour) + "\n"


def _entry_record(entry: Changed, changes: Sequence[Change], all: Sequence[Changed]) -> Record:
    term = entry.term
    return {
        "zh": term.zh,
        "en": term.en,
        "origin": term.origin,
        "differs": described(entry),
        "lines": [_change_record(change, all) for change in changes],
    }


def _change_record(change: Change, entries: Sequence[Changed]) -> Record:
    id = change.text.id
    also = [entries[at].zh for at in change.entries[1:]]
    return {
        "file": change.text.path,
        "line": change.line,
        **({} if id is None else {"id": id}),
        "verdict": change.verdict,
        "why": change.why,
        "before": change.before,
        "old": change.old,
        "new": change.new,
        "gone": [edit_record(edit, 0) for edit in change.gone],
        "come": [edit_record(edit, 0) for edit in change.come],
        **({"also": also} if also else {}),
    }
