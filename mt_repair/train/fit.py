"""Training a small T5 from nothing, with transformers' Seq2SeqTrainer.

Everything is drawn from fixed seeds, in float32 and without dropout, so a run that was
interrupted and resumed ends where it would have ended. Needs the extra `train`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
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

from mt_repair.train.settings import END_ID, IGNORED, PAD_ID, Row, Settings, Task

_WORDS_RATE = 10.0  # how much faster the embeddings learn than the rest
_MARKS_COUNT = 1.0  # how much the marks' loss weighs beside the answer's


class Lessons(torch.utils.data.Dataset[Row]):
    """A task's lessons, made a pool at a time when they are asked for."""

    def __init__(self, task: Task, settings: Settings) -> None:
        self.size, self.count = settings.pool, settings.steps * settings.batch
        self.pool = lru_cache(maxsize=2)(task.pool)

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, number: int) -> Row:
        return self.pool(number // self.size)[number % self.size]


class Shown(torch.utils.data.Dataset[Row]):
    """What a task's trials show the model; the answers are the task's to judge."""

    def __init__(self, rows: Sequence[Sequence[int]]) -> None:
        self.rows = [Row(tuple(ids), (END_ID,)) for ids in rows]

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, number: int) -> Row:
        return self.rows[number]


def collate(rows: Sequence[Row]) -> dict[str, torch.Tensor]:
    """Return rows padded to one length."""
    ids = torch.full((len(rows), max(len(r.shown) for r in rows)), PAD_ID, dtype=torch.long)
    mask = torch.zeros_like(ids)
    labels = torch.full((len(rows), max(len(r.answer) for r in rows)), IGNORED, dtype=torch.long)
    for i, row in enumerate(rows):
        ids[i, : len(row.shown)], mask[i, : len(row.shown)] = torch.tensor(row.shown), 1
        labels[i, : len(row.answer)] = torch.tensor(row.answer)
    out = {"input_ids": ids, "attention_mask": mask, "labels": labels}
    if rows[0].marks:
        marks = torch.full_like(ids, IGNORED)
        for i, row in enumerate(rows):
            marks[i, : len(row.marks)] = torch.tensor(row.marks)
        out["marks"] = marks
    return out


class Marking(T5ForConditionalGeneration):
    """A T5 whose encoder learns, beside the answer, what is to be done at each word.

    The layer that says so is of no use afterwards and is left out of the exported model.
    """

    def __init__(self, config: T5Config) -> None:
        super().__init__(config)
        self.marker = torch.nn.Linear(config.d_model, getattr(config, "mark_classes", 0) or 1)
        self.post_init()

    # What it takes is named, since transformers looks at the names before it generates.
    def forward(
        self,
        input_ids: torch.Tensor | None = None,
        attention_mask: torch.Tensor | None = None,
        labels: torch.Tensor | None = None,
        marks: torch.Tensor | None = None,
        **facts: Any,
    ) -> Any:
        """Return T5's output, the marks' loss added where there are any."""
        out = super().forward(
            input_ids=input_ids, attention_mask=attention_mask, labels=labels, **facts
        )
        if marks is not None and out.loss is not None:
            said = self.marker(out.encoder_last_hidden_state)
            loss = torch.nn.functional.cross_entropy(
                said.flatten(0, 1), marks.flatten(), ignore_index=IGNORED
            )
            out.loss = out.loss + _MARKS_COUNT * loss
        return out


def new_model(settings: Settings, vocabulary: int, classes: int = 0) -> Marking:
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
        pad_token_id=PAD_ID,
        eos_token_id=END_ID,
        decoder_start_token_id=PAD_ID,
        mark_classes=classes,
    )
    return Marking(T5Config(**facts))


def fit(task: Task, work: Path, settings: Settings) -> dict[str, Any]:
    """Train, or go on training, in the folder `work`; return the sizes and the best scores.

    The best checkpoint's weights are in `work/best` afterwards.
    """
    if settings.threads:
        torch.set_num_threads(settings.threads)
    model = new_model(settings, task.vocabulary, task.classes)
    trainer = Seq2SeqTrainer(
        model=model,
        args=_arguments(work, settings, task.longest),
        train_dataset=Lessons(task, settings),
        eval_dataset=Shown(task.shown),
        data_collator=collate,
        compute_metrics=lambda found: task.scores(_answers(found.predictions)),
        optimizers=(_optimizer(model, settings), None),
    )
    checkpoint = get_last_checkpoint(str(work)) if work.is_dir() else None
    trainer.train(resume_from_checkpoint=checkpoint)
    trainer.save_model(str(work / "best"))
    history = trainer.state.log_history
    (work / "history.json").write_text(json.dumps(history, indent=1), "utf-8")
    looks = [h for h in history if "eval_score" in h]
    best = max(looks, key=lambda h: h["eval_score"], default={})
    return {"settings": asdict(settings), "parameters": model.num_parameters(), "best": best}


def _optimizer(model: Marking, settings: Settings) -> torch.optim.Optimizer:
    """Return AdamW with a rate of its own for the embeddings.

    T5 draws them fifteen times as large as its other weights, so at one rate for all they hardly
    move: the loss of the first 300 steps was three times as high.
    """
    words = [p for n, p in model.named_parameters() if n.startswith("shared")]
    others = [p for n, p in model.named_parameters() if not n.startswith("shared")]
    groups = [
        {"params": words, "lr": settings.rate * _WORDS_RATE, "weight_decay": 0.0},
        {"params": [p for p in others if p.dim() > 1], "weight_decay": 0.01},
        {"params": [p for p in others if p.dim() <= 1], "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=settings.rate, betas=(0.9, 0.98))


def _answers(predictions: Any) -> list[list[int]]:
    """Return generated ids without what comes before and after an answer."""
    out = []
    for ids in np.asarray(predictions):
        answer = [int(i) for i in ids[1:] if i >= 0]
        out.append(answer[: answer.index(END_ID)] if END_ID in answer else answer)
    return out


def _arguments(work: Path, settings: Settings, longest: int) -> Seq2SeqTrainingArguments:
    generation: Callable[..., Any] = GenerationConfig
    return Seq2SeqTrainingArguments(
        output_dir=str(work),
        max_steps=settings.steps,
        per_device_train_batch_size=settings.batch,
        per_device_eval_batch_size=128,
        learning_rate=settings.rate,
        warmup_steps=settings.warmup,
        lr_scheduler_type="cosine",
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
        generation_config=generation(
            max_new_tokens=longest,
            num_beams=1,
            pad_token_id=PAD_ID,
            eos_token_id=END_ID,
            decoder_start_token_id=PAD_ID,
        ),
        report_to="none",
        dataloader_num_workers=0,
        dataloader_pin_memory=False,
    )
