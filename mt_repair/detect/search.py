"""The search for every form of a glossary: compiled once, asked text by text or for many at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from mt_repair.glossary.forms import Form, FormIndex, Row, forms_of, rows_for
from mt_repair.glossary.match import Matcher, compile_keys, fold, scan, scan_all

# A document longer than this is searched for every form there is, not only for those
# its own words could make: then collecting its words would cost more.
_LONG = 400_000

Hit = tuple[int, int, int]  # key, start, end


class Searching(Protocol):
    """What finds a glossary's forms in a text."""

    def hits(self, text: str) -> Sequence[Hit]:
        """Return every occurrence of every key."""

    def forms(self, key: int) -> Sequence[Form]:
        """Return the forms of a key."""


@dataclass(frozen=True, slots=True)
class Search:
    """Forms compiled for searching; made by `compile_search`."""

    matcher: Matcher
    rows: tuple[Sequence[Row], ...]  # of each of the matcher's keys
    ids: Mapping[int, int]  # the rows' numbers of terms -> indexes of terms
    made: dict[int, tuple[Form, ...]] = field(default_factory=dict)  # forms found before, by key
    known: Mapping[str, Sequence[Hit]] = field(default_factory=dict)  # of texts searched before

    def hits(self, text: str) -> Sequence[Hit]:
        """Return every occurrence of every key."""
        held = self.known.get(text)
        return scan(self.matcher, text) if held is None else held

    def forms(self, key: int) -> tuple[Form, ...]:
        """Return the forms of a key."""
        held = self.made.get(key)
        if held is None:
            held = self.made[key] = forms_of(self.rows[key], self.ids)
        return held


def compile_search(index: FormIndex, text: str | None = None) -> Search:
    """Compile the forms a text can hold, or every form where no text is given.

    Both find the same in that text.
    """
    words = None if text is None or len(text) > _LONG else fold(text).split()
    rows = rows_for(index, words)
    keys = sorted(rows)
    return Search(compile_keys(keys), tuple(rows[k] for k in keys), index.ids)


def searched(search: Search, texts: Iterable[str]) -> Search:
    """Return the search with what it finds in each of the texts, found in one pass."""
    distinct = list(dict.fromkeys(texts))
    known = dict(zip(distinct, scan_all(search.matcher, distinct), strict=True))
    return replace(search, known=known)
