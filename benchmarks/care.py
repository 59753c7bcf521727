"""What the care of a glossary costs and finds: `python -m benchmarks.care impact|equal|suggest`.

impact: processor seconds of `mt-repair glossary impact` for a change of one entry over
100,000 lines, human references of WMT news again and again. equal: whether it says what
repairing every line twice says, on ten systems' outputs of WMT23 news. suggest: which wrong names of WMT23 news
`glossary suggest` finds in ten systems' outputs, and how many of its wrong forms are wrong.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from benchmarks.data import DATA, news, present
from mt_repair.care.from_parallel import from_parallel
from mt_repair.care.impact import impact
from mt_repair.care.layers import layered
from mt_repair.care.suggestions import sifted
from mt_repair.corpus.texts import Text, document_of
from mt_repair.glossary.glossary import Glossary
from mt_repair.glossary.shipped import shipped_terms
from mt_repair.knowledge.lexicon import open_lexicon
from mt_repair.pipeline import Pipeline, for_streams, pipeline_of, repair

LINES = 100_000
_BASE = {"花街网": {"en": "Huajie"}, "商务部": {"en": "Ministry of Commerce", "type": "ORG"}}
CHANGES: dict[str, dict[str, dict[str, Any]]] = {
    "a wrong form, of a name the corpus has not": {"花街网": {"wrong": ["flower street site"]}},
    "a wrong form, of a name in 190 of the lines": {"商务部": {"wrong": ["Department of Shops"]}},
    "a new entry": {"金沙江": {"en": "Jinsha River", "type": "LOC"}},
    "another English name, of one in 190 lines": {"商务部": {"en": "Commerce Ministry"}},
}

# Changes of names that the outputs of ten systems have, rightly and wrongly.
_OUTPUTS: dict[str, tuple[dict[str, dict[str, Any]], dict[str, dict[str, Any]]]] = {
    "new entries": ({}, {"夏立言": {"en": "Hsia Li-yan"}, "工银理财": {"en": "ICBC Wealth"}}),
    "gone": ({"蔡奇": {"en": "Cai Qi", "wrong": ["Wang Jichi", "Caiqi"]}}, {}),
    "a wrong form": (
        {"范明政": {"en": "Pham Minh Chinh"}},
        {"范明政": {"en": "Pham Minh Chinh", "wrong": ["Pham Minh Thanh"]}},
    ),
    "another English name": ({"国民党": {"en": "Kuomintang"}}, {"国民党": {"en": "KMT"}}),
    "another form accepted": (
        {"澳门": {"en": "Macao", "type": "LOC"}},
        {"澳门": {"en": "Macao", "type": "LOC", "accept": ["Macau"]}},
    ),
}


def toml(entries: dict[str, dict[str, Any]]) -> str:
    """Return a glossary file."""
    blocks = (
        f"[[term]]\nzh = {json.dumps(zh, ensure_ascii=False)}\n"
        + "".join(f"{key} = {json.dumps(value)}\n" for key, value in values.items())
        for zh, values in entries.items()
    )
    return "\n".join(blocks)


def changed(change: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the base entries with a change made."""
    names = dict.fromkeys((*_BASE, *change))
    return {zh: {**_BASE.get(zh, {}), **change.get(zh, {})} for zh in names}


def rows() -> list[dict[str, Any]]:
    """Return the lines of the news tests."""
    return [row for year in range(18, 23) for row in news(year)]


def impacts(folder: Path) -> Iterator[tuple[str, str, float, str]]:
    """Yield the processor seconds of each change, over a text and over rows with all they may have."""
    some = list(islice(cycle(rows()), LINES))
    text, jsonl = folder / "corpus.txt", folder / "corpus.jsonl"
    text.write_text("".join(r["refs"][0].replace("\n", " ") + "\n" for r in some), "utf-8")
    with jsonl.open("w", encoding="utf-8") as file:
        for r in some:
            row = {"target": r["refs"][0], "source": r["zh"], "reference": r["refs"][0]}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    old, new = folder / "old.toml", folder / "new.toml"
    old.write_text(toml(_BASE), "utf-8")
    for name, change in CHANGES.items():
        new.write_text(toml(changed(change)), "utf-8")
        for corpus in (text, jsonl):
            command = [sys.executable, "-m", "mt_repair", "glossary", "impact", str(old), str(new)]
            command += ["--corpus", str(corpus)]
            seconds, told = min(measured(command) for _ in range(3))
            yield name, corpus.suffix, seconds, told


