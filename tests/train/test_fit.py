"""Training: a run that was stopped and resumed ends as one that was not. Needs the extra `train`."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="torch is not installed (extra train)")
pytest.importorskip("accelerate", reason="accelerate is not installed (extra train)")

from grammar import ALL  # noqa: E402
from tinymodel import pieces  # noqa: E402

from mt_repair.errors import InputError  # noqa: E402
from mt_repair.repair.answers import by_tokens  # noqa: E402
from mt_repair.repair.encoding import encode  # noqa: E402
from mt_repair.seq2seq import load_compact, pieces_of, propose  # noqa: E402
from mt_repair.train.export import export  # noqa: E402
from mt_repair.train.fit import fit  # noqa: E402
from mt_repair.train.lessons import course, lesson  # noqa: E402
from mt_repair.train.pointing import (  # noqa: E402
    Pointing,
    begun_model,
    pointing_model,
    rates_of,
)
from mt_repair.train.rewriter import MARKS, Prepared, rewriting_task, vocabulary_in, vocabulary_of  # noqa: E402
from mt_repair.train.settings import Settings, Task  # noqa: E402
from mt_repair.train.trials import of_lesson  # noqa: E402

SETTINGS = Settings(
    8, batch=4, warmup=2, evaluate=4, width=32, inner=48, encoders=1, decoders=1, heads=2, threads=1
)
pytestmark = pytest.mark.filterwarnings("ignore")


def ready() -> Prepared:
    taught = course(ALL, 1)
    return Prepared(taught, pieces(), tuple(of_lesson(lesson(taught, n)) for n in range(8)))


def network() -> Pointing:
    return pointing_model(SETTINGS, vocabulary_of(pieces()), MARKS, None)


def trained(task: Task, work: Path) -> None:
    model = network()
    fit(task, model, rates_of(model, SETTINGS), work, SETTINGS)


def losses(work: Path) -> list[float]:
    return [
        h["eval_loss"] for h in json.loads((work / "history.json").read_text()) if "eval_loss" in h
    ]


def test_a_stopped_run_goes_on_as_if_it_had_not_been(tmp_path):
    whole = tmp_path / "whole"
    trained(rewriting_task(ready(), SETTINGS), whole)
    stopped = tmp_path / "stopped"
    calls = 0

    class Stop(Exception):
        pass

    task = rewriting_task(ready(), SETTINGS)
    plain = task.scores

    def once(answers):
        nonlocal calls
        calls += 1
        if calls == 2:
            raise Stop  # at step 8, after the checkpoint of step 4
        return plain(answers)

    with pytest.raises(Stop):
        trained(replace(task, scores=once), stopped)
    trained(rewriting_task(ready(), SETTINGS), stopped)
    assert losses(stopped) == losses(whole)
    one, other = (
        torch.load(next(iter(sorted(w.glob("checkpoint-8/optimizer.pt")))), weights_only=True)[
            "state"
        ]
        for w in (whole, stopped)
    )
    assert all(torch.equal(one[k]["exp_avg"], other[k]["exp_avg"]) for k in one)


def test_a_checkpoint_learns_on_as_it_was(tmp_path):
    held, model = pieces(), network()
    tokens = vocabulary_of(held)
    with pytest.raises(InputError, match=r"pieces.model is not there"):
        vocabulary_in(tmp_path)
    (tmp_path / "pieces.model").write_bytes(held)
    assert vocabulary_in(tmp_path) == held
    with pytest.raises(InputError, match="cannot be loaded"):
        begun_model(tmp_path, SETTINGS, tokens, MARKS)
    model.save_pretrained(tmp_path)
    again = begun_model(tmp_path, SETTINGS, tokens, MARKS).state_dict()
    assert all(torch.equal(again[name], kept) for name, kept in model.state_dict().items())
    for settings, size in ((replace(SETTINGS, decoders=2), MARKS), (SETTINGS, MARKS + 1)):
        with pytest.raises(InputError, match="of another kind; train anew"):
            begun_model(tmp_path, settings, tokens, size)


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """Return a random model as a checkpoint, and exported in float32 and 8 bits."""
    base = tmp_path_factory.mktemp("models")
    held = pieces()
    tokens = vocabulary_of(held)
    model = network().eval()
    model.save_pretrained(base / "checkpoint")
    export(base / "checkpoint", tokens, base / "float", pieces=held, precision="float32")
    export(base / "checkpoint", tokens, base / "int8", pieces=held)
    return model, tokens, base


def test_the_converted_model_gives_torchs_log_probabilities(exported):
    model, tokens, base = exported
    loaded = load_compact(base / "float")
    number = {t: i for i, t in enumerate(tokens)}
    taught = course(ALL, 1)
    for n in range(50):
        pair = lesson(taught, n)
        shown = encode(pair.clause, lambda w: pieces_of(loaded, w))
        answer = by_tokens(pair.answer, shown.starts)
        labels = torch.tensor([[number[t] for t in answer] + [1]])
        with torch.inference_mode():
            out = model(
                input_ids=torch.tensor([[number.get(t, 2) for t in shown.tokens]]), labels=labels
            )
        logs = torch.log_softmax(out.logits[0], -1)
        ours = loaded.translator.score_batch([list(shown.tokens)], [answer])[0].log_probs
        theirs = [float(logs[i, int(labels[0, i])]) for i in range(labels.shape[1])]
        assert ours == pytest.approx(theirs, abs=0.001)


def test_beams_are_torchs(exported):
    model, tokens, base = exported
    loaded = load_compact(base / "float")
    number = {t: i for i, t in enumerate(tokens)}
    taught = course(ALL, 1)
    for n in range(20):
        shown = encode(lesson(taught, n).clause, lambda w: pieces_of(loaded, w))
        for beams in (1, 4):
            with torch.inference_mode():
                out = model.generate(
                    input_ids=torch.tensor([[number.get(t, 2) for t in shown.tokens]]),
                    num_beams=beams, max_new_tokens=12, length_penalty=0.0, early_stopping=True, do_sample=False,
                )  # fmt: skip
            theirs = [tokens[int(i)] for i in out[0][1:]]
            theirs = theirs[: theirs.index("</s>")] if "</s>" in theirs else theirs
            found = loaded.translator.translate_batch(
                [list(shown.tokens)],
                beam_size=beams,
                length_penalty=0.0,
                max_decoding_length=12,
                min_decoding_length=0,
            )[0]
            assert found.hypotheses[0] == theirs


def test_eight_bits_hardly_change_what_is_said(exported):
    _, _, base = exported
    plain, small = load_compact(base / "float"), load_compact(base / "int8")
    taught = course(ALL, 1)
    for n in range(20):
        shown = encode(lesson(taught, n).clause, lambda w: pieces_of(plain, w))
        answer = propose(plain, shown.tokens, 8)[0].tokens
        one, other = (
            sum(m.translator.score_batch([list(shown.tokens)], [list(answer)])[0].log_probs)
            for m in (plain, small)
        )
        assert one == pytest.approx(other, rel=0.05, abs=0.5)
