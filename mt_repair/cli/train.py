"""The command that trains the models that ship: train."""

from __future__ import annotations

from pathlib import Path

import click

from mt_repair.cli.common import traceback

_STEPS = 5400


@click.command()
@click.argument("what", type=click.Choice(["rewriter", "namer"]), metavar="rewriter|namer")
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    envvar="MT_REPAIR_DATA",
    help="The folder of the development data (MT_REPAIR_DATA); without it only the pack's sentences teach.",
)
@click.option(
    "--work",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where checkpoints are kept  [default: .train/rewriter or .train/namer]",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the model is written  [default: models/rewriter or models/namer]",
)
@click.option(
    "--steps",
    type=click.IntRange(1),
    default=_STEPS,
    show_default=True,
    help="How many steps the rewriter is trained.",
)
@click.option(
    "--threads", type=click.IntRange(0, 64), default=0, help="Processor cores; 0 for all."
)
@click.option(
    "--begin",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="For rewriter: a finished training's run/best, which learns on in another --work.",
)
@traceback
def train(
    what: str,
    data: Path | None,
    work: Path | None,
    out: Path | None,
    steps: int,
    threads: int,
    begin: Path | None,
) -> None:
    """Train the model that rewrites sentences, or the one that spells names.

    Needs the extra: pip install "mt-repair[train]". Interrupted, it goes on from its last
    checkpoint when the same command is given again.

    \b
    Example:
      mt-repair train rewriter --data ../shared/data
    """
    if begin is not None and what != "rewriter":
        raise click.UsageError("--begin is for the rewriter.")
    from mt_repair.train.command import run

    facts = run(
        what,
        data,
        work or Path(".train") / what,
        out or Path("models") / what,
        steps,
        threads,
        lambda line: click.echo(line, err=True),
        begin,
    )
    click.echo(facts)
