"""What a change of a glossary does: the same lines as when all is repaired twice, and no others."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
import worlds

from mt_repair.care.impact import Change, Impact, examples, impact
from mt_repair.corpus.texts import Text, document_of
from mt_repair.glossary.glossary import Glossary
from mt_repair.pipeline import Pipeline, pipeline_of, repair
from mt_repair.types import Example, Repair, Term

PAT = Term("拍拍", "Paipai", "ORG", wrong=("pat network",), origin="n.toml:1")
HUAJIE = Term("花街网", "Huajie", origin="n.toml:2")
EBRUN = Term("亿邦动力", "Ebrun", "MEDIA", wrong=("billion state power",), origin="n.toml:3")


def of(*terms: Term) -> Pipeline:
    return pipeline_of(Glossary(terms))


def row(
    target: str, source: str | None = None, reference: str | None = None, line: int = 1
) -> Text:
    return Text("c.jsonl", line, target, source, reference, row=True)


def told(old: Sequence[Term], new: Sequence[Term], *texts: Text) -> Impact:
    return impact(of(*old), of(*new), texts)


def seen(done: Repair) -> tuple[object, ...]:
    made = [sorted((e.segment, e.span, e.new) for e in es) for es in (done.edits, done.held)]
    return done.text, *made


def differing(old: Pipeline, new: Pipeline, texts: Sequence[Text]) -> dict[int, str]:
    """Return the lines of the texts that two full repairs leave differently, with the new text."""
    out = {}
    for text in texts:
        document = document_of(text)
        before, after = repair(old, document), repair(new, document)
        if seen(before) != seen(after):
            out[text.line] = after.text
    return out


# --- the law ----------------------------------------------------------------------------


@pytest.mark.parametrize("sourced", [0.0, 0.5])
def test_the_changes_are_those_of_two_full_repairs(sourced: float) -> None:
    found = 0
    for seed in range(12):
        rng = random.Random(seed + 1000 * (sourced > 0))
        terms = worlds.glossary(rng)
        old, new = of(*terms), of(*worlds.changed(rng, terms))
        texts = [worlds.text(rng, n + 1, rng.random() < sourced) for n in range(12)]
        wanted = differing(old, new, texts)
        got: dict[int, list[Change]] = {}
        for change in impact(old, new, texts).changes:
            got.setdefault(change.text.line, []).append(change)
        assert got.keys() == wanted.keys(), seed
        for line, changes in got.items():
            for change in changes:
                assert all(part in wanted[line] for part in change.new.split("\n")), (seed, line)
        found += len(wanted)
    assert found > 10  # or the worlds say nothing


@pytest.mark.parametrize("made", worlds.MADE_BY_OTHERS[:2])
def test_a_form_that_only_another_repair_makes_is_felt(made: str) -> None:
    """ "Ebrun site" is nowhere until "billion state power" has become Ebrun."""
    terms = [t for t in worlds.POOL if t.zh in ("亿邦动力", "天猫", "电商", "京东")]
    fresh = next(t for t in worlds.POOL if t.zh == made)
    texts = [
        row("According to billion state power site, sellers on day cat loans left."),
        row("Nothing is sold here.", line=2),
    ]
    old, new = of(*terms), of(*terms, fresh)
    assert {c.text.line for c in impact(old, new, texts).changes} == differing(
        old, new, texts
    ).keys()
    assert differing(old, new, texts)


def test_a_text_is_one_document_and_its_lines_are_told() -> None:
    """What the first line is sure of decides the last: evidence is the whole file's."""
    target = "\n\n".join(
        [
            "Sellers told pat network that sales fell.",
            "Nothing here.",
            "A pat network of stalls opened.",
        ]
    )
    text = Text("a.txt", 1, target)
    (change,) = told([], [PAT], text).changes
    assert (change.line, change.new) == (1, "Sellers told Paipai that sales fell.")
    assert change.before == change.old == "Sellers told pat network that sales fell."


def test_of_lines_in_a_paragraph_only_those_that_differ_are_shown() -> None:
    target = "First line.\nSellers told pat network that sales fell.\nLast line."
    (change,) = told([], [PAT], Text("a.txt", 5, target)).changes
    assert (change.line, change.old) == (6, "Sellers told pat network that sales fell.")


