"""Scripts, widths and gaps of Chinese text: what is written differently and means the same.

`simplify`, `plain` and `fold` return as many code points as they are given, so offsets hold.
`close_up` drops characters and keeps a map back.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from opencc import OpenCC

from mt_repair.language.surrogates import without_surrogates

HAN = "\u2e80-\u2fd5\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
DOTS = "\u00b7\u2022\u2027\u2219\u22c5\u30fb\uff65"
BLANKS = " \t\u00a0\u2002-\u200a\u202f\u3000"
_HIDDEN = "\u00ad\u200b-\u200d\u2060\ufeff"
_IS_HAN = re.compile(f"[{HAN}]")
_GAP = re.compile(f"[{BLANKS}{DOTS}{_HIDDEN}\r\n]+")
# At most three marks in a line, or the end of a line whose next one is not indented.
_JOINS = re.compile(f"[{BLANKS}{DOTS}{_HIDDEN}]{{1,3}}|[{BLANKS}{_HIDDEN}]*\r?\n")
# 约翰．史密斯: a full stop between Chinese characters stands for the dot in foreign names.
_STOP_DOT = re.compile(f"(?<=[{HAN}])[.\uff0e](?=[{HAN}])")
_SPACED_OUT = re.compile(f"(?<![{HAN}])[{HAN}](?:[{BLANKS}]{{1,2}}[{HAN}])+(?![{HAN}])")
_HAN_BLOCKS = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0x20000, 0x2A6E0))
# Widths and compatibility forms whose plain form is one character.
_WIDTH_BLOCKS = ((0x2E80, 0x2FD6), (0x3000, 0x3001), (0xF900, 0xFB00), (0xFF01, 0xFFE7))
_QUOTES = dict(zip("「」『』﹁﹂﹃﹄〝〞", "“”‘’“”‘’“”", strict=True))
_TITLES = dict(zip("〈〉﹤﹥﹏", "《》《》_", strict=True))
_ANY_QUOTE = dict.fromkeys("“”„‟«»＂‘’‚‛`´「」『』﹁﹂﹃﹄〝〞'", '"')
_HYPHENS = dict.fromkeys("‐‑‒–—―−－", "-")


@dataclass(frozen=True, slots=True)
class Closed:
    """A text without its gaps; `starts` says where each code point was, None if none moved."""

    text: str
    starts: array[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a non-empty stretch of the closed text is in the text itself."""
        if self.starts is None:
            return start, end
        return self.starts[start], self.starts[end - 1] + 1


@lru_cache(maxsize=2)
def _converter(name: str) -> OpenCC:
    return OpenCC(name)


@lru_cache(maxsize=1)
def _simple() -> dict[int, str]:
    """Return every traditional or variant character with its simplified form."""
    chars = [chr(n) for low, high in _HAN_BLOCKS for n in range(low, high)]
    text = "\n".join(chars)
    # t2s leaves a few Taiwan and Hong Kong variants (衞, 著) that the others know.
    for name in ("t2s", "hk2s", "tw2s"):
        text = OpenCC(name).convert(text)
    return {
        ord(char): new
        for char, new in zip(chars, text.split("\n"), strict=True)
        if new != char and len(new) == 1
    }


@lru_cache(maxsize=1)
def _widths() -> dict[int, str]:
    wide = [chr(n) for low, high in _WIDTH_BLOCKS for n in range(low, high)]
    normal = {ord(c): unicodedata.normalize("NFKC", c) for c in wide}
    return {n: c for n, c in normal.items() if len(c) == 1 and ord(c) != n}


@lru_cache(maxsize=1)
def _plain_table() -> dict[int, str]:
    # Chinese commas and brackets stay: LAC was trained on them.
    letters = {n: c for n, c in _widths().items() if c.isalnum() or c in " &+-%$@#"}
    marks = {ord(c): new for c, new in (_QUOTES | _TITLES | dict.fromkeys(DOTS, "·")).items()}
    return letters | marks


