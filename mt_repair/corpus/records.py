"""Flags and edits as the JSON objects of the contract, with offsets in the whole text."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from mt_repair.types import Document, Edit, Flag

Record = dict[str, Any]

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


def to_json(value: object, indent: int | None = None) -> str:
    """Return a value as JSON that is always valid UTF-8: Chinese readable, oddities escaped."""
    raw = json.dumps(value, ensure_ascii=False, indent=indent)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", raw)
