"""How fast the rewriter is, on one thread: ours against transformers, and with its gate."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from mt_repair.edits import apply
from mt_repair.models import shipped_folder
from mt_repair.repair.clauses import clauses
from mt_repair.repair.encoding import encode
from mt_repair.repair.rewrite import by_compact, rewritings
from mt_repair.seq2seq import BEAM, Compact, load_compact, pieces_of, propose
from mt_repair.train.cases import by_rules, contextual
from mt_repair.train.trials import slots_of

_SENTENCES = 40
_ROUNDS = 15


def measure_speed(model: str | None, checkpoint: Path | None) -> None:
    """Print tokens a second of the model alone and in use, first use, and an article's time."""
    folder = Path(model) if model else shipped_folder("rewriter")
    if folder is None:
        raise SystemExit("no model: train one first (make model), or name its folder with --model")
    began = time.perf_counter()
    loaded = load_compact(folder)
    cases = [c for c in contextual("dev") if c.names]
    texts = [(by_rules(c), slots_of(c)) for c in cases]
    rewriter = by_compact(loaded)
    rewritings(*texts[0], rewriter)
    print(f"first use {time.perf_counter() - began:.3f} s")
    began = time.perf_counter()
    for text, slots in texts[:_SENTENCES]:
        apply(text, rewritings(text, slots, rewriter))
    print(f"an article of {_SENTENCES} flagged sentences {time.perf_counter() - began:.3f} s")
    rows = _rows(loaded, texts)
    for best in (1, BEAM):
        alone = _tokens_a_second(lambda best=best: _alone(loaded, rows, best))
        print(f"CTranslate2, one by one, beam {best}: {alone:.0f} tokens a second")
    right = [(by_rules(c), slots_of(c)) for c in cases if c.rules]
    for which, some in (("all", texts), ("those the rules alone repair", right)):
        kept = _kept(loaded, some)
        print(
            f"in use, with the gate, beam {BEAM}: {kept:.2f} of the throughput of CTranslate2 alone "
            f"({which}: {len(some)} sentences, median of {_ROUNDS} pairs)"
        )
    for size in (1, 32):
        print(
            f"CTranslate2, greedy, batch {size}: {_batched(loaded, rows, size):.0f} tokens a second"
        )
        if checkpoint is not None:
            print(
                f"transformers, greedy, batch {size}: {_torch(checkpoint, loaded, rows, size):.0f}"
            )


def _tokens_a_second(run: Callable[[], int]) -> float:
    run()
    began = time.perf_counter()
    return run() / (time.perf_counter() - began)


def _alone(loaded: Compact, rows: list[list[str]], best: int) -> int:
    return sum(len(propose(loaded, row, len(row) // 2, best)[0].tokens) for row in rows)


def _rows(loaded: Compact, texts: list) -> list[list[str]]:
    """Return what the model is shown of texts: the tokens of each clause."""
    return [
        list(encode(c, lambda w: pieces_of(loaded, w)).tokens)
        for text, slots in texts
        for c in clauses(text, slots)
    ]


def _kept(loaded: Compact, texts: list) -> float:
    """Return how many clauses in use are done while the model alone answers one.

    By processor time, and the two take turns: what else the machine does meets both.
    """
    rewriter, rows = by_compact(loaded), _rows(loaded, texts)

    def in_use() -> None:
        for text, slots in texts:
            rewritings(text, slots, rewriter)

    def seconds(run: Callable[[], object]) -> float:
        began = time.process_time()
        run()
        return time.process_time() - began

    in_use()
    return median(
        seconds(lambda: _alone(loaded, rows, BEAM)) / seconds(in_use) for _ in range(_ROUNDS)
    )


def _batched(loaded: Compact, rows: list[list[str]], size: int) -> float:
    def run() -> int:
        found = loaded.translator.translate_batch(
            rows, max_batch_size=size, beam_size=1, max_decoding_length=60, min_decoding_length=0
        )
        return sum(len(f.hypotheses[0]) for f in found)

    return _tokens_a_second(run)


def _torch(checkpoint: Path, loaded: Compact, rows: list[list[str]], size: int) -> float:
    import torch
    from transformers import AutoModelForSeq2SeqLM
    from transformers.utils import logging

    logging.set_verbosity_error()
    torch.set_num_threads(1)
    model = AutoModelForSeq2SeqLM.from_pretrained(checkpoint, local_files_only=True).eval()
    assert loaded.processor is not None
    ids = [[loaded.processor.piece_to_id(t) for t in row] for row in rows]

    def run() -> int:
        count = 0
        with torch.inference_mode():
            for at in range(0, len(ids), size):
                part = ids[at : at + size]
                longest = max(map(len, part))
                padded = torch.tensor([r + [0] * (longest - len(r)) for r in part])
                out = model.generate(
                    input_ids=padded,
                    attention_mask=(padded != 0).long(),
                    max_new_tokens=60,
                    num_beams=1,
                )
                count += int((out[:, 1:] > 1).sum())
        return count

    return _tokens_a_second(run)
