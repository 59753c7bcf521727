"""What the server answers to the scores' page: the report of `mt-repair score`."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from mt_repair.corpus.parallel import Paths, read_parallel
from mt_repair.glossary.glossary import Glossary
from mt_repair.ui.article import Given, named_as, put_file
from mt_repair.ui.pipelines import terms_in_file
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
)

_NAMES = ("hypothesis", "reference", "source", "base")


def score_answers(settings: Settings) -> Mapping[str, Answer]:
    """Return what answers the scores' page."""
    return {
        "limits": partial(limits_answer, settings.largest),
        "score": partial(_score, Limits(settings.largest)),
    }


def _score(limits: Limits, message: Message, user: str) -> Message:
    given = {name: file_in(message[name], limits) for name in _NAMES if message.get(name)}
    if "hypothesis" not in given:
        raise WireError("there is no text to score")
    glossaries = [file_in(g, limits) for g in rows_in(message, "glossaries")]
    page, record = _scored(given, glossaries)
    return {
        "page": page,
        "files": [file_out(Given("scores.html", page.encode())), file_out(record)],
    }


def _scored(given: Mapping[str, Given], glossaries: list[Given]) -> tuple[str, Given]:
    from mt_repair.report.scores import SCORES
    from mt_repair.score.record import record
    from mt_repair.score.scoring import score

    terms = Glossary.layered([terms_in_file(g) for g in glossaries]).terms
    with tempfile.TemporaryDirectory(prefix="mt-repair-") as folder:
        paths = {name: put_file(Path(folder, name), file) for name, file in given.items()}
        with named_as({paths[name]: file.name for name, file in given.items()}):
            scoring = score(read_parallel(Paths(**paths)), terms)
    # The report tells of the files as their owner calls them.
    names = Paths(**{name: file.name for name, file in given.items()})
    document = record(scoring, names, [g.name for g in glossaries])
    page, data = ("".join(SCORES[form](document, False)) for form in ("html", "json"))
    return page, Given("scores.json", data.encode())
