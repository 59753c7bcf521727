"""The commands that test a glossary: check and mutate."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mt_repair.cli.common import FINDINGS, all_of, count, end, put_out, traceback

if TYPE_CHECKING:
    from mt_repair.check.examples import Kind


_format = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Lines to read, or JSON for programs.",
)


def _floors(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> dict[Kind, float]:
    from mt_repair.check.examples import KINDS

    floors: dict[Kind, float] = {}
    for text in given:
        name, share = text.partition("=")[::2]
        kind = next((k for k in KINDS if k == name), None)
        if kind is None:
            raise click.BadParameter(f'"{name}" is no kind of sentence; use repair or keep.')
        floors[kind] = _share(share)
    return floors


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise click.BadParameter(f'"{text}" is no share; write one from 0 to 1, as in 0.95.')
    return share


@click.command()
@click.argument("files", metavar="[FILE]...", nargs=-1)
@all_of(
    _format,
    click.option(
        "--baseline",
        metavar="FILE",
        help="Fail only if fewer of the sentences of an earlier run pass, beyond chance.",
    ),
    click.option(
        "--write-baseline", metavar="FILE", help="Write which sentences pass, for --baseline."
    ),
    click.option(
        "--floor",
        "floors",
        metavar="KIND=SHARE",
        multiple=True,
        callback=_floors,
        help="Fail only if fewer sentences to repair or to keep pass, beyond chance: repair=0.95.",
    ),
    click.option("--fresh", is_flag=True, help="Try every sentence anew, whatever is remembered."),
    traceback,
)
def check(
    files: tuple[str, ...],
    form: str,
    baseline: str | None,
    write_baseline: str | None,
    floors: dict[Kind, float],
    fresh: bool,
) -> None:
    """Check glossary FILEs and run their examples; without FILE, the names shipped.

    Each example must be repaired as it says, or stay as it is; no entry may stand in
    another's way. Files are layered over the shipped names, the later one wins. Exit code 1
    where there is an error; docs/glossary-checks.md explains each rule.

    \b
    Examples:
      mt-repair glossary check names.toml
      mt-repair glossary check names.toml --write-baseline names.baseline.json
      mt-repair glossary check names.toml --baseline names.baseline.json
    """
    from mt_repair.check.check import check as checked
    from mt_repair.check.gates import (
        against_baseline,
        against_floors,
        baseline_text,
        gated,
        read_baseline,
    )
    from mt_repair.corpus.write import writing
    from mt_repair.report.findings import finding_lines, findings_json

    before = read_baseline(Path(baseline)) if baseline else None
    done = checked([Path(file) for file in files], fresh=fresh)
    gates = against_floors(done.tried, floors)
    if before is not None:
        gates = [*against_baseline(done.tried, before), *gates]
    findings = gated(done, gates, before)
    if write_baseline:
        with writing(write_baseline) as put:
            put(baseline_text(done.tried).encode())
    if form == "json":
        put_out([findings_json(files, findings, done.counts(), [gate.record() for gate in gates])])
    else:
        put_out(finding_lines(findings))
    for gate in gates:
        click.echo(str(gate), err=True)
    errors = sum(f.severity == "error" for f in findings)
    known = sum(by_kind["known"] for by_kind in done.counts().values())
    click.echo(
        f"{count(len(done.placed), 'term')}, {count(len(done.tried), 'example')}"
        f"{f' ({known} known to fail)' if known else ''}, {count(errors, 'error')}, "
        f"{count(len(findings) - errors, 'warning')}",
        err=True,
    )
    end(FINDINGS if errors or any(gate.fails for gate in gates) else 0)


def _one_share(_: click.Context, __: click.Parameter, given: str | None) -> float | None:
    return None if given is None else _share(given)


@click.command()
@click.argument("files", metavar="[FILE]...", nargs=-1)
@all_of(
    click.option(
        "--faults",
        "number",
        type=click.IntRange(1, 100_000),
        default=200,
        show_default=True,
        help="How many faults to seed.",
    ),
    click.option("--seed", default=0, show_default=True, help="Another seed, other faults."),
    click.option(
        "--floor",
        metavar="SHARE",
        callback=_one_share,
        help="Fail if fewer of the faults are caught, beyond chance: 0.95.",
    ),
    _format,
    traceback,
)
def mutate(files: tuple[str, ...], number: int, seed: int, floor: float | None, form: str) -> None:
    """Seed faults into glossary FILEs, and tell how many their own tests catch.

    A target swapped, an accepted form or a sentence to keep lost, a form given to two
    entries, a capital lost: one at a time, nothing is written. Without FILE, into the names
    shipped. docs/glossary-checks.md explains the faults.

    \b
    Example:
      mt-repair glossary mutate names.toml --faults 100
    """
    from mt_repair.check.mutate import by_fault, score, too_low
    from mt_repair.check.mutate import mutate as mutated
    from mt_repair.report.mutation import mutation_json, mutation_lines

    fated = list(mutated([Path(file) for file in files], number, seed))
    records, counts, share = [f.record() for f in fated], by_fault(fated), score(fated)
    if form == "json":
        put_out([mutation_json(files, number, seed, share, records, counts)])
    else:
        put_out(mutation_lines(records, counts))
    fails, p = (False, 1.0) if floor is None else too_low(fated, floor)
    click.echo(
        f"{count(len(fated), 'fault')}, {sum(f.fate == 'equivalent' for f in fated)} of them none: "
        f"score {'-' if share is None else f'{share:.3f}'}"
        f"{'' if floor is None else f', the floor is {floor}; p = {p:.3g}'}",
        err=True,
    )
    end(FINDINGS if fails else 0)
