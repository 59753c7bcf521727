"""What a spreadsheet would run (OWASP, CSV Injection)."""

from __future__ import annotations

import re

_FORMULA = re.compile("'*[=+@\\-\t\r＝＋＠－]")


def is_formula(cell: str) -> bool:
    """Tell whether a spreadsheet would run a cell, or the cell behind its apostrophes."""
    return bool(_FORMULA.match(cell))
