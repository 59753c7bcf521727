"""A file cut into its shards, by who gives them to workers."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from mt_repair.batch import shards
from mt_repair.batch.plan import File, settings_for
from mt_repair.batch.work import place_of
from mt_repair.corpus import Settings, repaired_open
from mt_repair.corpus.addresses import below, is_address
from mt_repair.corpus.items import Item
from mt_repair.corpus.parts import Parts
from mt_repair.errors import InputError


def shards_of(
    file: File, held: BinaryIO, at: str, settings: Settings
) -> Iterator[tuple[shards.Shard, bool]]:
    """Yield the shards of an open file, each with whether it is kept in the folder `at`.

    Where the file cannot be read on they end: who puts it together tells why.
    """
    found: deque[tuple[shards.Shard, bool]] = deque()
    listed: set[str] | None = None
    if is_address(at):  # one question instead of one a shard
        listed = {f"{at}/{name}" for name, _ in below(at)}

    def run(documents: Iterable[Parts]) -> Iterator[Item]:
        for shard in shards.shards(documents):
            place = place_of(at, shard)
            maybe = listed is None or place in listed
            found.append((shard, maybe and shards.load(place, file.path, shard) is not None))
            for parts in shard.documents:
                yield from (Item(file.path, b"") for _ in parts)

    try:
        for _ in repaired_open(run, file.path, held, file.source, settings_for(file, settings)):
            while found:
                yield found.popleft()
    except InputError:
        pass
    yield from found
