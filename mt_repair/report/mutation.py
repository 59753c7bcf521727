"""The mutation score of a glossary, as lines and as JSON.

The JSON is one object:

    {"version": 1,             raised when a field changes its meaning
     "files": [...], "number": 200, "seed": 0,
     "score": 0.975,           of the faults that are none left out, the share caught; or null
     "by_fault": {"case-loss": {"caught": 24, "survived": 1, "equivalent": 0}, ...},
     "faults": [...]}          {"fault", "path", "line", "zh", "told", "fate", "by"}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mt_repair.corpus.records import to_json
from mt_repair.report.style import seen
from mt_repair.report.table import tab_separated

VERSION = 1
Record = Mapping[str, Any]


def mutation_lines(
    faults: Sequence[Record], by_fault: Mapping[str, Mapping[Any, int]]
) -> Iterator[str]:
    """Yield a line for each fault that survived, then a table by type, with tabs."""
    for f in faults:
        if f["fate"] == "survived":
            what = f"nothing would catch it if {f['told']}"
            place = f"{f['path']}:{f['line']}: {f['zh']}: {what}"
            yield seen(f"{place}; add a sentence that shows it [{f['fault']}]") + "\n"
    fates = ("caught", "survived", "equivalent")
    rows = [(name, *(str(fated[fate]) for fate in fates)) for name, fated in by_fault.items()]
    yield from tab_separated(("fault", *fates), rows)


def mutation_json(
    files: Sequence[str],
    number: int,
    seed: int,
    score: float | None,
    faults: Sequence[Record],
    by_fault: Mapping[str, Mapping[Any, int]],
) -> str:
    """Return the score and what it rests on as one JSON object; the module says what is in it."""
    whole = {
        "version": VERSION,
        "files": list(files),
        "number": number,
        "seed": seed,
        "score": score,
        "by_fault": by_fault,
        "faults": list(faults),
    }
    return to_json(whole, indent=2) + "\n"
