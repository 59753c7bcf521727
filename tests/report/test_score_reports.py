"""A scoring's reports: text, JSON by its schema, and a page that is a function of it."""

from __future__ import annotations

import base64
import copy
import hashlib
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest
from score_documents import NASTY, SCRIPT, document, plain

import mt_repair.score
from mt_repair.report import encoded
from mt_repair.report.score_page import page
from mt_repair.report.scores import SCORES, lines, p_shown, shown, verdict
from mt_repair.score.registry import NEEDS

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((Path(mt_repair.score.__file__).parent / "score.schema.json").read_text())
VOID = {"meta", "link"}


class Tags(HTMLParser):
    """Gathers a page's tags, attributes and text, and that each tag is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def written(of: dict, form: str) -> str:
    return "".join(SCORES[form](of, False))


# JSON


@pytest.mark.parametrize("made", [document, plain])
def test_the_json_is_valid_by_its_schema(made) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    told = json.loads(encoded(written(made(), "json")))
    jsonschema.Draft202012Validator(SCHEMA).validate(told)
    assert told["version"] == SCHEMA["properties"]["version"]["const"]
    # The surrogate is spelled out on the way; all else is the document itself.
    assert told["metrics"] == made()["metrics"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda d: d.pop("metrics"),
        lambda d: d.update(version=2),
        lambda d: d["metrics"][0].update(value="high"),
        lambda d: d["metrics"][0].update(unit="percent"),
        lambda d: d["examples"][0].update(why="odd"),
        lambda d: d["examples"][0]["hypothesis"].append(["text"]),
        lambda d: d["entity_types"][0].pop("mentions"),
        lambda d: d["entity_types"][0].pop("type"),
        lambda d: d["floors"][0].update(held=1),
    ],
)
def test_the_schema_refuses_what_is_not_so(spoil) -> None:
    told = copy.deepcopy(document())
    spoil(told)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(SCHEMA).validate(told)


def test_every_metric_of_a_document_can_have_a_floor() -> None:
    names = [metric["name"] for metric in document()["metrics"]]
    assert set(names) <= set(NEEDS)
    assert set(NEEDS) - set(names) == set()


def test_the_bytes_are_the_same_whatever_the_hash_seed(tmp_path: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, 'tests/report'); from score_documents import document\n"
        "from mt_repair.report.scores import SCORES\n"
        "from mt_repair.report import encoded\n"
        "for form in SCORES: sys.stdout.buffer.write(encoded(''.join(SCORES[form](document(), False))))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(told) == 1


# text


def test_the_table_says_what_there_is() -> None:
    text = written(document(), "text")
    assert text.startswith(f"{SCRIPT}.jsonl against ref.txt, 9 segments\n")
    assert re.search(
        r"^chrF2\+\+ +\d+\.\d\d +\d+\.\d\d to \d+\.\d\d +\d+\.\d\d +\+\d+\.\d\d ", text, re.M
    )
    assert re.search(r"^floor held: chrf2\+\+ \d+\.\d\d, at least 10\.00$", text, re.M)
    assert re.search(r"^floor MISSED: entity_accuracy 0\.\d{4}, at least 0\.9900$", text, re.M)
    assert re.search(r"^floor held: over_editing 0\.\d{4}, at most 0\.5000$", text, re.M)
    assert "  9 of 9  京东 JD.com\n" not in text
    assert "  8 of 8  京东 JD.com\n" in text
    assert "base" not in written(plain(), "text")
    assert "note: No glossary was given" in written(plain(), "text")


def test_colours_only_where_wanted_and_no_control_character_ever() -> None:
    assert "\x1b[32m" in "".join(lines(document(), colour=True))
    spelled = written(document(), "text")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", spelled)


@pytest.mark.parametrize(
    ("value", "unit", "signed", "text"),
    [
        (41.4887, "points", False, "41.49"),
        (0.65175, "share", False, "0.6518"),
        (1.0, "ratio", False, "1.0000"),
        (2.5, "points", True, "+2.50"),
        (-0.1, "share", True, "-0.1000"),
        (None, "points", False, "–"),
    ],
)
def test_a_score_as_it_is_read(value, unit, signed, text) -> None:
    assert shown(value, unit, signed) == text


def test_p_values_as_they_are_read() -> None:
    assert [p_shown(p) for p in (None, 0.0001, 0.001, 0.25)] == ["–", "<0.001", "0.001", "0.250"]


@pytest.mark.parametrize(
    ("value", "p", "better", "said"),
    [
        (1, 0.01, "higher", "better"),
        (-1, 0.01, "higher", "worse"),
        (1, 0.01, "lower", "worse"),
        (-1, 0.01, "lower", "better"),
        (1, 0.05, "higher", ""),
        (1, None, "higher", ""),
        (0, 0.01, "higher", ""),
        (1, 0.01, "neither", ""),
    ],
)
def test_better_or_worse_only_where_it_is_hardly_chance(value, p, better, said) -> None:
    metric = {"better": better, "difference": {"value": value, "p_randomisation": p}}
    assert verdict(metric) == said
    assert verdict({"better": better}) == ""


# the page


@pytest.mark.parametrize("made", [document, plain])
def test_the_page_stands_alone(made) -> None:
    tags = Tags(page(made()))
    assert not tags.open
    assert not {"script", "img", "iframe", "object", "embed", "form", "base", "a"} & set(tags.tags)
    assert not [name for name, _ in tags.attributes if name.startswith("on") or name == "style"]
    links = {value for name, value in tags.attributes if name in ("href", "src", "action", "data")}
    assert links == {"data:,"}
    assert "@import" not in page(plain())
    assert "url(" not in page(plain())


def test_what_it_may_load_is_its_own_style_alone() -> None:
    text = page(document())
    style = re.search(r"<style>(.*?)</style>", text, re.S)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)[1]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )


def test_everything_of_the_texts_is_text() -> None:
    text = page(document())
    assert SCRIPT not in text
    assert "onerror=alert(1)>" not in re.sub(r"&gt;", "", text)
    seen = "".join(Tags(text).text)
    for nasty in (NASTY[0], NASTY[1], NASTY[2], NASTY[3], NASTY[4], NASTY[6], NASTY[7]):
        assert nasty in seen
    assert "\\u202eright to left\\u202c \\x00\\x1b[31m\\x85 \\ud800" in seen
    encoded(text).decode("utf-8")


def test_it_shows_what_was_asked_for() -> None:
    seen = "".join(Tags(page(document())).text)
    for wanted in ("Scores before and after", "Right and missed, by type", "Entries most often missed",
                   "Flags by kind", "Segments to look at", "All figures", "To get the same figures"):  # fmt: skip
        assert wanted in seen
    assert "<del>pat</del>" in page(document())
    assert "<ins>Paipai</ins>" in page(document())
    assert "newly right" in seen


def test_a_page_of_a_text_alone_leaves_out_what_there_is_not() -> None:
    seen = "".join(Tags(page(plain())).text)
    assert "before" not in seen.replace("before repair", "")
    assert "Names" not in seen
    assert "Measured on its own" in seen


def test_the_page_is_a_function_of_the_document_alone() -> None:
    told = json.loads(json.dumps(document()))
    assert page(told) == page(document())
    assert written(told, "text") == written(document(), "text")
