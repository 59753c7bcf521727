"""The commands glossary import and export: what goes where, and how they end."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mt_repair.cli import cli
from mt_repair.glossary.formats.registry import FORMATS
from mt_repair.glossary.load import read_terms

NAMES = '[[term]]\nzh = "花街网"\nen = "Huajie"\nwrong = ["flower net"]\n'
TMX = '<tmx version="1.4"><body><tu><tuv xml:lang="zh"><seg>元宝</seg></tuv><tuv xml:lang="en"><seg>Yuanbao</seg></tuv></tu></body></tmx>'


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    Path("names.toml").write_text(NAMES, "utf-8")
    Path("memory.tmx").write_text(TMX, "utf-8")


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, ["glossary", *args], prog_name="mt-repair")


def test_the_file_goes_to_standard_output_and_what_is_lost_does_not() -> None:
    got = run("export", "names.toml", "--format", "deepl")
    assert (got.exit_code, got.stdout_bytes) == (0, "花街网,Huajie\n".encode())
    assert got.stderr.splitlines() == [
        'deepl: no place for "wrong": 1 entry (花街网)',
        "-: 1 entry as deepl",
    ]


def test_a_suffix_says_the_format_and_the_format_goes_before_it() -> None:
    assert run("export", "names.toml", "-o", "out.tmx").stderr.endswith("out.tmx: 1 entry as tmx\n")
    assert [t.wrong for t in read_terms(Path("out.tmx"))] == [("flower net",)]
    assert run("export", "names.toml", "-o", "out.csv", "--format", "deepl").exit_code == 0
    assert Path("out.csv").read_bytes() == "花街网,Huajie\n".encode()


def test_another_tools_file_becomes_a_glossary() -> None:
    got = run("import", "memory.tmx")
    assert (got.exit_code, got.stdout) == (0, '[[term]]\nzh = "元宝"\nen = "Yuanbao"\n')
    assert got.stderr == "-: 1 entry as toml\n"
    Path("memory.tmx").rename("memory.dat")
    assert run("import", "memory.dat").exit_code == 2
    assert run("import", "memory.dat", "--format", "tmx", "-o", "out.csv").exit_code == 0
    assert Path("out.csv").read_text("utf-8").splitlines()[1].startswith("元宝,Yuanbao,")


def test_a_glossary_may_come_from_standard_input() -> None:
    args = ["glossary", "import", "-", "--format", "deepl", "-o", "out.toml"]
    got = CliRunner().invoke(cli, args, input="元宝,Yuanbao\n".encode())
    assert (got.exit_code, got.stderr) == (0, "out.toml: 1 entry as toml\n")
    assert [t.en for t in read_terms(Path("out.toml"))] == ["Yuanbao"]


def test_several_glossaries_and_of_any_format() -> None:
    got = run("export", "names.toml", "memory.tmx", "--format", "tsv")
    assert [line.split("\t")[0] for line in got.stdout.splitlines()] == ["zh", "花街网", "元宝"]


def test_without_a_glossary_the_names_shipped_are_written() -> None:
    got = run("export", "--format", "google-pairs")
    assert got.exit_code == 0
    assert "\n拍拍,Paipai\n" in got.stdout


def test_the_chinese_of_rules_comes_from_the_glossaries_given_and_the_names_shipped() -> None:
    rules = "version: 1\nrules:\n- {expected: Huajie, pattern: street net}\n- {expected: Paipai, pattern: pat pat}\n"
    Path("rules.yml").write_text(rules, "utf-8")
    got = run("import", "rules.yml", "--glossary", "names.toml", "-o", "out.toml")
    assert got.exit_code == 0
    assert [(t.zh, t.wrong) for t in read_terms(Path("out.toml"))] == [
        ("花街网", ("street net",)),
        ("拍拍", ("pat pat",)),
    ]
    alone = run("import", "rules.yml")
    assert "no Chinese name known, left out: 1 entry (Huajie)" in alone.stderr


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["export", "names.toml"], "Say with --format what to write: toml, yaml,"),
        (["export", "names.toml", "-o", "out.doc"], "Say with --format what to write: toml, yaml,"),
        (["export", "names.toml", "--format", "xlsx"], '"xlsx" is not known; use one of toml,'),
        (["export", "names.toml", "--format", "wikidata"], '"wikidata" is not known; use one of toml,'),
        (["export", "names.toml", "-o", "./names.toml"], "./names.toml is read here; write to another file."),
        (["export", "none.toml", "no.csv", "--format", "csv"], "none.toml: there is no such file"),
        (["export", "none.toml", "no.csv", "--format", "csv"], "no.csv: there is no such file"),
        (["import", "memory.tmx", "-o", "memory.tmx"], "memory.tmx is read here; write to another file."),
        (["import", "names.toml", "--format", "xlsx"], "use one of toml"),
        (["import", "names.toml", "--format", "tbx"], "names.toml:1: this is not XML: "),
        (["import", "dump.json", "-o", "out.toml"], "A dump goes beside the derived forms; leave -o out."),
        (["import", "names.toml", "--format", "wikidata"], "names.toml:1: not a JSON entity; "),
        (["import", "none.tbx"], "none.tbx: there is no such file; "),
    ],
)  # fmt: skip
def test_wrong_usage(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, args: list[str], words: str
) -> None:
    monkeypatch.setenv("MT_REPAIR_CACHE", str(tmp_path / "cache"))
    got = run(*args)
    assert got.exit_code == 2
    assert words in got.stderr
    assert got.stdout == ""
    assert Path("names.toml").read_text("utf-8") == NAMES
    assert Path("memory.tmx").read_text("utf-8") == TMX


def test_nothing_is_written_where_nothing_fits() -> None:
    Path("bare.toml").write_text('[[term]]\nzh = "花街网"\nen = "Huajie"\n', "utf-8")
    got = run("export", "bare.toml", "--format", "vale", "-o", "out.yml")
    assert got.exit_code == 2
    assert got.stderr.startswith("vale: the file would be empty (no wrong form listed, left out")
    assert not Path("out.yml").exists()


@pytest.mark.parametrize("command", ["import", "export"])
def test_help_has_an_example_and_every_format(command: str) -> None:
    got = run(command, "--help")
    assert got.exit_code == 0
    assert re.search(r"Examples:\n +mt-repair glossary", got.stdout)
    if command == "export":
        words = set(re.findall(r"[\w-]+", got.stdout))
        assert words >= {name.removesuffix("-tsv") for name in FORMATS}
