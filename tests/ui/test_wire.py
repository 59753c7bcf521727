"""What a page sends that it would not send is told, and never more than that."""

from __future__ import annotations

import base64
import json

import pytest

from mt_repair.errors import InputError
from mt_repair.ui.article import Given
from mt_repair.ui.wire import Limits, answered, file_in, file_out

LIMITS = Limits(10)


def echo(message, user):
    return {"said": message["text"], "by": user}


def test_a_message_is_answered_lone_surrogates_and_all() -> None:
    raw = json.dumps({"text": "\ud800 😀 </script>"})
    assert json.loads(answered(echo, raw, "wang")) == {"said": "\ud800 😀 </script>", "by": "wang"}
    assert answered(echo, raw, "wang").isascii() or "\ud800" not in answered(echo, raw, "wang")


@pytest.mark.parametrize("raw", [None, 1, "", "[]", "{", "null", "[" * 100_000, {"text": "a"}])
def test_what_is_no_message_is_told(raw) -> None:
    (problem,) = json.loads(answered(echo, raw, "wang"))["problems"]
    assert "reload it" in problem


def test_a_fault_of_ours_tells_nothing_of_the_machine(caplog) -> None:
    (problem,) = json.loads(answered(echo, "{}", "wang"))["problems"]
    assert problem == "mt-repair failed (KeyError); nothing is lost; please report it"
    assert "Traceback" in caplog.text


def test_problems_of_a_file_are_lines() -> None:
    def refuse(message, user):
        raise InputError.one("a.txt", 3, "this is wrong", "mend it")

    assert json.loads(answered(refuse, "{}", "wang")) == {
        "problems": ["a.txt:3: this is wrong; mend it"]
    }


@pytest.mark.parametrize(
    "data", [{"text": "0123456789"}, {"data": base64.b64encode(b"0123456789").decode()}]
)
def test_a_file_goes_both_ways(data) -> None:
    given = file_in({"name": "a.txt", **data}, LIMITS)
    assert given == Given("a.txt", b"0123456789")
    assert file_in(file_out(given), LIMITS) == given


@pytest.mark.parametrize(
    "data", [{"text": "0123456789x"}, {"text": "好好好好"}, {"data": "MDEyMzQ1Njc4OXg="}]
)
def test_a_file_that_is_too_large_is_refused(data) -> None:
    with pytest.raises(InputError, match="larger than"):
        file_in({"name": "a.txt", **data}, LIMITS)


@pytest.mark.parametrize(
    "data", [None, [], {}, {"name": "a"}, {"name": 1, "text": ""}, {"name": "a", "data": "no!"}]
)
def test_a_file_that_is_none_is_no_file(data) -> None:
    with pytest.raises(ValueError, match=r"file|text"):
        file_in(data, LIMITS)
