"""The command line over several files: reports, baselines, pragmas, dismissals, in place."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mt_repair.cli import cli

NAMES = """
[[term]]
zh = "亿邦动力"
en = "Ebrun"
wrong = ["billion state power"]
[[term]]
zh = "拍拍"
en = "Paipai"
"""
BAD = "Sellers on Taobao told billion state power of it.\n"
GOOD = "Sellers on Taobao told Ebrun of it.\n"
WITH = ("--no-default-glossary", "--glossary", "names.toml")


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("names.toml").write_text(NAMES)
    Path("a.txt").write_text(BAD)
    Path("fine.txt").write_text("Nothing is wrong here.\n")
    return tmp_path


def run(*args: str, stdin: str = "") -> Result:
    return CliRunner().invoke(cli, args, input=stdin, prog_name="mt-repair")


def detect(*args: str, stdin: str = "") -> Result:
    return run("detect", *WITH, *args, stdin=stdin)


def test_flags_of_several_files_in_their_order() -> None:
    Path("b.jsonl").write_text(json.dumps({"target": BAD}) + "\n")
    got = detect("b.jsonl", "fine.txt", "a.txt", "-", stdin=BAD)
    assert [line.split(": ")[0] for line in got.stdout.splitlines()] == [
        "b.jsonl:1:24", "a.txt:1:24", "-:1:24"
    ]  # fmt: skip
    assert got.stderr == "4 files: 3 flags, 3 of them safe to repair\n"
    assert got.exit_code == 1
    assert detect("fine.txt", "fine.txt").exit_code == 0


def test_of_several_files_those_that_can_be_read_are_done() -> None:
    Path("bad.txt").write_bytes(b"caf\xe9 x")
    Path("rows.jsonl").write_text('{"target": "fine"}\n{oops\n')
    got = detect("bad.txt", "none.txt", "rows.jsonl", "a.txt", "--format", "sarif")
    assert got.exit_code == 2
    (log,) = json.loads(got.stdout)["runs"]
    assert len(log["results"]) == 1
    told = [n["message"]["text"] for n in log["invocations"][0]["toolExecutionNotifications"]]
    assert [text.split(";")[0] for text in told] == [
        "the byte 0xE9 is not UTF-8",
        "there is no such file",
        "the row is not JSON (expecting a name in double quotes at character 2)",
    ]
    assert got.stderr.splitlines()[-1] == (
        "4 files: 1 flag, 1 of them safe to repair, 1 bad row passed on as they were, 2 files not read"
    )


def test_one_glossary_that_cannot_be_read_is_told_once() -> None:
    got = detect("a.txt", "fine.txt", "--glossary", "none.toml")
    assert (got.exit_code, got.stdout) == (2, "")
    assert got.stderr == "none.toml: there is no such file; check the name and the folder\n"


def test_reports_are_written_besides_in_the_format_of_their_names() -> None:
    names = ["r.sarif", "r.xml", "r.html", "r.md", "r.json", "r.jsonl", "r.txt"]
    asked = [part for name in names for part in ("--report", name)]
    got = detect("a.txt", "fine.txt", "--format", "github", *asked)
    assert got.stdout.startswith("::error file=a.txt,line=1,endLine=1,col=24,endColumn=43,title=")
    begins = {name: Path(name).read_text()[:12] for name in names}
    assert begins == {
        "r.sarif": '{\n  "$schema', "r.xml": "<?xml versio", "r.html": "<!doctype ht",
        "r.md": "### mt-repai", "r.json": '{\n  "version', "r.jsonl": '{"file": "a.',
        "r.txt": "a.txt:1:24: ",
    }  # fmt: skip
    for form, name in [("sarif", "r.sarif"), ("junit", "r.xml"), ("html", "r.html")]:
        assert detect("a.txt", "fine.txt", "--format", form).stdout == Path(name).read_text()


@pytest.mark.parametrize("form", ["text", "json", "sarif", "junit", "github", "markdown", "html"])
def test_every_report_is_the_same_each_time(form: str) -> None:
    first, second = (detect("a.txt", "fine.txt", "--format", form) for _ in range(2))
    assert first.stdout == second.stdout != ""
    assert first.exit_code == 1


@pytest.mark.parametrize(("fail_on", "failures"), [("safe", 1), ("review", 1), ("never", 0)])
def test_a_report_fails_where_the_run_does(fail_on: str, failures: int) -> None:
    got = detect("a.txt", "--format", "junit", "--fail-on", fail_on)
    assert f'failures="{failures}"' in got.stdout
    assert got.exit_code == failures


def test_a_baseline_from_writing_to_a_new_flag() -> None:
    got = detect("a.txt", "fine.txt", "--write-baseline", ".mt-repair/known.json")
    assert (got.exit_code, got.stdout) == (0, "")
    assert got.stderr.splitlines() == [
        ".mt-repair/known.json: 1 flag known from now on",
        "2 files: 0 flags, 0 of them safe to repair; silent: 1 in the baseline",
    ]
    Path("a.txt").write_text(f"News of today.\n\n{BAD}")
    assert detect("a.txt", "--baseline", ".mt-repair/known.json").exit_code == 0
    Path("a.txt").write_text(f"{BAD}\n{BAD}")
    got = detect("a.txt", "--baseline", ".mt-repair/known.json")
    assert (got.exit_code, got.stdout.count("\n")) == (1, 1)
    got = detect("a.txt", "--baseline", ".mt-repair/known.json", "--format", "sarif")
    states = [r["baselineState"] for r in json.loads(got.stdout)["runs"][0]["results"]]
    assert states == ["unchanged", "new"]
    assert detect("a.txt", "--baseline", "none.json").exit_code == 2
    assert detect("a.txt", "--write-baseline", "nowhere/known.json").exit_code == 2


def test_pragmas_and_dismissals_are_heeded_by_both_commands() -> None:
    Path("a.txt").write_text(f"<!-- mt-repair-disable-next-line litteral -->\n{BAD}")
    got = detect("a.txt")
    assert got.exit_code == 1
    assert got.stderr.startswith("a.txt:1: there is no rule “litteral”")
    Path("a.txt").write_text(f"<!-- mt-repair-disable-next-line literal -->\n{BAD}\n{BAD}")
    got = run("repair", *WITH, "a.txt")
    assert got.stdout == f"<!-- mt-repair-disable-next-line literal -->\n{BAD}\n{GOOD}"
    assert got.stderr.endswith("1 edit made, 0 held for a person; silent: 1 by pragmas\n")
    told = run("dismiss", "billion state power", "--zh", "亿邦动力", "--in", "a.txt")
    assert told.stderr == ".mt-repair/dismissed.jsonl: “billion state power” is silent in a.txt\n"
    got = run("repair", *WITH, "a.txt")
    assert got.stdout == Path("a.txt").read_text()
    got = detect("a.txt", "--format", "json")
    assert json.loads(got.stdout)["counts"] == {
        "flags": 0, "edits": 0, "held": 0, "silenced": 2, "bad": 0
    }  # fmt: skip
    assert [s["by"] for s in json.loads(got.stdout)["silenced"]] == ["pragma", "dismissal"]
    assert got.exit_code == 0
    Path("b.txt").write_text(BAD)
    assert detect("b.txt").exit_code == 1
    told = run("dismiss", "billion state power", "--zh", "亿邦动力", "--in", "a.txt", "--undo")
    assert told.stderr.endswith("“billion state power” can be flagged again in a.txt\n")
    assert detect("a.txt").exit_code == 1


def test_dismissals_of_another_file() -> None:
    run("dismiss", "billion state power", "--dismissals", "d.jsonl", "--why", "as printed")
    assert detect("a.txt").exit_code == 1
    assert detect("a.txt", "--dismissals", "d.jsonl").exit_code == 0
    assert detect("a.txt", "--dismissals", "none.jsonl").exit_code == 2
    Path("d.jsonl").write_text("{oops\n")
    got = detect("a.txt", "--dismissals", "d.jsonl")
    assert (got.exit_code, got.stdout) == (2, "")
    assert got.stderr == "d.jsonl:1: the row is not JSON; mend the row, or take it out\n"


def test_rows_are_dismissed_by_their_id() -> None:
    rows = [{"id": 1, "target": BAD}, {"id": 2, "target": BAD}]
    Path("a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    run("dismiss", "billion state power", "--in", "a.jsonl", "--id", "2")
    for workers in ("1", "2"):
        got = detect("a.jsonl", "--workers", workers)
        assert got.stdout.count("\n") == 1
        assert got.stdout.startswith("a.jsonl:1:")


def test_files_are_repaired_in_place_and_the_others_stay_untouched() -> None:
    os.utime("fine.txt", (1, 1))
    Path("bad.txt").write_bytes(b"caf\xe9")
    Path("b.txt").write_bytes(b"\xef\xbb\xbf" + BAD.replace("\n", "\r\n").encode())
    got = run("repair", *WITH, "--in-place", "a.txt", "fine.txt", "bad.txt", "b.txt", "--diff")
    assert got.exit_code == 2
    assert Path("a.txt").read_text() == GOOD
    assert Path("b.txt").read_bytes() == b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()
    assert os.stat("fine.txt").st_mtime == 1
    assert Path("bad.txt").read_bytes() == b"caf\xe9"
    assert re.findall("--- (.*)", got.stdout) == ["a.txt", "b.txt"]
    assert got.stderr.endswith("4 files: 2 edits made, 0 held for a person, 1 file not read\n")
    assert run("repair", *WITH, "-i", "a.txt", "b.txt").exit_code == 0
    assert not list(Path().glob(".mt-repair-*"))


def test_a_file_that_breaks_off_is_not_written_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mt_repair.corpus.jsonl.LARGEST_ROW", 200)
    rows = f"{json.dumps({'target': BAD})}\n{json.dumps({'target': BAD * 9})}\n"
    Path("a.jsonl").write_text(rows)
    got = run("repair", *WITH, "-i", "a.jsonl", "a.txt")
    assert got.exit_code == 2
    assert Path("a.jsonl").read_text() == rows
    assert Path("a.txt").read_text() == GOOD
    assert run("repair", *WITH, "-i", "a.jsonl").exit_code == 2
    assert Path("a.jsonl").read_text() == rows


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["repair", "a.txt", "fine.txt"], "Several files are repaired with --in-place"),
        (["repair", "-i", "a.txt", "-o", "b.txt"], "With --in-place every IN is a file"),
        (["repair", "-i"], "With --in-place every IN is a file"),
        (["repair", "-i", "a.txt", "fine.txt", "--source", "z"], "One --source belongs to one IN"),
        (["detect", "a.txt", "fine.txt", "--source", "z"], "One --source belongs to one IN"),
        (["detect", "-", "a.txt", "-"], "Standard input can be read once"),
        (["detect", "a.txt", "--report", "a.txt"], "The report would replace a.txt"),
        (["detect", "fine.txt", "a.txt", "--report", "a.txt"], "The report would replace a.txt"),
        (["detect", "a.txt", "--report", "r"], 'The name "r" tells no format'),
        (["detect", "a.txt", "--write-baseline", "a.txt"], "The report would replace a.txt"),
        (
            ["detect", "a.txt", "--glossary", "n.json", "--report", "n.json"],
            "n.json is read or written here",
        ),
        (
            ["detect", "a.txt", "--baseline", "b.json", "--report", "b.json"],
            "b.json is read or written here",
        ),
        (
            ["detect", "a.txt", "--baseline", "b.json", "--write-baseline", "c.json"],
            "A baseline is read or written, not both",
        ),
        (
            ["detect", "a.txt", "--report", "r.md", "--report", "./r.md"],
            "./r.md is read or written here",
        ),
        (["dismiss", " "], "Without words it would be any flag"),
        (["dismiss"], "Missing argument 'SURFACE'"),
    ],
)
def test_wrong_usage(args: list[str], words: str) -> None:
    got = run(*args)
    assert got.exit_code == 2
    assert words in got.stderr
    assert got.stdout == ""
    assert Path("a.txt").read_text() == BAD


def test_each_option_is_explained() -> None:
    for command in ("detect", "repair", "dismiss"):
        got = run(command, "--help")
        assert got.exit_code == 0
        assert re.search(r"Examples?:\n +mt-repair ", got.stdout)
    for form in ("sarif", "junit", "github", "markdown", "html", "jsonl"):
        assert form in run("detect", "--help").stdout
