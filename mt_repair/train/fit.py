"""Training the rewriter: a small T5 from nothing, with transformers' Seq2SeqTrainer.

Everything is drawn from fixed seeds, in float32 and without dropout, so a run that was
interrupted and resumed ends where it would have ended. Needs the extra `train`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import sentencepiece
import torch
from transformers import (
    GenerationConfig,
    Seq2SeqTrainer,
    Seq2SeqTrainingArguments,
    T5Config,
    T5ForConditionalGeneration,
    set_seed,
)
from transformers.trainer_utils import get_last_checkpoint

from mt_repair.repair.clauses import Clause
from mt_repair.repair.encoding import encode
from mt_repair.train.draft import Pair
from mt_repair.train.lessons import Course, in_batches, pool_size
from mt_repair.train.trials import Trial, scored

_IGNORED = -100  # a label that no loss is taken of
_MORE = 8  # tokens that an answer may have beyond one for each word


@dataclass(frozen=True, slots=True)
class Settings:
    """The size of the model and how it is trained; the model card repeats them."""

    steps: int = 6000
    batch: int = 64
    rate: float = 1e-3
    warmup: int = 300
    evaluate: int = 500  # steps between two looks at the trials, and two checkpoints
    width: int = 256
    inner: int = 768
    encoders: int = 4
    decoders: int = 2
    heads: int = 4
    pieces: int = 4000
    seed: int = 7
    threads: int = 0  # 0: as many as torch takes


class Lessons(torch.utils.data.Dataset[dict[str, list[int]]]):
    """The lessons of a course as token ids, made a pool at a time when they are asked for."""

    def __init__(
        self, course: Course, pieces: sentencepiece.SentencePieceProcessor, settings: Settings
    ) -> None:
        self.course, self.pieces, self.settings = course, pieces, settings
        self._pool = lru_cache(maxsize=2)(self._made)

    def __len__(self) -> int:
        return self.settings.steps * self.settings.batch

    def __getitem__(self, number: int) -> dict[str, list[int]]:
        size = pool_size(self.settings.batch)
        return self._pool(number // size)[number % size]

    def _made(self, number: int) -> list[dict[str, list[int]]]:
        size = pool_size(self.settings.batch)
        pairs = in_batches(self.course, number * size, size, self.settings.batch)
        return [encoded(pair, self.pieces) for pair in pairs]


class Shown(torch.utils.data.Dataset[dict[str, list[int]]]):
    """The trials as token ids."""

    def __init__(
        self, trials: Sequence[Trial], pieces: sentencepiece.SentencePieceProcessor
    ) -> None:
        self.rows = [
            {"input_ids": told(t.clause, pieces), "labels": [pieces.eos_id()]} for t in trials
        ]

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, number: int) -> dict[str, list[int]]:
        return self.rows[number]


def told(clause: Clause, pieces: sentencepiece.SentencePieceProcessor) -> list[int]:
    """Return the token ids of a clause."""
    tokens = encode(clause, lambda word: pieces.encode(word, out_type=str))
    return [pieces.piece_to_id(t) for t in tokens]


def encoded(pair: Pair, pieces: sentencepiece.SentencePieceProcessor) -> dict[str, list[int]]:
    """Return a lesson as token ids."""
    answer = [pieces.piece_to_id(t) for t in pair.answer]
    return {"input_ids": told(pair.clause, pieces), "labels": [*answer, pieces.eos_id()]}


def collate(rows: Sequence[dict[str, list[int]]]) -> dict[str, torch.Tensor]:
    """Return rows padded to one length."""
    longest = max(len(r["input_ids"]) for r in rows)
    most = max(len(r["labels"]) for r in rows)
    ids = torch.zeros(len(rows), longest, dtype=torch.long)
    mask = torch.zeros_like(ids)
    labels = torch.full((len(rows), most), _IGNORED, dtype=torch.long)
    for i, row in enumerate(rows):
        size = len(row["input_ids"])
        ids[i, :size], mask[i, :size] = torch.tensor(row["input_ids"]), 1
        labels[i, : len(row["labels"])] = torch.tensor(row["labels"])
    return {"input_ids": ids, "attention_mask": mask, "labels": labels}


def new_model(settings: Settings, vocabulary: int) -> T5ForConditionalGeneration:
    """Return a model with random weights drawn from the seed; it converts exactly to CTranslate2."""
    set_seed(settings.seed)
    facts: dict[str, Any] = dict(
        vocab_size=vocabulary,
        d_model=settings.width,
        d_kv=settings.width // settings.heads,
        d_ff=settings.inner,
        num_layers=settings.encoders,
        num_decoder_layers=settings.decoders,
        num_heads=settings.heads,
        feed_forward_proj="relu",
        tie_word_embeddings=True,
        dropout_rate=0.0,
        pad_token_id=0,
        eos_token_id=1,
        decoder_start_token_id=0,
    )
    return T5ForConditionalGeneration(T5Config(**facts))


def fit(
    course: Course,
    pieces: sentencepiece.SentencePieceProcessor,
    trials: Sequence[Trial],
    work: Path,
    settings: Settings,
) -> dict[str, Any]:
    """Train, or go on training, in the folder `work`; return the best checkpoint's scores.

    The best checkpoint's weights are in `work/best` afterwards.
    """
    if settings.threads:
        torch.set_num_threads(settings.threads)
    model = new_model(settings, pieces.get_piece_size())
    trainer = Seq2SeqTrainer(
        model=model,
        args=_arguments(work, settings),
        train_dataset=Lessons(course, pieces, settings),
        eval_dataset=Shown(trials, pieces),
        data_collator=collate,
        compute_metrics=lambda found: _scores(found, trials, pieces),
    )
    checkpoint = get_last_checkpoint(str(work)) if work.is_dir() else None
    trainer.train(resume_from_checkpoint=checkpoint)
    trainer.save_model(str(work / "best"))
    history = trainer.state.log_history
    (work / "history.json").write_text(json.dumps(history, indent=1), "utf-8")
    best = max((h for h in history if "eval_score" in h), key=lambda h: h["eval_score"], default={})
    return {"settings": asdict(settings), "parameters": model.num_parameters(), "best": best}


def _arguments(work: Path, settings: Settings) -> Seq2SeqTrainingArguments:
    return Seq2SeqTrainingArguments(
        output_dir=str(work),
        max_steps=settings.steps,
        per_device_train_batch_size=settings.batch,
        per_device_eval_batch_size=128,
        learning_rate=settings.rate,
        warmup_steps=settings.warmup,
        lr_scheduler_type="cosine",
        weight_decay=0.01,
        adam_beta2=0.98,
        max_grad_norm=1.0,
        train_sampling_strategy="sequential",
        seed=settings.seed,
        data_seed=settings.seed,
        use_cpu=True,
        eval_strategy="steps",
        eval_steps=settings.evaluate,
        save_strategy="steps",
        save_steps=settings.evaluate,
        save_total_limit=3,
        load_best_model_at_end=True,
        metric_for_best_model="score",
        greater_is_better=True,
        logging_steps=50,
        predict_with_generate=True,
        generation_config=GenerationConfig(
            max_new_tokens=48,
            num_beams=1,
            pad_token_id=0,
            eos_token_id=1,
            decoder_start_token_id=0,
        ),
        report_to="none",
        dataloader_num_workers=0,
        dataloader_pin_memory=False,
        disable_tqdm=None,
    )


def _scores(
    found: Any,
    trials: Sequence[Trial],
    pieces: sentencepiece.SentencePieceProcessor,
) -> dict[str, float]:
    answers = []
    for ids in np.asarray(found.predictions):
        tokens = [pieces.id_to_piece(int(i)) for i in ids if i > 0]
        answers.append(tokens[: tokens.index("</s>")] if "</s>" in tokens else tokens)
    return scored(trials, answers)
