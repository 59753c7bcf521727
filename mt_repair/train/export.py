"""From a checkpoint to the folder that ships: 8-bit CTranslate2, sentencepiece, manifest."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from mt_repair.models import write_manifest
from mt_repair.seq2seq import FILES


def export(checkpoint: Path, pieces: bytes, out: Path, precision: str = "int8") -> None:
    """Write a trained model for CTranslate2 into the folder `out`, whole or not at all.

    `precision` is a CTranslate2 quantization, or "float32". What else is in the folder, the
    model card, stays.
    """
    from ctranslate2.converters.transformers import T5Loader
    from sentencepiece import SentencePieceProcessor
    from transformers import T5ForConditionalGeneration

    model = T5ForConditionalGeneration.from_pretrained(
        checkpoint, local_files_only=True, use_safetensors=True
    ).eval()
    processor = SentencePieceProcessor(model_proto=pieces)
    tokens = [processor.id_to_piece(i) for i in range(processor.get_piece_size())]
    spec = T5Loader().get_model_spec(model)
    spec.register_source_vocabulary(tokens)
    spec.register_target_vocabulary(tokens)
    spec.config.bos_token = spec.config.decoder_start_token = tokens[0]
    spec.config.eos_token, spec.config.unk_token = tokens[1], tokens[2]
    spec.validate()
    spec.optimize(None if precision == "float32" else precision)
    with TemporaryDirectory(dir=out.parent) as made:
        folder = Path(made)
        spec.save(made)
        (folder / "pieces.model").write_bytes(pieces)
        write_manifest(folder, FILES)
        out.mkdir(parents=True, exist_ok=True)
        for name in (*FILES, "manifest.json"):
            shutil.move(folder / name, out / name)
