"""What --report of a batch tells: all that --report of repair does, whatever happens meanwhile."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from corpus_made import WITH, files_in, make, start

from mt_repair.batch import plan, shards
from mt_repair.cli import cli
from mt_repair.corpus import pool

pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded")
LISTS = ("flags", "edits", "held", "silenced", "bad", "notes")


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(pool, "forks", lambda: hasattr(os, "fork"))  # pytest's threads are idle
    monkeypatch.setattr(plan, "LARGE", 1_000)
    monkeypatch.setattr(shards, "SHARD_BYTES", 400)
    make(tmp_path, rows=16, texts=2)
    with Path("corpus/rows.jsonl").open("a") as file:
        file.write('{"no": "row"}\n{"target": "An <!-- mt-repair-disable --> end."}\n')


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, args, prog_name="mt-repair")


def batch(*args: str, workers: int = 2) -> Result:
    return run("batch", *WITH, "corpus", "--workers", str(workers), *args)


def told(path: Path) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = {name: [] for name in LISTS}
    for line in path.read_text().splitlines():
        record = json.loads(line)
        found[record.pop("list")].append(record)
    return found


def test_a_file_is_reported_as_repair_reports_it() -> None:
    assert batch("-o", "out", "--report", "told").exit_code == 1
    names = sorted(files_in(Path("out")).keys() - {"mt-repair-batch.json"})
    assert sorted(files_in(Path("told"))) == sorted(f"{name}.jsonl" for name in names)
    edits = 0
    for name in names:
        run("repair", *WITH, f"corpus/{name}", "-o", "one", "--report", "one.json")
        one = json.loads(Path("one.json").read_text())
        found = told(Path("told", f"{name}.jsonl"))
        assert found == {name: one[name] for name in LISTS}
        edits += len(found["edits"])
    assert edits >= 16
    assert all(e["because"] for e in told(Path("told/rows.jsonl.jsonl"))["edits"])


def test_workers_shards_and_interruptions_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    for workers, size in ((1, 400), (3, 100_000)):
        monkeypatch.setattr(shards, "SHARD_BYTES", size)
        batch("-o", f"out{workers}", "--report", f"told{workers}", workers=workers)
        made.append(files_in(Path(f"told{workers}")))
    monkeypatch.setenv("SLOW", "0.1")
    with start(Path(), "corpus", "-o", "out", "--report", "told") as process:
        kept = Path("out/.mt-repair-batch/shards")
        while process.poll() is None and len([*kept.glob("*/*")]) < 3:
            pass
        process.kill()
        process.communicate()
    assert process.returncode == -9
    monkeypatch.delenv("SLOW")
    monkeypatch.setattr(shards, "SHARD_BYTES", 400)
    assert batch("-o", "out", "--report", "told", "--resume").exit_code == 1
    assert made[0] == made[1] == files_in(Path("told"))


def test_a_report_that_is_not_there_is_made() -> None:
    batch("-o", "out")
    before = files_in(Path("out"))
    batch("-o", "out", "--report", "told")
    reports = files_in(Path("told"))
    assert {n: d for n, d in files_in(Path("out")).items() if "batch" not in n} == {
        n: d for n, d in before.items() if "batch" not in n
    }
    assert "done before" not in batch("-o", "out", "--report", "other").stderr
    Path("told/rows.jsonl.jsonl").unlink()
    assert "3 files done before" in batch("-o", "out", "--report", "told").stderr
    assert files_in(Path("told")) == files_in(Path("other")) == reports


def test_reports_are_no_inputs_and_no_outputs() -> None:
    for _ in range(2):
        batch("-o", "out", "--report", "corpus/told")
    assert not Path("out/told").exists()
    got = batch("-o", "out", "--report", "out")
    assert got.exit_code == 2
    assert "out: this is the folder of the outputs; name another folder for the rep" in got.stderr
    Path("corpus/rows.jsonl.jsonl").write_text('{"target": "An end."}\n')
    got = batch("-o", "other", "--report", "corpus")
    assert got.exit_code == 2
    assert "its report would take the place of corpus/rows.jsonl.jsonl" in got.stderr
    assert Path("corpus/rows.jsonl.jsonl").read_text() == '{"target": "An end."}\n'


def test_a_file_without_an_output_has_no_report() -> None:
    batch("-o", "out", "--report", "told")
    Path("corpus/rows.jsonl").write_bytes(b"\xff\xfe\x00")
    assert batch("-o", "out", "--report", "told").exit_code == 2
    assert not Path("told/rows.jsonl.jsonl").exists()
