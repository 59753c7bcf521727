r"""A substitution rule of Vale's (vale.sh/docs/checks/substitution): wrong to right.

`swap` maps regular expressions to what stands for them. With `action: replace` a value is
literal, `|` between alternatives and `\|` for a bar; `$1` names a group, so that `$$1` is
written for it (internal/check/substitution.go). Without `nonword` every key stands between
two \b, which a form that ends in a mark never meets: then the file is `nonword` and the keys
carry their own. Chinese has no place in a rule, nor has any key that Vale does not know; it
is kept in a comment behind the pair, as `# zh: 拍拍`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from mt_repair.errors import Problem
from mt_repair.glossary.entries import Left, Reading
from mt_repair.glossary.formats.foreign import Found, entries_of, no_place
from mt_repair.glossary.formats.patterns import bounded, escaped, names_of
from mt_repair.glossary.formats.written import Written
from mt_repair.glossary.formats.yamltree import Node, scalar
from mt_repair.types import Term

EXTENDS = "extends"

_WORD = r"\w"
_HEAD = """extends: substitution
message: "Use '%s' instead of '%s'."
level: warning
ignorecase: true
nonword: {nonword}
action:
  name: replace
swap:
"""
_COMMENT = re.compile(r"\s+#\s*zh:\s*(.*\S)")
_BARS = re.compile(r"(?<!\\)\|")
# What says how a rule looks and how it counts, and nothing of names.
_SETTINGS = frozenset(
    "action append capitalize code description extends ignorecase level limit link matchcase "
    "message name nonword scope swap vocab".split()
)

_Pairs = Mapping[str, tuple[int, Node]]


def reading(pairs: _Pairs, text: str, path: str, problems: list[Problem]) -> Reading:
    """Return what the pairs at the top of a rule hold; pairs without a comment have no `zh`."""
    line, extends = pairs[EXTENDS]
    if extends.text != "substitution":
        what = f"this rule of Vale's is no substitution ({extends.text})"
        problems.append(Problem(path, line, what, "give a rule that extends substitution"))
        return Reading((), tuple(problems), ": ")
    founds = []
    if "swap" in pairs:
        lines = text.split("\n")
        founds = [_pair(key, value, lines) for key, value in _swaps(pairs["swap"][1])]
    entries, left = entries_of(founds, rules=True)
    more = tuple(Left(no_place(key), path) for key in pairs if key.lower() not in _SETTINGS)
    return Reading(entries, tuple(problems), ": ", (*left, *more), rules=True)


def write(terms: Sequence[Term]) -> Written:
    """Return terms as a substitution rule; a term without wrong forms adds nothing to it.

    Where two terms list one wrong form, the first one has it.
    """
    left: list[Left] = []
    pairs: dict[str, tuple[str, Term]] = {}  # by what ignores capitals
    for term in terms:
        if not term.wrong:
            left.append(Left("no wrong form listed, left out", term.zh))
        for form in dict.fromkeys(term.wrong):
            if pairs.setdefault(form.casefold(), (form, term))[1] is not term:
                left.append(Left("wrong forms that an entry above lists too, left out", term.zh))
    nonword = any(re.search(r"^\W|\W$", form) for form, _ in pairs.values())
    lines = [_HEAD.format(nonword=str(nonword).lower())]
    for form, term in pairs.values():
        key = scalar(bounded(form, _WORD) if nonword else escaped(form))
        lines.append(f"  {key}: {scalar(_replacement(term.en))}  # zh: {term.zh}\n")
    count = len({term.zh for _, term in pairs.values()})
    return Written("".join(lines).encode(), count, tuple(left))


def _replacement(name: str) -> str:
    return re.sub(r"\$(?=\d)", "$$", name).replace("|", r"\|")


def _swaps(node: Node) -> Iterator[tuple[Node, Node]]:
    """Yield the pairs of a swap: a mapping, or a list of mappings."""
    if node.kind == "list":
        for child in node.items or ():
            yield from _swaps(child)
    elif node.kind == "map":
        items = iter(node.items or ())
        yield from zip(items, items, strict=True)


def _pair(key: Node, value: Node, lines: Sequence[str]) -> Found:
    found = Found(key.line, id=key.text)
    if value.kind == "text":
        names = (name.replace(r"\|", "|") for name in _BARS.split(value.text))
        found.en += (re.sub(r"\$\$(?=\d)", "$", name) for name in names)
        row, column = value.end
        comment = _COMMENT.match(lines[row][column:]) if row < len(lines) else None
        found.zh += [comment[1]] if comment else []
    wrong = names_of(key.text)
    if wrong is None:
        found.left.append("patterns that are no list of wrong forms, left out")
    found.wrong += wrong or ()
    return found
