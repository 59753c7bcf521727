"""Texts that belong together, segment by segment: hypothesis, reference, source, base, gold.

A text file has a segment a line. JSON Lines have a segment a row, which may hold several
lines, and any of the fields below; fields not named are left alone.

| field | what |
|---|---|
| `repaired`, `target` | the hypothesis, and what it was before; `target` alone is the hypothesis |
| `reference`, `source` | of the row, where no file is named for them |
| `flags`, `edits` | as `repair` and `detect` write them; offsets count in `target` |
| `gold` | spans that are wrong in `target`: `[{"start": 3, "end": 6}]` |
| `terms` | the row's own terms: `{"拍拍": "Paipai"}` or `{"拍拍": ["Paipai", "Paipai.com"]}` |
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mt_repair.corpus import format_of, jsonl
from mt_repair.corpus.read import STDIO, read_text
from mt_repair.corpus.records import edit_of, flag_of
from mt_repair.corpus.text import line_spans
from mt_repair.errors import InputError
from mt_repair.types import Edit, Flag, Span, Term

Fields = Mapping[str, Any]
Rows = Sequence[tuple[int, Fields]]  # with the line each stands in

_REMEDY = "mend the row"


@dataclass(frozen=True, slots=True)
class Paths:
    """The files that belong together; only the hypothesis must be named."""

    hypothesis: str
    reference: str | None = None
    source: str | None = None
    base: str | None = None
    gold: str | None = None


@dataclass(frozen=True, slots=True)
class Parallel:
    """A segment's hypothesis with what it is measured against.

    `base` is what the hypothesis was made from; `flags`, `edits` and `gold` refer to it, or
    to the hypothesis where there is no base.
    """

    hypothesis: str
    reference: str
    source: str | None = None
    base: str | None = None
    id: str | int | None = None
    flags: tuple[Flag, ...] | None = None
    edits: tuple[Edit, ...] | None = None
    gold: tuple[Span, ...] | None = None
    terms: tuple[Term, ...] = ()


def read_parallel(paths: Paths) -> list[Parallel]:
    """Return the segments of files that belong together.

    Raises InputError where one cannot be read, has a bad row, or has more or fewer segments
    than the hypothesis, and where there is no reference.
    """
    named = [
        p for p in (paths.hypothesis, paths.reference, paths.source, paths.base, paths.gold) if p
    ]
    if named.count(STDIO) > 1:
        raise InputError.one(STDIO, None, "only one text can be standard input", "name the others")
    rows = _rows(paths.hypothesis, "target")
    if not rows:
        raise InputError.one(paths.hypothesis, None, "the text is empty", "name the text to score")
    out = [_own(paths.hypothesis, line, fields) for line, fields in rows]
    if paths.reference is not None:
        texts = _beside(paths, paths.reference, rows, ("reference", "target"))
        out = [replace(one, reference=text) for one, text in zip(out, texts, strict=True)]
    if paths.source is not None:
        texts = _beside(paths, paths.source, rows, ("source", "target"))
        out = [replace(one, source=text) for one, text in zip(out, texts, strict=True)]
    if paths.base is not None:
        texts = _beside(paths, paths.base, rows, ("target",))
        out = [_based(one, text) for one, text in zip(out, texts, strict=True)]
    if paths.gold is not None:
        found = _matching(paths, paths.gold, rows)
        out = [
            replace(one, gold=_gold(paths.gold, line, fields))
            for one, (line, fields) in zip(out, found, strict=True)
        ]
    _check(paths, out, rows)
    return out


def _rows(path: str, name: str) -> Rows:
    """Return a file's segments; a line of a text file is the field of a name."""
    text = read_text(path)
    spans = line_spans(text)
    if format_of(path) != "jsonl":
        return [(line, {name: text[a:b]}) for line, (a, b) in enumerate(spans, 1)]
    return [
        (line, jsonl.fields(path, line, text[a:b]))
        for line, (a, b) in enumerate(spans, 1)
        if text[a:b].strip()
    ]


