"""A small network that writes a Chinese name in letters, a stretch of letters for each character.

For each character it is shown the characters around it, how they are read in Mandarin, what
kind of name it is, and the two stretches before it; it says how likely each stretch is. In
numpy: the network is one table of words and three layers (`mt_repair/train/spelling.py`
makes it), and a beam search puts the stretches together.
"""

from __future__ import annotations

import io
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from mt_repair.knowledge.people import given_reading
from mt_repair.language.chinese import has_han

LETTERS_FILE, TOKENS_FILE = "letters.npz", "tokens.json"
AROUND = 3  # characters on each side that are shown
READ_AROUND = 1  # of these, with their readings
BEFORE, AFTER, UNKNOWN = 0, 1, 2  # in place of a character; of a stretch, the first and the last
OUTSIDE, UNREAD = 0, 1  # in place of a reading
JAPANESE = "Japanese"
KINDS = ("", "PER", "LOC", "ORG", JAPANESE)  # what a name is told to be; JAPANESE to read it so
NEAREST = (3, 4)  # how far the name's begin and end are told apart
TABLES = ("chars", "readings", "stretches", "kinds", "begins", "ends")
_LAYERS = ("first", "second", "out")
_OPTIONS = 40  # stretches tried for a character and a partial spelling
_LONGEST = 6  # letters of a stretch
_UNSEEN = (
    -8.0,
    -1.5,
)  # log-probability of a stretch that was never taught, and for each of its letters
_WAYS = 5  # ways kept through a given spelling at each character

_Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Letters:
    """A loaded network with what its numbers stand for; made by `load_letters`."""

    weights: Mapping[str, _Array]
    chars: Mapping[str, int]
    readings: Mapping[str, int]
    stretches: tuple[str, ...]
    numbers: Mapping[str, int]
    stands: Mapping[str, NDArray[np.int64]]  # by reading, the stretches its characters stand for


@dataclass(frozen=True, slots=True)
class Shown:
    """What the network is shown of one character, as numbers."""

    chars: tuple[int, ...]
    readings: tuple[int, ...]
    begin: int
    end: int


def load_letters(network: bytes, tokens: bytes) -> Letters:
    """Return the network of a file of 8-bit weights and of the file of its tokens."""
    held = json.loads(tokens)
    with np.load(io.BytesIO(network), allow_pickle=False) as arrays:
        weights = {
            name: arrays[name].astype(np.float32) * arrays[f"{name}.scale"]
            for name in (*TABLES, *_LAYERS)
        }
        weights |= {f"{name}.bias": arrays[f"{name}.bias"] for name in _LAYERS}
    stretches = ("", "", "", *held["stretches"])
    return Letters(
        weights,
        {c: i + UNKNOWN + 1 for i, c in enumerate(held["chars"])},
        {r: i + UNREAD + 1 for i, r in enumerate(held["readings"])},
        stretches,
        {s: i for i, s in enumerate(stretches) if i > UNKNOWN},
        {r: np.asarray(numbers) for r, numbers in held["stands"].items()},
    )


def shown(zh: str, chars: Mapping[str, int], readings: Mapping[str, int]) -> list[Shown]:
    """Return what the network is shown of each character of a name."""
    ids = [chars.get(c, UNKNOWN) for c in zh]
    read = [readings.get(reading(c), UNREAD) for c in zh]
    last = len(zh) - 1

    def near(at: int) -> int:
        return BEFORE if at < 0 else AFTER if at > last else ids[at]

    return [
        Shown(
            tuple(near(i + d) for d in range(-AROUND, AROUND + 1)),
            tuple(
                read[i + d] if 0 <= i + d <= last else OUTSIDE
                for d in range(-READ_AROUND, READ_AROUND + 1)
            ),
            min(i, NEAREST[0]),
            min(last - i, NEAREST[1]),
        )
        for i in range(len(zh))
    ]


def kind_number(kind: str) -> int:
    """Return the number of a kind; what is none of them is told as nothing."""
    return KINDS.index(kind) if kind in KINDS else 0


@lru_cache(maxsize=16384)
def reading(char: str) -> str:
    """Return how a character is read in a name, as one syllable; empty for a mark."""
    return given_reading(char) if has_han(char) else ""


def spelt(model: Letters, zh: str, kind: str, width: int) -> list[tuple[str, float]]:
    """Return likely spellings of a name in lower case with their log-probabilities, best first.

    `width` is how many partial spellings are kept at each character.
    """
    beam: list[tuple[str, tuple[int, int], float]] = [("", (BEFORE, BEFORE), 0.0)]
    for char, still in zip(zh, _still(model, zh, kind), strict=True):
        likely = _likelihoods(model, char, still, [pair for _, pair, _ in beam])
        beam = _longer(model, beam, likely, width)
    whole: dict[str, float] = {}
    for spaced, _, score in beam:
        text = " ".join(spaced.split()).strip("-'")
        if text:
            held = whole.get(text)
            whole[text] = score if held is None else _either(held, score)
    return sorted(whole.items(), key=lambda found: (-found[1], found[0]))