@lru_cache(maxsize=1)
def _fold_table() -> dict[int, str]:
    marks = _ANY_QUOTE | _TITLES | dict.fromkeys(DOTS, "·") | _HYPHENS
    table = _widths() | {ord(c): new for c, new in marks.items()} | _simple()
    for n, c in list(table.items()):
        again = table.get(ord(c), c)
        table[n] = again.lower() if len(again.lower()) == 1 else again
    small = {n: chr(n).lower() for n in (*range(0x41, 0x5B), *range(0xC0, 0x590))}
    table |= {n: c for n, c in small.items() if len(c) == 1 and ord(c) != n}
    return table | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


@lru_cache(maxsize=3)
def _touched(which: str) -> re.Pattern[str]:
    tables = {"simple": _simple, "plain": _plain_table, "fold": _fold_table}
    chars = "".join(map(chr, tables[which]()))
    return re.compile(f"[{re.escape(chars)}]")


def is_han(char: str) -> bool:
    """Tell whether a character is Chinese."""
    return _IS_HAN.match(char) is not None


def simplify(text: str) -> str:
    """Return the text in simplified characters, one for one: 乾隆 keeps its 乾, 乾杯 does not."""
    if not _touched("simple").search(text):
        return text
    return "".join(map(_simplified, text.splitlines(keepends=True)))


def _simplified(line: str) -> str:
    if not _touched("simple").search(line):
        return line
    new: str = _converter("t2s").convert(without_surrogates(line))
    if len(new) != len(line):
        return line.translate(_simple())
    if "\ufffd" in new:
        return "".join(b if b != "\ufffd" else a for a, b in zip(line, new, strict=True))
    return new


def plain(text: str) -> str:
    """Return the text simplified, its letters and digits half-width, its quotes “” and 《》."""
    text = simplify(text)
    if _touched("plain").search(text):
        text = text.translate(_plain_table())
    return _STOP_DOT.sub("·", text)


def fold(text: str) -> str:
    """Return what a text is compared by, one for one.

    Simplified and traditional, upper and lower case, full and half width, and the variants
    of quotes, dots and hyphens become the same; every lone surrogate becomes U+FFFD.
    """
    if _touched("fold").search(text):
        text = text.translate(_fold_table())
    return _STOP_DOT.sub("·", text)


def unfolded(chars: Iterable[str]) -> set[str]:
    """Return the characters that `fold` makes some of these, themselves included."""
    wanted = set(chars)
    return wanted | {chr(n) for n, char in _fold_table().items() if char in wanted}


def close_up(text: str) -> Closed:
    """Return a folded text without the gaps beside Chinese characters.

    A gap is up to three blanks or dots, or one line end. Between other letters a run of
    blanks becomes one; an empty or indented line keeps its line end.
    """
    return _without(text, _small_gaps(text))


def close_spaced_out(text: str) -> Closed:
    """Return a text with words written character by character, 王 小 明, closed up."""
    cuts = (
        (blank.start() + run.start(), blank.end() + run.start(), "")
        for run in _SPACED_OUT.finditer(text)
        for blank in re.finditer(f"[{BLANKS}]+", run[0])
    )
    return _without(text, cuts)


def _small_gaps(text: str) -> Iterator[tuple[int, int, str]]:
    for gap in _GAP.finditer(text):
        start, end = gap.span()
        beside = text[start - 1 : start] + text[end : end + 1]
        run = gap[0]
        if _IS_HAN.search(beside) and _JOINS.fullmatch(run):
            yield start, end, ""
        elif len(run) > 1 and not any(c in DOTS for c in run):
            yield start, end, "\n" if run.count("\n") + run.count("\r") > 1 else " "


def _without(text: str, cuts: Iterator[tuple[int, int, str]]) -> Closed:
    parts: list[str] = []
    starts: array[int] = array("l")
    at = 0
    for start, end, instead in cuts:
        parts += (text[at:start], instead)
        starts.extend(range(at, start))
        starts.extend(range(start, start + len(instead)))
        at = end
    if not at:
        return Closed(text)
    parts.append(text[at:])
    starts.extend(range(at, len(text)))
    return Closed("".join(parts), starts)
