"""Which files an address stands for, and which outputs they have: those of the same path."""

from __future__ import annotations

import re
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
    "told/b.jsonl.jsonl", "deep/z.csv.jsonl",
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
    here, there = (
        Job(
            (f"{base}/{given}",),
            f"{base}/{out}",
            source_folder=f"{base}/zh",
            engine="ray",
            report=f"{base}/in/told",
        )
        for base in (str(folder), folder.as_uri())
    )
    base = folder.as_uri()
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
    assert not any("told" in file.path for file in found.files)


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


@pytest.mark.parametrize("inputs", ["{path}/in", "{file}/in"])
@pytest.mark.parametrize(
    ("report", "said"),
    [
        ("{file}/out/", "this is the folder of the outputs"),
        ("{path}/out", "this is the folder of the outputs"),
        ("{file}/in", "its report would take the place of {file}/in/deep/z.csv.jsonl"),
        ("{path}/in", "its report would take the place of {path}/in/deep/z.csv.jsonl"),
        ("{file}/told", None),
        ("memory://told", None),
    ],
)
@pytest.mark.parametrize("out", ["{path}/out", "{file}/out"])
def test_reports_take_the_place_of_nothing(
    inputs: str, out: str, report: str, said: str | None, folder: Path
) -> None:
    known = {"path": folder, "file": folder.as_uri()}
    given = (inputs.format(**known),)
    job = Job(given, out.format(**known), engine="ray", report=report.format(**known))
    if said is None:
        assert planned(job).files
        return
    with pytest.raises(InputError, match=re.escape(said.format(**known))):
        planned(job)


def test_addresses_are_for_the_cluster(folder: Path) -> None:
    given = joined(folder.as_uri(), "in")
    with pytest.raises(InputError, match="add --engine ray"):
        repair_corpora(Job((given,), str(folder / "out")), lambda _: None)
    with pytest.raises(InputError, match="add --engine ray"):
        repair_corpora(
            Job((str(folder / "in"),), str(folder / "out"), report=given), lambda _: None
        )


def test_a_pattern_cannot_stand_for_a_bucket() -> None:
    with pytest.raises(InputError, match="name the bucket"):
        planned(Job(("memory://a*/in",), "out", engine="ray"))
