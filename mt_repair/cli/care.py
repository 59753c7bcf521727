"""The commands that look after a glossary: impact, report and suggest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mt_repair.cli.common import FINDINGS, all_of, count, end, in_colour, put_out, say, traceback

if TYPE_CHECKING:
    from mt_repair.corpus.texts import Unit

_beside = click.option(
    "--glossary",
    "glossaries",
    metavar="FILE",
    multiple=True,
    help="Names in force besides; may be given again, the later one wins.",
)
_no_default = click.option(
    "--no-default-glossary", is_flag=True, help="Leave out the names that mt-repair comes with."
)
_corpus = click.option(
    "--corpus",
    "corpora",
    metavar="FILE",
    multiple=True,
    required=True,
    help="Texts to look through, plain or JSON Lines; may be given again.",
)
_unit = click.option(
    "--unit",
    type=click.Choice(["file", "line"]),
    help="Whether a plain text is one document or a document a line; without it, a text of "
    "2,000 lines or more is taken line by line.",
)


@click.command()
@click.argument("old")
@click.argument("new")
@all_of(
    _corpus,
    click.option("--source", metavar="FILE", help="The Chinese of a plain text, line for line."),
    click.option(
        "--reference", metavar="FILE", help="A human translation of a plain text, line for line."
    ),
    _unit,
    _beside,
    _no_default,
    click.option(
        "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
    ),
    click.option(
        "--most",
        type=click.IntRange(0),
        default=20,
        show_default=True,
        help="How many lines to show of each entry, as text.",
    ),
    traceback,
)
def impact(
    old: str,
    new: str,
    corpora: tuple[str, ...],
    source: str | None,
    reference: str | None,
    unit: Unit | None,
    glossaries: tuple[str, ...],
    no_default_glossary: bool,
    form: str,
    most: int,
) -> None:
    """Show which lines of a corpus change when glossary NEW takes the place of OLD.

    Each with a verdict where something tells: the source (in JSON Lines, "source"), a human
    reference ("reference"), or the glossary's own examples. Exit code 1 when a line gets
    worse. An empty file is a glossary without entries; two folders of .toml files stand for
    two states of the shipped names.

    \b
    Examples:
      mt-repair glossary impact old.toml names.toml --corpus news.jsonl
      mt-repair glossary impact old.toml names.toml --corpus mt.txt --reference human.txt
    """
    from mt_repair.care import impact_report
    from mt_repair.care.impact import examples
    from mt_repair.care.impact import impact as impact_of
    from mt_repair.care.layers import layered, pipeline_over
    from mt_repair.corpus.texts import gathered

    if len(corpora) > 1 and (source or reference):
        raise click.UsageError("--source and --reference belong to one --corpus; give one.")
    shipped = not no_default_glossary
    beside = [Path(path) for path in glossaries]
    before, after = (layered(Path(path), beside, shipped) for path in (old, new))
    texts, problems = gathered(corpora, source, reference, unit)
    for problem in problems:
        say(problem)
    found = impact_of(
        pipeline_over(before, shipped),
        pipeline_over(after, shipped),
        [*texts, *examples(before, after)],
    )
    put_out(
        impact_report.as_json(found)
        if form == "json"
        else impact_report.as_text(found, most, in_colour())
    )
    number = impact_report.counts(found.changes)
    click.echo(
        f"{count(len(found.entries), 'entry', 'entries')} differ in {count(found.texts, 'text')}: "
        f"{count(number['better'], 'line')} better, {number['worse']} worse, "
        f"{number['different']} different, {number['asked']} asked about otherwise",
        err=True,
    )
    end(FINDINGS if number["worse"] or problems else 0)
