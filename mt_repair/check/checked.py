"""What is checked: the entries of some files, and the glossary that is in force with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from mt_repair.check.rules import RULES
from mt_repair.errors import InputError, Problem
from mt_repair.glossary import shipped
from mt_repair.glossary.entries import Entry, term_of
from mt_repair.glossary.glossary import Glossary, zh_key
from mt_repair.glossary.load import read_entries, sound_entries
from mt_repair.types import Finding, Term


@dataclass(frozen=True, slots=True)
class Placed:
    """A checked entry: the file and lines it stands on, and the term it is there."""

    path: str
    entry: Entry
    term: Term

    def finding(self, key: str, rule: str, message: str, remedy: str) -> Finding:
        """Return a finding on the line of a key of the entry."""
        return self.finding_at(self.entry.at(key), rule, message, remedy)

    def finding_at(self, line: int, rule: str, message: str, remedy: str) -> Finding:
        """Return a finding on a line of the entry."""
        severity = RULES[rule].severity
        return Finding(self.path, line, rule, severity, f"{self.term.zh}: {message}", remedy)


@dataclass(frozen=True, slots=True)
class Checked:
    """The entries checked, and the layers they make a glossary with, the lowest first."""

    placed: tuple[Placed, ...]
    layers: tuple[tuple[Term, ...], ...]

    @property
    def glossary(self) -> Glossary:
        """The glossary in force: each layer over those before it."""
        return Glossary.layered(self.layers)


def read_checked(paths: Sequence[Path]) -> Checked:
    """Read the files to check, layered over the shipped names; without any, the shipped names.

    A file of the shipped pack itself is checked in its place there. Raises InputError with
    every problem of every file.
    """
    pack = sorted(shipped.PACK.glob("*.toml"))
    own = {path.resolve() for path in pack}
    chosen = [path for path in paths if path.resolve() in own] if paths else pack
    users = [path for path in paths if path.resolve() not in own]
    placed: dict[Path, list[Placed]] = {}
    problems: list[Problem] = []
    for path in dict.fromkeys([*chosen, *users]):
        name = path.name if path in users else f"{shipped.PACK.name}/{path.name}"
        try:
            placed[path] = list(_placed(path, name))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    layers = [_pack_layer(pack, {path.resolve(): placed[path] for path in chosen})]
    layers += [tuple(p.term for p in placed[path]) for path in users]
    return Checked(tuple(p for found in placed.values() for p in found), tuple(layers))


def _placed(path: Path, name: str) -> Iterator[Placed]:
    for entry in sound_entries(path, read_entries(path)):
        yield Placed(str(path), entry, term_of(entry, f"{name}:{entry.line}"))


def _pack_layer(pack: Sequence[Path], chosen: dict[Path, list[Placed]]) -> tuple[Term, ...]:
    """Return the shipped terms, those of the chosen files as they were read there."""
    rest: dict[str, list[Term]] = {}
    if len(chosen) < len(pack):
        by_file = groupby(shipped.shipped_terms(), lambda term: term.origin.rpartition(":")[0])
        rest = {name: list(terms) for name, terms in by_file}
    out: list[Term] = []
    for path in pack:
        held = chosen.get(path.resolve())
        name = f"{shipped.PACK.name}/{path.name}"
        out += rest.get(name, ()) if held is None else (p.term for p in held)
    return tuple(out)


def in_force(checked: Checked, glossary: Glossary) -> Iterator[tuple[Placed, Term]]:
    """Yield the entries that no later one replaces, each with its term as it is in force."""
    last = {zh_key(p.term.zh): p for p in checked.placed}
    for placed in checked.placed:
        term = glossary.get(placed.term.zh)
        if term is not None and last[zh_key(placed.term.zh)] is placed:
            yield placed, term
