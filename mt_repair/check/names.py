"""Names that do not survive: written to a file and read again, or searched for in a text."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence

from mt_repair.check.checked import Placed
from mt_repair.check.listed import key_of
from mt_repair.detect.names import is_written_as
from mt_repair.glossary.entries import quoted
from mt_repair.glossary.formats.table import join_names, read_csv
from mt_repair.glossary.match import fits
from mt_repair.glossary.shipped import is_shipped
from mt_repair.glossary.store import holds_right
from mt_repair.language.addresses import addresses
from mt_repair.types import Finding, Term

_BLANKS = re.compile(r"\s{2,}|[^\S ]")
_FORMULA = re.compile(r"[=+@\t\r-]")  # what a spreadsheet takes a cell for a formula by
_ODD = re.compile(r"[.@#/<`:]")  # what every address has one of
_SIGNS = re.compile(r"""[",;|\\#'\r\n\t]""")  # what a table has a meaning for


def survival(placed: Placed) -> Iterator[Finding]:
    """Yield the names of an entry that come back changed when they are written and read."""
    term = placed.term
    for key, names in (
        ("zh", (term.zh,)),
        ("en", (term.en,)),
        ("accept", term.accept),
        ("wrong", term.wrong),
        ("aliases", term.aliases),
    ):
        for name in names:
            fault = _fault(key, name)
            if fault:
                yield placed.finding(key, "round-trip", *fault)


def _fault(key: str, name: str) -> tuple[str, str] | None:
    if not unicodedata.is_normalized("NFC", name):
        return (
            f"{quoted(name)} is written with loose accents, which many programs join",
            f"write {quoted(unicodedata.normalize('NFC', name))}, typed anew",
        )
    if _BLANKS.search(name):
        return (
            f"{quoted(name)} has a blank that is not one plain space",
            "write one plain space between the words",
        )
    if _FORMULA.match(name):
        return (
            f"{quoted(name)} begins as a formula does, so a spreadsheet changes it",
            "keep it in TOML or YAML, and out of spreadsheets",
        )
    if _SIGNS.search(name) and not _survives(key, name):
        return f"{quoted(name)} comes back changed from a CSV file", "write it without its marks"
    return None


def _survives(key: str, name: str) -> bool:
    row = {"zh": "名", "en": "name", key: name if key in ("zh", "en") else join_names((name,))}
    out = io.StringIO(newline="")
    csv.writer(out).writerows([row.keys(), row.values()])
    reading = read_csv(out.getvalue(), "")
    wanted = name if key in ("zh", "en") else [name]
    return not reading.problems and [e.values[key] for e in reading.entries] == [wanted]


def shadowed(placed: Placed, term: Term) -> Iterator[Finding]:
    """Yield the wrong forms of an entry that can never be found, as something always wins.

    `term` is the entry as it is in force. A wrong form of the shipped pack that holds the
    right name is for texts with their source, and is told only where no other is left.
    """
    rights = [(key_of(right), right) for right in term.right]
    live = False
    for form in placed.term.wrong:
        why = _why_never(form, rights)
        if why:
            yield placed.finding(
                "wrong",
                "shadowed",
                f"the wrong form {quoted(form)} is never found: {why}",
                "take it out of wrong",
            )
        live = live or not (why or (is_shipped(term) and holds_right(form, term)))
    if placed.term.wrong and not live and is_shipped(term):
        yield placed.finding(
            "wrong",
            "shadowed",
            "every wrong form holds the right name, so none is looked for",
            "list the form that stands for the whole name",
        )


def _why_never(form: str, rights: Sequence[tuple[bytes, str]]) -> str | None:
    key = key_of(form)
    if not key.strip():
        return "it has no letter or figure"
    for its, right in rights:
        if its == key and fits(right, form) and is_written_as(right, form):
            return f"it counts as the right name {quoted(right)}"
    places = addresses(form, [0]) if _ODD.search(form) else ()
    if places and all(any(s <= at < e for s, e in places) for at in range(len(form))):
        return "it is an address, and addresses are left alone"
    return None
