"""A YAML file as a tree of texts with their lines.

Read from the parser's events, never resolved: a name is the text as written, so that
`no`, 12.12 and 2024-01-01 stay what they are, and nothing can be made to expand.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

import yaml

from mt_repair.errors import InputError, Problem
from mt_repair.glossary.entries import quoted

_DEEPEST = 8
_UNPRINTABLE = re.compile(
    "[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)

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
class Node:
    """A text, a list, or a mapping as keys and values in turn.

    `end` is the line and the column, both from 0, that a text ends before.
    """

    line: int
    text: str = ""
    plain: bool = False
    kind: str = "text"
    items: list[Node] | None = None
    end: tuple[int, int] = (0, 0)


def tree(text: str, path: str, problems: list[Problem]) -> list[Node]:
    """Return the roots of a YAML text, one a document; aliases, anchors and tags are problems.

    Raises InputError with the parser's line where the text is not YAML or is nested deeper
    than a glossary can be.
    """
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    top = Node(1, kind="list", items=[])
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


def _node(event: yaml.NodeEvent, path: str, problems: list[Problem]) -> Node:
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
        return Node(line, kind="map", items=[])
    if isinstance(event, yaml.SequenceStartEvent):
        return Node(line, kind="list", items=[])
    if isinstance(event, yaml.ScalarEvent) and not mark:
        end = (event.end_mark.line, event.end_mark.column) if event.end_mark else (0, 0)
        return Node(line, event.value, plain=not event.style, end=end)
    return Node(line, mark or "")


def pairs_of(node: Node, path: str, problems: list[Problem]) -> dict[str, tuple[int, Node]]:
    """Return the values of a mapping by their keys, with the keys' lines; two alike are a problem."""
    pairs: dict[str, tuple[int, Node]] = {}
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


def scalar(text: str) -> str:
    """Return a text as one line of YAML, in quotation marks."""
    if _UNPRINTABLE.search(text):
        # JSON is YAML, once what YAML does not let stand is spelt out.
        return _UNPRINTABLE.sub(
            lambda c: f"\\u{ord(c[0]):04x}", json.dumps(text, ensure_ascii=False)
        )
    return "'" + text.replace("'", "''") + "'"


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
