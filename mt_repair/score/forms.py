"""Where accepted forms stand in English: the rules by which a name counts as right."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from mt_repair.types import Span

# A form this short in capitals is matched with its case: IT, US, JD.
_SHORT = 4


def stretches(text: str, forms: Iterable[str]) -> list[Span]:
    """Return where any of the forms stands between word boundaries, in order, each once.

    Capitals make no difference, except for a form of four letters or fewer that is all
    capitals; a possessive may follow. Offsets are code points.
    """
    found = {
        Span(*match.span())
        for form in forms
        if form.strip()
        for match in _pattern(form).finditer(text)
    }
    return sorted(found)


@lru_cache(maxsize=65536)
def _pattern(form: str) -> re.Pattern[str]:
    capitals = form.isupper() and sum(map(str.isalpha, form)) <= _SHORT
    tail = r"(?!\w)" if form[-1].isalnum() else ""
    return re.compile(rf"(?<!\w){re.escape(form)}{tail}", 0 if capitals else re.IGNORECASE)
