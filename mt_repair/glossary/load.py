"""From a glossary file to terms, whatever its format; or everything that is wrong with it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from itertools import chain, islice
from pathlib import Path

from mt_repair.errors import InputError, Problem
from mt_repair.glossary.entries import Entry, Reading, problems_in, quoted, term_of
from mt_repair.glossary.formats import table, toml
from mt_repair.glossary.glossary import zh_key
from mt_repair.language.chinese import has_han
from mt_repair.types import Term


def _read_yaml(text: str, path: str) -> Reading:
    # Here and not above: only who has a YAML glossary waits for the parser to load.
    from mt_repair.glossary.formats import yaml

    return yaml.read(text, path)


READERS: dict[str, Callable[[str, str], Reading]] = {
    ".toml": toml.read,
    ".yaml": _read_yaml,
    ".yml": _read_yaml,
    ".csv": table.read_csv,
    ".tsv": table.read_tsv,
}
LARGEST_FILE = 50_000_000
MOST_PROBLEMS = 1000

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_terms(path: Path) -> tuple[Term, ...]:
    """Return the terms of a glossary file, in its order, each with file:line as origin.

    The suffix picks the format. Raises InputError with every problem of the file, in the
    order of its lines (a file of nothing else stops after MOST_PROBLEMS), and no term.
    """
    return tuple(term_of(entry, f"{path.name}:{entry.line}") for entry in read_entries(path))


def read_entries(path: Path) -> tuple[Entry, ...]:
    """Return the entries of a glossary file with their lines, free of problems.

    Raises InputError as `read_terms` does.
    """
    shown = str(path)
    reader = READERS.get(path.suffix.lower())
    data = _bytes(path)
    if reader is None:
        kind = f"unknown file type {quoted(path.suffix)}" if path.suffix else "no file type"
        raise InputError.one(shown, None, kind, f"save it as one of {', '.join(READERS)}")
    text = _text(data, shown)
    if not text.strip():
        raise InputError.one(shown, None, "the file is empty", "add a term, or leave the file out")
    reading = reader(text, shown)
    found = chain(reading.problems, _entry_problems(reading, shown))
    problems = sorted(islice(found, MOST_PROBLEMS), key=lambda p: p.line or 0)
    if next(found, None):
        problems.append(
            Problem(
                shown, None, f"there are more than {MOST_PROBLEMS} problems", "mend these first"
            )
        )
    if problems:
        raise InputError(problems)
    if not reading.entries:
        raise InputError.one(
            shown, None, "the file holds no term", "add a term, or leave the file out"
        )
    return reading.entries


def _entry_problems(reading: Reading, path: str) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for entry in reading.entries:
        yield from problems_in(entry, path, reading.sign)
        zh = entry.values.get("zh")
        if not isinstance(zh, str) or not zh.strip():
            continue
        key = zh_key(zh)
        if key not in first:
            first[key] = entry.line
        else:
            yield Problem(
                path,
                entry.at("zh"),
                f"{quoted(zh.strip())} has an entry in line {first[key]} already",
                "make one entry of the two",
            )


def _bytes(path: Path) -> bytes:
    shown = str(path)
    try:
        if path.is_dir():
            raise InputError.one(shown, None, "this is a folder", "name a file in it")
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise InputError.one(
            shown, None, "there is no such file", "check the name and the folder"
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError.one(
            shown, None, f"the file cannot be opened ({reason})", "check its name and permissions"
        ) from None
    if len(data) > LARGEST_FILE:
        raise InputError.one(
            shown,
            None,
            f"the file is larger than {LARGEST_FILE // 1_000_000} MB",
            "split it into several glossaries",
        )
    return data


def _text(data: bytes, path: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = _line_at(data, error.start)
        what = f"the byte 0x{data[error.start]:02X} is not UTF-8"
        guess = _encoding(data)
        if guess:
            what += f" (the file seems to be {guess})"
        raise InputError.one(path, line, what, "save the file as UTF-8") from None
    if "\0" in text:
        guess = _encoding(data)
        what = f"the file seems to be {guess}, not UTF-8" if guess else "there is a NUL character"
        remedy = "save the file as UTF-8" if guess else "delete it, or save the file anew as UTF-8"
        raise InputError.one(path, _line_at(data, data.index(b"\0")), what, remedy)
    return text


def _line_at(data: bytes, position: int) -> int:
    return len(re.findall(rb"\r\n?|\n", data[:position])) + 1


def _encoding(data: bytes) -> str:
    """Return the encoding that bytes not in UTF-8 seem to be in, or nothing."""
    if data.startswith(_UTF16_MARKS):
        return "UTF-16"
    tries = [("gb18030", "GB18030")]
    if b"\0" in data:
        tries = [("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16")]
    for codec, name in tries:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and has_han(text) and re.search("[,=:\t]", text):
            return name
    return ""
