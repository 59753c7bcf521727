"""The command on rules, explain; the group of commands on names is here under its old name."""

from __future__ import annotations

import click

from mt_repair.cli.common import put_out, traceback
from mt_repair.cli.glossary import glossary

__all__ = ["explain", "glossary"]


@click.command()
@click.argument("rule", required=False)
@traceback
def explain(rule: str | None) -> None:
    """Tell what a RULE looks for, with examples; without RULE, list the rules.

    \b
    Example:
      mt-repair explain wrong-name
    """
    from mt_repair.detect.rules import RULES
    from mt_repair.repair.page import REWRITING
    from mt_repair.report.rules import Rule, explained, listed

    pages: dict[str, Rule] = {**RULES, REWRITING.name: REWRITING}
    if rule is not None and rule not in pages:
        raise click.UsageError(f'There is no rule "{rule}"; "mt-repair explain" lists the rules.')
    put_out(listed(pages.values()) if rule is None else explained(pages[rule]))
