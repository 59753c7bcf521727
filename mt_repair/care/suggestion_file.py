"""Suggestions as a glossary file: TOML that loads as it stands, its reasons as remarks.

What is held is there as remarks only, so that nobody takes it over by mistake.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from mt_repair.care.suggestions import Suggestion
from mt_repair.corpus.records import to_json
from mt_repair.report.style import seen
from mt_repair.types import Example

_SURROGATE = re.compile("[\ud800-\udfff]")

_HEAD = (
    "Suggested by mt-repair {}: review each entry, then take it into your glossary.",
    "Remarks say where it comes from. Wrong forms that are also plain English need a keep sentence.",
)


def written(
    suggestions: Sequence[Suggestion],
    remarks: Iterable[str] = (),
    failing: Mapping[tuple[str, str], str] | None = None,
    command: str = "glossary suggest",
) -> Iterator[str]:
    """Yield a glossary file in pieces of whole lines, made by a command.

    `failing` says of examples, by Chinese name and sentence, what comes out instead.
    """
    yield from _remarks(line.format(command) for line in _HEAD)
    for s in suggestions:
        if not s.held:
            yield "\n"
            yield from _remarks(s.notes)
            yield from _entry(s, failing or {})
    held = [s for s in suggestions if s.held]
    rest = list(remarks)
    if held or rest:
        yield "\n# --- not entries of their own ---\n"
    for s in held:
        yield "#\n"
        yield from _remarks((s.held, *s.notes))
        yield from (f"#   {line}" for line in _entry(s, {}))
    if rest:
        yield "#\n"
        yield from _remarks(rest)


def _entry(s: Suggestion, failing: Mapping[tuple[str, str], str]) -> Iterator[str]:
    yield "[[term]]\n"
    yield f"zh = {_text(s.zh)}\n"
    yield f"en = {_text(s.en)}\n"
    if s.type is not None:
        yield f"type = {_text(s.type)}\n"
    for key, forms in (("accept", s.accept), ("wrong", s.wrong)):
        if forms:
            yield f"{key} = [{', '.join(map(_text, forms))}]\n"
    if s.examples:
        yield "examples = [\n"
        for example in s.examples:
            instead = failing.get((s.zh, example.before))
            if instead is not None:
                yield from (
                    f"  {line}" for line in _remarks([f"does not hold yet; it becomes “{instead}”"])
                )
            yield f"  {_example(example)},\n"
        yield "]\n"


def _example(example: Example) -> str:
    if example.after is None:
        return f"{{ keep = {_text(example.before)} }}"
    return f"{{ before = {_text(example.before)}, after = {_text(example.after)} }}"


def _text(text: str) -> str:
    """Return a text as a TOML string; what no TOML may hold becomes U+FFFD."""
    return to_json(_SURROGATE.sub("\ufffd", text))


def _remarks(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield f"# {seen(line)}\n"
