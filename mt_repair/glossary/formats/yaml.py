"""Glossary files in YAML: a list of terms under `terms:`, or the rules of prh and Vale.

A name is the text as written: see `yamltree`.
"""

from __future__ import annotations

from collections.abc import Sequence

import yaml

from mt_repair.errors import Problem
from mt_repair.glossary.entries import Entry, Reading, quoted, values_of
from mt_repair.glossary.formats import prh, vale
from mt_repair.glossary.formats.written import Written
from mt_repair.glossary.formats.yamltree import Node, pairs_of, tree
from mt_repair.types import Term

_SIGN = ": "
_BOOLS = {
    **dict.fromkeys(("true", "yes", "on"), True),
    **dict.fromkeys(("false", "no", "off"), False),
}


def read(text: str, path: str) -> Reading:
    """Return the entries of a YAML file: a glossary, prh's rules or a rule of Vale's.

    Aliases, anchors and tags are refused. Raises InputError with the parser's line where
    the text is not YAML or is nested deeper than a glossary can be.
    """
    problems: list[Problem] = []
    roots = tree(text, path, problems)
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
    pairs = pairs_of(roots[0], path, problems)
    if "terms" not in pairs and vale.EXTENDS in pairs:
        return vale.reading(pairs, text, path, problems)
    if "terms" not in pairs and prh.RULES in pairs:
        return prh.reading(pairs, path, problems)
    entries: list[Entry] = []
    for key, (line, node) in pairs.items():
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


def write(terms: Sequence[Term]) -> Written:
    """Return terms as a YAML glossary."""
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text = yaml.dump(
        {"terms": [values_of(term) for term in terms]},
        Dumper=dumper,
        allow_unicode=True,
        sort_keys=False,
        width=100,
    )
    return Written(text.encode(), len(terms))


def _is_term(node: Node) -> bool:
    return node.kind == "map"


def _not_a_term(node: Node, path: str) -> Problem:
    shown = quoted(node.text) if node.kind == "text" else "a list"
    remedy = "begin each term with - zh:"
    if "：" in node.text:
        remedy = "use the colon of an English keyboard and a space after it"
    return Problem(path, node.line, f"{shown} is not a term", remedy)


def _entry(node: Node, path: str, problems: list[Problem]) -> Entry:
    pairs = pairs_of(node, path, problems)
    # A key without a value says nothing, except where a name is due.
    given = {
        k: n for k, (_, n) in pairs.items() if k in ("zh", "en") or n.text or n.items is not None
    }
    values = {key: _value(key, child, path, problems) for key, child in given.items()}
    examples = pairs["examples"][1].items or () if "examples" in pairs else ()
    return Entry(
        node.line, values, {k: at for k, (at, _) in pairs.items()}, [e.line for e in examples]
    )


def _value(key: str, node: Node, path: str, problems: list[Problem]) -> object:
    if node.kind == "list":
        return [_value("", child, path, problems) for child in node.items or ()]
    if node.kind == "map":
        pairs = pairs_of(node, path, problems)
        return {k: _value(k, child, path, problems) for k, (_, child) in pairs.items()}
    if key in ("off", "known") and node.plain:
        return _BOOLS.get(node.text.lower(), node.text)
    return node.text
