"""The commands on names: glossary, and what it holds but check."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mt_repair.cli.common import count, in_colour, put_out, traceback
from mt_repair.types import ENTITY_TYPES, EntityType


@click.group()
@traceback
def glossary() -> None:
    """Check a glossary, import names, and see how a name gets mistranslated."""


@glossary.command()
@click.argument("zh")
@click.option("--en", default="", help="The right English name, which is left out of the list.")
@click.option(
    "--most",
    type=click.IntRange(1, 400),
    default=20,
    show_default=True,
    help="How many forms to list.",
)
@traceback
def variants(zh: str, en: str, most: int) -> None:
    """List the wrong English forms a translator may make of the Chinese name ZH.

    They are derived from its characters, the likeliest first; on a terminal as a table,
    else with tabs between the fields.

    \b
    Example:
      mt-repair glossary variants 拍拍网 --en Paipai
    """
    from mt_repair.knowledge.variants import variants as derived
    from mt_repair.language.chinese import has_han
    from mt_repair.report.table import drawn, tab_separated
    from mt_repair.types import Term

    if not has_han(zh):
        raise click.UsageError(f'"{zh}" has no Chinese character; give the Chinese name.')
    header = ("rank", "form", "prior", "ordinary", "route", "derivation")
    rows = [
        (str(rank), v.form, f"{v.prior:.3f}", f"{v.ordinary:.3f}", v.route, v.derivation)
        for rank, v in enumerate(derived(Term(zh, en), most), 1)
    ]
    if sys.stdout.isatty():
        from shutil import get_terminal_size

        put_out(drawn(header, rows, get_terminal_size().columns, in_colour()))
    else:
        put_out(tab_separated(header, rows))


@glossary.command()
@click.argument("zh")
@click.option(
    "--type",
    "kind",
    type=click.Choice(ENTITY_TYPES),
    help="What it names: a person, a place, a company or body ...",
)
@traceback
def spell(zh: str, kind: EntityType | None) -> None:
    """Propose the English of the Chinese name ZH.

    What the shipped names and public lists say comes first. What they do not know is composed
    of the parts that they know, and spelt by a small model: foreign names from their sound,
    Chinese, Japanese, Korean and Vietnamese ones as newspapers do. Fields with tabs between
    them: the English, how sure, where it is from, with what each part was taken for.

    \b
    Examples:
      mt-repair glossary spell 基辛格 --type PER
      mt-repair glossary spell 埃及旅游部
      mt-repair glossary spell 胡里奥·门德斯
    """
    from mt_repair.glossary.shipped import shipped_names
    from mt_repair.knowledge.proposals import proposals
    from mt_repair.language.chinese import has_han
    from mt_repair.report.table import tab_separated

    if not has_han(zh):
        raise click.UsageError(f'"{zh}" has no Chinese character; give the Chinese name.')
    rows = [(p.en, f"{p.confidence:.3f}", p.origin) for p in proposals(zh, kind, shipped_names)]
    if not rows:
        click.echo(f"{zh}: no list knows this name, nor enough of its parts", err=True)
    put_out(tab_separated(("en", "confidence", "from"), rows))


@glossary.command("import")
@click.argument("dump")
@traceback
def import_(dump: str) -> None:
    """Import the names of a Wikidata DUMP (.json, .json.gz or .json.bz2).

    Labels and aliases in Chinese and English of people, places, bodies, works and products
    go into one file beside the derived forms; texts with their Chinese use them from then
    on. The dump is read as a stream; the whole of Wikidata takes hours and gigabytes.

    \b
    Example:
      mt-repair glossary import latest-all.json.bz2
    """
    from mt_repair.knowledge.cache import cache_folder
    from mt_repair.knowledge.wikidata import import_wikidata

    folder = cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    out = folder / "wikidata.lexicon"
    written = import_wikidata(Path(dump), out)
    click.echo(f"{dump}: {count(written, 'Chinese name')} imported into {out}", err=True)
