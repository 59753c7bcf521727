"""The command that repairs whole corpora into a folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mt_repair.cli.common import (
    FINDINGS,
    INTERRUPTED,
    UNUSABLE,
    all_of,
    count,
    end,
    say,
    traceback,
)
from mt_repair.cli.texts import (
    apply_option,
    check_model,
    dismissals_option,
    format_option,
    glossary_option,
    model_option,
    no_default_option,
    rewriter_option,
    source_field_option,
    target_field_option,
)

if TYPE_CHECKING:
    from mt_repair.batch import Outcome, Step
    from mt_repair.batch.job import Engine
    from mt_repair.pipeline import ApplyLevel, Rewriter


_SUMMARIES = (".json", ".html", ".toml")


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _known_suffixes(
    _: click.Context, __: click.Parameter, paths: tuple[str, ...]
) -> tuple[str, ...]:
    for path in paths:
        if Path(path).suffix.lower() not in _SUMMARIES:
            raise click.BadParameter(
                f'The name "{path}" tells no format; end it in {", ".join(_SUMMARIES)}.'
            )
    return paths


@click.command()
@click.argument("inputs", metavar="IN...", nargs=-1, required=True)
@all_of(
    click.option(
        "-o", "--out", "out", metavar="DIR", required=True, help="The folder of the outputs."
    ),
    click.option(
        "--workers",
        type=click.IntRange(1, 256),
        help="Processes at work; as many as this machine or the cluster has cores without it. "
        "Results are the same with any number.",
    ),
    click.option(
        "--engine",
        type=click.Choice(["local", "ray"]),
        default="local",
        show_default=True,
        help="Where workers run: on this machine, or on a Ray cluster, which takes addresses "
        "(s3://...) as well.",
    ),
    click.option(
        "--resume", is_flag=True, help="Go on with a batch that was interrupted in this folder."
    ),
    click.option("--strict", is_flag=True, help="End at the first file or row that is bad."),
    click.option(
        "--summary",
        "summaries",
        metavar="FILE",
        multiple=True,
        callback=_known_suffixes,
        help="Write there what the corpus has: wrong names, names nobody knows, entries that "
        "never fire (.json, .html), or entries to review (.toml); may be given again.",
    ),
    click.option(
        "--report",
        metavar="FOLDER",
        help="Write there what was changed, offered and flagged in each file, each with its "
        "reason: JSON Lines, under the file's name with .jsonl behind it.",
    ),
    click.option(
        "--source-dir",
        metavar="DIR",
        help="The Chinese of texts that have none in themselves, under the same names.",
    ),
    format_option("--format", "--input-format"),
    target_field_option,
    source_field_option,
    click.option(
        "--document-field",
        metavar="NAME",
        help="The field or column whose value neighbouring rows of one document share; without "
        "it, each row is a document.",
    ),
    click.option(
        "--whole-files", is_flag=True, help="Take all rows or units of a file as one document."
    ),
    click.option(
        "--by-line",
        is_flag=True,
        help="Take each line of a plain text as a document: a corpus of sentences, of any size.",
    ),
    glossary_option,
    no_default_option,
    rewriter_option,
    model_option,
    apply_option,
    click.option(
        "--track-changes",
        is_flag=True,
        help="Make the edits of Word documents tracked changes, by mt_repair.",
    ),
    dismissals_option,
    traceback,
)
def batch(
    inputs: tuple[str, ...],
    out: str,
    workers: int | None,
    engine: Engine,
    resume: bool,
    strict: bool,
    summaries: tuple[str, ...],
    report: str | None,
    source_dir: str | None,
    read_as: str | None,
    target_field: str | None,
    source_field: str | None,
    document_field: str | None,
    whole_files: bool,
    by_line: bool,
    glossaries: tuple[str, ...],
    no_default_glossary: bool,
    rewriter: Rewriter,
    model: str | None,
    apply: ApplyLevel,
    track_changes: bool,
    dismissals: str | None,
) -> None:
    """Repair corpora: files, folders and patterns, into a folder of files of the same names.

    Runs on all cores and in constant memory. A file appears in DIR when it is complete; what
    was done is remembered there, so that --resume goes on after any interruption and a second
    run repairs only what changed. DIR/mt-repair-batch.json tells settings, hashes and counts,
    and what was wrong.

    \b
    Examples:
      mt-repair batch corpus/ -o repaired/
      mt-repair batch 'archive/**/*.tmx' news.csv.gz -o repaired/ --glossary names.toml
      mt-repair batch corpus/ -o repaired/ --resume --summary corpus.html
      mt-repair batch rows.jsonl -o repaired/ --document-field article
      mt-repair batch s3://news/mt -o s3://news/repaired --engine ray
    """
    from mt_repair.batch import Job, repair_corpora
    from mt_repair.corpus import Settings
    from mt_repair.silence.dismissals import DEFAULT

    check_model(model, rewriter)
    if dismissals is None and DEFAULT.is_file():
        dismissals = str(DEFAULT)
    job = Job(
        inputs,
        out,
        tuple(map(Path, glossaries)),
        not no_default_glossary,
        rewriter,
        apply,
        None if dismissals is None else Path(dismissals),
        Settings(
            read_as, target_field, source_field, track_changes, document_field, whole_files, by_line
        ),
        source_dir,
        workers or (0 if engine == "ray" else _cores()),
        engine,
        resume,
        strict,
        summaries,
        model,
        report,
    )
    try:
        with _progress() as watch:
            outcome = repair_corpora(job, say, watch)
    except (KeyboardInterrupt, SystemExit) as ended:
        click.echo("interrupted; complete files are in place, go on with --resume", err=True)
        if isinstance(ended, SystemExit):
            raise
        end(INTERRUPTED)
        return
    click.echo(_summed_up(outcome, out), err=True)
    end(UNUSABLE if outcome.unusable else FINDINGS if outcome.counts["bad"] else 0)


def _summed_up(outcome: Outcome, out: str) -> str:
    counts = outcome.counts
    said = [
        f"{out}: {count(len(outcome.files) - outcome.unusable, 'file')}, "
        f"{count(counts['edits'], 'edit')} made, {counts['held']} held for a person"
    ]
    if counts["bad"]:
        said.append(f"{count(counts['bad'], 'bad row')} passed on as they were")
    if outcome.unusable:
        said.append(f"{count(outcome.unusable, 'file')} not repaired")
    if outcome.done_before:
        said.append(f"{count(outcome.done_before, 'file')} done before")
    if outcome.passed_over:
        said.append(f"{count(outcome.passed_over, 'file')} of other kinds passed over")
    return "; ".join(said)


@contextmanager
def _progress() -> Iterator[Callable[[Step], None]]:
    """Give what shows on a terminal how far a batch is; elsewhere it shows nothing."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[rate]} segments/s"),
        TimeRemainingColumn(),
    )
    # Without its own thread: workers are forked while it shows.
    shown = Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
    with shown:
        task = shown.add_task("", total=None, rate="-")

        def watch(step: Step) -> None:
            spent = shown.tasks[0].elapsed or 0.0
            rate = f"{step.segments / spent:,.0f}" if spent > 1 else "-"
            shown.update(task, completed=step.done, total=step.total, rate=rate)
            shown.refresh()

        yield watch
