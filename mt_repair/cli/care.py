"""The commands that look after a glossary: impact, report and suggest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mt_repair.cli.common import FINDINGS, all_of, count, end, in_colour, put_out, say, traceback

if TYPE_CHECKING:
    from mt_repair.corpus.texts import Unit

_glossaries = click.option(
    "--glossary",
    "glossaries",
    metavar="FILE",
    multiple=True,
    help="Names of yours; may be given again, the later one wins.",
)
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
    from mt_repair.care.compare import compare

    if len(corpora) > 1 and (source or reference):
        raise click.UsageError("--source and --reference belong to one --corpus; give one.")
    found, problems = compare(
        Path(old),
        Path(new),
        corpora,
        source,
        reference,
        unit=unit,
        beside=[Path(path) for path in glossaries],
        shipped=not no_default_glossary,
    )
    for problem in problems:
        say(problem)
    put_out(
        impact_report.as_json(found)
        if form == "json"
        else impact_report.as_text(found, most, in_colour())
    )
    number = impact_report.counts(found.changes)
    click.echo(
        f"entries that differ: {len(found.entries)}; texts: {found.texts}; lines better: "
        f"{number['better']}, worse: {number['worse']}, different: {number['different']}, "
        f"asked about otherwise: {number['asked']}",
        err=True,
    )
    end(FINDINGS if number["worse"] or problems else 0)


@click.command()
@click.argument("files", metavar="[FILE]...", nargs=-1)
@all_of(
    click.option(
        "--log",
        "logs",
        metavar="FILE",
        multiple=True,
        help="What editors decided (JSON Lines, docs/decisions-log.md); may be given again.",
    ),
    click.option(
        "--human",
        is_flag=True,
        help="The FILEs are English that people wrote: every edit is a false alarm.",
    ),
    _glossaries,
    _no_default,
    click.option("--all", "every", is_flag=True, help="List shipped names never found as well."),
    click.option(
        "--format",
        "form",
        type=click.Choice(["table", "json", "tsv"]),
        default="table",
        show_default=True,
    ),
    traceback,
)
def report(
    files: tuple[str, ...],
    logs: tuple[str, ...],
    human: bool,
    glossaries: tuple[str, ...],
    no_default_glossary: bool,
    every: bool,
    form: str,
) -> None:
    """Count for each entry where it was found, what came of it, and how often wrongly.

    FILEs are texts or JSON Lines; rows that `mt-repair repair` wrote are counted as they
    are, others repaired first. A false alarm is an offer that an editor rejected, or an edit
    of human English. Last seen is the day of the latest decision, or of a row's "date".
    Entries of yours that were never found are listed too.

    \b
    Examples:
      mt-repair glossary report repaired.jsonl --glossary names.toml --log decisions.jsonl
      mt-repair glossary report human.txt --human
    """
    from shutil import get_terminal_size

    from mt_repair.care import entry_report
    from mt_repair.care.entry_counts import counted, ranked
    from mt_repair.pipeline import build_pipeline

    if not files and not logs:
        raise click.UsageError("Name texts to count in, or a --log.")
    pipeline = build_pipeline([Path(path) for path in glossaries], shipped=not no_default_glossary)
    counts, problems = counted(pipeline, files, [Path(path) for path in logs], human)
    for problem in problems:
        say(problem)
    shown = ranked(counts, every)
    width = get_terminal_size((120, 24)).columns
    tables = {
        "table": lambda: entry_report.as_table(shown, width, in_colour()),
        "json": lambda: entry_report.as_json(shown),
        "tsv": lambda: entry_report.as_tsv(shown),
    }
    put_out(tables[form]())
    end(FINDINGS if problems else 0)


@click.command()
@all_of(
    click.option(
        "--log",
        "logs",
        metavar="FILE",
        multiple=True,
        help="What editors decided (JSON Lines, docs/decisions-log.md); may be given again.",
    ),
    click.option(
        "--corpus",
        "corpora",
        metavar="FILE",
        multiple=True,
        help="Translations with their Chinese, JSON Lines or a text with --source.",
    ),
    click.option("--source", metavar="FILE", help="The Chinese of a plain text, line for line."),
    click.option(
        "--least",
        type=click.IntRange(2),
        default=3,
        show_default=True,
        help="In how many segments of a corpus a name must stand.",
    ),
    click.option(
        "-o", "--output", metavar="OUT", default="-", help="Where the entries go (.toml)."
    ),
    _glossaries,
    _no_default,
    traceback,
)
def suggest(
    logs: tuple[str, ...],
    corpora: tuple[str, ...],
    source: str | None,
    least: int,
    output: str,
    glossaries: tuple[str, ...],
    no_default_glossary: bool,
) -> None:
    """Write entries for review, out of editors' decisions and out of parallel texts.

    From a log: the names that editors put in, each with a sentence to repair, and for each
    offer they rejected a sentence to keep. From a corpus: names that it translates now one
    way, now another. The file is a glossary in TOML whose remarks say what speaks for each
    entry; nothing in it contradicts an entry that exists.

    \b
    Examples:
      mt-repair glossary suggest --log decisions.jsonl --glossary names.toml -o new.toml
      mt-repair glossary suggest --corpus mt.jsonl -o new.toml
    """
    from mt_repair.care.suggest import suggest as suggest_from
    from mt_repair.care.suggestion_file import written
    from mt_repair.corpus.write import same_file, writing
    from mt_repair.report import encoded

    if not logs and not corpora:
        raise click.UsageError("Name a --log of decisions, or a --corpus.")
    if source and len(corpora) != 1:
        raise click.UsageError("--source belongs to one --corpus; give one.")
    for path in (*logs, *corpora, *glossaries, *([source] if source else [])):
        if same_file(output, path):
            raise click.UsageError(f"{output} is read here; write to another file.")
    found, problems = suggest_from(
        [Path(path) for path in logs],
        corpora,
        source,
        glossaries=[Path(path) for path in glossaries],
        shipped=not no_default_glossary,
        least=least,
    )
    for problem in problems:
        say(problem)
    if found.suggestions or found.remarks:
        with writing(output) as put:
            for piece in written(found.suggestions, found.remarks, found.failing):
                put(encoded(piece))
    click.echo(
        f"{count(len(found.offered), 'entry', 'entries')} suggested, "
        f"{len(found.suggestions) - len(found.offered)} held; "
        f"{count(sum(len(s.examples) for s in found.offered), 'example')}, "
        f"{len(found.failing)} of them not holding yet",
        err=True,
    )
    end(FINDINGS if problems else 0)
