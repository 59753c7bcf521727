"""The command line: what it prints where, and how it ends."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

import mt_repair.pipeline
from mt_repair.cli import cli
from mt_repair.detect.rules import RULES
from mt_repair.edits import apply_document
from mt_repair.errors import InputError, Problem
from mt_repair.knowledge.lexicon import imported, look_up, open_lexicon
from mt_repair.repair.page import REWRITING
from mt_repair.types import Document, Edit, Flag, Repair, Span

MT_REPAIR = [sys.executable, "-m", "mt_repair"]
BARE = ["--no-default-glossary"]
REAL = {
    name: getattr(mt_repair.pipeline, name) for name in ("build_pipeline", "for_streams", "repair")
}


def toy(_: object, document: Document) -> Repair:
    flags, edits, held = [], [], []
    for number, segment in enumerate(document.segments):
        if "boom" in segment.target:
            raise KeyError("boom")
        for found in re.finditer("pat|hug", segment.target):
            span = Span(*found.span())
            flags.append(
                Flag(number, span, found[0], "toy", "literal", "known", "拍", ("Paipai",), 0.9)
            )
            made = Edit(number, span, found[0], "Paipai", "known", confidence=0.9, by="toy")
            (edits if found[0] == "pat" else held).append(made)
    return Repair(
        document, tuple(flags), tuple(edits), tuple(held), apply_document(document, edits)
    )


@pytest.fixture(autouse=True)
def built(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[dict[str, object]]:
    """Put a toy in the pipeline's place, in a folder of its own; return how it was built."""
    calls: list[dict[str, object]] = []

    def build(glossaries: object = (), **options: object) -> SimpleNamespace:
        calls.append({"glossaries": list(glossaries), **options})  # type: ignore[call-overload]
        return SimpleNamespace(glossary=None)

    monkeypatch.setattr(mt_repair.pipeline, "build_pipeline", build)
    monkeypatch.setattr(mt_repair.pipeline, "for_streams", lambda pipeline: pipeline)
    monkeypatch.setattr(mt_repair.pipeline, "repair", toy)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MT_REPAIR_TRACEBACK", raising=False)
    return calls


def run(*args: str, stdin: str | bytes = "") -> Result:
    return CliRunner().invoke(cli, args, input=stdin, prog_name="mt-repair")


def write(name: str, text: str | bytes) -> str:
    Path(name).write_bytes(text.encode() if isinstance(text, str) else text)
    return name


# repair


def test_the_repaired_text_goes_to_standard_output_and_all_else_does_not() -> None:
    got = run("repair", stdin=b"\xef\xbb\xbfon pat\r\nhug  \r\n")
    assert got.stdout_bytes == b"\xef\xbb\xbfon Paipai\r\nhug  \r\n"
    assert got.stderr == "-: 1 edit made, 1 held for a person\n"
    assert got.exit_code == 0


def test_a_file_may_be_written_over_and_the_report_says_what_was_done() -> None:
    write("mt.txt", "a\non pat\n")
    got = run("repair", "mt.txt", "-o", "mt.txt", "--report", "report.json")
    assert (got.exit_code, got.stdout) == (0, "")
    assert Path("mt.txt").read_bytes() == b"a\non Paipai\n"
    report = json.loads(Path("report.json").read_text())
    assert (report["edits"][0]["line"], report["edits"][0]["because"]) == (2, "known")
    assert sorted(os.listdir()) == ["mt.txt", "report.json"]


def test_diff_takes_the_place_of_the_text_unless_it_goes_to_a_file() -> None:
    write("mt.txt", "on pat\n")
    alone = run("repair", "mt.txt", "--diff")
    both = run("repair", "mt.txt", "--diff", "-o", "out.txt")
    assert alone.stdout == both.stdout
    assert "-on pat\n+on Paipai\n" in alone.stdout
    assert Path("out.txt").read_text() == "on Paipai\n"


