"""What the commands on texts share: their input, its checks, and how they sum up."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mt_repair.cli.common import F, count

if TYPE_CHECKING:
    from mt_repair.corpus.items import Maker, Repairer
    from mt_repair.pipeline import ApplyLevel, Rewriter
    from mt_repair.report import Tally
    from mt_repair.silence.dismissals import Dismissals

paths_in = click.argument("paths", metavar="[IN]...", nargs=-1)
glossary_option = click.option(
    "--glossary",
    "glossaries",
    metavar="FILE",
    multiple=True,
    help="Names to use as well (TOML, YAML, CSV, TSV, TBX or TMX); may be given again, the later one wins.",
)
no_default_option = click.option(
    "--no-default-glossary", is_flag=True, help="Leave out the names that mt-repair comes with."
)
rewriter_option = click.option(
    "--rewriter",
    type=click.Choice(["none", "rules", "seq2seq"]),
    default="rules",
    show_default=True,
    help="How a name is put into its sentence: with the grammar beside it, or with the "
    "sentence around it rewritten by a model; none flags and changes nothing.",
)
model_option = click.option(
    "--model",
    metavar="PATH_OR_ID",
    help="The model that seq2seq rewrites with, instead of the one that comes along; one of "
    "transformers' needs torch.",
)
apply_option = click.option(
    "--apply",
    type=click.Choice(["safe", "review"]),
    default="safe",
    show_default=True,
    help="Change what is safe, or also what a person should look at afterwards.",
)
source_option = click.option(
    "--source",
    metavar="FILE",
    help="The Chinese text, best line for line, in IN's format; only where that has none itself.",
)


def _known_format(_: click.Context, __: click.Parameter, name: str | None) -> str | None:
    from mt_repair.corpus.formats import FORMATS

    if name is None or name in FORMATS:
        return name
    raise click.BadParameter(f'"{name}" is not known; use one of {", ".join(FORMATS)}.')


_FORMAT_HELP = (
    "What IN is, where its suffix does not tell: text, jsonl, csv, tsv, parquet, tmx, xliff, po, "
    "srt, vtt, html, markdown or docx."
)
target_field_option = click.option(
    "--target-field",
    metavar="NAME",
    help="The column of a table with the translation, by name or number.",
)
source_field_option = click.option(
    "--source-field", metavar="NAME", help="The column of a table with the Chinese."
)


def format_option(*names: str) -> Callable[[F], F]:
    """Return the option that says what the inputs are, under these names."""
    return click.option(
        *names, "read_as", metavar="FORMAT", callback=_known_format, help=_FORMAT_HELP
    )


dismissals_option = click.option(
    "--dismissals",
    metavar="FILE",
    help="Flags rejected for good; without it, .mt-repair/dismissed.jsonl where there is one.",
)
workers_option = click.option(
    "--workers",
    type=click.IntRange(1, 256),
    default=1,
    show_default=True,
    help="Processes for files of many rows or units; the result is the same with any number.",
)


def check_model(model: str | None, rewriter: Rewriter) -> None:
    """Raise UsageError where a model is named and none rewrites."""
    if model is not None and rewriter != "seq2seq":
        raise click.UsageError("--model is for --rewriter seq2seq.")


def maker_of(
    paths: Sequence[str],
    glossaries: Sequence[str],
    shipped: bool,
    rewriter: Rewriter,
    apply: ApplyLevel,
    dismissals: str | None,
    read_as: str | None = None,
    model: str | None = None,
) -> Maker:
    """Return what makes the repairer of a command's texts, in each process that needs one."""
    from mt_repair.corpus.formats import FORMATS, format_of

    many = any(FORMATS[format_of(path, read_as)].many for path in paths)
    names = tuple(map(Path, glossaries))
    silent = _dismissed(dismissals)
    return partial(_repairer, names, shipped, rewriter, model, apply, many, silent)


def _dismissed(path: str | None) -> Dismissals | None:
    from mt_repair.silence.dismissals import DEFAULT, read_dismissals

    if path is None and not DEFAULT.is_file():
        return None
    return read_dismissals(path or DEFAULT)


def _repairer(
    glossaries: Sequence[Path],
    shipped: bool,
    rewriter: Rewriter,
    model: str | None,
    apply: ApplyLevel,
    many: bool,
    dismissals: Dismissals | None,
) -> Repairer:
    from mt_repair import pipeline

    built = pipeline.build_pipeline(
        glossaries,
        shipped=shipped,
        rewriter=rewriter,
        model=model,
        apply=apply,
        dismissals=dismissals,
    )
    return partial(pipeline.repair, pipeline.for_streams(built) if many else built)


def check_inputs(paths: Sequence[str], source: str | None, several: bool) -> None:
    """Refuse inputs that do not go together."""
    if len(paths) > 1 and not several:
        raise click.UsageError("Several files are repaired with --in-place, else one at a time.")
    if len(paths) > 1 and source is not None:
        raise click.UsageError("One --source belongs to one IN; give the files one at a time.")
    if paths.count("-") > 1:
        raise click.UsageError("Standard input can be read once.")


def check_outputs(
    paths: Sequence[str],
    text_to: str | None,
    diff_to: str | None,
    report: str | None,
    read_only: Sequence[str | None],
) -> None:
    """Refuse outputs that would go to one place, or take the place of what is read."""
    from mt_repair.corpus.write import same_file

    if (text_to, diff_to, report).count("-") > 1:
        raise click.UsageError("Only one of text, diff and report can go to standard output.")
    for output in (text_to, report):
        for kept in read_only:
            if output is not None and kept is not None and same_file(output, kept):
                raise click.UsageError(f"{output} is read or written here already; name another.")
    for path in paths:
        if report is not None and same_file(report, path):
            raise click.UsageError(f"The report would replace {path}; write it to another file.")
    if report is not None and text_to is not None and same_file(report, text_to):
        raise click.UsageError("Text and report would be one file; name two.")


def check_terminal(paths: Sequence[str], text_to: str | None, read_as: str | None) -> None:
    """Refuse to write to a terminal what is no text."""
    from mt_repair.corpus.formats import FORMATS, format_of

    shown = text_to == "-" and sys.stdout is not None and sys.stdout.isatty()
    for path in paths:
        name = format_of(path, read_as)
        if shown and FORMATS[name].binary:
            raise click.UsageError(f"No terminal can show {name}; name OUT with -o.")


def await_typing(paths: Sequence[str]) -> None:
    """Tell a person at a terminal that the text is expected from there."""
    if "-" in paths and sys.stdin is not None and sys.stdin.isatty():
        click.echo("reading what you type; end with Ctrl-D on a line of its own", err=True)


def named(paths: Sequence[str]) -> str:
    """Return the file of a run, or how many there are."""
    return paths[0] if len(paths) == 1 else f"{len(paths)} files"


def also(tally: Tally) -> str:
    """Return what else a sum has to say: what could not be read, and what is silent."""
    from mt_repair.report.found import said_of_silent

    rows = f", {count(tally['bad'], 'bad row')} passed on as they were" if tally["bad"] else ""
    files = f", {count(tally['unusable'], 'file')} not read" if tally["unusable"] else ""
    silent = said_of_silent(tally)
    return f"{rows}{files}{'; ' if silent else ''}{silent}"
