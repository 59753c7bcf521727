"""Glossaries as translation services take them: rows of Chinese and English.

DeepL (developers.deepl.com/docs/customize/managing-glossaries): no header, source and target,
quoted as CSV is, or a tab between them. Google, one direction (cloud.google.com,
GlossaryInputConfig): the same. Google, equivalent term sets: CSV only, a header of language
codes, `description` for the translator. Amazon (docs.aws.amazon.com/translate,
creating-custom-terminology, what-is-limits): a header of language codes, the source first, at
most 200 bytes a text. All take one row for a source text, in UTF-8.

A service takes a cell as it is, so nothing is put before what a spreadsheet would run; it is
told instead. Amazon warns of such files as well (GetTerminology: CSV injection).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence

from mt_repair.corpus.formula import is_formula
from mt_repair.corpus.languages import EN, ZH
from mt_repair.glossary.entries import Left
from mt_repair.glossary.formats.written import Written
from mt_repair.glossary.glossary import zh_key
from mt_repair.language.chinese import has_han
from mt_repair.types import Term

_AMAZONS_BYTES = 200


def pairs(delimiter: str) -> Callable[[Sequence[Term]], Written]:
    """Return a writer of two columns without a header, for DeepL and Google."""
    return lambda terms: _written(terms, (), delimiter)


def amazon(delimiter: str) -> Callable[[Sequence[Term]], Written]:
    """Return a writer of Amazon's terminologies."""
    return lambda terms: _written(terms, (ZH, EN), delimiter, _AMAZONS_BYTES)


def google_sets(terms: Sequence[Term]) -> Written:
    """Return terms as a Google glossary of equivalent term sets."""
    return _written(terms, (ZH, EN, "description"), ",")


def _written(
    terms: Sequence[Term], header: Sequence[str], delimiter: str, most: int | None = None
) -> Written:
    left: list[Left] = []
    rows = [list(header)] if header else []
    count = 0
    for row in _rows(terms, left):
        if most is not None and any(len(cell.encode()) > most for cell in row[:2]):
            left.append(Left(f"names of more than {most} bytes, left out", row[0]))
            continue
        if any(is_formula(cell) and cell[0] != "'" for cell in row):
            what = "cells that a spreadsheet would run as a formula (do not open the file in one)"
            left.append(Left(what, row[0]))
        count += 1
        rows.append(row if "description" in header else row[:2])
    out = io.StringIO(newline="")
    if delimiter == "\t":  # a quotation mark is a character like any other
        out.writelines("\t".join(row) + "\n" for row in rows)
    else:
        csv.writer(out, lineterminator="\n").writerows(rows)
    return Written(out.getvalue().encode(), count, tuple(left))


def _rows(terms: Sequence[Term], left: list[Left]) -> Iterator[list[str]]:
    """Yield Chinese, English and note of each name and each alias; names go before aliases."""
    taken = {zh_key(term.zh) for term in terms}
    for term in terms:
        yield [term.zh, term.en, term.note]
        for alias in term.aliases:
            if not has_han(alias):
                left.append(Left("aliases without Chinese, left out", term.zh))
            elif zh_key(alias) in taken:
                left.append(Left("aliases that have a row already, left out", term.zh))
            else:
                taken.add(zh_key(alias))
                left.append(Left("aliases got rows of their own", term.zh))
                yield [alias, term.en, term.note]
