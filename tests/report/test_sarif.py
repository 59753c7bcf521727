"""SARIF: valid, exact, and its fixes do what repair does."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from strange_items import FilesOf, files, texts

from mt_repair.corpus.items import Item
from mt_repair.detect.rules import RULES
from mt_repair.errors import Problem
from mt_repair.report import encoded
from mt_repair.report.look import Look
from mt_repair.report.places import every_flag
from mt_repair.report.sarif import as_sarif
from mt_repair.types import Document, Edit, Flag, Repair, Safety, Segment, Silenced, Span

SCHEMA = Path(__file__).parent.parent / "schemas" / "sarif-2.1.0-rtm.5.json"
Log = dict[str, Any]


@cache
def validator() -> jsonschema.Draft4Validator:
    return jsonschema.Draft4Validator(json.loads(SCHEMA.read_text()))


def log_of(found: FilesOf, look: Look | None = None) -> Log:
    log = json.loads(encoded("".join(as_sarif(found, look or Look()))))
    assert not [f"{e.json_path}: {e.message}" for e in validator().iter_errors(log)]
    return log["runs"][0]


def pat(**fields: Any) -> Flag:
    return Flag(**{
        "segment": 0, "span": Span(3, 6), "surface": "pat", "rule": "literal", "kind": "literal",
        "message": "“pat” is 拍拍", "zh": "拍拍", "suggestions": ("Paipai",), "confidence": 0.876,
        **fields,
    })  # fmt: skip


def item(text: str, flags: Sequence[Flag], **fields: Any) -> Item:
    given = {"edits": (), "held": (), "text": text, **fields}
    return Item("a.txt", b"", Repair(Document.of(text), tuple(flags), **given))


def test_a_result_says_what_where_and_how_sure() -> None:
    edit = Edit(0, Span(3, 6), "pat", "Paipai")
    run = log_of([("a.txt", [item("on pat", [pat()], edits=(edit,))])], Look(rules=RULES))
    (result,) = run["results"]
    region = {
        "startLine": 1, "startColumn": 4, "endLine": 1, "endColumn": 7, "charOffset": 3,
        "charLength": 3,
    }  # fmt: skip
    where = {"uri": "a.txt", "uriBaseId": "SRCROOT"}
    print_ = pat().fingerprint()
    assert result == {
        "ruleId": "literal",
        "ruleIndex": list(RULES).index("literal"),
        "level": "error",
        "rank": 87.6,
        "message": {"text": "“pat” is 拍拍"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": where,
                    "region": {**region, "snippet": {"text": "pat"}},
                }
            }
        ],
        "properties": {
            "kind": "literal",
            "zh": "拍拍",
            "suggestions": ["Paipai"],
            "confidence": 0.876,
            "repair": "safe",
        },
        "fixes": [
            {
                "description": {"text": "Replace “pat” by “Paipai”."},
                "artifactChanges": [
                    {
                        "artifactLocation": where,
                        "replacements": [
                            {"deletedRegion": region, "insertedContent": {"text": "Paipai"}}
                        ],
                    }
                ],
            }
        ],
        "partialFingerprints": {
            "mtRepairFlag/v1": print_,
            "primaryLocationLineHash": f"{print_}:1",
        },
        "suppressions": [],
    }
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["artifacts"] == [{"location": where, "encoding": "utf-8"}]
    assert run["invocations"][0]["executionSuccessful"] is True


def test_every_rule_is_explained_with_its_examples() -> None:
    rules = log_of([], Look(rules=RULES))["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(RULES)
    for described, rule in zip(rules, RULES.values(), strict=True):
        assert described["shortDescription"]["text"] == rule.summary
        for example in rule.examples:
            assert example.before in described["help"]["text"]
            assert (example.after or "") in described["help"]["markdown"]


@pytest.mark.parametrize(
    ("applied", "held", "level"),
    [
        (["safe"], [], "error"),
        (["review"], [], "warning"),
        ([], ["review"], "warning"),
        ([], ["note"], "note"),
        ([], [], "warning"),
    ],
)
def test_levels(applied: list[Safety], held: list[Safety], level: str) -> None:
    def edits(safeties: list[Safety]) -> tuple[Edit, ...]:
        return tuple(Edit(0, Span(3, 6), "pat", "x", safety=safety) for safety in safeties)

    found = item("on pat", [pat()], edits=edits(applied), held=edits(held))
    (result,) = log_of([("a.txt", [found])])["results"]
    assert result["level"] == level
    assert len(result.get("fixes", [])) == len(applied) + len(held)


def test_the_source_is_a_related_location() -> None:
    document = Document((Segment("on pat", "在拍拍"),), ("", ""))
    flag = pat(source_span=Span(1, 3))
    found = Item("a.txt", b"", Repair(document, (flag,), (), (), ""), source="a.zh.txt")
    ((related,),) = [r["relatedLocations"] for r in log_of([("a.txt", [found])])["results"]]
    assert related["physicalLocation"] == {
        "artifactLocation": {"uri": "a.zh.txt", "uriBaseId": "SRCROOT"},
        "region": {
            "startLine": 1, "startColumn": 2, "endLine": 1, "endColumn": 4,
            "snippet": {"text": "拍拍"},
        },
    }  # fmt: skip


def test_what_is_silent_is_suppressed_and_a_baseline_tells_the_new_from_the_old() -> None:
    silenced = (
        Silenced(pat(), "pragma", "he pats it"),
        Silenced(pat(surface="Pat"), "dismissal"),
        Silenced(pat(surface="pats"), "baseline"),
    )
    found = item("on pat", [pat(surface="patted")], silenced=silenced)
    results = log_of([("a.txt", [found])], Look(compared=True))["results"]
    said = [(r["suppressions"], r["baselineState"]) for r in results]
    assert sorted(said, key=str) == sorted(
        [
            (
                [{"kind": "inSource", "status": "accepted", "justification": "he pats it"}],
                "new",
            ),
            (
                [
                    {
                        "kind": "external",
                        "status": "accepted",
                        "justification": "silenced by a dismissal",
                    }
                ],
                "new",
            ),
            (
                [
                    {
                        "kind": "external",
                        "status": "accepted",
                        "justification": "silenced by a baseline",
                    }
                ],
                "unchanged",
            ),
            ([], "new"),
        ],
        key=str,
    )
    assert "baselineState" not in log_of([("a.txt", [found])])["results"][0]


def test_what_could_not_be_read_is_told() -> None:
    bad = Item("a.jsonl", b"", None, 3, Problem("a.jsonl", 3, "no {JSON}", "mend it"))
    (run,) = log_of([("a.jsonl", [bad])])["invocations"]
    assert run["executionSuccessful"] is False
    (told,) = run["toolExecutionNotifications"]
    assert told["message"]["text"] == "no {{JSON}}; mend it"
    assert told["locations"][0]["physicalLocation"]["region"] == {"startLine": 3}


def test_words_of_a_text_are_neither_placeholders_nor_links() -> None:
    flag = pat(message="“[x](http://a.example)” is {0}")
    (result,) = log_of([("a.txt", [item("on pat", [flag])])])["results"]
    assert result["message"]["text"] == "“[x\\](http://a.example)” is {{0}}"


def test_a_fingerprint_stays_when_the_flag_moves() -> None:
    def prints(text: str) -> list[dict[str, str]]:
        spans = [Span(*found.span()) for found in re.finditer("pat", text)]
        found = item(text, [pat(span=span) for span in spans])
        return [r["partialFingerprints"] for r in log_of([("a.txt", [found])])["results"]]

    before, after = prints("on pat, on pat"), prints("News.\r\n\r\nOn the pat, but\non pat")
    assert before == after
    assert len({p["primaryLocationLineHash"] for p in before}) == 2


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a.txt", "a.txt"),
        ("x y/é.txt", "x%20y/%C3%A9.txt"),
        ("a:b#c?.txt", "a%3Ab%23c%3F.txt"),
        ("/tmp/a b.txt", "file:///tmp/a%20b.txt"),
        ("-", "stdin"),
    ],
)
def test_paths_are_uris(path: str, uri: str) -> None:
    (artifact,) = log_of([(path, [])])["artifacts"]
    assert artifact["location"]["uri"] == uri


@settings(max_examples=60)
@given(files())
def test_every_log_is_valid(found: FilesOf) -> None:
    results = log_of(found)["results"]
    flags = [len(every_flag(i.repair)) for _, items in found for i in items if i.repair]
    assert len(results) == sum(flags)


@settings(max_examples=100)
@given(texts())
def test_regions_hold_the_flags_and_fixes_make_the_edits(found: Item) -> None:
    assert found.repair is not None
    text = found.repair.document.text.removeprefix("\ufeff")
    lines = [0, *(end.end() for end in re.finditer("\r\n|\r|\n", text))]

    def stretch(region: dict[str, int]) -> tuple[int, int]:
        start = lines[region["startLine"] - 1] + region["startColumn"] - 1
        end = lines[region["endLine"] - 1] + region["endColumn"] - 1
        assert start == region["charOffset"]
        assert end - start == region["charLength"]
        return start, end

    replaced = {}
    for result, (flag, _) in zip(
        log_of([(found.path, [found])])["results"], every_flag(found.repair), strict=True
    ):
        region = result["locations"][0]["physicalLocation"]["region"]
        assert text[slice(*stretch(region))] == flag.surface == region["snippet"]["text"]
        for fix in result.get("fixes", ()):
            (change,) = fix["artifactChanges"][0]["replacements"]
            replaced[stretch(change["deletedRegion"])] = change["insertedContent"]["text"]
    edits = {(e.old, e.new) for e in (*found.repair.edits, *found.repair.held)}
    assert {(text[slice(*at)], new) for at, new in replaced.items()} <= edits
