"""What the commands share: options, and how they print, complain and end."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, TypeVar

import click

from mt_repair.errors import InputError, Problem

F = TypeVar("F", bound=Callable[..., Any])

FINDINGS, UNUSABLE, INTERRUPTED, NOBODY_READS, TERMINATED = 1, 2, 130, 141, 143
_TRACEBACK = "mt_repair.traceback"


class Commands(click.Group):
    """A group whose commands all end the same way when something goes wrong."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except InputError as error:
            for problem in error.problems:
                say(problem)
            _settle_output()
            ctx.exit(UNUSABLE)
        except KeyboardInterrupt:
            click.echo("interrupted; no file was changed", err=True)
            _settle_output()
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            _settle_output()
            ctx.exit(NOBODY_READS)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            _say_fault(error, bool(ctx.meta.get(_TRACEBACK)))
            _settle_output()
            ctx.exit(UNUSABLE)


def _remember_traceback(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        ctx.meta[_TRACEBACK] = True


traceback = click.option(
    "--traceback",
    is_flag=True,
    expose_value=False,
    envvar="MT_REPAIR_TRACEBACK",
    callback=_remember_traceback,
    help="Show where mt-repair itself failed, to be sent with a report.",
)


def all_of(*options: Callable[[F], F]) -> Callable[[F], F]:
    """Return a decorator that gives a command several options, listed in this order."""

    def decorate(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def in_colour() -> bool:
    """Tell whether standard output is a terminal that wants colours; NO_COLOR is honoured."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return not plain and sys.stdout is not None and sys.stdout.isatty()


def put_out(pieces: Iterable[str]) -> None:
    """Write data to standard output, as UTF-8 whatever the locale."""
    from mt_repair.corpus.write import writing
    from mt_repair.report import encoded

    with writing("-") as put:
        for piece in pieces:
            put(encoded(piece))


def say(problem: Problem) -> None:
    """Write a problem to standard error, as one line."""
    from mt_repair.report.style import seen

    click.echo(seen(str(problem)), err=True)


def count(number: int, noun: str, many: str = "") -> str:
    """Return a number with its noun, in the plural (`many`, or with an s) where it is not one."""
    return f"{number} {noun}" if number == 1 else f"{number} {many or noun + 's'}"


def end(code: int) -> None:
    """End the command with an exit code."""
    click.get_current_context().exit(code)


def _say_fault(error: Exception, traceback: bool) -> None:
    click.echo(
        f"mt-repair failed ({type(error).__name__}: {error}); no file was changed; "
        "please report it with what --traceback shows",
        err=True,
    )
    if traceback:
        from traceback import format_exception

        click.echo("".join(format_exception(error)), err=True, nl=False)


def _settle_output() -> None:
    """Drop what standard output does not take, or Python complains of it once more at exit."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except OSError:
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