def test_the_options_reach_the_pipeline(built: list[dict[str, object]]) -> None:
    write("mt.txt", "x")
    run("repair", "mt.txt", "--glossary", "a.toml", "--glossary", "b.csv", *BARE,
        "--rewriter", "none", "--apply", "review")  # fmt: skip
    assert built == [
        {
            "glossaries": [Path("a.toml"), Path("b.csv")],
            "shipped": False,
            "rewriter": "none",
            "model": None,
            "apply": "review",
            "dismissals": None,
        }
    ]


def test_the_source_is_aligned_by_line() -> None:
    write("mt.txt", "a\nb\n")
    write("zh.txt", "甲\n乙\n")
    assert run("repair", "mt.txt", "--source", "zh.txt").stdout == "a\nb\n"
    write("zh.txt", "甲\n")
    got = run("repair", "mt.txt", "--source", "zh.txt", "-o", "out.txt")
    assert got.exit_code == 0
    assert got.stderr.startswith("mt.txt: the text has 2 lines, its source zh.txt 1 line; they")
    assert Path("out.txt").read_text() == "a\nb\n"


def test_a_source_without_chinese_is_refused() -> None:
    write("mt.txt", "a\nb\n")
    write("zh.txt", "a\nb\n")
    got = run("repair", "mt.txt", "--source", "zh.txt", "-o", "out.txt")
    assert (got.exit_code, got.stderr) == (
        2,
        "zh.txt: the source holds no Chinese; name the Chinese text, or leave --source out\n",
    )
    assert not Path("out.txt").exists()


def test_a_wikidata_dump_is_imported_and_used(monkeypatch, tmp_path):
    monkeypatch.setenv("MT_REPAIR_CACHE", str(tmp_path / "cache"))
    entity = {
        "labels": {"zh": {"value": "沃西诺夫"}, "en": {"value": "Vossinov"}},
        "claims": {"P31": [{"mainsnak": {"datavalue": {"value": {"id": "Q5"}}}}]},
    }
    write("dump.json", "[\n" + json.dumps(entity) + "\n]\n")
    got = run("glossary", "import", "dump.json")
    assert (got.exit_code, got.stdout) == (0, "")
    assert got.stderr.startswith("dump.json: 1 Chinese name imported into ")
    assert look_up(open_lexicon(layers=imported()), "沃西诺夫")[0].en == "Vossinov"
    write("dump.json", "[\nnothing\n]\n")
    bad = run("glossary", "import", "dump.json")
    assert bad.exit_code == 2
    assert bad.stderr.startswith("dump.json:2: not a JSON entity; ")
    assert run("glossary", "import", "none.json").exit_code == 2


def test_a_bad_row_is_told_passed_on_and_ends_with_1() -> None:
    write("mt.jsonl", '{"target": "pat"}\n{oops\n\n{"target": "hug"}\n')
    got = run("repair", "mt.jsonl", "-o", "out.jsonl")
    assert got.exit_code == 1
    assert got.stderr.splitlines() == [
        "mt.jsonl:2: the row is not JSON (expecting a name in double quotes at character 2); "
        "mend the row; it was passed on as it is",
        "mt.jsonl: 1 edit made, 1 held for a person, 1 bad row passed on as they were",
    ]
    rows = Path("out.jsonl").read_text().split("\n")
    assert json.loads(rows[0])["repaired"] == "Paipai"
    assert json.loads(rows[1])["raw"] == "{oops"
    assert rows[2] == ""
    assert json.loads(rows[3])["held"][0]["new"] == "Paipai"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["repair", "mt.txt", "--rewriter", "magic"], "'magic' is not one of"),
        (["repair", "mt.txt", "--workers", "0"], "0 is not in the range"),
        (["repair", "mt.txt", "-o", "-", "--diff"], "Only one of text, diff and report can go"),
        (["repair", "mt.txt", "--report", "-"], "Only one of text, diff and report can go"),
        (
            ["repair", "mt.txt", "--source", "zh.txt", "-o", "./zh.txt"],
            "./zh.txt is read or written here",
        ),
        (
            ["repair", "mt.txt", "--glossary", "n.toml", "--report", "n.toml"],
            "n.toml is read or written here",
        ),
        (["repair", "mt.txt", "--report", "mt.txt"], "The report would replace mt.txt"),
        (["repair", "mt.txt", "-o", "x", "--report", "./x"], "Text and report would be one file"),
        (["detect", "mt.txt", "--report", "names.doc"], 'The name "names.doc" tells no format'),
        (
            ["detect", "mt.txt", "--format", "xml"],
            '"xml" is not known; use one of text, json, jsonl',
        ),
        (["detect", "mt.txt", "--fail-on", "all"], "'all' is not one of"),
        (["glossary", "variants", "Paipai"], '"Paipai" has no Chinese character'),
        (["glossary", "variants", "拍", "--most", "0"], "0 is not in the range"),
        (["mend"], "No such command 'mend'"),
    ],
)
def test_wrong_usage(args: list[str], words: str) -> None:
    write("mt.txt", "pat")
    got = run(*args)
    assert got.exit_code == 2
    assert words in got.stderr
    assert got.stdout == ""
    assert Path("mt.txt").read_text() == "pat"


