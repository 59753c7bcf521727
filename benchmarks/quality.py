"""How well names are repaired without a source: `python -m benchmarks.quality`.

A sentence counts as fixed where an accepted form stands in it between word boundaries and
the wrong form no longer does; `exact` where it equals the minimal repair.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.data import DATA, news, present, wild
from mt_repair.glossary.glossary import Glossary
from mt_repair.glossary.shipped import shipped_terms
from mt_repair.pipeline import Pipeline, for_streams, pipeline_of, repair
from mt_repair.score.forms import stretches
from mt_repair.types import Document, Term

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


def bounded(form: str, text: str) -> bool:
    """Tell whether a form stands in a text between word boundaries."""
    return bool(stretches(text, [form]))


def glossary_of(rows: Iterable[dict[str, Any]], listed: bool, shipped: bool = True) -> Glossary:
    """Return the pack with the rows as a user's glossary on top."""
    user: dict[str, Term] = {}
    for row in rows:
        held = user.get(row["zh"])
        wrong = (*(held.wrong if held else ()), row["mt"]) if listed else ()
        user[row["zh"]] = Term(row["zh"], row["en"], None, tuple(row["accept"]), wrong, origin="u")
    return Glossary.layered([*([shipped_terms()] if shipped else []), list(user.values())])


def glossaries_of(rows: list[dict[str, Any]]) -> dict[str, Glossary]:
    """Return the glossaries that repair the observed mistranslations, from least to most given."""
    return {
        "bare": glossary_of(rows, False, False),
        "user": glossary_of(rows, False),
        "listed": glossary_of(rows, True),
        "pack": Glossary.layered([shipped_terms()]),
    }


def wild_scores(pipeline: Pipeline, rows: list[dict[str, Any]], show: bool) -> dict[str, float]:
    """Return the shares fixed by kind, exactly repaired, and of sentences wrongly changed."""
    fixed: dict[str, list[bool]] = {"all": [], "exact": [], "untouched": []}
    changed: list[bool] = []
    for row in rows:
        right = [row["en"], *row["accept"]]
        for pair in row["pos"]:
            out = repair(pipeline, Document.of(pair["text"]))
            ok = any(bounded(r, out.text) for r in right) and not bounded(row["mt"], out.text)
            if any(bounded(row["mt"], r) for r in right):
                ok = out.text == pair["fixed"]
            for name in (row["kind"], "all"):
                fixed.setdefault(name, []).append(ok)
            fixed["exact"].append(out.text == pair["fixed"])
            if show and out.text != pair["fixed"]:
                print("MISS" if not ok else "near", row["zh"], "|", pair["text"])
                for e in out.edits:
                    print(f"     {e.confidence:.2f} {e.old} -> {e.new}")
                for h in out.held:
                    print(f"     held {h.confidence:.2f} {h.old} -> {h.new}")
        for text in row.get("neg", ()):
            out = repair(pipeline, Document.of(text))
            changed.append(out.text != text)
            if show and out.text != text:
                print(
                    "CHANGED",
                    row["zh"],
                    "|",
                    text,
                    [(e.old, e.new, e.confidence) for e in out.edits],
                )
    scores = {name: sum(v) / len(v) for name, v in sorted(fixed.items()) if v}
    return scores | {"neg changed": sum(changed) / max(len(changed), 1)}


def human(pipeline: Pipeline, show: bool) -> tuple[int, int, int]:
    """Return words, edits and flags on the human references of wmt21 and wmt22."""
    words = edits = flags = 0
    for year in (21, 22):
        for row in news(year):
            refs = row["refs"] if isinstance(row["refs"], list) else list(row["refs"].values())
            for text in refs:
                words += len(text.split())
                out = repair(pipeline, Document.of(text))
                edits += len(out.edits)
                flags += len(out.flags)
                if show:
                    for e in out.edits:
                        print(f"EDIT {e.confidence:.2f} {e.old} -> {e.new} | {text[:160]}")
                    for f in out.flags:
                        print(
                            f"FLAG {f.confidence:.2f} {f.rule} {f.surface} -> {f.suggestions[:1]} | {text[:120]}"
                        )
    return words, edits, flags


def articles(pipeline: Pipeline) -> list[tuple[str, int, int, int, int]]:
    """Return, for each example article: wrong names, repaired, flagged; keeps broken.

    A wrong mention counts as repaired where an edit covers it and puts a right form in.
    """
    out = []
    for path in sorted(EXAMPLES.glob("*.mt.txt")):
        stem = path.name.removesuffix(".mt.txt")
        facts = json.loads((EXAMPLES / f"{stem}.entities.json").read_text("utf-8"))
        text = path.read_text("utf-8")
        result = repair(pipeline, Document.of(text))
        rights = {r for e in facts["entities"] for r in (e["en"], *e["accept"])}
        named = sum(e["in_mt"] for e in facts["entities"])
        fixed = sum(any(bounded(r, e.new) for r in rights) for e in result.edits)
        broken = sum(k["text"] not in result.text for k in facts["keep"] if k["text"] in text)
        out.append((stem, named, fixed, len(result.flags), broken))
    return out


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", choices=["bare", "user", "listed", "pack", "human"])
    args = parser.parse_args()
    if not present():
        sys.exit(f"the development data is not at {DATA}; set MT_REPAIR_DATA to where it is")
    rows = wild()
    for name, glossary in glossaries_of(rows).items():
        if args.show and args.show not in (name, "human"):
            continue
        if args.show == "human" and name != "pack":
            continue
        pipeline = for_streams(pipeline_of(glossary))
        if args.show != "human":
            scores = wild_scores(pipeline, rows, args.show == name)
            print(f"{name:8}" + "  ".join(f"{k} {v:.3f}" for k, v in scores.items()))
        if name == "pack" and args.show != "pack":
            words, edits, flags = human(pipeline, args.show == "human")
            for stem, named, fixed, flagged, broken in articles(pipeline):
                print(
                    f"article {stem}: {named} wrong names, {fixed} repaired, {flagged} flags, {broken} keeps broken"
                )
            per = 10_000 / words
            print(
                f"human   words {words}  edits/10k {edits * per:.2f}  flags/10k {flags * per:.2f}"
            )


if __name__ == "__main__":
    main()
