"""Findings of a check, as lines and as JSON.

The JSON is one object:

    {"version": 1,             raised when a field changes its meaning
     "files": [...],           what was checked, as given
     "findings": [...],        in order of file and line: {"path", "line", "rule", "severity",
                               "message", "remedy"}; `severity` is "error" or "warning"
     "examples": {"repair": {"passed": 2, "failed": 1, "known": 1}, "keep": {...}},
     "gates": [...],           {"name", "kind", "passed", "tried", "wanted", "lost", "gained",
                               "p", "fails"}
     "counts": {"errors": 1, "warnings": 0}}

Of the sentences that failed, `known` are those marked so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from mt_repair.corpus.records import to_json
from mt_repair.report.style import seen
from mt_repair.types import Finding

VERSION = 1


def finding_lines(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield a line a finding: `path:line: what is wrong; what to do [rule]`."""
    for f in findings:
        place = f.path if f.line is None else f"{f.path}:{f.line}"
        warning = "warning: " if f.severity == "warning" else ""
        yield seen(f"{place}: {warning}{f.message}; {f.remedy} [{f.rule}]") + "\n"


def findings_json(
    files: Sequence[str],
    findings: Sequence[Finding],
    examples: Mapping[Any, Mapping[str, int]],
    gates: Sequence[Mapping[str, Any]],
) -> str:
    """Return the findings as one JSON object; the module says what is in it."""
    counts = Counter(f.severity for f in findings)
    whole = {
        "version": VERSION,
        "files": list(files),
        "findings": [asdict(f) for f in findings],
        "examples": examples,
        "gates": list(gates),
        "counts": {"errors": counts["error"], "warnings": counts["warning"]},
    }
    return to_json(whole, indent=2) + "\n"