@pytest.mark.parametrize("command", ["repair", "detect"])
@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("none.txt", None, "none.txt: there is no such file; "),
        (".", None, ".: this is a folder; "),
        ("mt.txt", "plain text\n".encode("utf-16"), "mt.txt:1: the file seems to be UTF-16"),
        ("mt.txt", "京东集团宣布\n".encode("gb18030"), "mt.txt:1: the file seems to be GB18030"),
        ("mt.txt", b"PK\x03\x04\x00\x00\xff", "mt.txt:1: the file seems to be a Word, Excel"),
        ("mt.docx", b"PK\x03\x04\x00\x00\xff", "mt.docx: the zip file is damaged (File is not"),
        ("mt.txt", b"a\ncaf\xe9 b", "mt.txt:2: the byte 0xE9 is not UTF-8; save the file as UTF-8"),
        ("mt.txt", "a\n\ud800".encode("utf-8", "surrogatepass"), "mt.txt:2: the byte 0xED is not"),
        ("mt.txt", b"a\ncaf\xc3", "mt.txt:2: the text ends in the middle of a character; "),
        ("mt.bin", bytes(999), "mt.bin:1: the file seems to be a binary file"),
        ("mt.jsonl", "{}".encode("utf-16"), "mt.jsonl:1: the file seems to be UTF-16"),
    ],
)
def test_unreadable_input_is_named_and_ends_with_2(
    command: str, name: str, data: bytes | None, message: str
) -> None:
    if data is not None:
        write(name, data)
    got = run(command, name)
    assert (got.exit_code, got.stdout) == (2, "")
    assert got.stderr.startswith(message)
    assert got.stderr.count("\n") == 1


def test_a_source_for_json_lines_is_refused() -> None:
    write("mt.jsonl", "{}")
    got = run("repair", "mt.jsonl", "--source", "zh.txt")
    assert got.exit_code == 2
    assert got.stderr.startswith("mt.jsonl: JSON Lines take no source file; ")
    got = run("repair", "-", "--source", "-")
    assert got.exit_code == 2
    assert got.stderr.startswith("-: text and source cannot both be standard input; ")


def test_every_problem_of_a_glossary_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise InputError([Problem("n.toml", 1, "a", "b"), Problem("n.toml", 2, "\x1b[2J", "d")])

    monkeypatch.setattr(mt_repair.pipeline, "build_pipeline", refuse)
    write("mt.txt", "x")
    got = run("repair", "mt.txt", "--glossary", "n.toml")
    assert (got.exit_code, got.stderr) == (2, "n.toml:1: a; b\nn.toml:2: \\x1b[2J; d\n")


@pytest.mark.parametrize(
    "data", ["", "\n\n", "word " * 1_000_000, "\ufeff", "🀄\0\x0c\u2028e\u0301"]
)
def test_odd_texts_come_out_as_they_went_in(data: str) -> None:
    write("mt.txt", data)
    got = run("repair", "mt.txt")
    assert (got.exit_code, got.stdout_bytes) == (0, data.encode())


