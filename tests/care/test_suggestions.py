"""What is offered to a person: nothing that an entry has already, or contradicts one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mt_repair.care.suggestion_file import written
from mt_repair.care.suggestions import Suggestion, as_terms, sifted
from mt_repair.glossary.glossary import Glossary
from mt_repair.glossary.load import read_terms
from mt_repair.types import Example, Term

OWN = Term("花街网", "Huajie", wrong=("flower street",), origin="n.toml:3")
SHIPPED = Term(
    "拍拍", "Paipai", "ORG", ("Paipai.com",), ("pat",), ("拍拍网",),
    examples=(Example("Pat sells.", "Paipai sells."),), origin="zh-en-news/c.toml:1",
)  # fmt: skip
GLOSSARY = Glossary((SHIPPED, OWN))


def one(**values: object) -> Suggestion:
    given = {"zh": "青石", "en": "Qingshi", "wrong": ("green stone",), **values}
    (found,) = sifted([Suggestion(**given)], GLOSSARY) or [None]  # type: ignore[arg-type]
    assert found is not None
    return found


def test_a_new_entry_is_offered_as_it_is() -> None:
    assert one() == Suggestion("青石", "Qingshi", wrong=("green stone",))


@pytest.mark.parametrize(
    ("values", "wrong", "note"),
    [
        ({"wrong": ("green stone", "Huajie")}, ("green stone",), "right name of 花街网"),
        ({"wrong": ("green stone", "PAT")}, ("green stone",), "wrong form of 拍拍"),
        ({"wrong": ("green stone", "Qingshi")}, ("green stone",), ""),
        ({"wrong": ("green\nstone",)}, (), ""),
        ({"wrong": (" ",)}, (), ""),
    ],
)
def test_a_wrong_form_that_is_taken_goes(
    values: dict[str, object], wrong: tuple[str, ...], note: str
) -> None:
    found = one(**values)
    assert found.wrong == wrong
    assert any(note in n for n in (*found.notes, ""))
    assert not found.held


def test_a_right_form_that_another_calls_wrong_is_not_accepted() -> None:
    found = one(accept=("Qing Shi", "flower street"))
    assert found.accept == ("Qing Shi",)
    assert any("wrong form of 花街网" in n for n in found.notes)


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"zh": "花街网", "en": "Huajie"}, "n.toml:3 has 花街网 (Huajie) already"),
        ({"zh": "拍拍", "en": "Pai Pai"}, "calls 拍拍 Paipai"),
        ({"zh": "拍拍网", "en": "Paipai"}, "another name of 拍拍"),
        ({"en": "flower street"}, "a wrong form of 花街网"),
        ({"en": "青石"}, "holds Chinese"),
        ({"en": "Qing\x00shi"}, "control"),
        ({"zh": "Qingshi"}, "no Chinese"),
    ],
)
def test_an_entry_that_contradicts_one_is_held(values: dict[str, object], why: str) -> None:
    found = one(**values)
    assert why in found.held
    assert as_terms([found]) == ()


def test_an_entry_for_a_shipped_name_says_that_it_takes_its_place() -> None:
    keep = Example("A pat on the back.")
    found = one(zh="拍拍", en="Paipai", wrong=("pat", "clap"), examples=(keep,))
    assert (found.wrong, found.held) == (("clap",), "")  # "pat" is listed already
    assert any("takes its place" in n for n in found.notes)


def test_an_entry_that_adds_nothing_is_no_suggestion() -> None:
    same = Suggestion("拍拍", "Paipai", wrong=("pat",), examples=SHIPPED.examples)
    assert sifted([same], GLOSSARY) == []


def test_the_earlier_of_two_suggestions_has_the_form() -> None:
    first = Suggestion("青石", "Qingshi", wrong=("green stone",))
    then = Suggestion("绿石", "Lushi", wrong=("green stone", "green rock"))
    assert [s.wrong for s in sifted([first, then], GLOSSARY)] == [("green stone",), ("green rock",)]


def test_an_example_that_no_file_may_hold_goes() -> None:
    examples = (Example("Good."), Example("Bad \x07."), Example("a", "b"))
    assert one(examples=examples).examples == (examples[0], examples[2])


def test_what_is_held_is_a_remark_only(tmp_path: Path) -> None:
    found = sifted(
        [
            Suggestion("青石", "Qingshi", wrong=("green stone",), notes=("seen\n[[term]]",)),
            Suggestion("花街网", "Huajie", examples=(Example("a", "b"),)),
        ],
        GLOSSARY,
    )
    path = tmp_path / "new.toml"
    path.write_text("".join(written(found, ["not\nmore"])), "utf-8")
    (term,) = read_terms(path)
    assert (term.zh, term.wrong) == ("青石", ("green stone",))
    assert '#   zh = "花街网"' in path.read_text("utf-8")
    assert "# not\\nmore" in path.read_text("utf-8")


def test_an_example_that_does_not_hold_says_so(tmp_path: Path) -> None:
    example = Example("Green stone told us.", "Qingshi told us.")
    text = "".join(
        written(
            [Suggestion("青石", "Qingshi", examples=(example,))],
            (),
            {("青石", example.before): "a\nx"},
        )
    )
    assert "# does not hold yet; it becomes “a\\nx”\n" in text
    path = tmp_path / "new.toml"
    path.write_text(text, "utf-8")
    assert read_terms(path)[0].examples[0].after == example.after


NAME = st.text(min_size=1).filter(str.strip)


@settings(max_examples=200)
@given(
    en=NAME, forms=st.lists(NAME, max_size=3), sentences=st.lists(NAME, max_size=3), note=st.text()
)
def test_any_suggestion_makes_a_file_that_loads(
    tmp_path_factory: pytest.TempPathFactory,
    en: str,
    forms: list[str],
    sentences: list[str],
    note: str,
) -> None:
    examples = tuple(Example(s) for s in sentences)
    raw = Suggestion(
        "青石", en, accept=tuple(forms), wrong=tuple(forms), examples=examples, notes=(note,)
    )
    sound = Suggestion("石桥", "Shiqiao")
    found = sifted([raw, sound], Glossary())
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_text("".join(written(found, [note])), "utf-8", newline="")
    terms = {t.zh: t for t in read_terms(path)}
    assert terms.keys() == {s.zh for s in found if not s.held}
    for s in found:
        if not s.held:
            assert terms[s.zh].en == s.en.strip()
            assert [e.before for e in terms[s.zh].examples] == [e.before for e in s.examples]
