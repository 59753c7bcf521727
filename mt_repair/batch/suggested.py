"""A glossary to review, of what a corpus has: names to list, and phrases that may be names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mt_repair.care.suggestion_file import written
from mt_repair.care.suggestions import Suggestion, sifted
from mt_repair.corpus.records import Record
from mt_repair.glossary.glossary import Glossary, zh_key
from mt_repair.types import Kind

_NAMED: tuple[Kind, ...] = ("literal", "romanised", "wrong-name", "missing")
_FEWEST = 2  # times that something was left to a person, to be suggested


def suggested(record: Record, glossary: Glossary) -> Iterator[str]:
    """Yield a glossary file of suggestions, in pieces of whole lines.

    An entry is a name that no glossary has and the Chinese told, left to a person twice or more,
    with what stood for it. What the glossary has and was not sure of is a remark only: most of it
    may be right where it stands. So are phrases without Chinese.
    """
    found: dict[str, list[Record]] = {}
    for name in record["names"]:
        left = name["flags"] - name["edits"]
        if name["kind"] in _NAMED and name["zh"] and name["suggestion"] and left >= _FEWEST:
            found.setdefault(zh_key(name["zh"]), []).append(name)
    suggestions = sifted((_suggestion(names, glossary) for names in found.values()), glossary)
    remarks = [line for suspect in record["suspects"] for line in _remarks(suspect)]
    yield from written(suggestions, remarks, command="batch")


def _suggestion(names: Sequence[Record], glossary: Glossary) -> Suggestion:
    first = names[0]
    known = glossary.get(first["zh"])
    held = "" if known is None else f"{known.origin} has it, and left this to a person:"
    wrong = [n["surface"] for n in names if n["surface"] and n["surface"] != first["suggestion"]]
    notes = [line for name in names for line in _remarks(name)]
    number = sum(name["flags"] for name in names)
    return Suggestion(
        first["zh"],
        first["suggestion"],
        wrong=tuple(wrong),
        notes=tuple(notes),
        weight=number,
        held=held,
    )


def _remarks(name: Record) -> Iterator[str]:
    surface = f"“{name['surface']}”" if name["surface"] else "nothing"
    times = "once" if name["flags"] == 1 else f"{name['flags']} times"
    yield f"{surface} for {name['zh'] or 'a name nobody knows'}, {times}, put right {name['edits']}"
    for place in name["places"]:
        yield f"  {place['file']}:{place['line']}: {place['text']}"
