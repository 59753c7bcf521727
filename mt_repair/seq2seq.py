"""Sequence-to-sequence models at run time; nothing else knows CTranslate2, transformers or torch.

A compact model is ours: a folder with a CTranslate2 model, a sentencepiece model and a
manifest of SHA-256 sums that is checked before anything is loaded. A writing model is any
of transformers', run by torch where that is installed. Sentences are decoded one by one:
in 8-bit precision an answer depends on the batch it was found in.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mt_repair.errors import InputError
from mt_repair.language.surrogates import without_surrogates
from mt_repair.models import shipped_folder, verified

if TYPE_CHECKING:
    from ctranslate2 import Translator
    from sentencepiece import SentencePieceProcessor

FILES = ("model.bin", "config.json", "shared_vocabulary.json")  # CTranslate2's
PIECES = "pieces.model"  # sentencepiece's
BEAM = 4  # answers searched side by side
_END_ID = 1  # where an exported vocabulary has its end symbol
_MORE = 8  # tokens that an answer may have beyond twice those asked of it


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A proposed answer and its log-probability, the sum over its tokens."""

    tokens: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Compact:
    """A loaded model of ours; made by `load_compact`."""

    translator: Translator
    processor: SentencePieceProcessor


@dataclass(frozen=True, slots=True)
class Writing:
    """A loaded model of transformers; made by `load_writing`."""

    model: Any
    tokenizer: Any


@lru_cache(maxsize=1)
def shipped_rewriter() -> Compact | None:
    """Return the rewriter that ships with the package, None where its folder is not there."""
    folder = shipped_folder("rewriter")
    return load_compact(folder) if folder else None


def load_compact(folder: Path) -> Compact:
    """Load a model of ours after checking its files against their SHA-256.

    Raises InputError where a file is missing or is not what the manifest says.
    """
    held = verified(folder, (*FILES, PIECES), "rewriter")
    import ctranslate2
    import sentencepiece

    # One thread and one sentence at a time: the same answer in any company.
    files = {name: io.BytesIO(held[name]) for name in FILES}
    try:
        translator = ctranslate2.Translator(
            str(folder),
            device="cpu",
            inter_threads=1,
            intra_threads=1,
            files=files,
        )
        processor = sentencepiece.SentencePieceProcessor(model_proto=held[PIECES])
    except (RuntimeError, ValueError) as error:
        raise InputError.one(
            str(folder), None, f"the rewriter's model cannot be loaded ({error})", "train it again"
        ) from error
    return Compact(translator, processor)


def pieces_of(model: Compact, word: str) -> list[str]:
    """Return a word in the pieces of the model's vocabulary."""
    return _pieces(model.processor, word)


@lru_cache(maxsize=65536)
def _pieces(processor: SentencePieceProcessor, word: str) -> list[str]:
    return list(processor.encode(without_surrogates(word), out_type=str))


def propose(
    model: Compact, tokens: Sequence[str], most: int, best: int = BEAM, *, beam: int = 1
) -> list[Hypothesis]:
    """Return the best answers to a row of tokens, the likeliest first.

    An answer has `most` tokens at the most, a few more aside, so that decoding always ends.
    `beam` is how many are searched side by side where more than are asked for: the best one
    alone takes two thirds of the time of all, and half where it is empty.
    """
    found = model.translator.translate_batch(
        [list(tokens)],
        beam_size=max(best, beam, 1),
        num_hypotheses=best,
        length_penalty=0.0,
        max_decoding_length=2 * most + _MORE,
        min_decoding_length=0,  # leaving all as it is has no token
        max_input_length=0,
        return_scores=True,
    )[0]
    pairs = zip(found.hypotheses, found.scores, strict=True)
    return [Hypothesis(tuple(answer), score) for answer, score in pairs]


def nothing(model: Compact, tokens: Sequence[str]) -> float:
    """Return the log-probability of the empty answer: one step, where a search takes many."""
    import numpy as np

    found = model.translator.translate_batch(
        [list(tokens)],
        beam_size=1,
        max_decoding_length=1,
        min_decoding_length=0,
        max_input_length=0,
        return_logits_vocab=True,
    )[0]
    held: Any = found.logits[0][0]  # an array of it shares its memory
    step = np.array(held).ravel()
    step -= step[_END_ID]
    top = float(step.max())
    return -top - math.log(float(np.exp(step - top).sum()))


@lru_cache(maxsize=2)
def load_writing(name: str) -> Writing:
    """Load a sequence-to-sequence model of transformers: a folder, or a name in its local cache.

    Weights are safetensors only and code that a model brings is never run. Raises
    InputError where torch or the model is missing, or the model is of another kind.
    """
    try:
        import torch
        from transformers import AutoModelForSeq2SeqLM, AutoTokenizer
    except ImportError as error:
        raise InputError.one(
            name,
            None,
            "torch is needed to run this model",
            'install it: pip install "mt-repair[train]"',
        ) from error
    folder = Path(name)
    here = folder.is_dir()
    if here and not any(folder.glob("*.safetensors")):
        raise InputError.one(
            name,
            None,
            "no safetensors file is in the folder",
            "pickled weights are never loaded; convert them",
        )
    try:
        torch.set_num_threads(1)
        facts: dict[str, Any] = {"local_files_only": here, "trust_remote_code": False}
        tokenizer = AutoTokenizer.from_pretrained(name, **facts)
        model = AutoModelForSeq2SeqLM.from_pretrained(name, use_safetensors=True, **facts)
    except (OSError, ValueError, KeyError, RuntimeError, ImportError) as error:
        reason = str(error).strip().splitlines()[0][:200] if str(error).strip() else "unknown"
        raise InputError.one(
            name,
            None,
            f"the model cannot be loaded ({reason})",
            "name a folder or model of transformers' seq2seq kind",
        ) from error
    return Writing(model.eval(), tokenizer)


def write(model: Writing, sentence: str, best: int = BEAM) -> list[tuple[str, float]]:
    """Return the best rewritings of a sentence with their log-probabilities a token."""
    import torch

    asked = model.tokenizer(without_surrogates(sentence), return_tensors="pt")
    size = int(asked["input_ids"].shape[1])
    with torch.inference_mode():
        found = model.model.generate(
            **asked,
            num_beams=best,
            num_return_sequences=best,
            max_new_tokens=2 * size + _MORE,
            do_sample=False,
            return_dict_in_generate=True,
            output_scores=True,
        )
    texts = model.tokenizer.batch_decode(found.sequences, skip_special_tokens=True)
    scores = [float(s) for s in found.sequences_scores] if best > 1 else [0.0]
    return list(zip(texts, scores, strict=True))
