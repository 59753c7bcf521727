"""SARIF 2.1.0 (OASIS), which code scanning, editors and many CI systems read.

One run over all files. Columns count code points and a line ends as `corpus.text` says. A
flag is a result: its level by what repair would do, its `fixes` what repair offers,
`relatedLocations` the Chinese it rests on, `rank` its confidence in percent. Flags that
nobody wants to see are results with `suppressions`. `primaryLocationLineHash` is the
fingerprint that GitHub compares between runs: the flag's own, with its number in the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from urllib.parse import quote

import mt_repair
from mt_repair.corpus.items import Files, Item
from mt_repair.corpus.read import STDIO
from mt_repair.corpus.records import Record, to_json
from mt_repair.errors import Problem
from mt_repair.report.look import Look
from mt_repair.report.places import Offers, every_flag, offers_of
from mt_repair.report.regions import Region, Regions, regions_of
from mt_repair.report.rules import Rule
from mt_repair.types import Edit, Flag, Repair, Safety, Silenced

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS: dict[Safety, str] = {"safe": "error", "review": "warning", "note": "note"}
_ROOT = "SRCROOT"


def as_sarif(files: Files, look: Look) -> Iterator[str]:
    """Yield the log as one JSON object."""
    rules = {name: number for number, name in enumerate(look.rules)}
    results: list[Record] = []
    problems: list[Record] = []
    paths: dict[str, None] = {}
    for path, items in files:
        paths.setdefault(path)
        seen: Counter[str] = Counter()
        for item in items:
            if item.problem is not None:
                problems.append(_notification(path, item.problem))
            results += _results(item, rules, seen, look)
    artifacts = [{"location": _artifact(path), "encoding": "utf-8"} for path in paths]
    yield to_json(_log(look, results, problems, artifacts), indent=2) + "\n"


def _log(
    look: Look, results: list[Record], problems: list[Record], artifacts: list[Record]
) -> Record:
    driver = {
        "name": "mt-repair",
        "fullName": "mt-repair: mistranslated names in machine-translated Chinese news",
        "semanticVersion": mt_repair.__version__,
        "rules": [_rule(rule) for rule in look.rules.values()],
    }
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "newlineSequences": ["\r\n", "\n", "\r"],
                "defaultEncoding": "utf-8",
                "language": "en",
                "invocations": [
                    {
                        "executionSuccessful": not problems,
                        "toolExecutionNotifications": problems,
                    }
                ],
                "originalUriBaseIds": {
                    _ROOT: {"description": {"text": "The folder that mt-repair was run in."}}
                },
                "artifacts": artifacts,
                "results": results,
            }
        ],
    }


def _rule(rule: Rule) -> Record:
    """Return what a rule looks for, with its examples as help."""
    text, markdown = [rule.explanation.strip()], [rule.explanation.strip()]
    for number, example in enumerate(rule.examples):
        source = rule.sources[number] if number < len(rule.sources) else ""
        if example.after is None:
            said = [("Left alone", example.before)]
        elif not example.after:
            said = [("Flagged", example.before)]
        else:
            said = [("Before", example.before), ("After", example.after)]
        lines = [*([("Source", source)] if source else []), *said]
        text.append("\n".join(f"{what}: {sentence}" for what, sentence in lines))
        markdown.append("\n".join(f"- *{what}:* {sentence}" for what, sentence in lines))
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.explanation.strip()},
        "help": {"text": "\n\n".join(text), "markdown": "\n\n".join(markdown)},
        "defaultConfiguration": {"level": "warning"},
        "properties": {"tags": ["names", rule.kind]},
    }


def _results(
    item: Item, rules: Mapping[str, int], seen: Counter[str], look: Look
) -> Iterator[Record]:
    repair = item.repair
    if repair is None or not (repair.flags or repair.silenced):
        return
    regions, offers = regions_of(item, repair), offers_of(repair)
    for flag, silenced in every_flag(repair):
        print_ = flag.fingerprint()
        seen[print_] += 1
        result = _result(item, repair, regions, offers, flag, rules)
        result["partialFingerprints"] = {
            "mtRepairFlag/v1": print_,
            "primaryLocationLineHash": f"{print_}:{seen[print_]}",
        }
        result["suppressions"] = [] if silenced is None else [_suppression(silenced)]
        if look.compared:
            known = silenced is not None and silenced.by == "baseline"
            result["baselineState"] = "unchanged" if known else "new"
        yield result


def _result(
    item: Item,
    repair: Repair,
    regions: Regions,
    offers: Offers,
    flag: Flag,
    rules: Mapping[str, int],
) -> Record:
    place = _place(item.path, regions.of(flag.segment, flag.span), flag.surface)
    safety = offers.level(flag)
    result: Record = {
        "ruleId": flag.rule,
        "ruleIndex": rules.get(flag.rule, -1),
        "level": _LEVELS[safety],
        "rank": round(100 * flag.confidence, 2),
        "message": _message(flag.message),
        "locations": [{"physicalLocation": place}],
        "properties": {
            "kind": flag.kind,
            "zh": flag.zh,
            "suggestions": list(flag.suggestions),
            "confidence": round(flag.confidence, 4),
            "repair": safety,
        },
    }
    related = regions.of_source(flag)
    if related is not None and flag.source_span is not None:
        words = flag.source_span.of(repair.document.segments[flag.segment].source or "")
        result["relatedLocations"] = [
            {
                "id": 1,
                "physicalLocation": _place(item.source or item.path, related, words),
                "message": _message(f"{words} in the Chinese source"),
            }
        ]
    offered = {(edit.span, edit.new): edit for edit in offers.of(flag)}  # none may come twice
    fixes = [_fix(item, regions, edit) for edit in offered.values()]
    if any(fixes):
        result["fixes"] = [fix for fix in fixes if fix is not None]
    return result


def _message(text: str) -> Record:
    """Return a message in which braces are no placeholders and brackets no links."""
    return {"text": text.replace("{", "{{").replace("}", "}}").replace("](", "\\](")}


def _fix(item: Item, regions: Regions, edit: Edit) -> Record | None:
    """Return what to put where, None where that is no stretch of the file's text."""
    if item.binary:
        return None
    if item.layout is not None:
        spelt = item.layout[edit.segment].spelling(edit)
        if spelt is None:
            return None
        new = spelt
    else:  # a row is JSON, and so is what is put into it
        new = edit.new if item.row is None else to_json(edit.new)[1:-1]
    replaced = {
        "deletedRegion": _region(regions.of(edit.segment, edit.span), len(edit.span)),
        "insertedContent": {"text": new},
    }
    return {
        "description": _message(f"Replace “{edit.old}” by “{edit.new}”."),
        "artifactChanges": [{"artifactLocation": _artifact(item.path), "replacements": [replaced]}],
    }


