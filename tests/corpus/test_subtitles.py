"""Subtitles: cues, their markup, names on two lines, and a source that is shown at the same time."""

from __future__ import annotations

from pathlib import Path

import pytest
import toy
from formatted import items, pairs, targets, written

from mt_repair.errors import InputError

CUE = "1\n00:00:01,000 --> 00:00:04,000\n{}\n\n2\n00:00:05,000 --> 00:00:06,000 X1:9\nb\n"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("on pat\nnetwork", "on pat\nnetwork"),
        ("<i>on</i> {\\an8}pat", "on pat"),
        ('<font color="pat">pat</font>', "pat"),
        ("1 <3 2 & x", "1 <3 2 & x"),
        ("{y:i}pat", "pat"),
    ],
)
def test_what_of_a_cue_is_text(raw: str, text: str) -> None:
    assert targets("srt", CUE.format(raw)) == [text, "b"]


@pytest.mark.parametrize(
    ("raw", "repaired"),
    [
        ("on pat\nnetwork today", "on Paipai\ntoday"),
        ("on pat\nnetwork, today", "on\nPaipai, today"),
        ("on pat\r\nnetwork", "on\r\nPaipai"),
        ("<i>pat</i>\nnetwork said", "<i>Paipai\n</i>said"),
        ("pat\nnetwork", "Paipai"),
        ("pat network\nsaid", "Paipai\nsaid"),
        ("on pat\nnetwork pat\nnetwork x", "on Paipai\nPaipai\nx"),
    ],
)
def test_a_cue_keeps_its_lines(raw: str, repaired: str) -> None:
    assert written("srt", CUE.format(raw), toy.words) == CUE.format(repaired)


def test_webvtt_keeps_its_notes_styles_and_speakers() -> None:
    data = (
        "WEBVTT pat\n\nSTYLE\n::cue(pat) {}\n\nNOTE pat\n\npat\n00:01.000 --> 00:02.000 line:0\n"
        "<v pat>A &amp; <c.pat>pat</c> &lt;<00:01.500>x\n\n00:03.000 --> 00:04.000\npat\n"
    )
    assert targets("vtt", data) == ["A & pat <x", "pat"]
    made = written("vtt", data, toy.words)
    assert made == data.replace(">pat</c>", ">Paipai</c>").replace("04.000\npat", "04.000\nPaipai")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("srt", "Just text.\n", "in.srt: no cue with its times was found; check"),
        ("vtt", "1\n00:01.000 --> 00:02.000\na\n", "in.vtt:1: WebVTT begins with WEBVTT"),
        ("srt", b"1\n00:00:01,000 --> 00:00:02,000\ncaf\xe9 x\n", "in.srt:3: the byte 0xE9"),
    ],
)
def test_what_are_no_subtitles_is_told(name: str, data: str | bytes, message: str) -> None:
    with pytest.raises(InputError) as caught:
        items(name, data, toy.words)
    assert str(caught.value).startswith(message)


def test_a_source_belongs_to_it_cue_by_cue_or_by_time(tmp_path: Path) -> None:
    source = tmp_path / "zh.srt"
    source.write_text(
        "1\n00:00:09,000 --> 00:00:09,500\n甲\n\n2\n00:00:10,000 --> 00:00:11,000\n乙\n"
    )
    data = CUE.format("a")
    assert pairs("srt", data, str(source)) == [("a", "甲"), ("b", "乙")]
    source.write_text(
        "1\n00:00:01,100 --> 00:00:02,000\n甲\n\n2\n00:00:02,000 --> 00:00:03,900\n乙\n\n"
        "3\n00:00:07,000 --> 00:00:08,000\n丙\n"
    )
    assert pairs("srt", data, str(source)) == [("a", "甲\n乙"), ("b", None)]
    source.write_text("1\n00:00:01,100 --> 00:00:02,000\nEnglish\n")
    with pytest.raises(InputError, match="the source holds no Chinese"):
        pairs("srt", data, str(source))
