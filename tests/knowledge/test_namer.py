"""The namer: names told by characters and readings, spelt in letters and syllables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinymodel import write_model

from mt_repair.errors import InputError
from mt_repair.knowledge.namer import (
    answer_of,
    load_namer,
    spellings,
    spelt,
    syllables,
    symbols,
    told,
)
from mt_repair.models import write_manifest
from mt_repair.seq2seq import FILES


@pytest.fixture(scope="module")
def namer(tmp_path_factory):
    folder = tmp_path_factory.mktemp("models") / "namer"
    tokens = [*symbols(), "hai~", "ning~", "lei~", "jun~", "海", "宁", "雷", "军"]
    write_model(folder, tokens, scale=0.8)
    write_manifest(folder, FILES)
    return load_namer(folder)


def test_a_name_is_told_by_type_characters_and_readings():
    assert told("海宁", "LOC") == ["<LOC>", "海", "hai~", "宁", "ning~", "</s>"]
    assert told("阿·海", None) == ["<any>", "阿", "a~", "·", "海", "hai~", "</s>"]


@pytest.mark.parametrize(
    ("zh", "en", "tokens"),
    [
        ("海宁", "Haining", "^ hai~ ning~"),
        ("雷军", "Lei Jun", "^ lei~ _ ^ jun~"),
        ("布什", "Bush", "^ bu~ s h"),
        ("海宁市", "Haining City", "^ hai~ ning~ _ ^ c i t y"),
        ("北约", "NATO", "^ n ^ a ^ t ^ o"),
        ("西安", "Xi'an", "^ xi~ ' an~"),
    ],
)
def test_an_answer_spells_what_it_was_made_of(zh, en, tokens):
    assert answer_of(en, zh) == tokens.split()
    assert spelt(tokens.split()) == en


@given(st.from_regex(r"[A-Za-z][A-Za-z'.-]{0,9}( [A-Za-z][A-Za-z'.-]{0,9}){0,3}", fullmatch=True))
def test_any_name_in_letters_can_be_spelt(en):
    assert spelt(answer_of(en, "海宁雷军布什安")) == en


@pytest.mark.parametrize(
    ("char", "read"), [("单", ("shan",)), ("海", ("hai",)), ("·", ()), ("A", ())]
)
def test_how_a_character_is_read(char, read):
    assert syllables(char) == read


def test_spellings_are_ranked_and_each_there_once(namer):
    found = spellings(namer, "海宁", "LOC")
    assert len(found) <= 3
    assert len({s.en for s in found}) == len(found)
    assert [s.confidence for s in found] == sorted((s.confidence for s in found), reverse=True)
    assert all(0 <= s.confidence <= 1 and s.en.strip() == s.en != "" for s in found)
    assert spellings(namer, "海宁", "LOC") == found


@pytest.mark.parametrize("zh", ["", "海", "海" * 17, "\ud800\ud800", "  "])
def test_what_is_no_name_has_no_spelling_or_some(namer, zh):
    found = spellings(namer, zh, None)
    assert found == [] or len(zh.strip()) > 1


def test_a_damaged_namer_is_refused(tmp_path):
    with pytest.raises(InputError, match="the namer's model is not complete"):
        load_namer(tmp_path)
