"""What the server answers to the article's page. Nothing of an article stays here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from mt_repair.care.decisions import Decision, decision_of
from mt_repair.corpus.formats import BY_SUFFIX
from mt_repair.glossary.entries import values_of
from mt_repair.glossary.formats.registry import READERS
from mt_repair.pipeline import Pipeline
from mt_repair.silence.dismissals import Dismissals, dismissals_of
from mt_repair.ui.article import Chosen, open_article, written
from mt_repair.ui.examples import examples
from mt_repair.ui.messages import article_message
from mt_repair.ui.pipelines import Pipelines, terms_in_file, terms_of
from mt_repair.ui.settings import Settings
from mt_repair.ui.termsaid import example_of, wrong_form
from mt_repair.ui.wire import (
    Answer,
    Limits,
    Message,
    WireError,
    file_in,
    file_out,
    rows_in,
    text_in,
)
from mt_repair.ui.workspace import Workspace, dismissals_in

NOBODY = "editor"  # who is at a page without users


def article_answers(
    settings: Settings, pipelines: Pipelines, workspace: Workspace | None
) -> Mapping[str, Answer]:
    """Return what answers the article's page, by the names it calls."""
    limits = Limits(settings.largest)
    answers: dict[str, Answer] = {
        "hello": partial(_hello, settings),
        "example": _example,
        "open_article": partial(_open, limits, pipelines, workspace),
        "write_file": partial(_write, limits),
        "known_names": partial(_known_names, limits, pipelines, workspace),
        "add_term": partial(_add_term, workspace),
    }
    if workspace is not None:
        answers |= {
            "keep": partial(_keep, workspace),
            "kept": partial(_kept, workspace),
            "kept_work": partial(_kept_work, workspace),
            "forget": partial(_forget, workspace),
            "log": partial(_log, workspace),
            "dismiss": partial(_dismiss, workspace),
        }
    return answers


def _hello(settings: Settings, message: Message, user: str) -> Message:
    return {
        "workspace": settings.workspace is not None,
        "largest": settings.largest,
        "suffixes": ",".join((*BY_SUFFIX, ".gz", ".zst")),
        "glossary_suffixes": ",".join(READERS),
        "examples": [{"key": e.key, "title": e.title} for e in examples()],
        "user": user,
    }


def _example(message: Message, user: str) -> Message:
    key = text_in(message, "key")
    found = next((e for e in examples() if e.key == key), None)
    if found is None:
        raise WireError("there is no such example")
    return {
        "title": found.title,
        "given": {"name": f"{key}.txt", "text": found.target.read_text("utf-8")},
        "source": {"name": f"{key}.zh.txt", "text": found.source.read_text("utf-8")},
    }


def _open(
    limits: Limits,
    pipelines: Pipelines,
    workspace: Workspace | None,
    message: Message,
    user: str,
) -> Message:
    given = file_in(message.get("given"), limits)
    source = file_in(message["source"], limits) if message.get("source") else None
    pipeline = _quiet(_pipeline(limits, pipelines, workspace, message), workspace, message)
    return article_message(open_article(given, source, pipeline))


def _known_names(
    limits: Limits,
    pipelines: Pipelines,
    workspace: Workspace | None,
    message: Message,
    user: str,
) -> Message:
    terms = _pipeline(limits, pipelines, workspace, message).glossary.terms
    return {"names": list(dict.fromkeys(term.en for term in terms))}


def _pipeline(
    limits: Limits, pipelines: Pipelines, workspace: Workspace | None, message: Message
) -> Pipeline:
    layers = [workspace.terms()] if workspace else []
    layers += [terms_in_file(file_in(g, limits)) for g in rows_in(message, "glossaries")]
    layers.append(terms_of(rows_in(message, "terms"), "the page"))
    return pipelines.over(layers)


def _quiet(pipeline: Pipeline, workspace: Workspace | None, message: Message) -> Pipeline:
    """Return a pipeline that leaves alone what the page and the workspace dismiss."""
    kept = workspace.dismissals() if workspace else Dismissals()
    rows = [row for rows in kept.by_surface.values() for row in rows]
    rows += dismissals_in(rows_in(message, "dismissed"))
    return replace(pipeline, dismissals=dismissals_of(rows, kept.folder)) if rows else pipeline


def _write(limits: Limits, message: Message, user: str) -> Message:
    given = file_in(message.get("given"), limits)
    source = file_in(message["source"], limits) if message.get("source") else None
    chosen = _chosen(message.get("chosen"))
    return file_out(written(given, source, chosen, message.get("tracked") is True))


def _chosen(value: object) -> Chosen:
    if not isinstance(value, dict):
        raise WireError('"chosen" is no object')
    try:
        return {
            int(document): [(int(s), int(at), str(old), str(new)) for s, at, old, new in rows]
            for document, rows in value.items()
        }
    except (TypeError, ValueError):
        raise WireError("a decision is not four values") from None


def _add_term(workspace: Workspace | None, message: Message, user: str) -> Message:
    en, wrong = text_in(message, "en").strip(), text_in(message, "wrong", "")
    example = example_of(rows_in(message, "pieces"), message.get("at"), message.get("keep") is True)
    listed = wrong_form(wrong, en, example)
    values = {
        "zh": text_in(message, "zh").strip(),
        "en": en,
        "note": text_in(message, "note", "").strip(),
        "wrong": [listed] if listed else [],
        "examples": [example] if example else [],
    }
    (term,) = terms_of([{k: v for k, v in values.items() if v}], "the new name")
    if workspace is not None:
        workspace.add(term)
    return {"term": values_of(term)}


def _keep(workspace: Workspace, message: Message, user: str) -> Message:
    work = message.get("work")
    if not isinstance(work, dict):
        raise WireError('"work" is no object')
    workspace.keep(text_in(message, "id"), work, user)
    return {}


def _kept(workspace: Workspace, message: Message, user: str) -> Message:
    return {"works": workspace.kept(user)}


def _kept_work(workspace: Workspace, message: Message, user: str) -> Message:
    return {"work": workspace.work(text_in(message, "id"), user)}


def _forget(workspace: Workspace, message: Message, user: str) -> Message:
    workspace.forget(text_in(message, "id"), user)
    return {}


def _log(workspace: Workspace, message: Message, user: str) -> Message:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    made: list[Decision] = []
    for row in rows_in(message, "rows"):
        if not isinstance(row, dict):
            raise WireError("a decision is no object")
        try:
            made.append(decision_of({**row, "version": 1, "time": now, "by": user}))
        except ValueError as error:
            raise WireError(str(error)) from None
    workspace.log(made)
    return {}


def _dismiss(workspace: Workspace, message: Message, user: str) -> Message:
    workspace.dismiss(list(dismissals_in(rows_in(message, "rows"))))
    return {}


def workspace_of(settings: Settings) -> Workspace | None:
    """Return the workspace the page is started with, made where it is missing.

    Raises InputError where it cannot be used.
    """
    if settings.workspace is None:
        return None
    workspace = Workspace(Path(settings.workspace))
    workspace.make()
    workspace.terms()
    workspace.dismissals()
    return workspace