def _own(path: str, line: int, fields: Fields) -> Parallel:
    target = _text(path, line, fields, ("target",))
    repaired = _text(path, line, fields, ("repaired",)) if "repaired" in fields else None
    id = fields.get("id")
    try:
        flags = tuple(map(flag_of, fields["flags"])) if "flags" in fields else None
        edits = tuple(map(edit_of, fields["edits"])) if "edits" in fields else None
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        what = f'its "flags" or "edits" are not as repair writes them ({_said(error)})'
        raise InputError.one(path, line, what, "repair the text again, or take them out") from None
    stands = [*((f.span, f.surface) for f in flags or ()), *((e.span, e.old) for e in edits or ())]
    for span, surface in stands:
        if span.of(target) != surface:
            what = f'what "flags" or "edits" say of character {span.start} is not in "target"'
            raise InputError.one(path, line, what, "repair the text again, or take them out")
    optional = {
        name: _text(path, line, fields, (name,)) if fields.get(name) is not None else None
        for name in ("reference", "source")
    }
    return Parallel(
        hypothesis=target if repaired is None else repaired,
        reference=optional["reference"] or "",
        source=optional["source"],
        base=None if repaired is None else target,
        id=id if isinstance(id, str | int) else None,
        flags=flags,
        edits=edits,
        gold=_gold(path, line, fields) if "gold" in fields else None,
        terms=_terms(path, line, fields),
    )


def _based(one: Parallel, base: str) -> Parallel:
    """Return a segment with another base; what referred to its own holds no longer."""
    same = base == one.base or (one.base is None and base == one.hypothesis)
    return replace(one, base=base) if same else replace(one, base=base, edits=None, flags=None)


def _beside(paths: Paths, path: str, rows: Rows, names: Sequence[str]) -> list[str]:
    return [
        _text(path, line, fields, names) for line, fields in _matching(paths, path, rows, names[0])
    ]


def _matching(paths: Paths, path: str, rows: Rows, name: str = "target") -> Rows:
    """Return the segments of a file beside the hypothesis, as many as that has."""
    found = _rows(path, name)
    if len(found) != len(rows):
        what = f"the file has {_count(found)}, {paths.hypothesis} has {_count(rows)}"
        raise InputError.one(path, None, what, "give files whose lines belong together")
    for (line, fields), (other, beside) in zip(rows, found, strict=True):
        if fields.get("id", 0) != beside.get("id", fields.get("id", 0)) and "id" in fields:
            what = (
                f'"id" is {beside["id"]!r} here and {fields["id"]!r} in {paths.hypothesis}:{line}'
            )
            raise InputError.one(path, other, what, "bring the rows into the same order")
    return found


def _text(path: str, line: int, fields: Fields, names: Sequence[str]) -> str:
    """Return the first of several fields that a row has."""
    for name in names:
        if name in fields:
            if not isinstance(fields[name], str):
                raise InputError.one(path, line, f'"{name}" is no text', _REMEDY)
            return str(fields[name])
    wanted = " or ".join(f'"{name}"' for name in names)
    raise InputError.one(path, line, f"the row has no {wanted}", _REMEDY)


def _gold(path: str, line: int, fields: Fields) -> tuple[Span, ...]:
    try:
        return tuple(Span(int(span["start"]), int(span["end"])) for span in fields["gold"])
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        what = f'the row has no spans in "gold" ({_said(error)})'
        remedy = 'give them as "gold": [{"start": 3, "end": 6}]'
        raise InputError.one(path, line, what, remedy) from None


def _terms(path: str, line: int, fields: Fields) -> tuple[Term, ...]:
    held = fields.get("terms", {})
    out = []
    for zh, en in held.items() if isinstance(held, dict) else [("", None)]:
        forms = [en] if isinstance(en, str) else en
        if not zh or not isinstance(forms, list) or not all(isinstance(f, str) for f in forms):
            remedy = 'give them as "terms": {"拍拍": ["Paipai", "Paipai.com"]}'
            raise InputError.one(path, line, 'its "terms" are no terms', remedy)
        if forms and forms[0].strip():
            out.append(Term(zh, forms[0], accept=tuple(forms[1:]), origin=f"{path}:{line}"))
    return tuple(out)


def _check(paths: Paths, segments: Sequence[Parallel], rows: Rows) -> None:
    if paths.reference is None:
        for (line, fields), one in zip(rows, segments, strict=True):
            if not one.reference and "reference" not in fields:
                what = "there is no reference to score against"
                remedy = 'name it with --ref, or put it in each row as "reference"'
                at = line if format_of(paths.hypothesis) == "jsonl" else None
                raise InputError.one(paths.hypothesis, at, what, remedy)
    for (line, _), one in zip(rows, segments, strict=True):
        text = one.hypothesis if one.base is None else one.base
        if one.gold and max(span.end for span in one.gold) > len(text):
            path = paths.gold or paths.hypothesis
            what = f'a span of "gold" ends behind the segment\'s {len(text)} characters'
            raise InputError.one(path, line, what, "count in code points of the text before repair")


def _count(rows: Rows) -> str:
    return "1 segment" if len(rows) == 1 else f"{len(rows)} segments"


def _said(error: Exception) -> str:
    return f"{error} is missing" if isinstance(error, KeyError) else str(error)
