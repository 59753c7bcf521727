"""What the pragmas of a document silence.

    mt-repair-disable [NAME]...            from here on
    mt-repair-enable [NAME]...             no longer
    mt-repair-disable-line [NAME]...       on this line
    mt-repair-disable-next-line [NAME]...  on the next line that says something

A NAME is that of a rule, or of a kind as reports show it; without one it is every flag. A row
of JSON Lines has a field for it, `"mt-repair-disable"`: true, or a list of names. A pragma is
itself never flagged nor changed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from operator import attrgetter

from mt_repair.corpus.pragmas import Pragma, is_pragma, pragmas_in
from mt_repair.corpus.text import line_spans
from mt_repair.detect.rules import RULES
from mt_repair.errors import Problem
from mt_repair.types import KINDS, Document, Kind

_DIRECTIVES = ("disable", "enable", "disable-line", "disable-next-line")
_FIELD = "the row's mt-repair-disable"
_Sort = tuple[str, Kind]  # rule and kind of a flag
_SORTS: tuple[_Sort, ...] = tuple(product(RULES, KINDS))


@dataclass(frozen=True, slots=True)
class _Stretch:
    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class Pragmas:
    """The stretches of a document that are silent, in code points of its whole text.

    By rule and kind of the flags that are silent there. Blocks are in order and never overlap,
    and so are lines.
    """

    comments: Sequence[_Stretch]
    blocks: Mapping[_Sort, Sequence[_Stretch]]
    lines: Mapping[_Sort, Sequence[_Stretch]]
    problems: tuple[Problem, ...]

    def silencer(self, rule: str, kind: Kind, start: int, end: int) -> str | None:
        """Return why flags of a rule and kind are silent about start..end, None if they are not."""
        sort = rule, kind
        for stretches in (self.comments, self.lines.get(sort, ()), self.blocks.get(sort, ())):
            touched = _touched(stretches, start, end)
            if touched is not None:
                return touched.why
        return None

    def silences(self, rule: str, start: int, end: int) -> bool:
        """Tell whether a rule is silent about start..end, whatever the kind."""
        return all(self.silencer(rule, kind, start, end) is not None for kind in KINDS)


def read_pragmas(document: Document) -> Pragmas | None:
    """Return what a document silences and what is wrong with how it says so.

    None where it says nothing.
    """
    text = document.text
    found = pragmas_in(text)
    if not found and not document.disabled:
        return None
    lines = _Lines(text)
    placed = [(lines.number(p.start), p) for p in found]
    comments = [_Stretch(p.start, p.end, "it is a pragma") for p in found]
    problems = list(_problems(document, placed))
    blocks, of_lines = _blocks(document, placed), _of_lines(placed, lines)
    return Pragmas(comments, blocks, of_lines, tuple(problems))


def _problems(document: Document, placed: Iterable[tuple[int, Pragma]]) -> Iterator[Problem]:
    name = document.name or "text"
    said = [(None, sorted(document.disabled)), *((n + 1, p.names) for n, p in placed)]
    for line, names in said:
        for rule in names:
            if rule not in RULES and rule not in KINDS and rule != "*":
                what = f"there is no rule “{rule}”, so that name silences nothing"
                yield Problem(name, line, what, '"mt-repair explain" lists the rules')
    for line, pragma in placed:
        if pragma.directive not in _DIRECTIVES:
            what = f"there is no pragma “mt-repair-{pragma.directive}”"
            yield Problem(name, line + 1, what, "use mt-repair-" + ", -".join(_DIRECTIVES))


def _blocks(
    document: Document, placed: Iterable[tuple[int, Pragma]]
) -> dict[_Sort, list[_Stretch]]:
    out: dict[_Sort, list[_Stretch]] = {sort: [] for sort in _SORTS}
    since = dict.fromkeys(_meant(document.disabled), (0, _FIELD)) if document.disabled else {}
    for _, pragma in placed:
        if pragma.directive == "disable":
            for sort in _meant(pragma.names):
                since.setdefault(sort, (pragma.end, _why(pragma)))
        elif pragma.directive == "enable":
            for sort in _meant(pragma.names):
                if sort in since:
                    begin, why = since.pop(sort)
                    out[sort].append(_Stretch(begin, pragma.start, why))
    for sort, (begin, why) in since.items():
        out[sort].append(_Stretch(begin, len(document.text), why))
    return out


def _of_lines(placed: Iterable[tuple[int, Pragma]], lines: _Lines) -> dict[_Sort, list[_Stretch]]:
    found: dict[_Sort, dict[tuple[int, int], str]] = {sort: {} for sort in _SORTS}
    for number, pragma in placed:
        if pragma.directive == "disable-line":
            span = lines.spans[number]
        elif pragma.directive == "disable-next-line":
            span = lines.next_full(number)
        else:
            continue
        for sort in _meant(pragma.names):
            found[sort].setdefault(span, _why(pragma))
    return {
        sort: [_Stretch(*span, why) for span, why in sorted(of_sort.items())]
        for sort, of_sort in found.items()
    }


def _meant(names: Iterable[str]) -> list[_Sort]:
    """Return the rules and kinds of the flags that a pragma means, all where it names none."""
    named = set(names)
    return [sort for sort in _SORTS if not named or "*" in named or not named.isdisjoint(sort)]


def _why(pragma: Pragma) -> str:
    return pragma.why or f"mt-repair-{pragma.directive}"


def _touched(stretches: Sequence[_Stretch], start: int, end: int) -> _Stretch | None:
    """Return a stretch that shares a code point with start..end, or a place if that is empty."""
    i = bisect_right(stretches, max(start, end - 1), key=attrgetter("start"))
    if not i:
        return None
    last = stretches[i - 1]
    return last if last.end > start or last.end == start == end else None


class _Lines:
    """The lines of a text that holds a pragma."""

    def __init__(self, text: str) -> None:
        self.spans = line_spans(text)
        self._starts = [start for start, _ in self.spans]
        self._full = [span for span in self.spans if _says_something(text[slice(*span)])]

    def number(self, offset: int) -> int:
        """Return the number, from 0, of the line that a place is in."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def next_full(self, line: int) -> tuple[int, int]:
        """Return the next line that says something; the empty end of the text if none does."""
        end = self.spans[line][1]
        i = bisect_right(self._full, end, key=lambda span: span[0])
        return self._full[i] if i < len(self._full) else (end, end)


def _says_something(line: str) -> bool:
    return bool(line) and not line.isspace() and not is_pragma(line)
