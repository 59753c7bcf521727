"""The command line: parse, one library call, print, exit code.

Standard output carries data only; all else goes to standard error. Exit codes: 0 clean;
1 findings at or above --fail-on, a bad row or a failed check; 2 usage, configuration,
unreadable input or a fault of mt-repair itself; 130 interrupted; 141 nobody reads the
output on; 143 terminated. What a command needs is imported inside it, so that --help and
a mistyped option answer at once.
"""

from __future__ import annotations

import signal
import sys
from types import FrameType
from typing import NoReturn

import click

from mt_repair.cli import care
from mt_repair.cli.batch import batch
from mt_repair.cli.common import INTERRUPTED, TERMINATED, Commands, traceback
from mt_repair.cli.detect import detect
from mt_repair.cli.dismiss import dismiss
from mt_repair.cli.exchange import export, import_
from mt_repair.cli.glossary import glossary
from mt_repair.cli.glossary_check import check, mutate
from mt_repair.cli.names import explain
from mt_repair.cli.repair import repair
from mt_repair.cli.score import score
from mt_repair.cli.train import train
from mt_repair.cli.ui import ui


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mt-repair", message="%(prog)s %(version)s")
@traceback
def cli() -> None:
    """Repair mistranslated names in machine-translated Chinese news, and say why.

    Every IN is a text file, a .jsonl file, or - for standard input.

    \b
    Example:
      mt-repair repair article.txt --diff
    """


for _command in (check, mutate, import_, export, care.impact, care.report, care.suggest):
    glossary.add_command(_command)
for _command in (repair, detect, batch, score, dismiss, explain, glossary, train, ui):
    cli.add_command(_command)


def main() -> NoReturn:
    """Run the command line and exit with its code."""
    signal.signal(signal.SIGTERM, _terminated)
    try:
        cli(prog_name="mt-repair")
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    sys.exit(0)


def _terminated(_: int, __: FrameType | None) -> NoReturn:
    sys.exit(TERMINATED)  # an exception, so that unfinished files are removed
