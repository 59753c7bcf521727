"""`mt-repair score`: what it prints where, and how it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mt_repair.cli import cli

REF = [
    "Sellers on Paipai said orders doubled.",
    "Cainiao opens a warehouse in Ningbo.",
    "It rained.",
]
HYP = [
    "Sellers on Paipai said orders doubled.",
    "The rookie opens a warehouse in Ningbo.",
    "It rained.",
]
MT = [
    "Sellers on pat said orders doubled.",
    "The rookie opens a warehouse in Ningbo.",
    "It rained.",
]
ZH = ["拍拍网卖家说订单翻了一番。", "菜鸟在宁波开设仓库。", "下雨了。"]


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name, lines in (("ref", REF), ("hyp", HYP), ("mt", MT), ("zh", ZH)):
        Path(f"{name}.txt").write_text("".join(f"{line}\n" for line in lines), "utf-8")
    Path("names.csv").write_text(
        "zh,en,type\n拍拍网,Paipai,ORG\n菜鸟,Cainiao,ORG\n宁波,Ningbo,LOC\n"
    )


def run(*args: str, stdin: str = "") -> Result:
    return CliRunner().invoke(cli, ["score", *args], input=stdin, prog_name="mt-repair")


ALL = ("--hyp", "hyp.txt", "--ref", "ref.txt", "--source", "zh.txt", "--glossary", "names.csv",
       "--base", "mt.txt")  # fmt: skip


def test_a_table_goes_to_standard_output() -> None:
    got = run(*ALL)
    assert (got.exit_code, got.stderr) == (0, "")
    assert got.stdout.startswith("hyp.txt against ref.txt, 3 segments\n")
    assert "Entity accuracy" in got.stdout
    assert "  1 of 1  菜鸟 Cainiao\n" in got.stdout


def test_json_has_the_figures() -> None:
    told = json.loads(run(*ALL, "--format", "json").stdout)
    values = {metric["name"]: metric for metric in told["metrics"]}
    assert values["entity_accuracy"]["value"] == pytest.approx(2 / 3, abs=1e-6)
    assert values["entity_accuracy"]["base"]["value"] == pytest.approx(1 / 3, abs=1e-6)
    assert values["over_editing"]["value"] == 0
    assert told["files"]["glossaries"] == ["names.csv"]
    assert told["entries"] == [
        {"zh": "菜鸟", "en": "Cainiao", "mentions": 1, "right": 0, "base_right": 0}
    ]


def test_a_page_goes_to_its_file() -> None:
    got = run(*ALL, "--format", "html", "-o", "report.html")
    assert (got.exit_code, got.stdout, got.stderr) == (0, "", "")
    assert Path("report.html").read_text("utf-8").startswith("<!doctype html>")


def test_a_list_of_the_missing_names_raises_nothing_and_is_told() -> None:
    cheated = [HYP[0], HYP[1] + " Cainiao", HYP[2]]
    Path("cheat.txt").write_text("\n".join(cheated), "utf-8")
    args = ("--ref", "ref.txt", "--source", "zh.txt", "--glossary", "names.csv", "--base", "hyp.txt",
            "--format", "json")  # fmt: skip
    told = json.loads(run("--hyp", "cheat.txt", *args).stdout)
    values = {metric["name"]: metric for metric in told["metrics"]}
    assert values["entity_accuracy"]["difference"]["value"] == 0
    assert values["over_editing"]["value"] > 0.05
    assert values["set_beside"]["value"] > 0.05
    assert any("only set beside the text" in note for note in told["notes"])


@pytest.mark.parametrize(
    ("floors", "code"),
    [
        (["chrf2++=50"], 0),
        (["chrF2++=99.9"], 1),
        (["entity_accuracy=0.6", "bleu=1"], 0),
        (["entity_accuracy=0.7", "bleu=1"], 1),
        (["over_editing=0"], 0),  # where lower is better, a floor is a ceiling
        (["ter=1"], 1),
        (["ter=50"], 0),
    ],
)
def test_a_score_under_its_floor_ends_with_1(floors: list[str], code: int) -> None:
    got = run(*ALL, *(arg for floor in floors for arg in ("--floor", floor)))
    assert got.exit_code == code
    assert ("MISSED" in got.stdout) == bool(code)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--hyp", "hyp.txt", "--ref", "short.txt"],
         "short.txt: the file has 1 segment, hyp.txt has 3 segments; give files whose lines belong together"),
        (["--hyp", "hyp.txt"], "hyp.txt: there is no reference to score against"),
        (["--hyp", "hyp.txt", "--ref", "none.txt"], "none.txt: there is no such file"),
        (["--hyp", "hyp.txt", "--ref", "ref.txt", "--glossary", "none.csv"], "none.csv: there is no such file"),
        (["--hyp", "hyp.txt", "--ref", "ref.txt", "--floor", "bleu"], 'Usage: mt-repair score'),
        (["--hyp", "hyp.txt", "--ref", "ref.txt", "--floor", "blue=3"],
         '--floor: there is no score "blue"; use one of bleu, chrf2++,'),
        (["--hyp", "hyp.txt", "--ref", "ref.txt", "--floor", "entity_accuracy=0.5"],
         "--floor: entity_accuracy was not counted; give a glossary"),
        (["--hyp", "hyp.txt", "--ref", "ref.txt", "-o", "ref.txt"], "Usage: mt-repair score"),
        ([], "Usage: mt-repair score"),
    ],
)  # fmt: skip
def test_bad_input_is_told_once_and_ends_with_2(args: list[str], said: str) -> None:
    Path("short.txt").write_text("one\n")
    got = run(*args)
    assert (got.exit_code, got.stdout) == (2, "")
    assert got.stderr.startswith(said)
    assert Path("ref.txt").read_text("utf-8").splitlines() == REF


def test_the_text_may_come_from_standard_input() -> None:
    got = run("--hyp", "-", "--ref", "ref.txt", stdin="\n".join(REF))
    assert got.exit_code == 0
    assert got.stdout.startswith("- against ref.txt, 3 segments\n")


def test_rows_that_were_repaired_are_scored_beside_what_they_were() -> None:
    row = {"id": 1, "target": MT[0], "repaired": REF[0], "source": ZH[0], "reference": REF[0],
           "flags": [], "edits": [], "held": []}  # fmt: skip
    Path("out.jsonl").write_text(json.dumps(row) + "\n")
    told = json.loads(
        run("--hyp", "out.jsonl", "--glossary", "names.csv", "--format", "json").stdout
    )
    values = {metric["name"]: metric for metric in told["metrics"]}
    assert values["entity_accuracy"]["base"]["value"] == 0
    assert values["entity_accuracy"]["value"] == 1
    assert values["entity_accuracy"]["low"] is None


def test_help_loads_nothing_that_scores() -> None:
    code = (
        "import sys\n"
        "sys.argv = ['mt-repair', 'score', '--help']\n"
        "from mt_repair.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print([m for m in ('numpy', 'sacrebleu', 'torch', 'transformers') if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "--floor METRIC=VALUE" in done.stdout
    assert done.stderr == "[]\n"
