"""What the server answers to the glossary's page: names, their tests, forms, impact, exchange."""

from __future__ import annotations

import json
import tempfile
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from mt_repair.check.check import Checkup, check
from mt_repair.errors import InputError
from mt_repair.glossary.entries import values_of
from mt_repair.glossary.exchange import export_terms, import_terms, lines_of
from mt_repair.glossary.formats import toml
from mt_repair.glossary.formats.registry import FORMATS
from mt_repair.glossary.glossary import zh_key
from mt_repair.glossary.shipped import shipped_terms
from mt_repair.knowledge.variants import variants
from mt_repair.types import Term
from mt_repair.ui.article import Given, named_as, put_file
from mt_repair.ui.pipelines import Layer, terms_of
from mt_repair.ui.settings import Settings
from mt_repair.ui.wire import (
    Answer,
    Limits,
    Message,
    WireError,
    file_in,
    file_out,
    limits_answer,
    rows_in,
    text_in,
)
from mt_repair.ui.workspace import Workspace

MOST_SHOWN = 60
MOST_FORMS = 12
MOST_LINES = 100
_FILE = "glossary.toml"


def names_answers(settings: Settings, workspace: Workspace | None) -> Mapping[str, Answer]:
    """Return what answers the glossary's page."""
    limits = Limits(settings.largest)
    return {
        "limits": partial(limits_answer, settings.largest),
        "names": partial(_names, settings, workspace),
        "put_name": partial(_put_name, workspace),
        "drop_name": partial(_drop_name, workspace),
        "forms": _forms,
        "check_names": partial(_check, workspace),
        "impact": partial(_impact, settings, workspace),
        "export_names": partial(_export, workspace),
        "import_names": partial(_import, limits, workspace),
    }


def _own(workspace: Workspace | None, message: Message) -> Layer:
    """Return the names that are edited: the workspace's, else those the page keeps."""
    if workspace is not None:
        return workspace.terms()
    return terms_of(rows_in(message, "terms"), _FILE)


def _names(settings: Settings, workspace: Workspace | None, message: Message, user: str) -> Message:
    query = text_in(message, "query", "").strip().casefold()
    own = _own(workspace, message)
    shipped = [t for t in shipped_terms(examples=True) if query and _says(t, query)]
    return {
        "own": [values_of(t) for t in own if not query or _says(t, query)],
        "shipped": [values_of(t) for t in shipped[:MOST_SHOWN]] if settings.shipped else [],
        "more": max(len(shipped) - MOST_SHOWN, 0) if settings.shipped else 0,
        "workspace": workspace is not None,
        "formats": list(FORMATS),
    }


def _says(term: Term, query: str) -> bool:
    held = (term.zh, *term.right, *term.wrong, *term.aliases, term.note, term.domain)
    return any(query in text.casefold() for text in held)


def _put_name(workspace: Workspace | None, message: Message, user: str) -> Message:
    (term,) = terms_of([message.get("term")], _FILE)
    if workspace is not None:
        was = zh_key(text_in(message, "was", ""))
        workspace.change(lambda terms: _replaced(terms, term, was))
    return {"term": values_of(term)}


def _replaced(terms: Sequence[Term], term: Term, was: str) -> Layer:
    """Return terms with one in the place of its old self, or at the end."""
    keys = (was, zh_key(term.zh))
    at = next((n for n, t in enumerate(terms) if zh_key(t.zh) in keys), len(terms))
    kept = [t for t in terms if zh_key(t.zh) not in keys]
    return (*kept[:at], term, *kept[at:])


def _drop_name(workspace: Workspace | None, message: Message, user: str) -> Message:
    zh = zh_key(text_in(message, "zh"))
    if workspace is not None:
        workspace.change(lambda terms: tuple(t for t in terms if zh_key(t.zh) != zh))
    return {}


def _forms(message: Message, user: str) -> Message:
    term = Term(text_in(message, "zh").strip(), text_in(message, "en", "").strip())
    found = variants(term, MOST_FORMS)
    return {
        "forms": [{"form": v.form, "why": v.derivation, "prior": round(v.prior, 3)} for v in found]
    }


def _check(workspace: Workspace | None, message: Message, user: str) -> Message:
    own = _own(workspace, message)
    if not own:
        return {"findings": [], "counts": {}}
    with tempfile.TemporaryDirectory(prefix="mt-repair-") as folder:
        path = put_file(Path(folder, "own"), Given(_FILE, toml.write(own).data))
        with named_as({path: _FILE}):
            done = check([Path(path)])
    return {"findings": list(_findings(done)), "counts": done.counts()}


def _findings(done: Checkup) -> Iterator[Mapping[str, Any]]:
    lines = [placed.entry.line for placed in done.placed]
    for finding in done.findings:
        at = bisect_right(lines, finding.line or 0) - 1
        yield {
            "zh": done.placed[at].term.zh if at >= 0 else "",
            "rule": finding.rule,
            "severity": finding.severity,
            "message": finding.message,
            "remedy": finding.remedy,
        }


def _impact(
    settings: Settings, workspace: Workspace | None, message: Message, user: str
) -> Message:
    """Return the lines of a corpus that come out otherwise with the names than without them.

    `before` are the names as they were; none means as if there were no glossary.
    """
    from mt_repair.care import impact_report
    from mt_repair.care.compare import compare

    new, old = _own(workspace, message), terms_of(rows_in(message, "before"), _FILE)
    corpus = file_in(message.get("corpus"), Limits(settings.largest))
    with tempfile.TemporaryDirectory(prefix="mt-repair-") as folder:
        paths = [
            Path(put_file(Path(folder, name), Given(_FILE, toml.write(terms).data)))
            for name, terms in (("old", old), ("new", new))
        ]
        texts = put_file(Path(folder, "corpus"), corpus)
        with named_as({texts: corpus.name, str(paths[0]): "before", str(paths[1]): _FILE}):
            found, problems = compare(paths[0], paths[1], [texts], shipped=settings.shipped)
        told = json.loads("".join(impact_report.as_json(found)))
    lines = [
        {"zh": entry["zh"], "en": entry["en"], **{k: line[k] for k in _SHOWN}}
        for entry in told["entries"]
        for line in entry["lines"]
    ]
    return {
        "counts": told["counts"],
        "texts": told["texts"],
        "lines": lines[:MOST_LINES],
        "notes": [str(p).replace(texts, corpus.name) for p in problems],
    }


_SHOWN = ("line", "verdict", "why", "before", "old", "new")


def _export(workspace: Workspace | None, message: Message, user: str) -> Message:
    format = text_in(message, "format")
    if format not in FORMATS:
        raise WireError("there is no such format")
    written = export_terms(_own(workspace, message), format)
    name = f"glossary.{format}{FORMATS[format].suffix}"
    return {**file_out(Given(name, written.data)), "left": lines_of(written.left)}


def _import(limits: Limits, workspace: Workspace | None, message: Message, user: str) -> Message:
    given = file_in(message.get("file"), limits)
    with tempfile.TemporaryDirectory(prefix="mt-repair-") as folder:
        path = put_file(Path(folder, "in"), given)
        with named_as({path: given.name}):
            read = import_terms(Path(path), None, shipped_terms)
    if not read.terms:
        raise InputError.one(given.name, None, "it holds no name", "give another file")
    if workspace is not None:
        workspace.add(*read.terms)
    return {"terms": [values_of(t) for t in read.terms], "left": lines_of(read.left)}
