"""What a report needs to know besides what was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mt_repair.report.rules import Rule
from mt_repair.types import Safety


@dataclass(frozen=True, slots=True)
class Look:
    """How a report is to look: in colours or not, what of it fails, the rules it may explain.

    `compared` tells that there was a baseline to compare with.
    """

    colour: bool = False
    failing: frozenset[Safety] = frozenset({"safe", "review"})
    rules: Mapping[str, Rule] = field(default_factory=dict)
    compared: bool = False
