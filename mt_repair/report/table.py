"""Tables: lines of fields between tabs for programs, drawn ones for a terminal."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence

from mt_repair.report.style import seen


def tab_separated(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield a line for the header and one a row; a tab in a field becomes a space."""
    for row in (header, *rows):
        yield "\t".join(re.sub("\t", " ", seen(field)) for field in row) + "\n"


def drawn(
    header: Sequence[str], rows: Iterable[Sequence[str]], width: int, colour: bool
) -> Iterator[str]:
    """Yield the table as a terminal of a width shows it."""
    # Here and not above: drawing is all that rich is for, and it is slow to load.
    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE)
    for name in header:
        table.add_column(name)
    for row in rows:
        table.add_row(*(Text(seen(field)) for field in row))
    file = io.StringIO()
    Console(file=file, width=width, force_terminal=colour, no_color=not colour).print(table)
    yield file.getvalue()
