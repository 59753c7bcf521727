"""The commands that look after a glossary: what they print where, and how they end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mt_repair.care.decisions import Decision, append
from mt_repair.cli import cli
from mt_repair.glossary.load import read_terms
from mt_repair.types import Span

BARE = "--no-default-glossary"
OLD = '[[term]]\nzh = "花街网"\nen = "Huajie"\n'
NEW = OLD + '\n[[term]]\nzh = "拍拍"\nen = "Paipai"\ntype = "ORG"\nwrong = ["pat network"]\n'
ROWS = (
    {"id": "a", "target": "Sellers told pat network that sales fell.", "source": "卖家告诉拍拍，销量下降。"},
    {"id": "b", "target": "Sellers told flower street network that prices rose."},
    {"id": "c", "target": "Sellers told pat network that sales fell.", "reference": "Sellers told pat network that sales fell."},
)  # fmt: skip


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    Path("old.toml").write_text(OLD, "utf-8")
    Path("new.toml").write_text(NEW, "utf-8")
    write_rows(*ROWS)


def write_rows(*rows: dict[str, str]) -> None:
    Path("c.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, ["glossary", *args], prog_name="mt-repair")


def impact(
    *more: str, old: str = "old.toml", new: str = "new.toml", corpus: str = "c.jsonl"
) -> Result:
    return run("impact", old, new, "--corpus", corpus, BARE, *more)


def decide(*decisions: str, log: str = "log.jsonl") -> None:
    text = "Sellers told clap town that sales fell. A clap town of huts burned down."
    made = []
    for decision in decisions:
        at = text.index("clap town", 20 if decision == "rejected" else 0)
        made.append(
            Decision(
                datetime(2026, 3, 1, tzinfo=UTC), "a", 0, text, None, Span(at, at + 9), "clap town",
                "Paicheng", "拍城", "literal", decision, "wang",  # type: ignore[arg-type]
            )
        )  # fmt: skip
    append(Path(log), made)


# impact


def test_lines_that_change_are_shown_by_entry_and_a_worse_one_fails() -> None:
    done = impact()
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    assert lines[0] == "new.toml:5: 拍拍 (Paipai): new"
    assert lines[1] == "  1 better, 1 worse"
    assert lines[2] == "@@ c.jsonl:3 worse: the reference has “pat network”"
    assert lines[3:5] == [
        "-Sellers told pat network that sales fell.",
        "+Sellers told Paipai that sales fell.",
    ]
    assert lines[5].startswith('  # + "pat network" -> "Paipai": ')
    assert lines[6] == "@@ c.jsonl:1 better: 拍拍 stands there rightly now"
    assert done.stderr == (
        "entries that differ: 1; texts: 3; lines better: 1, worse: 1, different: 0, "
        "asked about otherwise: 0\n"
    )


def test_nothing_worse_is_no_failure() -> None:
    write_rows(*ROWS[:2])
    done = impact()
    assert (done.exit_code, "worse" in done.stdout) == (0, False)
    assert impact(old="new.toml").exit_code == 0


def test_the_json_says_the_same() -> None:
    found = json.loads(impact("--format", "json").stdout)
    assert found["counts"] == {"better": 1, "worse": 1, "different": 0, "asked": 0}
    (entry,) = found["entries"]
    assert (entry["zh"], entry["differs"]) == ("拍拍", ["new"])
    worse, better = entry["lines"]
    assert (worse["line"], worse["id"], worse["verdict"]) == (3, "c", "worse")
    assert (better["file"], better["old"]) == ("c.jsonl", ROWS[0]["target"])
    assert better["new"] == "Sellers told Paipai that sales fell."
    assert [(e["start"], e["end"], e["new"]) for e in better["come"]] == [(13, 24, "Paipai")]


def test_only_so_many_lines_are_shown() -> None:
    done = impact("--most", "1")
    assert "  ... and 1 more\n" in done.stdout
    assert "c.jsonl:1" not in done.stdout


def test_a_text_with_its_source_and_reference() -> None:
    Path("mt.txt").write_text("".join(row["target"] + "\n" for row in ROWS))
    Path("zh.txt").write_text(
        "卖家告诉拍拍，销量下降。\n卖家告诉花街网，价格上涨。\n卖家告诉拍拍。\n"
    )
    Path("ref.txt").write_text("Sellers told Paipai that sales fell.\n" * 3)
    found = impact("--source", "zh.txt", corpus="mt.txt")
    assert (found.exit_code, "2 better" in found.stdout) == (0, True)
    found = impact("--reference", "ref.txt", "--unit", "line", corpus="mt.txt")
    assert (found.exit_code, "2 better" in found.stdout) == (0, True)


def test_an_empty_file_is_a_glossary_without_entries() -> None:
    Path("none.toml").write_text("")
    done = impact(old="none.toml")
    assert "花街网 (Huajie): new" in done.stdout
    assert "拍拍 (Paipai): new" in done.stdout


def test_folders_stand_for_the_names_shipped() -> None:
    for name, text in (("before", OLD), ("after", NEW)):
        Path(name).mkdir()
        Path(name, "names.toml").write_text(text, "utf-8")
    done = run("impact", "before", "after", "--corpus", "c.jsonl")
    assert done.stdout.startswith("zh-en-news/names.toml:5: 拍拍 (Paipai): new\n")


def test_a_bad_row_is_told_and_fails() -> None:
    write_rows(*ROWS[:2])
    with Path("c.jsonl").open("a") as file:
        file.write("nonsense\n")
    done = impact()
    assert done.exit_code == 1
    assert "c.jsonl:3: the row is not JSON" in done.stderr


def test_files_for_the_repair_besides() -> None:
    Path("more.csv").write_text("zh,en,wrong\n淘宝,Taobao,wash treasure\n", "utf-8")
    done = impact("--glossary", "more.csv")
    assert "淘宝" not in done.stdout


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["old.toml", "new.toml"], "--corpus"),
        (["old.toml"], "NEW"),
        (
            ["old.toml", "new.toml", "--corpus", "c.jsonl", "--corpus", "c.jsonl", "--source", "z"],
            "one",
        ),
        (["old.toml", "new.toml", "--corpus", "c.jsonl", "--source", "z"], "put it in each row"),
        (["old.toml", "none.toml", "--corpus", "c.jsonl"], "no such file"),
        (["old.toml", "new.toml", "--corpus", "none.txt"], "no such file"),
        (["empty", "empty", "--corpus", "c.jsonl"], "the folder holds no .toml file"),
        (["old.toml", "bad.toml", "--corpus", "c.jsonl"], "bad.toml:1: en is missing"),
    ],
)
def test_wrong_usage_ends_with_2(args: list[str], words: str) -> None:
    Path("empty").mkdir()
    Path("bad.toml").write_text('[[term]]\nzh = "甲"\n', "utf-8")
    done = run("impact", *args)
    assert done.exit_code == 2
    assert words in done.stderr


def test_the_same_bytes_whatever_the_hash_seed() -> None:
    command = [sys.executable, "-m", "mt_repair", "glossary", "impact", "old.toml", "new.toml"]
    command += ["--corpus", "c.jsonl", BARE, "--format", "json"]
    outputs = {
        subprocess.run(
            command, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed}, check=False
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert outputs != {b""}


# report


def test_the_report_counts_texts_and_decisions() -> None:
    decide("accepted", "rejected")
    Path("new.toml").write_text(NEW + '\n[[term]]\nzh = "拍城"\nen = "Paicheng"\n', "utf-8")
    args = ["--glossary", "new.toml", BARE, "--log", "log.jsonl", "--format", "tsv"]
    done = run("report", "c.jsonl", *args)
    assert done.exit_code == 0
    rows = [line.split("\t")[:8] for line in done.stdout.splitlines()[1:]]
    assert rows == [
        ["拍城", "Paicheng", "0", "0", "0", "1", "1", "2026-03-01"],
        ["拍拍", "Paipai", "2", "2", "0", "0", "0", ""],
        ["花街网", "Huajie", "1", "1", "0", "0", "0", ""],
    ]
    human = run("report", "c.jsonl", "--glossary", "new.toml", BARE, "--human", "--format", "json")
    assert [e["false_alarms"] for e in json.loads(human.stdout)["entries"]] == [2, 1, 0]


def test_a_table_lists_entries_never_found() -> None:
    done = run("report", "c.jsonl", "--glossary", "old.toml", BARE)
    assert "Huajie" in done.stdout
    write_rows({"target": "Nothing here."})
    done = run("report", "c.jsonl", "--glossary", "old.toml", BARE)
    assert done.stdout.endswith("never found: 1\n  花街网 (Huajie), old.toml:1\n")


def test_a_report_of_nothing_is_wrong_usage() -> None:
    done = run("report", BARE)
    assert (done.exit_code, "--log" in done.stderr) == (2, True)


# suggest


def test_a_log_becomes_a_glossary_that_loads() -> None:
    decide("accepted", "rejected")
    done = run("suggest", "--log", "log.jsonl", "--glossary", "old.toml", BARE, "-o", "s.toml")
    assert done.exit_code == 0
    assert done.stdout == ""
    assert done.stderr.startswith("1 entry suggested, 0 held; 2 examples, ")
    (term,) = read_terms(Path("s.toml"))
    assert (term.zh, term.en, term.wrong) == ("拍城", "Paicheng", ("clap town",))
    repaired, kept = term.examples
    assert (repaired.before, repaired.after) == (
        "Sellers told clap town that sales fell.",
        "Sellers told Paicheng that sales fell.",
    )
    assert (kept.before, kept.keep) == ("A clap town of huts burned down.", True)
    assert run("check", "s.toml").stderr.startswith("1 term, 2 examples, ")


def test_a_line_of_the_log_that_is_none_is_told() -> None:
    decide("accepted")
    with Path("log.jsonl").open("a") as file:
        file.write("cut o")
    done = run("suggest", "--log", "log.jsonl", BARE)
    assert done.exit_code == 1
    assert "log.jsonl:2: " in done.stderr
    assert "[[term]]" in done.stdout


def test_nothing_to_suggest_writes_nothing() -> None:
    decide("rejected")
    done = run("suggest", "--log", "log.jsonl", BARE, "-o", "s.toml")
    assert (done.exit_code, Path("s.toml").exists()) == (0, False)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ([], "Name a --log of decisions, or a --corpus"),
        (["--log", "none.jsonl"], "no such file"),
        (["--corpus", "c.jsonl", "--corpus", "c.jsonl", "--source", "z"], "give one"),
        (["--log", "log.jsonl", "-o", "log.jsonl"], "log.jsonl is read here"),
        (["--log", "log.jsonl", "--glossary", "old.toml", "-o", "old.toml"], "old.toml is read"),
    ],
)
def test_suggest_wants_something_to_read_and_writes_over_none_of_it(
    args: list[str], words: str
) -> None:
    decide("accepted")
    before = Path("log.jsonl").read_bytes()
    done = run("suggest", *args, BARE)
    assert (done.exit_code, words in done.stderr) == (2, True)
    assert Path("log.jsonl").read_bytes() == before
