"""What XLIFF wants said of a target that was edited: its state, and what it was before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from mt_repair.corpus.xmltext import Token

MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"
# States of 1.2 that say already that there is work to do.
_OPEN = frozenset(("new", "needs-translation", "needs-adaptation", "needs-l10n", "needs-review-translation", "needs-review-adaptation", "needs-review-l10n"))  # fmt: skip

_Change = tuple[int, int, str]  # a stretch of the unit, and what stands there instead


@dataclass(frozen=True, slots=True)
class Target:
    """A target element: the numbers of its tags among its unit's tokens.

    `holder` is the tag of the trans-unit, or of the segment of XLIFF 2 (`second`).
    """

    raw: str
    tokens: Sequence[Token]
    begin: int
    end: int
    holder: int
    second: bool

    def tag(self, number: int) -> str:
        """Return a tag of the unit as it stands there."""
        token = self.tokens[number]
        return self.raw[token.start : token.end]

    def stretch(self, begin: int, end: int) -> str:
        """Return the unit from one tag to another."""
        return self.raw[self.tokens[begin].start : self.tokens[end].end]


def revised(
    raw: str,
    starts: Sequence[int],
    targets: Sequence[Target],
    around: tuple[str, ...],
    changed: frozenset[int],
) -> list[str]:
    """Return what stands around a unit's texts when some were edited.

    `starts` are the places in the unit where each of `around` begins.
    """
    edited: dict[int, Target] = {}
    for n in sorted(changed):
        edited.setdefault(targets[n].begin, targets[n])
    changes: list[_Change] = []
    for target in edited.values():
        changes += _second(target, raw) if target.second else _first(target)
    if any(target.second for target in edited.values()):
        changes.append(_matches(list(edited.values())))
    out = list(around)
    for start, end, new in sorted(set(changes), reverse=True):
        n = max(i for i, begin in enumerate(starts) if begin <= start)
        at = start - starts[n]
        out[n] = out[n][:at] + new + out[n][at + end - start :]
    return out


def _first(target: Target) -> list[_Change]:
    """Return the changes of XLIFF 1.2."""
    opening, closing = target.tokens[target.begin], target.tokens[target.end]
    holder = target.tokens[target.holder]
    prefix = _prefix(target.tag(target.begin))
    out: list[_Change] = []
    if opening.get("state") not in _OPEN:
        tag = with_attribute(target.tag(target.begin), "state", "needs-review-translation")
        out.append((opening.start, opening.end, tag))
    if holder.get("approved") == "yes":
        tag = with_attribute(target.tag(target.holder), "approved", "no")
        out.append((holder.start, holder.end, tag))
    old = target.stretch(target.begin, target.end)
    name = f"{prefix}alt-trans"
    kept = f'<{name} alttranstype="previous-version" origin="mt-repair">{old}</{name}>'
    out.append((closing.end, closing.end, kept))
    return out


def _second(target: Target, raw: str) -> list[_Change]:
    """Return the changes of a segment of XLIFF 2."""
    holder = target.tokens[target.holder]
    tag = with_attribute(target.tag(target.holder), "state", "translated")
    tag = with_attribute(tag, "subState", "mt-repair:repaired")
    if holder.get("id") is None:
        tag = with_attribute(tag, "id", _id(target))
    return [(holder.start, holder.end, tag)]


def _matches(targets: Sequence[Target]) -> _Change:
    """Return the old targets as candidates, to stand where the matches module wants them."""
    unit, held = targets[0].tag(0), "".join(map(_match, targets))
    module = next((n for n, t in enumerate(targets[0].tokens) if t.name == "matches"), None)
    if module is not None and targets[0].tokens[module].kind == "open":
        at = targets[0].tokens[module].end
        prefix = _prefix(targets[0].tag(module))
        return at, at, held.replace("mtc:match", f"{prefix}match")
    return len(unit), len(unit), f'<mtc:matches xmlns:mtc="{MATCHES}">{held}</mtc:matches>'


def _match(target: Target) -> str:
    ref = escape(f"#{target.tokens[target.holder].get('id') or _id(target)}")
    old, said = target.stretch(target.begin, target.end), _source(target)
    data = ""
    if "dataRef" in said + old:
        names = [(n, t.kind) for n, t in enumerate(target.tokens) if t.name == "originalData"]
        first = next((n for n, kind in names if kind == "open"), None)
        last = next((n for n, kind in names if kind == "close"), None)
        if first is not None and last is not None:
            data = target.stretch(first, last)
    return f'<mtc:match ref="{ref}" origin="mt-repair" type="mt">{data}{said}{old}</mtc:match>'


def _source(target: Target) -> str:
    """Return the source element beside a target."""
    named = [n for n in range(target.holder, target.begin) if target.tokens[n].name == "source"]
    return target.stretch(named[0], named[-1]) if named else "<source/>"


def _id(target: Target) -> str:
    """Return an id for a segment that has none, which nothing else in its unit has."""
    number = target.holder
    while f'"mtr{number}"' in target.raw or f"'mtr{number}'" in target.raw:
        number += 1000
    return f"mtr{number}"


def with_attribute(tag: str, name: str, value: str) -> str:
    """Return an opening tag with an attribute set."""
    found = re.search(rf"""(\s{name}\s*=\s*)("[^"]*"|'[^']*')""", tag)
    if found:
        return f'{tag[: found.start(2)]}"{value}"{tag[found.end(2) :]}'
    end = len(tag) - (2 if tag.endswith("/>") else 1)
    return f'{tag[:end].rstrip()} {name}="{value}"{tag[end:]}'


def _prefix(tag: str) -> str:
    name = re.match(r"</?([^\s/>]+)", tag)
    head, colon, _ = name[1].rpartition(":") if name else ("", "", "")
    return head + colon
