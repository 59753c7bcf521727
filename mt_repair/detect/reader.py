"""How a phrase reads where it stands: as a name, or as plain English.

Word lists see the neighbours of "pat"; whether "the sounds of nature" is a car takes the
whole sentence. A small language model (models/reader, its card says how it was made) reads
the sentence with the phrase marked and the name it may stand for, and answers with one
number. It is asked only about what the evidence leaves open. Without its file, or without
onnxruntime, the evidence alone decides.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from mt_repair.language.surrogates import without_surrogates
from mt_repair.models import shipped_folder, verified
from mt_repair.onnx import load_session
from mt_repair.types import Term

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

_AROUND = 20  # tokens of the sentence on either side
_WORDS = 40  # words that surely hold so many tokens
_SURFACE, _FACTS = 12, 16  # tokens of the phrase, and of what it may stand for
# Token ids: BERT's [CLS], [SEP] and [MASK], and two unused ones that mark the phrase.
CLS, SEP, MASK, OPEN, CLOSE = 101, 102, 103, 1, 2
_FILES = ("model.onnx", "tokenizer.json")
_STRONGEST = 6.0  # a logit beyond this says no more


# What is asked how text[start:end] reads, given facts on the name it may stand for.
Ask = Callable[[str, int, int, str], dict[str, float]]


@dataclass(frozen=True, slots=True)
class Reader:
    """A loaded model with its tokenizer; made by `load_reader`."""

    session: InferenceSession
    tokenizer: Tokenizer


@lru_cache(maxsize=1)
def shipped_reader() -> Reader | None:
    """Return the reader that ships with the package, or None where it cannot run here."""
    folder = model_folder()
    return load_reader(folder) if folder else None


def model_folder() -> Path | None:
    """Return where the shipped model lies: in an installed package, or in a checkout."""
    return shipped_folder("reader")


def load_reader(folder: Path) -> Reader | None:
    """Load a reader after checking its files against their SHA-256; None without onnxruntime.

    Raises InputError where a file is missing or is not what the manifest says.
    """
    held = verified(folder, _FILES, "reader")
    try:
        from tokenizers import Tokenizer

        session = load_session(held["model.onnx"])
    except ImportError:
        return None
    return Reader(session, Tokenizer.from_str(held["tokenizer.json"].decode("utf-8")))


def asking(reader: Reader | None) -> Ask | None:
    """Return what is asked for a reading; None where there is no reader."""
    return None if reader is None else partial(read, reader)


def about(term: Term, kind: str | None) -> str:
    """Return what the model is told of a name: its English, its type, its trade."""
    return f"{term.en} ; {(kind or '').lower()} ; {term.domain}"


def encode(
    tokenizer: Tokenizer, text: str, start: int, end: int, facts: str
) -> tuple[list[int], int, int]:
    """Return the token ids, how many belong to the sentence, and where the phrase begins."""

    left = _ids(tokenizer, " ".join(text[:start].rsplit(None, _WORDS)[-_WORDS:]))[-_AROUND:]
    phrase = _held_ids(tokenizer, text[start:end])[:_SURFACE]
    right = _ids(tokenizer, " ".join(text[end:].split(None, _WORDS)[:_WORDS]))[:_AROUND]
    sentence = [CLS, *left, OPEN, *phrase, CLOSE, *right, SEP]
    return [*sentence, *_held_ids(tokenizer, facts)[:_FACTS], SEP], len(sentence), 1 + len(left)


def _ids(tokenizer: Tokenizer, part: str) -> tuple[int, ...]:
    return tuple(tokenizer.encode(without_surrogates(part), add_special_tokens=False).ids)


_held_ids = lru_cache(maxsize=8192)(_ids)  # of names and of what they may stand for


def read(reader: Reader, text: str, start: int, end: int, facts: str) -> dict[str, float]:
    """Return the evidence of one reading: `reads-name` or `reads-plain`, 0 to 1."""
    ids, first, at = encode(reader.tokenizer, text, start, end, facts)
    return reading(_logit(reader, array("q", ids).tobytes(), first, at))


@lru_cache(maxsize=8192)
def _logit(reader: Reader, packed: bytes, first: int, at: int) -> float:
    import numpy as np

    ids = np.frombuffer(packed, np.int64)[np.newaxis]
    kinds = np.zeros_like(ids)
    kinds[0, first:] = 1
    feed = {"ids": ids, "kinds": kinds, "at": np.array([at], np.int64)}
    return float(reader.session.run(None, feed)[0].reshape(-1)[0])


def reading(logit: float) -> dict[str, float]:
    """Return a logit as evidence."""
    strength = round(min(abs(logit), _STRONGEST) / _STRONGEST, 3)
    return {"reads-name" if logit > 0 else "reads-plain": strength}
