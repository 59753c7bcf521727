"""Every law on the pack's own sentences, mutated: 200,000 of them, or $MT_REPAIR_FUZZ."""

from __future__ import annotations

import os

import pytest
from known import tolerated
from law_checks import LAWS, broken
from law_texts import grouped, mutated, stock
from ours import shipped

from mt_repair.pipeline import repair

COUNT = int(os.environ.get("MT_REPAIR_FUZZ", "200000"))
PARTS = max(8, COUNT // 5000)


@pytest.mark.parametrize("part", range(PARTS))
def test_no_mutated_sentence_breaks_a_law(part):
    laws = [law for law in LAWS if law not in tolerated()]
    seen = edits = 0
    for document in grouped(part, -(-COUNT // PARTS)):
        made = repair(shipped(), document)
        found = broken(made, shipped(), laws)
        if found:
            pytest.fail("\n".join([f"seed {part}", *map(ascii, found[:9])]), pytrace=False)
        seen += len(document.segments)
        edits += len(made.edits)
    assert seen == -(-COUNT // PARTS)
    assert edits > seen / 5, "the fuzz must reach the repairs"


def test_the_same_seed_gives_the_same_sentences():
    some = list(mutated(7, 300))
    assert some == list(mutated(7, 300))
    assert some != list(mutated(8, 300))
    assert sum(s not in stock().sentences for s in some) > 290
    assert [s.target for d in grouped(7, 300) for s in d.segments] == some
