"""Glossaries to and from the files of other tools, and what got lost on the way, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mt_repair.errors import InputError
from mt_repair.glossary.entries import Entry, Left, Reading, quoted
from mt_repair.glossary.formats.registry import FORMATS
from mt_repair.glossary.formats.written import Written, unheld
from mt_repair.glossary.glossary import merged, zh_key
from mt_repair.glossary.load import read_entries, terms_of
from mt_repair.types import Term

NAMED = 5  # entries that a line on what was left out names


@dataclass(frozen=True, slots=True)
class Imported:
    """The terms of a file, and what it holds that no term can."""

    terms: tuple[Term, ...]
    left: tuple[Left, ...]


def import_terms(
    path: Path, format: str | None = None, known: Callable[[], Iterable[Term]] = tuple
) -> Imported:
    """Return the terms of a file in any format that is read, with what is left of it.

    Rules of prh and Vale know no Chinese: theirs is looked up by the English name in what
    `known` gives, the terms of a glossary; they are left out where it names none or several.
    Raises InputError where the file cannot be used.
    """
    reading = read_entries(path, format)
    entries, unnamed = _with_chinese(reading.entries, known)
    left = (*reading.left, *unnamed)
    if left and not entries and not reading.problems:
        what = f"no entry makes a term ({'; '.join(lines_of(left))})"
        raise InputError.one(str(path), None, what, "give names in Chinese and in English")
    whole = Reading(entries, reading.problems, reading.sign)
    return Imported(terms_of(path, whole), left)


def export_terms(terms: Sequence[Term], format: str) -> Written:
    """Return terms as a file in a format of FORMATS, with what of them has no place there.

    Raises InputError where the file would hold no entry.
    """
    into = FORMATS[format]
    fit = [term for term in terms if not term.off or "off" in into.holds]
    written = into.write(fit)
    left = (*unheld(terms, into.holds), *written.left)
    if not written.entries:
        told = "; ".join(lines_of(left)) or "there is no term"
        raise InputError.one(format, None, f"the file would be empty ({told})", "add what it needs")
    return replace(written, left=left)


def combined(layers: Iterable[Sequence[Term]]) -> tuple[Term, ...]:
    """Return the terms of several files as one list: a later entry of a name wins.

    Entries add up as layers of a glossary do, but one that is switched off stays, to switch
    off what ships.
    """
    terms: dict[str, Term] = {}
    for layer in layers:
        for term in layer:
            key = zh_key(term.zh)
            lower = terms.get(key)
            known = lower is not None and not lower.off and not term.off
            terms[key] = merged(lower, term) if known and lower else term
    return tuple(terms.values())


def lines_of(left: Iterable[Left]) -> list[str]:
    """Return a line for each thing left out: what, of how many entries, and the first of them."""
    names: dict[str, dict[str, None]] = {}
    for item in left:
        names.setdefault(item.what, {})[item.name] = None
    lines = []
    for what, held in names.items():
        first = ", ".join(quoted(name)[1:-1] for name in list(held)[:NAMED])
        more = f" and {len(held) - NAMED:,} more" if len(held) > NAMED else ""
        noun = "entry" if len(held) == 1 else "entries"
        lines.append(f"{what}: {len(held):,} {noun} ({first}{more})")
    return lines


def _with_chinese(
    entries: Sequence[Entry], known: Callable[[], Iterable[Term]]
) -> tuple[tuple[Entry, ...], tuple[Left, ...]]:
    """Return entries with the Chinese that terms give it, and those that none or several give."""
    if all("zh" in entry.values for entry in entries):
        return tuple(entries), ()
    by_name = _by_right_form(known())
    named: dict[str, Entry] = {}
    left: list[Left] = []
    for entry in entries:
        en = str(entry.values.get("en", ""))
        candidates = [str(entry.values["zh"])] if "zh" in entry.values else by_name.get(en, ())
        if len(candidates) != 1:
            what = "a name of several terms" if candidates else "no Chinese name known"
            left.append(Left(f"{what}, left out", en))
            continue
        (zh,) = candidates
        key = zh_key(zh)
        if key in named:
            named[key] = _joined(named[key], entry)
        else:
            named[key] = Entry(entry.line, {"zh": zh, **entry.values}, entry.lines)
    return tuple(named.values()), tuple(left)


def _by_right_form(terms: Iterable[Term]) -> Mapping[str, Sequence[str]]:
    """Return the Chinese names by English: those called so, or where none is, accepted so."""
    preferred: dict[str, list[str]] = {}
    accepted: dict[str, list[str]] = {}
    for term in terms:
        preferred.setdefault(term.en, []).append(term.zh)
        for form in dict.fromkeys(term.accept):
            accepted.setdefault(form, []).append(term.zh)
    return {**accepted, **preferred}


def _joined(first: Entry, other: Entry) -> Entry:
    values = dict(first.values)
    for key in ("accept", "wrong", "examples"):
        more = [value for value in other.values.get(key, ()) if value not in values.get(key, ())]
        if more:
            values[key] = [*values.get(key, ()), *more]
    return Entry(first.line, values, first.lines)