def heard(model: Letters, zh: str, kind: str, texts: Sequence[str]) -> list[float]:
    """Return the log-probability that a name is spelt so, for each text in lower case.

    Over the likelier ways to cut a text into stretches; a stretch never taught costs much.
    """
    # Of each text: letters used and the two stretches before, and how likely.
    ways: list[dict[tuple[int, tuple[int, int]], float]] = [
        {(0, (BEFORE, BEFORE)): 0.0} for _ in texts
    ]
    for at, still in enumerate(_still(model, zh, kind)):
        most = _LONGEST * (len(zh) - at - 1)  # letters that the characters after it can take
        pairs = list(dict.fromkeys(pair for held in ways for _, pair in held))
        if not pairs:
            break
        rows = dict(zip(pairs, _likelihoods(model, zh[at], still, pairs), strict=True))
        ways = [
            _cut(model, text, held, rows, len(text) - most)
            for text, held in zip(texts, ways, strict=True)
        ]
    out = []
    for text, held in zip(texts, ways, strict=True):
        whole = [score for (used, _), score in held.items() if used == len(text)]
        out.append(_any(whole) if whole and zh else -math.inf)
    return out


def _cut(
    model: Letters,
    text: str,
    held: Mapping[tuple[int, tuple[int, int]], float],
    rows: Mapping[tuple[int, int], _Array],
    least: int,
) -> dict[tuple[int, tuple[int, int]], float]:
    """Return the likelier ways that use one character more, and `least` letters or more."""
    found: dict[tuple[int, tuple[int, int]], float] = {}
    for (used, pair), score in held.items():
        row = rows[pair]
        for end in range(max(used, least), min(len(text), used + _LONGEST) + 1):
            number = model.numbers.get(text[used:end], UNKNOWN)
            unseen = _UNSEEN[0] + _UNSEEN[1] * (end - used)
            step = score + max(float(row[number]), unseen)
            key = (end, (pair[1], number))
            old = found.get(key)
            found[key] = step if old is None else _either(old, step)
    best = sorted(found.items(), key=lambda way: (-way[1], way[0]))[:_WAYS]
    return dict(best)


def _any(scores: Sequence[float]) -> float:
    most = max(scores)
    return most + math.log(sum(math.exp(score - most) for score in scores))


def _still(model: Letters, zh: str, kind: str) -> list[_Array]:
    """Return what the first layer makes, for each character, of all but the stretches before."""
    w = model.weights
    first, bias = w["first"], w["first.bias"]
    number = kind_number(kind)
    at = w["stretches"].shape[1] * 2  # the columns of the stretches come first
    out = []
    for told in shown(zh, model.chars, model.readings):
        parts = [
            w["chars"][list(told.chars)].ravel(),
            w["readings"][list(told.readings)].ravel(),
            w["kinds"][number],
            w["begins"][told.begin],
            w["ends"][told.end],
        ]
        out.append(first[:, at:] @ np.concatenate(parts) + bias)
    return out


def _likelihoods(
    model: Letters, char: str, still: _Array, before: Sequence[tuple[int, int]]
) -> _Array:
    """Return the log-probabilities of every stretch, a row for each pair of stretches before.

    Only what characters read like this one stand for is likely at all: the rest of the last
    layer, which is most of the work, is left out.
    """
    w = model.weights
    held = w["stretches"][np.asarray(before)].reshape(len(before), -1)
    hidden = np.maximum(still + held @ w["first"][:, : held.shape[1]].T, 0)
    hidden = np.maximum(hidden @ w["second"].T + w["second.bias"], 0)
    some = model.stands.get(reading(char))
    if some is None:
        some = np.arange(UNKNOWN + 1, len(model.stretches))
    found = hidden @ w["out"][some].T + w["out.bias"][some]
    found -= found.max(1, keepdims=True)
    found -= np.log(np.exp(found).sum(1, keepdims=True))
    out = np.full((len(before), len(model.stretches)), -np.inf, np.float32)
    out[:, some] = found
    return out


def _longer(
    model: Letters,
    beam: Sequence[tuple[str, tuple[int, int], float]],
    likely: _Array,
    width: int,
) -> list[tuple[str, tuple[int, int], float]]:
    """Return the best partial spellings that are one character longer.

    Ways to the same letters that end in the same stretch are one, of both their probabilities.
    """
    most = min(_OPTIONS, likely.shape[1] - UNKNOWN - 1)
    found: dict[tuple[str, int], tuple[int, float, float]] = {}
    for (text, (_, last), score), row in zip(beam, likely, strict=True):
        for number in np.argpartition(-row, most)[:most].tolist():
            if row[number] == -np.inf:
                continue
            longer = text + model.stretches[number]
            step = score + float(row[number])
            old = found.get((longer, number))
            if old is None:
                found[longer, number] = (last, step, step)
            else:
                came = last if step > old[2] else old[0]
                found[longer, number] = (came, _either(old[1], step), max(old[2], step))
    steps = [(text, (came, number), p) for (text, number), (came, p, _) in found.items()]
    steps.sort(key=lambda step: (-step[2], step[0], step[1]))
    return steps[:width]


def _either(a: float, b: float) -> float:
    """Return the logarithm of the sum of two probabilities given by theirs."""
    high, low = max(a, b), min(a, b)
    return high + math.log1p(math.exp(low - high))
