r"""Rules of prh (github.com/prh/prh), which textlint-rule-prh reads too.

A rule is `expected`, `pattern` or `patterns` (a text, or /a regular expression/i), `specs`
that prh runs when it loads the file, and `prh`, a message for the tools around it. A file
whose specs do not hold is refused whole (lib/rule.ts), so sentences are written only where
the rule's own replacement makes them. Chinese has no place in a rule; it is kept in the
message, as `zh: 拍拍`. prh's \b knows ASCII words only (JavaScript).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from mt_repair.errors import Problem
from mt_repair.glossary.entries import Left, Reading
from mt_repair.glossary.formats.foreign import Found, entries_of, no_place
from mt_repair.glossary.formats.patterns import bounded, escaped, names_of
from mt_repair.glossary.formats.written import Written
from mt_repair.glossary.formats.yamltree import Node, pairs_of, scalar
from mt_repair.types import Example, Term

RULES = "rules"

_WORD = "[A-Za-z0-9_]"
_REGEXP = re.compile(r"/(.*)/([gimyu]*)", re.DOTALL)  # lib/utils/regexp.ts
_GROUP = re.compile(r"(?<!\\)\((?!\?)")
_CHINESE = re.compile(r"zh: (.+)")
_CONDITION = "regexpMustEmpty"
_KNOWN = ("expected", "pattern", "patterns", "specs", "options", "prh", _CONDITION)
# Letters that JavaScript and Python take for one another in different ways, capitals apart.
_CASELESS = re.compile("[\u0130\u0131\u017f\u212a]")

_Pairs = Mapping[str, tuple[int, Node]]


def reading(pairs: _Pairs, path: str, problems: list[Problem]) -> Reading:
    """Return what the pairs at the top of prh's YAML hold; rules without Chinese have no `zh`."""
    left = []
    if "imports" in pairs and pairs["imports"][1].items:
        left.append(Left('files under "imports" are not read', "imports"))
    line, rules = pairs[RULES]
    if rules.kind != "list":
        problems.append(
            Problem(path, line, "rules is not a list", "begin each rule with - expected:")
        )
    founds = [_rule(node, path, problems) for node in rules.items or () if rules.kind == "list"]
    entries, more = entries_of((found for found in founds if found is not None), rules=True)
    return Reading(entries, tuple(problems), ": ", (*left, *more), rules=True)


def write(terms: Sequence[Term]) -> Written:
    """Return terms as prh's rules; a term without wrong forms makes none."""
    left: list[Left] = []
    lines = ["version: 1", "rules:"]
    count = 0
    for term in terms:
        if not term.wrong:
            left.append(Left("no wrong form listed, left out", term.zh))
            continue
        count += 1
        lines += (f"  - expected: {scalar(term.en)}", "    patterns:")
        lines += (
            f"      - {scalar(f'/{bounded(form, _WORD)}/i')}" for form in _longest_first(term)
        )
        specs = list(_specs_of(term))
        if len(specs) < len(term.examples):
            left.append(Left("sentences that a replacement alone does not make, left out", term.zh))
        if specs:
            lines.append("    specs:")
        for example in specs:
            after = example.before if example.after is None else example.after
            lines += (f"      - from: {scalar(example.before)}", f"        to: {scalar(after)}")
        lines.append(f"    prh: {scalar(f'zh: {term.zh}')}")
    return Written("".join(f"{line}\n" for line in lines).encode(), count, tuple(left))


def _longest_first(term: Term) -> list[str]:
    # An expression takes the first alternative that fits, so the longer ones go first.
    return sorted(dict.fromkeys(term.wrong), key=lambda form: -len(form))


def _specs_of(term: Term) -> Iterator[Example]:
    """Yield the examples of a term in which prh's own replacement makes what they say."""
    if not term.examples or _CASELESS.search("".join(term.wrong)):
        return
    forms = [(form, form.casefold()) for form in _longest_first(term)]
    for example in term.examples:
        text = example.before.casefold()
        # Only what stands there: to compile all the forms of a term takes most of the time.
        there = [_edged(form) for form, folded in forms if folded in text]
        made = example.before
        if there:
            made = re.sub("|".join(there), lambda _: term.en, made, flags=re.IGNORECASE)
        after = example.before if example.after is None else example.after
        if made == after and not _CASELESS.search(example.before):
            yield example


def _edged(form: str) -> str:
    start = f"(?<!{_WORD})" if re.match(_WORD, form) else ""
    end = f"(?!{_WORD})" if re.match(_WORD, form[-1]) else ""
    return f"{start}{escaped(form)}{end}"


def _rule(node: Node, path: str, problems: list[Problem]) -> Found | None:
    if node.kind == "text":
        return Found(node.line, en=[node.text])
    if node.kind != "map":
        problems.append(
            Problem(path, node.line, "a list is not a rule", "begin it with - expected:")
        )
        return None
    pairs = pairs_of(node, path, problems)
    found = Found(node.line, en=_texts(pairs, "expected"))
    for message in _texts(pairs, "prh"):
        chinese = _CHINESE.fullmatch(message)
        (found.zh if chinese else found.notes).append(chinese[1] if chinese else message)
    patterns = _texts(pairs, "pattern") or _texts(pairs, "patterns")
    by_groups = re.search(r"\$\d", "".join(found.en)) and _GROUP.search("".join(patterns))
    if _CONDITION in pairs or by_groups:
        found.left.append("a rule that replaces by groups, without its wrong forms")
        patterns = []
    for pattern in patterns:
        expression = _REGEXP.fullmatch(pattern)
        names = names_of(expression[1]) if expression else (pattern,)
        if names is None:
            found.left.append("patterns that are no list of wrong forms, left out")
        found.wrong += names or ()
    if "specs" in pairs:
        found.examples += _specs(pairs["specs"][1], path, problems)
    found.left += (no_place(key) for key in pairs if key not in _KNOWN)
    return found


def _texts(pairs: _Pairs, key: str) -> list[str]:
    node = pairs[key][1] if key in pairs else None
    if node is None or node.kind == "map":
        return []
    nodes = node.items or () if node.kind == "list" else (node,)
    return [n.text for n in nodes if n.kind == "text" and n.text]


def _specs(node: Node, path: str, problems: list[Problem]) -> list[dict[str, str]]:
    examples = []
    for spec in node.items or ():
        pairs = pairs_of(spec, path, problems) if spec.kind == "map" else {}
        before, after = _texts(pairs, "from"), _texts(pairs, "to")
        if before and before == after:
            examples.append({"keep": before[0]})
        elif before and after:
            examples.append({"before": before[0], "after": after[0]})
    return examples
