"""The published schema: it accepts what the reader accepts and rejects what it rejects."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from mt_repair.glossary.entries import EXAMPLE_KEYS, KEYS, Entry, problems_in
from mt_repair.glossary.load import READERS
from mt_repair.glossary.shipped import PACK
from mt_repair.types import ENTITY_TYPES

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/glossary.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
# What the reader also tells, and no schema can: it compares texts.
COMPARES = ("is also right", "are the same")


def fits(values: dict[str, Any]) -> bool:
    return VALIDATOR.is_valid({"term": [values]})


def reads(values: dict[str, Any]) -> bool:
    problems = (p.what for p in problems_in(Entry(1, values), "g.toml"))
    return all(any(word in what for word in COMPARES) for what in problems)


def test_it_is_a_schema_of_the_keys_and_types_there_are():
    Draft202012Validator.check_schema(SCHEMA)
    term = SCHEMA["$defs"]["term"]["properties"]
    assert tuple(term) == KEYS
    assert tuple(term["type"]["enum"]) == ENTITY_TYPES
    assert tuple(SCHEMA["$defs"]["example"]["properties"]) == EXAMPLE_KEYS


def test_it_goes_into_the_wheel():
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))
    included = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert included["docs/glossary.schema.json"] == "mt_repair/glossary/glossary.schema.json"


PAIPAI = {"zh": "拍拍", "en": "Paipai"}


@pytest.mark.parametrize(
    "values",
    [
        PAIPAI,
        {**PAIPAI, "type": "ORG", "domain": "", "note": "a\nb", "off": False},
        {**PAIPAI, "accept": ["Paipai.com"], "wrong": ["pat"], "aliases": ["拍拍网"]},
        {**PAIPAI, "accept": [], "wrong": [], "aliases": [], "examples": []},
        {**PAIPAI, "examples": [{"keep": "a pat"}, {"before": "pat", "after": "Paipai"}]},
        {**PAIPAI, "examples": [{"keep": "a pat", "known": True}]},
        {"zh": "拍拍", "off": True},
        {"zh": "拍拍", "en": " ", "off": True},
        {"zh": " 拍拍\u3000", "en": "\tPai pai\n"},
        {"zh": "拍", "en": "x" * 200},
        {"zh": "𠮷野家", "en": "Yoshinoya"},
        {**PAIPAI, "wrong": ["拍 pat"]},
    ],
)
def test_what_reads_fits(values):
    assert reads(values)
    assert fits(values)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"zh": "拍拍"},
        {"zh": "拍拍", "en": ""},
        {"zh": "拍拍", "en": "", "off": False},
        {"zh": " ", "en": "x"},
        {"zh": "Paipai", "en": "Paipai"},
        {"zh": "拍拍", "en": "拍 x"},
        {"zh": "拍拍", "en": "x" * 201},
        {"zh": "拍拍", "en": "a\nb"},
        {"zh": "拍\u2028拍", "en": "x"},
        {"zh": "拍拍", "en": "Pai\u200bpai"},
        {"zh": "拍拍", "en": "\ufeffx"},
        {**PAIPAI, "type": "SHOP"},
        {**PAIPAI, "type": ""},
        {**PAIPAI, "wrong": "pat"},
        {**PAIPAI, "wrong": [1]},
        {**PAIPAI, "wrong": [" "]},
        {**PAIPAI, "accept": ["拍"]},
        {**PAIPAI, "off": 1},
        {**PAIPAI, "note": "a\x00"},
        {**PAIPAI, "domain": "a\tb"},
        {**PAIPAI, "wrongs": ["pat"]},
        {**PAIPAI, "examples": ["x"]},
        {**PAIPAI, "examples": [{}]},
        {**PAIPAI, "examples": [{"before": "x"}]},
        {**PAIPAI, "examples": [{"after": "x"}]},
        {**PAIPAI, "examples": [{"keep": "x", "after": "y"}]},
        {**PAIPAI, "examples": [{"keep": "x", "before": "y", "after": "z"}]},
        {**PAIPAI, "examples": [{"keep": " "}]},
        {**PAIPAI, "examples": [{"keep": "a\x07"}]},
        {**PAIPAI, "examples": [{"keep": 1}]},
        {**PAIPAI, "examples": [{"keep": "x", "known": 1}]},
        {**PAIPAI, "examples": [{"keep": "x", "why": "y"}]},
    ],
)
def test_what_does_not_read_does_not_fit(values):
    assert not reads(values)
    assert not fits(values)


@pytest.mark.parametrize(
    "data", [{}, [], {"term": {}}, {"term": []}, {"title": "x", "term": [PAIPAI]}]
)
def test_a_file_without_terms_or_with_more_does_not_fit(data):
    assert not VALIDATOR.is_valid(data)


def test_both_formats_headings_fit_but_not_at_once():
    assert VALIDATOR.is_valid({"terms": [PAIPAI]})
    assert not VALIDATOR.is_valid({"term": [PAIPAI], "terms": [PAIPAI]})


_TEXTS = st.text(
    st.sampled_from("aB拍\U00020000 \t\n\r\x0b\x0c\x1c\x85\xa0\u2028\u200b\ufeff\x00\x07."),
    max_size=5,
) | st.sampled_from(["", "x" * 199, "x" * 200 + " ", "x" * 201, "ORG", "pat"])
_ODD = st.none() | st.booleans() | st.integers(0, 2) | st.lists(_TEXTS, max_size=2) | _TEXTS
_EXAMPLES = st.lists(
    st.dictionaries(st.sampled_from([*EXAMPLE_KEYS, "keeps"]), _TEXTS | st.booleans(), max_size=3)
    | _ODD,
    max_size=2,
)
_VALUES = st.fixed_dictionaries(
    {"zh": _TEXTS.map(lambda t: "拍" + t) | _ODD, "en": _TEXTS | _ODD},
    optional={**dict.fromkeys(KEYS[2:], _ODD | _EXAMPLES), "wrnog": _ODD},
)


@settings(max_examples=2000)
@given(_VALUES)
def test_schema_and_reader_agree_on_anything(values):
    assert fits(values) == reads(values)


def test_a_file_of_the_pack_fits():
    data = tomllib.loads((PACK / "books.toml").read_text("utf-8"))
    assert not list(VALIDATOR.iter_errors(data))


@pytest.mark.parametrize("suffix", [".toml", ".yaml", ".csv"])
def test_entries_of_every_format_fit(suffix):
    texts = {
        ".toml": '[[term]]\nzh = "拍拍"\nen = "Paipai"\nexamples = [{ keep = "x", known = true }]\n',
        ".yaml": "terms:\n- zh: 拍拍\n  en: no\n  examples:\n  - keep: 12\n    known: yes\n",
        ".csv": "zh,en,wrong,off\n拍拍,Paipai,pat|clap,no\n",
    }
    entries = READERS[suffix](texts[suffix].encode(), "g" + suffix).entries
    assert entries
    for entry in entries:
        assert reads(dict(entry.values))
        assert fits(dict(entry.values))
