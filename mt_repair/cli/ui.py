"""The command that opens the editor's page."""

from __future__ import annotations

from pathlib import Path

import click

from mt_repair.cli.common import all_of, traceback
from mt_repair.cli.texts import glossary_option, no_default_option


def _size(_: click.Context, __: click.Parameter, text: str) -> int:
    from mt_repair.ui.settings import size_of

    try:
        return size_of(text)
    except ValueError:
        raise click.BadParameter(f'"{text}" is no size; write it as 20mb.') from None


@click.command()
@all_of(
    click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen."),
    click.option(
        "--port", type=click.IntRange(1, 65535), help="The port; else the first free one from 7860."
    ),
    click.option(
        "--workspace",
        metavar="DIR",
        help="Keep work, decisions and added names there; else the browser alone keeps work.",
    ),
    click.option(
        "--auth",
        multiple=True,
        metavar="USER:PASSWORD",
        help="Who may use it, or a file with one a line; needed for other machines.",
    ),
    glossary_option,
    no_default_option,
    click.option(
        "--max-file-size",
        "largest",
        default="20mb",
        show_default=True,
        metavar="SIZE",
        callback=_size,
        help="The largest file the page takes.",
    ),
    traceback,
)
def ui(
    host: str,
    port: int | None,
    workspace: str | None,
    auth: tuple[str, ...],
    glossaries: tuple[str, ...],
    no_default_glossary: bool,
    largest: int,
) -> None:
    """Open the editor's page: an article, its doubtful names, a key for each decision.

    It is for this machine alone unless --host says otherwise, which --auth must go with.
    Ctrl-C ends it.

    \b
    Examples:
      mt-repair ui
      mt-repair ui --workspace desk --glossary names.toml
      mt-repair ui --host 0.0.0.0 --auth wang:a-long-password
    """
    from mt_repair.ui.serve import serve
    from mt_repair.ui.settings import Settings, read_auth

    settings = Settings(
        host=host,
        port=port,
        workspace=None if workspace is None else Path(workspace),
        auth=read_auth(auth),
        glossaries=tuple(map(Path, glossaries)),
        shipped=not no_default_glossary,
        largest=largest,
    )
    serve(
        settings, lambda address: click.echo(f"the page is at {address} (Ctrl-C ends it)", err=True)
    )
