"""Training the namer: a smaller model of its own, since it shares no word with the rewriter."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from mt_repair.knowledge.namer import load_namer, spellings
from mt_repair.knowledge.publicnames import Name
from mt_repair.train.namedata import by_pinyin, is_right, names, naming_task, vocabulary
from mt_repair.train.settings import Settings


def train_namer(
    work: Path, out: Path, settings: Settings, say: Callable[[str], None]
) -> dict[str, Any]:
    """Train the namer, or go on training it, and write the model into `out`.

    Returns what the model card tells, the scores on names held out by entity among it.
    """
    from mt_repair.train.card import write_namer_card
    from mt_repair.train.export import export
    from mt_repair.train.fit import fit
    from mt_repair.train.pointing import pointing_model, rates_of

    data = names(settings.seed)
    tokens = vocabulary(data.taught)
    say(f"{len(data.taught)} names to teach, {len(data.test)} to measure with")
    model = pointing_model(settings, tokens)
    task = naming_task(data, tokens, settings)
    facts = fit(task, model, rates_of(model, settings), work / "run", settings)
    export(work / "run/best", tokens, out)
    facts |= {"names": len(data.taught), "test": measured(out, data.test)}
    (work / "facts.json").write_text(json.dumps(facts, indent=1), "utf-8")
    write_namer_card(out, facts)
    return facts


def measured(folder: Path, test: Sequence[Name]) -> dict[str, float]:
    """Return the shares of names spelt right: by pinyin, by the model, by one of its first three."""
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
