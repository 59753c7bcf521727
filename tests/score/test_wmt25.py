"""The task's own scoring of the WMT25 development years, reproduced row by row."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest

from mt_repair.corpus.parallel import Parallel
from mt_repair.score.bleu import text_columns
from mt_repair.score.evaluate import Glossaries, evaluate
from mt_repair.score.metrics import Column
from mt_repair.score.terms import TERM_SUCCESS, term_success
from mt_repair.types import Term

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("MT_REPAIR_DATA", ROOT.parent / "shared/data")) / "term25_dev"
OFFICIAL = DATA / "official_scores.json"

needs_data = pytest.mark.skipif(
    not OFFICIAL.is_file(),
    reason=f"NOT MEASURED: the development data is not at {DATA}; set MT_REPAIR_DATA",
)


def documents() -> list[tuple[dict, tuple[Term, ...]]]:
    out = []
    for path in sorted(DATA.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            rows = [json.loads(line) for line in file]
        terms = tuple(
            Term(zh, en[0], accept=tuple(en[1:])) for zh, en in rows[0]["terms"].items() if en
        )
        out += [(row, terms) for row in rows]
    return out


@needs_data
@pytest.mark.parametrize(("mode", "systems"), [("without_terms", 7), ("with_terms", 5)])
def test_every_row_is_the_tasks_own_to_four_digits(mode: str, systems: int) -> None:
    rows = documents()
    official = json.loads(OFFICIAL.read_text("utf-8"))[mode]
    assert len(official) == systems
    for system, told in official.items():
        texts = [row[f"mt_{mode}"][system] for row, _ in rows]
        counts = tuple(
            term_success(row["zh"], row["ref"], text, terms)
            for (row, terms), text in zip(rows, texts, strict=True)
        )
        # TER alone would take minutes for a document; it is left out by itself.
        bleu, chrf = text_columns(texts, [row["ref"] for row, _ in rows])
        assert f"{bleu.value:.4f}" == f"{told['bleu']:.4f}", (mode, system)
        assert f"{chrf.value:.4f}" == f"{told['chrf2++']:.4f}", (mode, system)
        success = Column(TERM_SUCCESS, counts)
        assert f"{success.value:.4f}" == f"{told['term_success']:.4f}", (mode, system)
        assert sum(number for _, number in counts) == told["terms"]


@needs_data
def test_missing_terms_behind_a_document_lift_the_tasks_score_and_not_ours() -> None:
    rows = documents()[:4]
    segments = [
        Parallel(row["mt_without_terms"]["CommandA_MT"], row["ref"], row["zh"], terms=terms)
        for row, terms in rows
    ]
    glossaries = Glossaries(())
    honest = evaluate(segments, glossaries, [one.hypothesis for one in segments])
    for joined in ("\n{}", " {}", ", {}."):
        texts = []
        for one, lines in zip(segments, honest.checked, strict=True):
            lacking = {
                line.names.terms[served.mention.term].en
                for line in lines
                for served in line.found.served
                if served.span is None
            }
            texts.append(one.hypothesis + joined.format(", ".join(sorted(lacking))))
        cheated = evaluate(segments, glossaries, texts)
        before, after = (e.column("term_success").value for e in (honest, cheated))
        assert after > before + 0.2
        before, after = (e.column("entity_accuracy").value for e in (honest, cheated))
        assert after <= before
