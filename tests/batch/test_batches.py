"""Batches from the outside: what comes out, what is told, what is done again."""

from __future__ import annotations

import json
import os
import re
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from corpus_made import LEFT, WITH, files_in, hidden_in, make, start
from jsonschema import Draft202012Validator

from mt_repair.batch import plan, shards
from mt_repair.cli import cli
from mt_repair.corpus import pool
from mt_repair.corpus.items import Item

ROOT = Path(__file__).resolve().parents[2]
MODEL = str(ROOT / "models/rewriter")
pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded")
TABLE, ROWS, DEEP = "deep/table.csv", "rows.jsonl", "deep/er/0.txt"


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(pool, "forks", lambda: hasattr(os, "fork"))  # pytest's threads are idle
    monkeypatch.setattr(plan, "LARGE", 1_000)
    monkeypatch.setattr(shards, "SHARD_BYTES", 400)
    make(tmp_path, rows=16, texts=2)
    return tmp_path


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, args, prog_name="mt-repair")


def batch(*args: str, workers: int = 2) -> Result:
    return run("batch", *WITH, "--workers", str(workers), "-o", "out", *args)


def manifest(out: str = "out") -> dict[str, Any]:
    return json.loads(Path(out, "mt-repair-batch.json").read_text())


def test_each_file_is_what_repair_makes_of_it() -> None:
    got = batch("corpus")
    assert (got.exit_code, got.stdout) == (0, "")
    assert got.stderr == "out: 4 files, 20 edits made, 0 held for a person\n"
    for name in (TABLE, ROWS, DEEP):
        assert run("repair", *WITH, f"corpus/{name}", "-o", "one").exit_code == 0
        assert Path("out", name).read_bytes() == Path("one").read_bytes()
    assert hidden_in(Path("out")) == LEFT


def test_a_batch_is_rewritten_as_one_file_is() -> None:
    told = "Flower street network former employee told billion state power that orders doubled.\n"
    names = Path("names.toml").read_text("utf-8").replace("\nwrong", '\ntype = "ORG"\nwrong')
    Path("names.toml").write_text(names, "utf-8")
    Path("corpus/told.txt").write_text(told)
    assert batch("corpus", "--rewriter", "seq2seq").exit_code == 0
    one = ("repair", *WITH, "corpus/told.txt", "-o", "one")
    assert run(*one).exit_code == 0
    by_rules = Path("one").read_bytes()
    assert run(*one, "--rewriter", "seq2seq").exit_code == 0
    assert Path("out/told.txt").read_bytes() == Path("one").read_bytes() != by_rules
    before = manifest()["settings"]
    assert before["model"] is None
    assert batch("corpus", "--rewriter", "seq2seq", "--model", MODEL).exit_code == 0
    assert Path("out/told.txt").read_bytes() == Path("one").read_bytes()
    named = manifest()["settings"]
    assert named == before | {"model": named["model"]}
    assert re.fullmatch("[0-9a-f]{64}", named["model"])


def test_a_model_that_cannot_be_had_is_told() -> None:
    got = batch("corpus", "--model", MODEL)
    assert got.exit_code == 2
    assert "--model is for --rewriter seq2seq" in got.stderr
    got = batch("corpus", "--rewriter", "seq2seq", "--model", "./nowhere")
    assert got.exit_code == 2
    assert "./nowhere: there is no such folder; name the folder of a model" in got.stderr
    assert not Path("out").exists() or files_in(Path("out")) == {}


