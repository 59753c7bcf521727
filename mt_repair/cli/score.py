"""The command on scores."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from mt_repair.cli.common import FINDINGS, all_of, end, in_colour, traceback

if TYPE_CHECKING:
    from mt_repair.types import Term

_FLOOR = re.compile(r"([a-z0-9_+]+)=(-?\d+(?:\.\d+)?)")


def _bounds(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> dict[str, float]:
    bounds: dict[str, float] = {}
    for text in given:
        found = _FLOOR.fullmatch(text.strip().lower())
        if found is None:
            raise click.BadParameter(f'"{text}" is no floor; write it as entity_accuracy=0.9.')
        bounds[found[1]] = float(found[2])
    return bounds


@click.command()
@all_of(
    click.option(
        "--hyp",
        "hypothesis",
        metavar="FILE",
        required=True,
        help="The text to score: a segment a line, or a row of JSON Lines.",
    ),
    click.option(
        "--ref",
        "reference",
        metavar="FILE",
        help='The right translation, line for line; JSON Lines may have a "reference" instead.',
    ),
    click.option("--source", metavar="FILE", help="The Chinese text, line for line."),
    click.option(
        "--glossary",
        "glossaries",
        metavar="FILE",
        multiple=True,
        help="The names and terms that count (TOML, YAML, CSV or TSV); may be given again.",
    ),
    click.option(
        "--base",
        metavar="FILE",
        help="The text before its repair, or another system's, to compare with.",
    ),
    click.option(
        "--gold",
        metavar="FILE",
        help='JSON Lines with the spans that are wrong in the text before repair, as "gold".',
    ),
    click.option(
        "--floor",
        "floors",
        metavar="METRIC=VALUE",
        multiple=True,
        callback=_bounds,
        help="Exit with 1 where a score is under its floor; where lower is better, above it.",
    ),
    click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json", "html"]),
        default="text",
        show_default=True,
        help="A table, one JSON object, or a page with plots.",
    ),
    click.option("-o", "--output", metavar="OUT", default="-", help="Where the report goes."),
    traceback,
)
def score(
    hypothesis: str,
    reference: str | None,
    source: str | None,
    glossaries: tuple[str, ...],
    base: str | None,
    gold: str | None,
    floors: Mapping[str, float],
    form: Literal["text", "json", "html"],
    output: str,
) -> None:
    """Score a translation against its reference: the text, its names and terms, its edits.

    BLEU, chrF2++ and TER are sacrebleu's. Names and terms are counted where a glossary is
    given, by the mentions of the source, or of the reference where there is no source; with
    a base, every score is compared with the base's, and what was changed is measured too.
    docs/metrics.md says what each score means.

    \b
    Examples:
      mt-repair score --hyp repaired.txt --ref ref.txt --base mt.txt
      mt-repair score --hyp repaired.txt --ref ref.txt --source zh.txt --glossary names.toml
      mt-repair score --hyp repaired.jsonl --glossary names.csv --format html -o report.html
      mt-repair score --hyp mt.txt --ref ref.txt --floor chrf2++=55
    """
    from mt_repair.corpus.parallel import Paths, read_parallel
    from mt_repair.corpus.write import same_file
    from mt_repair.report.scores import write_score
    from mt_repair.score.record import record
    from mt_repair.score.registry import check_names
    from mt_repair.score.scoring import held
    from mt_repair.score.scoring import score as scored

    for kept in (hypothesis, reference, source, base, gold, *glossaries):
        if kept is not None and same_file(output, kept):
            raise click.UsageError(f"{output} is read here; write the report to another file.")
    check_names(floors)
    paths = Paths(hypothesis, reference, source, base, gold)
    scoring = scored(read_parallel(paths), _terms(glossaries))
    checked = held(scoring, floors)
    write_score(record(scoring, paths, glossaries, checked), form, output, in_colour())
    end(0 if all(floor.held for floor in checked) else FINDINGS)


def _terms(glossaries: Sequence[str]) -> Sequence[Term]:
    from mt_repair.glossary.glossary import Glossary
    from mt_repair.glossary.load import read_terms

    return Glossary.layered([read_terms(Path(path)) for path in glossaries]).terms
