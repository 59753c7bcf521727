"""What goes between page and server: JSON as a string, which nothing on the way looks into.

Gradio takes values apart in search of files, and its JSON knows no lone surrogates; a string
it passes on as it is. What goes wrong comes back as `problems`, a line each.
"""

from __future__ import annotations

import base64
import binascii
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mt_repair.corpus.records import to_json
from mt_repair.errors import InputError
from mt_repair.ui.article import Given

_LOG = logging.getLogger("mt_repair.ui")

Message = Mapping[str, Any]
Answer = Callable[[Message, str], Message]  # of what the page says, and who is at it


class WireError(ValueError):
    """A message that the page would not send."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How many bytes of a file are taken."""

    file: int


def answered(answer: Answer, raw: object, user: str) -> str:
    """Return what an answer says to a message, or the problems there were, as JSON."""
    try:
        message = json.loads(raw) if isinstance(raw, str) else None
        if not isinstance(message, dict):
            raise WireError("the message is no JSON object")
        return to_json(answer(message, user))
    except InputError as error:
        return to_json({"problems": [str(p) for p in error.problems]})
    except (WireError, RecursionError, json.JSONDecodeError) as error:
        return to_json({"problems": [f"the page and the server disagree ({error}); reload it"]})
    except Exception as error:
        _LOG.exception("the page was not answered")
        what = f"mt-repair failed ({type(error).__name__}); nothing is lost; please report it"
        return to_json({"problems": [what]})


def text_in(message: Message, key: str, default: str | None = None) -> str:
    """Return a text of a message; raises WireError where there is none."""
    value = message.get(key, default)
    if not isinstance(value, str):
        raise WireError(f'"{key}" is no text')
    return value


def rows_in(message: Message, key: str) -> Sequence[Any]:
    """Return a list of a message, empty where there is none."""
    value = message.get(key) or []
    if not isinstance(value, list):
        raise WireError(f'"{key}" is no list')
    return value


def file_in(value: object, limits: Limits) -> Given:
    """Return the file that a message holds, as text or as base64.

    Raises InputError where it is too large.
    """
    if not isinstance(value, dict):
        raise WireError("a file is no object")
    name = text_in(value, "name") or "article.txt"
    if "text" in value:
        data = text_in(value, "text").encode("utf-8", "surrogatepass")
    else:
        try:
            data = base64.b64decode(text_in(value, "data"), validate=True)
        except binascii.Error:
            raise WireError("a file is not base64") from None
    if len(data) > limits.file:
        what = f"the file is larger than {limits.file / 1_000_000:g} MB"
        raise InputError.one(
            name, None, what, "start mt-repair ui with --max-file-size, or use mt-repair repair"
        )
    return Given(name, data)


def limits_answer(largest: int, message: Message, user: str) -> Message:
    """Answer how large a file may be."""
    return {"largest": largest}


def file_out(given: Given) -> Message:
    """Return a file as a message holds it."""
    return {"name": given.name, "data": base64.b64encode(given.data).decode("ascii")}
