"""How well the namer spells: `python -m benchmarks.namer [--model FOLDER]`.

On the 500 names held out of its training, by entity, against pinyin; and on the entities of
the rated news that neither the lexicon nor the shipped pack knows.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path

from benchmarks.data import DATA
from mt_repair.glossary.shipped import shipped_terms
from mt_repair.knowledge.lexicon import look_up, open_lexicon
from mt_repair.knowledge.namer import load_namer, spellings
from mt_repair.knowledge.publicnames import Name, plain_letters
from mt_repair.models import shipped_folder
from mt_repair.train.namedata import by_pinyin, is_right, names
from mt_repair.train.namer import measured

_SEED = 7


def unknown_entities() -> list[Name]:
    """Return the rated news' entities, each once, that no list knows."""
    lexicon = open_lexicon()
    shipped = {zh for t in shipped_terms() for zh in (t.zh, *t.aliases)}
    docs = json.loads((DATA / "mqm_news_dev_entities.json").read_text("utf-8"))
    found: dict[str, Name] = {}
    for doc in docs.values():
        for e in doc["entities"]:
            if e["en"] and e["zh"] not in shipped and not look_up(lexicon, e["zh"]):
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
    if folder is None:
        raise SystemExit("no model: train one first (make model), or name its folder with --model")
    test = names(_SEED).test
    print(f"{len(test)} names held out: {measured(folder, test)}")
    model = load_namer(folder)
    rows: dict[str, list[tuple[bool, bool, bool]]] = defaultdict(list)
    for name in unknown_entities():
        said = [s.en for s in spellings(model, name.zh, name.type)]
        hits = [plain_letters(s) in set(map(plain_letters, name.right)) for s in said]
        row = (is_right(by_pinyin(name), name), any(hits[:1]), any(hits))
        for kind in (
            name.type,
            "all",
            *(("people and places",) if name.type in ("PER", "LOC") else ()),
        ):
            rows[kind].append(row)
        if args.show:
            print(f"   {name.type} {name.zh} {name.right}: {said}")
    print("entities of the rated news that no list knows: pinyin, first, one of three")
    for kind, hits in sorted(rows.items()):
        shares = ", ".join(f"{sum(h) / len(hits):.3f}" for h in zip(*hits, strict=True))
        print(f"   {kind:18} {len(hits):4}: {shares}")


if __name__ == "__main__":
    main()
