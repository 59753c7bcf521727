"""JUnit XML, which Jenkins, GitLab and most CI systems show: a suite a file, a case a flag.

A case fails where the run does (`--fail-on`); a flag below that, and one that nobody wants to
see, is skipped. Its name has no line in it, so that a flag which moves is the same case from
run to run. Valid for the schema of Jenkins's xUnit plugin (junit-10.xsd).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Literal

from mt_repair.corpus.items import Files, Item
from mt_repair.report.look import Look
from mt_repair.report.places import Place, every_flag, offers_of, places_of
from mt_repair.report.style import seen
from mt_repair.types import Flag, Silenced

_Outcome = Literal["failure", "error", "skipped"]
_NO_XML = re.compile("[\ufffe\uffff]")  # what `seen` leaves and XML has no place for


@dataclass(frozen=True, slots=True)
class _Case:
    name: str
    outcome: _Outcome
    type: str
    message: str
    text: str


def as_junit(files: Files, look: Look) -> Iterator[str]:
    """Yield the report as one XML document."""
    suites: list[tuple[str, list[_Case]]] = []
    for path, items in files:
        suites.append((path, [case for item in items for case in _cases(path, item, look)]))
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    every = [case for _, cases in suites for case in cases]
    tests = sum(max(len(cases), 1) for _, cases in suites)
    yield f"<testsuites{_attributes(name='mt-repair', tests=tests, **_counts(every))}>\n"
    for path, cases in suites:
        yield from _suite(path, cases)
    yield "</testsuites>\n"


def _suite(path: str, cases: list[_Case]) -> Iterator[str]:
    counts = {**_counts(cases), "skipped": sum(case.outcome == "skipped" for case in cases)}
    head = _attributes(name=path, tests=max(len(cases), 1), **counts, file=path)
    yield f"  <testsuite{head}>\n"
    if not cases:
        yield f"    <testcase{_attributes(name='no doubtful name', classname=path)}/>\n"
    seen_so_far: Counter[str] = Counter()
    for case in cases:
        seen_so_far[case.name] += 1
        number = seen_so_far[case.name]
        name = case.name if number == 1 else f"{case.name} ({number})"
        yield f"    <testcase{_attributes(name=name, classname=path)}>\n"
        told = _attributes(type=case.type, message=case.message)
        yield f"      <{case.outcome}{told}>{_xml(case.text)}</{case.outcome}>\n"
        yield "    </testcase>\n"
    yield "  </testsuite>\n"


def _cases(path: str, item: Item, look: Look) -> Iterator[_Case]:
    if item.problem is not None:
        said = f"{item.problem.what}; {item.problem.remedy}"
        row = "the file" if item.row is None else f"row {item.row}"
        yield _Case(f"{row} is read", "error", "input", said, str(item.problem))
    repair = item.repair
    if repair is None:
        return
    places, offers = places_of(item, repair), offers_of(repair)
    for flag, silenced in every_flag(repair):
        safety = offers.level(flag)
        yield _case(path, places.of(flag), flag, silenced, safety in look.failing, safety)


def _case(
    path: str, place: Place, flag: Flag, silenced: Silenced | None, fails: bool, safety: str
) -> _Case:
    name = " → ".join((f"“{flag.surface}”" if flag.surface else flag.zh, *flag.suggestions[:1]))
    where = f"{path}:{place.line}:{place.column}: {flag.message} [{flag.confidence:.2f}]"
    if silenced is not None:
        why = f": {silenced.why}" if silenced.why else ""
        return _Case(name, "skipped", flag.rule, f"silent by a {silenced.by}{why}", where)
    if not fails:
        return _Case(name, "skipped", flag.rule, f"does not fail: {safety}", where)
    return _Case(name, "failure", flag.rule, flag.message, where)


def _counts(cases: list[_Case]) -> dict[str, int]:
    outcomes = Counter(case.outcome for case in cases)
    return {"failures": outcomes["failure"], "errors": outcomes["error"]}


def _attributes(**values: str | int) -> str:
    return "".join(f' {name}="{_xml(str(value))}"' for name, value in values.items())


def _xml(text: str) -> str:
    """Return a text for an element or an attribute; what XML has no place for is spelled out."""
    spelt = _NO_XML.sub(lambda sign: f"\\u{ord(sign[0]):04x}", seen(text))
    return escape(spelt).replace("\t", "&#9;")
