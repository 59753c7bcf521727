"""Training a small model with transformers' Seq2SeqTrainer.

Everything is drawn from fixed seeds, in float32 and without dropout, so a run that was
interrupted and resumed ends where it would have ended. Needs the extra `train`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from transformers import (
    GenerationConfig,
    PreTrainedModel,
    Seq2SeqTrainer,
    Seq2SeqTrainingArguments,
)
from transformers.trainer_utils import get_last_checkpoint

from mt_repair.train.settings import END_ID, IGNORED, NOWHERE, PAD_ID, Row, Settings, Task

Rates = list[dict[str, Any]]


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
        out["marks"] = torch.full_like(ids, IGNORED)
    if rows[0].places:
        out["places"] = torch.full_like(labels, NOWHERE)
    for i, row in enumerate(rows):
        if row.marks:
            out["marks"][i, : len(row.marks)] = torch.tensor(row.marks)
        if row.places:
            out["places"][i, : len(row.places)] = torch.tensor(row.places)
    return out


def fit(
    task: Task, model: PreTrainedModel, rates: Rates, work: Path, settings: Settings
) -> dict[str, Any]:
    """Train, or go on training, in the folder `work`; return the sizes and the best scores.

    `rates` are the model's weights in groups, as torch's optimizers take them. The best
    checkpoint's weights are in `work/best` afterwards.
    """
    if settings.threads:
        torch.set_num_threads(settings.threads)
    trainer = Seq2SeqTrainer(
        model=model,
        args=_arguments(work, settings, task.longest),
        train_dataset=Lessons(task, settings),
        eval_dataset=Shown(task.shown),
        data_collator=collate,
        compute_metrics=lambda found: task.scores(_answers(found.predictions)),
        optimizers=(torch.optim.AdamW(rates, lr=settings.rate, betas=(0.9, 0.98)), None),
    )
    checkpoint = get_last_checkpoint(str(work)) if work.is_dir() else None
    trainer.train(resume_from_checkpoint=checkpoint)
    trainer.save_model(str(work / "best"))
    history = trainer.state.log_history
    (work / "history.json").write_text(json.dumps(history, indent=1), "utf-8")
    looks = [h for h in history if "eval_score" in h]
    best = max(looks, key=lambda h: h["eval_score"], default={})
    return {"settings": asdict(settings), "parameters": model.num_parameters(), "best": best}


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
        disable_tqdm=not sys.stderr.isatty(),
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
