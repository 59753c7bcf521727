"""The command that flags doubtful names and changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from mt_repair.cli.common import FINDINGS, UNUSABLE, all_of, count, end, in_colour, say, traceback
from mt_repair.cli.texts import (
    also,
    await_typing,
    check_inputs,
    check_outputs,
    dismissals_option,
    format_option,
    glossary_option,
    maker_of,
    named,
    no_default_option,
    paths_in,
    source_field_option,
    source_option,
    target_field_option,
    workers_option,
)

if TYPE_CHECKING:
    from mt_repair.types import Flag, Safety

FailOn = Literal["safe", "review", "never"]


def _known_format(_: click.Context, __: click.Parameter, name: str) -> str:
    from mt_repair.report import REPORTS

    if name not in REPORTS:
        raise click.BadParameter(f'"{name}" is not known; use one of {", ".join(REPORTS)}.')
    return name


def _known_suffixes(
    _: click.Context, __: click.Parameter, paths: tuple[str, ...]
) -> tuple[str, ...]:
    from mt_repair.report import SUFFIXES, format_for

    for path in paths:
        if format_for(path) is None:
            known = ", ".join(SUFFIXES)
            raise click.BadParameter(
                f'The name "{path}" tells no format; end it in one of {known}.'
            )
    return paths


@click.command()
@paths_in
@all_of(
    source_option,
    format_option("--input-format"),
    target_field_option,
    source_field_option,
    glossary_option,
    no_default_option,
    click.option(
        "--format",
        "form",
        metavar="[text|json|jsonl|sarif|junit|github|markdown|html]",
        default="text",
        show_default=True,
        callback=_known_format,
        help="What goes to standard output: lines for a person, JSON, what CI systems read, or "
        "a page.",
    ),
    click.option(
        "--report",
        "reports",
        metavar="FILE",
        multiple=True,
        callback=_known_suffixes,
        help="Write a report there as well, in the format of its name (.sarif, .xml for JUnit, "
        ".html, .md, .json, .jsonl, .txt); may be given again.",
    ),
    click.option(
        "--fail-on",
        type=click.Choice(["safe", "review", "never"]),
        default="review",
        show_default=True,
        help="Exit with 1 for flags that repair mends on its own, for those and the ones "
        "a person must look at, or for none.",
    ),
    click.option("--baseline", metavar="FILE", help="Leave out the flags that are in FILE."),
    click.option(
        "--write-baseline", metavar="FILE", help="Write the flags of now to FILE, and pass."
    ),
    dismissals_option,
    workers_option,
    traceback,
)
def detect(
    paths: tuple[str, ...],
    source: str | None,
    read_as: str | None,
    target_field: str | None,
    source_field: str | None,
    glossaries: tuple[str, ...],
    no_default_glossary: bool,
    form: str,
    reports: tuple[str, ...],
    fail_on: FailOn,
    baseline: str | None,
    write_baseline: str | None,
    dismissals: str | None,
    workers: int,
) -> None:
    """Flag doubtful names in files of any format that repair reads, and change nothing.

    \b
    Examples:
      mt-repair detect article.txt
      mt-repair detect article.txt --source article.zh.txt --format json
      mt-repair detect news/*.txt --baseline known.json --report names.html
    """
    from mt_repair.corpus import Settings, repaired_files
    from mt_repair.detect.rules import RULES
    from mt_repair.report import format_for, write_flags
    from mt_repair.report.look import Look
    from mt_repair.silence import baseline as known

    paths = paths or ("-",)
    check_inputs(paths, source, several=True)
    if baseline is not None and write_baseline is not None:
        raise click.UsageError("A baseline is read or written, not both; leave one out.")
    read_only = (source, *glossaries, dismissals, baseline)
    written_to = [*reports, *([] if write_baseline is None else [write_baseline])]
    for number, report in enumerate(written_to):
        check_outputs(paths, None, None, report, (*read_only, *written_to[:number]))
    await_typing(paths)
    make = maker_of(
        paths, glossaries, not no_default_glossary, "rules", "safe", dismissals, read_as
    )
    settings = Settings(read_as, target_field, source_field)
    files = repaired_files(paths, make, source, workers, settings)
    found: dict[str, list[Flag]] = {}
    if baseline is not None:
        files = known.without_known(files, known.read_baseline(baseline))
    if write_baseline is not None:
        files = known.gathered(files, found)
    look = Look(in_colour(), _failing(fail_on), RULES, baseline is not None)
    outputs = [(form, "-"), *((format_for(report) or form, report) for report in reports)]
    tally = write_flags(files, say, outputs, look)
    if write_baseline is not None:
        written = known.write_baseline(write_baseline, found)
        click.echo(f"{write_baseline}: {count(written, 'flag')} known from now on", err=True)
    click.echo(
        f"{named(paths)}: {count(tally['flags'], 'flag')}, {tally['safe']} of them safe to repair"
        f"{also(tally)}",
        err=True,
    )
    failing = sum(tally[level] for level in look.failing)
    end(UNUSABLE if tally["unusable"] else FINDINGS if failing or tally["bad"] else 0)


def _failing(fail_on: FailOn) -> frozenset[Safety]:
    levels: dict[FailOn, tuple[Safety, ...]] = {"safe": ("safe",), "review": ("safe", "review")}
    return frozenset(levels.get(fail_on, ()))
