"""What a batch sums up of a corpus."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mt_repair.batch.found import CONTEXTS, COUNTS, Found, Name, Seen, context, found_of
from mt_repair.batch.job import Job
from mt_repair.batch.summary import MOST, summary, write_summaries
from mt_repair.corpus.items import Item
from mt_repair.glossary.glossary import Glossary
from mt_repair.glossary.load import read_terms
from mt_repair.pipeline import for_streams, pipeline_of, repair
from mt_repair.types import Document, Flag, Repair, Segment, Span, Term

PAT = Name("literal", "拍拍", "pat", "Paipai")
ODD = Name("suspect", "", "lantern state network", "")


def found(**more: int) -> Found:
    names = {
        PAT: Seen(7, 5, [("a.txt", 1, "on pat"), ("b.txt", 2, "pat <b>")]),
        ODD: Seen(9, 0, [("a.txt", 3, "lantern state network said")]),
        Name("untranslated", "", "，", ","): Seen(40, 0, [("a.txt", 4, "a，b")]),
        Name("source", "花街网", "", "Huajie"): Seen(7, 0, [("a.txt", 9, "…")]),
        Name("missing", "绿洲集团", "green land group", "Oasis Group"): Seen(
            2, 0, [("c.txt", 1, "x")]
        ),
    }
    made = Found(names=names)  # type: ignore[arg-type]
    made.counts.update({"segments": 40, "flags": 18, **more})
    return made


@pytest.fixture
def glossary() -> Glossary:
    return Glossary(
        (
            Term("拍拍", "Paipai", origin="n.toml:1"),
            Term("北岭银行", "Beiling Bank", origin="n.toml:5"),
        )
    )


def test_names_are_ranked_and_entries_that_never_fire_are_told(glossary: Glossary) -> None:
    got = summary(found(), 3, glossary)
    assert [n["surface"] for n in got["names"]] == ["pat", "", "green land group"]
    assert [n["surface"] for n in got["suspects"]] == ["lantern state network"]
    assert got["names"][0]["places"][1] == {"file": "b.txt", "line": 2, "text": "pat <b>"}
    assert got["never"] == [{"zh": "北岭银行", "en": "Beiling Bank", "origin": "n.toml:5"}]
    assert got["counts"]["segments"] == 40
    assert set(COUNTS) < set(got["counts"])


def test_lists_have_an_end_and_say_how_many_there_are(glossary: Glossary) -> None:
    many = Found(names={Name("literal", "甲", f"s{n}", "A"): Seen(1) for n in range(MOST + 3)})
    got = summary(many, 1, glossary)
    assert (len(got["names"]), got["distinct"]["names"]) == (MOST, MOST + 3)


def test_sums_of_parts_are_those_of_the_whole() -> None:
    whole = Found()
    for at in range(5):
        part = Found(names={PAT: Seen(2, 1, [(at, f"text {at}")])})  # type: ignore[list-item]
        part.counts["flags"] = 2
        whole.join(found_of(json.loads(json.dumps(part.record()))), "f")
    assert whole.names[PAT] == Seen(10, 5, [("f", n, f"text {n}") for n in range(CONTEXTS)])
    assert whole.counts["flags"] == 10


def test_what_is_found_in_an_item() -> None:
    term = Term("亿邦动力", "Ebrun", wrong=("billion state power",))
    pipeline = for_streams(pipeline_of(Glossary((term,))))
    got = Found()
    done = repair(pipeline, Document.of("It told billion\nstate power that all is well."))
    got.add(Item("x", b"", done, row=7))
    (name,) = got.names
    assert name == Name("literal", "亿邦动力", "billion state power", "Ebrun")
    assert got.names[name].places == [(7, "It told billion state power that all is well.")]
    assert (got.counts["segments"], got.counts["edits"], got.counts["safe"]) == (1, 1, 1)
    got.add(Item("x", b"", Repair(Document.of("a"), (), (), (), "a"), row=8))
    assert (got.counts["segments"], len(got.names)) == (2, 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("on pat", "on pat"),
        (f"{'before ' * 20}pat{' after' * 20}", f"… {'before ' * 8}pat{' after' * 9} …"),
        (f"{'x' * 90}pat", f"{'x' * 60}pat"),
    ],
)
def test_context_is_cut_at_words(text: str, said: str) -> None:
    at = text.index("pat")
    flag = Flag(0, Span(at, at + 3), "pat", "r", "literal", "m")
    assert context(flag, Segment(text)) == said


def test_files_of_each_kind(tmp_path: Path, glossary: Glossary) -> None:
    (tmp_path / "n.toml").write_text(
        '[[term]]\nzh = "拍拍"\nen = "Paipai"\n[[term]]\nzh = "从未"\nen = "<Never>"\n'
    )
    paths = tuple(str(tmp_path / f"s.{suffix}") for suffix in ("json", "html", "toml"))
    job = Job((), str(tmp_path), (tmp_path / "n.toml",), shipped=False, summaries=paths)
    write_summaries(job, found(), 3)
    as_json, html, toml = (Path(path).read_text() for path in paths)
    assert json.loads(as_json)["never"][0]["zh"] == "从未"
    assert "pat &lt;b&gt;" in html
    assert "&lt;Never&gt;" in html
    assert "<script" not in html
    assert "# “lantern state network” for a name nobody knows, 9 times" in toml
    (tmp_path / "s.toml").write_text(toml)
    assert [(t.zh, t.en, t.wrong) for t in read_terms(tmp_path / "s.toml")] == [
        ("绿洲集团", "Oasis Group", ("green land group",))
    ]  # fmt: skip
