"""What the server answers to the corpus's page: files repaired in the background."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from mt_repair.corpus.items import Repairer
from mt_repair.pipeline import Pipeline, for_streams, repair
from mt_repair.ui.jobs import Job, Jobs, packed
from mt_repair.ui.pipelines import Pipelines, terms_in_file
from mt_repair.ui.settings import Settings
from mt_repair.ui.wire import (
    Answer,
    Limits,
    Message,
    file_in,
    file_out,
    limits_answer,
    rows_in,
    text_in,
)
from mt_repair.ui.workspace import Workspace


def corpus_answers(
    settings: Settings, pipelines: Pipelines, workspace: Workspace | None
) -> Mapping[str, Answer]:
    """Return what answers the corpus's page."""
    jobs, limits = Jobs(settings.largest), Limits(settings.largest)
    return {
        "limits": partial(limits_answer, settings.largest),
        "job": partial(_new, jobs),
        "job_file": partial(_file, jobs, limits),
        "job_start": partial(_start, jobs, limits, pipelines, workspace),
        "job_state": partial(_state, jobs),
        "job_stop": partial(_stop, jobs),
        "job_take": partial(_take, jobs),
    }


def _job(jobs: Jobs, message: Message, user: str) -> Job:
    return jobs.of(text_in(message, "job"), user)


def _new(jobs: Jobs, message: Message, user: str) -> Message:
    return {"job": jobs.new(user)}


def _file(jobs: Jobs, limits: Limits, message: Message, user: str) -> Message:
    return {"name": jobs.put(_job(jobs, message, user), file_in(message.get("file"), limits))}


def _start(
    jobs: Jobs,
    limits: Limits,
    pipelines: Pipelines,
    workspace: Workspace | None,
    message: Message,
    user: str,
) -> Message:
    layers = [workspace.terms()] if workspace else []
    layers += [terms_in_file(file_in(g, limits)) for g in rows_in(message, "glossaries")]
    pipeline = pipelines.over(layers)
    jobs.start(_job(jobs, message, user), lambda: _repairer(pipeline))
    return {}


def _repairer(pipeline: Pipeline) -> Repairer:
    return partial(repair, for_streams(pipeline))


def _state(jobs: Jobs, message: Message, user: str) -> Message:
    job = _job(jobs, message, user)
    after = message.get("after")
    return {
        "state": job.state,
        "files": len(job.pairs),
        "done": job.done,
        "rows": job.rows,
        "edits": job.tally["edits"],
        "held": job.tally["held"],
        "lines": job.lines[after if isinstance(after, int) and after >= 0 else 0 :],
        "problems_found": job.problems[:50],
    }


def _stop(jobs: Jobs, message: Message, user: str) -> Message:
    _job(jobs, message, user).stop.set()
    return {}


def _take(jobs: Jobs, message: Message, user: str) -> Message:
    return file_out(packed(_job(jobs, message, user)))
