"""The page put together: a tab for each kind of work."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import gradio as gr

from mt_repair.pipeline import Pipeline
from mt_repair.ui.answers import NOBODY, article_answers, workspace_of
from mt_repair.ui.api import serve_api
from mt_repair.ui.corpus import corpus_answers
from mt_repair.ui.names import names_answers
from mt_repair.ui.pipelines import Pipelines
from mt_repair.ui.scores import score_answers
from mt_repair.ui.settings import Settings
from mt_repair.ui.wire import Answer, answered

_ASSETS = Path(__file__).with_name("assets")
_SHARED = ("dom.js", "store.js", "files.js")
_DESK = (
    "work",
    "start",
    "sheet",
    "marking",
    "card",
    "keys",
    "bar",
    "taking",
    "knowing",
    "desk",
    "main",
)
_ARTICLE = (*_SHARED, *(f"{name}.js" for name in _DESK))
TITLE = "mt_repair"


def build(settings: Settings, pipelines: Pipelines) -> gr.Blocks:
    """Return the page; raises InputError where the workspace cannot be used."""
    workspace = workspace_of(settings)

    def now() -> Pipeline:
        if workspace is None:
            return pipelines.over(())
        own = pipelines.over([workspace.terms()])
        return replace(own, dismissals=workspace.dismissals())

    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True) as page:
        with gr.Tabs(elem_id="mt-tabs"):
            with gr.Tab("Article", id="article"):
                panel("mt-article", _ARTICLE, article_answers(settings, pipelines, workspace))
            with gr.Tab("Corpus", id="corpus"):
                own = corpus_answers(settings, pipelines, workspace)
                panel("mt-corpus", (*_SHARED, "corpus.js"), own)
            with gr.Tab("Glossary", id="glossary"):
                panel("mt-glossary", (*_SHARED, "names.js"), names_answers(settings, workspace))
            with gr.Tab("Scores", id="scores"):
                panel("mt-scores", (*_SHARED, "scores.js"), score_answers(settings))
        serve_api(now)
    return page


def panel(name: str, scripts: tuple[str, ...], answers: Mapping[str, Answer]) -> gr.HTML:
    """Return a component that scripts fill, which ask the server for answers by their names.

    Its template is fixed and holds no value: all text comes as JSON and is put in as text.
    """
    return gr.HTML(
        html_template='<div class="mt-root"></div>',
        js_on_load="\n".join(asset(script) for script in scripts),
        apply_default_css=False,
        elem_id=name,
        elem_classes=["mt"],
        server_functions=[_served(key, answer) for key, answer in answers.items()],
    )


def asset(name: str) -> str:
    """Return a file of the page."""
    return (_ASSETS / name).read_text("utf-8")


def _served(name: str, answer: Answer) -> Callable[..., str]:
    def serve(raw: str, request: gr.Request) -> str:
        return answered(answer, raw, user_of(request))

    serve.__name__ = name
    return serve


def user_of(request: gr.Request) -> str:
    """Return who is logged in, or the name of nobody in particular."""
    app = request.app
    cookie = getattr(app, "cookie_id", "")
    for name in (f"access-token-{cookie}", f"access-token-unsecure-{cookie}"):
        user = getattr(app, "tokens", {}).get(request.cookies.get(name))
        if user:
            return str(user)
    return NOBODY
