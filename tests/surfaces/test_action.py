"""The GitHub action: its own shell steps, run as a runner runs them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent.parent
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text())
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
INSTALL, GLOSSARY, CHECK = STEPS
BAD = "Sellers on Taobao told billion state power of it.\n"
NAMES = """
[[term]]
zh = "亿邦动力"
en = "Ebrun"
wrong = ["billion state power"]
"""


class Ran:
    """What a step left behind: exit code, log, commands heeded, summary, outputs, path."""

    def __init__(self, code: int, log: str, temp: Path) -> None:
        self.code = code
        self.log = log
        self.commands = heeded(log)
        self.summary = _read(temp / "summary")
        self.outputs = dict(line.split("=", 1) for line in _read(temp / "output").splitlines())
        self.path = _read(temp / "path").split()


def _read(path: Path) -> str:
    return path.read_text() if path.exists() else ""


def heeded(log: str) -> list[str]:
    """Return the lines of a log that a runner takes for commands."""
    out: list[str] = []
    stopped = ""
    for line in log.splitlines():
        if stopped:
            stopped = "" if line.strip() == f"::{stopped}::" else stopped
        elif line.startswith("::stop-commands::"):
            stopped = line.removeprefix("::stop-commands::")
            assert len(stopped) == 32
        elif re.match(r"\s*::[\w-]+", line) or "##[" in line:
            out.append(line)
    assert not stopped
    return out


def run(step: dict[str, Any], folder: Path, **inputs: str) -> Ran:
    """Run a step in a folder as a runner does; inputs are the action's, `_` for `-`."""
    known = {name: str(given.get("default", "")) for name, given in ACTION["inputs"].items()}
    given = {name.replace("_", "-"): value for name, value in inputs.items()}
    assert set(given) <= set(known)
    values = {f"inputs.{name}": value for name, value in (known | given).items()}
    values["github.action_path"] = str(ROOT)

    def filled(text: str) -> str:
        return re.sub(r"\$\{\{ (\S+) \}\}", lambda found: values[found[1]], text)

    temp = folder.parent / "temp"
    temp.mkdir(exist_ok=True)
    script = temp / "step.sh"
    script.write_text(step["run"])
    environment = {
        **{name: os.environ[name] for name in ("HOME", "LANG") if name in os.environ},
        **{k: v for k, v in os.environ.items() if k.startswith(("MT_REPAIR_", "PYTHON"))},
        **{name: filled(value) for name, value in step["env"].items()},
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "GITHUB_ACTIONS": "true",
        "RUNNER_TEMP": str(temp),
        "GITHUB_STEP_SUMMARY": str(temp / "summary"),
        "GITHUB_OUTPUT": str(temp / "output"),
        "GITHUB_PATH": str(temp / "path"),
    }
    got = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=120,
    )
    return Ran(got.returncode, (got.stdout + got.stderr).decode(), temp)


@pytest.fixture
def here(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "names.toml").write_text(NAMES)
    (folder / "news").mkdir()
    (folder / "news" / "a b.txt").write_text(BAD)
    (folder / "news" / "fine.txt").write_text("Nothing is wrong here.\n")
    return folder


def check(here: Path, **inputs: str) -> Ran:
    own = {"files": "news/*.txt", "glossary": "names.toml", "default_glossary": "false"}
    return run(CHECK, here, **(own | inputs))


def test_no_input_becomes_text_of_a_script() -> None:
    assert ACTION["runs"]["using"] == "composite"
    for step in STEPS:
        assert step["shell"] == "bash"
        assert "${{" not in step["run"]
        assert all(re.fullmatch(r"\$\{\{ \S+ \}\}", value) for value in step["env"].values())
    used = {v for step in STEPS for v in re.findall(r"inputs\.([\w-]+)", str(step))}
    assert used == set(ACTION["inputs"])
    assert set(CHECK["env"]) <= set(re.findall("[A-Z_]+", CHECK["run"]))


def test_flags_become_annotations_a_summary_and_outputs(here: Path) -> None:
    got = check(here, reports="names.sarif\r\n  names.html  \n")
    assert got.code == 1
    (command,) = got.commands
    assert command.startswith("::error file=news/a b.txt,line=1,endLine=1,col=24,endColumn=43,")
    assert "news/a b.txt:1:24</code>" in got.summary
    assert got.summary.startswith("### mt-repair\n\n**1 doubtful name in 1 of 2 files**")
    assert got.outputs == {"flags": "1", "silenced": "0"}
    assert "2 files: 1 flag, 1 of them safe to repair" in got.log
    assert (here / "names.sarif").stat().st_size
    assert (here / "names.html").stat().st_size


