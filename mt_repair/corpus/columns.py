"""Which columns of a table hold the translation and its Chinese."""

from __future__ import annotations

from collections.abc import Sequence

from mt_repair.corpus.given import Settings
from mt_repair.corpus.languages import EN, ZH, language
from mt_repair.errors import InputError

# Usual names, the surest first; a language's code in any of its spellings is the last.
_TARGETS = ("target", "mt", "hypothesis", "hyp", "translation", "target text", "english")
_MOST, _LONGEST = 8, 24  # of the names that a message shows
_SOURCES = ("source", "src", "original", "source text", "chinese", "中文", "原文")


def chosen(
    path: str, line: int | None, names: Sequence[str], settings: Settings
) -> tuple[bool, int, int | None]:
    """Return whether a table has a header, and the numbers, from 0, of target and source.

    `names` are the cells of its first record, which stands in a line of a file. Raises
    InputError where a column is not there, or none is named and none has a usual name.
    """
    wanted, beside = settings.target_field, settings.source_field
    plain = [name.strip().lower() for name in names]
    header = not all(
        one is None or _is_number(one, names) for one in (wanted, beside, settings.document_field)
    )
    if wanted is None:
        target = _usual(plain, _TARGETS, EN)
        if target is None:
            what = f"no column has a usual name for a translation (there are {_shown(names)})"
            raise InputError.one(path, line, what, "name it with --target-field")
        header = True
    else:
        target = _index(path, line, names, wanted)
    if beside is not None:
        return header, target, _index(path, line, names, beside)
    source = _usual(plain, _SOURCES, ZH) if header else None
    return header, target, None if source == target else source


def document_column(
    path: str, line: int | None, names: Sequence[str], settings: Settings
) -> int | None:
    """Return the number, from 0, of the column that tells documents apart, where one is named.

    Raises InputError where it is not there.
    """
    field = settings.document_field
    return None if settings.whole or field is None else _index(path, line, names, field)


def _is_number(field: str, names: Sequence[str]) -> bool:
    return field.isdigit() and field not in names


def _index(path: str, line: int | None, names: Sequence[str], field: str) -> int:
    stripped = [name.strip() for name in names]
    if field.strip() in stripped:
        return stripped.index(field.strip())
    if field.isdigit() and 1 <= int(field) <= len(names):
        return int(field) - 1
    what = f'there is no column "{field}" (there are {_shown(names)})'
    raise InputError.one(path, line, what, "name one of them, or give its number from 1")


def _shown(names: Sequence[str]) -> str:
    short = (name if len(name) <= _LONGEST else name[:_LONGEST] + "…" for name in names[:_MOST])
    return ", ".join(f'"{name}"' for name in short) + (", …" if len(names) > _MOST else "")


def _usual(plain: Sequence[str], usual: Sequence[str], code: str) -> int | None:
    for name in usual:
        if name in plain:
            return plain.index(name)
    return next((i for i, name in enumerate(plain) if language(name) == code), None)
