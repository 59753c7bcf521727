"""The laws of DESIGN.md, over the pipeline as it ships."""

from __future__ import annotations

import hashlib
import itertools
import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from known import tolerated
from law_checks import LASTING, LAWS, again, broken
from law_texts import documents, grouped, sentences, stock
from ours import bare, shipped, single
from strange import documents as strange_documents
from strange import strange_text

from mt_repair.corpus.text import paragraphs
from mt_repair.pipeline import Pipeline, detect, repair, stream
from mt_repair.types import Document, Repair, Segment

HERE = Path(__file__).parent
HALF = settings(max_examples=settings.default.max_examples // 2)


def hold(made: Repair, pipeline: Pipeline, *laws: str) -> None:
    found = broken(made, pipeline, [law for law in laws if law not in tolerated()])
    assert not found, "\n".join(map(ascii, found))


@pytest.mark.parametrize("law", LAWS)
@given(document=documents())
def test_law(law, document):
    hold(repair(shipped(), document), shipped(), law)


@given(document=strange_documents())
def test_laws_hold_for_strange_text(document):
    hold(repair(shipped(), document), shipped(), *LAWS)


@HALF
@given(document=documents())
def test_laws_hold_for_what_waits_for_review(document):
    eager = replace(shipped(), apply="review")
    made = repair(eager, document)
    hold(made, eager, "edits make the text", "places are exact", "a second run changes nothing")


@HALF
@given(document=documents())
def test_one_document_and_a_stream_of_them_give_the_same(document):
    alone = repair(single(), document)
    assert alone == repair(shipped(), document)
    assert set(detect(single(), document)) <= set(alone.flags)


def test_a_stream_gives_what_each_document_gives_alone():
    some = list(grouped(99, 2000))
    made = list(stream(single(), some))
    assert made == [repair(shipped(), document) for document in some]
    assert made[::-1] == [repair(shipped(), document) for document in some[::-1]]


@HALF
@given(document=documents())
def test_the_text_says_the_same_whoever_cut_it_into_segments_and_back(document):
    cut = paragraphs(document.text)
    assert cut.text == document.text
    made = repair(shipped(), cut)
    hold(made, shipped(), *LAWS)
    assert repair(shipped(), paragraphs(made.text)).text == made.text


@HALF
@given(document=documents())
def test_without_a_glossary_nothing_changes_and_no_name_is_flagged(document):
    made = repair(bare(), document)
    assert made.text == document.text
    assert made.edits == made.held == ()
    assert {f.rule for f in made.flags} <= LASTING
    assert detect(bare(), document) == made.flags


@HALF
@given(document=documents())
def test_flags_alone_change_nothing(document):
    made = repair(replace(shipped(), rewriter="none"), document)
    assert made.text == document.text
    assert made.edits == made.held == ()


@HALF
@given(text=strange_text())
def test_blank_text_around_a_text_does_not_reach_its_name(text):
    sentence = "Sellers on pat said that Taobao traffic fell."
    document = Document((Segment(text), Segment(sentence)), ("\ufeff", "\r\n\r\n", text))
    made = repair(shipped(), document)
    assert made.text.startswith("\ufeff")
    assert made.text.endswith(text)
    hold(made, shipped(), *LAWS)


@HALF
@given(sentence=sentences())
def test_a_text_without_letters_of_ours_is_left_alone(sentence):
    han = "".join(c for c in sentence if not c.isascii() or not c.isalpha())
    assert repair(shipped(), Document.of(han)).text == han


# the same bytes from every process

SEEDS = tuple(range(10))
SENTENCES = 2000


def digest(pipeline: Pipeline, order: int = 0) -> str:
    """Return a digest of every repair of some mutated documents, made in another order."""
    some = list(enumerate(itertools.chain(grouped(12_345, SENTENCES))))
    random.Random(order).shuffle(some)
    lines = {}
    for number, document in some:
        made = repair(pipeline, document)
        lines[number] = repr((made.text, made.flags, made.edits, made.held))
    whole = "\n".join(lines[n] for n in sorted(lines))
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


@pytest.fixture(scope="session")
def expected() -> str:
    return digest(shipped())


SCRIPT = f"""
import sys
sys.path[:0] = [{str(HERE)!r}, {str(HERE.parent)!r}]
from mt_repair.pipeline import build_pipeline, for_streams
from test_laws import digest
print(digest(for_streams(build_pipeline()), int(sys.argv[1])))
"""


@pytest.mark.parametrize("seed", SEEDS)
def test_every_process_gives_the_same_bytes(seed, expected):
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(seed)],
        env={**os.environ, "PYTHONHASHSEED": str(seed), "HYPOTHESIS_PROFILE": "ci"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.strip() == expected


# what the laws' own texts reach


def test_the_composed_sentences_reach_the_repairs():
    made = [repair(shipped(), d) for d in grouped(3, 400)]
    assert sum(bool(m.edits) for m in made) > len(made) / 2
    assert any(m.held for m in made)
    rules = {f.rule for m in made for f in m.flags}
    assert {"literal", "romanised", "untranslated"} <= rules


def test_a_lie_breaks_each_law():
    text = "Billion state power network learned that Taobao sales fell 20% (https://pat.cn)."
    made = repair(shipped(), Document.of(text))
    assert made.edits
    assert not broken(made, shipped())
    edit = made.edits[0]
    span = replace(edit.span, end=len(text))
    lies = {
        "edits make the text": replace(made, text=text),
        "places are exact": replace(made, edits=(replace(edit, new=edit.old),)),
        "changes are flagged": replace(made, flags=()),
        "figures stay": replace(made, edits=(replace(edit, span=span, old=span.of(text)),)),
        "a second run changes nothing": Repair(
            Document.of(text),
            made.flags,
            (replace(edit, new="Billion state power network"),),
            (),
            "",
        ),
    }
    lies["marks stay"] = lies["addresses stay"] = lies["other names stay"] = lies["figures stay"]
    assert set(lies) == set(LAWS)
    for law, lie in lies.items():
        assert broken(lie, shipped(), [law]), law
    assert again(made).text == made.text
    assert len(stock().sentences) > 5000
