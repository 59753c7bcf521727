"""Find many forms in text in one pass: case folded, at word boundaries, offsets exact.

The text is folded to one byte a code point (letters lower-case, every mark a space), so
a form with a space at both ends matches only between word boundaries and byte offsets
are code-point offsets. ahocorasick_rs then searches all forms at once, overlapping:
leftmost-longest matching before a boundary filter would lose hits. Long text is folded
and searched in pieces, so that its copies take little memory and stay in the cache.
"""

from __future__ import annotations

import bisect
import codecs
import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from ahocorasick_rs import BytesAhoCorasick, Implementation

_OTHER = 0x80  # 0x80 to 0x9f stand for letters outside Latin-1
_MARK = 0x00  # stands for a mark outside Latin-1
_C1 = re.compile(r"[\x80-\x9f]")
# What blanks round a line end, or several blanks, begin with; and how far they go.
_BLANKS = (b" ", b"\t", b"\xa0")
_RUN_STARTS = BytesAhoCorasick(
    [b"\r\n"]
    + [blank + rest for blank in _BLANKS for rest in (*_BLANKS, b"\n", b"\r\n")]
    + [b"\n" + blank for blank in _BLANKS]
)
_RUN = re.compile(rb"[ \t\xa0]*\r?\n[ \t\xa0]*|[ \t\xa0]{2,}")
_PIECE = 1 << 17
_HEAD = 12  # bytes of a key the automaton knows: knowing all takes three times the memory
_CUT = re.compile(r"\w")
_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# The commonest marks outside Latin-1: replacing them is ten times faster than an encoding error.
_FREQUENT = "\u2019\u201c\u201d\u2014\u2013\u2018\u2026"
# Marks that may stand for one another between the words of a form.
_JOINTS = re.compile(r"[ \t\n\r\u00a0\u2010-\u2013'\u2019-]+")


def _is_letter(char: str) -> bool:
    """Tell whether a character continues a word; a Chinese character does not."""
    if char.isalnum() or char == "_":
        return not _HAN.match(char)
    return unicodedata.category(char) in ("Mn", "Mc")


def _byte(char: str) -> int:
    lower = char.lower()
    if len(lower) != 1:
        lower = char
    if ord(lower) < 0x80 and ord(char) > 0x7F:
        return _OTHER  # the Kelvin sign is no k
    if not _is_letter(char):
        return 0x20
    return ord(lower) if ord(lower) < 0x100 else _OTHER + ord(lower) % 0x20


_TABLE = bytes(n if 0x80 <= n < 0xA0 else _byte(chr(n)) for n in range(256))


