"""Glossary files in YAML: a list of terms under `terms:`.

Read from the parser's events, never resolved: a name is the text as written, so that
`no`, 12.12 and 2024-01-01 stay what they are, and nothing can be made to expand.
"""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from mt_repair.errors import InputError, Problem
from mt_repair.glossary.entries import Entry, Reading, quoted

_DEEPEST = 8
_SIGN = ": "
_BOOLS = {
    **dict.fromkeys(("true", "yes", "on"), True),
    **dict.fromkeys(("false", "no", "off"), False),
}

# What the parser says, and the same for an editor: what is wrong, what to do.
_PLAIN_WORDS = (
    (
        "unexpected end of a quoted text",
        "a quotation mark is not closed",
        "end the text with the mark it begins with",
    ),
    (
        "mapping values are not allowed",
        "a colon stands where no key is due",
        "put a text with a colon in quotation marks, or check the indent",
    ),
    (
        "cannot start any token",
        "a tab or a character with a meaning of its own stands here",
        "indent with spaces; put a text that begins with @ % or ` in quotation marks",
    ),
)


@dataclass(slots=True)
class _Node:
    """A text, a list, or a mapping as keys and values in turn."""

    line: int
    text: str = ""
    plain: bool = False
    kind: str = "text"
    items: list[_Node] | None = None


def read(text: str, path: str) -> Reading:
    """Return the entries of a YAML glossary.

    Aliases, anchors and tags are refused. Raises InputError with the parser's line where
    the text is not YAML or is nested deeper than a glossary can be.
    """
    problems: list[Problem] = []
    roots = _tree(text, path, problems)
    if not roots:
        return Reading((), tuple(problems), _SIGN)
    for extra in roots[1:]:
        problems.append(
            Problem(path, extra.line, "a second document begins", "remove the line ---")
        )
    if roots[0].kind != "map":
        problems.append(
            Problem(path, roots[0].line, "the terms have no heading", "begin the file with terms:")
        )
        return Reading((), tuple(problems), _SIGN)
    entries: list[Entry] = []
    for key, (line, node) in _pairs(roots[0], path, problems).items():
        if key != "terms":
            what = f"{quoted(key)} stands outside a term"
            problems.append(Problem(path, line, what, "put everything under one line terms:"))
        elif node.kind == "list":
            entries += (_entry(n, path, problems) for n in node.items or () if _is_term(n))
            problems += (_not_a_term(n, path) for n in node.items or () if not _is_term(n))
        elif node.text or node.kind == "map":
            problems.append(
                Problem(path, node.line, "terms is not a list", "begin each term with - zh:")
            )
    return Reading(tuple(entries), tuple(problems), _SIGN)


def _tree(text: str, path: str, problems: list[Problem]) -> list[_Node]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    top = _Node(1, kind="list", items=[])
    stack = [top]
    try:
        for event in yaml.parse(text, Loader=loader):
            if isinstance(event, yaml.CollectionEndEvent):
                stack.pop()
            elif isinstance(event, yaml.NodeEvent):
                node = _node(event, path, problems)
                items = stack[-1].items
                assert items is not None
                items.append(node)
                if node.kind != "text":
                    stack.append(node)
                    if len(stack) > _DEEPEST:
                        raise InputError.one(
                            path,
                            node.line,
                            "lists and keys are nested too deep",
                            "check the indents and brackets here",
                        )
    except yaml.YAMLError as error:
        raise _syntax_error(text, path, error) from None
    return top.items or []


def _node(event: yaml.NodeEvent, path: str, problems: list[Problem]) -> _Node:
    line = event.start_mark.line + 1 if event.start_mark else 1
    mark = None
    if isinstance(event, yaml.AliasEvent):
        mark = f"*{event.anchor}"
    elif event.anchor:
        mark = f"&{event.anchor}"
    elif isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag:
        mark = event.tag
    if mark:
        problems.append(
            Problem(
                path,
                line,
                f"{quoted(mark)} is an anchor, alias or tag, which a glossary does not use",
                "put a text that begins with & * or ! in quotation marks",
            )
        )
    if isinstance(event, yaml.MappingStartEvent):
        return _Node(line, kind="map", items=[])
    if isinstance(event, yaml.SequenceStartEvent):
        return _Node(line, kind="list", items=[])
    if isinstance(event, yaml.ScalarEvent) and not mark:
        return _Node(line, event.value, plain=not event.style)
    return _Node(line, mark or "")


def _pairs(node: _Node, path: str, problems: list[Problem]) -> dict[str, tuple[int, _Node]]:
    pairs: dict[str, tuple[int, _Node]] = {}
    items = iter(node.items or ())
    for key, value in zip(items, items, strict=True):
        if key.kind != "text":
            problems.append(
                Problem(path, key.line, "a key is not a word", "write key: value, one a line")
            )
        elif key.text in pairs:
            problems.append(
                Problem(path, key.line, f"{key.text} is given twice", "keep one of the two")
            )
        else:
            pairs[key.text] = (key.line, value)
    return pairs


def _is_term(node: _Node) -> bool:
    return node.kind == "map"


def _not_a_term(node: _Node, path: str) -> Problem:
    shown = quoted(node.text) if node.kind == "text" else "a list"
    remedy = "begin each term with - zh:"
    if "：" in node.text:
        remedy = "use the colon of an English keyboard and a space after it"
    return Problem(path, node.line, f"{shown} is not a term", remedy)


def _entry(node: _Node, path: str, problems: list[Problem]) -> Entry:
    pairs = _pairs(node, path, problems)
    # A key without a value says nothing, except where a name is due.
    given = {
        k: n for k, (_, n) in pairs.items() if k in ("zh", "en") or n.text or n.items is not None
    }
    values = {key: _value(key, child, path, problems) for key, child in given.items()}
    examples = pairs["examples"][1].items or () if "examples" in pairs else ()
    return Entry(
        node.line, values, {k: at for k, (at, _) in pairs.items()}, [e.line for e in examples]
    )


def _value(key: str, node: _Node, path: str, problems: list[Problem]) -> object:
    if node.kind == "list":
        return [_value("", child, path, problems) for child in node.items or ()]
    if node.kind == "map":
        pairs = _pairs(node, path, problems)
        return {k: _value(k, child, path, problems) for k, (_, child) in pairs.items()}
    if key in ("off", "known") and node.plain:
        return _BOOLS.get(node.text.lower(), node.text)
    return node.text


def _syntax_error(text: str, path: str, error: yaml.YAMLError) -> InputError:
    remedy = "check the indents, colons and quotation marks here and in the line above"
    if isinstance(error, yaml.reader.ReaderError):
        line = text.count("\n", 0, max(text.find(chr(error.character)), 0)) + 1
        unseen = f"a control character (U+{error.character:04X}) stands here"
        return InputError.one(path, line, unseen, "delete it")
    if not isinstance(error, yaml.MarkedYAMLError):
        return InputError.one(path, None, f"this is not YAML: {error}", remedy)
    what, mark = error.problem or error.context, error.problem_mark
    if error.context and "quoted scalar" in error.context:
        what, mark = "unexpected end of a quoted text", error.context_mark
    if mark is None:
        return InputError.one(path, None, f"this is not YAML: {what}", remedy)
    lines = text.split("\n")
    at = min(mark.line, len(lines) - 1)
    for words, plain, advice in _PLAIN_WORDS:
        if what and words in what:
            return InputError.one(path, at + 1, plain, advice)
    return InputError.one(path, at + 1, f"this is not YAML: {what}", remedy)
