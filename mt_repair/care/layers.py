"""Glossaries to compare: a file over the shipped names, or a folder in their place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from mt_repair.errors import InputError
from mt_repair.glossary.glossary import Glossary
from mt_repair.glossary.load import read_terms
from mt_repair.glossary.shipped import PACK, shipped_terms
from mt_repair.types import Term


def layered(path: Path, beside: Sequence[Path] = (), shipped: bool = True) -> Glossary:
    """Return the glossary that a file makes, over the files `beside` it and the shipped names.

    A folder of TOML files takes the place of the shipped names; an empty file is a glossary
    without entries. Examples are in it. Raises InputError with every problem of a file.
    """
    if path.is_dir():
        return Glossary.layered([_pack(path), *map(read_terms, beside)])
    base = [shipped_terms(examples=True)] if shipped else []
    own = () if _is_empty(path) else read_terms(path)
    return Glossary.layered([*base, *map(read_terms, beside), own])


def _pack(folder: Path) -> list[Term]:
    """Return the terms of a folder as if they were shipped."""
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise InputError.one(str(folder), None, "the folder holds no .toml file", "name a pack")
    return [
        replace(term, origin=f"{PACK.name}/{term.origin}")
        for file in files
        for term in read_terms(file)
    ]


def _is_empty(path: Path) -> bool:
    return path.is_file() and path.stat().st_size == 0
