"""Which files an address stands for, and which outputs they have: those of the same path."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mt_repair.batch import remote
from mt_repair.batch.job import Job
from mt_repair.batch.plan import LARGE, planned
from mt_repair.batch.run import repair_corpora
from mt_repair.corpus import Settings
from mt_repair.corpus.addresses import Info
from mt_repair.corpus.paths import joined
from mt_repair.errors import InputError

pytest.importorskip("pyarrow")
NAMES = (
    "b.jsonl", "a.txt", "_c.jsonl", "deep/z.csv", "deep/er/a.tmx", "deep-er/a.txt", "odd #1 ?%20.po",
    ".hidden.jsonl", "deep/.hidden/a.txt", "pic.png", "out/a.txt", "out/.mt-repair-batch/b.txt",
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in NAMES:
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Orders doubled.\n")
    (tmp_path / "in" / "b.jsonl").write_bytes(b"\n" * (LARGE + 1))
    (tmp_path / "zh").mkdir()
    (tmp_path / "zh" / "a.txt").write_text("\u8ba2\u5355\u7ffb\u4e86\u4e00\u756a\u3002\n")
    return tmp_path


@pytest.mark.parametrize(
    "given",
    [
        "in", "in/", "in/a.txt", "in/*.jsonl", "in/**/*.txt", "in/**", "in/*/a.*", "in/deep/**/a.tmx",
        "in/[ab].*", "in/odd*", "in/none.txt",
    ],
)  # fmt: skip
@pytest.mark.parametrize("out", ["out", "in/out"])
def test_an_address_stands_for_what_its_path_does(folder: Path, given: str, out: str) -> None:
    here = Job((f"{folder}/{given}",), f"{folder}/{out}", source_folder=f"{folder}/zh")
    base = folder.as_uri()
    there = Job((f"{base}/{given}",), f"{base}/{out}", source_folder=f"{base}/zh", engine="ray")
    found, expected = planned(there), planned(here)
    moved = [
        replace(
            file,
            path=file.path.replace(base, str(folder)),
            source=file.source and file.source.replace(base, str(folder)),
        )
        for file in found.files
    ]
    assert moved == list(expected.files)
    assert (found.passed_over, found.alone) == (expected.passed_over, expected.alone)


@pytest.mark.parametrize(
    ("given", "out", "said"),
    [
        ("in/no*", "out", "no file has such a name"),
        ("in", "in", "its output would take its place"),
        ("in/pic.png", "in", "its output would take its place"),
    ],
)
def test_what_cannot_be_is_told(folder: Path, given: str, out: str, said: str) -> None:
    base = folder.as_uri()
    with pytest.raises(InputError, match=said):
        planned(Job((f"{base}/{given}",), f"{base}/{out}", engine="ray"))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a/../../b.txt", None),  # hidden, as every name with a dot before it
        ("../b.txt", None),
        ("a//b.txt", "its output would be in another place"),
        ("/b.txt", "its output would be in another place"),
        ("a..b/c..txt", ""),
        ("a b/\u65b0\u95fb:1.txt", ""),
    ],
)
def test_no_name_in_a_bucket_leads_out_of_the_folder(
    name: str, said: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [("good.txt", Info(3, 0)), (name, Info(3, 0))]
    monkeypatch.setattr(remote, "info_of", lambda _: None)
    monkeypatch.setattr(remote, "below", lambda _: iter(found))
    job = Job(("memory://in",), "out", engine="ray", settings=Settings(format="text"))
    if said:
        with pytest.raises(InputError, match=said):
            planned(job)
    else:
        names = [file.name for file in planned(job).files]
        assert sorted(names) == sorted(["good.txt", *([] if said is None else [name])])


def test_addresses_are_for_the_cluster(folder: Path) -> None:
    given = joined(folder.as_uri(), "in")
    with pytest.raises(InputError, match="add --engine ray"):
        repair_corpora(Job((given,), str(folder / "out")), lambda _: None)


def test_a_pattern_cannot_stand_for_a_bucket() -> None:
    with pytest.raises(InputError, match="name the bucket"):
        planned(Job(("memory://a*/in",), "out", engine="ray"))
