"""How fast repair with the source is: `python -m benchmarks.sourced_speed [rate] [length]`.

Times are processor time of one core; each glossary is measured in a process of its own,
with only the pack derived before.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping

from benchmarks.data import news
from benchmarks.sourced_data import YEARS, news_documents, term_documents, terms_of
from benchmarks.speed import ROOT, Table, _resident, plain
from mt_repair.corpus.text import aligned
from mt_repair.glossary.glossary import Glossary
from mt_repair.glossary.shipped import shipped_terms
from mt_repair.language.cedict import all_entries
from mt_repair.pipeline import Pipeline, for_streams, pipeline_of, repair
from mt_repair.types import Document, Term

SIZES = (100, 1_400, 20_000, 200_000)
LENGTHS = (500, 5_000)
DOCUMENTS, LINES = 40, 10  # of the rate: how many, and how long each
_EVERY = 6  # of the annotated documents, which have more errors
_NEWS = (21, 22)
_COMMON = 12_000  # Chinese characters, from the first one on, that made-up names are made of


def lines() -> Iterator[tuple[str, str]]:
    """Yield sources with their machine translations: news, by one system and by another."""
    for system in range(2):
        for year in _NEWS:
            for row in news(year):
                mt = row["mt"][sorted(row["mt"])[system]]
                yield " ".join(row["zh"].split()), " ".join(mt.split())


def glossary(number: int) -> tuple[Term, ...]:
    """Return so many terms: of real documents, the dictionary's names, and made-up ones."""
    found = {term.zh: term for held in news_documents() for term in held.terms}
    for year in YEARS:
        for term in terms_of(term_documents(year)[1]):
            found.setdefault(term.zh, term)
    for term in itertools.chain(_dictionarys(), _made_up()):
        if len(found) >= number:
            break
        found.setdefault(term.zh, term)
    return tuple(itertools.islice(found.values(), number))


def _dictionarys() -> Iterator[Term]:
    """Yield the names of the dictionary."""
    for _, entry in all_entries():
        en = entry.glosses[0].split(",")[0].split("(")[0].strip()
        if len(entry.zh) > 1 and entry.pinyin[:1].isupper() and en[:1].isupper():
            yield Term(entry.zh, en)


def _made_up() -> Iterator[Term]:
    rng = random.Random(5)
    words = sorted({w for _, e in all_entries() for w in e.glosses[0].split() if w.isalpha()})
    while True:
        zh = "".join(chr(0x4E00 + rng.randrange(_COMMON)) for _ in range(rng.randrange(2, 7)))
        yield Term(zh, " ".join(w.capitalize() for w in rng.sample(words, rng.randrange(1, 4))))


def built(terms: tuple[Term, ...]) -> Pipeline:
    """Return a pipeline over the shipped names and these, what sources need opened too."""
    pipeline = for_streams(pipeline_of(Glossary.layered([shipped_terms(), terms]), public=True))
    pipeline.sources().lexicon()
    return pipeline


def _document(pairs: list[tuple[str, str]]) -> Document:
    source, target = ("\n".join(side) for side in zip(*pairs, strict=True))
    document = aligned(target, source)
    if document is None:
        raise ValueError("a line of the data holds a line end")
    return document


def _took(pipeline: Pipeline, documents: list[Document]) -> float:
    began = time.process_time()
    for document in documents:
        repair(pipeline, document)
    return time.process_time() - began


def measure(number: int) -> dict[str, float]:
    """Return the build time, memory and rates of a glossary of so many terms."""
    terms = glossary(number)
    before = _resident()
    began = time.process_time()
    pipeline = built(terms)
    build = time.process_time() - began
    after = _resident()
    pairs = list(itertools.islice(lines(), DOCUMENTS * LINES))
    documents = [_document(pairs[at : at + LINES]) for at in range(0, len(pairs), LINES)]
    _took(pipeline, documents[-2:])  # what is loaded once
    rate = len(pairs) / _took(pipeline, documents)
    worse = [held.document for held in news_documents()][::_EVERY]
    edited = sum(len(d.segments) for d in worse) / _took(pipeline, worse)
    return {
        "terms": len(terms),
        "build": build,
        "memory": after - before,
        "most": _resident(),
        "rate": rate,
        "edited": edited,
    }


def _measured(number: int, env: Mapping[str, str]) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.sourced_speed", "--size", str(number)]
    done = subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def rates() -> Table:
    """Measure segments a second, time to build and memory, by size of the glossary."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        env = os.environ | {"MT_REPAIR_CACHE": folder}
        _measured(0, env)  # what ships is derived once, at installation
        results = [_measured(number, env) for number in SIZES]
    for got in results:
        rows.append(
            (
                f"{got['terms']:,}",
                f"{got['rate']:.1f}",
                f"{got['edited']:.1f}",
                f"{got['build']:.1f}",
                f"{got['memory']:.0f}",
                f"{got['most']:.0f}",
            )
        )
    return Table(
        "Segments a second by glossary",
        f"{DOCUMENTS} documents of {LINES} lines of news, and annotated ones with more errors, "
        "repaired with the pack and so many terms of a user; build: seconds, with only "
        "the pack derived before.",
        ("terms", "segments/s", "with errors", "build", "MB for it", "MB in all"),
        rows,
    )


def lengths() -> Table:
    """Measure seconds by length of the document, in many segments and in one."""
    pipeline = built(glossary(SIZES[1]))
    pairs = list(itertools.islice(lines(), max(LENGTHS)))
    _took(pipeline, [_document(pairs[-20:])])
    rows = []
    for number in LENGTHS:
        document = _document(pairs[:number])
        one = Document.of(document.text, "\n".join(s.source or "" for s in document.segments))
        fewer = Document.of(document.text, (one.segments[0].source or "").replace("\n", "", 1))
        took = [_took(pipeline, [d]) for d in (document, one, fewer)]
        rows.append((f"{number:,}", *(f"{t:.1f}" for t in took)))
    return Table(
        "Seconds by length of the document",
        f"{SIZES[1]:,} terms of a user; uneven: one segment, a line end short in the source.",
        ("lines", "a segment a line", "one segment", "uneven"),
        rows,
    )


def main() -> None:
    """Print the tables asked for, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="*", default=["rate", "length"])
    parser.add_argument("--size", type=int, help="measure one glossary here, and print JSON")
    args = parser.parse_args()
    if args.size is not None:
        print(json.dumps(measure(args.size)))
        return
    if "rate" in args.what:
        print(plain(rates()), flush=True)
    if "length" in args.what:
        print(plain(lengths()), flush=True)


if __name__ == "__main__":
    main()
