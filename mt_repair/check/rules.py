"""What a check looks for, by the names its findings carry; docs/glossary-checks.md explains each."""

from __future__ import annotations

from dataclasses import dataclass

from mt_repair.types import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the check: its name, how grave it is, what breaks it."""

    name: str
    severity: Severity
    summary: str


_RULES = (
    Rule("not-repaired", "error", "A sentence does not become what it should."),
    Rule("not-kept", "error", "A sentence to keep is changed without asking a person."),
    Rule("changes-again", "error", "A sentence is repaired rightly, and then changed again."),
    Rule("known-passes", "error", "A sentence marked as known to fail passes."),
    Rule("at-the-line", "warning", "A hair decides whether a sentence passes."),
    Rule("wrong-is-right", "error", "A wrong form is another entry's right one."),
    Rule("circle", "error", "Repairs run back to where they began."),
    Rule("conflict", "error", "Two entries claim one wrong form."),
    Rule("duplicate", "error", "A Chinese name has two entries."),
    Rule("right-name-changes", "error", "A right name does not stay as it is."),
    Rule(
        "ordinary-word",
        "error",
        "An everyday word is a wrong form, and no sentence to keep has it.",
    ),
    Rule("unproved", "warning", "No sentence shows a name repaired."),
    Rule("shadowed", "warning", "A wrong form can never be found."),
    Rule("repeated", "warning", "A form is listed twice."),
    Rule("round-trip", "warning", "A name comes back changed when it is written and read."),
    Rule("overrides", "warning", "An entry takes the place of another, or shares a form with it."),
    Rule("right-is-wrong", "warning", "A right name is a wrong form of a shipped entry."),
    Rule("off-nothing", "warning", "An entry is switched off that nobody has."),
)
RULES: dict[str, Rule] = {rule.name: rule for rule in _RULES}
