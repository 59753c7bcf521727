"""Sentences rewritten: what a model proposes is composed with the rules' edits, behind the gate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rewriting import marked
from tinymodel import write_rewriter

from mt_repair.edits import apply, invert
from mt_repair.errors import InputError
from mt_repair.glossary.glossary import Glossary
from mt_repair.pipeline import Pipeline, build_pipeline, for_streams, pipeline_of, repair
from mt_repair.repair.clauses import Clause
from mt_repair.repair.rewrite import (
    SURE,
    Least,
    Proposal,
    Rewriter,
    by_compact,
    rewritings,
    rewritten,
    slot_in,
)
from mt_repair.repair.rewriters import Rewriting, open_rewriting
from mt_repair.seq2seq import load_compact
from mt_repair.types import Document, Edit, Segment, Span, Term

ANY = Least(-1e9, 0.0)  # however unlikely
TERMS = (
    Term("拍拍", "Paipai", "ORG", wrong=("pat", "pat network")),
    Term("亿邦动力", "Ebrun", "MEDIA", wrong=("billion state power network",)),
    Term("小米", "Xiaomi", "ORG", wrong=("millet",)),
)
FORMS = {form.lower(): t.type or "" for t in TERMS for form in t.right}


def saying(*answers: str, odds: float = 5.0, share: float = 1.0) -> Rewriter:
    """Return a rewriter that proposes the same for every clause, past any gate."""

    def proposals(clause: Clause, text: str) -> Iterator[Proposal]:
        yield from (Proposal(a, odds, share) for a in answers)

    return proposals


def edit(text: str, old: str, new: str, segment: int = 0) -> Edit:
    at = text.index(old)
    return Edit(
        segment, Span(at, at + len(old)), old, new, f"{old} is {new}", "safe", 0.9, "literal"
    )


def test_a_rewriting_takes_in_the_name_and_nothing_outside_its_stretch():
    text = "It rained. pat former employee told billion state power network so."
    rules = [edit(text, "pat", "Paipai"), edit(text, "billion state power network", "Ebrun")]
    said = saying("A former Paipai employee told Ebrun so.")
    (one, other) = rewritten(Document.of(text), rules, FORMS, said, lambda _: [])
    assert (one.old, one.new) == ("pat former", "A former Paipai")
    assert one.by == "seq2seq"
    assert one.because == "pat is Paipai; the model rewrote the words around it"
    assert one.confidence == 0.9
    assert other == rules[1]
    assert apply(text, [one, other]) == "It rained. A former Paipai employee told Ebrun so."


def test_a_less_sure_rewriting_makes_a_less_sure_edit():
    text = "pat former employee came."
    rules = [replace(edit(text, "pat", "Paipai"), safety="review")]
    (made,) = rewritten(
        Document.of(text),
        rules,
        FORMS,
        saying("A former Paipai employee came.", odds=2.5),
        lambda _: [],
    )
    assert made.safety == "review"
    assert made.confidence == 0.9


def test_without_an_edit_no_model_is_asked():
    def never(clause: Clause, text: str) -> Iterator[Proposal]:
        raise AssertionError("asked")

    assert (
        rewritten(Document.of("Paipai former employee came."), [], FORMS, never, lambda _: []) == []
    )


def test_only_segments_with_an_edit_are_asked_about():
    asked = []

    def hearing(clause: Clause, text: str) -> Iterator[Proposal]:
        asked.append(text)
        return iter(())

    document = Document(
        (Segment("pat came."), Segment("Ebrun came."), Segment("He saw millet.")),
        ("", "\n", "\n", ""),
    )
    rules = [edit("pat came.", "pat", "Paipai"), edit("He saw millet.", "millet", "Xiaomi", 2)]
    assert rewritten(document, rules, FORMS, hearing, lambda _: []) == rules
    assert asked == ["Paipai came.", "He saw Xiaomi."]


def test_what_would_be_found_again_is_taken_back():
    text = "pat former employee came."
    rules = [edit(text, "pat", "Paipai")]

    def again(document: Document) -> list[Edit]:
        now = document.segments[0].target
        return [edit(now, "A former", "The old")] if "A former" in now else []

    said = saying("A former Paipai employee came.")
    assert rewritten(Document.of(text), rules, FORMS, said, again) == rules


def test_a_rewriting_that_is_not_allowed_leaves_what_the_rules_did():
    document = Document(
        (Segment("pat former employee came."), Segment("pat former seller left.")), ("", "\n", "")
    )
    rules = [edit(s.target, "pat", "Paipai", n) for n, s in enumerate(document.segments)]

    def former(clause: Clause, text: str) -> Iterator[Proposal]:
        yield Proposal(text.replace("Paipai former", "A former Paipai"), 5.0)

    made = rewritten(
        document, rules, FORMS, former, lambda _: [], lambda es: [e for e in es if e.segment]
    )
    assert [(e.segment, e.new, e.by) for e in made] == [
        (0, "Paipai", "literal"),
        (1, "A former Paipai", "seq2seq"),
    ]


def test_a_rewriting_keeps_clear_of_inline_code_and_of_what_is_silent():
    said = saying("A former Paipai employee told Ebrun, the site had lost 300 sellers.")
    base = for_streams(pipeline_of(Glossary(TERMS)))
    pipeline = replace(base, rewriter="seq2seq", rewriting=lambda: Rewriting(said, FORMS))
    assert repair(pipeline, Document.of(MT[0])).text != repair(base, Document.of(MT[0])).text
    behind = MT[0].index(" employee")  # in the stretch that is rewritten, not in the name
    walled = Document((Segment(MT[0], walls=(Span(behind - 3, behind - 2),)),), ("", ""))
    assert repair(pipeline, walled).text == repair(base, walled).text
    silent = Document.of(MT[0] + " <!-- mt-repair-disable-line -->")
    assert repair(pipeline, silent).text == silent.text


@pytest.mark.parametrize(
    ("new", "name"),
    [
        ("Paipai", "Paipai"), ("An Ebrun", "Ebrun"), ("Ebrun says", "Ebrun"), ("the Lantern Fair", "Lantern Fair"),
        ("PAIPAI", "PAIPAI"), ("Xiaomi's", "Xiaomi"), ("nothing known", None), ("", None),
    ],
)  # fmt: skip
def test_the_name_in_an_edit(new, name):
    slot = slot_in(Edit(0, Span(4, 4 + len(new)), new, "old"), FORMS)
    assert (slot and new[slot.span.start - 4 : slot.span.end - 4]) == name


def test_a_name_that_echoes_itself_is_one_name():
    text = "pat pat network said so."
    rules = [
        edit(text, "pat", "Paipai"),
        Edit(0, Span(4, 15), "pat network", "Paipai", "b", by="literal"),
    ]
    heard: list[list[str]] = []

    def hearing(clause: Clause, text: str) -> Iterator[Proposal]:
        heard.append([w.slot for w in clause.words])
        return iter(())

    rewritten(Document.of(text), rules, FORMS, hearing, lambda _: [])
    assert heard == [["ORG", "", "", "", ""]]


# --- random weights: whatever a model says, the laws hold ------------------------------------


@lru_cache(maxsize=4)
def random_rewriter(seed: int) -> Rewriter:
    folder = write_rewriter(Path(mkdtemp()) / "tiny", seed)
    return by_compact(load_compact(folder), ANY)


@lru_cache(maxsize=2)
def with_model(seed: int) -> Pipeline:
    base = for_streams(pipeline_of(Glossary(TERMS)))
    opened = Rewriting(random_rewriter(seed), FORMS)
    return replace(base, rewriter="seq2seq", rewriting=lambda: opened)


PARTS = st.sampled_from(
    "{Paipai} {Ebrun:MEDIA} {Lei Jun:PER|thunder army} {influencer:TERM} former employee of the said that 2,000 30% "
    "“good” not may Baidu U.S. on May 3 , ; a it is are told network net the the sellers don't ( ) https://a.cn/b".split(
        " "
    )
)


@settings(max_examples=120)
@given(st.lists(PARTS, min_size=2, max_size=18), st.integers(1, 3))
def test_random_weights_keep_names_numbers_marks_and_what_is_outside(parts, seed):
    text, slots = marked(
        " ".join(parts).replace("{Lei Jun:PER|thunder army}", "{Lei Jun:PER}") + "."
    )
    edits = rewritings(text, slots, random_rewriter(seed), ANY)
    done = apply(text, edits)
    assert apply(done, invert(edits)) == text
    for kept in [s.span.of(text) for s in slots] + [
        "2,000",
        "30%",
        "Baidu",
        "U.S.",
        "not",
        "may",
        "“",
        "”",
        "(",
        ")",
    ]:
        if kept != "influencer":
            assert done.lower().count(kept.lower()) == text.lower().count(kept.lower()), kept
    numbers = [w for w in text.split() if w[0].isdigit()]
    assert [w for w in done.split() if w[0].isdigit()] == numbers


MT = [
    "pat former employee told billion state power network, the site had lost 300 sellers.",
    "Sellers on Taobao and pat network told billion state power network that 3.5% left.",
    "The millet company said “no”, millet network said on May 3.",
]


@pytest.mark.parametrize("seed", [1, 2])
def test_a_second_run_with_any_model_changes_nothing(seed):
    pipeline = with_model(seed)
    once = repair(pipeline, Document.of("\n".join(MT)))
    assert once.edits
    assert repair(pipeline, Document.of(once.text)).text == once.text
    assert apply(once.document.text, once.edits) == once.text


def test_with_a_model_every_edit_still_says_why():
    said = saying("A former Paipai employee told Ebrun, the site had lost 300 sellers.")
    base = for_streams(pipeline_of(Glossary(TERMS)))
    pipeline = replace(base, rewriter="seq2seq", rewriting=lambda: Rewriting(said, FORMS))
    done = repair(pipeline, Document.of(MT[0]))
    assert done.text == "A former Paipai employee told Ebrun, the site had lost 300 sellers."
    assert all(e.because for e in done.edits)
    assert done.edits[0].by == "seq2seq"
    assert all(any(e.span.holds(f.span) for f in done.flags) for e in done.edits)


def test_a_model_folder_is_opened_by_path(tmp_path):
    folder = write_rewriter(tmp_path / "mine")
    opened = open_rewriting(str(folder), TERMS)
    assert opened.forms["paipai"] == "ORG"
    assert list(opened.rewriter(*_any_clause())) is not None


def _any_clause() -> tuple[Clause, str]:
    from rewriting import clause_of

    return clause_of("{Paipai} former employee came.")


def test_a_model_that_is_not_there_is_told_at_once(tmp_path):
    with pytest.raises(InputError, match="no such folder"):
        build_pipeline(shipped=False, rewriter="seq2seq", model=str(tmp_path / "gone"))


def test_without_the_shipped_model_it_is_said_and_rules_go_on(monkeypatch):
    monkeypatch.setattr("mt_repair.repair.rewriters.shipped_folder", lambda name: None)
    with pytest.raises(InputError, match="not in this installation"):
        build_pipeline(shipped=False, rewriter="seq2seq")
    assert repair(pipeline_of(Glossary(TERMS)), Document.of(MT[0])).edits


def test_what_is_hardly_likelier_than_leaving_it_is_left():
    text, slots = marked("{Paipai} former employee came.")
    for odds, share, edits in (
        (SURE.odds - 0.1, 1.0, 0),
        (9.0, SURE.share - 0.1, 0),
        (SURE.odds, SURE.share, 1),
    ):
        said = saying("A former Paipai employee came.", odds=odds, share=share)
        assert len(rewritings(text, slots, said)) == edits


def test_the_likeliest_that_passes_is_taken():
    text, slots = marked("{Paipai} former employee came.")

    def proposals(clause: Clause, text: str) -> Iterator[Proposal]:
        yield Proposal("Came.", 9.0, 0.9, "a name would be lost")
        yield Proposal("A former Paipai employee came.", 3.0)
        yield Proposal("The former Paipai employee came.", 2.0)

    (made,) = rewritings(text, slots, proposals)
    assert made.new == "A former Paipai"
