"""The reader: what it is asked, that it is the file that was shipped, and that it is steady."""

from __future__ import annotations

import json
import random
import shutil
from dataclasses import replace

import pytest
from ours import shipped

from mt_repair.detect.reader import (
    Reader,
    about,
    encode,
    load_reader,
    model_folder,
    read,
    reading,
    shipped_reader,
)
from mt_repair.errors import InputError
from mt_repair.pipeline import repair
from mt_repair.types import Document, Term

PAT = Term("拍拍", "Paipai", "ORG", domain="e-commerce")


@pytest.fixture(scope="module")
def reader() -> Reader:
    found = shipped_reader()
    assert found is not None
    return found


def strength(reader: Reader, text: str, phrase: str) -> float:
    start = text.index(phrase)
    said = read(reader, text, start, start + len(phrase), about(PAT, PAT.type))
    return said.get("reads-name", 0.0) - said.get("reads-plain", 0.0)


def test_a_name_reads_more_like_one_than_plain_english_does(reader):
    name = strength(reader, "Sellers on pat complained that traffic had fallen since June.", "pat")
    plain = strength(reader, "The coach gave the tired goalkeeper a pat on the back.", "pat")
    assert name > plain


def test_the_sentence_is_cut_round_the_phrase_and_the_phrase_is_marked(reader):
    text = "far " * 300 + "Sellers on pat complained" + " far" * 300
    start = text.index("pat")
    ids, first, at = encode(reader.tokenizer, text, start, start + 3, "Paipai ; org ; ")
    assert len(ids) < 130
    assert ids[0] == 101
    assert ids[at] == 1
    assert ids[first - 1] == ids[-1] == 102
    assert reader.tokenizer.decode(ids[at + 1 : ids.index(2, at)]) == "pat"


@pytest.mark.parametrize("text", ["", "pat", "\ud800 pat \0", "pat\u202e\U0001f600"])
def test_strange_text_is_read(reader, text):
    assert set(read(reader, text, 0, len(text), "")) <= {"reads-name", "reads-plain"}


def test_the_answer_does_not_depend_on_what_was_read_before(reader):
    texts = [f"Sellers on pat complained {n} times about the new fee." for n in range(40)]
    asked = {t: strength(reader, t, "pat") for t in texts}
    other = load_reader(model_folder())
    shuffled = random.Random(1).sample(texts, len(texts))
    assert {t: strength(other, t, "pat") for t in shuffled} == asked


def test_a_logit_becomes_evidence():
    assert reading(3.0) == {"reads-name": 0.5}
    assert reading(-60.0) == {"reads-plain": 1.0}


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "manifest.json"])
@pytest.mark.parametrize("damage", ["gone", "cut", "flipped", "empty"])
def test_a_damaged_model_is_refused_before_it_is_loaded(tmp_path, name, damage):
    folder = shutil.copytree(model_folder(), tmp_path / "reader")
    path = folder / name
    data = path.read_bytes()
    if damage == "gone":
        path.unlink()
    elif damage == "flipped":
        at = data.index(b'"model.onnx": "') + 16 if name == "manifest.json" else len(data) // 2
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
    else:
        path.write_bytes(data[: len(data) // 2] if damage == "cut" else b"")
    with pytest.raises(InputError, match=r"install mt-repair again"):
        load_reader(folder)


def test_a_manifest_without_a_sum_is_refused(tmp_path):
    folder = shutil.copytree(model_folder(), tmp_path / "reader")
    (folder / "manifest.json").write_text(json.dumps({"sha256": {}}), "utf-8")
    with pytest.raises(InputError, match="not complete"):
        load_reader(folder)


def test_without_a_reader_the_evidence_decides():
    pipeline = shipped()
    alone = replace(pipeline, decision=replace(pipeline.decision, reader=None))
    text = "Sellers on pat, Taobao and Tmall complained, pat network said in Beijing."
    assert "Paipai" in repair(alone, Document.of(text)).text
