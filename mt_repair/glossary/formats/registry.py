"""The formats of glossary files: what reads and writes which.

READERS finds a reader by a file's suffix, FORMATS a format by its name. Modules are imported
when they are needed: only who has a YAML or an XML file waits for its parser to load.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from mt_repair.errors import InputError
from mt_repair.glossary.entries import KEYS, Reading, quoted
from mt_repair.glossary.formats import services, table, toml
from mt_repair.glossary.formats.decode import empty, text_of
from mt_repair.glossary.formats.written import Written
from mt_repair.types import Term

Reader = Callable[[bytes, str], Reading]
Writer = Callable[[Sequence[Term]], Written]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its suffix, which keys it has a place for, how it is read and written."""

    suffix: str
    holds: frozenset[str]
    read: Reader
    write: Writer


def _of_text(read: Callable[[str, str], Reading]) -> Reader:
    return lambda data, path: read(text_of(data, path), path)


def _read_yaml(text: str, path: str) -> Reading:
    from mt_repair.glossary.formats import yaml

    return yaml.read(text, path)


def _read_xml(data: bytes, path: str) -> Reading:
    from mt_repair.corpus import safexml
    from mt_repair.glossary.formats import tbx_read, tmx

    text = safexml.text_of(data, path)
    if not text.strip():
        raise empty(path)
    root = safexml.root_of(text)
    if root in tbx_read.ROOTS:
        return tbx_read.read(text, path)
    if root in tmx.ROOTS or not root:  # without a root, to be told why it is no XML
        return tmx.read(text, path)
    raise InputError.one(
        path, None, f"{quoted(root)} is no termbase that is read here", "give a TBX or TMX file"
    )


def _writer(module: str, function: str = "write") -> Writer:
    """Return a writer of a module of this package, which is imported when it is first called."""

    def write(terms: Sequence[Term]) -> Written:
        chosen = getattr(import_module(f"{__package__}.{module}"), function)
        return cast(Writer, chosen)(terms)

    return write


_ALL = frozenset(KEYS)
_TABLE = _ALL - {"examples"}
_PAIR = frozenset(("zh", "en", "aliases"))
_TBX = frozenset(("zh", "en", "accept", "wrong", "aliases", "domain", "note", "examples"))
_RULES = frozenset(("zh", "en", "wrong"))
_yaml = _of_text(_read_yaml)
_csv, _tsv = _of_text(table.read_csv), _of_text(table.read_tsv)

FORMATS: dict[str, Format] = {
    "toml": Format(".toml", _ALL, _of_text(toml.read), toml.write),
    "yaml": Format(".yaml", _ALL, _yaml, _writer("yaml")),
    "csv": Format(".csv", _TABLE, _csv, table.write_csv),
    "tsv": Format(".tsv", _TABLE, _tsv, table.write_tsv),
    "tbx": Format(".tbx", _TBX, _read_xml, _writer("tbx_write", "write_dca")),
    "tbx-dct": Format(".tbx", _TBX, _read_xml, _writer("tbx_write", "write_dct")),
    "tbx-2": Format(".tbx", _TBX, _read_xml, _writer("tbx_write", "write_2")),
    "tmx": Format(".tmx", _TABLE - {"first", "off"}, _read_xml, _writer("tmx")),
    "deepl": Format(".csv", _PAIR, _csv, services.pairs(",")),
    "deepl-tsv": Format(".tsv", _PAIR, _tsv, services.pairs("\t")),
    "google": Format(".csv", _PAIR | {"note"}, _csv, services.google_sets),
    "google-pairs": Format(".csv", _PAIR, _csv, services.pairs(",")),
    "google-pairs-tsv": Format(".tsv", _PAIR, _tsv, services.pairs("\t")),
    "amazon": Format(".csv", _PAIR, _csv, services.amazon(",")),
    "amazon-tsv": Format(".tsv", _PAIR, _tsv, services.amazon("\t")),
    "prh": Format(".yml", _RULES | {"examples"}, _yaml, _writer("prh")),
    "vale": Format(".yml", _RULES, _yaml, _writer("vale")),
}  # fmt: skip

READERS: dict[str, Reader] = {
    ".toml": FORMATS["toml"].read,
    ".yaml": _yaml,
    ".yml": _yaml,
    ".csv": _csv,
    ".tsv": _tsv,
    ".tbx": _read_xml,
    ".tmx": _read_xml,
    ".xml": _read_xml,
}

# What a file is written as whose name alone says it.
BY_SUFFIX: dict[str, str] = {
    **{format.suffix: name for name, format in reversed(FORMATS.items())},
    ".yml": "yaml",
}
