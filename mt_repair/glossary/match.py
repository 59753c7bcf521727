"""Find many forms in text in one pass: case folded, at word boundaries, offsets exact.

The text is folded to one byte a code point (letters lower-case, every mark a space), so
a form with a space at both ends matches only between word boundaries and byte offsets
are code-point offsets. ahocorasick_rs then searches all forms at once, overlapping:
leftmost-longest matching before a boundary filter would lose hits.
"""

from __future__ import annotations

import bisect
import codecs
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ahocorasick_rs import BytesAhoCorasick, Implementation

_OTHER = 0x80  # 0x80 to 0x9f stand for letters outside Latin-1
_C1 = re.compile(r"[\x80-\x9f]")
_RUN = re.compile(r"[ \t\u00a0]*\r?\n[ \t\u00a0]*|[ \t\u00a0]{2,}")
_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# Marks that may stand for one another between the words of a form.
_JOINTS = re.compile(r"[ \t\n\r\u00a0\u2010-\u2013'\u2019-]+")


def _is_letter(char: str) -> bool:
    """Tell whether a character continues a word; a Chinese character does not."""
    if char.isalnum() or char == "_":
        return not _HAN.match(char)
    return unicodedata.category(char) in ("Mn", "Mc")


def _byte(char: str) -> int:
    lower = char.lower()
    if len(lower) == 1 and ord(lower) < 0x80 and ord(char) > 0x7F:
        return _OTHER  # the Kelvin sign is no k
    if len(lower) == 1 and ord(lower) < 0x100 and not 0x80 <= ord(lower) < 0xA0:
        return ord(lower) if _is_letter(char) else 0x20
    return _OTHER + ord(char) % 0x20 if _is_letter(char) else 0x20


_TABLE = bytes(
    n if 0x80 <= n < 0xA0 else _byte(chr(n)) for n in range(256)
)  # fmt: skip


def _fold_rest(error: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    part = error.object[error.start : error.end]
    return bytes(_byte(c) for c in part), error.end


codecs.register_error("mt_repair.fold", _fold_rest)


def fold(text: str) -> bytes:
    """Return the text as one byte a code point: letters folded, all else spaces."""
    if _C1.search(text):
        text = _C1.sub(" ", text)
    return text.encode("latin-1", "mt_repair.fold").translate(_TABLE)


def key_of(form: str) -> bytes:
    """Return what a form is searched by: its folded words with a space round each."""
    return b" " + b" ".join(fold(form).split()) + b" "


@dataclass(frozen=True, slots=True)
class Matcher:
    """Keys compiled for searching; made by `compile_keys`."""

    keys: tuple[bytes, ...]
    automaton: BytesAhoCorasick | None


def compile_keys(keys: Iterable[bytes]) -> Matcher:
    """Compile keys, as `key_of` makes them, for `scan`; empty ones are not allowed."""
    held = tuple(keys)
    if not held:
        return Matcher(held, None)
    return Matcher(held, BytesAhoCorasick(list(held), implementation=Implementation.ContiguousNFA))


def scan(matcher: Matcher, text: str) -> list[tuple[int, int, int]]:
    """Return every occurrence of every key, overlapping ones too, as (key, start, end).

    A run of blanks or one line end counts as one space, so a name split over a line end
    is found. Offsets are code points of `text`; the order is that of the ends.
    """
    if matcher.automaton is None:
        return []
    squeezed, breaks, shifts = _squeeze(text)
    raw = matcher.automaton.find_matches_as_indexes(b" " + fold(squeezed) + b" ", overlapping=True)
    # The haystack's first byte is the added space, a key's first and last are spaces.
    if not breaks:
        return [(key, start, end - 2) for key, start, end in raw]
    return [
        (key, _original(start, breaks, shifts), _original(end - 3, breaks, shifts) + 1)
        for key, start, end in raw
    ]


def _squeeze(text: str) -> tuple[str, list[int], list[int]]:
    """Return the text with runs of blanks made one space, and where that moved it."""
    breaks: list[int] = []
    shifts: list[int] = []
    if not ("  " in text or "\n" in text or "\t" in text or "\u00a0" in text):
        return text, breaks, shifts
    gone = 0
    parts: list[str] = []
    at = 0
    for run in _RUN.finditer(text):
        if len(run[0]) == 1:
            continue
        parts += (text[at : run.start()], " ")
        gone += len(run[0]) - 1
        at = run.end()
        breaks.append(at - gone)
        shifts.append(gone)
    if not breaks:
        return text, breaks, shifts
    parts.append(text[at:])
    return "".join(parts), breaks, shifts


def _original(at: int, breaks: Sequence[int], shifts: Sequence[int]) -> int:
    i = bisect.bisect_right(breaks, at) - 1
    return at if i < 0 else at + shifts[i]


def fits(form: str, surface: str) -> bool:
    """Tell whether a surface with the form's words also has fitting marks between them.

    Space, hyphen, apostrophe and line end stand for one another; any other mark must be
    the form's own.
    """
    if form == surface:
        return True
    return [_JOINTS.sub(" ", m) for m in _marks(form)] == [
        _JOINTS.sub(" ", m) for m in _marks(surface)
    ]


def _marks(text: str) -> list[str]:
    inner = text.strip()
    return [p for p in re.split(r"\w+", inner)[1:-1]] if inner else []
