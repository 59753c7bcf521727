"""What each entry does: counted from repairs, from their JSON Lines, and from decisions."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest

from mt_repair.care import entry_report
from mt_repair.care.decisions import Decision
from mt_repair.care.entry_counts import Count, Counts, ranked, results
from mt_repair.corpus.items import Repairer
from mt_repair.errors import Problem
from mt_repair.glossary.glossary import Glossary
from mt_repair.pipeline import pipeline_of, repair
from mt_repair.types import Span, Term

HUAJIE = Term("花街网", "Huajie", origin="n.toml:1")
PAT = Term("拍拍", "Paipai", "ORG", wrong=("pat network",), origin="n.toml:2")
SHIPPED = Term("天猫", "Tmall", "ORG", wrong=("day cat",), origin="zh-en-news/c.toml:3")
SILENT = Term("青石", "Qingshi", origin="n.toml:4")
ALL = Glossary((HUAJIE, PAT, SHIPPED, SILENT))

TEXT = (
    "Sellers told flower street network that sales fell.\n\nHe told pat network that sales fell.\n"
)


def repairer() -> Repairer:
    return partial(repair, pipeline_of(ALL))


def counted(path: str, human: bool = False) -> Counts:
    counts = Counts.over(ALL)
    for found in results(path, repairer()):
        assert not isinstance(found, Problem), found
        counts.add_results(found, human)
    return counts


def figures(counts: Counts) -> dict[str, tuple[int, int, int, int, int]]:
    return {
        c.term.zh: (c.hits, c.applied, c.held, c.accepted, c.false_alarms)
        for c in counts.of.values()
        if c.fired
    }


def decided(zh: str, decision: str, day: int) -> Decision:
    time = datetime(2026, 3, day, 9, tzinfo=UTC)
    return Decision(time, "a", 0, "pat", None, Span(0, 3), "pat", "Paipai", zh, "literal", decision, "wang")  # type: ignore[arg-type]  # fmt: skip


def test_a_text_is_repaired_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "mt.txt"
    path.write_text(TEXT)
    counts = counted(str(path))
    assert figures(counts) == {"花街网": (1, 1, 0, 0, 0), "拍拍": (1, 1, 0, 0, 0)}


def test_of_human_english_every_edit_is_a_false_alarm(tmp_path: Path) -> None:
    path = tmp_path / "human.txt"
    path.write_text(TEXT)
    assert figures(counted(str(path), True)) == {"花街网": (1, 1, 0, 0, 1), "拍拍": (1, 1, 0, 0, 1)}


def test_rows_that_repair_wrote_are_counted_as_they_are(tmp_path: Path) -> None:
    from mt_repair.corpus import repaired

    source = tmp_path / "mt.jsonl"
    lines = [
        {"target": line, "date": f"2026-02-0{n + 1}"} for n, line in enumerate(TEXT.split("\n\n"))
    ]
    source.write_text("\n".join(map(json.dumps, lines)) + "\n")
    done = tmp_path / "done.jsonl"
    done.write_bytes(b"".join(item.output for item in repaired(str(source), repairer)))
    counts = Counts.over(ALL)
    for row in results(str(done), lambda _: pytest.fail("nothing is to be repaired again")):
        assert not isinstance(row, Problem)
        counts.add_results(row)
    assert figures(counts) == figures(counted(str(source)))
    # Alone, the second row is less sure than in the text above: a person is asked.
    assert figures(counts) == {"花街网": (1, 1, 0, 0, 0), "拍拍": (1, 0, 1, 0, 0)}
    assert counts.of["花街网"].last_seen == date(2026, 2, 1)
    assert counts.of["拍拍"].last_seen == date(2026, 2, 2)
    assert counts.of["青石"].last_seen is None


def test_an_edit_belongs_to_the_entry_whose_flag_it_covers() -> None:
    """Not to the one flagged beside it, nor to another rule's flag at its place."""
    flags = [
        {"start": 4, "end": 7, "zh": "拍拍", "rule": "literal"},
        {"start": 4, "end": 7, "zh": "天猫", "rule": "source"},
        {"start": 8, "end": 12, "zh": "花街网", "rule": "literal"},
    ]
    edits = [{"start": 0, "end": 7, "by": "literal"}]  # "the pat"
    counts = Counts.over(ALL)
    counts.add_results({"flags": flags, "edits": edits, "held": []})
    assert {zh: f[1] for zh, f in figures(counts).items()} == {"拍拍": 1, "天猫": 0, "花街网": 0}


@pytest.mark.parametrize(
    ("date_", "day"),
    [
        ("2026-02-01", date(2026, 2, 1)),
        ("2026-02-01T23:30:00Z", date(2026, 2, 1)),
        ("1 February", None),
        (20260201, None),
        (None, None),
    ],
)
def test_a_row_may_have_a_date(date_: object, day: date | None) -> None:
    counts = Counts.over(ALL)
    flag = {"start": 0, "end": 3, "zh": "拍拍", "rule": "literal"}
    counts.add_results({"flags": [flag], "date": date_})
    assert counts.of["拍拍"].last_seen == day


def test_decisions_are_counted_and_date_an_entry() -> None:
    counts = Counts.over(ALL)
    for decision, day in (("accepted", 3), ("rejected", 5), ("typed", 4), ("rejected", 2)):
        counts.add_decision(decided("拍拍", decision, day))
    counts.add_decision(decided("无名", "accepted", 9))  # no entry of the glossary
    assert figures(counts) == {"拍拍": (0, 0, 0, 2, 2)}
    assert counts.of["拍拍"].last_seen == date(2026, 3, 5)


@pytest.mark.parametrize(
    "row",
    [
        {"target": "x", "flags": "none"},
        {"target": "x", "flags": [{"start": 0}]},
        {"target": "x", "flags": [], "edits": [5]},
        {"flags": None},
    ],
)
def test_rows_that_are_no_results_are_told(tmp_path: Path, row: dict[str, object]) -> None:
    path = tmp_path / "odd.jsonl"
    path.write_text(json.dumps(row) + "\n")
    (found,) = results(str(path), repairer())
    assert isinstance(found, Problem)
    assert found.line == 1


def listed() -> list[Count]:
    counts = Counts.over(ALL)
    counts.of["花街网"].hits = 5
    counts.of["拍拍"].false_alarms = 1
    return ranked(counts, every=False)


def test_false_alarms_come_first_and_shipped_names_never_found_are_left_out() -> None:
    assert [c.term.zh for c in listed()] == ["拍拍", "花街网", "青石"]
    assert [c.term.zh for c in ranked(Counts.over(ALL))] == ["花街网", "拍拍", "天猫", "青石"]


def test_the_report_is_the_same_for_a_person_and_for_programs() -> None:
    tsv = "".join(entry_report.as_tsv(listed())).splitlines()
    assert tsv[0].split("\t")[:3] == ["zh", "en", "hits"]
    assert tsv[2].split("\t") == ["花街网", "Huajie", "5", "0", "0", "0", "0", "", "n.toml:1"]
    entries = json.loads("".join(entry_report.as_json(listed())))["entries"]
    assert [e["zh"] for e in entries] == ["拍拍", "花街网", "青石"]
    assert entries[0]["false_alarms"] == 1
    table = "".join(entry_report.as_table(listed(), 120))
    assert table.endswith("never found: 1\n  青石 (Qingshi), n.toml:4\n")
    assert table.index("拍拍") < table.index("花街网")
