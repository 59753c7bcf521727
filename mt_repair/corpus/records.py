"""Flags and edits as the JSON objects of the contract, with offsets in the whole text."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from itertools import accumulate
from typing import Any, TypeVar

from mt_repair.types import KINDS, SAFETIES, Document, Edit, Flag, Span

Record = dict[str, Any]
Name = TypeVar("Name", bound=str)

# Legal in JSON or not, these are better spelled out: a lone surrogate has no UTF-8, and
# the others end a line for some readers.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def segment_starts(document: Document) -> Sequence[int]:
    """Return where each segment begins in the document's text, in code points."""
    pairs = zip(document.segments, document.separators[1:], strict=True)
    widths = (len(segment.target) + len(after) for segment, after in pairs)
    return list(accumulate(widths, initial=len(document.separators[0])))


def flag_record(flag: Flag, start: int) -> Record:
    """Return a flag as a JSON object; `start` is where its segment begins."""
    return {
        "start": start + flag.span.start,
        "end": start + flag.span.end,
        "surface": flag.surface,
        "zh": flag.zh,
        "kind": flag.kind,
        "rule": flag.rule,
        "suggestions": list(flag.suggestions),
        "confidence": round(flag.confidence, 4),
        "message": flag.message,
    }


def edit_record(edit: Edit, start: int) -> Record:
    """Return an edit as a JSON object; `start` is where its segment begins."""
    return {
        "start": start + edit.span.start,
        "end": start + edit.span.end,
        "old": edit.old,
        "new": edit.new,
        "by": edit.by,
        "safety": edit.safety,
        "confidence": round(edit.confidence, 4),
        "because": edit.because,
    }


def flag_of(record: Record) -> Flag:
    """Return the flag of a JSON object, its span in the whole text.

    Raises KeyError, TypeError or ValueError where it is none.
    """
    return Flag(
        0,
        Span(int(record["start"]), int(record["end"])),
        str(record["surface"]),
        str(record["rule"]),
        _one_of(KINDS, record["kind"]),
        str(record.get("message", "")),
        str(record.get("zh", "")),
        tuple(map(str, record.get("suggestions", ()))),
        _share(float(record["confidence"])),
    )


def edit_of(record: Record) -> Edit:
    """Return the edit of a JSON object, its span in the whole text.

    Raises KeyError, TypeError or ValueError where it is none.
    """
    return Edit(
        0,
        Span(int(record["start"]), int(record["end"])),
        str(record["old"]),
        str(record["new"]),
        str(record.get("because", "")),
        _one_of(SAFETIES, record["safety"]),
        _share(float(record["confidence"])),
        str(record.get("by", "")),
    )


def _share(value: float) -> float:
    if not 0 <= value <= 1:
        raise ValueError(f"a confidence of {value} is not between 0 and 1")
    return value


def _one_of(names: Sequence[Name], name: object) -> Name:
    for known in names:
        if known == name:
            return known
    raise ValueError(f"{name!r} is none of {', '.join(names)}")


def to_json(value: object, indent: int | None = None) -> str:
    """Return a value as JSON that is always valid UTF-8: Chinese readable, oddities escaped."""
    raw = json.dumps(value, ensure_ascii=False, indent=indent)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", raw)
