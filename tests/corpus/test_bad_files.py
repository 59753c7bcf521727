"""Every kind of bad file against every reader: one clear message, or everything given back."""

from __future__ import annotations

from pathlib import Path

import pytest
from badfiles import KINDS, PACKED, READERS, path_of, read

from mt_repair.errors import InputError

XML = ("tmx", "xliff", "docx")
TEXTS = ("text", "csv", "tsv", "srt", "vtt", "po", "markdown")
REFUSED = {
    **dict.fromkeys(("utf-16 without mark", "zeros"), (*TEXTS, "html", *XML)),
    **dict.fromkeys(("PDF", "picture", "program", "old Word"), (*TEXTS, *XML, "parquet")),
    "utf-32": (*TEXTS, *XML),
    **dict.fromkeys(("gzip bomb", "cut gzip", "no gzip"), READERS),
    **dict.fromkeys(
        (
            *("document type", "entity bomb", "long entity", "external entity", "parameter entity"),
            *("unknown entity", "depth 100,000", "attribute without end", "comment without end"),
            *("section without end", "tags that cross", "control character", "empty"),
        ),
        XML,
    ),
    **dict.fromkeys(
        (
            *("zip 1000:1", "overlapping zip", "lying zip", "zip with ../", "zip with a link"),
            *("encrypted zip", "name twice in a zip", "cut zip", "zip in a zip"),
        ),
        ("docx",),
    ),
    "gb18030": (*TEXTS, *XML),
    "cut utf-8": (*TEXTS[:1], *TEXTS[3:], *XML),
    "unclosed quote": ("csv", "po"),
    "quote inside": ("csv", "po"),
    "million columns": ("csv", "tsv", "po"),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("reader", READERS)
def test_one_clear_message_or_everything_given_back(reader: str, kind: str, tmp_path: Path) -> None:
    path = path_of(tmp_path, kind, reader, 100_000)
    try:
        made = read(path, reader)
    except InputError as error:
        (problem,) = error.problems
        assert problem.path == str(path)
        assert str(problem).count("\n") == 0
        assert problem.what
        assert problem.remedy
        assert len(str(problem)) < 400 + len(str(path))
        return
    assert reader not in REFUSED.get(kind, ()), "it must be refused"
    assert kind not in PACKED
    if reader not in ("jsonl", "parquet"):
        assert made == path.read_bytes()


def test_what_must_be_refused_is_a_kind_there_is() -> None:
    assert set(REFUSED) <= set(KINDS)
    assert len(KINDS) >= 40
