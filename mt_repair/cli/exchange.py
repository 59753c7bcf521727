"""The commands that take glossaries to other tools and back: glossary import and export."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import click

from mt_repair.cli.common import count, traceback

if TYPE_CHECKING:
    from mt_repair.glossary.entries import Left
    from mt_repair.types import Term

_DUMPS = (".json", ".json.gz", ".json.bz2")
_DUMP = "wikidata"


def _known(_: click.Context, param: click.Parameter, name: str | None) -> str | None:
    from mt_repair.glossary.formats.registry import FORMATS

    known = [*FORMATS, _DUMP] if param.name == "read_as" else list(FORMATS)
    if name is None or name in known:
        return name
    raise click.BadParameter(f'"{name}" is not known; use one of {", ".join(known)}.')


@click.command("import")
@click.argument("path", metavar="FILE")
@click.option(
    "--format",
    "read_as",
    metavar="NAME",
    callback=_known,
    help="What FILE is, where its name does not tell or it is -; the names are those of export.",
)
@click.option(
    "--glossary",
    "glossaries",
    metavar="FILE",
    multiple=True,
    help="Where the Chinese of rules is looked up besides the names shipped; may be given again.",
)
@click.option("-o", "--output", metavar="OUT", help="Where the glossary goes; its suffix says how.")
@traceback
def import_(
    path: str, read_as: str | None, glossaries: tuple[str, ...], output: str | None
) -> None:
    """Import the names of FILE, another tool's, as a glossary.

    Read are TBX 2 and 3, TMX, CSV and TSV of DeepL, Google and Amazon, rules of prh and
    Vale, and our own formats. What a glossary has no place for is told. Without OUT, TOML
    goes to standard output.

    A Wikidata dump (.json, .json.gz or .json.bz2) is different: labels and aliases in Chinese
    and English of people, places, bodies, works and products go into one file beside the
    derived forms, and texts with their Chinese use them from then on. It is read as a
    stream; the whole of Wikidata takes hours and gigabytes.

    \b
    Examples:
      mt-repair glossary import termbase.tbx -o names.toml
      mt-repair glossary import latest-all.json.bz2
    """
    if read_as == _DUMP or (read_as is None and path.lower().endswith(_DUMPS)):
        if output is not None:
            raise click.UsageError("A dump goes beside the derived forms; leave -o out.")
        _import_dump(path)
        return
    from mt_repair.glossary.exchange import import_terms
    from mt_repair.glossary.glossary import Glossary
    from mt_repair.glossary.load import read_layers
    from mt_repair.glossary.shipped import shipped_terms

    into = _format_of(output, "toml")
    _keep((path, *glossaries), output)
    layers = read_layers(map(Path, glossaries))
    imported = import_terms(
        Path(path), read_as, lambda: Glossary.layered([shipped_terms(), *layers]).terms
    )
    _tell(path, imported.left)
    _write(imported.terms, into, output)


@click.command()
@click.argument("paths", metavar="[IN]...", nargs=-1)
@click.option(
    "--format",
    "format",
    metavar="NAME",
    callback=_known,
    help="toml, yaml, csv, tsv; tbx, tbx-dct, tbx-2, tmx; deepl, google, google-pairs, amazon "
    "(-tsv for tabs); prh, vale. Without it, the suffix of OUT says.",
)
@click.option("-o", "--output", metavar="OUT", help="Where the file goes.")
@traceback
def export(paths: tuple[str, ...], format: str | None, output: str | None) -> None:
    """Write the names of glossaries IN for another tool; without IN, the names shipped.

    Of several files the later one wins. What the format has no place for is told.

    \b
    Examples:
      mt-repair glossary export names.toml --format deepl -o deepl.csv
      mt-repair glossary export names.toml --format vale -o styles/Names/Names.yml
    """
    from mt_repair.glossary.exchange import combined
    from mt_repair.glossary.load import read_layers
    from mt_repair.glossary.shipped import shipped_terms

    into = format or _format_of(output, None)
    _keep(paths, output)
    layers = read_layers(map(Path, paths)) if paths else [shipped_terms(examples=True)]
    _write(combined(layers), into, output)


def _import_dump(path: str) -> None:
    from mt_repair.knowledge.cache import cache_folder
    from mt_repair.knowledge.wikidata import import_wikidata

    folder = cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    out = folder / "wikidata.lexicon"
    written = import_wikidata(Path(path), out)
    click.echo(f"{path}: {count(written, 'Chinese name')} imported into {out}", err=True)


def _format_of(output: str | None, otherwise: str | None) -> str:
    from mt_repair.glossary.formats.registry import BY_SUFFIX, FORMATS

    format = BY_SUFFIX.get(PurePath(output or "").suffix.lower(), otherwise)
    if format is None:
        raise click.UsageError(f"Say with --format what to write: {', '.join(FORMATS)}.")
    return format


def _keep(read: Sequence[str], output: str | None) -> None:
    from mt_repair.corpus.write import same_file

    for path in read:
        if output is not None and same_file(path, output):
            raise click.UsageError(f"{output} is read here; write to another file.")


def _write(terms: Sequence[Term], format: str, output: str | None) -> None:
    from mt_repair.corpus.write import writing
    from mt_repair.glossary.exchange import export_terms

    written = export_terms(terms, format)
    with writing(output or "-") as put:
        put(written.data)
    _tell(format, written.left)
    click.echo(f"{output or '-'}: {_entries(written.entries)} as {format}", err=True)


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number} entries"


def _tell(where: str, left: Sequence[Left]) -> None:
    from mt_repair.glossary.exchange import lines_of
    from mt_repair.report.style import seen

    for line in lines_of(left):
        click.echo(seen(f"{where}: {line}"), err=True)
