"""A file cut into its shards, by who gives them to workers."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from mt_repair.batch import shards
from mt_repair.batch.plan import File, settings_for
from mt_repair.corpus import Settings, repaired_open
from mt_repair.corpus.items import Item
from mt_repair.corpus.parts import Parts
from mt_repair.errors import InputError


def shards_of(file: File, held: BinaryIO, settings: Settings) -> Iterator[shards.Shard]:
    """Yield the shards of an open file, the same ones in every run.

    Where the file cannot be read on they end: who puts it together tells why.
    """
    found: deque[shards.Shard] = deque()

    def run(documents: Iterable[Parts]) -> Iterator[Item]:
        for shard in shards.shards(documents):
            found.append(shard)
            for parts in shard.documents:
                yield from (Item(file.path, b"") for _ in parts)

    try:
        for _ in repaired_open(run, file.path, held, file.source, settings_for(file, settings)):
            while found:
                yield found.popleft()
    except InputError:
        pass
    yield from found
