"""Which lines, or sentences, of a translation belong to which of its source.

Dynamic programming over lengths, shared numbers and Latin words, and a bond the caller
may give (Gale and Church 1993, with anchors). Where the counts agree, lines are paired by
number and nothing is computed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mt_repair.language.script import plain

Bond = Callable[[int, int], float]
BondOf = Callable[[Sequence[str], Sequence[str]], Bond]

_ANCHOR = re.compile(r"\d+(?:[.,]\d+)*|[A-Za-z]{2,}")
# Steps: how many units of either side one pair joins, and what choosing it costs.
_STEPS = ((1, 1, 0.0), (1, 2, 1.2), (2, 1, 1.2), (1, 0, 2.5), (0, 1, 2.5), (2, 2, 2.6))
_LETTERS = 3.4  # English letters to a Chinese character, about
_BAND = 40
_MARGIN = 8
_FEWER = 3  # how many times fewer lines a side may have and still be paired by line
_SOURCE_END = re.compile(r"[。！？!?；;]+[”’」』\"）)]*|\n+")
_TARGET_END = re.compile(r"(?:[.!?;]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]?[A-Z0-9#])|;(?=\s)|\n+)")
ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|Co|Ltd|Inc|Corp|vs|Jr|Sr|Gen|Gov|Sen|Rep)|\b[A-Z])\.$"
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Half-open ranges of units that belong together; either may be empty."""

    source_start: int
    source_end: int
    target_start: int
    target_end: int


def align(source: Sequence[str], target: Sequence[str], bond: Bond | None = None) -> list[Pair]:
    """Return the pairs in order, every unit in exactly one.

    `bond` says how much two units share besides numbers and Latin words, 0 or more.
    """
    n, m = len(source), len(target)
    if not n or not m:
        return [Pair(0, n, 0, m)] if n or m else []
    if n == 1 or m == 1:
        return [Pair(0, n, 0, m)]
    anchors_s = [_anchors(plain(s)) for s in source]
    anchors_t = [_anchors(t) for t in target]

    def tied(x: int, y: int) -> tuple[int, float]:
        shared = min(len(anchors_s[x] & anchors_t[y]), 4)
        return shared, bond(x, y) if bond else 0.0

    size_s, size_t = [max(len(x), 1) for x in source], [max(len(x), 1) for x in target]
    band = _BAND
    pairs = _aligned(size_s, size_t, tied, band)
    while band < max(n, m) and _leaves(pairs, m / n, band):
        band *= 2
        pairs = _aligned(size_s, size_t, tied, band)
    return pairs or [Pair(0, n, 0, m)]


def _leaves(pairs: Sequence[Pair], slope: float, band: int) -> bool:
    """Tell whether pairs come so near to the edge of a band that the right ones may lie beyond."""
    off = (abs(p.target_end - p.source_end * slope) for p in pairs)
    return max(off, default=band) > band - _MARGIN


def _aligned(
    size_s: Sequence[int],
    size_t: Sequence[int],
    tied: Callable[[int, int], tuple[int, float]],
    band: int,
) -> list[Pair]:
    """Return the pairs of units by their lengths and ties; none if no way stays in the band.

    The band is how many units off the diagonal a pair may be: what is computed grows with
    it, not with the square of the text (Gale and Church 1993 take the whole square).
    """
    n, m = len(size_s), len(size_t)
    ratio = min(max(sum(size_t) / sum(size_s), 0.8), 6.0)
    best: list[dict[int, tuple[float, int]]] = [{} for _ in range(n + 1)]
    best[0][0] = (0.0, -1)
    ties: dict[int, dict[int, tuple[int, float]]] = {}  # of the two rows that are at hand

    def tie(x: int, y: int) -> tuple[int, float]:
        row = ties.setdefault(x, {})
        held = row.get(y)
        if held is None:
            held = row[y] = tied(x, y)
        return held

    for i in range(n + 1):
        ties.pop(i - 1, None)
        middle = round(i * m / n)
        low, high = middle - band, middle + band
        row = best[i]
        for j in range(max(low, 0), min(high, m) + 1):
            if j not in row:
                continue
            cost = row[j][0]
            for k, (di, dj, price) in enumerate(_STEPS):
                a, b = i + di, j + dj
                if a > n or b > m:
                    continue
                value = cost + price
                if di and dj:
                    ls, lt = sum(size_s[i:a]), sum(size_t[j:b])
                    value += 1.5 * abs(math.log((lt + 8) / (ls * ratio + 8)))
                    found = [tie(x, y) for x in range(i, a) for y in range(j, b)]
                    value -= 0.7 * sum(s for s, _ in found) + sum(t for _, t in found)
                held = best[a].get(b)
                if held is None or value < held[0]:
                    best[a][b] = (value, k)
        # steps (0, 1) stay in the row: relax them in order
    if m not in best[n]:
        return []
    out: list[Pair] = []
    i, j = n, m
    while i or j:
        di, dj, _ = _STEPS[best[i][j][1]]
        out.append(Pair(i - di, i, j - dj, j))
        i, j = i - di, j - dj
    return out[::-1]


def _anchors(text: str) -> frozenset[str]:
    return frozenset(a.replace(",", "").lower() for a in _ANCHOR.findall(text) if len(a) > 1)


def lines(text: str) -> list[tuple[int, int]]:
    """Return the stretches of the lines that hold more than blanks."""
    return [(m.start(), m.end()) for m in re.finditer(r"[^\s](?:[^\n]*[^\s])?", text)]


def line_pairs(
    source: str, target: str, bond_of: BondOf | None = None
) -> list[tuple[int, int, int, int]]:
    """Return which stretches of two texts belong together, line by line.

    Each is source start and end, target start and end; lines without a partner are left
    out. Where one side has lost most line ends, sentences are paired instead.
    """
    left, right = lines(source), lines(target)
    if len(left) == len(right):
        return [(*a, *b) for a, b in zip(left, right, strict=True)]
    if max(len(left), len(right)) > _FEWER * min(len(left), len(right)):
        left, right = source_sentences(source), target_sentences(target)
    ours, theirs = [source[a:b] for a, b in left], [target[a:b] for a, b in right]
    found = align(ours, theirs, bond_of(ours, theirs) if bond_of else None)
    return [
        (
            left[p.source_start][0],
            left[p.source_end - 1][1],
            right[p.target_start][0],
            right[p.target_end - 1][1],
        )
        for p in found
        if p.source_start < p.source_end and p.target_start < p.target_end
    ]


def source_sentences(text: str) -> list[tuple[int, int]]:
    """Return the stretches of a Chinese text's sentences."""
    return _cut(text, [m.end() for m in _SOURCE_END.finditer(text)])


def target_sentences(text: str) -> list[tuple[int, int]]:
    """Return the stretches of an English text's sentences, abbreviations spared."""
    ends = [
        m.end()
        for m in _TARGET_END.finditer(text)
        if not ABBREVIATED.search(text, max(m.start() - 8, 0), m.start() + 1)
    ]
    return _cut(text, ends)


def _cut(text: str, ends: Sequence[int]) -> list[tuple[int, int]]:
    out, at = [], 0
    for end in [*ends, len(text)]:
        if text[at:end].strip():
            out.append((at, end))
            at = end
    return out
