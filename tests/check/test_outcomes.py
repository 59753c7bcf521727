"""Outcomes found with little work are those that a sentence alone has, remembered or not."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import product

import pytest

from mt_repair.check import readings as readings_room
from mt_repair.check.checked import Placed
from mt_repair.check.examples import ready
from mt_repair.check.kept import Kept, keep
from mt_repair.check.memory import Keys, learn, open_memory, recall
from mt_repair.check.outcomes import Outcome, _foreseen, _remembering, nudged, outcome
from mt_repair.check.patched import patched
from mt_repair.check.readings import (
    asked_once,
    open_readings,
    ship_readings,
    shipped_readings,
    word_of,
)
from mt_repair.detect.decision import shipped_decision
from mt_repair.detect.evidence import with_reading
from mt_repair.glossary.entries import Entry
from mt_repair.glossary.glossary import Glossary
from mt_repair.glossary.shipped import shipped_terms
from mt_repair.pipeline import Pipeline, for_streams, pipeline_of, repair
from mt_repair.types import Document, Term

SENTENCES = 240  # a sample of the shipped ones


@pytest.fixture(scope="module")
def placed() -> list[Placed]:
    terms = shipped_terms(True)
    return [Placed("x.toml", Entry(1, {}), t) for t in random.Random(4).sample(terms, SENTENCES)]


@pytest.fixture(scope="module")
def plain() -> Pipeline:
    return pipeline_of(Glossary(shipped_terms()), apply="review")


@pytest.fixture(scope="module")
def pipeline(plain: Pipeline, placed: list[Placed]) -> Pipeline:
    return ready(for_streams(plain), placed)


@pytest.fixture(scope="module")
def sentences(placed: list[Placed]) -> list[str]:
    return list(dict.fromkeys(e.before for p in placed for e in p.term.examples))[:SENTENCES]


def alone(pipeline: Pipeline, sentence: str) -> Outcome:
    """Return what comes of a sentence that is a document of its own, by the long way."""
    done = repair(replace(pipeline, search=None), Document.of(sentence))
    sure = next(((e.old, e.new) for e in done.edits if e.safety == "safe"), None)
    return Outcome(done.text, sure, ())


def seen(found: Outcome) -> tuple[str, tuple[str, str] | None]:
    return found.text, found.sure


def test_an_outcome_is_what_the_sentence_alone_becomes(plain, pipeline, sentences):
    assert len(sentences) == SENTENCES
    for sentence in sentences:
        assert seen(outcome(pipeline, sentence)) == seen(alone(plain, sentence)), sentence


def test_the_reader_is_spared_where_it_cannot_matter_and_only_there(pipeline, sentences):
    spared = 0
    for sentence in sentences:
        foreseen = _foreseen(replace(pipeline, finder=_remembering(pipeline)), sentence)
        spared += foreseen is not None
        for by in (-1.0, -0.4, 0.4, 1.0) if foreseen else ():
            assert nudged(pipeline, sentence, by) == foreseen, sentence
    assert 0 < spared < len(sentences)


def test_the_readers_word_for_a_name_never_speaks_against_one():
    # What `_foreseen` rests on: from the one end to the other the sum only grows.
    decision = shipped_decision()
    levels = [a + b for a, b in product(("rare", "odd", "plain", "common"), ("", "-word"))]
    for level, known, named, user in product(levels, ("listed", "derived"), (0.0, 1.0), (0, 1)):
        facts = {level: 1.0, known: 1.0, "another-name": named}
        if user and known == "listed":
            facts["user-listed"] = 1.0
        for name, sign in (("reads-name", 1), ("reads-plain", -1)):
            gained = with_reading(facts, {name: 1.0}).keys() - with_reading(facts, {}).keys()
            weight = sum(
                decision.read_weights.get(n, 0.0) + decision.weights.get(n, 0.0) for n in gained
            )
            assert sign * weight >= 0, (level, known, named, name)


def test_a_nudge_turns_only_what_is_near_the_line(pipeline):
    sentence = "Sellers told billion state power network that sales fell in Beijing."
    assert seen(nudged(pipeline, sentence, 0.0)) == seen(outcome(pipeline, sentence))
    without = replace(pipeline, decision=replace(pipeline.decision, reader=None))
    assert seen(nudged(without, sentence, 1.0)) == seen(outcome(without, sentence))


def test_what_is_remembered_comes_back_the_same(pipeline, sentences, tmp_path, monkeypatch):
    monkeypatch.setenv("MT_REPAIR_CACHE", str(tmp_path))
    keys, memory = Keys(pipeline), open_memory()
    found = {s: outcome(pipeline, s) for s in sentences[:60]}
    assert not any(recall(memory, keys, s) for s in found)
    for sentence, came in found.items():
        learn(memory, keys, sentence, came)
    keep(memory)
    again = open_memory()
    recalled = {s: recall(again, Keys(pipeline), s) for s in found}
    assert sum(r is not None for r in recalled.values()) >= 55
    for sentence, came in recalled.items():
        assert came is None or came == found[sentence]


PAIPAI = Term("拍拍", "Paipai", "ORG", wrong=("pat network",), origin="n.toml:1")
TAOBAO = Term("淘宝", "Taobao", "ORG", wrong=("panning treasure",), origin="n.toml:2")
PAT = "Sellers told pat network that orders doubled."
PAN = "Sellers told panning treasure that orders doubled."


def small(*terms: Term) -> Pipeline:
    return for_streams(pipeline_of(Glossary(terms), apply="review"))


@pytest.mark.parametrize(
    "changed",
    [
        replace(PAIPAI, en="Pai Pai"),
        replace(PAIPAI, type="WORK"),
        replace(PAIPAI, domain="film"),
        replace(PAIPAI, accept=("Sellers",)),
        replace(PAIPAI, wrong=("pat net",)),
    ],
)
def test_a_changed_entry_forgets_its_own_sentences_only(changed):
    before, after = small(PAIPAI, TAOBAO), small(changed, TAOBAO)
    memory = Kept()
    for sentence in (PAT, PAN):
        learn(memory, Keys(before), sentence, outcome(before, sentence))
    memory = Kept(None, memory.fresh)
    assert recall(memory, Keys(before), PAT) == outcome(before, PAT)
    assert recall(memory, Keys(after), PAT) is None
    kept = recall(memory, Keys(after), PAN)
    assert kept == outcome(after, PAN) if changed.accept == () else kept is None


def test_a_note_or_a_sentence_forgets_nothing():
    before = small(PAIPAI, TAOBAO)
    after = small(replace(PAIPAI, note="x", origin="n.toml:9"), TAOBAO)
    assert Keys(before).of(PAT) == Keys(after).of(PAT)


def test_what_is_left_in_chinese_is_not_remembered():
    pipeline = small(PAIPAI, TAOBAO)
    memory = Kept()
    learn(
        memory, Keys(pipeline), "Sellers on 拍拍 left.", outcome(pipeline, "Sellers on 拍拍 left.")
    )
    assert memory.fresh == {}


def test_without_a_folder_nothing_is_kept_and_nothing_fails(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("MT_REPAIR_CACHE", str(tmp_path / "file"))
    memory = open_memory()
    assert (memory.path, memory.held) == (None, {})
    memory.fresh[b"x"] = ("x", None, None, b"")
    keep(memory)


def test_a_patched_pipeline_does_what_one_built_anew_does(pipeline, placed):
    rng = random.Random(5)
    terms = pipeline.index.terms
    order = {term.zh: at for at, term in enumerate(terms)}
    for p in rng.sample([p for p in placed if p.term.examples and p.term.wrong], 6):
        at = order[p.term.zh]
        other = rng.choice(terms)
        changed = replace(terms[at], en=f"{other.en} Holdings", wrong=terms[at].wrong[:1])
        short = patched(pipeline, {at: changed})
        long = pipeline_of(Glossary((*terms[:at], changed, *terms[at + 1 :])), apply="review")
        for example in p.term.examples:
            assert seen(outcome(short, example.before)) == seen(alone(long, example.before))


def test_the_reader_is_asked_once_of_each_sentence(pipeline, tmp_path, monkeypatch):
    monkeypatch.setenv("MT_REPAIR_CACHE", str(tmp_path))
    ask, asked = pipeline.decision.reader, []

    def counting(*question):
        asked.append(question)
        return ask(*question)

    question = ("Sellers told pat network that sales fell.", 13, 24, "Paipai ; org ; ")
    readings = open_readings()
    said = asked_once(counting, readings)(*question)
    assert said == ask(*question)
    keep(readings)
    again = asked_once(counting, open_readings())
    assert again(*question) == said
    assert again(question[0], 13, 24, "Paipai ; work ; ") == ask(
        question[0], 13, 24, "Paipai ; work ; "
    )
    assert len(asked) == 2


def test_what_ships_is_what_the_reader_says(pipeline):
    ask, shipped = pipeline.decision.reader, shipped_readings()
    own, kept = [], []

    def both(*question):
        answer = ask(*question)
        before = len(readings.fresh)
        ships = asked_once(lambda *_: answer, readings)(*question)
        if len(readings.fresh) == before:
            kept.append((word_of(answer), word_of(ships)))
        else:
            own.append(question)
        return answer

    readings = Kept(held=shipped)
    told = replace(pipeline, decision=replace(pipeline.decision, reader=both))
    sentences = [e.before for term in shipped_terms(True) for e in term.examples]
    for sentence in sentences[:: len(sentences) // 100]:
        alone(told, sentence)
    # Other processors round the 8-bit model's answers in another way, a little.
    apart = [one for one in kept if abs(one[0] - one[1]) > 0.1]
    assert len(kept) > 40
    assert len(own) <= len(kept) / 10, "make readings writes them anew"
    assert len(apart) <= len(kept) / 20, "make readings writes them anew"


def test_readings_of_another_model_are_not_used(tmp_path, monkeypatch):
    monkeypatch.setattr(readings_room, "_SHIPPED", tmp_path / "readings.bin")
    assert shipped_readings() == {}
    ship_readings({b"k" * 12: (0.25,)})
    assert shipped_readings() == {b"k" * 12: (0.25,)}
    whole = (tmp_path / "readings.bin").read_bytes()
    for bad in (b"x" + whole[1:], whole[:-1], b""):
        (tmp_path / "readings.bin").write_bytes(bad)
        assert shipped_readings() == {}
