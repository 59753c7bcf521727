"""What a training is told: the size of the model, how it is trained, and the task."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

PAD_ID, END_ID = 0, 1
IGNORED = -100  # a label that no loss is taken of
NOWHERE = -1
_POOL = 64  # batches that are sorted by length together


class Row(NamedTuple):
    """A lesson as token ids: what is shown, and the answer with its end.

    `marks` are, for each token shown, the class of what is done there, IGNORED for most:
    a second thing to learn, which tells the encoder directly where trouble is. `places`
    are, for each token of the answer, which token shown it is made of, NOWHERE for none.
    """

    shown: tuple[int, ...]
    answer: tuple[int, ...]
    marks: tuple[int, ...] = ()
    places: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """The size of the model and how it is trained; the model card repeats them."""

    steps: int
    batch: int = 64
    rate: float = 2e-3
    warmup: int = 300
    evaluate: int = 500  # steps between two looks at the trials, and two checkpoints
    width: int = 256
    inner: int = 768
    encoders: int = 4
    decoders: int = 2
    heads: int = 4
    seed: int = 7
    threads: int = 0  # 0: as many as torch takes

    @property
    def pool(self) -> int:
        """How many lessons are made, and sorted by length, together."""
        return self.batch * _POOL


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be learnt: `pool` makes the lessons of a number, the same each time.

    `shown` are the trials' token ids, `scores` judges the answers to them; its "score" chooses
    the checkpoint. `longest` is the most tokens of an answer.
    """

    vocabulary: int
    pool: Callable[[int], Sequence[Row]]
    shown: Sequence[Sequence[int]]
    scores: Callable[[Sequence[Sequence[int]]], dict[str, float]]
    longest: int
