"""The namer: names that no list has, spelt by the model that ships."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mt_repair.errors import InputError
from mt_repair.knowledge.namer import FILES, load_namer, shipped_namer, spellings
from mt_repair.knowledge.namer.known import KNOWN_FILE
from mt_repair.models import shipped_folder, write_manifest


@pytest.fixture(scope="module")
def namer():
    model = shipped_namer()
    assert model is not None
    return model


# Names of our own choosing, the right one among the first three.
SPELT = [
    ("胡里奥·门德斯", "PER", "Julio Mendez"),
    pytest.param(
        "安德烈·科瓦连科",
        "PER",
        "Andrei Kovalenko",
        marks=pytest.mark.xfail(strict=True, reason="no list of spellings has Kovalenko"),
    ),
    ("朴志勋", "PER", "Park Ji-hoon"),
    ("阮文雄", "PER", "Nguyen Van Hung"),
    ("小林康弘", "PER", "Yasuhiro Kobayashi"),
    ("高桥直树", "PER", "Naoki Takahashi"),
    ("李国强", "PER", "Li Guoqiang"),
    ("欧阳明", "PER", "Ouyang Ming"),
    ("海宁", "LOC", "Haining"),
    ("哈里斯堡", "LOC", "Harrisburg"),
    ("布里奇沃特", "LOC", "Bridgewater"),
    ("施瓦岑贝格", "LOC", "Schwarzenberg"),
]


@pytest.mark.parametrize(("zh", "kind", "en"), SPELT)
def test_a_name_is_among_the_first_three(namer, zh, kind, en):
    assert en in [s.en for s in spellings(namer, zh, kind)]


@pytest.mark.parametrize("kind", ["PER", "LOC", "ORG", "TERM", None])
def test_spellings_are_ranked_and_each_there_once(namer, kind):
    found = spellings(namer, "科瓦连科", kind)
    assert 0 < len(found) <= 3
    assert len({s.en for s in found}) == len(found)
    assert [s.confidence for s in found] == sorted((s.confidence for s in found), reverse=True)
    assert all(0 <= s.confidence <= 1 and s.en.strip() == s.en != "" for s in found)
    assert spellings(namer, "科瓦连科", kind) == found


def test_traditional_characters_and_other_dots_are_the_same_name(namer):
    assert spellings(namer, "胡里奧•門德斯", "PER") == spellings(namer, "胡里奥·门德斯", "PER")


@pytest.mark.parametrize("zh", ["", "海", "海" * 17, "\ud800\ud800", "  ", "··", "abc", "海宁2号"])
def test_what_is_no_name_has_no_spelling(namer, zh):
    assert spellings(namer, zh) == []


@settings(max_examples=60)
@given(
    st.text("阿克里·斯王海朴阮木村乡𠀀々", max_size=18),
    st.sampled_from(["PER", "LOC", "ORG", None]),
)
def test_whatever_is_asked_is_answered_in_plain_letters(zh, kind):
    model = shipped_namer()
    assert model is not None
    for one in spellings(model, zh, kind):
        assert one.en.isascii()
        assert one.en == " ".join(one.en.split()) != ""


def test_a_damaged_namer_is_refused(tmp_path):
    with pytest.raises(InputError, match="the namer's model is not complete"):
        load_namer(tmp_path)
    shipped = shipped_folder("namer")
    assert shipped is not None
    shutil.copytree(shipped, tmp_path / "namer")
    (tmp_path / "namer" / KNOWN_FILE).write_bytes(b"other")
    with pytest.raises(InputError, match="not the file that was shipped"):
        load_namer(tmp_path / "namer")
    write_manifest(tmp_path / "namer", FILES)
    with pytest.raises(InputError, match="do not fit together"):
        load_namer(tmp_path / "namer")