def test_nothing_is_repaired_where_no_form_of_the_entry_stands() -> None:
    texts = [row("Sellers told Taobao that sales fell.", line=n) for n in range(1, 6)]
    found = told([], [HUAJIE], *texts)
    assert (found.texts, found.repaired, found.changes) == (5, 0, ())
    assert [c.zh for c in found.entries] == ["花街网"]


def test_equal_glossaries_change_nothing() -> None:
    other = replace(PAT, origin="m.toml:9", note="new", examples=(Example("A pat on the back."),))
    found = told([PAT], [other], row("Sellers told pat network that sales fell."))
    assert (found.entries, found.changes, found.texts) == ((), (), 1)


# --- better or worse --------------------------------------------------------------------

RIGHT = "Sellers told flower street network that sales fell."
ZH = "卖家告诉花街网，销量下降。"


@pytest.mark.parametrize(
    ("old", "new", "text", "verdict", "why"),
    [
        ([], [HUAJIE], row(RIGHT, ZH), "better", "花街网 stands there rightly now"),
        ([HUAJIE], [], row(RIGHT, ZH), "worse", "花街网 stood there rightly before"),
        ([], [HUAJIE], row(RIGHT, None, "Sellers told Huajie that sales fell."), "better", "has “Huajie”"),
        ([HUAJIE], [], row(RIGHT, None, "Sellers told Huajie that sales fell."), "worse", "has “Huajie”"),
        ([], [HUAJIE], row(RIGHT, None, RIGHT), "worse", "has “flower street network”"),
        ([], [HUAJIE], row(RIGHT), "different", "nothing"),
        (
            [HUAJIE],
            [replace(HUAJIE, en="Flower Street Net")],
            row(RIGHT, ZH),
            "different",
            "nothing",
        ),
        (
            [HUAJIE],
            [replace(HUAJIE, en="Flower Street Net")],
            row(RIGHT, ZH, "Sellers told Huajie that sales fell."),
            "worse",
            "has “Huajie”",
        ),
        (
            [HUAJIE],
            [replace(HUAJIE, en="Flower Street Net", accept=("Huajie",))],
            row(RIGHT, ZH),
            "different",
            "nothing",
        ),
    ],
)  # fmt: skip
def test_what_stands_beside_a_line_tells(
    old: list[Term], new: list[Term], text: Text, verdict: str, why: str
) -> None:
    (change,) = told(old, new, text).changes
    assert change.verdict == verdict, change.why
    assert why in change.why


def test_an_example_of_both_glossaries_tells() -> None:
    keep = Example("Sellers told pat network that sales fell.", None, 7)
    change = Example(
        "She told billion state power that sales fell.", "She told Ebrun that sales fell.", 8
    )
    before = replace(EBRUN, examples=(keep, change))
    new = (before, PAT)
    given = list(examples(Glossary((before,)), Glossary(new)))
    assert [(t.path, t.line) for t in given] == [("n.toml", 7), ("n.toml", 8)]
    (one,) = impact(of(before), of(*new), given).changes
    assert (one.verdict, one.line, one.why) == ("worse", 7, "the example held before")
    (other,) = impact(of(*new), of(before), given).changes
    assert other.verdict == "better"
    (gone,) = impact(of(before), of(), given).changes
    assert (gone.verdict, gone.line) == ("worse", 8)


def test_an_example_that_one_glossary_gives_is_no_text() -> None:
    one = replace(PAT, examples=(Example("A pat on the back.", None, 4),))
    assert not list(examples(Glossary((PAT,)), Glossary((one,))))
    assert not list(examples(Glossary((one,)), Glossary((PAT,))))


def test_a_line_only_asked_about_is_told_apart() -> None:
    text = row("He told pat network that sales fell.")
    (change,) = told([], [PAT], text).changes
    assert (change.verdict, change.old) == ("asked", change.new)
    assert change.come
    assert not change.gone


def test_a_change_is_told_at_the_entry_it_is_about() -> None:
    texts = [row(RIGHT), row("Sellers told pat network that prices rose.", line=2)]
    found = told([], [HUAJIE, PAT], *texts)
    about = {c.text.line: [found.entries[at].zh for at in c.entries] for c in found.changes}
    assert about == {1: ["花街网"], 2: ["拍拍"]}
