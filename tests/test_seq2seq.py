"""Models at run time: only what was shipped is loaded, and answers are steady and bounded."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from tinymodel import WORDS, write_rewriter

from mt_repair.errors import InputError
from mt_repair.repair.encoding import symbols
from mt_repair.seq2seq import (
    FILES,
    PIECES,
    Compact,
    load_compact,
    load_writing,
    nothing,
    pieces_of,
    propose,
)

ALL = (*FILES, PIECES, "manifest.json")


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return write_rewriter(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture(scope="module")
def model(folder) -> Compact:
    return load_compact(folder)


def rows(model: Compact, count: int) -> list[list[str]]:
    rng = random.Random(3)
    out = []
    for _ in range(count):
        row = ["<opens>"]
        for place in range(rng.randint(2, 12)):
            row += [f"<{place}>", *pieces_of(model, rng.choice(WORDS))]
        out.append([*row, "<closes>", "</s>"])
    return out


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("damage", ["gone", "cut", "empty", "folder", "other"])
def test_a_damaged_folder_is_refused_before_it_is_loaded(tmp_path, folder, name, damage):
    copy = shutil.copytree(folder, tmp_path / "copy")
    path = copy / name
    data = path.read_bytes()
    path.unlink()
    if damage == "cut":
        path.write_bytes(data[: len(data) // 2])
    elif damage == "empty":
        path.write_bytes(b"")
    elif damage == "folder":
        path.mkdir()
    elif damage == "other":
        path.write_bytes(b"\x80\x04N." + data)  # a pickle in front
    with pytest.raises(InputError, match=r"; (install|remove|train)"):
        load_compact(copy)


@pytest.mark.parametrize("name", [*FILES, PIECES])
def test_any_other_byte_is_noticed(tmp_path, folder, name):
    copy = shutil.copytree(folder, tmp_path / "copy")
    data = (copy / name).read_bytes()
    rng = random.Random(name)
    for _ in range(40):
        at = rng.randrange(len(data))
        (copy / name).write_bytes(
            data[:at] + bytes([data[at] ^ (1 << rng.randrange(8))]) + data[at + 1 :]
        )
        with pytest.raises(InputError, match="not the file that was shipped"):
            load_compact(copy)


@pytest.mark.parametrize(
    "manifest",
    ["", "[]", "{}", '{"sha256": {}}', '{"sha256": null}', "[" * 50_000, '{"sha256": []}'],
)
def test_a_manifest_that_is_none_is_refused(tmp_path, folder, manifest):
    copy = shutil.copytree(folder, tmp_path / "copy")
    (copy / "manifest.json").write_text(manifest, "utf-8")
    with pytest.raises(InputError, match="not complete"):
        load_compact(copy)


def test_what_fits_its_manifest_and_is_no_model_is_told(tmp_path, folder):
    from mt_repair.models import write_manifest

    copy = shutil.copytree(folder, tmp_path / "copy")
    (copy / "model.bin").write_bytes(b"no model")
    write_manifest(copy, (*FILES, PIECES))
    with pytest.raises(InputError, match="cannot be loaded"):
        load_compact(copy)


def test_an_answer_depends_on_its_sentence_alone(folder, model):
    asked = rows(model, 30)
    first = [propose(model, row, len(row) // 2) for row in asked]
    order = random.Random(1).sample(range(len(asked)), len(asked))
    other = load_compact(folder)
    again = {i: propose(other, asked[i], len(asked[i]) // 2) for i in order}
    assert [again[i] for i in range(len(asked))] == first


def test_answers_come_best_first_and_end(model):
    for row in rows(model, 20):
        found = propose(model, row, 4)
        assert [h.score for h in found] == sorted((h.score for h in found), reverse=True)
        assert len(found) == 4
        assert all(len(h.tokens) <= 2 * 4 + 8 for h in found)


def test_one_answer_is_the_first_of_several(model):
    for row in rows(model, 20):
        assert propose(model, row, 4, best=1, beam=4) == propose(model, row, 4)[:1]


def test_the_empty_answer_has_the_probability_that_a_search_finds(model):
    found = 0
    for row in rows(model, 3):
        for answer in propose(model, row, 0, best=400):
            if not answer.tokens:
                found += 1
                assert nothing(model, row) == pytest.approx(answer.score, abs=0.05)
    assert found


def test_every_symbol_is_a_piece_of_its_own(model):
    assert model.processor is not None
    ids = [model.processor.piece_to_id(s) for s in symbols()]
    assert len(set(ids)) == len(ids)
    assert model.processor.unk_id() not in ids


@pytest.mark.parametrize("word", ["", "\ud800", "\0", "\U0001f600", "\u202e", "a" * 5000])
def test_strange_words_have_pieces(model, word):
    assert all(isinstance(p, str) for p in pieces_of(model, word))


@pytest.mark.skipif(find_spec("torch") is not None, reason="torch is installed")
def test_without_torch_a_model_of_transformers_is_refused_in_words():
    with pytest.raises(InputError, match=r"torch is needed .*; install it"):
        load_writing("some/model")


@pytest.mark.skipif(find_spec("torch") is None, reason="torch is not installed")
def test_pickled_weights_are_refused(tmp_path):
    (tmp_path / "config.json").write_text(json.dumps({"model_type": "t5"}))
    (tmp_path / "pytorch_model.bin").write_bytes(b"\x80\x04N.")
    with pytest.raises(InputError, match="safetensors"):
        load_writing(str(tmp_path))


def test_nothing_heavy_is_loaded_before_a_model_is_asked_for():
    code = (
        "import sys, mt_repair.seq2seq, mt_repair.repair.rewriters\n"
        "print([m for m in ('ctranslate2', 'torch', 'transformers', 'sentencepiece') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
