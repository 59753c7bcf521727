"""Work spread over processes comes out in order, whatever becomes of the processes."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import pytest
from toy import repairer

from mt_repair.corpus import workers
from mt_repair.corpus.items import Repairer
from mt_repair.errors import InputError


def twice(_: Repairer, number: int) -> int:
    return 2 * number


def failing(_: Repairer, number: int) -> int:
    if number == 3:
        raise KeyError("three")
    return number


def refused(_: Repairer, number: int) -> int:
    if number == 3:
        raise InputError.one("in.txt", 3, "three", "write four")
    return number


def dying(seen: Path, times: int, _: Repairer, number: int) -> int:
    """Die at the number 3, as often as is asked for."""
    if number == 3 and seen.stat().st_size < times:
        with seen.open("a") as file:
            file.write("x")
        os._exit(9)
    return number


def test_results_come_in_order() -> None:
    assert list(workers.ordered(twice, repairer, iter(range(50)), 3)) == [*range(0, 100, 2)]
    assert list(workers.ordered(twice, repairer, iter(()), 2)) == []


def test_what_the_work_raises_is_raised() -> None:
    with pytest.raises(KeyError, match="three"):
        list(workers.ordered(failing, repairer, iter(range(9)), 2))
    with pytest.raises(InputError, match=r"in.txt:3: three; write four"):
        list(workers.ordered(refused, repairer, iter(range(9)), 2))


def test_a_worker_that_dies_leaves_its_chunk_to_another(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    seen.write_text("")
    once = partial(dying, seen, 1)
    assert list(workers.ordered(once, repairer, iter(range(9)), 2)) == [*range(9)]
    seen.write_text("")
    with pytest.raises(InputError, match=r"--workers: workers were ended .*exit code 9"):
        list(workers.ordered(partial(dying, seen, 2), repairer, iter(range(9)), 2))


def test_chunks_are_read_as_they_are_needed() -> None:
    read = []

    def chunks():
        for number in range(1000):
            read.append(number)
            yield number

    results = workers.ordered(twice, repairer, chunks(), 2)
    assert next(results) == 0
    assert len(read) <= 2 * workers._AHEAD + 1
    results.close()