def measured(command: list[str]) -> tuple[float, str]:
    """Return the processor seconds of a command, on one core, and its last words."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    env = {**os.environ, "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return round(spent, 2), done.stderr.strip().splitlines()[-1]


def outputs() -> list[dict[str, Any]]:
    """Return the rows of ten systems' outputs."""
    with gzip.open(DATA / "mqm_news_dev.jsonl.gz", "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def equal() -> Iterator[tuple[str, str, int, bool]]:
    """Yield for each change how many rows differ by two full repairs, and whether it says so."""
    held = outputs()
    for what, (old, new) in _OUTPUTS.items():
        before, after = (pipeline_of(_glossary(entries), public=True) for entries in (old, new))
        one, two = for_streams(before), for_streams(after)
        for sourced in (False, True):
            texts = [
                Text("news", n, r["mt"], r["zh"] if sourced else None, row=True)
                for n, r in enumerate(held, 1)
            ]
            said = {c.text.line for c in impact(before, after, texts).changes}
            wanted = {text.line for text in texts if _made(one, text) != _made(two, text)}
            yield what, "with source" if sourced else "English alone", len(wanted), said == wanted


def _made(pipeline: Pipeline, text: Text) -> tuple[object, ...]:
    done = repair(pipeline, document_of(text))
    made = [sorted((e.segment, e.span, e.new) for e in es) for es in (done.edits, done.held)]
    return done.text, *made


def _glossary(entries: dict[str, dict[str, Any]]) -> Glossary:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "names.toml"
        path.write_text(toml(entries), "utf-8")
        return layered(path)


def suggestions(shipped: bool, least: int) -> None:
    """Print what is suggested from ten systems' outputs, held against the entities."""
    texts = [Text("news", n, r["mt"], r["zh"], row=True) for n, r in enumerate(outputs(), 1)]
    documents = json.loads((DATA / "mqm_news_dev_entities.json").read_text("utf-8")).values()
    right: dict[str, set[str]] = {}
    errors: set[tuple[str, str]] = set()
    for document in documents:
        for e in document["entities"]:
            right.setdefault(e["zh"], set()).update(f.casefold() for f in (e["en"], *e["accept"]))
        errors |= {
            (e["zh"], e["mt_span"].casefold())
            for e in document["mt_errors"]
            if e["kind"] == "wrong" and e["mt_span"]
        }
    glossary = Glossary.layered([shipped_terms()]) if shipped else Glossary()
    began = time.process_time()
    found = [
        s
        for s in sifted(from_parallel(texts, glossary, open_lexicon(), least), glossary)
        if not s.held
    ]
    spent = time.process_time() - began
    known = [s for s in found if s.zh in right]
    names = sum(s.en.casefold() in right[s.zh] for s in known)
    forms = [(s.zh, form.casefold()) for s in known for form in s.wrong]
    wrong = sum(form not in right[zh] for zh, form in forms)
    hit = sum(any(z == zh and (f in span or span in f) for z, f in forms) for zh, span in errors)
    print(
        f"{'with the shipped names' if shipped else 'without a glossary'}, least {least}: "
        f"{len(found)} entries in {spent:.0f} s; of {len(known)} whose names are known, "
        f"{names} right in English; {wrong} of {len(forms)} wrong forms wrong; "
        f"{hit} of {len(errors)} wrong names of two systems listed"
    )


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["impact", "equal", "suggest"])
    what = parser.parse_args().what
    if not present():
        sys.exit("*** THE DEVELOPMENT DATA IS NOT THERE: NOTHING IS MEASURED ***")
    if what == "impact":
        with tempfile.TemporaryDirectory() as folder:
            for name, suffix, seconds, told in impacts(Path(folder)):
                print(f"{name} | {suffix} | {seconds:.2f} s | {told}")
    elif what == "equal":
        for name, kind, number, same in equal():
            print(
                f"{name} | {kind} | {number} lines differ | {'the same' if same else 'NOT THE SAME'}"
            )
    else:
        for shipped in (False, True):
            for least in (2, 3):
                suggestions(shipped, least)


if __name__ == "__main__":
    main()
