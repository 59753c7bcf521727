"""The command line with the rewriting model, and the one that trains it."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tinymodel import write_rewriter

from mt_repair.cli import cli

NAMES = "zh,en,type,wrong\n拍拍,Paipai,ORG,pat|pat network\n"
TEXT = "Sellers on the pat network told reporters on Taobao that 3,000 of them had left.\nNothing here.\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("names.csv").write_text(NAMES, "utf-8")
    Path("mt.txt").write_text(TEXT, "utf-8")
    write_rewriter(Path("tiny"))
    return tmp_path


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, list(args))


REPAIR = ["repair", "mt.txt", "--glossary", "names.csv", "--no-default-glossary"]


def test_any_model_folder_rewrites_and_keeps_the_rest() -> None:
    got = run(*REPAIR, "--rewriter", "seq2seq", "--model", "tiny", "--report", "r.json")
    assert got.exit_code == 0, got.stderr
    first, second, _ = got.stdout.split("\n")
    assert second == "Nothing here."
    for kept in ("Paipai", "Taobao", "3,000"):
        assert first.count(kept) == 1
    assert all(e["because"] for e in json.loads(Path("r.json").read_text())["edits"])
    assert run(*REPAIR, "--rewriter", "seq2seq", "--model", "tiny").stdout == got.stdout


def test_rows_and_workers_change_nothing() -> None:
    rows = [{"id": n, "target": line} for n, line in enumerate(TEXT.splitlines() * 8)]
    Path("mt.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), "utf-8")
    args = ["repair", "mt.jsonl", *REPAIR[2:], "--rewriter", "seq2seq", "--model", "tiny"]
    one, two = run(*args), run(*args, "--workers", "2")
    assert one.exit_code == two.exit_code == 0
    assert one.stdout == two.stdout
    texts = [json.loads(line)["repaired"] for line in one.stdout.splitlines()]
    assert len(set(texts)) == 2


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--rewriter", "seq2seq", "--model", "./gone"], "./gone: there is no such folder"),
        (["--model", "tiny"], "--model is for --rewriter seq2seq"),
        (["--rewriter", "rules", "--model", "tiny"], "--model is for --rewriter seq2seq"),
    ],
)
def test_what_cannot_be_is_said_before_anything_is_done(args: list[str], words: str) -> None:
    got = run(*REPAIR, *args)
    assert (got.exit_code, got.stdout) == (2, "")
    assert words in got.stderr


def test_a_damaged_model_is_told_and_nothing_is_lost() -> None:
    Path("tiny/model.bin").write_bytes(b"\x80\x04N.")
    got = run(*REPAIR, "--rewriter", "seq2seq", "--model", "tiny", "-o", "out.txt")
    assert got.exit_code == 2
    assert "not the file that was shipped" in got.stderr
    assert not Path("out.txt").exists()


def test_without_the_shipped_model_rules_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mt_repair.repair.rewriters.shipped_folder", lambda name: None)
    got = run(*REPAIR, "--rewriter", "seq2seq")
    assert got.exit_code == 2
    assert 'not in this installation; use "rules", or name a model with --model' in got.stderr
    assert run(*REPAIR).exit_code == 0


def test_the_model_has_a_page_like_a_rules() -> None:
    got = run("explain", "seq2seq")
    assert got.exit_code == 0
    assert got.stdout.startswith("seq2seq (rewriting)\n")
    assert "before: Pat former employee" in got.stdout


@pytest.mark.skipif(find_spec("torch") is not None, reason="torch is installed")
def test_training_without_its_extra_is_told() -> None:
    got = run("train", "rewriter")
    assert got.exit_code == 2
    assert 'is not installed; pip install "mt-repair[train,places]"' in got.stderr
    assert not Path("models").exists()
    assert run("train", "reader").exit_code == 2
    got = run("train", "namer", "--begin", ".")
    assert got.exit_code == 2
    assert "--begin is for the rewriter" in got.stderr
