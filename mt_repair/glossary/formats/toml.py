"""Glossary files in TOML: one [[term]] block a term."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import rtoml

from mt_repair.errors import InputError, Problem
from mt_repair.glossary.entries import Entry, Reading, quoted, values_of
from mt_repair.glossary.formats.written import Written
from mt_repair.types import Term

_POSITION = re.compile(r"(.*) at line (\d+) column \d+$", re.DOTALL)

_KEY = r"""(?:[\w-]+|"[^"\\\n]*(?:\\.[^"\\\n]*)*"|'[^'\n]*')"""
_PATH = rf"[ \t]*{_KEY}(?:[ \t]*\.[ \t]*{_KEY})*[ \t]*"
_STRING = r'"(?!"")[^"\\\n]*(?:\\.[^"\\\n]*)*"'
# What can hold a bracket is matched whole, so that none inside it is taken for syntax;
# strings on one line are matched in one go, for speed.
_TOKEN = re.compile(
    "|".join(
        (
            rf"^[ \t]*(?:\[\[(?P<item>{_PATH})\]\]|\[(?P<table>{_PATH})\])",
            rf"^[ \t]*(?P<key>{_KEY})[ \t]*=",
            r'"""[^"\\]*(?:(?:\\.|"{1,2}(?!"))[^"\\]*)*"{3,5}',
            r"'''[^']*(?:'{1,2}(?!')[^']*)*'{3,5}",
            rf'{_STRING}(?:[^\[\]{{}}"\'#\n]*{_STRING})*',
            r"'[^'\n]*'",
            r"#[^\n]*",
            r"(?P<open>[\[{])",
            r"(?P<close>[\]}])",
        )
    ),
    re.MULTILINE | re.DOTALL,
)


@dataclass(slots=True)
class _Place:
    """Where a [[term]] block and what is in it stand."""

    line: int
    keys: dict[str, int] = field(default_factory=dict)
    examples: list[int] = field(default_factory=list)


def read(text: str, path: str) -> Reading:
    """Return the entries of a TOML glossary.

    Raises InputError with the parser's line where the text is not TOML.
    """
    try:
        data = rtoml.loads(text)
    except ValueError as error:
        raise _syntax_error(text, path, str(error)) from None
    terms = data.pop("term", [])
    problems = [_stray(key, text, path) for key in data]
    places = list(_places(text))
    if not isinstance(terms, list) or len(terms) != len(places):
        line = _line_of(text, r"^[ \t]*\[?[ \t]*[\"']?term\b")
        problems.append(
            Problem(
                path, line, "a term is not in a block of its own", "begin each one with [[term]]"
            )
        )
        return Reading((), tuple(problems))
    entries = (
        Entry(place.line, values, place.keys, place.examples)
        for values, place in zip(terms, places, strict=True)
    )
    return Reading(tuple(entries), tuple(problems))


def write(terms: Sequence[Term]) -> Written:
    """Return terms as a TOML glossary, in the shape of the shipped pack's files."""
    blocks = []
    for term in terms:
        lines = ["[[term]]"]
        for key, value in values_of(term).items():
            if key == "examples":
                rows = (", ".join(f"{k} = {_string(t)}" for k, t in e.items()) for e in value)
                lines += ("examples = [", *(f"  {{ {row} }}," for row in rows), "]")
            elif isinstance(value, list):
                lines.append(f"{key} = [{', '.join(map(_string, value))}]")
            else:
                lines.append(f"{key} = {'true' if value is True else _string(value)}")
        blocks.append("".join(f"{line}\n" for line in lines))
    return Written("\n".join(blocks).encode(), len(terms))


def _string(text: str) -> str:
    # JSON escapes what TOML's basic strings do; names and sentences have no U+007F.
    return json.dumps(text, ensure_ascii=False)


def _places(text: str) -> Iterator[_Place]:
    """Yield the place of each [[term]] block; the text must be valid TOML."""
    place: _Place | None = None
    section, key, depth, line, counted = "", "", 0, 1, 0
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        if kind is None:
            continue
        if kind == "close":
            depth -= 1
            continue
        if kind == "open":
            depth += 1
            if not (place and key == "examples" and depth == 2 and token.group() == "{"):
                continue
        elif depth:
            continue
        start = token.start(kind)
        line += text.count("\n", counted, start)
        counted = start
        if kind == "open":
            assert place is not None
            place.examples.append(line)
        elif kind == "key":
            key = token["key"].strip("\"'")
            if place and section == "term":
                place.keys[key] = line
            elif section:
                key = ""
        else:
            section, key = re.sub(r"[ \t\"']", "", token[kind]), ""
            if section == "term" and kind == "item":
                if place:
                    yield place
                place = _Place(line)
            elif place and section.startswith("term."):
                place.keys.setdefault(section.split(".")[1], line)
                if section == "term.examples" and kind == "item":
                    place.examples.append(line)
    if place:
        yield place


def _syntax_error(text: str, path: str, message: str) -> InputError:
    found = _POSITION.match(message)
    if not found:
        return InputError.one(path, None, f"this is not TOML: {message}", "make it simpler")
    line = int(found[2])
    lines = text.split("\n")
    here = lines[min(line, len(lines)) - 1]
    what = f"this is not TOML: {found[1]}"
    remedy = "check the quotation marks, commas and brackets here and in the line above"
    if "basic string" in found[1] and 'expected `"`' in found[1]:
        what, remedy = "a quotation mark is not closed", 'end the text with "'
    elif "recurse" in found[1]:
        what, remedy = "lists are nested too deep", "check the brackets here"
    elif re.search("[“”‘’，＝＂［］]", here):
        remedy = 'use the plain " = , [ ] of an English keyboard outside the names'
    return InputError.one(path, line, what, remedy)


def _stray(key: str, text: str, path: str) -> Problem:
    line = _line_of(text, rf"^[ \t]*\[*[ \t]*[\"']?{re.escape(key)}\b")
    remedy = "begin each term with a line [[term]] and put its keys under it"
    return Problem(path, line, f"{quoted(key)} stands outside a term", remedy)


def _line_of(text: str, pattern: str) -> int | None:
    found = re.search(pattern, text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else None
