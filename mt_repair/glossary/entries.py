"""One glossary entry as a file gives it, and the rules that make it a term."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mt_repair.errors import Problem
from mt_repair.language.chinese import has_han
from mt_repair.types import ENTITY_TYPES, Example, Term

KEYS = (
    "zh",
    "en",
    "type",
    "accept",
    "first",
    "wrong",
    "aliases",
    "domain",
    "note",
    "examples",
    "off",
)
LISTS = ("accept", "wrong", "aliases")
SENTENCES = ("before", "after", "keep")
EXAMPLE_KEYS = (*SENTENCES, "known")
LONGEST_NAME = 200

_SHAPES: dict[str, type] = {
    **dict.fromkeys(KEYS, str),
    **dict.fromkeys((*LISTS, "examples"), list),
    "off": bool,
}
_SHAPE_NAMES = {
    str: "a text",
    bool: "true or false",
    int: "a number",
    float: "a number",
    list: "a list",
    dict: "a group of keys",
}
_LINE_BREAK = re.compile("[\n\r\x0b\x0c\x85\u2028\u2029]")
_UNSEEN_IN_TEXT = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff"
_UNSEEN_IN_NAME = (
    _UNSEEN_IN_TEXT
    + "\t\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
)
_BAD_IN_TEXT = re.compile(f"[{_UNSEEN_IN_TEXT}]")
_BAD_IN_NAME = re.compile(f"[{_UNSEEN_IN_NAME}]")


@dataclass(frozen=True, slots=True)
class Entry:
    """The keys and values of one entry, unchecked, with the lines they stand on."""

    line: int
    values: Mapping[str, Any]
    lines: Mapping[str, int] = field(default_factory=dict)
    example_lines: Sequence[int] = ()

    def at(self, key: str) -> int:
        """Return the line of a key, or the entry's own where the key's is not known."""
        return self.lines.get(key, self.line)

    def example_at(self, index: int) -> int:
        """Return the line of the n-th example, or the key's where it is not known."""
        if index < len(self.example_lines):
            return self.example_lines[index]
        return self.at("examples")


