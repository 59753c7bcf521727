"""The folder of work: whole files, nobody else's texts, and sentences for new names."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from click.testing import CliRunner

from mt_repair.cli import cli
from mt_repair.errors import InputError
from mt_repair.types import Example, Term
from mt_repair.ui.termsaid import example_of, wrong_form
from mt_repair.ui.workspace import Workspace, dismissals_in

ID = "0123456789abcdef01234567"


@pytest.fixture
def desk(tmp_path) -> Workspace:
    made = Workspace(tmp_path / "desk")
    made.make()
    return made


def test_a_text_is_kept_for_its_owner_alone(desk) -> None:
    work = {"name": "a", "decisions": [{"how": "open"}, {"how": "made"}]}
    desk.keep(ID, work, "wang")
    assert desk.work(ID, "wang") == work
    assert [(w["id"], w["open"]) for w in desk.kept("wang")] == [(ID, 1)]
    assert desk.kept("li") == []
    with pytest.raises(InputError):
        desk.work(ID, "li")
    desk.forget(ID, "li")
    desk.forget(ID, "wang")
    assert desk.kept("wang") == []


@pytest.mark.parametrize("id", ["", "../x", "a" * 23, "A" * 24, f"{ID}/x", "..%2f", f"{ID}\n"])
def test_no_number_becomes_a_path(desk, id: str) -> None:
    with pytest.raises(InputError):
        desk.keep(id, {}, "wang")
    with pytest.raises(InputError):
        desk.work(id, "wang")


@pytest.mark.parametrize("user", ["../../x", "", "a/b", "\0", "王"])
def test_no_user_becomes_a_path(desk, user: str) -> None:
    desk.keep(ID, {"name": "a"}, user)
    assert {p.parent.parent.name for p in desk.folder.glob("**/*.json")} == {"sessions"}


def test_a_name_added_again_keeps_its_sentences(desk) -> None:
    desk.add(Term("银湖网", "Yinhu", examples=(Example("A.", "B."),)))
    desk.add(Term("银湖网", "Yinhu", wrong=("silver lake",), examples=(Example("C."),)))
    (term,) = desk.terms()
    assert (term.wrong, [e.before for e in term.examples]) == (("silver lake",), ["A.", "C."])


def test_names_added_at_once_are_all_kept(desk) -> None:
    names = [f"银湖{sign}" for sign in "甲乙丙丁戊己庚辛"]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda zh: desk.add(Term(zh, "Yinhu")), names))
    assert {t.zh for t in desk.terms()} == set(names)


def test_what_is_no_dismissal_is_left_out() -> None:
    rows = [{"surface": "pat", "zh": "拍拍"}, {"surface": ""}, "pat", {"zh": "x"}, {"surface": 1}]
    assert [(d.surface, d.zh) for d in dismissals_in(rows)] == [("pat", "拍拍")]


PIECES = [
    "It was so. They told ",
    {"i": 3, "old": "the silver lake", "now": "Yinhu"},
    " to wait.\nNo. Yes.",
]


def test_a_name_comes_with_its_sentence() -> None:
    assert example_of(PIECES, 3, keep=False) == {
        "before": "They told the silver lake to wait.",
        "after": "They told Yinhu to wait.",
    }
    assert example_of(PIECES, 3, keep=True) == {"keep": "They told the silver lake to wait."}
    assert example_of(PIECES, 4, keep=False) == {}


@pytest.mark.parametrize(
    ("surface", "example", "form"),
    [
        ("the silver lake web", {"before": "x", "after": "y"}, "silver lake web"),
        ("pat", {"before": "x", "after": "y"}, ""),  # too ordinary to be listed
        ("Yinhu", {"before": "x", "after": "y"}, ""),
        ("银湖", {"before": "x", "after": "y"}, ""),
        ("silver lake web", {"keep": "x"}, ""),
    ],
)
def test_a_wrong_form_is_listed_where_the_sentence_proves_it(surface, example, form) -> None:
    assert wrong_form(surface, "Yinhu", example) == form


def test_the_command_refuses_to_let_anybody_in() -> None:
    done = CliRunner().invoke(cli, ["ui", "--host", "0.0.0.0"])
    assert done.exit_code == 2
    assert "add --auth USER:PASSWORD" in done.stderr


@pytest.mark.parametrize(
    "options", [["--max-file-size", "x"], ["--auth", "wang", "--host", "0.0.0.0"], ["--port", "0"]]
)
def test_the_command_says_what_is_wrong_with_an_option(options) -> None:
    done = CliRunner().invoke(cli, ["ui", *options])
    assert done.exit_code == 2
    assert "Traceback" not in done.output
