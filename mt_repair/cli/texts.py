"""The commands on texts: repair and detect."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from mt_repair.cli.common import FINDINGS, all_of, count, end, in_colour, say, traceback

if TYPE_CHECKING:
    from mt_repair.corpus.items import Maker, Repairer
    from mt_repair.pipeline import ApplyLevel, Rewriter
    from mt_repair.report import Tally

_PLANNED_FORMATS = ("sarif", "junit", "github", "html")

_glossaries = click.option(
    "--glossary",
    "glossaries",
    metavar="FILE",
    multiple=True,
    help="Names to use as well (TOML, YAML, CSV, TSV, TBX or TMX); may be given again, the later one wins.",
)
_no_default = click.option(
    "--no-default-glossary", is_flag=True, help="Leave out the names that mt-repair comes with."
)
_source = click.option(
    "--source",
    metavar="FILE",
    help="The Chinese text, best line for line; JSON Lines have it in their rows instead.",
)
_workers = click.option(
    "--workers",
    type=click.IntRange(1, 256),
    default=1,
    show_default=True,
    help="Processes for JSON Lines; the result is the same with any number.",
)


@click.command()
@click.argument("path", metavar="[IN]", default="-")
@all_of(
    click.option("-o", "--output", metavar="OUT", help="Where the repaired text goes; may be IN."),
    _source,
    _glossaries,
    _no_default,
    click.option(
        "--rewriter",
        type=click.Choice(["none", "rules", "seq2seq"]),
        default="rules",
        show_default=True,
        help="How a name is put into its sentence: with the grammar beside it, or with the "
        "sentence around it rewritten by a model; none flags and changes nothing.",
    ),
    click.option(
        "--model",
        metavar="PATH_OR_ID",
        help="The model that seq2seq rewrites with, instead of the one that comes along; one of "
        "transformers' needs torch.",
    ),
    click.option(
        "--apply",
        type=click.Choice(["safe", "review"]),
        default="safe",
        show_default=True,
        help="Change what is safe, or also what a person should look at afterwards.",
    ),
    click.option(
        "--diff",
        is_flag=True,
        help="Show the changed lines with the reasons; without -o, instead of the text.",
    ),
    click.option(
        "--report", metavar="FILE", help="Write flags, edits and held edits there, as JSON."
    ),
    _workers,
    traceback,
)
def repair(
    path: str,
    output: str | None,
    source: str | None,
    glossaries: tuple[str, ...],
    no_default_glossary: bool,
    rewriter: Rewriter,
    model: str | None,
    apply: ApplyLevel,
    diff: bool,
    report: str | None,
    workers: int,
) -> None:
    """Repair the names in IN, a text or JSON Lines file.

    The repaired text goes to standard output or OUT. A file over 512 MB is work for
    `mt-repair batch`; JSON Lines may be of any size.

    \b
    Examples:
      mt-repair repair article.txt --diff
      mt-repair repair article.txt --source article.zh.txt --diff
      mt-repair repair article.txt -o article.txt --report changes.json
      mt-repair repair news.jsonl -o repaired.jsonl --workers 4
    """
    from mt_repair.corpus import repaired
    from mt_repair.report import write_repairs

    text_to = output or (None if diff else "-")
    _check_outputs(path, text_to, "-" if diff else None, report, (source, *glossaries))
    _await_typing(path)
    if model is not None and rewriter != "seq2seq":
        raise click.UsageError("--model is for --rewriter seq2seq.")
    make = _maker(path, glossaries, not no_default_glossary, rewriter, model, apply)
    tally = write_repairs(
        path,
        repaired(path, make, source, workers),
        say,
        output=text_to,
        diff_to="-" if diff else None,
        report=report,
        colour=in_colour(),
    )
    click.echo(
        f"{path}: {count(tally['edits'], 'edit')} made, {tally['held']} held for a person"
        f"{_bad_rows(tally)}",
        err=True,
    )
    end(FINDINGS if tally["bad"] else 0)


def _known_format(_: click.Context, __: click.Parameter, name: str) -> str:
    from mt_repair.report import REPORTS

    if name in REPORTS:
        return name
    known = ", ".join(REPORTS)
    if name in _PLANNED_FORMATS:
        raise click.BadParameter(f'"{name}" is not in this version; use one of {known}.')
    raise click.BadParameter(f'"{name}" is not known; use one of {known}.')


@click.command()
@click.argument("path", metavar="[IN]", default="-")
@all_of(
    _source,
    _glossaries,
    _no_default,
    click.option(
        "--format",
        "form",
        metavar="[text|json|jsonl]",
        default="text",
        show_default=True,
        callback=_known_format,
        help="Lines for a person, one JSON object, or a JSON object a line.",
    ),
    click.option(
        "--fail-on",
        type=click.Choice(["safe", "review", "never"]),
        default="review",
        show_default=True,
        help="Exit with 1 for flags that repair mends on its own, for those and the ones "
        "a person must look at, or for none.",
    ),
    _workers,
    traceback,
)
def detect(
    path: str,
    source: str | None,
    glossaries: tuple[str, ...],
    no_default_glossary: bool,
    form: str,
    fail_on: Literal["safe", "review", "never"],
    workers: int,
) -> None:
    """Flag doubtful names in IN, a text or JSON Lines file, and change nothing.

    \b
    Examples:
      mt-repair detect article.txt
      mt-repair detect article.txt --source article.zh.txt --format json
    """
    from mt_repair.corpus import repaired
    from mt_repair.report import write_flags

    _await_typing(path)
    make = _maker(path, glossaries, not no_default_glossary, "rules", None, "safe")
    tally = write_flags(path, repaired(path, make, source, workers), say, form, in_colour())
    click.echo(
        f"{path}: {count(tally['flags'], 'flag')}, {tally['safe']} of them safe to repair"
        f"{_bad_rows(tally)}",
        err=True,
    )
    failing = {"safe": tally["safe"], "review": tally["safe"] + tally["review"], "never": 0}
    end(FINDINGS if failing[fail_on] or tally["bad"] else 0)


def _maker(
    path: str,
    glossaries: Sequence[str],
    shipped: bool,
    rewriter: Rewriter,
    model: str | None,
    apply: ApplyLevel,
) -> Maker:
    from mt_repair.corpus import format_of

    many = format_of(path) == "jsonl"
    return partial(_repairer, tuple(map(Path, glossaries)), shipped, rewriter, model, apply, many)


def _repairer(
    glossaries: Sequence[Path],
    shipped: bool,
    rewriter: Rewriter,
    model: str | None,
    apply: ApplyLevel,
    many: bool,
) -> Repairer:
    from mt_repair import pipeline

    built = pipeline.build_pipeline(
        glossaries, shipped=shipped, rewriter=rewriter, model=model, apply=apply
    )
    return partial(pipeline.repair, pipeline.for_streams(built) if many else built)


def _check_outputs(
    path: str,
    text_to: str | None,
    diff_to: str | None,
    report: str | None,
    read_only: Sequence[str | None],
) -> None:
    from mt_repair.corpus.write import same_file

    if (text_to, diff_to, report).count("-") > 1:
        raise click.UsageError("Only one of text, diff and report can go to standard output.")
    for output in (text_to, report):
        for kept in read_only:
            if output is not None and kept is not None and same_file(output, kept):
                raise click.UsageError(f"{output} is read here; write to another file.")
    if report is not None and same_file(report, path):
        raise click.UsageError(f"The report would replace {path}; write it to another file.")
    if report is not None and text_to is not None and same_file(report, text_to):
        raise click.UsageError("Text and report would be one file; name two.")


def _await_typing(path: str) -> None:
    if path == "-" and sys.stdin is not None and sys.stdin.isatty():
        click.echo("reading what you type; end with Ctrl-D on a line of its own", err=True)


def _bad_rows(tally: Tally) -> str:
    return f", {count(tally['bad'], 'bad row')} passed on as they were" if tally["bad"] else ""
