"""`glossary check` and `glossary mutate` as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mt_repair.cli import cli


@pytest.fixture(autouse=True)
def here(pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with a small shipped pack, and remember nothing of other tests."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MT_REPAIR_CACHE", str(tmp_path / "cache"))
    return tmp_path


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, ["glossary", *args], prog_name="mt-repair")


GOOD = """[[term]]
zh = "花街网"
en = "Huajie"
wrong = ["flower street network"]
examples = [
  { before = "He told flower street network of it.", after = "He told Huajie of it." },
  { before = "He told pat network of Taobao.", after = "He told Paipai of Taobao." },
"""


def test_a_glossary_that_passes(here):
    Path("n.toml").write_text(GOOD + "]\n", "utf-8")
    got = run("check", "n.toml")
    assert (got.stdout, got.exit_code) == ("", 0)
    assert got.stderr == "1 term, 2 examples, 0 errors, 0 warnings\n"
    assert run("check", "n.toml").stderr == got.stderr
    assert run("check", "n.toml", "--fresh").stderr == got.stderr


def test_a_glossary_that_fails_tells_where_and_why(here):
    line = '  { before = "He told them of it.", after = "He told Huajie of it." },\n'
    Path("n.toml").write_text(GOOD + line + "]\n", "utf-8")
    got = run("check", "n.toml")
    assert got.stdout == (
        "n.toml:8: 花街网: “He told them of it.” became “He told them of it.”, not "
        "“He told Huajie of it.”; list the wrong form, or correct the example [not-repaired]\n"
    )
    assert got.stderr == "1 term, 3 examples, 1 error, 0 warnings\n"
    assert got.exit_code == 1


def test_known_failures_are_counted_apart_and_pass(here):
    line = '  { before = "He told them of it.", after = "He told Huajie of it.", known = true },\n'
    Path("n.toml").write_text(GOOD + line + "]\n", "utf-8")
    got = run("check", "n.toml")
    assert got.stderr == "1 term, 3 examples (1 known to fail), 0 errors, 0 warnings\n"
    assert got.exit_code == 0


def test_a_warning_does_not_fail(here):
    Path("n.toml").write_text(
        '[[term]]\nzh = "花街网"\nen = "Huajie"\nwrong = ["blossom alley"]\n', "utf-8"
    )
    got = run("check", "n.toml")
    assert got.stdout.startswith("n.toml:2: warning: 花街网: no sentence shows the name repaired; ")
    assert got.exit_code == 0


def test_without_a_file_the_names_shipped_are_checked(here, pack):
    (pack / "b.toml").write_text('[[term]]\nzh = "淘宝"\nen = "Tao Bao"\n', "utf-8")
    got = run("check")
    assert got.exit_code == 1
    assert f"{pack / 'commerce.toml'}:2: 淘宝: the name has an entry already" in got.stdout
    assert got.stderr == "3 terms, 0 examples, 1 error, 2 warnings\n"


def test_a_file_of_the_pack_is_checked_in_its_place(here, pack):
    got = run("check", str(pack / "commerce.toml"))
    assert "overrides" not in got.stdout
    assert got.stderr.startswith("2 terms, 0 examples, 0 errors, ")
    assert got.exit_code == 0


def test_every_problem_of_files_that_cannot_be_read(here):
    Path("n.toml").write_text(GOOD + "]\n", "utf-8")
    Path("bad.toml").write_text("[[term]]\nzh = 3\n", "utf-8")
    got = run("check", "bad.toml", "n.toml", "none.toml")
    assert (got.exit_code, got.stdout) == (2, "")
    assert "bad.toml:" in got.stderr
    assert "none.toml: there is no such file" in got.stderr


def test_json(here):
    line = '  { keep = "He told flower street network of it." },\n'
    Path("n.toml").write_text(GOOD + line + "]\n", "utf-8")
    got = run("check", "n.toml", "--format", "json")
    data = json.loads(got.stdout)
    assert data["version"] == 1
    assert data["files"] == ["n.toml"]
    (finding,) = data["findings"]
    assert finding["path"] == "n.toml"
    assert (finding["line"], finding["rule"], finding["severity"]) == (8, "not-kept", "error")
    assert data["examples"] == {
        "repair": {"passed": 2, "failed": 0, "known": 0},
        "keep": {"passed": 0, "failed": 1, "known": 0},
    }
    assert data["counts"] == {"errors": 1, "warnings": 0}
    assert got.exit_code == 1


def test_a_baseline_forgives_chance_but_not_a_drop(here):
    sentences = "".join(
        f'  {{ before = "He told flower street network of {n} men.", after = "He told Huajie of {n} men." }},\n'
        for n in range(2, 9)
    )
    Path("n.toml").write_text(GOOD + sentences + "]\n", "utf-8")
    assert run("check", "n.toml", "--write-baseline", "b.json").exit_code == 0
    assert run("check", "n.toml", "--baseline", "b.json").exit_code == 0
    # A changed sentence is a new one, and has to pass.
    changed = GOOD + sentences.replace("Huajie of 2", "Hua Jie of 2")
    Path("n.toml").write_text(changed + "]\n", "utf-8")
    assert run("check", "n.toml", "--baseline", "b.json").exit_code == 1
    # Another right name: all the sentences that passed fail.
    lost = (GOOD + sentences + "]\n").replace('en = "Huajie"', 'en = "Hua Street"')
    Path("n.toml").write_text(lost, "utf-8")
    got = run("check", "n.toml", "--baseline", "b.json")
    assert got.exit_code == 1
    assert "repair: 1 of 9 pass (11.11%), 100.00% before; 8 lost, 0 gained; p = " in got.stderr
    assert "error" not in got.stdout
    assert run("check", "n.toml", "--floor", "repair=0.05").exit_code == 0
    assert run("check", "n.toml", "--floor", "repair=0.9").exit_code == 1


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["check", "--floor", "x=1"], '"x" is no kind of sentence'),
        (["check", "--floor", "repair"], '"" is no share'),
        (["check", "--floor", "keep=2"], '"2" is no share'),
        (["check", "--baseline", "none.json"], "none.json: there is no such file"),
        (["mutate", "--floor", "high"], '"high" is no share'),
        (["mutate", "--faults", "0"], "0 is not in the range"),
    ],
)
def test_wrong_usage_is_told(args, message, here):
    got = run(*args)
    assert got.exit_code == 2
    assert message in got.stderr


def test_mutate_lists_what_survives_and_the_score(here):
    Path("n.toml").write_text(GOOD + "]\n", "utf-8")
    got = run("mutate", "n.toml", "--faults", "16")
    assert got.stdout.splitlines()[-9].split("\t") == ["fault", "caught", "survived", "equivalent"]
    assert got.exit_code == 0
    assert " score " in got.stderr
    bare = '[[term]]\nzh = "花街网"\nen = "Huajie"\nwrong = ["flower street network"]\n'
    Path("n.toml").write_text(bare, "utf-8")
    got = run("mutate", "n.toml", "--faults", "16", "--floor", "0.95")
    assert "n.toml:1: 花街网: nothing would catch it if en is " in got.stdout
    assert got.exit_code == 1
    assert "the floor is 0.95; p = " in got.stderr


def test_mutate_as_json(here):
    Path("n.toml").write_text(GOOD + "]\n", "utf-8")
    data = json.loads(run("mutate", "n.toml", "--faults", "8", "--format", "json").stdout)
    assert (data["number"], data["seed"], data["version"]) == (8, 0, 1)
    assert all(f["path"] == "n.toml" and f["line"] == 1 for f in data["faults"])
    assert sum(sum(fates.values()) for fates in data["by_fault"].values()) == len(data["faults"])
