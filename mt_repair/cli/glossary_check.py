"""The command that checks a glossary."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mt_repair.cli.common import FINDINGS, count, end, put_out, traceback
from mt_repair.errors import InputError, Problem

if TYPE_CHECKING:
    from mt_repair.types import Term


@click.command()
@click.argument("files", metavar="[FILE]...", nargs=-1)
@traceback
def check(files: tuple[str, ...]) -> None:
    """Check glossary FILEs and run their examples; without FILE, the names shipped.

    Each example must be repaired as it says, or stay as it is. Files are layered over the
    shipped names, the later one wins.

    \b
    Example:
      mt-repair glossary check names.toml
    """
    from mt_repair.glossary.check import check as run_examples
    from mt_repair.glossary.shipped import PACK
    from mt_repair.pipeline import build_pipeline, for_streams, repair
    from mt_repair.types import Document

    paths = [Path(file) for file in files]
    terms = _read_all(paths or sorted(PACK.glob("*.toml")))
    pipeline = for_streams(build_pipeline(paths, apply="review"))
    problems = run_examples(terms, lambda text: repair(pipeline, Document.of(text)))
    put_out(f"{problem}\n" for problem in problems)
    click.echo(
        f"{count(len(terms), 'term')}, {count(sum(len(t.examples) for t in terms), 'example')}, "
        f"{count(len(problems), 'problem')}",
        err=True,
    )
    end(FINDINGS if problems else 0)


def _read_all(paths: Sequence[Path]) -> list[Term]:
    from mt_repair.glossary.load import read_terms

    terms: list[Term] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            terms += read_terms(path)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return terms