def _place(path: str, region: Region, surface: str) -> Record:
    stretch = _region(region, len(surface))
    as_it_stands = region.line != region.end_line or region.end_column - region.column == len(
        surface
    )
    if as_it_stands and region.as_it_stands:  # not where it is spelt with escapes
        stretch["snippet"] = {"text": surface}
    return {"artifactLocation": _artifact(path), "region": stretch}


def _region(region: Region, length: int) -> Record:
    placed = {
        "startLine": region.line,
        "startColumn": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
    }
    if region.offset is not None:
        placed |= {"charOffset": region.offset, "charLength": length}
    return placed


def _artifact(path: str) -> Record:
    if path == STDIO:
        return {"uri": "stdin"}
    pure = PurePath(path)
    if pure.is_absolute():
        return {"uri": pure.as_uri()}
    return {"uri": quote(pure.as_posix(), errors="surrogateescape"), "uriBaseId": _ROOT}


def _notification(path: str, problem: Problem) -> Record:
    place: Record = {"artifactLocation": _artifact(path)}
    if problem.line is not None:
        place["region"] = {"startLine": problem.line}
    return {
        "level": "error",
        "message": _message(f"{problem.what}; {problem.remedy}"),
        "locations": [{"physicalLocation": place}],
    }


def _suppression(silenced: Silenced) -> Record:
    kind = "inSource" if silenced.by == "pragma" else "external"
    why = silenced.why or f"silenced by a {silenced.by}"
    return {"kind": kind, "status": "accepted", "justification": why}
