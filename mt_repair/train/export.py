"""From a checkpoint to the folder that ships: 8-bit CTranslate2, sentencepiece, manifest."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from mt_repair.models import MANIFEST, write_manifest
from mt_repair.seq2seq import FILES, PIECES


def export(
    checkpoint: Path,
    tokens: Sequence[str],
    out: Path,
    *,
    pieces: bytes,
    precision: str = "int8",
) -> None:
    """Write a trained model for CTranslate2 into the folder `out`, whole or not at all.

    `tokens` is the vocabulary in its order, padding, end and unknown first; `pieces` the
    sentencepiece model it is of. `precision` is a CTranslate2 quantization, or
    "float32". What else is in the folder, the model card, stays.
    """
    from ctranslate2.converters.transformers import BartLoader
    from transformers import BartForConditionalGeneration

    model = BartForConditionalGeneration.from_pretrained(
        checkpoint, local_files_only=True, use_safetensors=True
    ).eval()
    spec = BartLoader().get_model_spec(model)
    spec.register_source_vocabulary(list(tokens))
    spec.register_target_vocabulary(list(tokens))
    spec.config.bos_token = spec.config.decoder_start_token = tokens[0]
    spec.config.eos_token, spec.config.unk_token = tokens[1], tokens[2]
    spec.validate()
    spec.optimize(None if precision == "float32" else precision)
    out.mkdir(parents=True, exist_ok=True)
    names = (*FILES, PIECES)
    with TemporaryDirectory(dir=out.parent) as made:
        folder = Path(made)
        spec.save(made)
        (folder / PIECES).write_bytes(pieces)
        write_manifest(folder, names)
        for name in (*names, MANIFEST):
            shutil.move(folder / name, out / name)