def test_a_fault_of_its_own_changes_no_file_and_asks_for_a_report() -> None:
    write("mt.txt", "boom")
    got = run("repair", "mt.txt", "-o", "mt.txt")
    assert got.exit_code == 2
    assert got.stderr == (
        "mt-repair failed (KeyError: 'boom'); no file was changed; "
        "please report it with what --traceback shows\n"
    )
    assert os.listdir() == ["mt.txt"]
    for args in (["--traceback", "repair", "mt.txt"], ["repair", "mt.txt", "--traceback"]):
        assert "Traceback (most recent call last)" in run(*args).stderr
    got = CliRunner(env={"MT_REPAIR_TRACEBACK": "1"}).invoke(cli, ["repair", "mt.txt"])
    assert "Traceback (most recent call last)" in got.stderr


# detect


@pytest.mark.parametrize(
    ("text", "fail_on", "code"),
    [
        ("pat", "review", 1),
        ("pat", "safe", 1),
        ("pat", "never", 0),
        ("hug", "review", 1),
        ("hug", "safe", 0),
        ("fine", "review", 0),
    ],
)
def test_what_fails(text: str, fail_on: str, code: int) -> None:
    assert run("detect", "--fail-on", fail_on, stdin=text).exit_code == code


def test_flags_for_a_person_and_for_programs() -> None:
    write("mt.txt", "a\non pat\n")
    got = run("detect", "mt.txt")
    assert got.stdout == 'mt.txt:2:4: literal [0.90]: "pat" -> "Paipai": known\n'
    assert got.stderr == "mt.txt: 1 flag, 1 of them safe to repair\n"
    assert json.loads(run("detect", "mt.txt", "--format", "json").stdout)["counts"]["flags"] == 1
    assert json.loads(run("detect", "mt.txt", "--format", "jsonl").stdout)["surface"] == "pat"


def test_rows_are_flagged_with_their_line() -> None:
    write("mt.jsonl", '\n{"target": "a\\npat", "id": 3}\n')
    assert run("detect", "mt.jsonl").stdout.startswith("mt.jsonl:2:3: literal ")


# explain and glossary


def test_rules_are_listed_a_line_each() -> None:
    rows = [line.split(maxsplit=2) for line in run("explain").stdout.splitlines()]
    pages = [*RULES.values(), REWRITING]
    assert rows == [[page.name, page.kind, page.summary] for page in pages]


@pytest.mark.parametrize("name", RULES)
def test_a_rule_is_explained_with_every_example(name: str) -> None:
    rule = RULES[name]
    got = run("explain", name)
    assert got.exit_code == 0
    assert got.stdout.startswith(f"{name} ({rule.kind})\n{rule.summary}\n\n{rule.explanation}\n\n")
    lines = got.stdout.splitlines()
    for example in rule.examples:
        if example.after is None:
            assert f"left alone: {example.before}" in lines
        elif not example.after:
            assert f"flagged: {example.before}" in lines
        else:
            at = lines.index(f"before: {example.before}")
            assert lines[at + 1] == f"after:  {example.after}"


@pytest.mark.parametrize("name", ["literals", "Literal", ""])
def test_an_unknown_rule_is_wrong_usage(name: str) -> None:
    got = run("explain", name)
    assert (got.exit_code, got.stdout) == (2, "")
    assert f'There is no rule "{name}"; "mt-repair explain" lists the rules.' in got.stderr


def test_variants_are_tab_separated_away_from_a_terminal() -> None:
    got = run("glossary", "variants", "拍拍网", "--en", "Paipai", "--most", "3")
    header, *rows = [line.split("\t") for line in got.stdout.splitlines()]
    assert header == ["rank", "form", "prior", "ordinary", "route", "derivation"]
    assert [row[0] for row in rows] == ["1", "2", "3"]
    assert all(len(row) == 6 for row in rows)
    assert got.exit_code == 0


def test_each_command_has_help_with_an_example() -> None:
    for args in (
        [],
        ["repair"],
        ["detect"],
        ["explain"],
        ["glossary", "variants"],
        ["glossary", "check"],
        ["glossary", "mutate"],
    ):
        got = run(*args, "--help")
        assert got.exit_code == 0
        assert re.search(r"Examples?:\n +mt-repair ", got.stdout), args


# Processes of their own


