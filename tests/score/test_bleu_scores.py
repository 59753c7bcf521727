"""BLEU, chrF2++ and TER are sacrebleu's; so are the p-values."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from mt_repair.score.bleu import TER_LONGEST, segment_scores, sentence_score, text_columns
from mt_repair.score.entity import ENTITY_ACCURACY
from mt_repair.score.metrics import Column, added, joined
from mt_repair.score.significance import Trials, comparisons, intervals

REFERENCES = [
    "Sellers on Paipai said that orders doubled in the first quarter.",
    "Ebrun reports that Cainiao opens a warehouse in Ningbo.",
    '"We raised no fees," JD.com\'s spokeswoman said; she gave no figures.',
    "Prices: 3,200 yuan (up 4.5%), or US$ 440.",
    "",
    "The company's shares rose 2 percent.",
    "Meituan and Ele.me share the city between them.",
    "It is the third such station this year.",
]
HYPOTHESES = [
    "Sellers on Paipai said orders doubled in the first quarter.",
    "Ebrun reports that Cainiao is opening a warehouse in Ningbo.",
    '"We have raised no fees", JD.com\'s spokeswoman said; she gave no figures.',
    "Prices: 3,200 yuan (up 4.5 %) or US$440.",
    "",
    "Shares in the company were up 2 percent.",
    "Meituan and Ele.me divide the city between themselves.",
    "It is this year's third such station.",
]
BASES = [
    "Sellers on pat said that orders doubled in the first quarter.",
    "Ebrun reports that Cainiao opens warehouses in Ningbo.",
    '"We raised no fees", JD.com\'s spokeswoman said; she gave no figures.',
    "Prices: 3,200 yuan (up 4.5%) or US$ 440.",
    "",
    "The company's shares went up 2 percent.",
    "US group and Ele.me share the city between them.",
    "It is this year's third such station.",
]
TRIALS = Trials()


def write(folder: Path, **texts: list[str]) -> dict[str, str]:
    paths = {}
    for name, lines in texts.items():
        path = folder / name
        path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
        paths[name] = str(path)
    return paths


def sacrebleu(*args: str) -> str:
    command = [sys.executable, "-m", "sacrebleu", *args, "-m", "bleu", "chrf", "ter"]
    command += ["--chrf-word-order", "2", "-w", "6"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def p_values(*args: str) -> list[float]:
    """Return the p-values that the command line prints below the second system's scores."""
    return [float(p) for p in re.findall(r"\(p = ([\d.]+)\)", sacrebleu(*args, "-f", "text"))]


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("texts")
    return write(folder, ref=REFERENCES, hyp=HYPOTHESES, base=BASES)


def test_the_scores_and_signatures_are_those_of_sacrebleus_command_line(paths) -> None:
    told = json.loads(sacrebleu(paths["ref"], "-i", paths["hyp"], "-f", "json"))
    columns = text_columns(HYPOTHESES, REFERENCES)
    assert [round(c.value, 6) for c in columns] == [score["score"] for score in told]
    assert [c.metric.signature.split(" ", 2)[2] for c in columns] == [s["signature"] for s in told]
    assert [c.metric.title for c in columns] == [score["name"] for score in told]


def test_the_p_values_of_the_bootstrap_are_those_of_sacrebleus_command_line(paths) -> None:
    told = p_values(paths["ref"], "-i", paths["base"], paths["hyp"], "--paired-bs")
    ours = comparisons(
        text_columns(HYPOTHESES, REFERENCES), text_columns(BASES, REFERENCES), TRIALS
    )
    assert [c.p_bootstrap for c in ours] == pytest.approx(told, abs=5e-5)
    assert max(told) > 0.05


def test_those_of_the_randomisation_are_too_where_no_two_rounds_are_alike(tmp_path) -> None:
    """With 48 segments hardly any; the sides change by turns, so that neither is better."""
    sides = [[HYPOTHESES, BASES][n % 2] for n in range(48)]
    ours = [side[n % 8] for n, side in enumerate(sides)]
    theirs = [(BASES if side is HYPOTHESES else HYPOTHESES)[n % 8] for n, side in enumerate(sides)]
    references = REFERENCES * 6
    paths = write(tmp_path, ref=references, base=theirs, hyp=ours)
    told = p_values(paths["ref"], "-i", paths["base"], paths["hyp"], "--paired-ar")
    found = comparisons(text_columns(ours, references), text_columns(theirs, references), TRIALS)
    assert [c.p_randomisation for c in found[:2]] == pytest.approx(told[:2], abs=2e-3)
    assert min(told[:2]) > 0.01


