"""How well the namer spells: `python -m benchmarks.namer [--model FOLDER]`.

On the 500 names held out of its training, by entity, against pinyin: as it is used, without
their types, and as if the list of known spellings lacked theirs. And on the people and
places of the rated news that neither the lexicon nor the shipped pack knows
(`python -m benchmarks.composer` measures proposals of all kinds on them).
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.data import DATA
from mt_repair.glossary.shipped import shipped_terms
from mt_repair.knowledge.lexicon import look_up, open_lexicon
from mt_repair.knowledge.namer import Namer, Spelling, load_namer, spellings
from mt_repair.knowledge.namer.known import Known
from mt_repair.knowledge.publicnames import Name, plain_letters
from mt_repair.models import shipped_folder
from mt_repair.train.namedata import by_pinyin, is_right, names

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


def without(model: Namer, names: Sequence[Name]) -> Namer:
    """Return the namer as it were if its list lacked these names' spellings."""
    gone = {plain_letters(form).lower() for name in names for form in name.right}
    kept = [
        (low, f)
        for low, f in zip(model.known.order, model.known.folded, strict=True)
        if low not in gone
    ]
    rows = {low: model.known.rows[low] for low, _ in kept}
    return replace(model, known=Known(tuple(rows), rows, tuple(f for _, f in kept)))


def _shares(names: Sequence[Name], say: Callable[[Name], list[Spelling]]) -> str:
    said = [say(name) for name in names]
    first = [bool(s) and is_right(s[0].en, n) for s, n in zip(said, names, strict=True)]
    three = [any(is_right(one.en, n) for one in s) for s, n in zip(said, names, strict=True)]
    sure = [s[0].confidence if s else 0.0 for s in said]
    told = sum(sure) / len(sure)
    return f"first {sum(first) / len(first):.3f}, one of three {sum(three) / len(three):.3f}, mean confidence {told:.3f}"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, help="a model folder instead of the shipped one")
    parser.add_argument("--show", action="store_true", help="print the unknown entities' spellings")
    args = parser.parse_args()
    folder = args.model or shipped_folder("namer")
    if folder is None:
        raise SystemExit("no model: train one first (make model), or name its folder with --model")
    begun = time.process_time()
    model = load_namer(folder)
    print(f"loaded in {time.process_time() - begun:.2f} s of processor")
    test = names(_SEED).test
    right = sum(is_right(by_pinyin(n), n) for n in test)
    print(f"{len(test)} names held out: pinyin {right / len(test):.3f}")
    begun = time.process_time()
    print(f"   as used: {_shares(test, lambda n: spellings(model, n.zh, n.type))}")
    print(f"   {1000 * (time.process_time() - begun) / len(test):.0f} ms of processor a name")
    print(f"   without types: {_shares(test, lambda n: spellings(model, n.zh))}")
    less = without(model, test)
    print(
        f"   their spellings not listed: {_shares(test, lambda n: spellings(less, n.zh, n.type))}"
    )
    for kind in ("PER", "LOC", "ORG"):
        some = [n for n in test if n.type == kind]
        pinyin = sum(is_right(by_pinyin(n), n) for n in some) / len(some)
        shares = _shares(some, lambda n: spellings(model, n.zh, n.type))
        print(f"   {kind}, {len(some)}: pinyin {pinyin:.3f}; {shares}")
    news = [n for n in unknown_entities() if n.type in ("PER", "LOC")]
    print(f"people and places of the rated news that no list knows, {len(news)}:")
    print(f"   {_shares(news, lambda n: spellings(model, n.zh, n.type))}")
    if args.show:
        for name in news:
            print(
                f"   {name.zh} {name.right}: {[s.en for s in spellings(model, name.zh, name.type)]}"
            )


if __name__ == "__main__":
    main()
