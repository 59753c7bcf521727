"""What a name may be called: the lists decide, then the known parts, then a namer."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from mt_repair.cli import cli
from mt_repair.knowledge import proposals as room
from mt_repair.knowledge.namer import Spelling
from mt_repair.knowledge.publicnames import Name


@pytest.fixture
def asked(monkeypatch):
    """Yield the names that a namer was asked for."""
    names: list[str] = []

    def spellings(model, zh, kind, best):
        names.append(zh)
        return [Spelling("Huamai", 0.4), Spelling("Hua Mai", 0.2)]

    monkeypatch.setattr(room, "shipped_namer", object)
    monkeypatch.setattr(room, "spellings", spellings)
    room.sounded.cache_clear()
    yield names
    room.sounded.cache_clear()


def test_what_a_list_knows_is_not_spelt(asked):
    assert room.proposals("基辛格")[0].en == "Henry Kissinger"
    assert asked == []


def test_what_no_list_knows_is_spelt_as_a_proposal(asked):
    found = room.proposals("花脉坝梁", "LOC")
    assert [(n.en, n.type, n.origin, n.confidence) for n in found] == [
        ("Huamai", "LOC", "namer", 0.4),
        ("Hua Mai", "LOC", "namer", 0.2),
    ]
    assert asked == ["花脉坝梁"]


def test_what_no_list_knows_is_composed_before_it_is_spelt(asked):
    first = room.proposals("秘鲁政府", "ORG")[0]
    assert (first.en, first.type) == ("Peruvian government", "ORG")
    assert first.origin.startswith("composed: ")
    assert asked == []


def test_a_doubtful_composition_stands_beside_the_namers_spellings(asked):
    found = room.proposals("卢森峰会谷", "LOC")
    assert "Huamai" in [n.en for n in found]
    assert len(found) <= 3
    assert [n.confidence for n in found] == sorted((n.confidence for n in found), reverse=True)


def test_traditional_characters_make_no_difference():
    one, other = room.proposals("秘鲁旅游部"), room.proposals("秘魯旅遊部")
    assert [n.en for n in one] == [n.en for n in other]
    assert other[0].zh == "秘魯旅遊部"
    assert [n.en for n in room.proposals("《秘鲁旅游部》")] == [n.en for n in one]


def test_names_told_beside_the_lists_count_first_and_as_parts():
    def also(part):
        return [Name(part, "Huamai", (), "ORG", "ours", 0.9)] if part == "花脉" else []

    assert [n.origin for n in room.proposals("花脉", None, also)] == ["ours"]
    assert room.proposals("花脉发言人", "PER", also)[0].en == "Huamai spokesperson"


def test_what_is_spelt_whole_is_left_to_the_namer(asked):
    found = room.proposals("彭志坚", "PER")
    assert [n.en for n in found] == ["Huamai", "Hua Mai"]


def test_the_namers_first_spelling_of_a_place_stands_beside_what_is_composed(asked):
    found = [n.en for n in room.proposals("秘鲁旅游部", "LOC")]
    assert "Huamai" in found
    assert "Peruvian Ministry of Tourism" in found


def test_the_foreign_part_of_a_composed_name_is_spelt(asked):
    assert [s.en for s in room.sounded("克利夫兰")] == ["Huamai", "Hua Mai"]
    assert [s.en for s in room.sounded("志坚")] == ["Zhijian"]


def test_without_a_namer_nothing_is_made_up(monkeypatch):
    monkeypatch.setattr(room, "shipped_namer", lambda: None)
    assert room.proposals("花脉坝梁") == []


@pytest.mark.parametrize(
    ("zh", "code", "out", "err"),
    [
        ("基辛格", 0, "Henry Kissinger\t", ""),
        ("秘鲁政府", 0, "Peruvian government\t", ""),
        ("花脉坝梁", 0, "en\tconfidence\tfrom", "花脉坝梁: no list knows this name"),
        ("Kissinger", 2, "", "has no Chinese character"),
    ],
)
def test_spell_on_the_command_line(monkeypatch, zh, code, out, err):
    monkeypatch.setattr(room, "shipped_namer", lambda: None)
    got = CliRunner().invoke(cli, ["glossary", "spell", zh])
    assert got.exit_code == code
    assert out in got.stdout
    assert err in got.stderr
