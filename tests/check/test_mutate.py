"""Seeded faults: caught by a glossary with its tests, not by one without, and told apart if none."""

from __future__ import annotations

from pathlib import Path

import pytest

from mt_repair.check.checked import in_force, read_checked
from mt_repair.check.clashes import field_of
from mt_repair.check.faults import FAULTS, mutants
from mt_repair.check.mutate import by_fault, mutate, score, too_low

# Names of one type, each with sentences for every form: what is seeded is caught.
GUARDED = """
[[term]]
zh = "花街网"
en = "Huajie"
type = "ORG"
wrong = ["flower street network"]
examples = [
  { before = "Sellers told flower street network that orders doubled.", after = "Sellers told Huajie that orders doubled." },
]

[[term]]
zh = "柳巷集团"
en = "Willow Lane Group"
type = "ORG"
wrong = ["willow alley group", "horizon"]
examples = [
  { before = "Sellers told willow alley group that orders doubled.", after = "Sellers told Willow Lane Group that orders doubled." },
  { before = "Taobao and horizon sell chips in Shanghai.", after = "Taobao and Willow Lane Group sell chips in Shanghai." },
  { keep = "A ship appeared on the horizon." },
]
"""
BARE = """
[[term]]
zh = "花街网"
en = "Huajie"
type = "ORG"
wrong = ["flower street network"]

[[term]]
zh = "柳巷集团"
en = "Willow Lane Group"
type = "ORG"
accept = ["WLG Holdings"]
wrong = ["willow alley group"]
"""


def written(folder: Path, text: str) -> list[Path]:
    (folder / "n.toml").write_text(text, "utf-8")
    return [folder / "n.toml"]


def test_a_guarded_glossary_catches_what_is_seeded(pack, tmp_path):
    fated = list(mutate(written(tmp_path, GUARDED), 24, 1))
    assert {f.mutant.fault for f in fated} >= {
        "swapped-target", "lost-keep", "shadowed-entry", "case-loss", "non-idempotent",
        "ordinary-word", "misspelt",
    }  # fmt: skip
    assert [f.record() for f in fated if f.fate == "survived"] == []
    assert score(fated) == 1.0
    assert all(f.by for f in fated if f.fate == "caught")


def test_a_bare_glossary_catches_only_what_the_entries_say(pack, tmp_path):
    fated = list(mutate(written(tmp_path, BARE), 24, 1))
    counts = by_fault(fated)
    for name in ("swapped-target", "case-loss", "misspelt"):
        assert counts[name]["survived"] > 0
        assert counts[name]["caught"] == 0
    assert counts["shadowed-entry"]["survived"] == 0
    assert counts["non-idempotent"]["survived"] == 0
    assert counts["ordinary-word"]["survived"] == 0
    share = score(fated)
    assert share is not None
    assert 0 < share < 0.8
    fails, p = too_low(fated, 0.95)
    assert fails
    assert p < 0.05


def test_a_fault_that_no_text_shows_is_none(pack, tmp_path):
    fated = list(mutate(written(tmp_path, BARE), 60, 2))
    lost = [f for f in fated if f.mutant.fault == "lost-accept"]
    assert {f.fate for f in lost} == {"equivalent"}


def test_the_same_seed_gives_the_same_faults(pack, tmp_path):
    paths = written(tmp_path, GUARDED)
    one, two, other = ([f.record() for f in mutate(paths, 16, seed)] for seed in (3, 3, 4))
    assert one == two
    assert one != other


def test_nothing_is_written(pack, tmp_path):
    paths = written(tmp_path, GUARDED)
    list(mutate(paths, 8, 1))
    assert paths[0].read_text("utf-8") == GUARDED


def test_a_glossary_of_one_name_has_few_faults(pack, tmp_path):
    text = '[[term]]\nzh = "花街网"\nen = "huajie"\n'
    assert {f.mutant.fault for f in mutate(written(tmp_path, text), 80, 1)} <= {
        "swapped-target", "ordinary-word", "misspelt",
    }  # fmt: skip
    assert score([]) is None


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_changes_something(name, pack, tmp_path):
    checked = read_checked(
        written(tmp_path, GUARDED + BARE.replace("街", "路").replace("巷", "园"))
    )
    glossary = checked.glossary
    forced = list(in_force(checked, glossary))
    field = field_of(glossary.terms)
    made = [m for m in mutants(forced, glossary.terms, field, 40, 1) if m.fault == name]
    assert made
    for mutant in made:
        assert mutant.told
        for term in mutant.changed:
            assert term != glossary.get(term.zh)
    assert len(made) <= 5
