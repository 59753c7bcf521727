"""The command that repairs texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mt_repair.cli.common import FINDINGS, UNUSABLE, all_of, count, end, in_colour, say, traceback
from mt_repair.cli.texts import (
    also,
    apply_option,
    await_typing,
    check_inputs,
    check_model,
    check_outputs,
    check_terminal,
    dismissals_option,
    format_option,
    glossary_option,
    maker_of,
    model_option,
    named,
    no_default_option,
    paths_in,
    rewriter_option,
    source_field_option,
    source_option,
    target_field_option,
    workers_option,
)

if TYPE_CHECKING:
    from mt_repair.pipeline import ApplyLevel, Rewriter


@click.command()
@paths_in
@all_of(
    click.option("-o", "--output", metavar="OUT", help="Where the repaired text goes; may be IN."),
    click.option(
        "-i", "--in-place", is_flag=True, help="Write each file over, where something changes."
    ),
    source_option,
    format_option("--format", "--input-format"),
    target_field_option,
    source_field_option,
    glossary_option,
    no_default_option,
    rewriter_option,
    model_option,
    apply_option,
    click.option(
        "--diff",
        is_flag=True,
        help="Show the changed lines with the reasons; without -o, instead of the text.",
    ),
    click.option(
        "--report", metavar="FILE", help="Write flags, edits and held edits there, as JSON."
    ),
    click.option(
        "--track-changes",
        is_flag=True,
        help="Make the edits of a Word document tracked changes, by mt_repair.",
    ),
    dismissals_option,
    workers_option,
    traceback,
)
def repair(
    paths: tuple[str, ...],
    output: str | None,
    in_place: bool,
    source: str | None,
    read_as: str | None,
    target_field: str | None,
    source_field: str | None,
    glossaries: tuple[str, ...],
    no_default_glossary: bool,
    rewriter: Rewriter,
    model: str | None,
    apply: ApplyLevel,
    diff: bool,
    report: str | None,
    track_changes: bool,
    dismissals: str | None,
    workers: int,
) -> None:
    """Repair the names in IN; with --in-place, in several files.

    IN is a text, JSON Lines, a table (CSV, TSV, Parquet), a file of a translation tool (TMX,
    XLIFF, PO), subtitles (SRT, VTT), a page (HTML, Markdown) or a Word document, packed (.gz,
    .zst) or not. The same file, with only the wrong names changed, goes to standard output or
    OUT. Tables, JSON Lines, TMX and XLIFF may be of any size.

    \b
    Examples:
      mt-repair repair article.txt --diff
      mt-repair repair article.txt --source article.zh.txt --diff
      mt-repair repair article.txt -o article.txt --report changes.json
      mt-repair repair --in-place news/*.txt
      mt-repair repair news.jsonl -o repaired.jsonl --workers 4
      mt-repair repair news.csv.gz -o out.csv.gz --target-field en --source-field zh
      mt-repair repair article.docx -o out.docx --track-changes
    """
    from mt_repair.corpus import Settings, repaired_files
    from mt_repair.report import write_repairs

    paths = paths or ("-",)
    check_inputs(paths, source, several=in_place)
    if in_place and (output is not None or "-" in paths):
        raise click.UsageError("With --in-place every IN is a file, and is written over; leave -o.")
    text_to = output or (None if diff or in_place else "-")
    read_only = (source, *glossaries, dismissals)
    check_outputs(paths, text_to, "-" if diff else None, report, read_only)
    check_terminal(paths, text_to, read_as)
    await_typing(paths)
    check_model(model, rewriter)
    settings = Settings(read_as, target_field, source_field, track_changes)
    make = maker_of(
        paths, glossaries, not no_default_glossary, rewriter, apply, dismissals, read_as, model
    )
    tally = write_repairs(
        repaired_files(paths, make, source, workers, settings),
        say,
        output=text_to,
        in_place=in_place,
        diff_to="-" if diff else None,
        report=report,
        colour=in_colour(),
    )
    click.echo(
        f"{named(paths)}: {count(tally['edits'], 'edit')} made, {tally['held']} held for a person"
        f"{also(tally)}",
        err=True,
    )
    end(UNUSABLE if tally["unusable"] else FINDINGS if tally["bad"] else 0)
