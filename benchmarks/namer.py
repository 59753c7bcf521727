"""How well names no list knows are proposed: `python -m benchmarks.namer [--model FOLDER]`.

The namer on the 500 names held out of its training, by entity, against pinyin: as it is
used, without their types, and as if the list of known spellings lacked theirs; and the namer
and all of `proposals` on the entities of the rated news that neither the lexicon nor the
shipped pack knows, told their type and not told.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.data import DATA
from mt_repair.glossary.shipped import shipped_names
from mt_repair.knowledge.lexicon import look_up, open_lexicon
from mt_repair.knowledge.namer import Namer, load_namer, spellings
from mt_repair.knowledge.namer.known import Known
from mt_repair.knowledge.proposals import proposals
from mt_repair.knowledge.publicnames import Name, plain_letters
from mt_repair.models import shipped_folder
from mt_repair.train.namedata import by_pinyin, is_right, names

_SEED = 7
Way = Callable[[Name], list[str]]


def unknown_entities() -> list[Name]:
    """Return the rated news' entities, each once, that no list knows."""
    lexicon = open_lexicon()
    docs = json.loads((DATA / "mqm_news_dev_entities.json").read_text("utf-8"))
    found: dict[str, Name] = {}
    for doc in docs.values():
        for e in doc["entities"]:
            if e["en"] and not shipped_names(e["zh"]) and not look_up(lexicon, e["zh"]):
                found.setdefault(
                    e["zh"], Name(e["zh"], e["en"], tuple(e.get("accept") or ()), e["type"])
                )
    return list(found.values())


def without(model: Namer, names: Sequence[Name]) -> Namer:
    """Return the namer as it were if its list lacked these names' spellings."""
    gone = {plain_letters(form).lower() for name in names for form in name.right}
    known = model.known
    kept = [pair for pair in zip(known.order, known.folded, strict=True) if pair[0] not in gone]
    rows = {low: known.rows[low] for low, _ in kept}
    return replace(model, known=Known(tuple(rows), rows, tuple(fold for _, fold in kept)))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, help="a model folder instead of the shipped one")
    parser.add_argument("--show", action="store_true", help="print what is said of each name")
    args = parser.parse_args()
    folder = args.model or shipped_folder("namer")
    if folder is None:
        raise SystemExit("no model: train one first (make model), or name its folder with --model")
    begun = time.process_time()
    model = load_namer(folder)
    print(f"loaded in {time.process_time() - begun:.2f} s of processor")
    test = names(_SEED).test
    less = without(model, test)
    ways: dict[str, Way] = {
        "pinyin": lambda n: [by_pinyin(n)],
        "namer": lambda n: [s.en for s in spellings(model, n.zh, n.type)],
        "namer, untyped": lambda n: [s.en for s in spellings(model, n.zh)],
        "namer, their spellings not listed": lambda n: [
            s.en for s in spellings(less, n.zh, n.type)
        ],
    }
    print("names held out: first right, one of three right")
    for title, way in ways.items():
        begun = time.process_time()
        _table(title, [(n, way(n)) for n in test], args.show)
        print(f"   {1000 * (time.process_time() - begun) / len(test):.0f} ms of processor a name")
    unknown = unknown_entities()
    ways = {
        "pinyin": ways["pinyin"],
        "namer": ways["namer"],
        "proposals": lambda n: [p.en for p in proposals(n.zh, n.type, shipped_names)],
        "proposals, untyped": lambda n: [p.en for p in proposals(n.zh, None, shipped_names)],
    }
    print("entities of the rated news that no list knows: first right, one of three right")
    for title, way in ways.items():
        _table(title, [(n, way(n)) for n in unknown], args.show)


def _table(title: str, found: Sequence[tuple[Name, list[str]]], show: bool) -> None:
    rows: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for name, said in found:
        hits = [is_right(s, name) for s in said[:3]]
        for kind in (name.type, "all", *(("PER and LOC",) if name.type in ("PER", "LOC") else ())):
            rows[kind].append((any(hits[:1]), any(hits)))
        if show:
            print(f"      {name.type} {name.zh} {name.right}: {said}")
    for kind, hits in sorted(rows.items()):
        shares = " ".join(f"{sum(h) / len(hits):.3f}" for h in zip(*hits, strict=True))
        print(f"   {title:34} {kind:11} {len(hits):4}: {shares}")


if __name__ == "__main__":
    main()
