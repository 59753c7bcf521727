"""What a file changes in the layers below it: entries taken over, entries switched off."""

from __future__ import annotations

from collections.abc import Iterator

from mt_repair.check.checked import Checked, Placed
from mt_repair.glossary.entries import quoted
from mt_repair.glossary.glossary import Glossary, zh_key
from mt_repair.types import Finding, Term


def layer_findings(checked: Checked) -> Iterator[Finding]:
    """Yield what the entries checked take from lower layers, and what two files both have."""
    yield from _within_the_pack(checked)
    users = {id(p.term): p for p in checked.placed}
    for number, layer in enumerate(checked.layers):
        if not number:
            continue
        below = Glossary.layered(checked.layers[:number])
        for term in layer:
            placed = users.get(id(term))
            if placed is not None:
                yield from _over(placed, below.get(term.zh))


def _over(placed: Placed, lower: Term | None) -> Iterator[Finding]:
    term = placed.term
    if lower is None:
        if term.off:
            yield placed.finding(
                "off",
                "off-nothing",
                "no lower layer has an entry to switch off",
                "check the Chinese name, or take the entry out",
            )
    elif not term.off and term.en != lower.en:
        yield placed.finding(
            "en",
            "overrides",
            f"{quoted(term.en)} takes the place of {quoted(lower.en)} ({lower.origin})",
            "nothing, if it is meant so; else use the name that is there",
        )


def _within_the_pack(checked: Checked) -> Iterator[Finding]:
    """Yield the Chinese names that the shipped pack has twice, of which the later one would win."""
    own = {id(p.term): p for p in checked.placed}
    first: dict[str, Term] = {}
    for term in checked.layers[0]:
        before = first.setdefault(zh_key(term.zh), term)
        placed = own.get(id(term))
        if before is not term and placed is not None:
            yield placed.finding(
                "zh",
                "duplicate",
                f"the name has an entry already ({before.origin})",
                "make one entry of the two",
            )