@pytest.mark.parametrize(
    ("inputs", "code", "flags", "silenced"),
    [
        ({"fail_on": "never"}, 0, "1", "0"),
        ({"files": "news/fine.txt"}, 0, "0", "0"),
        ({"files": "**/*.txt\n\nnews/fine.txt\n"}, 1, "1", "0"),
        ({"baseline": "known.json"}, 0, "0", "1"),
        ({"dismissals": "d.jsonl"}, 0, "0", "1"),
    ],
)
def test_what_the_inputs_do(
    here: Path, inputs: dict[str, str], code: int, flags: str, silenced: str
) -> None:
    (here / "d.jsonl").write_text('{"surface": "billion state power"}\n')
    with_names = ["--no-default-glossary", "--glossary", "names.toml", "news/a b.txt"]
    mt_repair = [sys.executable, "-m", "mt_repair", "detect", *with_names]
    if "baseline" in inputs:
        subprocess.run([*mt_repair, "--write-baseline", "known.json"], cwd=here, check=True)
    got = check(here, **inputs)
    assert (got.code, got.outputs) == (code, {"flags": flags, "silenced": silenced})


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({"files": "nothing/**/*.txt"}, "No file is named by the input files."),
        ({"files": " \n"}, "No file is named by the input files."),
        ({"glossary": "none.toml"}, "Nothing was looked at; the log says why."),
        ({"fail_on": "sometimes"}, "Nothing was looked at; the log says why."),
    ],
)
def test_what_cannot_be_done_is_said(here: Path, inputs: dict[str, str], words: str) -> None:
    got = check(here, **inputs)
    assert got.code == 2
    assert got.commands == [f"::error title=mt-repair::{words}"]


def test_nothing_that_others_wrote_is_run_or_heeded(here: Path) -> None:
    evil = "::add-mask::x$(touch pwned).txt"
    (here / "news" / evil).write_text(f"##[add-mask]x\n::set-output name=x::y\n{BAD}")
    (here / "news" / "-x.txt").write_text("##[error]x <!-- mt-repair-disable ##[add-mask]x -->\n")
    quoted = "$(touch pwned)\n`touch pwned`\n'; touch pwned; '\n*.none"
    got = check(here, files=f"news/*.txt\n{quoted}", baseline="")
    assert got.code == 2  # files of such names are not there
    assert len(got.commands) == 5
    assert all(line.startswith("::error ") for line in got.commands)
    assert "<script" not in got.summary
    for name in ("glossary", "fail_on", "baseline", "dismissals", "default_glossary"):
        assert check(here, **{name: "$(touch pwned)"}).code in (1, 2)
    assert not list(here.rglob("pwned"))


def test_a_glossary_is_checked_first(here: Path) -> None:
    assert run(GLOSSARY, here, files="x").code == 0
    assert run(GLOSSARY, here, files="x", glossary="bad.toml", check_glossary="false").code == 0
    (here / "bad.toml").write_text('[[term]]\nzh = "拍拍"\nname = "<b>##[error]x</b>"\n')
    got = run(GLOSSARY, here, files="x", glossary="names.toml\nbad.toml")
    assert got.code == 2
    assert got.commands == [
        "::error title=mt-repair::The glossary does not pass its own examples; "
        "the log and the summary say where."
    ]
    assert "bad.toml:" in got.log
    assert "bad.toml:" in got.summary
    assert "<b>" not in got.summary


def test_it_is_installed_from_its_own_lock_and_put_on_the_path(here: Path) -> None:
    stub = here / "stub"
    stub.write_text(
        '#!/bin/sh\necho "$0 $@" >> calls\n'
        'if [ "$2" = venv ]; then mkdir -p "$3/bin" && cp "$0" "$3/bin/python"; fi\n'
    )
    stub.chmod(0o755)
    got = run(INSTALL, here, files="x", python=str(stub))
    assert got.code == 0
    venv = str(here.parent / "temp" / "mt-repair")
    assert got.path == [f"{venv}/bin"]
    calls = (here / "calls").read_text().splitlines()
    assert calls[1] == f"{stub} -m venv {venv}"
    assert calls[2].endswith(f"install --quiet -r {ROOT}/requirements.lock")
    assert calls[3].endswith(f"install --quiet --no-deps {ROOT}")
    stub.write_text("#!/bin/sh\nexit 1\n")
    assert run(INSTALL, here, files="x", python=str(stub)).code == 1
    assert INSTALL["if"] == "inputs.install == 'true'"
