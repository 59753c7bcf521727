"""Training the namer: its network, the spellings it knows, and the weights that rank candidates."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from mt_repair.knowledge.namer import FILES, load_namer, spellings
from mt_repair.knowledge.namer.known import KNOWN_FILE, load_known, packed
from mt_repair.knowledge.namer.letters import LETTERS_FILE, TOKENS_FILE, load_letters
from mt_repair.knowledge.namer.rank import RANKER_FILE
from mt_repair.knowledge.publicnames import Name
from mt_repair.models import MANIFEST, write_manifest
from mt_repair.train.lessons_of_names import lessons_of
from mt_repair.train.namedata import by_pinyin, is_right, names
from mt_repair.train.ranking import choices, fit_weights, judged, ranker
from mt_repair.train.spelling import tokens_of, train_letters, write_letters
from mt_repair.train.spellings_known import known_spellings

_EPOCHS, _SEED = 12, 7


def train_namer(work: Path, out: Path, threads: int, say: Callable[[str], None]) -> dict[str, Any]:
    """Train the namer, or go on training it, and write the model into `out`, whole or not at all.

    Returns what the model card tells, the scores on names held out by entity among it.
    """
    import torch

    from mt_repair.train.card import write_namer_card

    if threads:
        torch.set_num_threads(threads)
    known = names(_SEED)
    lessons = lessons_of(known, _SEED, say)
    tokens = tokens_of(lessons)
    network = train_letters(lessons, tokens, _EPOCHS, _SEED, work, say)
    spelt = known_spellings()
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=out.parent) as made:
        folder = Path(made)
        write_letters(network, tokens, folder)
        (folder / KNOWN_FILE).write_bytes(packed(spelt))
        say(f"{len(spelt)} spellings are known; ranking with {len(known.ranked)} names")
        weights, judgement = _ranking(folder, known.ranked)
        (folder / RANKER_FILE).write_text(ranker(weights), "utf-8")
        write_manifest(folder, FILES)
        for name in (*FILES, MANIFEST):
            shutil.move(folder / name, out / name)
    facts = {
        "lessons": len(lessons),
        "parameters": sum(p.numel() for p in network.parameters()),
        "epochs": _EPOCHS,
        "seed": _SEED,
        "known": len(spelt),
        "ranked": len(known.ranked),
        "ranking": judgement,
        "test": measured(out, known.test),
    }
    (work / "facts.json").write_text(json.dumps(facts, indent=1), "utf-8")
    write_namer_card(out, facts)
    return facts


def _ranking(folder: Path, ranked: Sequence[Name]) -> tuple[dict[str, float], dict[str, float]]:
    letters = load_letters(
        (folder / LETTERS_FILE).read_bytes(), (folder / TOKENS_FILE).read_bytes()
    )
    known = load_known((folder / KNOWN_FILE).read_bytes())
    given = list(choices(ranked, letters, known, _SEED))
    return fit_weights(given), judged(given)


def measured(folder: Path, test: Sequence[Name]) -> dict[str, float]:
    """Return the shares of names spelt right: by pinyin, by the namer, by one of its first three."""
    model = load_namer(folder)
    said = [[s.en for s in spellings(model, n.zh, n.type)] for n in test]
    rows = {
        "pinyin": [is_right(by_pinyin(n), n) for n in test],
        "first": [
            any(is_right(s, n) for s in found[:1]) for found, n in zip(said, test, strict=True)
        ],
        "three": [any(is_right(s, n) for s in found) for found, n in zip(said, test, strict=True)],
    }
    return {name: round(sum(hits) / len(hits), 4) for name, hits in rows.items()}
