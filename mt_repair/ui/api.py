"""What programs may ask of the page's server: `repair` and `detect`, a text at a time.

They take a text and its Chinese, and answer with what a row of JSON Lines has (docs/page.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import gradio as gr

from mt_repair.corpus import text as texts
from mt_repair.corpus.jsonl import document_of, results
from mt_repair.errors import InputError
from mt_repair.pipeline import Pipeline, repair
from mt_repair.ui.article import MOST_CHARACTERS

_SURROGATE = re.compile("[\ud800-\udfff]")  # Gradio's JSON has no way to say it
PipelineNow = Callable[[], Pipeline]


def serve_api(pipeline: PipelineNow) -> None:
    """Add the functions to the page that is being built; `pipeline` gives what they work with."""

    def repair_text(text: str, source: str = "") -> dict[str, Any]:
        return _answer(pipeline(), text, source)

    def detect_names(text: str, source: str = "") -> list[dict[str, Any]]:
        flags: list[dict[str, Any]] = _answer(pipeline(), text, source)["flags"]
        return flags

    told = "text: the English translation; source: its Chinese, best line for line, or nothing."
    gr.api(
        repair_text,
        api_name="repair",
        api_description=f"Repair the names of a text. {told} Gives repaired, flags, edits and held.",
        queue=False,
    )
    gr.api(
        detect_names,
        api_name="detect",
        api_description=f"Find the doubtful names of a text. {told} Gives the flags.",
        queue=False,
    )


def _answer(pipeline: Pipeline, text: str, source: str) -> dict[str, Any]:
    if not isinstance(text, str) or not isinstance(source, str):
        raise gr.Error("text and source are texts", print_exception=False)
    if len(text) + len(source) > MOST_CHARACTERS:
        what = f"a text may have {MOST_CHARACTERS} characters; use mt-repair repair for more"
        raise gr.Error(what, print_exception=False)
    if _SURROGATE.search(text + source):
        raise gr.Error(
            "the text holds a lone surrogate, which is no character", print_exception=False
        )
    try:
        if source:
            texts.check_chinese("source", source)
        document = document_of({"target": text, "source": source or None})
    except InputError as error:
        raise gr.Error(str(error), print_exception=False) from None
    return results(repair(pipeline, document))