def process(*args: str, stdin: bytes = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*MT_REPAIR, *args],
        check=False,
        input=stdin,
        capture_output=True,
        env={**os.environ, **env},
        timeout=60,
    )


def test_bytes_pass_through_a_process_whatever_the_locale() -> None:
    data = "\ufeffA\r\n\r\ncafé 拍拍 👩‍👩‍👧\r\0\x0c\u2028 \nend".encode()
    got = process("repair", *BARE, stdin=data, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert (got.returncode, got.stdout) == (0, data)
    assert got.stderr == b"-: 0 edits made, 0 held for a person\n"


@pytest.mark.parametrize("workers", ["1", "2"])
def test_rows_are_the_same_with_any_number_of_workers(workers: str) -> None:
    rows = "".join(f'{{"id": {i}, "target": "row {i}"}}\n' for i in range(200)) + "{oops\n"
    write("mt.jsonl", rows)
    got = process("repair", *BARE, "mt.jsonl", "-o", "out.jsonl", "--workers", workers)
    assert got.returncode == 1, got.stderr
    out = Path("out.jsonl").read_text().splitlines()
    assert [json.loads(row).get("id") for row in out] == [*range(200), None]


@pytest.mark.parametrize("workers", ["1", "2"])
def test_an_unreadable_glossary_is_told_once(workers: str) -> None:
    write("mt.jsonl", '{"target": "a"}\n' * 300)
    got = process("repair", "mt.jsonl", "--glossary", "none.toml", "--workers", workers)
    assert (got.returncode, got.stdout) == (2, b"")
    assert got.stderr == b"none.toml: there is no such file; check the name and the folder\n"


def test_a_broken_pipe_ends_quietly() -> None:
    write("mt.txt", "word " * 400_000)
    command = [*MT_REPAIR, "repair", *BARE, "mt.txt"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(60) == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_behind_standard_output_is_named() -> None:
    with open("/dev/full", "wb") as full:
        got = subprocess.run(
            [*MT_REPAIR, "repair", *BARE],
            check=False,
            input=b"a",
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
        )
    assert got.returncode == 2
    assert got.stderr.startswith(b"-: the file cannot be written (No space left on device); ")
    assert got.stderr.count(b"\n") == 1


@pytest.mark.parametrize(
    ("sent", "code", "told"),
    [
        (signal.SIGINT, 130, b"interrupted; no file was changed\n"),
        (signal.SIGTERM, 143, b""),
    ],
)
def test_an_interrupted_run_leaves_no_file(sent: int, code: int, told: bytes) -> None:
    os.mkfifo("mt.jsonl")
    write("out.jsonl", "old")
    command = [*MT_REPAIR, "repair", *BARE, "mt.jsonl", "-o", "out.jsonl"]

    def heed() -> None:
        signal.signal(sent, signal.SIG_DFL)  # a job in the background is born deaf to SIGINT

    with (
        subprocess.Popen(command, stderr=subprocess.PIPE, preexec_fn=heed) as running,  # noqa: PLW1509
        open("mt.jsonl", "wb") as feed,  # opens when the other side reads
    ):
        feed.write(b'{"target": "a"}\n' * 300)
        feed.flush()
        for _ in range(500):
            if any(name.endswith(".tmp") for name in os.listdir()):
                break
            time.sleep(0.02)
        time.sleep(0.2)
        running.send_signal(sent)
        try:
            assert running.communicate(timeout=60)[1] == told
        finally:
            running.kill()
        assert running.returncode == code
    assert sorted(os.listdir()) == ["mt.jsonl", "out.jsonl"]
    assert Path("out.jsonl").read_text() == "old"


def test_the_command_line_loads_nothing_heavy() -> None:
    heavy = "torch transformers gradio spacy ray rich lemminflect wordfreq numpy multiprocessing"
    code = f"""
import sys
import mt_repair.cli
print([name for name in {heavy.split()!r} if name in sys.modules])
"""
    got = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, timeout=60)
    assert got.stdout == b"[]\n", got.stderr


def test_the_version_is_told() -> None:
    got = process("--version")
    assert re.fullmatch(rb"mt-repair \d+\.\d+\.\d+\S*\n", got.stdout.replace(b"\r", b""))
