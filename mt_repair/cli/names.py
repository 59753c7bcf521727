"""The commands on names and rules: glossary and explain."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mt_repair.cli.common import FINDINGS, count, end, in_colour, put_out, traceback
from mt_repair.errors import InputError, Problem

if TYPE_CHECKING:
    from mt_repair.types import Term


@click.command()
@click.argument("rule", required=False)
@traceback
def explain(rule: str | None) -> None:
    """Tell what a RULE looks for, with examples; without RULE, list the rules.

    \b
    Example:
      mt-repair explain wrong-name
    """
    from mt_repair.detect.rules import RULES
    from mt_repair.repair.page import REWRITING
    from mt_repair.report.rules import Rule, explained, listed

    pages: dict[str, Rule] = {**RULES, REWRITING.name: REWRITING}
    if rule is not None and rule not in pages:
        raise click.UsageError(f'There is no rule "{rule}"; "mt-repair explain" lists the rules.')
    put_out(listed(pages.values()) if rule is None else explained(pages[rule]))


@click.group()
@traceback
def glossary() -> None:
    """Check a glossary, take it to other tools and back, see how a name gets mistranslated."""


@glossary.command()
@click.argument("zh")
@click.option("--en", default="", help="The right English name, which is left out of the list.")
@click.option(
    "--most",
    type=click.IntRange(1, 400),
    default=20,
    show_default=True,
    help="How many forms to list.",
)
@traceback
def variants(zh: str, en: str, most: int) -> None:
    """List the wrong English forms a translator may make of the Chinese name ZH.

    They are derived from its characters, the likeliest first; on a terminal as a table,
    else with tabs between the fields.

    \b
    Example:
      mt-repair glossary variants 拍拍网 --en Paipai
    """
    from mt_repair.knowledge.variants import variants as derived
    from mt_repair.language.chinese import has_han
    from mt_repair.report.table import drawn, tab_separated
    from mt_repair.types import Term

    if not has_han(zh):
        raise click.UsageError(f'"{zh}" has no Chinese character; give the Chinese name.')
    header = ("rank", "form", "prior", "ordinary", "route", "derivation")
    rows = [
        (str(rank), v.form, f"{v.prior:.3f}", f"{v.ordinary:.3f}", v.route, v.derivation)
        for rank, v in enumerate(derived(Term(zh, en), most), 1)
    ]
    if sys.stdout.isatty():
        from shutil import get_terminal_size

        put_out(drawn(header, rows, get_terminal_size().columns, in_colour()))
    else:
        put_out(tab_separated(header, rows))


@glossary.command()
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
