"""The model that ships: small, whole, and with the rules behind its gate."""

from __future__ import annotations

import random

import pytest
from rewriting import marked

from mt_repair.edits import apply
from mt_repair.models import shipped_folder
from mt_repair.repair.clauses import clauses
from mt_repair.repair.encoding import encode
from mt_repair.repair.rewrite import Least, by_compact, rewritings
from mt_repair.repair.rewriters import open_rewriting
from mt_repair.seq2seq import nothing, pieces_of, propose, shipped_rewriter

FOLDER = shipped_folder("rewriter")
pytestmark = pytest.mark.skipif(FOLDER is None, reason="no model in this checkout")

MENDED = {
    "Several {Sogou} former engineers have joined the start-up company.": "Several former Sogou engineers have joined the start-up company.",
    "Merger of {Didi} and its largest rival was announced on Saturday.": "The merger of Didi and its largest rival was announced on Saturday.",
    "{Bright Dairy} to the families apologised.": "Bright Dairy apologised to the families.",
    "{Richard Liu:PER} wife has left the board.": "Richard Liu's wife has left the board.",
    "The app was by {Qihoo} removed from the store.": "The app was removed by Qihoo from the store.",
    "Ten {Redmi:PROD} phone were handed to the winners.": "Ten Redmi phones were handed to the winners.",
}
LEFT = [
    "A former {Paipai} employee told {Ebrun:MEDIA} that 3.5% of the sellers had left.",
    "{Xiaomi} sold 2,000 phones in May, and {Huawei} sold none.",
    "“We do not comment,” {Lei Jun:PER} said on Tuesday.",
    "The founder of {Meituan} may sell his shares.",
    "In {Ningbo:LOC}, the market was closed.",
]


def rewritten(text: str) -> str:
    plain, slots = marked(text)
    rewriter = open_rewriting(None, ()).rewriter
    return apply(plain, rewritings(plain, slots, rewriter))


def test_the_folder_is_small_enough_to_ship():
    assert FOLDER is not None
    assert sum(f.stat().st_size for f in FOLDER.iterdir()) < 30_000_000


@pytest.mark.parametrize("text", MENDED)
def test_what_it_mends(text):
    assert rewritten(text) == MENDED[text]


@pytest.mark.parametrize("text", LEFT)
def test_what_it_leaves(text):
    assert rewritten(text) == marked(text)[0]


@pytest.mark.parametrize("text", [*MENDED, *LEFT])
def test_a_quick_search_finds_what_a_long_one_finds(text):
    shipped = shipped_rewriter()
    assert shipped is not None
    plain, slots = marked(text)
    (clause,) = clauses(plain, slots)
    tokens = encode(clause, lambda word: pieces_of(shipped, word)).tokens
    several = propose(shipped, tokens, len(clause.words))
    assert propose(shipped, tokens, len(clause.words), 1, beam=4) == several[:1]
    empty = [h.score for h in several if not h.tokens]
    assert empty == pytest.approx([nothing(shipped, tokens)] * len(empty), abs=0.001)
    unhurried = rewritings(plain, slots, by_compact(shipped, Least(-1e9, 0.0)))
    assert unhurried == rewritings(plain, slots, by_compact(shipped))


def test_the_order_of_texts_changes_nothing():
    texts = [*MENDED, *LEFT]
    once = {t: rewritten(t) for t in texts}
    random.Random(3).shuffle(texts)
    assert {t: rewritten(t) for t in texts} == once