def _encode_rest(error: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    part = error.object[error.start : error.end]
    codes = map(_byte, part)
    return bytes(_MARK if code == 0x20 else code for code in codes), error.end


codecs.register_error("mt_repair.fold", _encode_rest)


def _encode(text: str) -> bytes:
    """Return the text as one byte a code point, case, blanks and line ends still there."""
    if text.isascii():
        return text.encode("ascii")
    for mark in _FREQUENT:
        text = text.replace(mark, "\0")
    if _C1.search(text):
        text = _C1.sub("\0", text)
    return text.encode("latin-1", "mt_repair.fold")


def fold(text: str) -> bytes:
    """Return the text as one byte a code point: letters folded, all else spaces."""
    return _encode(text).translate(_TABLE)


def key_of(form: str) -> bytes:
    """Return what a form is searched by: folded, blanks squeezed, a space at each end."""
    return b" " + _squeeze(_encode(form), _Moves()).translate(_TABLE).strip() + b" "


@dataclass(frozen=True, slots=True)
class Matcher:
    """Keys compiled for searching; made by `compile_keys`."""

    keys: tuple[bytes, ...]
    automaton: BytesAhoCorasick | None  # of the heads: the first bytes of the keys
    order: array[int]  # the keys, sorted
    groups: array[int]  # of each head: where in `order` its keys begin, and at last its length
    longest: int  # bytes of the longest key


def compile_keys(keys: Iterable[bytes]) -> Matcher:
    """Compile keys, as `key_of` makes them, for `scan`; empty ones are not allowed."""
    held = tuple(keys)
    order = array("l", sorted(range(len(held)), key=held.__getitem__))
    heads: list[bytes] = []
    groups = array("l")
    for at, key in enumerate(order):
        head = held[key][:_HEAD]
        if not heads or head != heads[-1]:
            heads.append(head)
            groups.append(at)
    groups.append(len(held))
    automaton = (
        BytesAhoCorasick(heads, implementation=Implementation.ContiguousNFA) if heads else None
    )
    return Matcher(held, automaton, order, groups, max(map(len, held), default=0))


def scan(matcher: Matcher, text: str) -> list[tuple[int, int, int]]:
    """Return every occurrence of every key, overlapping ones too, as (key, start, end).

    A run of blanks or one line end counts as one space, so a name split over a line end
    is found. Offsets are code points of `text`; the order is that of the ends.
    """
    if matcher.automaton is None:
        return []
    found: list[tuple[int, int, int]] = []
    moves = _Moves()
    tail, at = b" ", -1  # what was searched last, for a key that began there; where it starts
    for piece, close in _pieces(text):
        searched = len(tail)
        folded = _squeeze(_encode(piece), moves).translate(_TABLE)
        # A key's first and last bytes are spaces round the words it finds.
        found += (
            (key, at + start + 1, at + end - 1)
            for key, start, end in _hits(matcher, tail + folded + close)
            if end > searched
        )
        moves.squeezed += len(folded)
        window = searched + len(folded)
        kept = min(matcher.longest, window)
        tail = (tail + folded[-kept:])[-kept:]
        at += window - kept
    if not moves.breaks:
        return found
    return [(key, moves.undone(start), moves.undone(end - 1) + 1) for key, start, end in found]


def scan_all(matcher: Matcher, texts: Sequence[str]) -> list[list[tuple[int, int, int]]]:
    """Return for each of many short texts what `scan` returns, in one pass over them all."""
    # A key holds no two spaces in a row, so none is found across a blank line.
    found: list[list[tuple[int, int, int]]] = [[] for _ in texts]
    starts = list(accumulate((len(text) + 2 for text in texts), initial=0))
    for key, start, end in scan(matcher, "\n\n".join(texts)):
        at = bisect.bisect_right(starts, start) - 1
        found[at].append((key, start - starts[at], end - starts[at]))
    return found


def _hits(matcher: Matcher, window: bytes) -> list[tuple[int, int, int]]:
    """Return every occurrence of every key in folded text, in order of the ends."""
    if matcher.automaton is None:
        return []
    keys, order, groups = matcher.keys, matcher.order, matcher.groups
    hits = [
        (start + len(key), start, n)
        for head, start, _ in matcher.automaton.find_matches_as_indexes(window, overlapping=True)
        for n in order[groups[head] : groups[head + 1]]
        if window.startswith(key := keys[n], start)
    ]
    hits.sort()
    return [(key, start, end) for end, start, key in hits]


def _pieces(text: str) -> Iterator[tuple[str, bytes]]:
    """Yield the text in pieces that begin with a letter, so that no blanks are parted.

    With each comes what closes it: a space for the last.
    """
    at = 0
    while len(text) - at > _PIECE:
        cut = _CUT.search(text, at + _PIECE)
        if cut is None:
            break
        yield text[at : cut.start()], b""
        at = cut.start()
    yield text[at:], b" "


class _Moves:
    """Where squeezing blanks has moved the text so far, and by how much."""

    def __init__(self) -> None:
        self.squeezed = 0  # length, squeezed, of the pieces before this one
        self.breaks = array("q")
        self.shifts = array("q")

    def undone(self, at: int) -> int:
        """Return where a place in the squeezed text is in the text itself."""
        i = bisect.bisect_right(self.breaks, at) - 1
        return at if i < 0 else at + self.shifts[i]


def _squeeze(raw: bytes, moves: _Moves) -> bytes:
    """Return the bytes with runs of blanks made one space, noting where that moved them."""
    starts = _RUN_STARTS.find_matches_as_indexes(raw, overlapping=True)
    if not starts:
        return raw
    gone = before = moves.shifts[-1] if moves.shifts else 0
    parts: list[bytes] = []
    at = 0
    for start in sorted(start for _, start, _ in starts):
        if start < at:
            continue
        run = _RUN.match(raw, start)
        if run is None:
            continue
        parts += (raw[at:start], b" ")
        at = run.end()
        gone += at - start - 1
        moves.breaks.append(moves.squeezed + at - (gone - before))
        moves.shifts.append(gone)
    parts.append(raw[at:])
    return b"".join(parts)


def fits(form: str, surface: str) -> bool:
    """Tell whether a surface with the form's words also has fitting marks between them.

    Space, hyphen, apostrophe and line end stand for one another; any other mark must be
    the form's own. Letters that `fold` takes for one another are told apart here.
    """
    if form == surface:
        return True
    if not (form.isascii() and surface.isascii()) and _letters(form) != _letters(surface):
        return False
    return [_JOINTS.sub(" ", m) for m in _marks(form)] == [
        _JOINTS.sub(" ", m) for m in _marks(surface)
    ]


def _marks(text: str) -> list[str]:
    inner = text.strip()
    return re.split(r"\w+", inner)[1:-1]


def _letters(text: str) -> list[str]:
    return [char.lower() for char in text if char.isalnum()]
