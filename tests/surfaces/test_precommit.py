"""The pre-commit hooks, run by pre-commit in a git repository of their own, at a commit."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent.parent
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
HOOKS: dict[str, dict[str, Any]] = {h["id"]: h for h in yaml.safe_load(MANIFEST.read_text())}
BAD = "Sellers on Taobao told billion state power of it.\n"
GOOD = "Sellers on Taobao told Ebrun of it.\n"
NAMES = """
[[term]]
zh = "亿邦动力"
en = "Ebrun"
wrong = ["billion state power"]
"""
OWN = ["--no-default-glossary", "--glossary", "names.toml"]


class Repository:
    """A git repository with hooks of ours, which are installed where this Python is."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder = folder
        self.environment = {
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "HOME": str(home),
            "PRE_COMMIT_HOME": str(home / "pre-commit"),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            **{f"GIT_{who}_NAME": "A" for who in ("AUTHOR", "COMMITTER")},
            **{f"GIT_{who}_EMAIL": "a@example.org" for who in ("AUTHOR", "COMMITTER")},
        }
        for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
            self.environment.pop(name, None)
        self.run("git", "init", "--quiet")

    def hooks(self, **arguments: list[str]) -> None:
        """Install hooks with the arguments a team would give them; `_` for `-` in their names."""
        ids = {name.replace("_", "-"): args for name, args in arguments.items()}
        hooks = [{**HOOKS[id], "language": "system", "args": args} for id, args in ids.items()]
        config = {"repos": [{"repo": "local", "hooks": hooks}]}
        self.write(".pre-commit-config.yaml", yaml.safe_dump(config))
        self.run(sys.executable, "-m", "pre_commit", "install")

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        self.run("git", "add", name)

    def read(self, name: str) -> str:
        return (self.folder / name).read_text()

    def run(self, *command: str, code: int = 0) -> str:
        got = subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            timeout=120,
        )
        assert got.returncode == code, got.stdout.decode()
        return got.stdout.decode()

    def commit(self, code: int = 0) -> str:
        return self.run("git", "commit", "-m", "news", code=code)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    folder, home = tmp_path / "repository", tmp_path / "home"
    folder.mkdir()
    home.mkdir()
    made = Repository(folder, home)
    made.write("names.toml", NAMES)
    return made


def test_the_manifest_is_valid() -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", str(MANIFEST)]
    got = subprocess.run(command, check=False, capture_output=True, timeout=60)
    assert (got.returncode, got.stdout, got.stderr) == (0, b"", b"")
    assert list(HOOKS) == ["mt-repair-check", "mt-repair-repair", "mt-repair-glossary"]
    assert all(hook["entry"].startswith("mt-repair ") for hook in HOOKS.values())


def test_a_doubtful_name_stops_the_commit_until_it_is_put_right(repository: Repository) -> None:
    repository.hooks(mt_repair_check=OWN)
    repository.write("a b.txt", BAD)
    repository.write("notes.py", f"# {BAD}")
    said = repository.commit(code=1)
    assert "flag doubtful names" in said
    assert "a b.txt:1:24: literal" in said
    assert "notes.py:" not in said
    repository.write("a b.txt", GOOD)
    assert "Passed" in repository.commit()


def test_what_was_there_before_or_was_dismissed_does_not_stop_it(repository: Repository) -> None:
    repository.write("a.txt", BAD)
    mt_repair = [sys.executable, "-m", "mt_repair"]
    known = ".mt-repair/baseline.json"
    repository.run(*mt_repair, "detect", *OWN, "a.txt", "--write-baseline", known)
    repository.hooks(mt_repair_check=[*OWN, "--baseline", known])
    repository.write("a.txt", f"News of today.\n\n{BAD}")
    repository.commit()
    repository.write("b.txt", BAD)
    repository.commit(code=1)
    repository.run(*mt_repair, "dismiss", "billion state power", "--in", "b.txt")
    repository.commit()


def test_names_are_repaired_and_left_to_be_added(repository: Repository) -> None:
    repository.hooks(mt_repair_repair=OWN)
    repository.write("news/a.md", f"# News\n\n{BAD}")
    repository.write("fine.txt", "Nothing is wrong here.\n")
    assert "files were modified by this hook" in repository.commit(code=1)
    assert repository.read("news/a.md") == f"# News\n\n{GOOD}"
    repository.run("git", "add", "news/a.md")
    repository.commit()
    assert repository.run("git", "show", "HEAD:news/a.md") == f"# News\n\n{GOOD}"


def test_a_broken_glossary_stops_the_commit(repository: Repository) -> None:
    repository.hooks(mt_repair_glossary=[])
    repository.write("glossary/names.toml", '[[term]]\nzh = "拍拍"\nname = "Paipai"\n')
    said = repository.commit(code=1)
    assert "glossary/names.toml:" in said
    repository.write("glossary/names.toml", NAMES)
    repository.commit()
