"""The log of decisions: what is written is read again, whatever else happens to the file."""

from __future__ import annotations

import json
import os
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mt_repair.care.decisions import (
    Decision,
    append,
    decision_of,
    read_all,
    read_decisions,
    record_of,
    settled,
)
from mt_repair.errors import InputError
from mt_repair.types import Span

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ONE = Decision(
    NOON,
    "a.txt",
    0,
    "Sellers on pat complained.",
    "拍拍的卖家抱怨。",
    Span(11, 14),
    "pat",
    "Paipai",
    "拍拍",
    "literal",
    "accepted",
    "wang",
)


@settings(max_examples=200)
@given(
    before=st.text(),
    old=st.text(),
    after=st.text(),
    new=st.text(),
    document=st.text() | st.integers(),
    source=st.none() | st.text(),
    decision=st.sampled_from(["accepted", "rejected", "typed"]),
    offered=st.text(),
)
def test_a_decision_comes_back_as_it_was(
    before: str,
    old: str,
    after: str,
    new: str,
    document: str | int,
    source: str | None,
    decision: str,
    offered: str,
) -> None:
    one = replace(
        ONE,
        target=before + old + after,
        span=Span(len(before), len(before) + len(old)),
        old=old,
        new=new,
        document=document,
        source=source,
        decision=decision,  # type: ignore[arg-type]
        offered=offered,
    )
    assert decision_of(json.loads(json.dumps(record_of(one)))) == one


def test_appended_decisions_are_read_in_their_order(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    two = replace(ONE, segment=1, decision="rejected")
    append(log, [ONE])
    append(log, [])
    append(log, [two, ONE])
    assert read_decisions(log) == ([ONE, two, ONE], [])


def test_what_a_crash_cut_off_loses_no_other_line(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    append(log, [ONE])
    with log.open("ab") as file:
        file.write(b'{"version": 1, "time": "2026-0')
    append(log, [ONE])
    decisions, problems = read_decisions(log)
    assert decisions == [ONE, ONE]
    assert [(p.line, p.path) for p in problems] == [(2, str(log))]


def test_writers_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    many = [replace(ONE, segment=n) for n in range(80)]
    threads = [
        threading.Thread(target=lambda part: [append(log, [d]) for d in part], args=(many[n::4],))
        for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    decisions, problems = read_decisions(log)
    assert (sorted(d.segment for d in decisions), problems) == (list(range(80)), [])


def test_the_time_is_written_in_utc() -> None:
    east = replace(ONE, time=datetime(2026, 3, 1, 20, tzinfo=timezone(timedelta(hours=8))))
    assert record_of(east)["time"] == "2026-03-01T12:00:00Z"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"version": 2}, '"version" is not 1'),
        ({"time": "yesterday"}, '"time" is no time'),
        ({"time": "2026-03-01T09:30:00"}, "time zone"),
        ({"target": 5}, '"target" is no text'),
        ({"zh": None}, '"zh" is no text'),
        ({"source": 5}, '"source" is no text'),
        ({"document": None}, '"document" is no text or number'),
        ({"document": True}, '"document" is no text or number'),
        ({"start": -1}, '"start" is no whole number'),
        ({"start": True}, '"start" is no whole number'),
        ({"start": 12}, "at its span"),
        ({"end": 2}, "not a span"),
        ({"old": "hug"}, "at its span"),
        ({"decision": "maybe"}, '"decision" is none of accepted, rejected, typed'),
    ],
)
def test_what_is_no_decision_is_told_and_passed_over(
    tmp_path: Path, change: dict[str, object], words: str
) -> None:
    log = tmp_path / "log.jsonl"
    bad = json.dumps({**record_of(ONE), **change})
    good = json.dumps(record_of(ONE))
    log.write_text(f"{bad}\n\n{good}\n")
    decisions, (problem,) = read_decisions(log)
    assert decisions == [ONE]
    assert words in problem.what
    assert problem.line == 1


@pytest.mark.parametrize("line", ["[]", "nonsense", '{"version": 1}', "{}"])
def test_a_line_that_is_no_record_is_told(tmp_path: Path, line: str) -> None:
    log = tmp_path / "log.jsonl"
    log.write_text(line + "\n")
    decisions, problems = read_decisions(log)
    assert (decisions, len(problems)) == ([], 1)


def test_the_last_decision_on_a_place_holds(tmp_path: Path) -> None:
    later = replace(ONE, time=NOON + timedelta(hours=1), decision="rejected")
    elsewhere = replace(ONE, document="b.txt")
    assert settled([ONE, elsewhere, later]) == [elsewhere, later]
    for name, decisions in (("new.jsonl", [later]), ("old.jsonl", [ONE, elsewhere])):
        append(tmp_path / name, decisions)
    found, problems = read_all([tmp_path / "new.jsonl", tmp_path / "old.jsonl"])
    assert (found, problems) == ([elsewhere, later], [])


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_log_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(InputError, match="cannot be written"):
        append(tmp_path / "log.jsonl", [ONE])


def test_a_folder_is_no_log(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        append(tmp_path, [ONE])
    with pytest.raises(InputError):
        read_decisions(tmp_path / "missing.jsonl")