@dataclass(frozen=True, slots=True)
class Left:
    """Something that did not go over from one format to another: what and why, and whose it was."""

    what: str
    name: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a format's reader found: entries, and what it could not make an entry of.

    `sign` is what the format writes between a key and its value; remedies quote it. `left`
    is what a file of another tool holds and a glossary has no place for. Entries that come of
    `rules` may lack their Chinese.
    """

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()
    sign: str = " = "
    left: tuple[Left, ...] = ()
    rules: bool = False


def quoted(text: object) -> str:
    """Return a text in quotation marks, cut short and with unseen characters spelled out."""
    shown = str(text)
    if len(shown) > 40:
        shown = shown[:39] + "…"
    bare = _BAD_IN_NAME.sub(_code_point, _LINE_BREAK.sub(" ", shown))
    return f'"{bare}"'


def nearest(word: str, known: Sequence[str]) -> str:
    """Return advice on an unknown word: the known one it resembles, or all of them."""
    close = difflib.get_close_matches(word.strip().lower(), [k.lower() for k in known], 1)
    if close:
        return next(f'write "{k}"' for k in known if k.lower() == close[0])
    return f"use one of {', '.join(known)}"


def term_of(entry: Entry, origin: str) -> Term:
    """Return the term an entry describes, its names without space around them.

    The entry must be free of problems; `problems_in` tells.
    """
    values = entry.values
    return Term(
        zh=values["zh"].strip(),
        en=values.get("en", "").strip(),
        type=values.get("type"),
        accept=tuple(map(str.strip, values.get("accept", ()))),
        wrong=tuple(map(str.strip, values.get("wrong", ()))),
        aliases=tuple(map(str.strip, values.get("aliases", ()))),
        domain=values.get("domain", "").strip(),
        note=values.get("note", "").strip(),
        examples=tuple(
            Example(
                e["keep"] if "keep" in e else e["before"],
                e.get("after"),
                entry.example_at(i),
                e.get("known", False),
            )
            for i, e in enumerate(values.get("examples", ()))
        ),
        origin=origin,
        off=values.get("off", False),
        first=values.get("first", "").strip(),
    )


def values_of(term: Term) -> dict[str, Any]:
    """Return the keys and values of a term as a file gives them, empty ones left out."""
    examples = [
        ({"keep": e.before} if e.after is None else {"before": e.before, "after": e.after})
        | ({"known": True} if e.known else {})
        for e in term.examples
    ]
    values: dict[str, Any] = {
        "zh": term.zh,
        "en": term.en,
        "type": term.type,
        "domain": term.domain,
        "aliases": list(term.aliases),
        "accept": list(term.accept),
        "first": term.first,
        "wrong": list(term.wrong),
        "note": term.note,
        "examples": examples,
        "off": term.off,
    }
    return {key: value for key, value in values.items() if value}


def problems_in(entry: Entry, path: str, sign: str = " = ") -> Iterator[Problem]:
    """Yield everything that keeps an entry from being a term."""
    for key in entry.values:
        if key not in KEYS:
            yield Problem(path, entry.at(key), f"unknown key {quoted(key)}", nearest(key, KEYS))
    sound: dict[str, Any] = {}
    for key in KEYS:
        if key in entry.values:
            fault = _shape_fault(key, entry.values[key], sign)
            if fault:
                yield Problem(path, entry.at(key), *fault)
            else:
                sound[key] = entry.values[key]
    for key, language in (("zh", "Chinese"), ("en", "English")):
        if _blank(entry.values.get(key, "")) and not (key == "en" and sound.get("off")):
            state = "empty" if key in entry.values else "missing"
            yield Problem(
                path, entry.at(key), f"{key} is {state}", f"write the {language} name in {key}"
            )
    for key in sound:
        for what, remedy in _value_faults(key, sound[key]):
            yield Problem(path, entry.at(key), what, remedy)
    for what, remedy in _wrong_yet_right(sound):
        yield Problem(path, entry.at("wrong"), what, remedy)
    for index, example in enumerate(sound.get("examples", ())):
        for what, remedy in _example_faults(example, sign):
            yield Problem(path, entry.example_at(index), what, remedy)


Faults = Iterable[tuple[str, str]]


def _code_point(found: re.Match[str]) -> str:
    return f"U+{ord(found.group()):04X}"


def _blank(value: object) -> bool:
    return isinstance(value, str) and not value.strip()


def _shape_name(value: object) -> str:
    return _SHAPE_NAMES.get(type(value), "a date or time")


def _shape_fault(key: str, value: object, sign: str) -> tuple[str, str] | None:
    wanted = _SHAPES[key]
    if type(value) is not wanted:
        return f"{key} is {_shape_name(value)}, not {_SHAPE_NAMES[wanted]}", _as_shaped(
            key, value, sign
        )
    if key in LISTS and isinstance(value, list):
        for item in value:
            if type(item) is not str:
                return (
                    f"{key} holds {_shape_name(item)} where a text belongs",
                    "put each text in quotation marks",
                )
    return None


def _as_shaped(key: str, value: object, sign: str) -> str:
    wanted = _SHAPES[key]
    if not sign:
        return "write true, or leave the cell empty"
    if wanted is bool:
        return f"write {key}{sign}true"
    if key == "examples":
        return f"write a list of {_example_form(sign)}"
    shown = quoted(value) if type(value) in (str, int, float) else '"…"'
    return f"write {key}{sign}[{shown}]" if wanted is list else f"write {key}{sign}{shown}"


def _example_form(sign: str) -> str:
    sign = sign or " = "
    return f'{{ before{sign}"…", after{sign}"…" }} or {{ keep{sign}"…" }}'


def _value_faults(key: str, value: object) -> Faults:
    if isinstance(value, list) and key in LISTS:
        for item in value:
            if _blank(item):
                yield f"{key} holds an empty name", "remove it"
            yield from name_faults(key, item)
    elif not isinstance(value, str):
        return
    elif key in ("zh", "en", "first", "domain"):
        yield from name_faults(key, value)
    elif key == "type":
        if value not in ENTITY_TYPES:
            yield f"unknown type {quoted(value)}", nearest(value, ENTITY_TYPES)
    elif key == "note":
        yield from text_faults(key, value)


def name_faults(key: str, name: str) -> Faults:
    """Yield what keeps a name from standing in a key, and what to do about it."""
    name = name.strip()
    if _LINE_BREAK.search(name):
        yield f"{key} holds a line break", "write the name on one line"
    unseen = _BAD_IN_NAME.search(name)
    if unseen:
        yield (
            f"{key} holds a control or invisible character ({_code_point(unseen)})",
            "delete it, or type the name again",
        )
    if len(name) > LONGEST_NAME:
        yield (
            f"{key} is {len(name)} characters long, a name has at most {LONGEST_NAME}",
            "shorten it, or put the rest into note",
        )
    if key == "zh" and name and not has_han(name):
        yield f"zh holds no Chinese: {quoted(name)}", "write the Chinese name in zh"
    if key in ("en", "accept", "first") and has_han(name):
        yield f"{key} holds Chinese: {quoted(name)}", f"write only English in {key}"


def text_faults(key: str, text: str) -> Faults:
    """Yield what keeps a text from standing in a note or a sentence, and what to do about it."""
    unseen = _BAD_IN_TEXT.search(text)
    if unseen:
        yield f"{key} holds a control character ({_code_point(unseen)})", "delete it"


def _wrong_yet_right(sound: Mapping[str, Any]) -> Faults:
    right = {form.strip().casefold(): "accept" for form in sound.get("accept", ())}
    if sound.get("en"):
        right[sound["en"].strip().casefold()] = "en"
    for form in sound.get("wrong", ()):
        key = right.get(form.strip().casefold()) if form.strip() else None
        if key:
            yield (
                f"the wrong form {quoted(form)} is also right (it is in {key})",
                f"take it out of wrong or out of {key}; capitals make no difference",
            )


def _example_faults(example: object, sign: str) -> Faults:
    form = f"write {_example_form(sign)}"
    if not isinstance(example, dict):
        yield f"an example is {_shape_name(example)}, not {_SHAPE_NAMES[dict]}", form
        return
    unknown = [key for key in example if key not in EXAMPLE_KEYS]
    for key in unknown:
        yield f"unknown key {quoted(key)} in an example", nearest(key, EXAMPLE_KEYS)
    given = [key for key in SENTENCES if key in example]
    if given not in (["before", "after"], ["keep"]) and not unknown:
        has = " and ".join(given) or "no sentence"
        yield f"an example has {has}", form
    for key in given:
        if type(example[key]) is not str:
            yield f"{key} is {_shape_name(example[key])}, not a text", "put it in quotation marks"
        elif not example[key].strip():
            yield f"{key} is empty", "write the sentence, or remove the example"
        else:
            yield from text_faults(key, example[key])
    if type(example.get("known", False)) is not bool:
        yield (
            f"known is {_shape_name(example['known'])}, not {_SHAPE_NAMES[bool]}",
            f"write known{sign or ' = '}true, or leave it out",
        )
    if given == ["before", "after"] and example["before"] == example["after"]:
        yield "before and after are the same", "write keep for a sentence that must stay"
