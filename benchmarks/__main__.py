"""Measure all, print the tables, write docs/benchmarks.md and those in docs/batch.md: `make bench`."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import batch, speed
from benchmarks.data import present, wild
from benchmarks.quality import glossaries_of, human, wild_scores
from benchmarks.speed import Bar, Table
from mt_repair.pipeline import for_streams, pipeline_of

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGE, BATCHES = DOCS / "benchmarks.md", DOCS / "batch.md"
BEGIN, END = "<!-- written by make bench -->\n", "<!-- to here -->\n"  # in BATCHES
_MODES = {
    "bare": "zh and en only, no pack",
    "user": "zh and en only",
    "listed": "wrong forms listed",
    "pack": "shipped pack alone",
}
_KINDS = ("all", "literal", "exact", "neg changed")


def machine() -> str:
    """Return the machine in one line, by what it has and not by what it is called."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file():
        lines = cpuinfo.read_text().splitlines()
        model = next((x.partition(":")[2].strip() for x in lines if "model name" in x), model)
    memory = ""
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        size = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        memory = f", {size / 2**30:.0f} GiB of memory"
    return (
        f"{model}, {os.cpu_count()} cores{memory}, {platform.system()}, "
        f"Python {platform.python_version()}, {datetime.now(UTC):%Y-%m-%d}"
    )


def quality() -> tuple[list[Table], list[Bar]]:
    """Measure what is repaired, and what is changed wrongly, on the development data."""
    if not present():
        print("*** THE DEVELOPMENT DATA IS NOT THERE: QUALITY IS LEFT OUT ***", file=sys.stderr)
        return [], []
    rows = wild()
    table = []
    bars: list[Bar] = []
    for mode, glossary in glossaries_of(rows).items():
        name = _MODES[mode]
        pipeline = for_streams(pipeline_of(glossary))
        scores = wild_scores(pipeline, rows, False)
        table.append((name, *(f"{scores.get(kind, 0):.3f}" for kind in _KINDS)))
        bars += _quality_bars(name, scores)
        if name == "shipped pack alone":
            words, edits, flags = human(pipeline, False)
            for what, number, most in (("edits", edits, 0.5), ("flags", flags, 4.0)):
                rate = number * 10_000 / words
                bars.append(
                    Bar(
                        f"human English, {what}",
                        f"<= {most} in 10,000 words",
                        f"{rate:.2f}",
                        rate <= most,
                    )
                )
    note = (
        "Observed mistranslations: the share fixed (all, literal), repaired exactly, and of "
        "sentences changed that should not be; development data, which is not a part of the project."
    )
    return [Table("Names repaired without a source", note, ("glossary", *_KINDS), table)], bars


def _quality_bars(name: str, scores: dict[str, float]) -> Iterator[Bar]:
    wanted = {
        "zh and en only": {"literal": 0.75, "all": 0.60, "neg changed": -0.01},
        "wrong forms listed": {"all": 0.97, "neg changed": -0.01},
        "shipped pack alone": {"all": 0.50},
    }
    for kind, bar in wanted.get(name, {}).items():
        value = scores.get(kind, 0.0)
        sign, met = (">=", value >= bar) if bar > 0 else ("<=", value <= -bar)
        yield Bar(f"{name}: {kind}", f"{sign} {abs(bar):.2f}", f"{value:.3f}", met)


def with_tables(page: str, tables: Iterable[Table]) -> str:
    """Return a page with tables in the place of those it had."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    made = "\n\n".join(map(speed.plain, tables))
    return f"{before}{BEGIN}\nMeasured on: {machine()}.\n\n{made}\n\n{END}{after}"


def main() -> None:
    """Measure, print, write."""
    tables: list[Table] = []
    bars: list[Bar] = []
    for found, some in (*speed.measured(), quality()):
        tables += found
        bars += some
    batches, some = batch.measured()
    bars += some
    if batches:
        BATCHES.write_text(with_tables(BATCHES.read_text("utf-8"), batches), "utf-8")
    page = "\n\n".join(
        (
            "# Benchmarks",
            f"Written by `make bench`, which measures all of it again. Measured on: {machine()}.",
            "## What was asked for, and what was measured",
            speed.plain(speed.bar_table(bars)),
            "## Tables",
            *map(speed.plain, [*tables, *batches]),
        )
    )
    print(page)
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page + "\n", "utf-8")


if __name__ == "__main__":
    main()