def test_three_segments_of_three_that_got_better_may_be_chance() -> None:
    """Of the eight ways to change sides, two make as great a difference."""
    right, wrong = ((1.0, 1.0),) * 3, ((0.0, 1.0),) * 3
    ours, theirs = Column(ENTITY_ACCURACY, right), Column(ENTITY_ACCURACY, wrong)
    compared = comparisons([ours], [theirs], TRIALS)[0]
    assert compared.p_randomisation == pytest.approx(0.25, abs=0.02)
    twelve = comparisons(
        [Column(ENTITY_ACCURACY, right * 4)], [Column(ENTITY_ACCURACY, wrong * 4)], TRIALS
    )[0]
    assert twelve.p_randomisation < 0.01


def test_the_interval_is_half_as_wide_as_sacrebleu_says_to_either_side() -> None:
    from sacrebleu.metrics.bleu import BLEU

    score = BLEU().corpus_score(HYPOTHESES, [REFERENCES], n_bootstrap=TRIALS.bootstrap)
    interval = intervals(text_columns(HYPOTHESES, REFERENCES)[:1], TRIALS)[0]
    assert (interval.high - interval.low) / 2 == pytest.approx(score._ci, abs=1e-4)


def test_shards_counted_apart_make_the_same_score() -> None:
    whole = text_columns(HYPOTHESES, REFERENCES)
    first, second = (text_columns(HYPOTHESES[s], REFERENCES[s]) for s in (slice(3), slice(3, None)))
    for column, *parts in zip(whole, first, second, strict=True):
        assert joined(parts).value == column.value
        assert added([added(part.counts) for part in parts]) == added(column.counts)


def test_a_segments_own_score_is_sacrebleus_sentence_score() -> None:
    column = text_columns(HYPOTHESES, REFERENCES)[1]
    pairs = zip(HYPOTHESES, REFERENCES, strict=True)
    assert segment_scores(column) == pytest.approx([sentence_score(h, r) for h, r in pairs])


def test_ter_is_left_out_where_a_segment_is_a_document() -> None:
    long = "word " * (TER_LONGEST + 1)
    names = [[c.metric.name for c in text_columns([t], [t])] for t in (long, "word " * TER_LONGEST)]
    assert names == [["bleu", "chrf2++"], ["bleu", "chrf2++", "ter"]]


def test_a_tokenised_text_is_scored_without_a_word_on_standard_error(capsys) -> None:
    text_columns(["a b ."] * 101, ["a b ."] * 101)
    assert capsys.readouterr().err == ""


def test_the_same_text_is_no_different() -> None:
    columns = text_columns(HYPOTHESES, REFERENCES)
    for compared in comparisons(columns, columns, Trials(randomisation=100, bootstrap=100)):
        assert (compared.difference, compared.p_bootstrap, compared.p_randomisation) == (0, 1, 1)


def test_one_segment_has_neither_interval_nor_p_value() -> None:
    columns = text_columns(HYPOTHESES[:1], REFERENCES[:1])
    bases = text_columns(BASES[:1], REFERENCES[:1])
    assert intervals(columns, TRIALS) == [None] * 3
    assert {(c.interval, c.p_bootstrap) for c in comparisons(columns, bases, TRIALS)} == {
        (None, None)
    }


def test_blocks_draw_what_one_draw_would(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is drawn at a time is bounded; the numbers stay those of a single draw."""
    import mt_repair.score.significance as significance

    columns = text_columns(HYPOTHESES, REFERENCES)[1:2]
    bases = text_columns(BASES, REFERENCES)[1:2]
    whole = comparisons(columns, bases, Trials(bootstrap=333, randomisation=333))
    monkeypatch.setattr(significance, "_BLOCK", 1)
    assert comparisons(columns, bases, Trials(bootstrap=333, randomisation=333)) == whole


def test_other_seeds_draw_otherwise() -> None:
    columns = text_columns(HYPOTHESES, REFERENCES)
    assert intervals(columns, Trials(1)) != intervals(columns, Trials(2))
    assert intervals(columns, Trials(1)) == intervals(columns, Trials(1))


def test_a_resample_without_anything_to_count_is_left_out() -> None:
    rare = Column(ENTITY_ACCURACY, ((1.0, 1.0), *[(0.0, 0.0)] * 20))
    interval = intervals([rare], TRIALS)[0]
    assert (interval.low, interval.high) == (1.0, 1.0)
    assert not np.isnan(rare.value)
    assert Column(ENTITY_ACCURACY, ((0.0, 0.0),)).value is None


def test_the_signature_names_the_version_that_scored() -> None:
    import sacrebleu as package

    for column in text_columns(HYPOTHESES, REFERENCES):
        assert re.search(rf"version:{re.escape(package.__version__)}$", column.metric.signature)
