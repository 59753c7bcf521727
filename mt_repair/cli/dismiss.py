"""The command that silences a flag for good."""

from __future__ import annotations

import click

from mt_repair.cli.common import traceback


@click.command()
@click.argument("surface")
@click.option("--zh", help="Only where it is taken for this Chinese name.")
@click.option("--in", "file", metavar="FILE", help="Only in this text, not everywhere.")
@click.option("--id", "row", metavar="ID", help="Only in the row of this id, in JSON Lines.")
@click.option("--why", default="", metavar="TEXT", help="Why, for those who read it later.")
@click.option("--undo", is_flag=True, help="Take a dismissal back that was said the same way.")
@click.option(
    "--dismissals",
    metavar="FILE",
    help="Where to write it; without it, .mt-repair/dismissed.jsonl.",
)
@traceback
def dismiss(
    surface: str,
    zh: str | None,
    file: str | None,
    row: str | None,
    why: str,
    undo: bool,
    dismissals: str | None,
) -> None:
    """Never flag nor change the words SURFACE again, as they stand in the text.

    \b
    Examples:
      mt-repair dismiss "flower street network"
      mt-repair dismiss pat --zh 拍拍 --in animals.txt --why "he pats a horse"
    """
    from mt_repair.silence.dismissals import DEFAULT, Dismissal, append_dismissal
    from mt_repair.silence.naming import folder_of, name_of

    if not surface.strip() and not zh:
        raise click.UsageError("Without words it would be any flag; give the words, or --zh.")
    path = dismissals or str(DEFAULT)
    name = None if file is None else name_of(file, folder_of(path))
    append_dismissal(path, Dismissal(surface, zh, name, row, why, undo))
    where = "everywhere" if name is None else f"in {name}"
    what = "can be flagged again" if undo else "is silent"
    click.echo(f"{path}: “{surface}” {what} {where}", err=True)
