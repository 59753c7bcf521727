"""Whether LAC reads sentences together as it reads each alone: `python -m benchmarks.lac`.

The Chinese sentences of WMT's news tests of 2021 and 2022 (development data), each once: alone,
in batches of one length, and padded to one length. Times are processor time of the model.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from benchmarks.data import news
from benchmarks.speed import Table, plain
from mt_repair.language import lac
from mt_repair.language.script import close_spaced_out, is_han
from mt_repair.language.script import plain as plainly

YEARS = (21, 22)
SIZES = (2, 4, 8, 16, 32)
PADDED = 8


def sentences() -> list[str]:
    """Return the sentences that have Chinese in them, each once."""
    found: dict[str, None] = {}
    for year in YEARS:
        for line in news(year):
            text = close_spaced_out(plainly(line["zh"])).text
            for start, end in lac.sentences(text):
                if any(map(is_han, text[start:end])):
                    found[text[start:end]] = None
    return list(found)


def scores(batch: Sequence[str]) -> Any:
    """Return the scores of a batch, padded to its longest sentence."""
    model = lac._lac()
    ids = np.zeros((len(batch), max(map(len, batch))), np.int64)
    for row, sentence in zip(ids, batch, strict=True):
        row[: len(sentence)] = [model.ids.get(char, model.unknown) for char in sentence]
    lengths = np.array([len(sentence) for sentence in batch], np.int64)
    return model.session.run(None, {"token_ids": ids, "length": lengths})[0]


def batches(some: Iterable[str], size: int, *, alike: bool) -> Iterator[list[str]]:
    """Yield sentences in batches, of one length or sorted by it."""
    groups = defaultdict(list)
    for sentence in sorted(some, key=len):
        groups[len(sentence) if alike else 0].append(sentence)
    for group in groups.values():
        yield from (group[at : at + size] for at in range(0, len(group), size))


def measured() -> Table:
    """Measure each way of reading."""
    every = sentences()
    model = lac._lac()
    start = time.process_time()
    alone = {sentence: scores([sentence])[0] for sentence in every}
    rate = len(every) / (time.process_time() - start)
    words = {s: lac._best_path(found, model.transitions) for s, found in alone.items()}
    table = [("alone", f"{len(every):,}", "0", "0", f"{rate:,.0f}")]
    ways = [(f"one length, {size} together", size, True) for size in SIZES]
    for name, size, alike in (*ways, (f"padded, {PADDED} together", PADDED, False)):
        took = 0.0
        others = otherwise = 0
        for batch in batches(every, size, alike=alike):
            start = time.process_time()
            found = scores(batch)
            took += time.process_time() - start
            for sentence, own in zip(batch, found, strict=True):
                own = own[: len(sentence)]
                others += not np.array_equal(own, alone[sentence])
                otherwise += lac._best_path(own, model.transitions) != words[sentence]
        rate = len(every) / took
        table.append((name, f"{len(every):,}", str(others), str(otherwise), f"{rate:,.0f}"))
    columns = ("read", "sentences", "with other scores", "in other words", "sentences/s")
    return Table("LAC", "", columns, table)


if __name__ == "__main__":
    print(plain(measured()))