@pytest.mark.parametrize(("seed", "workers"), [("0", "1"), ("1", "2"), ("random", "3")])
def test_the_seed_of_hashes_changes_nothing(
    seed: str, workers: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs = [
        {
            "target": "Reporters of Huajie met Li Qiang in Tokyo.",
            "source": "花街网记者在东京见到李强。",
        },
        {"target": "North ridge bank lent more.", "source": "北岭银行放贷更多，《晨报》报道。"},
    ]
    rows = "".join(json.dumps(pair) + "\n" for pair in pairs * 9)
    Path("corpus/pairs.jsonl").write_text(rows)
    expected = batch("corpus", "-o", "here", "--summary", "here.json").exit_code
    monkeypatch.setenv("PYTHONHASHSEED", seed)
    args = ("corpus", "-o", "there", "--summary", "there.json", "--workers", workers)
    with start(Path(), *args) as process:
        process.communicate(timeout=100)
    assert process.returncode == expected == 0
    assert files_in(Path("there")) == files_in(Path("here"))
    assert Path("there.json").read_bytes() == Path("here.json").read_bytes()


def test_the_number_of_workers_and_the_size_of_shards_change_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = []
    for workers, size in ((1, 400), (2, 90), (3, 100_000)):
        monkeypatch.setattr(shards, "SHARD_BYTES", size)
        run("batch", *WITH, "corpus", "-o", f"out{workers}", "--workers", str(workers))
        made.append(files_in(Path(f"out{workers}")))
    assert made[0] == made[1] == made[2]


def test_shards_that_are_not_those_of_the_file_are_not_taken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from mt_repair.batch.found import Found

    class Part:
        size = 5

    two = shards.Shard(0, ((Part(),), (Part(),)))  # type: ignore[arg-type]
    done = shards.Done((Item("f", b"a", row=1), Item("f", b"b", row=2)), Found())
    at = str(tmp_path / "s")
    shards.store(two, done, at, str(tmp_path))
    held = shards.load(at, "f", two)
    assert held is not None
    assert held.items == done.items
    assert shards.load(at, "f", shards.Shard(0, two.documents[:1])) is None
    whole = (tmp_path / "s").read_bytes()
    for bad in (whole[:-1], whole[:40], b"", whole.replace(b"ab", b"ax")):
        (tmp_path / "s").write_bytes(bad)
        assert shards.load(at, "f", two) is None


def test_a_second_run_does_nothing() -> None:
    batch("corpus")
    before = {path: os.stat(f"out/{path}").st_mtime_ns for path in (TABLE, ROWS, DEEP)}
    got = batch("corpus", workers=1)
    assert got.stderr.endswith("; 4 files done before\n")
    assert before == {path: os.stat(f"out/{path}").st_mtime_ns for path in before}


def _new_input() -> None:
    Path("corpus", ROWS).write_text('{"target": "Huajie and north ridge bank met."}\n')


def _no_output() -> None:
    Path("out", ROWS).unlink()


@pytest.mark.parametrize("change", [_new_input, _no_output])
def test_what_changed_is_done_again(change: Callable[[], None]) -> None:
    batch("corpus")
    change()
    got = batch("corpus")
    assert "; 3 files done before" in got.stderr
    run("repair", *WITH, f"corpus/{ROWS}", "-o", "one")
    assert Path("out", ROWS).read_bytes() == Path("one").read_bytes()


def test_another_glossary_does_all_again() -> None:
    batch("corpus")
    Path("names.toml").write_text(
        '[[term]]\nzh = "花街网"\nen = "Huajie Net"\nwrong = ["flower street network"]\n'
    )
    got = batch("corpus")
    assert "before" not in got.stderr
    assert "According to Huajie Net, lanterns" in Path("out", DEEP).read_text()


def test_a_bad_glossary_begins_nothing() -> None:
    good = Path("names.toml").read_text()
    Path("names.toml").write_text(good + "colour = 3\n")
    got = batch("corpus")
    assert (got.exit_code, "names.toml:" in got.stderr) == (2, True)
    Path("names.toml").write_text(good)
    assert batch("corpus").exit_code == 0


def test_an_output_that_somebody_changed_stays() -> None:
    batch("corpus")
    Path("out", DEEP).write_text("read by an editor\n")
    got = batch("corpus")
    assert got.exit_code == 2
    assert got.stderr == (
        f"out/{DEEP}: this output was changed since it was written; "
        "move it away to have it written anew\n"
    )
    assert Path("out", DEEP).read_text() == "read by an editor\n"


def test_a_file_that_is_no_output_stays() -> None:
    Path("out/deep/er").mkdir(parents=True)
    Path("out", DEEP).write_text("mine\n")
    got = batch("corpus")
    assert got.exit_code == 2
    assert "this file is there already, and no output of an earlier batch" in got.stderr
    assert Path("out", DEEP).read_text() == "mine\n"


def test_of_a_hundred_files_one_that_is_broken() -> None:
    many = Path("many")
    many.mkdir()
    for n in range(100):
        (many / f"{n:02}.txt").write_text(f"Traders told billion state power of it ({n}).\n")
    (many / "50.txt").write_bytes(b"caf\xe9 au lait, and so on\n")
    got = batch("many")
    assert got.exit_code == 2
    assert got.stderr == (
        "many/50.txt:1: the byte 0xE9 is not UTF-8; save the file as UTF-8\n"
        "out: 99 files, 99 edits made, 0 held for a person; 1 file not repaired\n"
    )
    assert len(files_in(Path("out"))) == 100  # with the manifest
    (many / "50.txt").write_text("Traders told billion state power of it.\n")
    got = batch("many")
    assert (got.exit_code, "99 files done before" in got.stderr) == (0, True)
    assert Path("out/50.txt").read_text() == "Traders told Ebrun of it.\n"


def test_a_file_that_became_broken_leaves_no_old_output() -> None:
    batch("corpus")
    Path("corpus", DEEP).write_bytes(b"caf\xe9 au lait, and so on\n")
    assert batch("corpus").exit_code == 2
    assert not Path("out", DEEP).exists()
    assert batch("corpus").exit_code == 2


def test_bad_rows_are_passed_on_and_told() -> None:
    with Path("corpus", ROWS).open("a") as rows:
        rows.write("{oops\n" * 30)
    got = batch("corpus")
    assert got.exit_code == 1
    assert got.stderr.count("the row is not JSON") == 20
    assert (
        "corpus/rows.jsonl: 10 more problems in this file; see mt-repair-batch.json\n" in got.stderr
    )
    assert "; 30 bad rows passed on as they were\n" in got.stderr
    (found,) = (one for one in manifest()["files"] if one["file"] == ROWS)
    assert (found["problem_count"], len(found["problems"])) == (30, 30)
    assert found["problems"][0]["line"] == 17
    assert batch("corpus").exit_code == 1


def test_strict_ends_at_the_first_problem_and_goes_on_when_it_is_mended() -> None:
    whole = Path("corpus", ROWS).read_text()
    Path("corpus", ROWS).write_text(whole + "{oops\n")
    got = batch("corpus", "--strict")
    assert got.exit_code == 2
    assert "rows.jsonl:17: the row is not JSON" in got.stderr
    assert (
        "--strict: the batch ends at corpus/rows.jsonl; mend it, then go on with --resume"
        in got.stderr
    )
    assert not Path("out", ROWS).exists()
    Path("corpus", ROWS).write_text(whole)
    assert "a batch was interrupted here; go on with --resume" in batch("corpus").stderr
    assert batch("corpus", "--resume").exit_code == 0
    assert hidden_in(Path("out")) == LEFT


def test_inputs_by_name_by_folder_and_by_pattern() -> None:
    Path("corpus/.hidden.txt").write_text("north ridge bank\n")
    Path("corpus/logo.png").write_bytes(b"\x89PNG")
    got = batch(f"corpus/{ROWS}", "corpus/deep/**/*.txt", "corpus/deep/table.csv")
    assert got.exit_code == 0
    assert sorted(files_in(Path("out"))) == [
        "er/0.txt",
        "er/1.txt",
        "mt-repair-batch.json",
        ROWS,
        "table.csv",
    ]
    got = run("batch", *WITH, "corpus", "-o", "corpus/made")
    assert got.stderr.endswith("; 1 file of other kinds passed over\n")
    assert "done before" in run("batch", *WITH, "corpus", "-o", "corpus/made").stderr


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("corpus/*.tmx",), "corpus/*.tmx: no file has such a name; check the pattern"),
        (("corpus/deep/er/0.txt", "0.txt"), "0.txt: its output would be that of corpus/deep/er/0.txt"),
        (("out/x.txt",), "out/x.txt: its output would take its place; name another folder with -o"),
        (("empty",), "empty: there is nothing to repair; name files, folders or patterns"),
        (("corpus", "--glossary", "none.toml"), "none.toml: there is no such file"),
        (("corpus", "--summary", "names.toml"), "names.toml: the summary would take its place"),
        (("corpus", "--source-dir", "none"), "none: there is no such folder; check the name"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_for(args: tuple[str, ...], said: str) -> None:
    Path("empty").mkdir()
    for name in ("0.txt", "out/x.txt"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text("mine\n")
    got = batch(*args)
    assert got.exit_code == 2
    assert said in got.stderr
    assert Path("out/x.txt").read_text() == "mine\n"


def test_a_file_that_vanishes_and_an_output_that_cannot_be_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path("out/deep/table.csv").mkdir(parents=True)
    got = batch("corpus", "corpus/deep/er/9.txt")
    assert got.exit_code == 2
    assert "out/deep/table.csv: this is a folder; name a file in it\n" in got.stderr
    assert (
        "corpus/deep/er/9.txt: there is no such file; check the name and the folder\n" in got.stderr
    )
    assert "3 files, 12 edits made" in got.stderr
    assert "; 2 files not repaired" in got.stderr


def test_outputs_above_the_inputs() -> None:
    got = run("batch", *WITH, "corpus", "-o", ".")
    assert got.exit_code == 0
    assert Path(DEEP).read_text() != Path("corpus", DEEP).read_text()
    assert "4 files done before" in run("batch", *WITH, "corpus", "-o", ".").stderr


def test_where_the_system_cannot_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    batch("corpus")
    monkeypatch.setattr(pool, "forks", lambda: False)
    assert run("batch", *WITH, "corpus", "-o", "spawned", "--workers", "1").exit_code == 0
    assert files_in(Path("spawned")) == files_in(Path("out"))


def test_names_of_files_that_are_no_utf8(here: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    try:
        Path("corpus", name).write_text("Traders told billion state power of it.\n")
    except OSError:
        pytest.skip("the file system takes no such name")
    assert batch("corpus").exit_code == 0
    assert Path("out", name).read_text() == "Traders told Ebrun of it.\n"
    assert "5 files done before" in batch("corpus", "--summary", "s.html").stderr


def test_texts_without_their_chinese_are_told() -> None:
    Path("zh/deep/er").mkdir(parents=True)
    Path("zh", DEEP).write_text("北岭银行\n")
    got = batch("corpus", "--source-dir", "zh")
    assert got.stderr.startswith(
        "zh: 1 text has no file of that name here; judged by the English alone\n"
    )


def test_a_file_that_is_written_to_meanwhile_has_no_output(monkeypatch: pytest.MonkeyPatch) -> None:
    done = shards.repaired

    def meanwhile(*args: Any) -> Any:
        with Path("corpus", DEEP).open("a") as file:
            file.write("More.\n")
        return done(*args)

    monkeypatch.setattr(shards, "repaired", meanwhile)
    got = batch("corpus/deep/er", workers=1)
    assert "0.txt: the file was changed while it was read; run the batch again" in got.stderr
    assert not Path("out/0.txt").exists()


def test_shards_go_when_their_file_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    from mt_repair.batch import folder

    held = []
    monkeypatch.setattr(folder, "end", lambda one: held.extend(one.shards.iterdir()))
    batch("corpus")
    assert not held


def test_two_batches_at_once_do_not_share_a_folder() -> None:
    from mt_repair.batch.folder import Folder, locked

    with locked(Folder("out")):
        got = batch("corpus")
    assert got.exit_code == 2
    assert (
        got.stderr == "out: another batch is at work in this folder; wait for it, or name another\n"
    )


def test_a_worker_that_dies_is_replaced_and_its_file_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from mt_repair.batch import work

    done = work.shards.repaired

    def dying(shard: Any, *args: Any) -> Any:
        if "(1)" in str(shard.documents):
            os.kill(os.getpid(), signal.SIGKILL)
        return done(shard, *args)

    monkeypatch.setattr(shards, "repaired", dying)
    Path("corpus", DEEP).write_text("The harvest came late.\n")
    stale = Path("told/1.txt.jsonl")  # of an earlier batch
    stale.parent.mkdir()
    stale.touch()
    got = batch("corpus/deep/er", f"corpus/{ROWS}", "--report", "told")
    assert got.exit_code == 2
    assert files_in(Path("told")) == {"0.txt.jsonl": b""}
    for name in ("deep/er/1.txt", ROWS):
        assert (
            f"corpus/{name}: workers were ended while they were at this file (exit code -9); use "
            "fewer --workers where memory is short; else please report it\n"
        ) in got.stderr
    assert "out: 1 file, 0 edits" in got.stderr


def test_documents_by_field() -> None:
    rows = [
        ("a", "Mr. Li of north ridge bank spoke."),
        ("a", "He left."),
        ("b", "A third."),
        (None, "A fourth."),
        (None, "A fifth."),
    ]
    Path("docs.jsonl").write_text(
        "".join(json.dumps({"article": key, "target": text}) + "\n\n" for key, text in rows)
    )
    Path("docs.csv").write_text("article,target\n" + "".join(f"{k},{t}\n" for k, t in rows))
    got = batch("docs.jsonl", "docs.csv", "--document-field", "article")
    assert [one["counts"]["documents"] for one in manifest()["files"]] == [4, 3]
    assert got.exit_code == 0
    got = run("batch", *WITH, "docs.jsonl", "-o", "whole", "--whole-files")
    assert manifest("whole")["counts"]["documents"] == 1
    for out in ("out", "whole"):
        lines = Path(out, "docs.jsonl").read_text().splitlines()
        assert len(lines) == 10
        assert json.loads(lines[0])["repaired"] == "Mr. Li of Beiling Bank spoke."


def test_columns_are_chosen_where_there_are_any() -> None:
    Path("corpus/deep/table.csv").write_text("a,b\n1,It met north ridge bank.\n")
    assert batch("corpus", "--target-field", "b").exit_code == 0
    assert "It met Beiling Bank." in Path("out/deep/table.csv").read_text()
    assert "Huajie" in Path("out", ROWS).read_text()
    got = batch("corpus/deep/er", "--target-field", "b")
    assert got.stderr == "--target-field: no file has columns; leave it out\n"


def test_a_text_by_line_with_its_chinese_beside_it() -> None:
    lines = [f"Traders met north ridge bank ({n}).\r\n" for n in range(90)]
    Path("mt").mkdir()
    Path("zh").mkdir()
    Path("mt/news.en").write_text("\ufeff" + "".join(lines), newline="")
    Path("zh/news.en").write_text("".join(f"商人见了北岭银行（{n}）。\n" for n in range(90)))
    got = batch("mt", "--by-line", "--format", "text", "--source-dir", "zh")
    assert got.exit_code == 0
    assert manifest()["counts"]["documents"] == 90
    said = Path("out/news.en").read_bytes().decode()
    assert said == "\ufeff" + "".join(lines).replace("north ridge bank", "Beiling Bank")
    with Path("zh/news.en").open("a") as longer:
        longer.write("多\n")
    got = batch("mt", "--by-line", "--format", "text", "--source-dir", "zh")
    assert got.exit_code == 2
    assert (
        "mt/news.en:91: the file ends here, zh/news.en goes on; give a line for each line"
        in got.stderr
    )


def test_the_manifest_is_as_its_schema_says() -> None:
    Path("corpus/bad.txt").write_bytes(b"\xff\xfe\x00")
    batch("corpus")
    schema = json.loads((ROOT / "docs/batch.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(manifest())


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)]
)
def test_signals_end_it_cleanly(
    here: Path, number: int, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLOW", "0.3")
    process = start(here, "corpus", "-o", "out", "--workers", "2")
    try:
        _await(lambda: bool(list(here.glob("out/.mt-repair-batch/shards/*/*"))))
        os.kill(process.pid, number)  # not its workers, which follow
        _, said = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode == code, said
    told = "" if code < 0 else "interrupted; complete files are in place, go on with --resume\n"
    assert said.decode() == told
    _await(lambda: not _lives(process.pid))
    if code > 0:
        assert not list(here.rglob("*.tmp"))
    assert batch("corpus").exit_code == 2
    assert batch("corpus", "--resume").exit_code == 0
    assert hidden_in(Path("out")) == LEFT


def _await(come: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not come():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
