"""Tiny models with random weights, made when a test asks for one; torch is not needed."""

from __future__ import annotations

import io
import random
from pathlib import Path

import numpy as np

from mt_repair.models import write_manifest
from mt_repair.repair.encoding import END, PAD, UNKNOWN, symbols
from mt_repair.seq2seq import FILES, PIECES

WORDS = (
    "former employee told seller sellers site company report founder phone phones new large price market city "
    "yesterday announced opened closed said people money year system users"
).split()


def pieces(seed: int = 1) -> bytes:
    """Return a sentencepiece model with our symbols and pieces of a few words."""
    import sentencepiece

    made = io.BytesIO()
    rng = random.Random(seed)
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([" ".join(rng.sample(WORDS, 8)) for _ in range(200)]),
        model_writer=made,
        vocab_size=len(symbols()) + 60,
        user_defined_symbols=symbols(),
        pad_id=0,
        eos_id=1,
        unk_id=2,
        bos_id=-1,
        pad_piece=PAD,
        eos_piece=END,
        unk_piece=UNKNOWN,
        num_threads=1,
        minloglevel=2,
        hard_vocab_limit=False,
    )
    return made.getvalue()


def write_model(
    folder: Path,
    tokens: list[str],
    seed: int = 1,
    precision: str | None = "int8",
    scale: float = 0.3,
) -> Path:
    """Write a model of our kind with random weights, without manifest, into a folder."""
    from ctranslate2.specs import TransformerSpec, common_spec

    rng = np.random.default_rng(seed)
    width, inner, heads = 32, 48, 2

    def of(*shape: int) -> np.ndarray:
        return rng.normal(0, scale, shape).astype(np.float32)

    def linear(spec: object, rows: int, columns: int) -> None:
        spec.weight = of(rows, columns)

    spec = TransformerSpec.from_config(
        (1, 1),
        heads,
        pre_norm=True,
        activation=common_spec.Activation.RELU,
        relative_attention_bias=True,
        rms_norm=True,
    )
    for stack in (spec.encoder, spec.decoder):
        table = stack.embeddings[0] if isinstance(stack.embeddings, list) else stack.embeddings
        table.weight = of(len(tokens), width)
        stack.scale_embeddings = False
        stack.layer_norm.gamma = np.ones(width, np.float32)
        for layer in stack.layer:
            attentions = [(layer.self_attention, True)]
            if stack is spec.decoder:
                attentions.append((layer.attention, False))
            for attention, own in attentions:
                attention.queries_scale = 1.0
                attention.layer_norm.gamma = np.ones(width, np.float32)
                if own:
                    linear(attention.linear[0], 3 * width, width)
                    attention.relative_attention_bias = of(32, heads)
                    attention.relative_attention_max_distance = np.dtype("int32").type(128)
                else:
                    linear(attention.linear[0], width, width)
                    linear(attention.linear[1], 2 * width, width)
                linear(attention.linear[-1], width, width)
            layer.ffn.layer_norm.gamma = np.ones(width, np.float32)
            linear(layer.ffn.linear_0, inner, width)
            linear(layer.ffn.linear_1, width, inner)
    spec.decoder.projection.weight = of(len(tokens), width)
    spec.decoder.scale_outputs = width**-0.5
    spec.register_source_vocabulary(tokens)
    spec.register_target_vocabulary(tokens)
    spec.config.bos_token = spec.config.decoder_start_token = tokens[0]
    spec.config.eos_token, spec.config.unk_token = tokens[1], tokens[2]
    spec.validate()
    spec.optimize(precision)
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))
    return folder


def write_rewriter(folder: Path, seed: int = 1, precision: str | None = "int8") -> Path:
    """Write a rewriter with random weights into a folder, manifest and all."""
    from sentencepiece import SentencePieceProcessor

    held = pieces()
    processor = SentencePieceProcessor(model_proto=held)
    tokens = [processor.id_to_piece(i) for i in range(processor.get_piece_size())]
    write_model(folder, tokens, seed, precision)
    (folder / PIECES).write_bytes(held)
    write_manifest(folder, (*FILES, PIECES))
    return folder
