"""How well names no list knows are proposed: `python -m benchmarks.namer [--model FOLDER]`.

The namer on the 500 names held out of its training, by entity, against pinyin; and the namer
and all of `proposals` on the entities of the rated news that neither the lexicon nor the
shipped pack knows, told their type and not told. Without a model only the proposals.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.data import DATA
from mt_repair.glossary.shipped import shipped_names
from mt_repair.knowledge.lexicon import look_up, open_lexicon
from mt_repair.knowledge.namer import load_namer, spellings
from mt_repair.knowledge.proposals import proposals
from mt_repair.knowledge.publicnames import Name
from mt_repair.models import shipped_folder
from mt_repair.train.namedata import by_pinyin, is_right, names
from mt_repair.train.namer import measured

_SEED = 7


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


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, help="a model folder instead of the shipped one")
    parser.add_argument("--show", action="store_true", help="print the unknown entities' spellings")
    args = parser.parse_args()
    folder = args.model or shipped_folder("namer")
    if folder is not None:
        test = names(_SEED).test
        print(f"{len(test)} names held out: {measured(folder, test)}")
    unknown = unknown_entities()
    ways: dict[str, Callable[[Name], list[str]]] = {
        "pinyin": lambda n: [by_pinyin(n)],
        "proposals": lambda n: [p.en for p in proposals(n.zh, n.type, shipped_names)],
        "proposals, untyped": lambda n: [p.en for p in proposals(n.zh, None, shipped_names)],
    }
    if folder is not None:
        model = load_namer(folder)
        ways["namer"] = lambda n: [s.en for s in spellings(model, n.zh, n.type)]
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
        print(f"   {title:18} {kind:11} {len(hits):4}: {shares}")


if __name__ == "__main__":
    main()
